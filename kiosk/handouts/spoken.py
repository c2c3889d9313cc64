"""A slip for somebody who hears it: the visitor's words, line by line, as they stand on the paper (EN 301 549, 5.1.3.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.handouts.codes import Code
    from kiosk.handouts.document import Handout, Sheet
    from kiosk.handouts.sections import Item
    from kiosk.handouts.words import Pair

TELEPHONE = "tel:"


def spoken(handout: Handout) -> list[str]:
    """The lines of a slip in the visitor's language; codes are said where they are shown."""
    first = _said(handout.demonstration, handout.city, *handout.dates)
    return [*first, *(line for sheet in handout.sheets for line in _sheet(sheet))]


def held(code: Code) -> str:
    """What a code has in it, in words; a contact that only a phone can read is called by its caption alone."""
    text = code.payload.decode()
    if code.kind == "contact":
        return text.removeprefix(TELEPHONE) if text.startswith(TELEPHONE) else ""
    return text if code.kind in {"source", "card"} else ""


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield from _said(sheet.title, sheet.provider, sheet.summary, sheet.confirm)
    for section in sheet.sections:
        yield from _said(section.label)
        for item in section.items:
            yield from _item(item)
    yield from _said(sheet.checked, sheet.source, *sheet.remarks)


def _item(item: Item) -> Iterator[str]:
    lead = f"{item.number}. " if item.number else ""
    yield from (lead + line for line in _said(item.main))
    yield from _said(*item.notes)
    for row in item.hours:
        yield f"{row.days.visitor.value} {row.times.visitor.value}"
    yield from _said(item.confirm)


def _said(*pairs: Pair | None) -> list[str]:
    return [pair.visitor.value for pair in pairs if pair is not None and pair.visitor.value]
