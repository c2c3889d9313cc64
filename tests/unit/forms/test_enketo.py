"""Rules give what Enketo's own tests expect (openrosa-xpath-evaluator), but for what JavaRosa does otherwise.

Forms come from people who tried them in either. Where the two differ we follow JavaRosa, or say a sentence where both would
go on with a wrong value.
"""

from __future__ import annotations

import math
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ExpressionError
from kiosk.forms.definition import Field, Form, Kind
from kiosk.forms.expressions.values import boolean, number, string
from kiosk.forms.running import RunningForm

NAN = math.nan

FORM = Form(
    id="t",
    root="data",
    nodes=tuple(
        Field(key=key, name=name, path=f"/{name}", kind=Kind.TEXT)
        for key, name in enumerate(("node", "empty", "years", "months"), 1)
    ),
    lists={},
)

ALIKE: dict[str, str | float | bool] = {
    "'2015-07-15' < today()": True,
    "today() < (today() + 1)": True,
    "today() < '1970-06-03'": False,
    "today() + 1 < '1970-06-03'": False,
    "today() + 1 > '1970-06-03'": True,
    "format-date-time(date-time(decimal-date-time('2003-03-12') + 280), '%b %e, %Y')": "Dec 17, 2003",
    "if(selected('date', 'date'), 'first', 'second')": "first",
    "if(selected('approx', 'date'), 'first', 'second')": "second",
    "if ( true(), 'A', 'B' )": "A",
    "if( '' != '', 'A', 'B' )": "B",
    "if( /data/empty, 'A', 'B' )": "B",
    "false() != 'true'": True,
    "0 = 0 and false() != 'true'": True,
    ".>1": False,
    ". >= 1": False,
    "date('1970-1-2')": "1970-01-02",
    "date(1.5)": "1970-01-02",
    "date(-1)": "1969-12-31",
    "date(14127) = date('2008-09-05')": True,
    "date(-10252) = date('1941-12-07')": True,
    "'string' != date('1999-09-09')": True,
    "date('2100-01-02') > today()": True,
    "date(date('1989-11-09')) = date('1989-11-09')": True,
    "date(3 + date('2001-12-26') - 5)": "2001-12-24",
    "10 + date('2012-07-24') = date('2012-08-03')": True,
    "format-date('2001-12-31', '%b %e, %Y')": "Dec 31, 2001",
    "format-date('2012-07-23', '%Y/%n | %y/%m | %b')": "2012/7 | 12/07 | Jul",
    "format-date('2012-08-20T00:00:00.00+00:00', '%M | %S | %3')": "00 | 00 | 000",
    "format-date('2012-08-08T06:07:08.123-07:00', '%d | %e | %H | %h | %M | %S | %3 | %a')": (
        "08 | 8 | 07 | 7 | 07 | 08 | 123 | Wed"
    ),
    "decimal-date-time('1970-01-02T00:00:00Z')": 1,
    "decimal-date-time('1969-12-31T00:00:00Z')": -1,
    "decimal-date-time('2018-04-24T15:30:00.000+06:00')": 17645.396,
    "round('23.7825', '2')": 23.78,
    "round('2.15', '1')": 2.2,
    "round('23.7825', '-1')": 20,
    "round('626.3', '-3')": 1000,
    "round('-50.55', '-2')": -100,
    "round(1 div 47999799999)": 0,
    "round('a')": NAN,
    "int(-1.51)": -1,
    "int('2.51')": 2,
    "int('a')": NAN,
    "number(0.)": 0,
    "number(- 0.199999)": -0.199999,
    "number('1.1   \n ')": 1.1,
    "number('1asdf')": NAN,
    "number(' . ')": NAN,
    "floor(-1.2)": -2,
    "ceiling(1.2)": 2,
    "1 and (1 div 0)": True,
    "number('') and 1": False,
    "0 or 1 and 0+1": True,
    "1 and\r\n\t1": True,
    "'1'and'1'": True,
    "coalesce('', 'ab')": "ab",
    "coalesce(/data/empty, 'SECOND')": "SECOND",
    "substr('hello', 1, 4)": "ell",
    "substr('hello', -2)": "lo",
    "substr('hello', 0, -1)": "hell",
    "checklist(-1, 2, 1=1, 2=2, 3=3)": False,
    "checklist(1, 1, true(), false(), false())": True,
    "weighted-checklist(-1, 2, 2>1, 3)": False,
    "weighted-checklist(2, 2, true(), 2, false(), 5, false(), 6)": True,
    "selected-at('zero one two three', '1')": "one",
    "selected-at('zero one two three', '-1')": "",
    "selected('one two three', 'ne')": False,
    "'1' < '2'": True,
}

