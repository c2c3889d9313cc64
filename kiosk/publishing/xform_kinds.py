"""What kind of question an XForm asks at a node, by its bind and its control; and what a kiosk does not ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.errors import FormError
from kiosk.forms.definition import Kind, Range
from kiosk.forms.doubts import TYPES
from kiosk.publishing.xform_document import local
from kiosk.publishing.xform_texts import JR

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTROLS = {
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "trigger": Kind.ACKNOWLEDGE,
    "range": Kind.RANGE,
}
_INPUTS = {
    "string": Kind.TEXT,
    "": Kind.TEXT,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "time": Kind.TIME,
}
_ALSO = {"integer": "int", "long": "int", "double": "decimal", "float": "decimal"}
"""Other names of XML Schema for a type, which JavaRosa takes as well."""

_NOT_ASKED = {
    "dateTime": "asks for a date and a time in one; ask for them in two questions",
    "geopoint": "asks where the device is; leave it out",
    "geotrace": "asks where the device is; leave it out",
    "geoshape": "asks where the device is; leave it out",
    "barcode": "uses a camera; leave it out",
    "intent": "opens another application; leave it out",
    "boolean": "is a bare truth value; ask it as a choice of yes and no",
}
_PRELOADS = {("date", "today"): "today()", ("timestamp", "start"): "now()", ("timestamp", "end"): "now()"}


def type_of(bind: Element) -> str:
    """The type of a bind without its prefix, by the name that pyxform gives it."""
    name = bind.get("type", "string").rpartition(":")[2]
    return _ALSO.get(name, name)


def holds(bind: Element) -> Kind | None:
    """What the value of a node that nobody is asked about is to rules; None for a text."""
    kind = type_of(bind)
    return None if kind in {"", "string"} else _INPUTS.get(kind)


def kind(path: str, bind: Element, control: Element | None, *, empty: bool) -> Kind:
    """How a node is answered; empty: it begins without a value. Raises FormError for what a kiosk does not ask."""
    if control is None:
        return Kind.CALCULATE if bind.get("calculate") or bind.get(f"{JR}preload") else Kind.HIDDEN
    name, appearance, wanted = local(control), control.get("appearance", ""), type_of(bind)
    if appearance.startswith(("ex:", "printer:")) or "search(" in appearance:
        message = f"{path}: a kiosk opens no other application and no file of ODK ({appearance}); leave that out"
        raise FormError(message)
    if name == "upload":
        if "signature" in appearance.split():
            return Kind.SIGNATURE
        message = f"{path}: a kiosk takes no pictures, sound or files; leave this question out"
        raise FormError(message)
    if wanted in _NOT_ASKED:
        message = f"{path}: it {_NOT_ASKED[wanted]}"
        raise FormError(message)
    if name in _CONTROLS:
        return _CONTROLS[name]
    if name != "input" or wanted not in _INPUTS:
        typed = "" if wanted in {"", "string", name} else f" with {wanted}"
        message = f"{path}: a kiosk has no question of the kind {name}{typed}; ask it otherwise"
        raise FormError(message)
    plain = _INPUTS[wanted] is Kind.TEXT and bind.get("readonly") == "true()"
    return Kind.NOTE if plain and empty and not bind.get("calculate") else _INPUTS[wanted]


def own_type(path: str, text: str) -> str:
    """What `kiosk:type` says; raises FormError for a type of another name."""
    kind_of, _, country = text.strip().partition(":")
    if not text.strip():
        return ""
    if kind_of not in TYPES or (kind_of == "national_id") != (len(country) == len("lv")):
        message = f"{path}: kiosk:type is {text!r}; it is one of {', '.join(TYPES)}, and national_id:lv with a country"
        raise FormError(message)
    return text.strip().lower()


def unknown(path: str, text: str, appearance: tuple[str, ...]) -> str:
    """What of a date may be left unknown, by `kiosk:unknown` or by ODK's appearances."""
    if text not in {"", "day", "month"}:
        message = f"{path}: kiosk:unknown is {text!r}; it is `day`, or `month` for the day and the month"
        raise FormError(message)
    return text or ("month" if "year" in appearance else "day" if "month-year" in appearance else "")


def preloaded(path: str, bind: Element) -> str:
    """The rule that stands for a value that ODK fills in by itself; raises FormError for what says something of devices."""
    preload = bind.get(f"{JR}preload", "")
    if not preload:
        return ""
    rule = _PRELOADS.get((preload, bind.get(f"{JR}preloadParams", "")))
    if rule is None:
        message = f"{path}: it records the device or who uses it ({preload}); leave it out of a kiosk's form"
        raise FormError(message)
    return rule


def limits(path: str, control: Element | None) -> Range:
    """The ends and the step of a range."""
    start, end, step = ((control.get(name, "") if control is not None else "") for name in ("start", "end", "step"))
    numbers = [re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text) for text in (start, end, step)]
    if not all(numbers) or float(step) == 0:
        message = f"{path}: a range needs start, end and step as numbers; write start=0 end=10 step=1"
        raise FormError(message)
    return Range(start=start, end=end, step=step)
