"""Reads an XForm (https://getodk.github.io/xforms-spec/) as a form of ours, or says why a kiosk cannot show it.

It is what pyxform makes of an XLSForm, and what other tools of the ODK family export. The questions and their order
come from its first instance, their kinds from binds and controls, prose from `itext`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kiosk.errors import FormError
from kiosk.forms.definition import Choice, Field, Form, Group, Kind, Range, Repeat
from kiosk.forms.doubts import TYPES
from kiosk.publishing import xform_printed
from kiosk.publishing.sheets import ROW, Ours
from kiosk.publishing.xform_lists import Lists
from kiosk.publishing.xform_texts import JR, X, XFormTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    from kiosk.forms.definition import AnyNode

LARGEST = 5 * 2**20
"""Bytes of an XForm: a form of 300 questions in 25 languages has one of them."""

DEEPEST = 30
"""Groups within each other."""

MOST_NODES = 2000
"""Questions, groups and repeats of one form."""

_H = "{http://www.w3.org/1999/xhtml}"
_KIOSK = "urn:kiosk:forms"

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
_NOT_ASKED = {
    "dateTime": "asks for a date and a time in one; ask for them in two questions",
    "geopoint": "asks where the device is; leave it out",
    "geotrace": "asks where the device is; leave it out",
    "geoshape": "asks where the device is; leave it out",
    "barcode": "uses a camera; leave it out",
    "intent": "opens another application; leave it out",
    "boolean": "is a bare truth value; ask it as a choice of yes and no",
}
_WITHOUT = {"relevant": "true()", "constraint": "true()", "required": "false()", "readonly": "false()"}
_PRELOADS = {("date", "today"): "today()", ("timestamp", "start"): "now()", ("timestamp", "end"): "now()"}


@dataclass(frozen=True, slots=True)
class FormSource:
    """A form as its source has it.

    texts: by language, by the names of `kiosk.forms.texts`. official: the language that they are translated from.
    human: languages that people have translated. notes: what was left out. personal: paths of fields that say something
    about a person and have no purpose.
    """

    form: Form
    official: str
    texts: Mapping[str, Mapping[str, str]]
    icon: str = ""
    verified_on: str = ""
    human: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def parse(xml: bytes) -> Element:
    """The document without entities of its own (billion laughs), or FormError."""
    if len(xml) > LARGEST:
        message = f"it has more than {LARGEST // 2**20} MiB; a form is smaller"
        raise FormError(message)
    if b"kiosk:" in xml and b"xmlns:kiosk" not in xml:
        xml = re.sub(rb"<([\w:.-]+)(?=[\s>])(?![?!])", rb'<\1 xmlns:kiosk="urn:kiosk:forms"', xml, count=1)
    try:
        parser = ET.XMLParser(target=_Builder())  # noqa: S314 - `_Builder` refuses what makes XML dangerous
        parser.feed(xml)
        root: Element = parser.close()
    except (ET.ParseError, RecursionError) as error:
        message = f"it is not well-formed XML ({error}); export it again"
        raise FormError(message) from error
    return root


class _Builder(ET.TreeBuilder):
    """Refuses a document type: entities can only be declared there."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        message = "it declares a document type, which may hide entities; take the line with <!DOCTYPE out"
        raise FormError(message)


def read(
    xml: bytes, slug: str, official: str, table: Callable[[str], list[dict[str, str]]], own: Ours | None = None
) -> FormSource:
    """The form `slug` of an XForm.

    official: the language of texts that name none. table: the rows of a CSV file beside the form, by name. own: the
    columns of ours that an XLSForm has. Raises FormError with what a kiosk cannot do.
    """
    root = parse(xml)
    model, body = root.find(f"{_H}head/{X}model"), root.find(f"{_H}body")
    instance = model.find(f"{X}instance") if model is not None else None
    if model is None or body is None or instance is None or not len(instance):
        message = "it is not an XForm: it has no model with an instance, or no body; export it again"
        raise FormError(message)
    return _Reader(model, body, slug, official, table, own or Ours({}, {})).form(instance[0], root)


