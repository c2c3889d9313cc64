"""A source folder of many services, as an editor and twelve translators would have written it; the same in each run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kiosk.publishing import po
from kiosk.publishing.function_words import WORDS
from kiosk.publishing.po import Entry

if TYPE_CHECKING:
    from pathlib import Path

OFFICIAL = "lv"
LANGUAGES = ("en", "ru", "uk", "pl", "de", "fr", "ar", "fa", "ti", "bn", "tr", "el")
"""Twelve catalogues beside the official language: five scripts, both directions."""

FIELDS = (
    ("service/{}/name/0", 60),
    ("service/{}/summary/0", 110),
    ("service/{}/description/0", 320),
    ("requirement/{}.1/name/0", 150),
    ("requirement/{}.2/name/0", 150),
    ("evidence/{}.1/name/0", 80),
    ("evidence/{}.2/name/0", 80),
    ("service/{}/step/0", 160),
    ("service/{}/step/1", 160),
    ("service/{}/step/2", 160),
    ("service/{}/note/0", 190),
    ("service/{}/note/1", 190),
)
"""The twelve texts of a service and how many characters they have, on average 150."""

ORGANIZATIONS = 50


def write(folder: Path, services: int) -> None:
    """Makes `folder`, which does not exist, with all its files."""
    for kind in ("organizations", "places", "services", "terms", "locales"):
        (folder / kind).mkdir(parents=True)
    titles = "".join(f"\n  {tag}: Sample" for tag in (OFFICIAL, *LANGUAGES))
    (folder / "pack.yaml").write_text(
        f"id: sample\ntitle:{titles}\nofficial: {OFFICIAL}\nlanguages: [{OFFICIAL}, {', '.join(LANGUAGES)}]\n"
        'as_of: 2026-11-24\nzone: Europe/Riga\ncountry: LV\nemergency: "112"\n',
        encoding="utf-8",
    )
    (folder / "terms" / "papers.md").write_text(
        "---\nname: Dokumenti\nscheme: topic\nicon: passport\nseq: 1\n---\n", encoding="utf-8"
    )
    for number in range(ORGANIZATIONS):
        _facts(folder / "organizations" / f"o{number}.md", f"Iestāde {number}", "website: https://www.example.lv\n")
        place = f'street: Lielā iela {number}\ncity: Daugavpils\nhours: "Mo-Fr 09:00-17:00; PH off"\n'
        _facts(folder / "places" / f"p{number}.md", f"Ēka {number}", place)
    chance = random.Random(services)
    words = WORDS[OFFICIAL].split()
    entries = []
    for number in range(services):
        texts = [_text(chance, words, length) for _context, length in FIELDS]
        texts[0] = f"{texts[0][:50].strip()} {number}"
        slug = f"s{number}"
        (folder / "services" / f"{slug}.md").write_text(_service(number, texts), encoding="utf-8")
        contexts = (context.format(slug) for context, _length in FIELDS)
        entries.extend((context, text, f"services/{slug}.md") for context, text in zip(contexts, texts, strict=True))
    for tag in LANGUAGES:
        words = WORDS[tag].split()
        translated = (
            Entry(context, text, _text(chance, words, len(text)), file=file) for context, text, file in entries
        )
        (folder / "locales" / f"{tag}.po").write_text(po.render(translated, tag, "sample"), encoding="utf-8")


def _text(chance: random.Random, words: list[str], length: int) -> str:
    """Words of about `length` characters, a sentence each ten."""
    chosen = chance.choices(words, k=length // 3)
    text = " ".join(chosen)[:length].strip()
    return f"{text[:1].upper()}{text[1:]}"


def _facts(path: Path, name: str, more: str) -> None:
    sources = "sources:\n  - https://www.example.lv/par\nverified_on: 2026-03\n"
    path.write_text(f"---\nname: {name}\n{more}{sources}---\n", encoding="utf-8")


def _service(number: int, texts: list[str]) -> str:
    name, summary, body, first, second, paper, other, *rest = texts
    steps, notes = rest[:3], rest[3:]
    one = number % ORGANIZATIONS
    return (
        f"---\nname: {name}\nsummary: {summary}\norganization: o{one}\ntopics: [papers]\nicon: passport\n"
        f"requirements:\n  - {first}\n  - {second}\nevidence:\n  - {paper}\n  - {other}\nsteps:\n"
        + "".join(f"  - {step}\n" for step in steps)
        + f'places:\n  - place: p{one}\n    hours: "Mo-Fr 10:00-16:00"\nphones:\n  - "+37165407437"\nnotes:\n'
        + "".join(f"  - {note}\n" for note in notes)
        + f"sources:\n  - https://www.example.lv/pakalpojumi/{number}\nverified_on: 2026-03\nupdated: 2026-11-20\n---\n{body}\n"
    )
