from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from kiosk import log

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "Selam my name is Almaz"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True


def journal(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def stumble(typed: str) -> None:
    answers = {"name": typed}
    try:
        int(answers["name"])
    except ValueError as error:
        raise LookupError(f"no answer for {typed}") from error


def test_the_journal_gets_one_json_line_an_event() -> None:
    stream = io.StringIO()
    log.start(stream)
    logging.getLogger("kiosk.sync").warning("%d slots\nleft", 2)
    logging.getLogger("kiosk.sync").debug("not told")
    (entry,) = journal(stream)
    assert (entry["level"], entry["logger"], entry["message"]) == ("warning", "kiosk.sync", "2 slots\nleft")
    assert entry["time"].endswith("+00:00")
    assert "bug" not in entry


def test_a_terminal_gets_words() -> None:
    stream = Terminal()
    log.start(stream)
    logging.getLogger("kiosk").error("the disk is full")
    assert stream.getvalue() == "error kiosk: the disk is full\n"


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["journal", "terminal"])
def test_a_bug_shows_places_and_classes_but_no_texts_and_no_values(stream: io.StringIO) -> None:
    log.start(stream)
    try:
        stumble(CANARY)
    except LookupError:
        logging.getLogger("kiosk").exception("a bug")
    said = stream.getvalue()
    assert "in stumble" in said
    assert "LookupError" in said
    assert "which came from" in said
    assert "ValueError" in said
    assert "Almaz" not in said


def test_what_nobody_caught_is_heard_without_its_text() -> None:
    stream = io.StringIO()
    log.start(stream)
    thread = threading.Thread(target=stumble, args=(CANARY,))
    thread.start()
    thread.join()
    try:
        stumble(CANARY)
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    in_thread, in_main = journal(stream)
    assert in_thread["level"] == in_main["level"] == "critical"
    assert "in stumble" in in_thread["bug"]
    assert "in stumble" in in_main["bug"]
    assert "Almaz" not in stream.getvalue()


def test_what_fails_while_tidying_up_is_heard_without_its_text() -> None:
    stream = io.StringIO()
    log.start(stream)

    class Untidy:
        def __del__(self) -> None:
            stumble(CANARY)

    Untidy()
    (entry,) = journal(stream)
    assert "in __del__" in entry["bug"]
    assert "Almaz" not in stream.getvalue()


def test_an_interruption_by_hand_is_no_bug() -> None:
    stream = io.StringIO()
    log.start(stream)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert stream.getvalue() == ""


def test_a_warning_of_a_library_is_a_line_like_others() -> None:
    stream = io.StringIO()
    log.start(stream)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    (entry,) = journal(stream)
    assert entry["logger"] == "py.warnings"
    assert "old" in entry["message"]


def test_an_event_that_cannot_be_worded_does_not_print_its_arguments(capfd: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    log.start(stream)
    logging.getLogger("kiosk").warning("%d", CANARY)
    assert "Almaz" not in stream.getvalue() + "".join(capfd.readouterr())


@pytest.mark.parametrize("visitors", [True, False])
def test_texts_of_bugs_are_shown_where_no_visitor_is(visitors: bool) -> None:
    stream = io.StringIO()
    log.start(stream, visitors=visitors)
    try:
        stumble(CANARY)
    except LookupError:
        logging.getLogger("kiosk").exception("a bug")
    assert ("Almaz" in stream.getvalue()) is not visitors


def test_what_speaks_of_code_alone_is_always_shown() -> None:
    stream = io.StringIO()
    log.start(stream)
    try:
        undefined_name  # type: ignore[name-defined]  # noqa: B018 - that is the bug
    except NameError:
        logging.getLogger("kiosk").exception("a bug")
    assert "name 'undefined_name' is not defined" in stream.getvalue()
