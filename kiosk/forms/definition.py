"""What a form asks: the validated definition that lies in a pack as canonical JSON.

It is made at build time from an XLSForm (`kiosk.publishing.xform`). It holds no prose: labels, hints and messages are
rows of the table `text` (`kiosk.forms.texts` names them), so a corrected spelling does not make a new version. Rules are
XPath as ODK writes it (https://getodk.github.io/xforms-spec/), and every one of them has been compiled before the form
was published.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from kiosk.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANGE = "range"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    SIGNATURE = "signature"
    CALCULATE = "calculate"
    HIDDEN = "hidden"


ASKED = frozenset(Kind) - {Kind.NOTE, Kind.SIGNATURE, Kind.CALCULATE, Kind.HIDDEN}
"""Kinds that a visitor answers on the screen."""

SHOWN = frozenset(Kind) - {Kind.CALCULATE, Kind.HIDDEN}
"""Kinds that have a place on the screen; a signature is a box on paper, and the screen says so."""

CHOOSING = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One answer of a list; extra: further columns of the list, which filters and `instance()` read."""

    name: str
    extra: dict[str, str] = {}


class Range(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The numbers of a range question, as decimal texts; both ends are included."""

    start: str
    end: str
    step: str


class Node(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What questions, groups and repeats share.

    key: the node's position in the form, from 1; it stands for the name in the clerk's code.
    path: `/group/name`, without the form's own root; unique in the form. relevant: a rule, '' is always.
    appearance: ODK's words of layout, such as `field-list`, `minimal`, `multiline`, `persian`.
    """

    key: int
    name: str
    path: str
    relevant: str = ""
    appearance: tuple[str, ...] = ()


class Field(
    Node, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="node", tag="field"
):
    """One question, note, calculation or signature.

    type: our own type (`latin_name`, `national_id:lv`, `iban`, `phone`, `country`, `address`, `person_birth_date`) or ''.
    choices: the name of the list that a select shows; choice_filter: the rule that a choice of it must pass, with the
    columns of the choice as its context. calculation, constraint, required, read_only: rules. default: the answer
    that it begins with as XForms writes it; first: a rule that gives it instead. unknown: `month` or `day` when a date
    may be given without them (`month` allows a year alone). range: for range questions only. integer: a range's
    answers are whole. holds: what a calculation's or hidden field's value is to rules, when it is no text. pdf_field: the name of its field in a form that the city insists on.
    """

    kind: Kind
    type: str = ""
    choices: str = ""
    choice_filter: str = ""
    calculation: str = ""
    constraint: str = ""
    required: str = ""
    read_only: str = ""
    default: str = ""
    first: str = ""
    unknown: str = ""
    range: Range | None = None
    integer: bool = False
    holds: Kind | None = None
    pdf_field: str = ""

    @property
    def asked(self) -> bool:
        """Whether a visitor answers it on the screen."""
        return self.kind in ASKED

    @property
    def shown(self) -> bool:
        """Whether it has a place on the screen."""
        return self.kind in SHOWN


class Group(
    Node, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="node", tag="group"
):
    """Questions that belong together; with the appearance `field-list` they stand on one page."""

    nodes: tuple[Field | Group | Repeat, ...]

    @property
    def one_page(self) -> bool:
        """Whether its questions stand on one page."""
        return "field-list" in self.appearance or "table-list" in self.appearance


class Repeat(
    Node, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="node", tag="repeat"
):
    """Questions that are asked again, once for each child of a family; repeats do not nest.

    count: a rule that says how many there are; '' when the visitor adds and removes them. most: the largest number of
    them that the form takes.
    """

    nodes: tuple[Field | Group, ...]
    count: str = ""
    most: int = 50


AnyNode: TypeAlias = Field | Group | Repeat


class Form(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, dict=True):
    """A whole form.

    id: its slug. root: the name that absolute paths of its rules begin with. lists: the choices of all selects by
    list name. printed: keys of what the paper shows, in the official form's order. sealed: whether the clerk's code is
    sealed to the city's key. template: the city's own PDF form among the pack's media, or ''.
    """

    id: str
    root: str
    nodes: tuple[Field | Group | Repeat, ...]
    lists: dict[str, tuple[Choice, ...]] = {}
    printed: tuple[int, ...] = ()
    sealed: bool = True
    template: str = ""

    @cached_property
    def version(self) -> str:
        """The SHA-256 of the canonical encoding, in hexadecimal."""
        return sha256(encode(self)).hexdigest()

    @cached_property
    def by_path(self) -> dict[str, AnyNode]:
        """All nodes in the order of the form, by path."""
        return {node.path: node for node in walk(self.nodes)}

    @cached_property
    def by_key(self) -> dict[int, AnyNode]:
        """All nodes in the order of the form, by key."""
        return {node.key: node for node in walk(self.nodes)}

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields in the order of the form, those of repeats once."""
        return tuple(node for node in self.by_path.values() if isinstance(node, Field))

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """All repeats in the order of the form."""
        return tuple(node for node in self.by_path.values() if isinstance(node, Repeat))

    def repeat_of(self, path: str) -> Repeat | None:
        """The repeat that a definition path lies in (or is), if any."""
        return next((r for r in self.repeats if path == r.path or path.startswith(f"{r.path}/")), None)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each field and repeat is called in JSON, by path: its name, or its path without `/` where two share a name."""
        named = [node for node in self.by_path.values() if not isinstance(node, Group)]
        counts: dict[str, int] = {}
        for node in named:
            counts[node.name] = counts.get(node.name, 0) + 1
        return {node.path: node.name if counts[node.name] == 1 else node.path.lstrip("/") for node in named}


def walk(nodes: tuple[Field | Group | Repeat, ...]) -> Iterator[AnyNode]:
    """All nodes below, in the order of the form."""
    for node in nodes:
        yield node
        if not isinstance(node, Field):
            yield from walk(node.nodes)


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Form)


def encode(form: Form) -> bytes:
    """The canonical JSON of a form: defaults left out, keys in order, no spaces, UTF-8."""
    return _ENCODER.encode(form)


def decode(text: str | bytes) -> Form:
    """A form from its JSON; raises FormError when it does not have the shape of one."""
    try:
        return _DECODER.decode(text)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        message = f"this form's definition cannot be read ({error}); build the pack again"
        raise FormError(message) from error
