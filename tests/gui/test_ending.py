"""The end of a visit: by button, by going away; and a new pack between two visitors."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk import app, settings
from kiosk.packs.slots import Slots
from kiosk.publishing import build
from kiosk.resources import ROOT
from kiosk.ui import log_bridge, tour
from tests.gui.conftest import Ear, FakeClock, Screen
from tests.gui.test_visit import to_service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def ticked(screen: Screen) -> str:
    service = screen.kiosk.catalogue.store.service("declare-residence", screen.kiosk.catalogue.chain())
    return f"bring-{service.evidence[0].id}"


def fresh(screen: Screen) -> bool:
    session = screen.kiosk.session
    return (
        screen.kiosk.navigator.here == "languages"
        and not screen.kiosk.navigator.property("canGoBack")
        and not session.busy
        and session.tag == "en"
        and session.property("size") == 1
        and session.property("contrast") == 0
        and not session.basket
        and not session.checked
        and screen.kiosk.results.property("query") == ""
    )


def test_finish_forgets_everything(screen: Screen) -> None:
    to_service(screen)
    screen.kiosk.session.resize(3)
    screen.kiosk.session.recolour(2)
    screen.touch("finish")
    assert fresh(screen)


def test_finish_asks_once_when_something_would_be_lost(screen: Screen) -> None:
    to_service(screen)
    screen.kiosk.session.check(ticked(screen).removeprefix("bring-"), True)
    screen.touch("finish")
    assert screen.see("finish-yes") is not None
    screen.touch("finish-no")
    assert screen.kiosk.navigator.here == "service"
    screen.touch("finish")
    screen.touch("finish-yes")
    assert fresh(screen)
    assert screen.see("finish-yes") is None


def test_going_away_brings_a_warning_and_then_the_end(screen: Screen) -> None:
    to_service(screen)
    screen.wait(59)
    assert screen.see("idle-extend") is None
    screen.wait(2)
    assert screen.see("idle-extend") is not None
    screen.wait(29)
    assert screen.kiosk.navigator.here == "service"
    screen.wait(2)
    assert fresh(screen)
    assert screen.see("idle-extend") is None


def test_a_touch_anywhere_on_the_warning_extends_and_reaches_nothing_below(screen: Screen) -> None:
    to_service(screen)
    for _ in range(12):
        screen.wait(61)
        assert screen.see("idle-extend") is not None
        home = screen.see("home")
        assert home is not None
        middle = home.mapToScene(home.boundingRect().center()).toPoint()
        screen.touch_at(middle.x(), middle.y())
        assert screen.see("idle-extend") is None
        assert screen.kiosk.navigator.here == "service"


def test_the_slip_is_given_more_time(screen: Screen) -> None:
    to_service(screen)
    screen.touch("slip")
    screen.wait(179)
    assert screen.see("idle-extend") is None
    screen.wait(2)
    assert screen.see("idle-extend") is not None


def test_answers_in_a_form_are_given_more_time_wherever_one_looks(screen: Screen) -> None:
    screen.kiosk.navigator.choose("lv")
    form = screen.kiosk.catalogue.store.form("residence-declaration", screen.kiosk.catalogue.chain())
    screen.kiosk.navigator.open("form", f"{form.id} /person/given_names")
    tour.settle(10)
    field = screen.see("/person/given_names")
    assert field is not None
    screen.touch("key-a")
    for name in ("form", "help", "home"):
        screen.kiosk.idle.extend()
        if name != "form":
            screen.touch(name)
        screen.wait(179)
        assert screen.see("idle-extend") is None, name
        screen.wait(2)
        assert screen.see("idle-extend") is not None, name
        screen.kiosk.idle.extend()
        tour.settle(10)
    screen.wait(181)
    screen.wait(31)
    assert fresh(screen)
    screen.kiosk.navigator.choose("lv")
    screen.wait(61)
    assert screen.see("idle-extend") is not None


def test_nobody_there_means_no_warning(screen: Screen) -> None:
    screen.wait(3600)
    assert screen.see("idle-extend") is None


def changed_pack(folder: Path, kiosk: str = "") -> Path:
    """Another pack of the city; kiosk: lines of what it recommends besides."""
    source = folder / "source"
    shutil.copytree(ROOT / "db" / "daugavpils", source)
    page = source / "services" / "declare-residence.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("name: Dzīvesvietas deklarēšana", "name: Adreses deklarēšana"), encoding="utf-8")
    about = source / "pack.yaml"
    about.write_text(about.read_text(encoding="utf-8").rstrip() + f"\n{kiosk}", encoding="utf-8")
    file = folder / "changed.pack"
    build.build(source, file)
    return file


def test_a_new_pack_waits_for_the_end_of_the_visit(screen: Screen, data: Path, tmp_path: Path) -> None:
    to_service(screen)
    Slots(data).install(changed_pack(tmp_path), trusted=False)
    screen.kiosk.refresh()
    assert "Dzīvesvietas deklarēšana" in screen.texts()
    screen.kiosk.session.finish()
    screen.kiosk.refresh()
    to_service(screen)
    assert "Adreses deklarēšana" in screen.texts()


RECOMMENDED = """\
  languages: {first: lv, fallback: [ru]}
  look: {accent: "#7a1f5c"}
  idle: {seconds: 90, form_seconds: 240, warning_seconds: 20}
