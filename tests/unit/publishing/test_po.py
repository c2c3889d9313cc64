"""Catalogues as translators' programs write them, break them, and as we write them back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import SourceError
from kiosk.publishing import frontmatter, po, po_other, po_plain
from kiosk.publishing.po import Entry, Human
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FIRST = 'msgctxt "term/papers/name/0"\nmsgid "Dokumenti"\nmsgstr "Papers"\n\n'
STRANGE = frontmatter.CONTROL  # what no source may have, so that the property leaves it out


def test_provenance_fuzzy_and_the_previous_text_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_text(
        HEADER
        + "# asked the office\n# kiosk: human Anna van der Berg 2026-03-01\n#, fuzzy\n"
        + '#| msgctxt "term/papers/name/0"\n#| msgid ""\n#| "Vecs \\"teksts\\"\\n"\n#| "un rinda"\n'
        + FIRST.replace('"Papers"', '""\n"Pa"\n"pers"')
        + '#~ msgctxt "term/gone/name/0"\n#~| msgid "Vecs"\n#~ msgid "Nav"\n#~ msgstr "Gone"\n',
        encoding="utf-8",
    )
    (entry,) = po.read(path)
    assert entry == Entry(
        "term/papers/name/0",
        "Dokumenti",
        "Papers",
        fuzzy=True,
        previous='Vecs "teksts"\nun rinda',
        human=Human("Anna van der Berg", date(2026, 3, 1)),
        comments=("asked the office",),
        line=13,
    )


def test_no_comment_means_that_a_machine_made_it(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_text(HEADER + FIRST, encoding="utf-8")
    assert po.read(path)[0].human is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (FIRST + 'msgctxt "a"\nmsgid "b\nmsgstr "c"\n', 10, "not a line of a PO file"),
        (FIRST + 'msgctxt "a"\nmsgid "b"c"\nmsgstr "d"\n', 10, "not a line of a PO file"),
        (FIRST + 'msgctxt "a"\nmsgstr "d"\n', 10, "msgstr follows msgctxt"),
        (FIRST + 'msgctxt "a"\nmsgid "b"\n', 10, "ends after msgid"),
        (FIRST + 'msgctxt "a"\nmsgid "b"\n\nmsgctxt "c"\n', 12, "msgctxt follows msgid"),
        (FIRST + 'msgctxt "a"\nmsgid "b"\n# note\nmsgstr "c"\n', 10, "missing msgstr"),
        (FIRST + 'msgid "b"\nmsgstr "c"\n', 9, "no msgctxt"),
        (FIRST + FIRST, 9, "is in line 5 already"),
        (FIRST + '<<<<<<< HEAD\nmsgctxt "a"\n', 9, "two versions were merged"),
        (FIRST + 'msgctxt "a"\nmsgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\n', 11, "plural"),
        (FIRST + "hello\n", 9, "not a line of a PO file"),
        ("# kiosk: human 2026-03-01\n" + FIRST, 7, "human NAME"),
        ("# kiosk: human Anna 2026-02-30\n" + FIRST, 7, "human NAME"),
        ("# kiosk: human An\u202ena 2026-03-01\n" + FIRST, 7, "human NAME"),
    ],
)
def test_a_broken_catalogue_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "ar.po"
    path.write_text(HEADER + text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        po.read(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)


SOON = HEADER.replace("\\n", '\\n"\n"PO-Revision-Date: soon\\n')


def test_a_header_that_says_something_strange_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_text(SOON + FIRST, encoding="utf-8")
    assert [entry.msgstr for entry in po.read(path)] == ["Papers"]


def test_nor_does_it_in_a_file_that_gettext_would_write_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    empty = SOON.replace("soon", "").replace("PO-", "POT-")
    obsolete = '\n#, fuzzy\n#~| msgid "Older"\n#~ msgid "Old"\n#~ msgstr "Gone"\n'
    vouched = "# kiosk: human Anna 2026-03-01\n"
    for text in (
        SOON + vouched + "  " + FIRST,
        empty + vouched + FIRST + obsolete,
        "# Anna\n" + empty + vouched + " " + FIRST,
    ):
        path.write_text(text, encoding="utf-8")
        (entry,) = po.read(path)
        assert entry.human == po.Human("Anna", date(2026, 3, 1))
        assert (entry.msgstr, entry.line) == ("Papers", text[: text.index("msgid", 20)].count("\n") + 1)


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "db" / "daugavpils" / "locales").glob("*.po")))
def test_the_fast_reader_and_babel_read_the_same(name: str) -> None:
    path = ROOT / "db" / "daugavpils" / "locales" / name
    text = path.read_text(encoding="utf-8")
    assert tuple(po_plain.Plain(path).entries(iter([text]))) == po_other.entries(text, path) != ()


@pytest.mark.parametrize("piece", [1, 50, 1000])
def test_a_file_in_pieces_is_read_as_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(po_plain, "PIECE", piece)
    path = ROOT / "db" / "daugavpils" / "locales" / "ti.po"
    assert tuple(po.stream(path)) == po.read(path)
    strange = tmp_path / "ti.po"
    strange.write_bytes(path.read_bytes().replace(b"\nmsgid", b"\r\n  msgid"))
    assert tuple(po.stream(strange)) == po.read(strange)
    strange.write_bytes(path.read_bytes() + b"nonsense\n")
    with pytest.raises(SourceError, match="this is not a line of a PO file"):
        tuple(po.stream(strange))


def test_a_catalogue_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes((HEADER + FIRST.replace("Papers", "Démarches")).encode("latin-1"))
    with pytest.raises(SourceError, match=r"fr\.po:7: this is not UTF-8"):
        po.read(path)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: not STRANGE.search(text) and "\r" not in text
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5))
def test_what_is_written_is_read_again(tmp_path: Path, texts: list[tuple[str, str, str]]) -> None:
    path = tmp_path / "ti.po"
    human = Human("Anna", date(2026, 3, 1))
    entries = tuple(
        Entry(
            f"term/t{position}/name/0",
            msgid,
            msgstr,
            fuzzy=True,
            previous=previous,
            human=human if previous else None,
            comments=("note",),
        )
        for position, (msgid, msgstr, previous) in enumerate(texts)
    )
    written = po.render(entries, "ti", "smalltown")
    path.write_text(written, encoding="utf-8", newline="")
    assert po.render(po.read(path), "ti", "smalltown") == written
    assert [(e.msgid, e.msgstr, e.previous) for e in po.read(path)] == texts
