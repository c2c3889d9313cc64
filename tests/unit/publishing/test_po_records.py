"""What belongs to some records is found in a catalogue as if it had been read as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import po, po_records
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = ROOT / "db" / "daugavpils" / "locales" / "ar.po"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def entry(context: str, text: str = "a") -> str:
    return f'msgctxt "{context}"\nmsgid "{text}"\nmsgstr "b"\n'


@pytest.mark.parametrize("slug", ["declare-residence", "first-days", "papers"])
def test_the_entries_of_a_record_are_those_that_reading_everything_gives(slug: str) -> None:
    found = po_records.select(CATALOGUE, {slug})
    whole = tuple(po.stream(CATALOGUE))
    assert set(found) <= set(whole)  # their lines too
    assert {each for each in whole if f"/{slug}/" in each.context or f"/{slug}." in each.context} <= set(found)
    assert len(found) < len(whole) / 2


def test_parts_of_any_kind_belong_to_their_record(tmp_path: Path) -> None:
    names = (
        "service/s3/name/0",
        "evidence/s3.1/name/0",
        "phone/contact-service-s3.1.2/label/0",
        "schedule/service-s3.a/original/0",
    )
    others = ("service/s33/name/0", "service/ss3/name/0", "evidence/s3x.1/name/0")
    path = tmp_path / "x.po"
    path.write_text(HEAD + "\n".join(map(entry, (*names, *others))), encoding="utf-8")
    assert [each.context for each in po_records.select(path, {"s3"})] == list(names)


def test_only_the_records_whose_entries_differ_have_other_digests() -> None:
    before = po_records.digests((HEAD + "\n".join(map(entry, ("service/a/name/0", "service/b/name/0")))).encode())
    moved = po_records.digests(
        (HEAD + "\n".join(map(entry, ("service/b/name/0", "service/a/name/0"))) + '\n#~ msgid "old"\n').encode()
    )
    assert moved == before
    other = (HEAD + entry("service/a/name/0") + "\n" + entry("service/b/name/0", "c")).encode()
    assert {owner for owner, told in po_records.digests(other).items() if told != before[owner]} == {"b"}


@pytest.mark.parametrize(
    "text",
    [
        entry("service/a/name/0") + entry("service/b/name/0"),
        'msgctxt ""\n"service/a/name/0"\nmsgid "a"\nmsgstr "b"\n',
        'msgid "a"\nmsgstr "b"\n',
        "nonsense\n",
    ],
)
def test_a_file_in_another_form_is_not_gone_through(text: str) -> None:
    with pytest.raises(po.OtherError):
        po_records.digests((HEAD + text).encode())
