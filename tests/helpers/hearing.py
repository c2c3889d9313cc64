"""What somebody who cannot see would find wrong: the tree that a screen reader reads, held against what stands on the screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from kiosk.ui import tour
from kiosk.viewmodels.session import LEFT_TO_RIGHT
from tests.helpers.looks import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtQuick import QQuickItem

    from kiosk.app import Kiosk

Role = QAccessible.Role

DONE_WITH = frozenset({Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText})
"""What one does something with."""


LAYOUT = dict.fromkeys(map(ord, "\u200b\u2066\u2069"))
"""Marks that say where an address may be parted and which way it runs: they are not words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing in the tree, as a screen reader says it."""

    role: QAccessible.Role
    name: str
    description: str
    checked: bool
    disabled: bool
    focused: bool
    item: object


def tree(kiosk: Kiosk) -> list[Spoken]:
    """Everything that is shown, in the order of reading."""
    QAccessible.setActive(True)
    return list(_below(QAccessible.queryAccessibleInterface(kiosk.window)))


def _below(interface: QAccessibleInterface) -> Iterator[Spoken]:
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child.state().invisible:
            continue
        state = child.state()
        yield Spoken(
            child.role(),
            child.text(QAccessible.Text.Name),
            child.text(QAccessible.Text.Description),
            bool(state.checked),
            bool(state.disabled),
            bool(state.focused) and child.role() is Role.EditableText,
            child.object(),
        )
        yield from _below(child)


def findings(kiosk: Kiosk) -> list[str]:
    """Sentences about what is wrong."""
    spoken = tree(kiosk)
    done_with = [each for each in spoken if each.role in DONE_WITH]
    found = [f"nothing is called: {each.role} {_called(each.item)}" for each in done_with if not each.name.strip()]
    found += [f"not translated: {each.name}" for each in spoken if each.name.startswith(LEFT_TO_RIGHT)]
    if not any(each.name and (each.role is Role.Heading or each.focused) for each in spoken):
        found.append("neither a heading nor a field to write in")
    alike = Counter((each.role, each.name, each.description) for each in done_with if not each.disabled)
    found += [f"{count} times the same: {name}" for (_role, name, _more), count in alike.items() if count > 1]
    items = {id(each.item) for each in spoken}
    heard = "\n".join(f"{each.name}\n{each.description}" for each in spoken).translate(LAYOUT)
    for item in tour.items(kiosk.window.contentItem()):
        if not item.isVisible() or _ignored(item):
            continue
        if item.inherits("QQuickAbstractButton") and id(item) not in items:
            found.append(f"not in the tree: {item.objectName() or item.property('text')}")
        if item.inherits("QQuickText") and not _marked(item) and (words := str(item.property("text")).strip()):
            said = words.removeprefix(LEFT_TO_RIGHT).translate(LAYOUT)
            if "<" not in said and not all(part in heard for part in said.split("\n")):
                found.append(f"seen and not heard: {words:.60}")
    return found


def _ignored(item: QQuickItem) -> bool:
    return any(above.inherits("QQuickScrollBar") for above in [item, *around(item)])


def _marked(item: QQuickItem) -> bool:
    """Whether a text only stands for what its button is called: the face of a key, the A of a text size, a tick."""
    return len(str(item.property("text"))) < 3 or any(
        above.objectName() == "keyboard" or above.objectName().startswith("contrast-") for above in around(item)
    )


def _called(item: object) -> str:
    return item.objectName() if hasattr(item, "objectName") else ""
