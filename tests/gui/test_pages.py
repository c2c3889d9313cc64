"""What there is to read and to go to: the guide, events, notices, and topics that have more than services."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from kiosk.i18n import catalogue
from kiosk.publishing import build
from kiosk.resources import COMPILED_LOCALES, ROOT
from kiosk.ui import tour
from tests.helpers import hearing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.gui.conftest import Screen

YEAR = 365 * 86400


def codes(screen: Screen) -> list[str]:
    """What a phone's camera reads on the screen."""
    image = screen.kiosk.window.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    return [
        code.text
        for code in zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]


def events(screen: Screen) -> list[str]:
    """Names of the rows of the list of events."""
    root = screen.kiosk.window.contentItem()
    rows = [item for item in tour.items(root) if item.isVisible() and item.objectName().startswith("event-")]
    return sorted({str(item.property("text")) for item in rows})


def test_the_guide_is_a_tree_that_one_walks_down_and_up(screen: Screen) -> None:
    screen.touch("language-lv")
    tour.scroll(screen.kiosk, 1)
    screen.touch("open-taking-part")
    screen.touch("guide-meet-people")
    assert "Pilsētā ir trīs mazākumtautību kultūras centri:" in screen.texts()
    screen.touch("crumb-taking-part")
    assert "Piedalieties pilsētas dzīvē" in screen.texts()
    screen.kiosk.navigator.back()
    assert screen.kiosk.navigator.property("argument") != "taking-part"


def test_links_in_a_text_open_the_page_they_name(screen: Screen) -> None:
    screen.touch("language-en")
    screen.kiosk.navigator.open("guide", "meet-people")
    tour.settle(10)
    screen.touch("way-place-polish-centre")
    assert screen.kiosk.navigator.here == "place"
    screen.touch("back")
    screen.touch("way-service-jaunbuve-library")
    assert screen.kiosk.navigator.here == "service"


@pytest.mark.parametrize(
    ("page", "way", "expected"),
    [
        ("eu-health-card", "way-code-tel:80001234", "tel:80001234"),
        ("eu-information", "way-code-http://www.lcb.lv", "http://www.lcb.lv"),
    ],
)
def test_telephone_and_web_links_become_codes(screen: Screen, page: str, way: str, expected: str) -> None:
    screen.touch("language-ar")
    screen.kiosk.navigator.open("guide", page)
    tour.settle(10)
    screen.touch(way)
    assert screen.kiosk.navigator.here == "code"
    tour.settle()
    assert codes(screen) == [expected]


def test_events_of_today_of_a_week_and_of_all_days(screen: Screen) -> None:
    screen.clock.now_ = screen.clock.now_.replace(year=2026, month=12, day=1, hour=9)
    screen.touch("language-lv")
    screen.kiosk.navigator.open("events")
    tour.settle(10)
    assert events(screen) == ["Iepazīsim pilsētu", "Lasīšanas stunda bērniem", "Valodu kafejnīca"]
    screen.touch("period-today")
    assert events(screen) == ["Valodu kafejnīca"]
    screen.touch("period-all")
    assert len(events(screen)) == 5
    screen.touch("event-language-cafe")
    assert "Ikvienam, kas mācās latviešu valodu" in screen.texts()
    assert any("17:30–19:00" in text for text in screen.texts())


def test_an_event_goes_into_the_phone_and_an_example_says_so(screen: Screen) -> None:
    screen.clock.now_ = screen.clock.now_.replace(year=2026, month=12, day=1, hour=9)
    screen.touch("language-ar")
    screen.kiosk.navigator.open("event", "language-cafe")
    tour.settle()
    tour.scroll(screen.kiosk, 1)
    tour.settle()
    (read,) = codes(screen)
    assert "BEGIN:VEVENT" in read
    assert "DTSTART:20261201T153000Z" in read
    assert ": مقهى اللغة" in read
    assert screen.see("example") is not None


def test_a_clock_that_cannot_be_right_lists_all_events_and_no_today(screen: Screen) -> None:
    screen.clock.let_pass(-20 * YEAR)
    screen.touch("language-lv")
    screen.kiosk.navigator.open("events")
    tour.settle(10)
    assert screen.see("period-today") is None
    assert len(events(screen)) == 5


def test_a_notice_stands_on_top_of_home_and_opens(screen: Screen) -> None:
    screen.touch("language-lv")
    notice, search = screen.see("notice-demonstration"), screen.see("search")
    assert notice is not None
    assert search is not None
    assert (
        notice.mapToScene(notice.boundingRect().topLeft()).y() < search.mapToScene(search.boundingRect().topLeft()).y()
    )
    screen.touch("notice-demonstration")
    screen.touch("way-service-emergency-112")
    assert screen.kiosk.navigator.here == "service"


