from __future__ import annotations

import random
import zlib
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.provenance import PartialDate
from kiosk.errors import CodeError, ExpressionError
from kiosk.forms.answers import Answers
from kiosk.forms.code import packing, slip
from kiosk.forms.code.parts import OPEN, Message, Part, split
from kiosk.forms.definition import CHOOSING, Choice, Field, Form, Kind
from kiosk.forms.running import RunningForm
from tests.helpers.forms import ANSWERS, FORM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.forms.answers import Value

KEY = X25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()


class Known:
    """An archive of some forms."""

    def __init__(self, *forms: Form) -> None:
        self.forms = forms

    def versions(self, start: bytes) -> tuple[Form, ...]:
        return tuple(form for form in self.forms if bytes.fromhex(form.version).startswith(start))


def read(codes: Iterable[str], key: X25519PrivateKey | None = KEY, *forms: Form) -> slip.Reading:
    return slip.read([Part.read(code) for code in codes], [] if key is None else [key], Known(*(forms or (FORM,))))


def long() -> Answers:
    """Answers that take several codes: letters that deflate cannot guess."""
    chance = random.Random(5)
    values = {key: "".join(chance.choices("абвгґдежзиіїйклмноп", k=900)) for key in (4, 6, 20)}
    return Answers({**ANSWERS.values, **values}, ANSWERS.repeats)


@pytest.mark.parametrize("public", [None, PUBLIC], ids=["open", "sealed"])
def test_what_is_written_is_read(public: bytes | None) -> None:
    codes = slip.write(FORM, ANSWERS, public, b"12345678")
    reading = read(codes)
    assert (reading.answers, reading.sealed, reading.slip) == (ANSWERS, public is not None, b"12345678")
    assert len(codes) == 1


def test_the_parts_come_in_any_order_and_more_than_once() -> None:
    codes = slip.write(FORM, long(), PUBLIC, slip.draw())
    assert len(codes) > 2
    assert read([*reversed(codes), codes[1]]).answers == long()


def test_a_part_that_is_missing_is_named() -> None:
    codes = slip.write(FORM, long(), PUBLIC, slip.draw())
    with pytest.raises(CodeError, match=rf"code 2 of {len(codes)} is missing"):
        read([*codes[:1], *codes[2:]])


def test_two_visitors_are_not_mixed() -> None:
    first, second = (slip.write(FORM, long(), PUBLIC, slip.draw()) for _ in range(2))
    with pytest.raises(CodeError, match="two visitors"):
        read([first[0], *second[1:]])
    with pytest.raises(CodeError, match="two visitors"):
        read([*first, *second])


@pytest.mark.parametrize("public", [None, PUBLIC], ids=["open", "sealed"])
def test_a_corrected_paper_is_another_slip_and_does_not_go_together_with_the_first(public: bytes | None) -> None:
    number, first = slip.draw(), long()
    second = Answers({**first.values, 4: "ш" * 900}, first.repeats)
    slips = [slip.of(number, FORM, given_) for given_ in (first, first, second)]
    assert slips[0] == slips[1] != slips[2]
    codes = [
        slip.write(FORM, given_, public, number_) for given_, number_ in zip((first, second), slips[1:], strict=True)
    ]
    with pytest.raises(CodeError, match="of two visitors"):
        read([*codes[0][:1], *codes[1][1:]])


def test_every_digit_counts() -> None:
    (code,) = slip.write(FORM, Answers({15: 14}), PUBLIC, slip.draw())
    for position, digit in enumerate(code):
        with pytest.raises(CodeError):
            read([code[:position] + str((int(digit) + 1) % 10) + code[position + 1 :]])
    for position in range(len(code) - 1):
        if code[position] != code[position + 1]:
            swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
            with pytest.raises(CodeError):
                read([swapped])
    with pytest.raises(CodeError):
        read([code[:-1]])


def test_a_code_that_was_altered_with_its_check_does_not_open() -> None:
    (code,) = slip.write(FORM, ANSWERS, PUBLIC, slip.draw())
    part = Part.read(code)
    spoilt = bytes([*part.piece[:60], part.piece[60] ^ 1, *part.piece[61:]])
    for forged in (replace(part, piece=spoilt), replace(part, slip=b"another1"), replace(part, kind=OPEN)):
        with pytest.raises(CodeError):
            read([forged.digits()])


def test_another_key_is_told_from_an_altered_code() -> None:
    (code,) = slip.write(FORM, ANSWERS, PUBLIC, slip.draw())
    with pytest.raises(CodeError, match="another key"):
        read([code], X25519PrivateKey.generate())
    with pytest.raises(CodeError, match="--key"):
        read([code], None)


def test_a_seal_holds_for_one_form_and_one_version() -> None:
    (code,) = slip.write(FORM, ANSWERS, PUBLIC, slip.draw())

    class Liar(Known):
        def versions(self, start: bytes) -> tuple[Form, ...]:
            return self.forms

    import msgspec

    for other in (msgspec.structs.replace(FORM, id="other"), msgspec.structs.replace(FORM, printed=())):
        with pytest.raises(CodeError, match="altered"):
            slip.read([Part.read(code)], [KEY], Liar(other))


def test_an_unknown_version_asks_for_the_archive() -> None:
    codes = slip.write(FORM, ANSWERS, None, slip.draw())
    with pytest.raises(CodeError, match="archive"):
        slip.read([Part.read(codes[0])], [], Known())


