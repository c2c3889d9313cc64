"""The screens of a running form, in order: one question each, field-lists together, repeats as cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.forms.definition import Field, Group, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.forms.definition import AnyNode
    from kiosk.forms.running import RunningForm


@dataclass(frozen=True, slots=True)
class Page:
    """One screen.

    places: of the fields that stand on it, in order; several only in a field-list. group: the place of the group whose
    heading stands above them, or ''. section: the path of the outermost group or repeat that it belongs to, or ''.
    repeat: its path when this page shows the repetitions as cards, else ''; such a page has no places. repetition: the
    place of the repetition that the page belongs to (`/children[2]`), or ''.
    """

    places: tuple[str, ...] = ()
    group: str = ""
    section: str = ""
    repeat: str = ""
    repetition: str = ""


def pages(form: RunningForm) -> tuple[Page, ...]:
    """The pages of a form as it stands; what is not relevant has none. A repeat's cards come before its repetitions."""
    return tuple(_pages(form, form.definition.nodes, Page()))


def _pages(form: RunningForm, nodes: Sequence[AnyNode], within: Page) -> Iterator[Page]:
    for node in nodes:
        place = _place(node, within)
        if not form.relevant(place):
            continue
        section = within.section or ("" if isinstance(node, Field) else node.path)
        if isinstance(node, Repeat):
            yield Page(section=section, repeat=node.path)
            for number in range(1, form.repetitions(node.path) + 1):
                one = f"{node.path}[{number}]"
                yield from _pages(form, node.nodes, Page(group=one, section=section, repetition=one))
        elif isinstance(node, Group):
            inner = Page(group=place, section=section, repetition=within.repetition)
            if node.one_page:
                shown = tuple(_shown(form, node, inner))
                if shown:
                    yield Page(shown, place, section, repetition=within.repetition)
            else:
                yield from _pages(form, node.nodes, inner)
        elif node.shown:
            yield Page((place,), within.group, section, repetition=within.repetition)


def _shown(form: RunningForm, group: Group, within: Page) -> Iterator[str]:
    """The places of a field-list, those of groups in it as well."""
    for node in group.nodes:
        place = _place(node, within)
        if form.relevant(place):
            if isinstance(node, Group):
                yield from _shown(form, node, within)
            elif isinstance(node, Field) and node.shown:
                yield place


def _place(node: AnyNode, within: Page) -> str:
    if not within.repetition:
        return node.path
    repeat = within.repetition.partition("[")[0]
    return within.repetition + node.path[len(repeat) :]


def sections(found: Sequence[Page]) -> tuple[str, ...]:
    """The sections of some pages, in order; a page without one counts to the section before it."""
    return tuple(dict.fromkeys(page.section for page in found if page.section)) or ("",)


def progress(found: Sequence[Page], at: int) -> tuple[int, int]:
    """The 1-based number of the section that page `at` belongs to, and how many sections there are."""
    known = sections(found)
    reached = [page.section for page in found[: at + 1] if page.section]
    return (known.index(reached[-1]) + 1 if reached else 1), len(known)
