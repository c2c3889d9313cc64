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


def all_of(reader: Reader, chain: Chain) -> tuple[StoredForm, ...]:
    """All forms in the pack's order, with their titles alone."""
    rows = reader.rows("SELECT * FROM form ORDER BY seq, slug")
    texts = reader.prose((row["id"] for row in rows), chain, "name", "description")
    return tuple(_form(row, texts) for row in rows)


def one(reader: Reader, key: str, chain: Chain) -> StoredForm:
    """One form by id or slug, with all its texts; raises NotFoundError."""
    rows = reader.rows("SELECT * FROM form WHERE id = ?1 OR slug = ?1 ORDER BY id <> ?1 LIMIT 1", key)
    if not rows:
        message = f"the pack has no form {key!r}; `kiosk form list` shows their names"
        raise NotFoundError(message)
    return _form(rows[0], reader.prose((rows[0]["id"],), chain))


def of_evidence(reader: Reader, service: str) -> dict[str, str]:
    """The forms among what a service (by id) asks one to bring: id of the evidence to id of the form."""
    rows = reader.rows(
        "SELECT f.evidence_id, f.form_id FROM evidence_form f JOIN evidence e ON e.id = f.evidence_id"
        " WHERE e.service_id = ?",
        service,
    )
    return {row["evidence_id"]: row["form_id"] for row in rows}


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
