"""Reads an XForm (https://getodk.github.io/xforms-spec/) as a form of ours, or says why a kiosk cannot show it.

It is what pyxform makes of an XLSForm, and what other tools of the ODK family export. The questions and their order
come from its first instance, their kinds from binds and controls (`xform_kinds`), prose from `itext` (`xform_texts`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kiosk.errors import FormError
from kiosk.forms.definition import Field, Form, Group, Kind, Repeat
from kiosk.publishing import xform_kinds, xform_printed
from kiosk.publishing.sheets import ROW, Ours
from kiosk.publishing.xform_document import Document, local, ours
from kiosk.publishing.xform_lists import Lists
from kiosk.publishing.xform_texts import JR, X, XFormTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    from kiosk.forms.definition import AnyNode

DEEPEST = 30
"""Groups within each other."""

MOST_NODES = 2000
"""Questions, groups and repeats of one form."""

_WITHOUT = {"relevant": "true()", "constraint": "true()", "required": "false()", "readonly": "false()"}
"""What a rule says where a bind has none."""


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


def read(
    xml: bytes, slug: str, official: str, table: Callable[[str], list[dict[str, str]]], own: Ours | None = None
) -> FormSource:
    """The form `slug` of an XForm.

    official: the language of texts that name none. table: the rows of a CSV file beside the form, by name. own: the
    columns of ours that an XLSForm has. Raises FormError with what a kiosk cannot do.
    """
    return _Reader(Document.of(xml), slug, official, table, own or Ours({}, {})).form()


@dataclass(slots=True)
class _Reader:
    document: Document
    slug: str
    official: str
    table: Callable[[str], list[dict[str, str]]]
    own: Ours
    prints: dict[int, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    key: int = 0
    texts: XFormTexts = field(init=False)
    lists: Lists = field(init=False)

    def form(self) -> FormSource:
        main = self.document.main
        self.texts = XFormTexts(self.document.model, self.official)
        self.lists = Lists(self.document.model, self.texts, self.table)
        nodes = tuple(self._nodes(main, "", 0, within_repeat=False))
        if nodes:
            self.document.must_have_places(self.paths)
        settings = self._settings(main)
        self._titles(settings)
        self.texts.must_be_whole()
        form = Form(
            id=self.slug,
            root=self.document.root,
            nodes=nodes,
            lists={name: self.lists.choices[name] for name in sorted(self.lists.choices)},
            sealed=settings.get("sealed", {}).get("", "yes").lower() not in {"no", "false", "0"},
            template=settings.get("template", {}).get("", ""),
        )
        if not any(asked.shown for asked in form.fields):
            message = "it asks nothing; add a question"
            raise FormError(message)
        form = xform_printed.ordered(form, self.prints)
        human = frozenset(settings.get("human", {}).get("", "").replace(",", " ").split())
        icon, day = (settings.get(name, {}).get("", "") for name in ("icon", "verified_on"))
        notes = (*self.document.left_out(self.paths), *self.texts.left_out())
        return FormSource(form, self.official, self.texts.named, icon, day, human, notes)

    def _settings(self, main: Element) -> Mapping[str, Mapping[str, str]]:
        from_attributes = {name: {"": value} for key, value in main.attrib.items() if (name := ours(key))}
        return {**from_attributes, **self.own.settings}

    def _titles(self, settings: Mapping[str, Mapping[str, str]]) -> None:
        for language, text in settings.get("title", {"": self.document.title or self.slug}).items():
            self.texts.put(language, "name", text)
        for language, text in settings.get("description", {}).items():
            self.texts.put(language, "description", text)

    def _nodes(self, parent: Element, path: str, depth: int, *, within_repeat: bool) -> list[AnyNode]:
        if depth > DEEPEST:
            message = f"{path}: more than {DEEPEST} groups lie within each other; a form has a few"
            raise FormError(message)
        nodes: list[AnyNode] = []
        seen: set[str] = set()
        for element in parent:
            name = local(element)
            own = f"{path}/{name}"
            if name in seen:
                if own in self.document.repeats:
                    self._must_begin_empty(parent, name, own)
                    continue  # a repeat has a template and a first repetition of the same shape
                message = f"{own}: two questions have this name; rename one"
                raise FormError(message)
            seen.add(name)
            self.paths.append(own)
            if not path and name == "meta":
                self._meta(element)
                continue
            node = self._node(element, own, depth, within_repeat=within_repeat)
            if node is not None:
                nodes.append(node)
        return nodes

    def _must_begin_empty(self, parent: Element, name: str, path: str) -> None:
        """Raises FormError for a repeat that has more than its first repetition before anybody has added one."""
        begun = [each for each in parent if local(each) == name and f"{JR}template" not in each.attrib]
        if len(begun) > 1:
            message = (
                f"{path}: it begins with {len(begun)} repetitions; let the visitor add them, or count them by jr:count"
            )
            raise FormError(message)

    def _meta(self, meta: Element) -> None:
        for element in meta:
            self.paths.append(f"/meta/{local(element)}")
            if local(element) in {"audit", "entity", "deviceID", "userID"}:
                message = f"it records the visitor's way through it, or the device ({local(element)}); leave that out"
                raise FormError(message)

    def _node(self, element: Element, path: str, depth: int, *, within_repeat: bool) -> AnyNode | None:
        self.key += 1
        if self.key > MOST_NODES:
            message = f"it has more than {MOST_NODES} questions; split it into several forms"
            raise FormError(message)
        key, control = self.key, self.document.controls.get(path)
        if path in self.document.repeats and within_repeat:
            message = f"{path}: a repeat lies within a repeat; a kiosk asks one level of them"
            raise FormError(message)
        if not len(element) and path not in self.document.repeats:
            return self._field(element, key, path, control)
        appearance = tuple((control.get("appearance", "") if control is not None else "").split())
        self.texts.take(control.find(f"{X}label") if control is not None else None, f"label:{path}")
        relevant = self._rule(path, "relevant")
        inner = self._nodes(element, path, depth + 1, within_repeat=within_repeat or path in self.document.repeats)
        if path not in self.document.repeats:
            return Group(
                key=key, name=local(element), path=path, relevant=relevant, appearance=appearance, nodes=tuple(inner)
            )
        repeat = self.document.repeats[path]
        return Repeat(
            key=key,
            name=local(element),
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
        bind = self.document.binds.get(path)
        text = (bind.get(name, "") if bind is not None else "").strip()
        return "" if text == _WITHOUT.get(name, "") else text

    def _row(self, bind: Element) -> Mapping[str, Mapping[str, str]]:
        """Our columns of the row that a bind comes from."""
        number = bind.get(ROW, "")
        return self.own.rows.get(int(number), {}) if number.isdecimal() else {}

    def _our(self, path: str) -> dict[str, str]:
        """What our columns, or attributes of ours, say about a path in no language."""
        bind = self.document.binds.get(path)
        if bind is None:
            return {}
        attributes = {name: value.strip() for key, value in bind.attrib.items() if (name := ours(key))}
        return {**attributes, **{name: texts[""] for name, texts in self._row(bind).items() if "" in texts}}

    def _field(self, element: Element, key: int, path: str, control: Element | None) -> Field | None:
        bind = self.document.binds.get(path, ET.Element("bind"))
        appearance = tuple((control.get("appearance", "") if control is not None else "").split())
        if "label" in appearance and self.lists.is_select(control):
            return None  # the heading of a table of choices: each of its questions has the choices itself
        default = (element.text or "").strip()
        kind = xform_kinds.kind(path, bind, control, empty=not default and path not in self.document.firsts)
        said = self._our(path)
        self._prose(path, bind, control)
        choices, choice_filter = self.lists.of(path, control)
        calculation = self._rule(path, "calculate") or xform_kinds.preloaded(path, bind)
        self.prints[key] = said.get("print", "")
        return Field(
            key=key,
            name=local(element),
            path=path,
            relevant=self._rule(path, "relevant"),
            appearance=appearance,
            kind=kind,
            type=xform_kinds.own_type(path, said.get("type", "")),
            choices=choices,
            choice_filter=choice_filter,
            calculation=calculation,
            constraint=self._rule(path, "constraint"),
            required=self._rule(path, "required"),
            read_only=self._rule(path, "readonly") if kind is not Kind.NOTE else "",
            default=default,
            first=self.document.firsts.get(path, ""),
            unknown=xform_kinds.unknown(path, said.get("unknown", ""), appearance),
            range=xform_kinds.limits(path, control) if kind is Kind.RANGE else None,
            holds=xform_kinds.holds(bind) if control is None else None,
            integer=kind is Kind.RANGE and xform_kinds.type_of(bind) == "int",
            pdf_field=xform_printed.pdf_field(said.get("print", "")),
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
        row = self._row(bind)
        for language, text in row.get("purpose", {}).items():
            self.texts.put(language, f"purpose:{path}", text)
        self.texts.take_message(self._our(path).get("purpose", "") if not row else "", f"purpose:{path}")

    def _labelled(self, path: str, control: Element) -> None:
        if any(f"label:{path}" in texts or f"hint:{path}" in texts for texts in self.texts.named.values()):
            return
        only = ""
        if "list-nolabel" in control.get("appearance", ""):
            only = ", only a place in a table"
        elif self.texts.is_media(control.find(f"{X}label")):
            only = ", only a picture or sound"
        message = f"{path}: it has no label{only}; write what it asks"
        raise FormError(message)
