"""JavaScript names no type that has not been read yet: the screen would stand still (ADR 16)."""

from __future__ import annotations

import re

import pytest

from kiosk.resources import ROOT

QML = ROOT / "kiosk" / "qml" / "Kiosk"
FILES = dict(re.findall(r"^(?:singleton )?(\w+) 1\.0 (\S+)$", (QML / "qmldir").read_text("utf-8"), re.MULTILINE))
BEGINNING = ("Main.qml", "screens/Languages.qml")
"""What has been read before anybody touches the screen."""


def source(file: str) -> str:
    text = re.sub(r"//.*", "", (QML / file).read_text("utf-8"))
    return re.sub(r"^import .*", "", text, flags=re.MULTILINE)


def read_with(file: str, seen: set[str]) -> set[str]:
    """The types of ours that Qt reads with a file: those that it makes, and those that these make."""
    for name in re.findall(r"\b([A-Z]\w*) \{", source(file)):
        if name in FILES and name not in seen:
            seen.add(name)
            read_with(FILES[name], seen)
    return seen


@pytest.mark.parametrize("file", sorted(path.relative_to(QML).as_posix() for path in QML.rglob("*.qml")))
def test_a_type_is_read_before_it_is_asked_for(file: str) -> None:
    known: set[str] = set()
    for each in (*BEGINNING, file):
        read_with(each, known)
    asked = {name for name in re.findall(r"\b(?:as|instanceof) ([A-Z]\w*)", source(file)) if name in FILES}
    assert asked <= known