@dataclass(slots=True)
class _Reader:
    model: Element
    body: Element
    slug: str
    official: str
    table: Callable[[str], list[dict[str, str]]]
    own: Ours
    binds: dict[str, Element] = field(default_factory=dict)
    controls: dict[str, Element] = field(default_factory=dict)
    repeats: dict[str, Element] = field(default_factory=dict)
    firsts: dict[str, str] = field(default_factory=dict)
    prints: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    root: str = ""
    key: int = 0
    texts: XFormTexts = field(init=False)
    lists: Lists = field(init=False)

    def form(self, main: Element, document: Element) -> FormSource:
        self.root = _local(main)
        self.texts = XFormTexts(self.model, self.official)
        self.lists = Lists(self.model, self.texts, self.table)
        self._gather()
        nodes = tuple(self._nodes(main, "", 0, within_repeat=False))
        if not nodes:
            message = "it asks nothing; add a question"
            raise FormError(message)
        settings = self._settings(main)
        self._titles(document, settings)
        self.texts.must_be_whole()
        form = Form(
            id=self.slug,
            root=self.root,
            nodes=nodes,
            lists={name: self.lists.choices[name] for name in sorted(self.lists.choices)},
            sealed=settings.get("sealed", {}).get("", "yes").lower() not in {"no", "false", "0"},
            template=settings.get("template", {}).get("", ""),
        )
        form = xform_printed.ordered(form, self.prints)
        human = frozenset(settings.get("human", {}).get("", "").replace(",", " ").split())
        icon, day = (settings.get(name, {}).get("", "") for name in ("icon", "verified_on"))
        return FormSource(form, self.official, self.texts.named, icon, day, human, tuple(self.notes))

    def _settings(self, main: Element) -> Mapping[str, Mapping[str, str]]:
        from_attributes = {name: {"": value} for key, value in main.attrib.items() if (name := _ours(key))}
        return {**from_attributes, **self.own.settings}

    def _titles(self, document: Element, settings: Mapping[str, Mapping[str, str]]) -> None:
        title = document.find(f"{_H}head/{_H}title")
        named = settings.get("title", {})
        for language, text in (named or {"": (title.text or "").strip() if title is not None else self.slug}).items():
            self.texts.put(language, "name", text)
        for language, text in settings.get("description", {}).items():
            self.texts.put(language, "description", text)

    def _gather(self) -> None:
        """Binds, controls and actions by the path that they are about."""
        for bind in self.model.iterfind(f"{X}bind"):
            self.binds[self._path(bind.get("nodeset", ""))] = bind
        for element in self.model.iter():
            name = _local(element)
            if name == "setvalue":
                self._first(element)
            elif name in {"setgeopoint", "recordaudio"}:
                message = "it records where the device is, or sound; leave that out of a kiosk's form"
                raise FormError(message)
        for element in self.body.iter():
            reference = self._path(element.get("ref") or element.get("nodeset") or "")
            name = _local(element)
            if element.get("intent"):
                message = f"{reference}: a kiosk opens no other application; leave its intent out"
                raise FormError(message)
            if name == "repeat":
                self.repeats[reference] = element
            elif name == "setvalue":
                message = f"{reference}: a kiosk has no triggers; write a calculation instead"
                raise FormError(message)
            elif reference and name not in {"label", "hint", "value", "itemset", "output"}:
                self.controls.setdefault(reference, element)

    def _first(self, element: Element) -> None:
        events = element.get("event", "").split()
        path = self._path(element.get("ref", ""))
        if not {"odk-instance-first-load", "odk-new-repeat", "xforms-ready"} & set(events):
            message = f"{path}: a kiosk has no triggers ({' '.join(events)}); write a calculation instead"
            raise FormError(message)
        value = element.get("value")
        self.firsts[path] = value.strip() if value else f"'{(element.text or '').strip()}'"

    def _path(self, reference: str) -> str:
        """A path of ours: without the form's root."""
        return reference.strip().removeprefix(f"/{self.root}")

    def _nodes(self, parent: Element, path: str, depth: int, *, within_repeat: bool) -> list[AnyNode]:
        if depth > DEEPEST:
            message = f"{path}: more than {DEEPEST} groups lie within each other; a form has a few"
            raise FormError(message)
        nodes: list[AnyNode] = []
        seen: set[str] = set()
        for element in parent:
            name = _local(element)
            own = f"{path}/{name}"
            if name in seen:
                continue  # a repeat has a template and a first repetition of the same shape
            seen.add(name)
            if not path and name == "meta":
                self._meta(element)
                continue
            node = self._node(element, own, depth, within_repeat=within_repeat)
            if node is not None:
                nodes.append(node)
        return nodes

    def _meta(self, meta: Element) -> None:
        for element in meta:
            if _local(element) in {"audit", "entity", "deviceID", "userID"}:
                message = f"it records the visitor's way through it, or the device ({_local(element)}); leave that out"
                raise FormError(message)

    def _node(self, element: Element, path: str, depth: int, *, within_repeat: bool) -> AnyNode | None:
        self.key += 1
        if self.key > MOST_NODES:
            message = f"it has more than {MOST_NODES} questions; split it into several forms"
            raise FormError(message)
        key, control = self.key, self.controls.get(path)
        if path in self.repeats and within_repeat:
            message = f"{path}: a repeat lies within a repeat; a kiosk asks one level of them"
            raise FormError(message)
        if not len(element) and path not in self.repeats:
            return self._field(element, key, path, control)
        appearance = tuple((control.get("appearance", "") if control is not None else "").split())
        self.texts.take(control.find(f"{X}label") if control is not None else None, f"label:{path}")
        relevant = self._rule(path, "relevant")
        inner = self._nodes(element, path, depth + 1, within_repeat=within_repeat or path in self.repeats)
        if path not in self.repeats:
            return Group(
                key=key, name=_local(element), path=path, relevant=relevant, appearance=appearance, nodes=tuple(inner)
            )
        repeat = self.repeats[path]
        return Repeat(
            key=key,
            name=_local(element),
            path=path,
            relevant=relevant,
            appearance=tuple((repeat.get("appearance") or "").split()) or appearance,
            nodes=tuple(node for node in inner if not isinstance(node, Repeat)),
            count=self._count(repeat),
            most=self._most(path),
        )

    def _count(self, repeat: Element) -> str:
        return (repeat.get(f"{JR}count") or "").strip()

    def _most(self, path: str) -> int:
        text = self._our(path).get("most") or "50"
        if not text.isdigit() or not 1 <= int(text) <= 99:  # noqa: PLR2004 - a family, a list of belongings
            message = f"{path}: kiosk:most is {text!r}; write a number from 1 to 99"
            raise FormError(message)
        return int(text)

    def _rule(self, path: str, name: str) -> str:
        """A rule of a bind; '' for what holds without one."""
        bind = self.binds.get(path)
        text = (bind.get(name, "") if bind is not None else "").strip()
        return "" if text == _WITHOUT.get(name, "") else text

    def _our(self, path: str) -> dict[str, str]:
        """What our columns, or attributes of ours, say about a path in no language."""
        bind = self.binds.get(path)
        if bind is None:
            return {}
        attributes = {name: value.strip() for key, value in bind.attrib.items() if (name := _ours(key))}
        row = self.own.rows.get(int(bind.get(ROW, "-1")), {})
        return {**attributes, **{name: texts[""] for name, texts in row.items() if "" in texts}}

    def _field(self, element: Element, key: int, path: str, control: Element | None) -> Field | None:
        bind = self.binds.get(path, ET.Element("bind"))
        appearance = tuple((control.get("appearance", "") if control is not None else "").split())
        if "label" in appearance and self.lists.is_select(control):
            return None  # the heading of a table of choices: each of its questions has the choices itself
        kind = self._kind(path, bind, control, (element.text or "").strip())
        ours = self._our(path)
        own_type = _typed(path, ours.get("type", ""))
        self._prose(path, bind, control)
        choices, choice_filter = self.lists.of(path, control)
        calculation = self._rule(path, "calculate") or _preloaded(path, bind)
        self.prints[key] = ours.get("print", "")
        return Field(
            key=key,
            name=_local(element),
            path=path,
            relevant=self._rule(path, "relevant"),
            appearance=appearance,
            kind=kind,
            type=own_type,
            choices=choices,
            choice_filter=choice_filter,
            calculation=calculation,
            constraint=self._rule(path, "constraint"),
            required=self._rule(path, "required"),
            read_only=self._rule(path, "readonly") if kind is not Kind.NOTE else "",
            default=(element.text or "").strip(),
            first=self.firsts.get(path, ""),
            unknown=_unknown(path, ours.get("unknown", ""), appearance),
            range=_range(path, control) if kind is Kind.RANGE else None,
            holds=_INPUTS.get(_type(bind)) if control is None and _type(bind) not in {"", "string"} else None,
            integer=kind is Kind.RANGE and _type(bind) == "int",
            pdf_field=xform_printed.pdf_field(ours.get("print", "")),
        )

    def _kind(self, path: str, bind: Element, control: Element | None, default: str) -> Kind:
        kind = _type(bind)
        if control is None:
            return Kind.CALCULATE if bind.get("calculate") or bind.get(f"{JR}preload") else Kind.HIDDEN
        name, appearance = _local(control), control.get("appearance", "")
        if appearance.startswith(("ex:", "printer:")) or "search(" in appearance:
            message = f"{path}: a kiosk opens no other application and no file of ODK ({appearance}); leave that out"
            raise FormError(message)
        if name == "upload":
            if "signature" in appearance.split():
                return Kind.SIGNATURE
            message = f"{path}: a kiosk takes no pictures, sound or files; leave this question out"
            raise FormError(message)
        if kind in _NOT_ASKED:
            message = f"{path}: it {_NOT_ASKED[kind]}"
            raise FormError(message)
        if name in _CONTROLS:
            return _CONTROLS[name]
        if name != "input" or kind not in _INPUTS:
            message = f"{path}: a kiosk has no question of the kind {name} with {kind or 'no type'}; ask it otherwise"
            raise FormError(message)
        plain = _INPUTS[kind] is Kind.TEXT and bind.get("readonly") == "true()"
        return (
            Kind.NOTE
            if plain and not bind.get("calculate") and not default and path not in self.firsts
            else _INPUTS[kind]
        )

    def _prose(self, path: str, bind: Element, control: Element | None) -> None:
        if control is not None:
            self.texts.take(control.find(f"{X}label"), f"label:{path}")
            self.texts.take(control.find(f"{X}hint"), f"hint:{path}")
            hint = control.find(f"{X}hint")
            if hint is not None:
                self.texts.take_reference(hint.get("ref", ""), f"guidance:{path}", "guidance")
            self._labelled(path, control)
        self.texts.take_message(bind.get(f"{JR}constraintMsg", ""), f"constraint:{path}")
        self.texts.take_message(bind.get(f"{JR}requiredMsg", ""), f"required:{path}")
        row = self.own.rows.get(int(bind.get(ROW, "-1")), {})
        for language, text in row.get("purpose", {}).items():
            self.texts.put(language, f"purpose:{path}", text)
        self.texts.take_message(self._our(path).get("purpose", "") if not row else "", f"purpose:{path}")

    def _labelled(self, path: str, control: Element) -> None:
        if not any(f"label:{path}" in texts or f"hint:{path}" in texts for texts in self.texts.named.values()):
            what = "list-nolabel" in control.get("appearance", "")
            message = f"{path}: it has no label{', only a place in a table' if what else ''}; write what it asks"
            raise FormError(message)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _type(bind: Element) -> str:
    return bind.get("type", "string").removeprefix("xsd:")


