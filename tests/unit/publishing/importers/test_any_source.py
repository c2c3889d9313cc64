"""Whatever a source says, a parser takes it, or refuses it in a sentence: drafts alone, nothing is written."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import KioskError
from kiosk.publishing.importers import cpsv, delimited, hsds, integreat, workbook
from kiosk.publishing.source import SLUG

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.importers.draft import Draft

ANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CELL = st.text(max_size=12) | st.sampled_from(
    ["../../x", "CON", "a", "A", "\u202e", "\x00", "true", "o", "2026-02-30", "{}", '{"a": [1]}', "1e999", "lv", "x" * 300]
)  # fmt: skip
HEADS = st.sampled_from(
    ["id", "name", "name::lv", "NAME::LV", "name::xx-zz", "name::ar", "summary", "organization", "ids", "steps::lv", "confirm", "", "mine", "seq"]
)  # fmt: skip


def drafted(draft: Any, path: Path, data: bytes, language: str) -> Draft | None:
    """The draft of a file, or None when it was refused in a sentence; every file of it has a name inside its folder."""
    path.write_bytes(data)
    try:
        made: Draft = draft(str(path), None, language)
    except KioskError:
        return None
    assert all(SLUG.fullmatch(record.slug) for _kind, record in made.everything())
    return made


@ANY
@given(heads=st.lists(HEADS, min_size=1, max_size=5), rows=st.lists(st.lists(CELL, max_size=6), max_size=5))
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_any_table(tmp_path: Path, between: str, heads: list[str], rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=between).writerows([heads, *rows])
    data = stream.getvalue().encode("utf-8", "replace")
    for sheet in ("services", "organizations", "pack"):
        drafted(workbook.draft, tmp_path / f"{sheet}.csv", data, "lv")
    for table in ("services", "eligibility", "translations"):
        drafted(hsds.draft, tmp_path / f"{table}.csv", data, "lv")


@ANY
@given(rows=st.lists(st.lists(st.text(st.characters(exclude_characters="\r\x00", codec="utf-8"), max_size=8), min_size=2, max_size=4), min_size=1, max_size=5))  # fmt: skip
def test_any_table_comes_back_with_the_lines_of_its_rows(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    text = stream.getvalue()
    read = list(delimited.rows(text, "table.csv")) if text.partition("\n")[0].count(",") else []
    if read and max(text.partition("\n")[0].count(sign) for sign in ";\t") < text.partition("\n")[0].count(","):
        assert [cells for _line, cells in read] == rows
        lines = text.split("\n")
        assert all(lines[line - 1].startswith('"') for line, _cells in read)


ROW = st.tuples(
    st.sampled_from(["", "1", "2", "A", "a", "7f2b1b0e-0000-4000-8000-0000000000aa"]),
    st.sampled_from(["", "Aid", "aid", "Ādaži"]),
)


@ANY
@given(rows=st.lists(ROW, min_size=1, max_size=8))
def test_every_row_of_hsds_is_a_record_or_told(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    text = "id,name,description\n" + "".join(f"{identity},{name},x\n" for identity, name in rows)
    made = drafted(hsds.draft, tmp_path / "organizations.csv", text.encode(), "lv")
    assert made is not None
    told = "\n".join(map(str, made.remarks))
    expected = {(identity, "" if identity else name) for identity, name in rows}
    assert len(made.drafted["organizations"]) == len(expected)
    seen: dict[str, str] = {}
    for line, (identity, name) in enumerate(rows, 2):
        if not identity or (name and seen.setdefault(identity, name) != name):
            assert f"organizations.csv:{line}: " in told


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELL,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["id", "path", "title", "content", "parent", "available_languages", "en", "event", "location", "opening_hours", "order", "start",
             "timeSlots", "contacts", "last_updated", "recurrence_rule", "url", "@id", "@type", "@value", "@language", "@context", "@list"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@ANY
@given(said=st.dictionaries(st.sampled_from(["id", "title", "content", "excerpt", "parent", "order", "available_languages", "event", "location", "url", "opening_hours", "contacts", "recurrence_rule", "thumbnail", "last_updated"]), JSON, max_size=6))  # fmt: skip
def test_any_answer_of_a_cms(tmp_path: Path, said: dict[str, Any]) -> None:
    good = {"id": 1, "path": "/town/de/a/", "title": "A", "content": "<p>x</p>"}
    data = json.dumps([good, {"id": 2, **said, "path": "/town/de/b/"}]).encode()
    made = drafted(integreat.draft, tmp_path / "pages.json", data, "")
    if made is not None:
        taken = {record.keys.ids["integreat"] for _kind, record in made.everything()}
        assert "/town/de/a" in taken
        assert (
            said.get("id", 2) is None
            or "/town/de/b" in taken
            or any("/town/de/b" in str(remark) for remark in made.remarks)
        )


@ANY
@given(said=st.dictionaries(st.sampled_from(["@id", "@type", "@context", "@graph", "http://purl.org/dc/terms/title", "http://data.europa.eu/m8g/hasCost", "http://data.europa.eu/m8g/hasCompetentAuthority", "http://www.w3.org/ns/dcat#keyword"]), JSON, max_size=5))  # fmt: skip
def test_any_graph(tmp_path: Path, said: dict[str, Any]) -> None:
    title = {"@value": "Pase", "@language": "lv"}
    service = {"@type": "http://purl.org/vocab/cpsv#PublicService", "http://purl.org/dc/terms/title": title}
    graph = {"@graph": [{"@id": "https://city.example/s", **service}, {**service, **said}]}
    first = drafted(cpsv.draft, tmp_path / "a.jsonld", json.dumps(graph).encode(), "lv")
    again = drafted(cpsv.draft, tmp_path / "a.jsonld", json.dumps(graph).encode(), "lv")
    assert (first and first.drafted) == (again and again.drafted)
