"""`kiosk enrol` as it is typed: the city is found, asked for by name, or left to the first sync."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.cli import main
from kiosk.packs.state import State
from tests.helpers.cities import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Enrol = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("one"))
    made.publish()
    return made


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("two"), "town", "village")
    made.publish()
    return made


@pytest.fixture
def enrol(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Enrol:
    def run(desk: Desk, *options: str, origin: str = "") -> tuple[int, str, str]:
        words = ["enrol", "--data", str(tmp_path / "data"), "--origin", origin or desk.url, "--root", str(desk.root)]
        code = main([*words, *options])
        return code, *capsys.readouterr()

    return run


def city(tmp_path: Path) -> str:
    enrolment = State(tmp_path / "data").enrolment()
    assert enrolment is not None
    return enrolment.city


def test_the_only_city_is_taken(tmp_path: Path, enrol: Enrol, one: Desk) -> None:
    code, out, err = enrol(one, "--json")
    made: dict[str, Any] = json.loads(out)
    assert (code, made["city"], made["wanting"], err) == (0, "town", "", "")
    assert city(tmp_path) == "town"


def test_of_two_cities_one_has_to_be_named(tmp_path: Path, enrol: Enrol, two: Desk) -> None:
    code, out, err = enrol(two)
    assert (code, out) == (1, "")
    assert err == "the origin has packs of town, village; name one with `kiosk enrol --city`\n"
    code, _out, err = enrol(two, "--city", "vilage")
    assert (code, err.count("town, village")) == (1, 1)
    assert not (tmp_path / "data").exists()
    assert enrol(two, "--city", "village")[0] == 0
    assert city(tmp_path) == "village"
    assert enrol(two, "--name", "hall-1")[0] == 0
    assert city(tmp_path) == "village"


def test_an_origin_of_others_is_refused(tmp_path: Path, enrol: Enrol, one: Desk, two: Desk) -> None:
    code, out, err = enrol(one, origin=two.url)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "do not hold" in err
    assert not (tmp_path / "data").exists()


def test_an_origin_that_does_not_answer_yet_is_asked_later(tmp_path: Path, enrol: Enrol, one: Desk) -> None:
    code, out, err = enrol(one, "--set", "sync.timeout_seconds=2", origin="http://127.0.0.1:9/")
    assert (code, "is terminal" in out) == (0, True)
    assert err.startswith("Nothing could be fetched yet: http://127.0.0.1:9/")
    assert city(tmp_path) == ""


def test_signatures_that_have_ended_do_not_keep_a_terminal_from_its_city(tmp_path: Path, enrol: Enrol) -> None:
    desk = Desk(tmp_path / "desk")
    desk.late = timedelta(days=-20)
    desk.repository.refresh(clock_was_wrong=True)
    desk.publish()
    code, _out, err = enrol(desk)
    assert (code, "has expired by this clock" in err) == (0, True)
    assert city(tmp_path) == ""
