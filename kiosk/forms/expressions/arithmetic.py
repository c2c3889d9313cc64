"""Functions of rules on numbers: rounding, sums, and those of a pocket calculator."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from kiosk.forms.expressions.signature import MOST, Function, index, spread
from kiosk.forms.expressions.values import NAN, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.expressions.context import Context
    from kiosk.forms.expressions.values import Value

_FINEST = 30
"""Decimal places to which a number may be rounded."""


def _rounded(rounding: Callable[[float], int], value: Value) -> float:
    given = number(value)
    return float(rounding(given)) if math.isfinite(given) else given


def _round(_c: Context, value: Value, places: Value = 0.0) -> float:
    """Half goes up, whatever the sign; negative places round to tens and hundreds."""
    given, digits = number(value), index(places)
    if math.isnan(given) or math.isinf(given):
        return given
    if abs(digits) > _FINEST:
        return NAN
    rounding = ROUND_HALF_DOWN if given < 0 else ROUND_HALF_UP
    rounded = Decimal(repr(given)).scaleb(digits).quantize(Decimal(1), rounding=rounding).scaleb(-digits)
    return math.copysign(float(rounded), given)


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [given for given in map(number, spread(values)) if not math.isnan(given)]


def _sum(_c: Context, *values: Value) -> float:
    return float(sum(_numbers(values)))


def _max(_c: Context, *values: Value) -> float:
    return max(_numbers(values), default=NAN)


def _min(_c: Context, *values: Value) -> float:
    return min(_numbers(values), default=NAN)


def _pow(_c: Context, base: Value, exponent: Value) -> float:
    try:
        result = number(base) ** number(exponent)
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf
    return result if isinstance(result, float) else NAN


def _math(run: Callable[..., float]) -> Callable[..., float]:
    """A function of the standard library; outside of its domain it is NaN."""

    def safe(_c: Context, *values: Value) -> float:
        try:
            return float(run(*map(number, values)))
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return safe


FUNCTIONS: dict[str, Function] = {
    "number": Function(1, 1, lambda _c, value: number(value)),
    "round": Function(1, 2, _round),
    "int": Function(1, 1, lambda _c, value: _rounded(math.trunc, value)),
    "floor": Function(1, 1, lambda _c, value: _rounded(math.floor, value)),
    "ceiling": Function(1, 1, lambda _c, value: _rounded(math.ceil, value)),
    "sum": Function(1, MOST, _sum),
    "max": Function(1, MOST, _max),
    "min": Function(1, MOST, _min),
    "pow": Function(2, 2, _pow),
    "abs": Function(1, 1, _math(abs)),
    "sqrt": Function(1, 1, _math(math.sqrt)),
    "exp": Function(1, 1, _math(math.exp)),
    "exp10": Function(1, 1, lambda c, power: _pow(c, 10.0, power)),
    "log": Function(1, 1, _math(math.log)),
    "log10": Function(1, 1, _math(math.log10)),
    "pi": Function(0, 0, lambda _c: math.pi),
    "sin": Function(1, 1, _math(math.sin)),
    "cos": Function(1, 1, _math(math.cos)),
    "tan": Function(1, 1, _math(math.tan)),
    "asin": Function(1, 1, _math(math.asin)),
    "acos": Function(1, 1, _math(math.acos)),
    "atan": Function(1, 1, _math(math.atan)),
    "atan2": Function(2, 2, _math(math.atan2)),
}
"""By the name that a rule calls them."""