def test_a_form_of_25_questions_in_ukrainian_fits_one_code() -> None:
    (code,) = slip.write(FORM, ANSWERS, PUBLIC, slip.draw())
    assert len(code) < 1500


def test_too_many_answers_are_refused_with_a_sentence() -> None:
    chance = random.Random(5)
    items = [{26: "".join(chance.choices([chr(c) for c in range(0x4E00, 0x9FFF)], k=400))} for _ in range(50)]
    with pytest.raises(CodeError, match="16 codes"):
        slip.write(FORM, Answers({}, {25: tuple(items)}), PUBLIC, slip.draw())


def _open(data: object) -> list[str]:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, packing.dictionary(FORM))
    packed = deflate.compress(cbor2.dumps(data)) + deflate.flush()
    return [part.digits() for part in split(Message(OPEN, bytes.fromhex(FORM.version)[:4], b"12345678", packed))]


STRANGE: list[Any] = [
    [], "x", {"a": 1}, {99: 1}, {True: "x"}, {1: "group"}, {2: 5}, {2: ["x"]}, {2: {}}, {26: "outside its repeat"}, {25: [{2: "x"}]}, {25: "x"},
    {25: [{26: "x"}] * 51}, {5: 20261332}, {5: -1}, {5: 10**30}, {8: 60}, {8: -1}, {8: True}, {15: "five"}, {17: float("nan")}, {21: 90000}, {22: [9]},
    {29: 1.5}, {29: None}, {29: [1]}, {31: "drawn"}, {2: ""}, {2: "x" * 5000}, {30: "no"}, {1: None},
]  # fmt: skip


@pytest.mark.parametrize("data", STRANGE, ids=repr)
def test_an_open_code_by_anybody_is_held_to_the_form(data: object) -> None:
    with pytest.raises(CodeError):
        read(_open(data))


def test_numbers_that_would_fill_the_memory_are_refused() -> None:
    for exponent in (10**6, 10**12):
        for key in (17, 29):
            raw = cbor2.dumps({key: cbor2.CBORTag(4, [exponent, 1])})
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, packing.dictionary(FORM))
            message = Message(
                OPEN, bytes.fromhex(FORM.version)[:4], b"12345678", deflate.compress(raw) + deflate.flush()
            )
            with pytest.raises(CodeError):
                read([part.digits() for part in split(message)])
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, packing.dictionary(FORM))
    bomb = deflate.compress(b"\xa1\x02\x7a\x10\x00\x00\x00" + b"a" * (5 << 20)) + deflate.flush()
    with pytest.raises(CodeError):
        read([part.digits() for part in split(Message(OPEN, bytes.fromhex(FORM.version)[:4], b"12345678", bomb))])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(content: bytes) -> None:
    message = Message(OPEN, bytes.fromhex(FORM.version)[:4], b"12345678", content)
    try:
        read([part.digits() for part in split(message)])
    except CodeError:
        return


@pytest.mark.parametrize(
    ("kind", "rule", "expected"),
    [
        (Kind.DECIMAL, "0.1 * 0.1 * 0.1", Decimal("0.001")),
        (Kind.DECIMAL, "1 div 3", Decimal("0.333333333333333")),
        (Kind.DECIMAL, "1 div 0", None),
        (Kind.INTEGER, "-1 div 0", None),
        (Kind.INTEGER, "7.9", 7),
        (Kind.TEXT, "concat(' a ', 'b ')", "a b"),
        (Kind.TIME, "now()", time(12, 34, 56)),
        (Kind.DATE, "now()", PartialDate("2026-11-24")),
        (Kind.SELECT_MULTIPLE, "'a b a'", ("a", "b")),
    ],
)
def test_what_a_rule_answers_is_read_back_as_it_was(kind: Kind, rule: str, expected: Value | None) -> None:
    asked = Field(key=1, name="q", path="/q", kind=kind, calculation=rule, choices="l" if kind in CHOOSING else "")
    form = Form(id="t", root="data", nodes=(asked,), lists={"l": (Choice(name="a"), Choice(name="b"))})
    running = RunningForm(form, datetime(2026, 11, 24, 12, 34, 56, 789_000, tzinfo=UTC))
    assert running.value("/q") == expected
    codes = slip.write(form, running.answers(), None, slip.draw())
    assert read(codes, None, form).answers == running.answers()


@pytest.mark.parametrize(
    ("kind", "rule"),
    [(Kind.INTEGER, "pow(10, 20)"), (Kind.TEXT, "concat(" + ", ".join(["'0123456789'"] * 201) + ")"), (Kind.SELECT_ONE, "'a b'")],
)  # fmt: skip
def test_a_rule_cannot_answer_what_a_visitor_could_not(kind: Kind, rule: str) -> None:
    asked = Field(key=1, name="q", path="/q", kind=kind, calculation=rule, choices="l" if kind in CHOOSING else "")
    form = Form(id="t", root="data", nodes=(asked,), lists={"l": (Choice(name="a"),)})
    with pytest.raises(ExpressionError, match=r"is not of the kind \w+; correct its rule"):
        RunningForm(form, datetime(2026, 11, 24, tzinfo=UTC))


def test_dates_keep_what_is_known_of_them() -> None:
    for text in ("1988", "1988-03", "1988-03-09", "0900-01-01"):
        given_ = Answers({5: PartialDate.parse(text)})
        assert read(slip.write(FORM, given_, None, slip.draw())).answers == given_
