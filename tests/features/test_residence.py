"""The steps of `residence.feature`, each one touch or one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zxingcpp
from PySide6.QtGui import QImage
from pytest_bdd import given, parsers, scenarios, then, when

if TYPE_CHECKING:
    from tests.gui.conftest import Screen

scenarios("residence.feature")


@given("a kiosk with the services of Daugavpils")
def kiosk(screen: Screen) -> None:
    assert screen.kiosk.navigator.here == "languages"


@when("she touches العربية")
def arabic(screen: Screen) -> None:
    screen.touch("language-ar")


@when(parsers.parse('she touches the situation "{slug}"'))
def situation(screen: Screen, slug: str) -> None:
    screen.touch(f"term-{slug}")


@when(parsers.parse('she touches the service "{slug}"'))
def service(screen: Screen, slug: str) -> None:
    screen.touch(f"service-{slug}")


@then("she reads what to bring in her language")
def bring(screen: Screen) -> None:
    texts = screen.texts()
    assert screen.kiosk.session.tr("What to bring") in texts
    assert screen.kiosk.session.tr("What to bring") != "What to bring"
    assert any("\u0600" <= letter <= "\u06ff" for text in texts for letter in text)


@then("she is told that a machine translated it")
def machine(screen: Screen) -> None:
    assert screen.kiosk.session.tr("Translated by a machine. It may contain mistakes.") in screen.texts()


@when("she takes it with her")
def take(screen: Screen) -> None:
    screen.touch("slip")
    screen.touch("take")


@then("she sees a code that a phone reads")
def code(screen: Screen) -> None:
    picture = screen.kiosk.window.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(picture.constBits()).cast("B", shape=[picture.height(), picture.bytesPerLine()])
    assert zxingcpp.read_barcodes(pixels)


@when("she finishes")
def finish(screen: Screen) -> None:
    screen.touch("finish")


@then("nothing of her visit is left on the screen")
def nothing(screen: Screen) -> None:
    assert screen.kiosk.navigator.here == "languages"
    assert not screen.kiosk.session.mirrored
    assert screen.kiosk.desk.codes() == {}
