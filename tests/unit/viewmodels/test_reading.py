from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.provenance import Status, Text
from kiosk.domain.service import Link
from kiosk.viewmodels.reading import blocks, way, ways


def text(value: str, language: str = "lv") -> Text:
    return Text(value, language, Status.ORIGINAL, language)


def test_headings_paragraphs_and_points_come_in_order() -> None:
    found = blocks(text("# Viens\n\nDivi *trīs*\n\n- a\n- b\n  1. c\n\n---\n"))
    assert [(each["kind"], each["text"], each["mark"], each["depth"]) for each in found] == [
        ("heading", "Viens", "", 0),
        ("text", "Divi <i>trīs</i>", "", 0),
        ("text", "a", "•", 0),
        ("text", "b", "•", 0),
        ("text", "c", "1.", 1),
        ("rule", "", "", 0),
    ]


def test_a_text_keeps_the_direction_of_its_language() -> None:
    assert blocks(text("نص", "ar"))[0]["rtl"]
    assert not blocks(text("teksts"))[0]["rtl"]


def test_a_link_is_a_button_too_and_one_that_stands_alone_is_only_a_button() -> None:
    inside, alone = blocks(text("Ejiet uz [Domi](place:city-council) tūlīt.\n\n[Dome](place:city-council)"))
    assert inside["text"] == "Ejiet uz <u>Domi</u> tūlīt."
    button = {"screen": "place", "argument": "city-council", "icon": "location-dot"}
    assert inside["links"] == [button | {"text": "Domi"}]
    assert (alone["text"], alone["links"]) == ("", [button | {"text": "Dome"}])


@pytest.mark.parametrize("target", ["tel:+37165407437", "https://example.org/a?b=c", "mailto:a@example.org"])
def test_what_a_phone_can_follow_becomes_a_code(target: str) -> None:
    found = way(target, "words")
    assert found is not None
    assert (found["screen"], found["argument"]) == ("code", target)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "guide:", "", "../x", "data:text/html,x"]
)
def test_nothing_else_leads_anywhere(target: str) -> None:
    assert way(target, "words") is None


def test_html_is_shown_and_never_obeyed() -> None:
    (block,) = blocks(text("a <b>c</b> &amp; <img src=x>"))
    assert block["text"] == "a &lt;b&gt;c&lt;/b&gt; &amp; &lt;img src=x&gt;"


def test_a_picture_of_the_pack_says_what_it_shows_and_no_other_is_fetched() -> None:
    (picture,) = blocks(text("![Karte](media:0af3) ![x](https://example.org/x.png)"))
    assert (picture["kind"], picture["plain"], picture["source"]) == ("picture", "Karte", "image://media/0af3")


def test_a_row_of_a_table_names_its_columns() -> None:
    found = blocks(text("| Diena | Laiks |\n|---|---|\n| P | 9 |\n| O | |\n"))
    assert [each["plain"] for each in found] == ["Diena: P. Laiks: 9", "Diena: O"]


def test_a_link_without_a_label_is_called_by_its_address() -> None:
    assert ways([Link("https://example.org/")])[0]["text"] == "example.org"


def test_no_text_has_no_blocks() -> None:
    assert blocks(None) == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(value: str) -> None:
    for block in blocks(text(value)):
        assert "<script" not in block["text"].lower()
