"""A small city as a source folder, correct until a test spoils it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "pack.yaml": """\
id: smalltown
title:
  lv: Mazpilsēta
  en: Smalltown
official: lv
languages: [lv, en, ar]
as_of: 2026-11-24
zone: Europe/Riga
country: LV
emergency: "112"
""",
    "organizations/office.md": """\
---
name: Migrācijas pārvalde
website: https://www.pmlp.gov.lv
sources:
  - https://www.pmlp.gov.lv/lv/filiales
verified_on: 2024-09
---
Pārvalde izsniedz atļaujas.
""",
    "places/hall.md": """\
---
name: Dome
street: Krišjāņa Valdemāra iela 1
city: Daugavpils
postal_code: LV-5401
latitude: 55.8714
longitude: 26.5161
hours: "Mo-Fr 09:00-17:00; PH off"
hours_text: Darbdienās no 9 līdz 17
phones:
  - number: "+37165407437"
    label: Uzziņas
    hours: "Mo-Fr 08:00-12:00"
verified_on: 2025
updated: 2026-10-01
---
""",
    "services/declare.md": """\
---
name: Deklarēt dzīvesvietu
summary: Paziņojiet, kur dzīvojat
organization: office
topics: [papers]
situations: [arrived]
icon: house
requirements:
  - Visiem
evidence:
  - name: Pase
    note: Derīga
  - Līgums
steps:
  - Aizpildiet veidlapu
  - Ejiet uz domi
costs:
  - description: Nodeva
    amount: "4.27"
    currency: EUR
processing_time: P1D
places:
  - place: hall
    hours: "Mo 10:00-12:00"
    note: 1. stāvs
phones:
  - number: "112"
emails: [pasts@pmlp.gov.lv]
links:
  - url: https://latvija.gov.lv
    label: E-pakalpojums
spoken_languages: [lv, ru]
notes:
  - Termiņš ir viens mēnesis
sources:
  - https://www.iem.gov.lv/en/services
confirm: true
updated: 2026-11-20
---
Pastāstiet **pašvaldībai**, kur dzīvojat.

Tas ir vienkārši.
""",
    "terms/papers.md": "---\nname: Dokumenti\nscheme: topic\nicon: passport\nseq: 1\n---\nAtļaujas un kartes\n",
    "terms/arrived.md": "---\nname: Tikko ierados\nscheme: situation\nicon: suitcase\nseq: 1\n---\n",
}


@dataclass(frozen=True)
class City:
    """The source folder of a test."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        """Puts a file there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> Path:
        """Replaces words that stand exactly once in a file."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))


def small_town(folder: Path) -> City:
    """Makes a source folder that builds."""
    made = City(folder)
    for name, text in FILES.items():
        made.write(name, text)
    return made
