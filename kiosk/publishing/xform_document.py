"""An XForm's document: its instance, and what binds, controls and actions say of each path in it.

What a kiosk must not do at all, whatever question it belongs to, is refused here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from xml.etree import ElementTree as ET

from kiosk.errors import FormError
from kiosk.publishing.xform_texts import JR, X

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

LARGEST = 5 * 2**20
"""Bytes of an XForm: a form of 300 questions in 25 languages has one of them."""

_H = "{http://www.w3.org/1999/xhtml}"
_KIOSK = "urn:kiosk:forms"
_ODK = ("http://www.opendatakit.org/xforms", "http://openrosa.org/xforms")

_STARTS = frozenset({"odk-instance-first-load", "odk-new-repeat", "xforms-ready"})
"""Events at which a question gets what it begins with."""

_NO_QUESTION = frozenset({"label", "hint", "value", "itemset", "output", "copy"})
"""Elements of the body that refer to a node and ask nothing."""

_QUESTIONS = frozenset(
    f"{X}{name}" for name in ("input", "select", "select1", "trigger", "range", "upload", "secret", "textarea")
)
"""Elements of the body that ask: each of them has to say where its answer goes."""


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


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def ours(key: str) -> str:
    """The name of an attribute of ours, whatever address the author gave our prefix; '' for another one."""
    space, _, name = key.rpartition("}")
    return name if space == f"{{{_KIOSK}" or "kiosk" in space else ""


@dataclass(slots=True)
class Document:
    """main: the first instance's element. root: its name. title: '' when there is none.

    binds, controls, repeats: by path of ours, without the root. firsts: by path, the rule that an answer begins with.
    """

    model: Element
    main: Element
    title: str
    root: str
    binds: dict[str, Element] = field(default_factory=dict)
    controls: dict[str, Element] = field(default_factory=dict)
    repeats: dict[str, Element] = field(default_factory=dict)
    firsts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, xml: bytes) -> Self:
        """Gathers a document; raises FormError for what is no XForm, and for what a kiosk must not do."""
        root = parse(xml)
        model, body = root.find(f"{_H}head/{X}model"), root.find(f"{_H}body")
        instance = model.find(f"{X}instance") if model is not None else None
        if model is None or body is None or instance is None or not len(instance):
            message = "it is not an XForm: it has no model with an instance, or no body; export it again"
            raise FormError(message)
        title = root.find(f"{_H}head/{_H}title")
        made = cls(model, instance[0], ((title.text if title is not None else "") or "").strip(), local(instance[0]))
        made._gather(body)
        return made

    def path(self, reference: str) -> str:
        """A path of ours: without the form's root."""
        reference = reference.strip()
        return reference[len(self.root) + 1 :] if reference.startswith(f"/{self.root}/") else reference

    def _gather(self, body: Element) -> None:
        named = self._named_binds()
        for element in self.model.iter():
            name = local(element)
            if name == "setvalue":
                self._first(element)
            elif name in {"setgeopoint", "recordaudio"}:
                message = "it records where the device is, or sound; leave that out of a kiosk's form"
                raise FormError(message)
        for element in body.iter():
            bound = named.get(element.get("bind", ""), "")
            reference = bound or self.path(element.get("ref") or element.get("nodeset") or "")
            if element.tag in _QUESTIONS and not reference:
                bind = f" (its bind is {element.get('bind')!r})" if element.get("bind") else ""
                message = (
                    f"a question ({local(element)}) does not say where its answer goes{bind}; give it the path in ref"
                )
                raise FormError(message)
            self._control(element, reference)

    def _named_binds(self) -> dict[str, str]:
        """Takes the binds, and tells the paths of those that have an id; one without a leading slash begins at the root."""
        named: dict[str, str] = {}
        own = self.model.findall(f"{X}bind")
        if len(own) < sum(1 for _ in self.model.iter(f"{X}bind")):
            message = "binds lie within each other, and a kiosk reads them one by one; export it as an XForm of ODK"
            raise FormError(message)
        for bind in own:
            nodeset = bind.get("nodeset", "").strip()
            if not nodeset:
                message = (
                    "a bind says no nodeset, so nobody knows whose rules it has; write the path of its question there"
                )
                raise FormError(message)
            path = self.path(nodeset) if nodeset.startswith("/") else f"/{nodeset}"
            if path in self.binds:
                message = f"{path}: two binds have rules for it; write them in one"
                raise FormError(message)
            self.binds[path] = bind
            if bind.get("id"):
                named[bind.attrib["id"]] = path
        return named

    def _control(self, element: Element, reference: str) -> None:
        name = local(element)
        if element.get("intent"):
            message = f"{reference}: a kiosk opens no other application; leave its intent out"
            raise FormError(message)
        if name == "setvalue":
            self._first(element)  # of a question in a repeat, for each repetition
        elif name == "repeat":
            self.repeats[reference] = element
        elif reference and name not in _NO_QUESTION:
            if reference in self.controls and element.tag in _QUESTIONS:
                message = f"{reference}: two questions have their answer there; give each a node of its own"
                raise FormError(message)
            self.controls.setdefault(reference, element)

    def _first(self, element: Element) -> None:
        events = element.get("event", "").split()
        path = self.path(element.get("ref", ""))
        if not events or not _STARTS.issuperset(events):
            message = f"{path}: a kiosk has no triggers ({' '.join(events)}); write a calculation instead"
            raise FormError(message)
        value = element.get("value")
        self.firsts[path] = value.strip() if value else f"'{(element.text or '').strip()}'"

    def must_have_places(self, paths: Iterable[str]) -> None:
        """Raises FormError for a control, repeat or first answer of a node that is not there: nobody would be asked it."""
        known = set(paths)
        for path in (*self.controls, *self.repeats, *self.firsts):
            if path not in known:
                message = f"{path}: the form's instance has no such node; write the whole path of one, such as /{self.root}/name"
                raise FormError(message)

    def left_out(self, paths: Iterable[str]) -> Iterator[str]:
        """One sentence for each thing of other programs that a kiosk does not do, and does without."""
        known = {"", *paths}
        for path, bind in self.binds.items():
            names = [key.rpartition("}")[2] for key in bind.attrib if _foreign(key)]
            if names:
                yield f"{path}: left out what only another program knows ({', '.join(names)})"
            if path not in known:
                yield f"{path}: left out its rules, as the form's instance has no such node"


def _foreign(key: str) -> bool:
    space = key.rpartition("}")[0].removeprefix("{")
    return bool(space) and not ours(key) and space != JR.strip("{}") and space not in _ODK