OTHERWISE: dict[str, tuple[str | float | bool, str | float | bool]] = {
    "date('2001-12-26') + 5": ("2001-12-31", 11687),  # JavaRosa: a number of days; date() makes a date of it
    "round(-1.5)": (-2, -1),  # XPath 1.0 and JavaRosa: half goes up
    "round('-1.475', '2')": (-1.48, -1.47),
    ". < 1": (True, False),  # XPath 1.0: an empty answer is no number, not nought
    "30.5 * ../months": (0, NAN),
    "'aardvark' < 'aligator'": (True, False),  # XPath 1.0: texts are compared as numbers
    "number('1970-01-02')": (1.29, NAN),
    "weighted-checklist(2, -1, true(), 999, false(), 5)": (True, False),  # JavaRosa: -1 is a sum like any other
    "now() > today()": (True, False),  # JavaRosa compares days
}
"""What Enketo expects, and what JavaRosa gives and so do we."""

REFUSED = {
    "date('nonsense')": "'nonsense' is not a date",
    "date('1983-09-31')": "'1983-09-31' is not a date",
    "date(true())": "true is not a date",
    "date(1 div 0)": "inf days from 1970 is not a date",
    "format-date('not a date', '%M')": "'not a date' is not a date",
    "decimal-time('a')": "'a' is not a time of day; a time is written 09:30",
    "decimal-time('24:00:00.000-07:00')": "is not a time of day",
    "difference-in-months('2005-12-12', '2012-01-15')": "a form has no function difference-in-months()",
    "digest('a', 'SHAKE-128')": "digest() does not know 'SHAKE-128'",
    "round()": "round() takes 1 to 2 values, not 0",
    "number(1, 2)": "number() takes 1 value, not 2",
    "1and1": "'and1' cannot stand where it does",
    "int(7.922021953507237e-12)": "'e-12' cannot stand where it does",
}
"""Where Enketo says 'Invalid Date', or has a function or a number of its own, and what we say."""


def gives(rule: str, expected: str | float | bool) -> bool:
    running = RunningForm(FORM, datetime(2026, 11, 30, 12, 30, tzinfo=ZoneInfo("America/Denver")))
    value = running.evaluate(rule, "/node")
    if isinstance(expected, bool):
        return boolean(value) is expected
    if isinstance(expected, str):
        return string(value) == expected
    found = number(value)
    return math.isnan(found) if math.isnan(expected) else abs(found - expected) < 0.001


@pytest.mark.parametrize(("rule", "expected"), ALIKE.items())
def test_a_rule_gives_what_enketo_expects(rule: str, expected: str | float | bool) -> None:
    assert gives(rule, expected)


@pytest.mark.parametrize(("rule", "both"), OTHERWISE.items())
def test_where_the_two_differ_it_gives_what_javarosa_does(rule: str, both: tuple[str | float | bool, ...]) -> None:
    enketo, javarosa = both
    assert gives(rule, javarosa)
    assert not gives(rule, enketo)


@pytest.mark.parametrize(("rule", "said"), REFUSED.items())
def test_what_would_be_a_wrong_value_there_is_a_sentence(rule: str, said: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        gives(rule, True)
    assert said in str(refused.value)
