"""The choices of an XForm's selects: lists of its own, files beside it, and filters on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.errors import FormError
from kiosk.forms.definition import Choice
from kiosk.publishing.xform_texts import X, XFormTexts, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

MOST = 5000
"""Choices of one list."""

_ITEMS = re.compile(r"(?:randomize\(\s*)?instance\('([^']+)'\)/root/item\s*(\[.*\])?\s*(?:(?:,.*)?\))?", re.DOTALL)
_ID = "itextId"


class Lists:
    """choices: by the name of the list, those that a select or a rule uses."""

    def __init__(self, model: Element, texts: XFormTexts, table: Callable[[str], list[dict[str, str]]]) -> None:
        self.choices: dict[str, tuple[Choice, ...]] = {}
        self._texts = texts
        self._table = table
        self._sources = {
            instance.get("id", ""): instance for instance in model.iterfind(f"{X}instance") if instance.get("id")
        }
        for name in self._sources:
            if name == "__last-saved":
                message = (
                    "it reads the answers of the visitor before (last-saved), which a kiosk forgets; leave that out"
                )
                raise FormError(message)
            if not (self._sources[name].get("src") or "jr://file-csv/").startswith("jr://file-csv/"):
                message = f"the list {name!r} is in a file that a kiosk does not read; use a .csv file beside the form"
                raise FormError(message)
            self._load(name, "name", "label")

    @staticmethod
    def is_select(control: Element | None) -> bool:
        """Whether a control shows choices."""
        return control is not None and control.tag in {f"{X}select1", f"{X}select"}

    def of(self, path: str, control: Element | None) -> tuple[str, str]:
        """The list of a select and the filter on it; ('', '') for other questions."""
        if control is None or not self.is_select(control):
            return "", ""
        itemset = control.find(f"{X}itemset")
        if itemset is None:
            return self._inline(path, control), ""
        match = _ITEMS.fullmatch((itemset.get("nodeset") or "").strip())
        if match is None:
            message = f"{path}: its choices come from {itemset.get('nodeset')!r}; give it a list of choices"
            raise FormError(message)
        name, predicate = match[1], (match[2] or "").strip()
        if name not in self._sources:
            message = f"{path}: the form has no list {name!r}; add its choices"
            raise FormError(message)
        value, label = itemset.find(f"{X}value"), itemset.find(f"{X}label")
        columns = [found.get("ref", "") if found is not None else "" for found in (value, label)]
        if columns[0] not in {"", "name"} or columns[1] not in {"", "label", f"jr:itext({_ID})"}:
            self._load(name, columns[0] or "name", columns[1] or "label")
        return name, _unwrapped(predicate)

    def _inline(self, path: str, control: Element) -> str:
        name = path.lstrip("/").replace("/", "_")
        found: list[Choice] = []
        for item in control.iterfind(f"{X}item"):
            value = item.find(f"{X}value")
            found.append(Choice(name=said(value) if value is not None else ""))
            self._texts.take(item.find(f"{X}label"), f"choice:{name}/{found[-1].name}")
        self._keep(name, found)
        return name

    def _load(self, name: str, value: str, label: str) -> None:
        source = self._sources[name]
        self._texts.forget(f"choice:{name}/")
        rows = self._table(source.get("src", "").rpartition("/")[2]) if source.get("src") else list(_rows(source))
        found: list[Choice] = []
        for row in rows:
            choice = row.get(value, "").strip()
            if _ID in row:
                self._texts.take_id(row[_ID], f"choice:{name}/{choice}")
            self._label(name, choice, row, label)
            extra = {
                key: text for key, text in row.items() if key not in {value, label, _ID, "name"} and "::" not in key
            }
            found.append(Choice(name=choice, extra={key: extra[key] for key in sorted(extra)}))
        self._keep(name, found)

    def _label(self, name: str, choice: str, row: dict[str, str], label: str) -> None:
        """Labels that stand in the row itself: `label`, and in files `label::Latviešu (lv)`."""
        from kiosk.publishing.form_languages import tag

        labels = {key.partition("::")[2]: text for key, text in row.items() if key.partition("::")[0] == label}
        named = {tag(language): text for language, text in labels.items() if language}
        if "" in labels:
            named.setdefault(self._texts.official, labels[""])
        for language, text in named.items():
            self._texts.put(language, f"choice:{name}/{choice}", text)

    def _keep(self, name: str, found: list[Choice]) -> None:
        if len(found) > MOST:
            message = f"the list {name!r} has more than {MOST} choices; split it"
            raise FormError(message)
        names = [choice.name for choice in found]
        for choice in names:
            if not choice or choice != "".join(choice.split()):
                message = f"the list {name!r} has a choice named {choice!r}; a name is one word without spaces"
                raise FormError(message)
        self.choices[name] = tuple(found)


def _rows(instance: Element) -> Iterator[dict[str, str]]:
    for item in instance.iterfind(f"{X}root/{X}item"):
        yield {child.tag.rpartition("}")[2]: said(child) for child in item}


def _unwrapped(predicate: str) -> str:
    """`[RULE]` is RULE; `[A][B]` is not one rule."""
    return predicate[1:-1].strip() if predicate else ""
