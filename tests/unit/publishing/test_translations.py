"""What becomes of translations when an editor changes the official text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SourceError
from kiosk.publishing import po, translations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sources import City

STEPS = "steps:\n  - Aizpildiet veidlapu\n  - Ejiet uz domi\n"
SERVICE = "services/declare.md"


def translate(path: Path, **words: str) -> None:
    """Fills entries by the first word of the official text, as a translator would."""
    text = path.read_text(encoding="utf-8")
    for word, translation in words.items():
        text, count = re.subn(rf'(msgid "{word}[^\n]*\nmsgstr )""', rf'\1"{translation}"', text)
        assert count == 1
    path.write_text(text, encoding="utf-8")


def steps(path: Path) -> list[tuple[str, str, bool, str]]:
    return [(e.msgid, e.msgstr, e.fuzzy, e.previous) for e in po.read(path) if "/step/" in e.context]


def test_a_new_catalogue_has_every_text_empty_in_the_order_of_the_files(city: City) -> None:
    done = translations.write_catalogue(city.folder, "ar")
    entries = po.read(done.path)
    assert done.path == city.folder / "locales" / "ar.po"
    assert (done.translated, done.outdated, done.empty, done.removed) == (0, 0, 21, 0)
    assert [entry.context for entry in entries] == [
        "organization/office/name/0",
        "organization/office/description/0",
        "place/hall/name/0",
        "schedule/place-hall/original/0",
        "phone/place-hall.1/label/0",
        "service/declare/name/0",
        "service/declare/summary/0",
        "service/declare/description/0",
        "requirement/declare.1/name/0",
        "evidence/declare.1/name/0",
        "evidence/declare.1/note/0",
        "evidence/declare.2/name/0",
        "service/declare/step/0",
        "service/declare/step/1",
        "cost/declare.1/description/0",
        "service_at_place/declare.hall/note/0",
        "channel/service-declare.1/label/0",
        "service/declare/note/0",
        "term/arrived/name/0",
        "term/papers/name/0",
        "term/papers/description/0",
    ]
    assert not any(entry.msgstr or entry.fuzzy for entry in entries)


def test_an_update_without_changes_leaves_the_file_alone(city: City) -> None:
    path = translations.write_catalogue(city.folder, "ar").path
    translate(path, Ejiet="Go")
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    translations.write_catalogue(city.folder, "ar")
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert b"Date" not in before[0]


def test_a_changed_text_keeps_its_translation_as_fuzzy_with_the_text_it_was_made_from(city: City) -> None:
    path = translations.write_catalogue(city.folder, "ar").path
    translate(path, Aizpildiet="Fill in", Ejiet="Go")
    city.change(SERVICE, "Ejiet uz domi", "Zvaniet domei")
    done = translations.write_catalogue(city.folder, "ar")
    assert (done.translated, done.outdated) == (1, 1)
    assert steps(path) == [
        ("Aizpildiet veidlapu", "Fill in", False, ""),
        ("Zvaniet domei", "Go", True, "Ejiet uz domi"),
    ]
    city.change(SERVICE, "Zvaniet domei", "Rakstiet domei")
    translations.write_catalogue(city.folder, "ar")
    assert steps(path)[1] == ("Rakstiet domei", "Go", True, "Ejiet uz domi")
    city.change(SERVICE, "Rakstiet domei", "Ejiet uz domi")
    translations.write_catalogue(city.folder, "ar")
    assert steps(path)[1] == ("Ejiet uz domi", "Go", False, "")


def test_a_step_put_in_front_moves_the_translations_with_their_steps(city: City) -> None:
    path = translations.write_catalogue(city.folder, "ar").path
    translate(path, Aizpildiet="Fill in", Ejiet="Go")
    city.change(SERVICE, STEPS, STEPS.replace("steps:\n", "steps:\n  - Paņemiet pasi\n"))
    translations.write_catalogue(city.folder, "ar")
    assert steps(path) == [
        ("Paņemiet pasi", "", False, ""),
        ("Aizpildiet veidlapu", "Fill in", False, ""),
        ("Ejiet uz domi", "Go", False, ""),
    ]


def test_an_obsolete_text_goes_and_what_translators_noted_stays(city: City) -> None:
    path = translations.write_catalogue(city.folder, "ar").path
    translate(path, Aizpildiet="Fill in", Ejiet="Go")
    text = path.read_text(encoding="utf-8")
    entry = '#: services/declare.md\nmsgctxt "service/declare/step/0"'
    path.write_text(text.replace(entry, f"# kiosk: human Anna 2026-03-01\n# asked\n{entry}"), encoding="utf-8")
    city.change(SERVICE, "  - Ejiet uz domi\n", "")
    done = translations.write_catalogue(city.folder, "ar")
    assert done.removed == 1
    assert "Ejiet" not in path.read_text(encoding="utf-8")
    assert f"# kiosk: human Anna 2026-03-01\n# asked\n{entry}" in path.read_text(encoding="utf-8")


def test_an_editors_comment_reaches_the_translators(city: City) -> None:
    city.change("organizations/office.md", "name:", "# English: Migration Office\nname:")
    path = translations.write_catalogue(city.folder, "ar").path
    assert (
        '#. English: Migration Office\n#: organizations/office.md\nmsgctxt "organization/office/name/0"'
        in path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("tag", "said"), [("lv", "lv is the language in which"), ("ru", "ru is not a language to translate into; add it")]
)
def test_a_language_that_is_not_translated_into_is_refused(city: City, tag: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        translations.write_catalogue(city.folder, tag)
    assert not (city.folder / "locales").exists()
