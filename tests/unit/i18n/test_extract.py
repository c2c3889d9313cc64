"""The template holds what the sources say, the catalogues follow it, and nothing else changes a file."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from kiosk.i18n import extract
from kiosk.i18n.catalogue import read
from kiosk.i18n.compile import compile_all
from kiosk.i18n.extract import LANGUAGES, results
from kiosk.i18n.plurals import RULES
from kiosk.resources import LOCALES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

QML = r"""
Item {
    // Translators: on the button that prints
    property string label: qsTr("Print")
    property string known: qsTr("Back")
    property string both: `${qsTr("Inside a template")} 1`
    property var pattern: /[^"]/g
    property string days: I18n.ntr("%n day", "%n days", 3)
    property string not_ours: other("Not for translation")
}
"""

PYTHON = """
LABEL = N_("Who it is for")
def say(session, catalogue, count):
    session.tr("Checked on %1", "today")
    catalogue.gettext("Print")
    return catalogue.ngettext("%n page", "%n pages", count)
"""

CORE = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Back"\nmsgstr ""\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "core.pot").write_text(CORE, "utf-8")
    package = tmp_path / "kiosk"
    (package / "qml").mkdir(parents=True)
    (package / "qml" / "Item.qml").write_text(QML, "utf-8")
    (package / "labels.py").write_text(PYTHON, "utf-8")
    return tmp_path


def run(tree: Path) -> dict[str, str]:
    found = results(tree / "locales", tree / "kiosk")
    for file, text in found.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return {file.relative_to(tree / "locales").as_posix(): text for file, text in found.items()}


def test_all_marked_texts_are_found_once_and_core_texts_are_left_out(tree: Path) -> None:
    run(tree)
    with (tree / "locales" / "kiosk.pot").open("rb") as stream:
        messages = [message for message in read_po(stream) if message.id]
    assert [message.id for message in messages] == [
        "Print",
        "Inside a template",
        ("%n day", "%n days"),
        "Who it is for",
        "Checked on %1",
        ("%n page", "%n pages"),
    ]
    assert [where for where, _line in messages[0].locations] == ["kiosk/labels.py", "kiosk/qml/Item.qml"]
    assert messages[0].auto_comments == ["on the button that prints"]


def test_a_second_run_changes_nothing_and_no_file_has_a_date(tree: Path) -> None:
    first = run(tree)
    assert run(tree) == first
    assert not [name for name, text in first.items() if "Date" in text or "VERSION" in text or "Babel" in text]


def test_translations_and_their_provenance_stay_and_new_texts_are_not_guessed(tree: Path) -> None:
    run(tree)
    file = tree / "locales" / "ru" / "kiosk.po"
    text = file.read_text("utf-8").replace("# Interface", "# By Anna.\n# Interface", 1)
    text = text.replace('msgid "Print"\nmsgstr ""', 'msgid "Print"\nmsgstr "Печать"')
    text = text.replace("#. on the", "# kiosk: human Anna 2026-03-01\n#. on the")
    file.write_text(text, "utf-8")
    labels = tree / "kiosk" / "labels.py"
    labels.write_text(labels.read_text("utf-8") + 'N_("Prints")\n', "utf-8")
    fresh = run(tree)["ru/kiosk.po"]
    assert fresh.startswith("# By Anna.\n# Interface")
    assert "# kiosk: human Anna 2026-03-01\n" in fresh
    assert 'msgid "Print"\nmsgstr "Печать"\n' in fresh
    assert 'msgid "Prints"\nmsgstr ""\n' in fresh
    assert "fuzzy" not in fresh


def test_every_language_has_the_plural_forms_of_its_rule_and_keeps_its_own_once_translated(tree: Path) -> None:
    found = run(tree)
    assert found["lv/kiosk.po"].count("msgstr[2]") == 2
    assert found["ar/kiosk.po"].count("msgstr[5]") == 2
    own = tree / "locales" / "lv" / "kiosk.po"
    text = "\n".join(
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' if line.startswith('"Plural-Forms') else line
        for line in own.read_text("utf-8").splitlines()
        if not line.startswith("msgstr[2]")
    )
    own.write_text(text + "\n", "utf-8")
    assert RULES["lv"] in run(tree)["lv/kiosk.po"]
    own.write_text(text.replace('msgstr[0] ""', 'msgstr[0] "%n diena"') + "\n", "utf-8")
    assert "nplurals=2; plural=(n != 1);" in run(tree)["lv/kiosk.po"]


def test_a_further_language_needs_two_empty_files_and_no_code(tree: Path) -> None:
    """The steps of docs/translations.md."""
    folder = tree / "locales" / "sq"
    folder.mkdir()
    (folder / "kiosk.po").touch()
    (folder / "core.po").touch()
    assert 'msgid "Print"\nmsgstr ""\n' in run(tree)["sq/kiosk.po"]
    core = folder / "core.po"
    core.write_text(
        core.read_text("utf-8").replace('msgid "Back"\nmsgstr ""', 'msgid "Back"\nmsgstr "Mbrapa"'), "utf-8"
    )
    assert compile_all(tree / "locales", tree / "built") == []
    albanian = read("sq", tree / "built")
    assert albanian.gettext("Back") == "Mbrapa"
    assert albanian.untranslated("Print")


def test_the_catalogues_of_the_project_are_up_to_date() -> None:
    behind = [
        file.relative_to(ROOT).as_posix()
        for file, text in results(LOCALES, ROOT / "kiosk").items()
        if not file.exists() or file.read_text("utf-8") != text
    ]
    assert behind == [], "run `make texts`, then translate what is new"


def test_no_text_hides_in_another_one() -> None:
    """Before Python 3.12 the extractor sees nothing inside an f-string."""
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in (ROOT / "kiosk").rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and (getattr(call.func, "attr", None) or getattr(call.func, "id", None)) in extract.PYTHON
    ]
    assert hidden == []


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_every_language_says_the_whole_interface(tag: str) -> None:
    with (LOCALES / tag / "kiosk.po").open("rb") as stream:
        missing = [message.id for message in read_po(stream) if message.id and not message.string]
    assert missing == []
