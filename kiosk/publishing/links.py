"""Where the links inside texts lead: to a page of the web, a telephone, a record, a picture, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.publishing import rules, wording
from kiosk.publishing.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

KINDS = ("service", "place", "guide", "event", "notice", "form")
"""Records that a link may lead to, as `guide:first-steps`; their files lie in the folder of the same name with an s."""

_OUTSIDE = ("tel:", "mailto:", "sms:", "geo:", "media:")


@dataclass(frozen=True, slots=True)
class Targets:
    """What is there to lead to: slugs by kind, and files of the folder `media`."""

    slugs: Mapping[str, frozenset[str]]
    media: frozenset[str]

    @classmethod
    def of(cls, folder: Path) -> Targets:
        """What lies in a source folder."""
        files = {kind: (folder / f"{kind}s").rglob("*") for kind in KINDS}
        slugs = {kind: frozenset(path.stem for path in found if path.is_file()) for kind, found in files.items()}
        media = folder / "media"
        return cls(slugs, frozenset(path.relative_to(folder).as_posix() for path in media.rglob("*") if path.is_file()))

    def dead(self, value: str) -> Iterator[tuple[str, str]]:
        """Each link of a text that leads nowhere, and why."""
        if "](" not in value:
            return
        for target in wording.links(value):
            why = self._why(target)
            if why:
                yield target, why

    def _why(self, target: str) -> str:
        if target.startswith(("http://", "https://")):
            try:
                rules.url(target)
            except rules.RuleError as error:
                return str(error)
            return ""
        if target.startswith(_OUTSIDE):
            return ""
        kind, colon, slug = target.partition(":")
        if colon and kind in self.slugs:
            slug = slug.partition("#")[0]
            hint = did_you_mean(slug, self.slugs[kind])
            if slug in self.slugs[kind]:
                return ""
            return f"the link to {target!r} leads nowhere{hint}; correct it or add {kind}s/{slug or 'NAME'}.md"
        if target.removeprefix("../") in self.media:
            return ""
        return f"the link to {target!r} leads nowhere; write https://…, tel:+…, media/FILE, or a record as service:NAME"
