"""Texts in other languages, for which HSDS has no place: our table `translations.csv`, outwards and inwards."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kiosk.publishing.hsds.giving import named
from kiosk.publishing.importers import values
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.publishing.exporters.content import Content
    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.source import Source


def originals(content: Content) -> Iterator[tuple[str, str, str, str, str]]:
    """Each text that HSDS has a column for: its record or part and field with us, and table, column and row there."""
    for table, theirs, fields in (
        ("organization", "organization", {"name": "name", "description": "description"}),
        ("place", "location", {"name": "name", "description": "description"}),
        ("service", "service", {"name": "name", "summary": "summary", "description": "description"}),
        ("service_at_place", "service_at_location", {"note": "description"}),
        ("evidence", "required_document", {"name": "document", "note": "note"}),
        ("cost", "cost_option", {"description": "option"}),
        ("area", "service_area", {"name": "name"}),
        ("phone", "phone", {"label": "description"}),
        ("contact", "contact", {"name": "name", "role": "title"}),
        ("term", "taxonomy_term", {"name": "name", "description": "description"}),
    ):
        for row in content.rows[table]:
            identity = named(content, row["id"])
            for ours, column in fields.items():
                yield row["id"], ours, theirs, column, identity
    for row in content.rows["service"]:
        identity = named(content, row["id"])
        for requirement in content.of("requirement", row["id"], "service_id"):
            yield requirement["id"], "name", "service", "eligibility_description", identity
        yield row["id"], "step", "service", "application_process", identity
        yield row["id"], "note", "service", "alert", identity


def translations(content: Content) -> list[dict[str, str]]:
    """The rows of our table of texts in other languages; lists that HSDS has one column for are joined line by line."""
    made: dict[tuple[str, str, str, str], tuple[list[str], str, str]] = {}
    for identity, ours, table, column, theirs in originals(content):
        for lang, said in content.texts.get((identity, ours), {}).items():
            if lang == content.official:
                continue
            found = made.setdefault((table, column, theirs, lang), ([], "human", ""))
            values = [*found[0], *(said[seq].value for seq in sorted(said))]
            status = (
                "human" if found[1] == "human" and all(each.status == "human" for each in said.values()) else "machine"
            )
            made[table, column, theirs, lang] = (
                values,
                status,
                max(found[2], *(each.updated for each in said.values())),
            )
    return [
        {
            "table_name": table,
            "field_name": column,
            "language": lang,
            "record_id": theirs,
            "translation": "\n".join(values),
            "status": status,
            "date": updated,
        }
        for (table, column, theirs, lang), (values, status, updated) in sorted(made.items())
    ]


def taken(rows: Iterable[dict[str, str]], draft: Draft, source: Source, content: Content) -> None:
    """Says the rows of the table in a draft; source, content: the draft as one that has been read, and as rows of a pack."""
    names = {text.ref.id(source.pack.keys.id): text.ref for text in extract(source)}
    homes: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for identity, ours, table, column, theirs in originals(content):
        homes[table, column, theirs].append((identity, ours))
    for row in rows:
        where = (row.get("table_name", ""), row.get("field_name", ""), row.get("record_id", ""))
        tag = values.tag(row.get("language", ""))
        found = homes.get(where)
        if not found or not tag:
            draft.remark(
                f"translation of {' '.join(where)}",
                "belongs to no text that is here, or to no language that we know; it was left out",
            )
            continue
        lines = (row.get("translation") or "").split("\n")
        for identity, ours in found:
            count = len(content.many(identity, ours)) or 1
            whole = len(found) == 1 and count == 1
            for seq in range(count):
                said = "\n".join(lines) if whole else lines.pop(0) if lines else ""
                if identity in names:
                    draft.say(tag, names[identity], ours, said, seq)
            lines = [] if whole else lines
        if any(line.strip() for line in lines):
            text = f"has {len(lines)} lines more than its original ({lines[0][:40]}); they were left out"
            draft.remark(f"translation of {' '.join(where)}", text)
