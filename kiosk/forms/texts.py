"""The prose of a form: how its pieces are named in the table `text`, and a form together with its texts.

All of them hang on the entity `form`. `name` is the title, `description` a line below it. The others are named by what
they say and the path or the choice that they belong to: `label:/person/name`, `hint:…`, `guidance:…`, `constraint:…`
(said when a rule is broken), `required:…`, `purpose:…` (why the city may ask), `choice:LIST/NAME`. Where a text has
`${RULE}` the value of that rule belongs (`RunningForm.say` puts it there).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.provenance import Status, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.forms.definition import Form


@dataclass(frozen=True, slots=True)
class FormTexts:
    """The texts of one form, the best language for each, by their names in the table `text`."""

    named: Mapping[str, Text]
    wanted: str

    def _must(self, name: str, otherwise: str) -> Text:
        return self.named.get(name) or Text(otherwise, "und", Status.FALLBACK, self.wanted)

    @property
    def title(self) -> Text:
        """What the form is called."""
        return self._must("name", "")

    @property
    def description(self) -> Text | None:
        """A line that says what the form is for."""
        return self.named.get("description")

    def label(self, path: str) -> Text | None:
        """The question, or the heading of a group."""
        return self.named.get(f"label:{path}")

    def hint(self, path: str) -> Text | None:
        """One line below the question."""
        return self.named.get(f"hint:{path}")

    def guidance(self, path: str) -> Text | None:
        """A longer explanation, behind "more"."""
        return self.named.get(f"guidance:{path}")

    def purpose(self, path: str) -> Text | None:
        """Why the city may ask."""
        return self.named.get(f"purpose:{path}")

    def constraint(self, path: str) -> Text | None:
        """What is said when the answer breaks the form's rule."""
        return self.named.get(f"constraint:{path}")

    def required(self, path: str) -> Text | None:
        """What is said when the answer is missing."""
        return self.named.get(f"required:{path}")

    def choice(self, name: str, choice: str) -> Text:
        """The label of a choice of the list `name`; its bare name when it has none."""
        return self._must(f"choice:{name}/{choice}", choice)


@dataclass(frozen=True, slots=True)
class LoadedForm:
    """A form with its texts in one language.

    id: the primary key in its pack. icon: the name of a pictogram, or ''.
    """

    id: str
    icon: str
    definition: Form
    texts: FormTexts


class Spoken:
    """The texts of a form as its rules ask for them; bare names where there are none."""

    def __init__(self, form: Form, texts: FormTexts | None) -> None:
        self._form = form
        self._texts = texts
        self.language = texts.wanted if texts is not None else "en"

    def choice(self, name: str, choice: str) -> str:
        """The label of a choice of the list `name`."""
        return choice if self._texts is None else str(self._texts.choice(name, choice))

    def text(self, identity: str) -> str:
        """A text by its XForms id: `/data/person/name:label` is ours `label:/person/name`; '' when there is none."""
        path, _, kind = identity.rpartition(":")
        own = path.removeprefix(f"/{self._form.root}")
        found = self._texts.named.get(f"{kind}:{own}") if self._texts is not None else None
        return str(found) if found is not None else ""