def test_a_topic_shows_what_to_read_where_to_go_and_its_services(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.touch("term-taking-part")
    assert screen.kiosk.navigator.here == "topic"
    for name in ("guide-settle-in", "event-language-cafe", "service-latgale-library"):
        assert screen.see(name) is not None, name
    screen.kiosk.navigator.home()
    tour.settle(10)
    screen.touch("term-europe")
    screen.touch("guide-eu-citizens")
    assert any("10 darbdienu laikā" in text for text in screen.texts())


@pytest.fixture
def core_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language that runs from right to left and has no more than its core, as one that has just been added."""
    (tmp_path / "ps").mkdir()
    shutil.copy(COMPILED_LOCALES / "ps" / "core.mo", tmp_path / "ps")
    monkeypatch.setattr("kiosk.i18n.catalogue.COMPILED_LOCALES", tmp_path)
    catalogue.load.cache_clear()
    yield "ps"
    catalogue.load.cache_clear()


def test_english_on_a_mirrored_screen_starts_at_the_left(screen: Screen, core_alone: str) -> None:
    screen.touch(f"language-{core_alone}")
    picture = screen.kiosk.window.grabWindow()  # everything is laid out then
    root = screen.kiosk.window.contentItem()
    wide = [
        item
        for item in tour.items(root)
        if item.inherits("QQuickText")
        and item.isVisible()
        and item.property("text").startswith("\u200e")
        and item.width() > 900
    ]
    assert wide
    box = wide[0].mapRectToScene(QRectF(0, 0, wide[0].width(), wide[0].height())).toRect()
    inked = [x for x in range(box.left(), box.right()) if ink(picture, x, box.top(), box.bottom())]
    assert inked[0] < box.left() + box.width() // 5
    assert inked[-1] < box.right() - box.width() // 5


def test_home_says_in_which_language_its_words_are_when_it_is_another(screen: Screen) -> None:
    screen.touch("language-ur")
    assert screen.see("foreign") is not None
    screen.kiosk.session.choose("ar")
    tour.settle(10)
    assert screen.see("foreign") is None


def ink(picture: QImage, x: int, top: int, bottom: int) -> bool:
    return any(picture.pixelColor(x, y).lightness() < 90 for y in range(top, min(bottom, picture.height())))


def test_the_warning_is_heard_as_well_as_seen(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.wait(61)
    assert screen.see("idle-warning") is not None
    assert screen.ear.heard == ["attention"]
    screen.wait(5)
    assert screen.ear.heard == ["attention"]


def test_an_event_that_is_over_still_opens_and_says_so(screen: Screen, data: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "db" / "daugavpils", source)
    cafe = source / "events" / "language-cafe.md"
    cafe.write_text(cafe.read_text(encoding="utf-8").replace("rrule: FREQ=WEEKLY;BYDAY=TU\n", ""), encoding="utf-8")
    walk = source / "events" / "city-walk.md"
    walk.write_text(
        walk.read_text(encoding="utf-8")
        .replace("rrule: FREQ=MONTHLY;BYDAY=1SU\n", "")
        .replace("2026-12-06", "2027-06-06"),
        encoding="utf-8",
    )
    build.build(source, tmp_path / "once.pack")
    screen.slots.install(tmp_path / "once.pack", trusted=False)
    screen.kiosk.refresh()
    screen.clock.now_ = screen.clock.now_.replace(year=2026, month=12, day=1, hour=9)
    screen.touch("language-lv")
    screen.kiosk.navigator.open("event", "language-cafe")
    tour.settle(10)
    assert screen.see("over") is not None
    assert any("17:30–19:00" in text for text in screen.texts())
    screen.kiosk.navigator.open("event", "city-walk")
    tour.settle(10)
    assert screen.see("over") is None
    assert any("2027. gada 6. jūnijs" in text for text in screen.texts())


def test_a_long_address_is_parted_where_its_own_parts_end_and_read_as_it_is(screen: Screen) -> None:
    screen.touch("language-lv")
    screen.kiosk.navigator.open("service", "declare-residence")
    tour.settle(10)
    shown = [text for text in screen.texts() if "\u200b" in text]
    assert any("/\u200b" in text for text in shown)
    assert not any(":/\u200b" in text or "//\u200b" in text for text in shown)
    spoken = [said.name for said in hearing.tree(screen.kiosk)]
    assert not [name for name in spoken if "\u200b" in name]
    for text in shown:
        assert text.replace("\u200b", "").replace("\u2066", "").replace("\u2069", "") in spoken
