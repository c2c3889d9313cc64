"""Every test of an importer asks the command line, as a city does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def counts(self) -> dict[str, tuple[int, int, int, int]]:
        """New, updated, unchanged and removed by kind, of kinds that have any."""
        counts = {kind: tuple(count.values()) for kind, count in self.json["counts"].items()}
        return {kind: count for kind, count in counts.items() if any(count)}

    @property
    def remarks(self) -> list[str]:
        return [f"{remark['where']}: {remark['text']}" for remark in self.json["remarks"]]


class Content:
    """`kiosk content` with a folder to import into."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def run(self, *arguments: object) -> Said:
        self._capsys.readouterr()
        code = main(["content", *map(str, arguments)])
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def take(self, name: str, source: Path | str, *more: str, into: Path | None = None) -> Said:
        return self.run("import", name, source, "--into", into or self.folder, "--json", *more)

    def good(self, name: str, source: Path | str, *more: str, into: Path | None = None) -> Said:
        said = self.take(name, source, *more, into=into)
        assert said.code == 0, said.err
        return said

    def refused(self, name: str, source: Path | str, *more: str) -> str:
        """What is said of a source that cannot be taken; the folder is as it was."""
        before = _all(self.folder)
        said = self.take(name, source, *more)
        assert said.code == 1, said
        assert "Traceback" not in said.err
        assert said.err.strip()
        assert _all(self.folder) == before
        assert not list(self.folder.parent.glob(".*.import"))
        return said.err

    def give(self, name: str, out: Path, source: Path | None = None) -> Said:
        said = self.run("export", name, source or self.folder, "--out", out, "--json")
        assert said.code == 0, said.err
        return said

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def _all(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()} if folder.exists() else {}


@pytest.fixture
def content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Content:
    return Content(tmp_path / "city", capsys)
