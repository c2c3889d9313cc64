"""What is written as a source file is read back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.publishing import frontmatter, records, writing
from kiosk.publishing.decode import decode
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40).map(clean)
NEEDED = WORDS.filter(bool)


def _read(kind: type[records.Keys], text: str, folder: Path) -> tuple[records.Keys, str]:
    path = folder / "record.md"
    path.write_text(text, encoding="utf-8", newline="")
    document = frontmatter.read(path)
    return decode(document, kind), document.body


@settings(max_examples=80, deadline=None)
@given(
    st.builds(
        records.Service,
        name=NEEDED,
        summary=NEEDED,
        organization=NEEDED,
        icon=NEEDED,
        keywords=st.lists(NEEDED, max_size=3).map(tuple),
        evidence=st.lists(st.builds(records.Evidence, name=NEEDED, note=WORDS), max_size=2).map(tuple),
        contacts=st.lists(
            st.builds(records.Contact, name=NEEDED, phones=st.lists(st.builds(records.Phone, number=NEEDED, label=WORDS), max_size=2).map(tuple)),
            max_size=2,
        ).map(tuple),
        confirm=st.sampled_from([None, True, False]),
        ids=st.dictionaries(NEEDED, NEEDED, max_size=2),
        residue=st.dictionaries(NEEDED, st.dictionaries(NEEDED, NEEDED, min_size=1, max_size=2), max_size=2),
    ),
    WORDS,
)  # fmt: skip
def test_a_service_comes_back(tmp_path_factory: Any, keys: records.Service, body: str) -> None:
    text = writing.record(keys, body)
    assert _read(records.Service, text, tmp_path_factory.mktemp("record")) == (keys, body)


def test_what_yaml_would_take_for_something_else_is_quoted(tmp_path: Path) -> None:
    awkward = (
        "yes",
        "~",
        "- a",
        "a: b",
        "a #b",
        "'",
        '"',
        "{x}",
        "@a",
        "1.10",
        "null",
        "a\nb",
        "  ",
        "?",
        "|",
        "https://a.b/#c",
    )
    keys = records.Term(name="x", scheme="topic", icon="house", seq=3, ids={"k": "v"})
    for word in awkward:
        made = msgspec.structs.replace(keys, name=word)
        assert _read(records.Term, writing.record(made), tmp_path)[0] == made


def test_an_editor_can_read_it() -> None:
    keys = records.Organization(
        name="Dome", website="https://www.example.lv", phones=(records.Phone(number="112"),), verified_on="2026-03"
    )
    assert writing.record(keys, "Text") == (
        '---\nname: Dome\nverified_on: 2026-03\nwebsite: https://www.example.lv\nphones:\n  - "112"\n---\nText\n'
    )  # fmt: skip