"""


@pytest.fixture
def settled(qapp: object, data: Path, pack: Path) -> Iterator[Screen]:
    """A kiosk that takes recommendations, where IT has set one of them itself; it shows a signed pack that makes none."""
    slots, clock, ear = Slots(data), FakeClock(), Ear()
    slots.install(pack, trusted=True)
    machine = settings.Machine(None, environment={}, options=["idle.form_seconds=300"])
    around = app.Surroundings(now=clock.now, clock=clock.clock, player=ear)
    log_bridge.heard.clear()
    kiosk = app.Kiosk(machine.over({}).settings, slots, around, ppi=102, over=lambda said: machine.over(said).settings)
    kiosk.show((1080, 1920))
    tour.settle()
    yield Screen(kiosk, clock, slots, ear)
    kiosk.close()
    assert log_bridge.heard == []


def test_what_a_new_pack_recommends_counts_for_the_next_visitor(settled: Screen, data: Path, tmp_path: Path) -> None:
    kiosk = settled.kiosk
    assert "Choose your language" in settled.texts()
    accent = kiosk.session.palette.accent
    settled.touch("language-en")
    Slots(data).install(changed_pack(tmp_path, RECOMMENDED), trusted=True)
    kiosk.refresh()
    settled.wait(61)
    assert settled.see("idle-extend") is not None, "this visit goes on as it began"
    kiosk.session.finish()
    kiosk.refresh()
    tour.settle()
    assert kiosk.session.tag == "lv"
    assert "Choose your language" not in settled.texts()
    assert kiosk.session.palette.accent != accent
    settled.touch("language-uk")
    assert kiosk.catalogue.chain().tags[:2] == ("uk", "ru")
    settled.wait(89)
    assert settled.see("idle-extend") is None
    settled.wait(2)
    assert settled.see("idle-extend") is not None
    settled.wait(20)
    assert kiosk.navigator.here == "languages"
    assert kiosk.session.tag == "lv"


def test_what_it_has_set_itself_stays_whatever_a_pack_recommends(settled: Screen, data: Path, tmp_path: Path) -> None:
    Slots(data).install(changed_pack(tmp_path, RECOMMENDED), trusted=True)
    settled.kiosk.refresh()
    to_service(settled)
    settled.touch("slip")
    settled.wait(299)
    assert settled.see("idle-extend") is None
    settled.wait(2)
    assert settled.see("idle-extend") is not None


def test_what_is_recommended_goes_with_the_pack(settled: Screen, data: Path, tmp_path: Path, pack: Path) -> None:
    before = settled.kiosk.session.palette
    for file in (changed_pack(tmp_path, RECOMMENDED), pack):
        Slots(data).install(file, trusted=True)
        settled.kiosk.refresh()
    assert (settled.kiosk.session.tag, settled.kiosk.session.palette) == ("en", before)
    assert settled.kiosk.catalogue.fallback == ("en",)


def test_a_pack_that_nobody_signed_recommends_nothing(settled: Screen, data: Path, tmp_path: Path) -> None:
    Slots(data).install(changed_pack(tmp_path, RECOMMENDED), trusted=False)
    settled.kiosk.refresh()
    assert settled.see("demonstration") is not None
    assert settled.kiosk.session.tag == "en"


def test_the_end_of_a_visit_reads_nothing_of_it_again(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    to_service(screen)
    read: list[str] = []
    load = screen.kiosk.service.load

    def heard(argument: str) -> None:
        read.append(argument)
        load(argument)

    monkeypatch.setattr(screen.kiosk.service, "load", heard)
    screen.kiosk.session.choose("ru")
    assert len(read) == 1, "a visitor who changes the language sees the page in it"
    screen.kiosk.session.finish()
    assert len(read) == 1
    assert fresh(screen)


def test_the_screen_holds_its_slot_against_removal(screen: Screen, data: Path, tmp_path: Path) -> None:
    held = Slots(data).active()
    assert held is not None
    with closing(held):
        Slots(data).install(changed_pack(tmp_path), trusted=False)
        assert (held.path / "pack.db").exists()


def test_a_demonstration_says_so_on_every_screen(screen: Screen) -> None:
    for screen_name in ("home", "help"):
        screen.kiosk.navigator.open(screen_name)
        assert screen.see("demonstration") is not None
