"""The page of a tour."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kiosk.domain.language import BY_TAG
from kiosk.ui import tour_words
from kiosk.ui.tour import Size
from kiosk.ui.tour_page import Picture, write_page

if TYPE_CHECKING:
    from pathlib import Path

UPRIGHT, TABLET = Size(1080, 1920, 102), Size(1280, 800, 149)
PICTURES = [
    Picture(f"{size}/{tag}/{stop}.png", stop, tag, size)
    for size in (UPRIGHT, TABLET)
    for tag in ("lv", "ar")
    for stop in ("home", "service", "calm")
]


class Elements(HTMLParser):
    """Tags with what they have, and the words of the page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str, name: str) -> list[str]:
        return [value for each, attributes in self.found if each == tag and (value := attributes.get(name))]


def test_every_picture_is_there_once_with_words_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = Elements(write_page(tmp_path, PICTURES, "Kur & <Kad>"))
    assert page.all("img", "src") == [
        each.file for stop in ("home", "service", "calm") for each in PICTURES if each.stop == stop
    ]
    assert all(BY_TAG["ar"].endonym in alt or BY_TAG["lv"].endonym in alt for alt in page.all("img", "alt"))
    assert "Kur & <Kad>: every screen" in page.words
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|<link|src=\"/|@import|url\(", text)


def test_languages_and_displays_are_chosen_without_a_script(tmp_path: Path) -> None:
    page = Elements(write_page(tmp_path, PICTURES, "City"))
    assert page.all("input", "id") == [
        "language-all", "language-lv", "language-ar", "size-all", "size-s1080-1920-102", "size-s1280-800-149"
    ]  # fmt: skip
    style = (tmp_path / "index.html").read_text(encoding="utf-8").partition("</style>")[0]
    for name, values in (("language", {"lv", "ar"}), ("size", {"s1080-1920-102", "s1280-800-149"})):
        assert set(page.all("figure", f"data-{name}")) == values
        assert all(f"body:has(#{name}-{value}:checked) figure:not([data-{name}={value}])" in style for value in values)


def test_a_chapter_without_pictures_is_left_out_and_each_other_can_be_reached(tmp_path: Path) -> None:
    page = Elements(write_page(tmp_path, PICTURES, "City"))
    headings = page.all("h2", "id")
    assert page.all("nav", "aria-label") == ["What to show"]
    assert [address for address in page.all("a", "href") if address.startswith("#")] == [
        f"#{each}" for each in headings
    ]
    assert len(headings) == 3
    assert "Forms" not in re.sub(r"\{.*?\}", "", page.words.partition("Between")[0])


def test_every_screen_of_the_tour_has_its_words_once() -> None:
    names = [stop.name for _title, stops in tour_words.CHAPTERS for stop in stops]
    assert len(names) == len(set(names))