def _ours(key: str) -> str:
    """The name of an attribute of ours, whatever address the author gave our prefix."""
    space, _, name = key.rpartition("}")
    return name if space == f"{{{_KIOSK}" or "kiosk" in space else ""


def _typed(path: str, text: str) -> str:
    kind, _, country = text.strip().partition(":")
    if not text.strip():
        return ""
    if kind not in TYPES or (kind == "national_id") != (len(country) == len("lv")):
        message = f"{path}: kiosk:type is {text!r}; it is one of {', '.join(TYPES)}, and national_id:lv with a country"
        raise FormError(message)
    return text.strip().lower()


def _unknown(path: str, text: str, appearance: tuple[str, ...]) -> str:
    if text not in {"", "day", "month"}:
        message = f"{path}: kiosk:unknown is {text!r}; it is `day`, or `month` for the day and the month"
        raise FormError(message)
    return text or ("month" if "year" in appearance else "day" if "month-year" in appearance else "")


def _preloaded(path: str, bind: Element) -> str:
    preload = bind.get(f"{JR}preload", "")
    if not preload:
        return ""
    rule = _PRELOADS.get((preload, bind.get(f"{JR}preloadParams", "")))
    if rule is None:
        message = f"{path}: it records the device or who uses it ({preload}); leave it out of a kiosk's form"
        raise FormError(message)
    return rule


def _range(path: str, control: Element | None) -> Range:
    start, end, step = ((control.get(name, "") if control is not None else "") for name in ("start", "end", "step"))
    numbers = [re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text) for text in (start, end, step)]
    if not all(numbers) or float(step) == 0:
        message = f"{path}: a range needs start, end and step as numbers; write start=0 end=10 step=1"
        raise FormError(message)
    return Range(start=start, end=end, step=step)


__all__ = ["Choice", "FormSource", "parse", "read"]
