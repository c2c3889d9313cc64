"""A source folder to begin with: one record of each kind that a first pack needs, right from the start and easy to replace."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import checks, source, writing
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.records import Evidence, Organization, Place, Service, ServicePlace, Term

if TYPE_CHECKING:
    from kiosk.publishing.records import Keys, Pack

README = """\
# {title}

What lies here becomes a pack for the kiosk. Every text is a sample, in English: write your own, in the language {official}.
A file's name is the record's id; other files point to it by that word, so choose it with care and keep it.

    pack.yaml                     city, languages, date
    organizations/city-hall.md    who answers for services: a file each
    places/city-hall.md           where people go, and when it is open
    terms/*.md                    topics and life situations: the tiles of the home screen
    services/sample.md            what people come for

    kiosk content check {name}                  what is wrong or still open
    kiosk content translations update {name}    a catalogue in locales/ for each other language
    kiosk content build {name} --out {name}.pack
    kiosk run --pack {name}.pack --windowed

All keys are in docs/editors.md of the kiosk. This file is not read.
"""

RECORDS: dict[str, tuple[Keys, str]] = {
    "organizations/city-hall.md": (Organization(name="City hall"), ""),
    "places/city-hall.md": (
        Place(name="City hall", street="Main street 1", city="Sample", hours="Mo-Fr 09:00-17:00; PH off"),
        "",
    ),
    "terms/papers.md": (Term(name="Papers", scheme="topic", icon="passport", seq=1), ""),
    "terms/arrived.md": (Term(name="Just arrived", scheme="situation", icon="suitcase", seq=1), ""),
    "services/sample.md": (
        Service(
            name="Sample",
            summary="Replace this",
            organization="city-hall",
            topics=("papers",),
            situations=("arrived",),
            icon="house",
            evidence=(Evidence(name="Passport"),),
            steps=("Go to the city hall",),
            places=(ServicePlace(place="city-hall"),),
        ),
        "",
    ),
}
"""The files beside `pack.yaml`: keys and body of each. Nobody has verified them, so a visitor is told to confirm them."""


def write(folder: Path, pack: Pack) -> tuple[str, ...]:
    """Makes `folder`, which is not there or empty; the names of its files.

    Raises SourceError when it cannot be made, with what is wrong in `pack`; nothing is left then.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            message = f"{folder} is there already; name a new folder"
            raise SourceError(message)
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.absolute().parent) as work:
            made = Path(work) / folder.name
            files = {"pack.yaml": writing.pack(pack)}
            files |= {name: writing.record(keys, body) for name, (keys, body) in RECORDS.items()}
            title = pack.title[pack.official]
            files["README.md"] = README.format(title=title, official=pack.official, name=folder.name)
            for name, text in files.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_text(text, encoding="utf-8")
            _check(made)
            made.rename(folder)
    except OSError as error:
        message = f"{folder} cannot be made ({error.strerror}); name another folder"
        raise SourceError(message) from error
    return tuple(files)


def _check(made: Path) -> None:
    """SourceError for a pack that could not be: the folder is ours, so what is wrong was given."""
    try:
        checks.check(source.read(made))
    except FindingsError as error:
        message = "; ".join(finding.text for finding in error.findings)
        raise SourceError(message) from error
