"""The texts of an XForm: from its translations (`itext`), or from where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.errors import FormError
from kiosk.publishing.form_languages import tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

X = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"

MISSING = "-"
"""What pyxform writes where a translation is missing."""

_MEDIA = frozenset({"image", "big-image", "audio", "video"})
_FORMS = {"": ("", "long", "short")}
"""Forms of a text that are prose, the best first (XForms specification of ODK, "languages")."""

_ITEXT = re.compile(r"\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*")


class XFormTexts:
    """Gathers texts by language and by the names of `kiosk.forms.texts`.

    official: the tag of texts that stand where they are used, without a language.
    """

    def __init__(self, model: Element, official: str) -> None:
        self.official = official
        self._ids: dict[str, dict[str, dict[str, str]]] = {}
        for translation in model.iterfind(f"{X}itext/{X}translation"):
            self._translated(translation, self._language(translation.get("lang", "")))
        self.languages = tuple(self._ids) or (official,)
        self.named: dict[str, dict[str, str]] = {language: {} for language in self.languages}

    def _translated(self, translation: Element, language: str) -> None:
        """Two columns may be of one language, as long as they do not say two things in one place."""
        ids = self._ids.setdefault(language, {})
        for text in translation.iterfind(f"{X}text"):
            identity = text.get("id", "")
            forms = ids.setdefault(identity, {})
            for value in text.iterfind(f"{X}value"):
                words, form = said(value), value.get("form", "")
                if words != MISSING and forms.setdefault(form, words) != words:
                    message = f"{identity}: two columns are of the language {language}, {forms[form]!r} and {words!r}; keep one of them"
                    raise FormError(message)

    def left_out(self) -> Iterator[str]:
        """A sentence for the pictures and sounds of labels, which a kiosk does not show."""
        media = {
            text
            for ids in self._ids.values()
            for forms in ids.values()
            for form, text in forms.items()
            if form in _MEDIA
        }
        if media:
            yield f"left out the pictures and sounds of labels ({', '.join(sorted(media))})"

    def is_media(self, element: Element | None) -> bool:
        """Whether a label refers to a picture or a sound."""
        match = _ITEXT.fullmatch(element.get("ref", "")) if element is not None else None
        identity = (match[1] or match[2]) if match else ""
        return any(_MEDIA & ids.get(identity, {}).keys() for ids in self._ids.values())

    def _language(self, name: str) -> str:
        return self.official if name in {"", "default"} else tag(name)

    def take(self, element: Element | None, name: str, form: str = "") -> None:
        """The text of a label, hint or message under `name`; nothing when there is none."""
        if element is not None and not self.take_reference(element.get("ref", ""), name, form):
            self._put(self.official, name, said(element))

    def take_reference(self, reference: str, name: str, form: str = "") -> bool:
        """Takes the text that `jr:itext('…')` names, in all languages; False when `reference` is no such thing."""
        match = _ITEXT.fullmatch(reference)
        if match is not None:
            self.take_id(match[1] or match[2] or "", name, form)
        return match is not None

    def take_id(self, identity: str, name: str, form: str = "") -> None:
        """Takes the text with this id in all languages."""
        for language, ids in self._ids.items():
            forms = ids.get(identity, {})
            self._put(language, name, next((forms[each] for each in _FORMS.get(form, (form,)) if each in forms), ""))

    def take_message(self, message: str, name: str) -> None:
        """A message of a bind: a reference, or the text itself."""
        if message and not self.take_reference(message, name):
            self._put(self.official, name, message.strip())

    def put(self, language: str, name: str, text: str) -> None:
        """A text that comes from elsewhere."""
        self._put(language or self.official, name, text)

    def forget(self, beginning: str) -> None:
        """Drops all texts whose names begin so."""
        for texts in self.named.values():
            for name in [name for name in texts if name.startswith(beginning)]:
                del texts[name]

    def _put(self, language: str, name: str, text: str) -> None:
        if not text or text == MISSING:
            return
        before = self.named.setdefault(language, {}).setdefault(name, text)
        if before != text and name.startswith("choice:"):
            message = f"{name.removeprefix('choice:')}: two choices of this name are called {before!r} and {text!r}; rename one"
            raise FormError(message)

    def must_be_whole(self) -> None:
        """Raises FormError for a label or choice that one language has and another lacks: pyxform would show `-`."""
        names = {
            name: None for texts in self.named.values() for name in texts if name.startswith(("label:", "choice:"))
        }
        for language in self.languages:
            for name in names:
                if name not in self.named[language]:
                    what, _, where = name.partition(":")
                    missing = "its label" if what == "label" else "the label of this choice"
                    message = f"{where}: {missing} is missing in {language}; translate it, or take that column out"
                    raise FormError(message)


def said(element: Element) -> str:
    """The text of an element; `<output value="RULE"/>` becomes `${RULE}`."""
    return "".join(_pieces(element)).strip()


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{X}output":
            yield f"${{{(child.get('value') or child.get('ref') or '').strip()}}}"
        else:
            yield from _pieces(child)
        yield child.tail or ""
