"""What docs/translations.md says of files, limits and messages is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SourceError
from kiosk.i18n.compile import compile_file
from kiosk.i18n.extract import COMMENT, PYTHON, QML
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = (ROOT / "docs" / "translations.md").read_text("utf-8")
EXAMPLE, *_ = (block for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL) if block.startswith("# kiosk: human"))
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_the_example_is_a_catalogue(tmp_path: Path) -> None:
    source = tmp_path / "kiosk.po"
    source.write_text(HEADER + EXAMPLE, "utf-8")
    compile_file(source, tmp_path / "kiosk.mo")


def test_the_refusal_reads_as_the_guide_shows(tmp_path: Path) -> None:
    source = tmp_path / "kiosk.po"
    source.write_text(HEADER + 'msgid "Checked on %1"\nmsgstr "تم التحقق"\n', "utf-8")
    with pytest.raises(SourceError) as refused:
        compile_file(source, tmp_path / "kiosk.mo")
    said = str(refused.value).partition(":5: ")[2]
    assert f"locales/ar/kiosk.po:42: {said}\n" in GUIDE


@pytest.mark.parametrize("word", ["locales/core.pot", "locales/kiosk.pot", "kiosk/i18n/cldr.py", "docs/editors.md"])
def test_files_of_the_guide_exist(word: str) -> None:
    assert word.removeprefix("docs/") in GUIDE
    assert (ROOT / word).exists()


def test_the_guide_names_what_marks_a_text() -> None:
    assert COMMENT in GUIDE
    assert {"qsTr", "gettext", "tr", "N_"} <= {name for name in {**PYTHON, **QML} if f"{name}(" in GUIDE}
