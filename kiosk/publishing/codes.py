"""Every code that a finding may carry: its level, its name, and what it tells (`docs/checks.md` is about the same).

A code never changes its meaning and is never used again for another one: editors' notes and other programs hold on to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: an error stops a build, a warning is to be looked at, a note tells what is still open."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for. name: in words with hyphens, as other programs show rules. about: one sentence."""

    level: Level
    name: str
    about: str


CODES: dict[str, Code] = {
    "KC100": Code(Level.ERROR, "unreadable-file", "A file cannot be read as what it should be."),
    "KC101": Code(Level.ERROR, "wrong-key", "A key does not exist, is missing, or has a value of another kind."),
    "KC102": Code(Level.ERROR, "wrong-name", "The name of a file, a folder or an item is not one that can be used."),
    "KC103": Code(Level.ERROR, "twice", "Two files, keys, items or entries have one name."),
    "KC104": Code(Level.ERROR, "empty", "A name or an item of a list has no text."),
    "KC105": Code(Level.ERROR, "dead-reference", "A record names another one that is not there."),
    "KC106": Code(Level.ERROR, "wrong-value", "A date, code, amount, duration or icon is not one."),
    "KC107": Code(Level.ERROR, "from-the-future", "A fact is younger than the pack."),
    "KC108": Code(Level.ERROR, "broken-catalogue", "A PO catalogue cannot be read as one."),
    "KC109": Code(Level.ERROR, "wrong-language", "A language tag is not one, or not one of the pack."),
    "KC110": Code(Level.ERROR, "nameless-document", "A required document has no name."),
    "KC120": Code(Level.ERROR, "wrong-form", "A form cannot be read, or one of its rules cannot be evaluated."),
    "KC121": Code(Level.ERROR, "no-purpose", "A form asks for something personal and does not say why."),
    "KC122": Code(Level.ERROR, "unusable-key", "A city key is not a public key, or is not valid on any day."),
    "KC201": Code(Level.ERROR, "wrong-phone", "A telephone number does not parse."),
    "KC202": Code(Level.WARNING, "doubtful-phone", "A telephone number is none that its country gives out."),
    "KC203": Code(Level.ERROR, "wrong-address", "A web or e-mail address is not one."),
    "KC204": Code(Level.ERROR, "impossible-hours", "Opening hours are not a rule, or cannot be evaluated."),
    "KC205": Code(Level.WARNING, "doubtful-hours", "Opening hours never open, or close long after midnight."),
    "KC206": Code(Level.WARNING, "large-code", "An address or an event does not fit a QR code of version 15."),
    "KC301": Code(Level.NOTE, "missing-translation", "A text has no translation into a language of the pack."),
    "KC302": Code(Level.WARNING, "outdated-translation", "The original of a translation has changed."),
    "KC303": Code(Level.WARNING, "other-placeholders", "A translation has other placeholders than its original."),
    "KC304": Code(Level.WARNING, "other-links", "A translation has other Markdown links than its original."),
    "KC305": Code(Level.WARNING, "other-script", "A text stands in another script than its language is written in."),
    "KC306": Code(
        Level.WARNING, "other-language", "A text looks like another language than the one it is labelled as."
    ),
    "KC401": Code(Level.ERROR, "dead-link", "A link inside a text leads nowhere."),
    "KC501": Code(Level.WARNING, "expired", "A record is over."),
    "KC502": Code(Level.NOTE, "unverified", "Nobody has said when the facts of a record were known to be right."),
    "KC503": Code(Level.WARNING, "stale", "Facts are older than two years and visitors are not told to confirm them."),
    "KC601": Code(Level.WARNING, "undrawable", "No installed font has a character."),
    "KC602": Code(Level.ERROR, "bidi-override", "A character turns the direction of writing by force."),
    "KC603": Code(
        Level.WARNING, "open-isolate", "A mark of direction is opened and never closed, or the other way round."
    ),
    "KC604": Code(Level.NOTE, "no-fonts", "No font could be listed, so nothing is known about what can be drawn."),
    "KC701": Code(Level.WARNING, "long-title", "A title is too long for a tile of the screen."),
    "KC702": Code(Level.WARNING, "html", "HTML is left in a text."),
    "KC801": Code(Level.WARNING, "duplicate", "Two services look like the same one."),
}
"""By code. Errors make `kiosk content check` end with 1, the other levels do not unless `--strict` asks for it."""
