"""Reads a filled-in XForms instance, as ODK's tools save it, for `kiosk form try`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.errors import FormError
from kiosk.forms.definition import Field, Group, Repeat
from kiosk.publishing.xform_document import parse
from kiosk.publishing.xform_texts import said

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from kiosk.forms.definition import AnyNode, Form


def read(xml: bytes, form: Form) -> dict[str, Any]:
    """The answers by name, as `kiosk.forms.exchange` takes them; raises FormError for another form's instance.

    What the form does not ask is left out: instances carry when and where they were filled in.
    """
    root = parse(xml)
    name = root.tag.rpartition("}")[2]
    if name != form.root:
        message = f"it is an instance of {name!r}, and this form is {form.root!r}; choose another file"
        raise FormError(message)
    return _read(root, form.nodes, form.names)


def _read(element: Element, nodes: tuple[AnyNode, ...], names: dict[str, str]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for node in nodes:
        found = [child for child in element if child.tag.rpartition("}")[2] == node.name]
        if isinstance(node, Repeat):
            kept = [one for one in found if not any(key.endswith("}template") for key in one.attrib)]
            answers[names[node.path]] = [_read(one, node.nodes, names) for one in kept]
        elif found and isinstance(node, Group):
            answers |= _read(found[0], node.nodes, names)
        elif found and isinstance(node, Field) and node.asked:
            answers[names[node.path]] = said(found[0])
    return answers
