"""The paper of a form and the clerk's code, as they are seen on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PySide6.QtGui import QImage

from kiosk.forms.handing_in import Desk
from kiosk.handouts import codes
from kiosk.handouts.bitmap import Bitmap
from kiosk.ui import tour
from tests.helpers.form_visit import answer, begin, filling, go, model

if TYPE_CHECKING:
    import pytest

    from tests.gui.conftest import Screen


def test_the_paper_is_seen_before_it_is_printed(screen: Screen) -> None:
    begin(screen)
    answer(screen)
    go(screen, "check")
    tour.scroll(screen.kiosk, 1.0)
    screen.touch("to-paper")
    paper = model(screen).property("page")["paper"]
    assert paper["state"] == "ready"
    assert len(paper["pages"]) >= 1
    assert len(paper["codes"]) >= 1
    privacy = screen.see("privacy")
    assert privacy is not None
    assert privacy.property("glyph") == "lock-open"
    screen.touch("print")
    assert model(screen).property("page")["paper"]["state"] == "code"
    screen.kiosk.session.finish()
    assert screen.kiosk.papers.picture("0").isNull()


def test_the_sealed_code_on_the_screen_is_the_one_on_the_paper(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seal comes out differently each time: two for one paper would be two papers to the clerk."""
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    of = Desk.of
    monkeypatch.setattr(Desk, "of", lambda *given, **more: replace(of(*given, **more), key=public))
    begin(screen)
    answer(screen)
    go(screen, "paper")
    privacy = screen.see("privacy")
    assert privacy is not None
    assert privacy.property("glyph") == "lock"
    desk = screen.kiosk.papers
    pages = desk.prepare(filling(screen)).pages
    shown = desk.picture("code0")
    on_screen = read(shown.scaled(6 * shown.width(), 6 * shown.height()))
    on_paper = [payload for page in range(pages) for payload in read(desk.picture(str(page)))]
    assert len(on_screen) == 1
    assert on_screen == on_paper


def read(image: QImage) -> list[bytes]:
    """What a camera reads in a picture of the screen."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return codes.read(Bitmap(grey.bytesPerLine(), grey.height(), bytes(grey.constBits())))


def test_the_code_for_the_clerk_stays_through_another_language_and_a_look_at_the_help(screen: Screen) -> None:
    begin(screen)
    answer(screen, children=0)
    go(screen, "paper")
    screen.touch("print")
    assert model(screen).property("page")["paper"]["state"] == "code"
    screen.kiosk.session.choose("ar")
    assert model(screen).property("page")["paper"]["state"] == "code"
    screen.touch("help")
    screen.touch("back")
    assert model(screen).property("page")["paper"]["state"] == "code"
    go(screen, "check")
    go(screen, "paper")
    assert model(screen).property("page")["paper"]["state"] == "ready"
