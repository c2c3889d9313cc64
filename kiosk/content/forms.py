"""A pack's forms, as the screens ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.content.rows import partial
from kiosk.domain.form import StoredForm
from kiosk.errors import NotFoundError

if TYPE_CHECKING:
    from sqlite3 import Row

    from kiosk.content.reader import Reader
    from kiosk.content.rows import Prose
    from kiosk.i18n.fallback import Chain


class Forms:
    """Questions about forms; PackError for a damaged pack, NotFoundError for what is not there."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def all(self, chain: Chain) -> tuple[StoredForm, ...]:
        """All forms in the pack's order, with their titles alone."""
        rows = self._reader.rows("SELECT * FROM form ORDER BY seq, slug")
        texts = self._reader.prose((row["id"] for row in rows), chain, "name", "description")
        return tuple(_form(row, texts) for row in rows)

    def one(self, key: str, chain: Chain) -> StoredForm:
        """One form by id or slug, with all its texts."""
        rows = self._reader.rows("SELECT * FROM form WHERE id = ?1 OR slug = ?1 ORDER BY id <> ?1 LIMIT 1", key)
        if not rows:
            message = f"the pack has no form {key!r}; `kiosk form list` shows their names"
            raise NotFoundError(message)
        return _form(rows[0], self._reader.prose((rows[0]["id"],), chain))

    def of_evidence(self, evidence: str) -> str:
        """The id of the form that is a thing to bring, by the id of that; '' when it is none."""
        rows = self._reader.rows("SELECT form_id FROM evidence_form WHERE evidence_id = ?", evidence)
        return str(rows[0]["form_id"]) if rows else ""

    def template(self, name: str) -> bytes:
        """The city's own PDF form by its hash."""
        for row in self._reader.rows("SELECT data FROM media WHERE hash = ?", name):
            return bytes(row["data"])
        raise NotFoundError(f"the pack has no PDF form {name!r}; build it again with the file in forms/")


def _form(row: Row, texts: Prose) -> StoredForm:
    return StoredForm(
        row["id"],
        row["slug"],
        row["icon"],
        row["version"],
        row["definition"],
        texts.fields(row["id"]),
        partial(row["verified_on"]),
        bool(row["confirm"]),
    )
