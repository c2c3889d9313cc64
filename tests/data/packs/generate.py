"""Writes `format-MAJOR.MINOR.pack` for the format of today, once: a stored pack is never written again.

    python -m tests.data.packs.generate

Run it when `kiosk.packs.schema.FORMAT` changes, and commit the file. It has a row in every table.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from kiosk.packs import schema
from tests.helpers.packs import Town

HERE = Path(__file__).parent


def whole() -> Town:
    """A town with one service that has all that a service can have."""
    town = Town()
    town.council()
    town.service(
        "declare",
        {"lv": "Deklarēšana", "en": "Declare your address", "ar": "التصريح بالعنوان"},
        summary={"lv": "Paziņojiet adresi", "en!": "Tell the address"},
        at="HALL",
        term="PAPERS",
    )
    town.text("service", "DECLARE", "description", {"lv": "**Svarīgi**", "en+": "**Important**"}, format="markdown")
    for seq, step in enumerate(("Ienāciet", "Parakstiet")):
        town.text("service", "DECLARE", "step", step, seq)
    town.text("service", "DECLARE", "note", "Viens mēnesis")
    town.text("service_at_place", "DECLARE@HALL", "note", "2. stāvs")
    town.add("requirement", id="R1", service_id="DECLARE")
    town.text("requirement", "R1", "name", "Ikvienam")
    town.add("evidence", id="E1", service_id="DECLARE")
    town.text("evidence", "E1", "name", {"lv": "Pase", "en": "Passport"})
    town.add("cost", id="C1", service_id="DECLARE", amount="4.27", currency="EUR")
    town.text("cost", "C1", "description", "Valsts nodeva")
    town.add("spoken_language", service_id="DECLARE", tag="ru")
    for identity, entity, owner in (("S1", "place", "HALL"), ("S2", "phone", "P1")):
        town.add("schedule", id=identity, entity=entity, entity_id=owner, rule="Mo-Fr 09:00-17:00", zone="Europe/Riga", country="LV")  # fmt: skip
    town.text("schedule", "S1", "original", "Darbdienās 9–17")
    town.add(
        "phone", id="P1", entity="service", entity_id="DECLARE", number="+37165400000", verified_on="2026-10", confirm=1
    )
    town.text("phone", "P1", "label", "Informācija")
    town.add("channel", id="W1", entity="service", entity_id="DECLARE", kind="web", address="https://town.example/form")
    town.text("channel", "W1", "label", "Veidlapa")
    town.add(
        "channel", id="M1", entity="service", entity_id="DECLARE", seq=1, kind="email", address="hello@town.example"
    )
    town.add("source", entity="service", entity_id="DECLARE", url="https://town.example/source")
    town.add("xref", entity="service", id="DECLARE", scheme="town", external_id="17")
    for table in ("area", "contact", "event", "guide", "notice", "phrase", "poll", "concept", "city_key"):
        town.add(table, id=f"{table}-1")
    for table in ("output", "legal_resource"):
        town.add(table, id=f"{table}-1", service_id="DECLARE")
    town.add("poll_choice", id="poll_choice-1", poll_id="poll-1")
    town.add("form", id="F1", slug="declaration", definition="{}")
    town.add("evidence_form", evidence_id="E1", form_id="F1")
    town.add("entity_term", entity="guide", entity_id="guide-1", term_id="PAPERS")
    town.add("relation", from_id="DECLARE", kind="requires", to_id="guide-1")
    town.add("residue", entity="service", id="DECLARE", scheme="hsds", name="x", value="1")
    town.add("media", hash="0" * 64, type="image/png", width=1, height=1, data=b"\x89PNG")
    return town


if __name__ == "__main__":
    file = HERE / "format-{}.{}.pack".format(*schema.FORMAT)
    if file.exists():
        sys.exit(f"{file} is stored already and stays as it is")
    with closing(whole()) as town:
        town.write(file)
