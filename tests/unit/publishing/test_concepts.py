"""Words for one another are read from one file, and what is wrong in it is told with its line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import build, concepts
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.findings import Finding


def read(folder: Path, text: str) -> tuple[tuple[concepts.Concept, ...], list[str]]:
    (folder / "concepts.yaml").write_text(text, encoding="utf-8")
    findings: list[Finding] = []
    return concepts.read(folder, findings), [f"{each.line} {each.code}" for each in findings]


def test_a_folder_may_have_none(tmp_path: Path) -> None:
    assert concepts.read(tmp_path, []) == ()


def test_words_are_read_by_concept_and_language(tmp_path: Path) -> None:
    found, wrong = read(tmp_path, "family-doctor:\n  en: [doctor, GP]\n  no: [fastlege]\n  ar:\n    - طبيب\n")
    assert not wrong
    assert found == (concepts.Concept("family-doctor", {"en": ("doctor", "GP"), "no": ("fastlege",), "ar": ("طبيب",)}),)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Family Doctor:\n  en: [doctor]\n", ["1 KC102"]),
        ("doctor: GP\n", ["1 KC101"]),
        ("doctor:\n  en: GP\n", ["2 KC101"]),
        ("doctor:\n  english: [GP]\n", ["2 KC109"]),
        ("doctor:\n  en: [GP, gp]\n", ["2 KC103"]),
        ("doctor:\n  en:\n    - GP\n    - a: b\n", ["4 KC104"]),
        ("doctor:\n  en: [GP\n", ["3 KC100"]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, wrong: list[str]) -> None:
    assert read(tmp_path, text)[1] == wrong


def test_the_demonstration_has_the_concepts_of_a_life(tmp_path: Path) -> None:
    pack = build.build(ROOT / "db" / "daugavpils", tmp_path / "demo.pack")
    with closing(sqlite3.connect(pack.path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM concept").fetchone()
        words = dict(
            connection.execute("SELECT lang, count(DISTINCT id) FROM text WHERE entity = 'concept' GROUP BY lang")
        )
    assert count == 150
    assert all(words[tag] == count for tag in ("lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti"))
