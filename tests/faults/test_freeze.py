"""An origin that stands still, and clocks that are wrong on either side: noticed, and over when they are mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import PublishError, SyncError
from kiosk.packs.state import State
from kiosk.sync.client import CURRENT, UPDATED
from tests.helpers.cities import Terminal

if TYPE_CHECKING:
    from tests.helpers.cities import Desk

pytestmark = pytest.mark.usefixtures("attack")


def test_a_frozen_origin_is_noticed(terminal: Terminal) -> None:
    later = datetime.now(UTC) + timedelta(days=20)
    with pytest.raises(SyncError, match="has expired by this clock"):
        terminal.sync(now=lambda: later)
    assert terminal.shown() == ("Viens",)


def test_a_clock_that_was_never_set_cannot_be_used_to_freeze(desk: Desk, terminal: Terminal) -> None:
    """What the city signed since says that time has passed, whatever the clock says."""
    mark = State(terminal.data).mark()
    assert abs(mark.floor - datetime.now(UTC).timestamp()) < 600
    never_set = datetime(1971, 1, 1, tzinfo=UTC)
    assert terminal.sync(now=lambda: never_set) == CURRENT
    frozen = desk.kept("frozen")
    desk.late = timedelta(days=30)
    desk.add("Divi")
    late = datetime.now(UTC) + timedelta(days=30)
    assert terminal.sync(now=lambda: late) == UPDATED
    terminal.refuses("older|do not hold", frozen.as_uri())
    assert State(terminal.data).mark().floor > datetime.now(UTC).timestamp() + 29 * 86_400
    desk.late = timedelta(days=10)
    with pytest.raises(PublishError, match="set the clock"):
        desk.add("Trīs")
    with pytest.raises(SyncError, match="expired"):
        Terminal(terminal.data.parent / "new", desk, frozen.as_uri(), city="town").sync(now=lambda: late)


def test_a_city_whose_clock_was_wrong_once_does_not_freeze_terminals(desk: Desk, terminal: Terminal) -> None:
    desk.late = timedelta(days=365 * 70)
    desk.add("Divi")
    assert terminal.sync() == UPDATED
    assert State(terminal.data).mark().floor < datetime.now(UTC).timestamp() + 60


NEVER_SET = datetime(1971, 1, 1, tzinfo=UTC)


def test_a_citys_wrong_clock_does_not_stay_with_terminals_whose_own_was_never_set(
    desk: Desk, terminal: Terminal
) -> None:
    desk.late = timedelta(days=365 * 70)
    desk.add("Divi")
    with pytest.raises(SyncError, match="signature on root has expired"):
        terminal.sync(now=lambda: NEVER_SET)
    desk.repository.refresh(("root", "targets", "village"))
    desk.publish()
    assert terminal.sync(now=lambda: NEVER_SET) == UPDATED
    assert State(terminal.data).mark().floor > datetime(2090, 1, 1, tzinfo=UTC).timestamp()
    desk.late = timedelta()
    desk.repository.refresh(clock_was_wrong=True)
    desk.add("Trīs")
    assert terminal.sync(now=lambda: NEVER_SET) == UPDATED
    assert terminal.shown() == ("Trīs",)
    assert State(terminal.data).mark().floor < datetime.now(UTC).timestamp() + 60


def test_a_clock_that_is_months_behind_does_not_lose_the_time_that_has_passed(desk: Desk, terminal: Terminal) -> None:
    before = State(terminal.data).mark().floor
    behind = datetime.now(UTC) - timedelta(days=60)
    assert behind > datetime(2026, 1, 2, tzinfo=UTC)
    assert terminal.sync(now=lambda: behind) == CURRENT
    desk.add("Divi")
    assert terminal.sync(now=lambda: behind) == UPDATED
    assert State(terminal.data).mark().floor == before
