"""A translation that would break a screen is refused with its file and line; the rest compiles, always to the same bytes."""

from __future__ import annotations

import os
from gettext import GNUTranslations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import SourceError
from kiosk.i18n import compile as compiling
from kiosk.i18n.compile import compile_all, compile_file, placeholders

if TYPE_CHECKING:
    from pathlib import Path

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
OWN_RULE = '"Plural-Forms: nplurals=2; plural=(n < 5);\\n"\n\n'
DAYS = 'msgid "%n day"\nmsgid_plural "%n days"\n'


def source(folder: Path, entries: str, tag: str = "ar", name: str = "kiosk.po") -> Path:
    file = folder / "locales" / tag / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER + entries, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("entry", "line", "complaint"),
    [
        ('msgid "Checked on %1"\nmsgstr "فُحص"\n', 5, "must have %1"),
        ('msgid "Checked on %1"\nmsgstr "فُحص %2"\n', 5, "must have %1"),
        ('msgid "Page %1 of %2"\nmsgstr "%1"\n', 5, "must have %1 %2"),
        ('msgid "Hello {name}"\nmsgstr "أهلا {nam}"\n', 5, "must have {name}"),
        ('msgid "Back"\nmsgstr "رجوع %1"\n', 5, "must have no placeholder"),
        ('# first\nmsgid "Back"\nmsgstr "<b>رجوع</b>"\n', 6, "markup (<b>)"),
        ('msgid "Back"\nmsgstr "رجوع&nbsp;"\n', 5, "markup (&nbsp;)"),
        ('msgid "Back"\nmsgstr "رجوع\\t"\n', 5, "control character"),
        (DAYS + 'msgstr[0] "%n يوم"\nmsgstr[1] ""\n', 5, "plural form has no translation"),
        (DAYS + 'msgstr[0] "يوم"\nmsgstr[1] "%n"\n', 5, "must have %n"),
    ],
)
def test_a_bad_translation_is_refused_where_it_stands(tmp_path: Path, entry: str, line: int, complaint: str) -> None:
    file = source(tmp_path, entry)
    with pytest.raises(SourceError) as refused:
        compile_file(file, tmp_path / "kiosk.mo")
    assert str(refused.value).startswith(f"{file}:{line}: ")
    assert complaint in str(refused.value)
    assert not (tmp_path / "kiosk.mo").exists()


def test_all_bad_translations_are_said_at_once(tmp_path: Path) -> None:
    file = source(tmp_path, 'msgid "On %1"\nmsgstr "في"\n\nmsgid "Back"\nmsgstr "<i>"\n')
    with pytest.raises(SourceError) as refused:
        compile_file(file, tmp_path / "kiosk.mo")
    assert [line.split(": ")[0] for line in str(refused.value).splitlines()] == [f"{file}:5", f"{file}:8"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ('msgid "Back"\nmsgstr "رجوع\n', "kiosk.po:6: not a line of a PO catalogue"),
        ('msgid "Back"\nmsgstr "ر"جوع"\n', "kiosk.po:6: not a line of a PO catalogue"),
        ('msgid "Back"\nرجوع\n', "kiosk.po:6: not a line of a PO catalogue"),
        (DAYS + 'msgstr[0] "%n"\nmsgstr[1] "%n"\nmsgstr[2] "%n"\n', "mend the catalogue"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_by_name(tmp_path: Path, entries: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        compile_file(source(tmp_path, entries, tag="nl"), tmp_path / "kiosk.mo")
    assert said in str(refused.value)


def test_a_catalogue_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = source(tmp_path, "")
    file.write_bytes(HEADER.encode() + 'msgid "Back"\nmsgstr "رجوع"\n'.encode("iso-8859-6"))
    with pytest.raises(SourceError, match=r"kiosk\.po: not in UTF-8"):
        compile_file(file, tmp_path / "kiosk.mo")


@settings(max_examples=50)
@given(st.dictionaries(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1).map(str.strip), st.uuids()))
def test_every_text_comes_back_from_the_machine_object(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    entries = {text: f"ت {number}" for text, number in texts.items() if text}
    file = source(folder, "".join(f'msgid "{text}"\nmsgstr "{said}"\n\n' for text, said in entries.items()))
    compile_file(file, folder / "kiosk.mo")
    with (folder / "kiosk.mo").open("rb") as stream:
        read = GNUTranslations(stream)
    assert {text: read.gettext(text) for text in entries} == entries


def plurals(file: Path, folder: Path) -> list[str]:
    compile_file(file, folder / "plurals.mo")
    with (folder / "plurals.mo").open("rb") as stream:
        read = GNUTranslations(stream)
    return [read.ngettext("%n day", "%n days", count) for count in (1, 2, 5)]


def test_the_plural_rule_is_the_files_own_or_else_that_of_the_language(tmp_path: Path) -> None:
    forms = [f'msgstr[{form}] "%n {form}"\n' for form in range(3)]
    assert plurals(source(tmp_path, DAYS + "".join(forms), tag="ru"), tmp_path) == ["%n 0", "%n 1", "%n 2"]
    own = source(tmp_path, DAYS + "".join(forms[:2]), tag="ru")
    own.write_text(own.read_text("utf-8").replace('\\n"\n\n', '\\n"\n' + OWN_RULE, 1), "utf-8")
    assert plurals(own, tmp_path) == ["%n 1", "%n 1", "%n 0"]


def test_fuzzy_and_empty_translations_are_left_out(tmp_path: Path) -> None:
    entries = (
        '#, fuzzy\nmsgid "Back"\nmsgstr "%9"\n\nmsgid "Home"\nmsgstr ""\n\n' + DAYS + 'msgstr[0] ""\nmsgstr[1] ""\n'
    )
    compile_file(source(tmp_path, entries), tmp_path / "kiosk.mo")
    with (tmp_path / "kiosk.mo").open("rb") as stream:
        read = GNUTranslations(stream)
    assert set(read._catalog) == {""}  # type: ignore[attr-defined]  # what the standard library has read


def test_only_what_is_newer_is_compiled_and_what_lost_its_source_goes(tmp_path: Path) -> None:
    file = source(tmp_path, 'msgid "Back"\nmsgstr "رجوع"\n')
    gone = source(tmp_path, "", tag="sq")
    built = tmp_path / "built"
    assert compile_all(tmp_path / "locales", built) == []
    target = built / "ar" / "kiosk.mo"
    first = target.read_bytes()
    target.write_bytes(b"left alone")
    gone.unlink()
    assert compile_all(tmp_path / "locales", built) == []
    assert target.read_bytes() == b"left alone"
    assert not (built / "sq" / "kiosk.mo").exists()
    late = target.stat().st_mtime + 10
    os.utime(file, (late, late))
    assert compile_all(tmp_path / "locales", built) == []
    assert target.read_bytes() == first


def test_the_command_says_what_to_mend_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source(tmp_path, 'msgid "On %1"\nmsgstr "في"\n')
    monkeypatch.setattr(compiling, "LOCALES", tmp_path / "locales")
    monkeypatch.setattr(compiling, "COMPILED_LOCALES", tmp_path / "built")
    assert compiling.main() == 1
    assert capsys.readouterr().err.startswith(f"{file}:5: ")


def test_placeholders_of_qt_and_python() -> None:
    assert placeholders("{name}: %2 of %L1, %n, 5 %, 100%") == ["%2", "%L1", "%n", "{name}"]
