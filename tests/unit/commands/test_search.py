"""The command that searches: for a person, for a machine, and for many queries at once."""

from __future__ import annotations

import io
import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.packs.slots import Slots
from tests.helpers.packs import Town, town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("pack") / "town.pack", "Dzīvesvietas deklarēšana", "Ģimenes ārsts")


@dataclass(frozen=True, slots=True)
class Answer:
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    def run(*arguments: str) -> Answer:
        code = main(["search", *arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


def test_names_are_listed_and_a_correction_is_said(run: Callable[..., Answer], pack: Path) -> None:
    answer = run("deklaresna", "--language", "lv", "--pack", str(pack))
    assert answer.stdout == "service-0  Dzīvesvietas deklarēšana\n"
    assert answer.stderr == "Showing results for deklarēšana\n"


def test_a_machine_is_told_where_and_how_it_was_found(run: Callable[..., Answer], pack: Path) -> None:
    (row,) = json.loads(run("gimenes", "--language", "ar", "--json", "--pack", str(pack)).stdout)
    assert row == {
        "id": "SERVICE-1",
        "slug": "service-1",
        "kind": "service",
        "name": "Ģimenes ārsts",
        "language": "lv",
        "found_in": "lv",
        "stage": "elsewhere",
    }


@pytest.mark.parametrize("trusted", [True, False])
def test_a_signed_pack_says_where_to_look_besides(run: Callable[..., Answer], tmp_path: Path, trusted: bool) -> None:
    with closing(Town()) as made:
        made.council()
        made.service("doctor", {"lv": "Ģimenes ārsts", "en": "Family doctor", "ar": "طبيب الأسرة"})
        pack = made.write(tmp_path / "own.pack", kiosk={"languages": {"fallback": ["ar"]}})
    Slots(tmp_path / "data").install(pack, trusted=trusted)
    (row,) = json.loads(run("gimenes", "--language", "fa", "--json", "--data", str(tmp_path / "data")).stdout)
    assert row["language"] == ("ar" if trusted else "en")


def test_a_batch_is_answered_line_by_line(run: Callable[..., Answer], pack: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = (
        "\ufeff" + '{"q": "dekl", "language": "lv", "id": 7}\r',
        "",
        '{"language": "en-GB", "q": "xkqzv"}',
        '{"q": "", "language": "ar"}',
    )
    batch.write_text("\n".join(lines), encoding="utf-8")
    answers = [json.loads(line) for line in run("--batch", str(batch), "--pack", str(pack)).stdout.splitlines()]
    assert all(each.pop("ms") >= 0 for each in answers)
    assert answers == [
        {"q": "dekl", "language": "lv", "ids": ["SERVICE-0"], "stage": "title"},
        {"q": "xkqzv", "language": "en-GB", "ids": [], "stage": None},
        {"q": "", "language": "ar", "ids": [], "stage": None},
    ]


def test_a_batch_may_come_from_another_program(
    run: Callable[..., Answer], pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"q": "dekl", "language": "lv"}\n')))
    assert json.loads(run("--batch", "-", "--pack", str(pack)).stdout)["ids"] == ["SERVICE-0"]


def test_a_language_that_nobody_knows_is_said(run: Callable[..., Answer], pack: Path) -> None:
    answer = run("dekl", "--language", "klingon", "--pack", str(pack))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith("There is no language 'klingon'; choose one of am, ar, ")


@pytest.mark.parametrize(
    "line",
    [
        "dekl",
        '{"q": "dekl"}',
        '{"q": 1, "language": "lv"}',
        "[]",
        '{"q": "\\ud800", "language": "lv"}',
        '{"q": "a", "language": "klingon"}',
    ],
)
def test_a_line_that_is_no_query_is_named(run: Callable[..., Answer], pack: Path, tmp_path: Path, line: str) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(f'{{"q": "dekl", "language": "lv"}}\n{line}\n', encoding="utf-8")
    answer = run("--batch", str(batch), "--pack", str(pack))
    assert answer.exit_code == 1
    assert "batch.jsonl:2: " in answer.stderr
    assert answer.stdout == ""


def test_a_batch_that_cannot_be_read_is_said(run: Callable[..., Answer], pack: Path, tmp_path: Path) -> None:
    answer = run("--batch", str(tmp_path / "none.jsonl"), "--pack", str(pack))
    assert (answer.exit_code, "cannot be read" in answer.stderr) == (1, True)


def test_a_query_and_a_batch_are_one_too_many(run: Callable[..., Answer], tmp_path: Path) -> None:
    assert run("dekl", "--batch", str(tmp_path / "b.jsonl")).exit_code == 2
