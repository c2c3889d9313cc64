"""When events take place."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain import event
from kiosk.domain.event import When, occurrences

RIGA = ZoneInfo("Europe/Riga")


def riga(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIGA)


def test_what_takes_place_once_is_there_while_it_lasts() -> None:
    when = When("2026-12-01T17:30", "2026-12-01T19:00", all_day=False, zone="Europe/Riga")
    assert occurrences(when, riga("2026-12-01T18:00"), riga("2026-12-02T00:00"))[0].start == riga("2026-12-01T17:30")
    assert occurrences(when, riga("2026-12-01T19:00"), riga("2026-12-02T00:00")) == ()
    assert occurrences(when, riga("2026-11-01T00:00"), riga("2026-12-01T17:30")) == ()


def test_what_has_no_end_begins_at_its_time() -> None:
    when = When("2026-12-01T17:30", "", all_day=False, zone="Europe/Riga")
    assert len(occurrences(when, riga("2026-12-01T17:30"), riga("2026-12-02T00:00"))) == 1


def test_a_weekly_meeting_keeps_its_time_when_the_clocks_change() -> None:
    when = When("2026-10-20T18:00", "2026-10-20T19:00", all_day=False, zone="Europe/Riga", rrule="FREQ=WEEKLY")
    found = occurrences(when, riga("2026-10-20T00:00"), riga("2026-11-04T00:00"))
    assert [moment.start.hour for moment in found] == [18, 18, 18]
    assert [moment.start.astimezone(UTC).hour for moment in found] == [15, 16, 16]


def test_further_and_left_out_times_count() -> None:
    when = When(
        "2026-12-01T18:00",
        "2026-12-01T19:00",
        all_day=False,
        zone="Europe/Riga",
        rrule="FREQ=WEEKLY;COUNT=3",
        rdates=("2026-12-05T18:00",),
        exdates=("2026-12-08T18:00",),
    )
    found = occurrences(when, riga("2026-12-01T00:00"), riga("2027-01-01T00:00"))
    assert [moment.start.day for moment in found] == [1, 5, 15]


def test_whole_days_last_to_the_midnight_after_the_last() -> None:
    when = When("2026-12-24", "2026-12-26", all_day=True, zone="Europe/Riga")
    (found,) = occurrences(when, riga("2026-12-26T23:59"), riga("2027-01-01T00:00"))
    assert (found.start, found.end) == (riga("2026-12-24T00:00"), riga("2026-12-27T00:00"))


def test_a_yearly_day_comes_again() -> None:
    when = When("2020-11-18", "", all_day=True, zone="Europe/Riga", rrule="FREQ=YEARLY")
    (found,) = occurrences(when, riga("2026-11-01T00:00"), riga("2026-12-01T00:00"))
    assert found.start == riga("2026-11-18T00:00")


def test_an_event_is_over_after_its_last_time() -> None:
    once = When("2026-12-01T17:30", "2026-12-01T19:00", all_day=False, zone="Europe/Riga")
    weekly = When("2026-12-01T17:30", "", all_day=False, zone="Europe/Riga", rrule="FREQ=WEEKLY;COUNT=2")
    assert not event.over(once, riga("2026-12-01T18:59"))
    assert event.over(once, riga("2026-12-01T19:00"))
    assert not event.over(weekly, riga("2026-12-08T12:00"))
    assert event.over(weekly, riga("2026-12-09T12:00"))


@pytest.mark.parametrize("rule", ["", "FREQ=SECONDLY", "every tuesday", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=x"])
def test_a_rule_that_is_none_is_named(rule: str) -> None:
    with pytest.raises(ValueError, match="is not a rule by which something recurs"):
        event.check(rule)


def test_the_usual_rules_are_known() -> None:
    for rule in ("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=1SA", "FREQ=DAILY;UNTIL=20261231T220000Z"):
        event.check(rule)


@pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY"])
@pytest.mark.parametrize(
    ("starts", "all_day", "zone"),
    [
        ("9999-12-31", True, "UTC"),
        ("2026-12-01T10:00", False, "Europe/Rigga"),
    ],
)
def test_a_time_that_no_calendar_holds_is_a_wrong_value(starts: str, all_day: bool, zone: str, rule: str) -> None:
    when = When(starts, "", all_day=all_day, zone=zone, rrule=rule)
    with pytest.raises(ValueError, match=r"."):
        event.occurrences(when, riga(f"{starts[:4]}-01-02T00:00"), riga(f"{starts[:4]}-12-31T00:00"))
