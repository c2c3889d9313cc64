"""`kiosk form fill`: a form filled in from a file of answers, on paper; for trials, and for offices that have the answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.commands.form_found import SUFFIXES, FoundForm, find, in_store
from kiosk.commands.handout import must_be_known, numbered, write
from kiosk.commands.options import data_option, load_settings, opened, pack_option, set_option, settings_over
from kiosk.errors import FormError
from kiosk.forms import handing_in
from kiosk.forms.code import slip
from kiosk.forms.filled import filled
from kiosk.forms.handing_in import Desk
from kiosk.forms.paper.render import City
from kiosk.forms.places import split
from kiosk.forms.problems import Problem
from kiosk.i18n.fallback import chain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.content.store import Store
    from kiosk.forms.running import RunningForm
    from kiosk.forms.texts import FormTexts

WHY = {
    Problem.REQUIRED: "an answer is missing",
    Problem.CONSTRAINT: "the answer breaks a rule of the form",
    Problem.RANGE: "the number is outside its range",
    Problem.PARTIAL: "the date has to be known to the day",
}


@click.command(
    "fill",
    short_help="Print a form with given answers.",
    epilog="Example: kiosk form fill residence-declaration --answers answers.json --language ar --out form.pdf",
)
@click.argument("form")
@click.option(
    "--answers",
    "answers_file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="JSON as `kiosk form sample` writes it; - reads standard input.",
)
@click.option("--language", required=True, metavar="TAG", help="The visitor's language, such as ar.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .pdf, or a .png: its second page becomes FILE-2.png and so on.",
)
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A public key that seals the code; by default that of a trusted pack.",
)
@pack_option
@data_option
@set_option
def command(
    form: str,
    *,
    answers_file: Path,
    language: str,
    out: Path,
    key: Path | None,
    pack: Path | None,
    data: Path | None,
    sets: tuple[str, ...],
) -> None:
    """Print FORM with the answers of a file, in the official language with the visitor's beside it, and the clerk's code.

    What the answers make irrelevant is left out. A form that could not be handed in is refused, with the question that
    has to be mended.
    """
    if out.suffix.lower() not in {".pdf", ".png"}:
        raise click.UsageError(f"{out} ends neither in .pdf nor in .png.")
    said = _read(answers_file)
    if Path(form).suffix.lower() in SUFFIXES:
        settings = load_settings(data, None, sets).settings
        found, desk = _of_file(Path(form), language)
    else:
        with opened(data, pack) as (store, trusted):
            settings = settings_over(store, trusted=trusted, data=data, sets=sets)
            found, desk = _of_pack(store, form, language, settings.languages.fallback, trusted=trusted)
    if key is not None:
        desk = replace(desk, key=_public(key))
    running = filled(found.definition, said, datetime.now(found.zone), found.official)
    _must_be_complete(running, found.texts)
    paper = handing_in.printed(running, found.texts, found.official, desk, slip.draw(), settings.printing.dpi)
    files = [(out, paper.pdf)] if out.suffix.lower() == ".pdf" else numbered(out, paper.pngs())
    for file, content in files:
        write(file, content)
        click.echo(file)


def _of_pack(
    store: Store, form: str, language: str, fallback: Sequence[str], *, trusted: bool
) -> tuple[FoundForm, Desk]:
    manifest = store.manifest
    must_be_known(language, manifest.languages)
    found = in_store(store, form, chain(language, manifest.languages, fallback, manifest.official))
    return found, Desk.of(store, found.definition, datetime.now(found.zone).date(), trusted=trusted)


def _of_file(file: Path, language: str) -> tuple[FoundForm, Desk]:
    """A form's own file, for editors: a demonstration, of the city whose folder it lies in."""
    from kiosk.publishing import pdf_templates, source

    found = find(str(file), language, None, None)
    pack = source.pack_of(file.resolve().parent.parent)
    official = found.official.wanted
    city = City(found.definition.id, {}, official, datetime.now(found.zone).date(), demonstration=True)
    if pack is not None:
        city = City(pack.id, pack.title, official, date.fromisoformat(pack.as_of), demonstration=True)
    template = found.definition.template
    return found, Desk(city, template=pdf_templates.content(file.parent, template) if template else b"")


def _public(file: Path) -> bytes:
    from kiosk.publishing.keys import read_public

    return read_public(file).public


def _read(file: Path) -> dict[str, Any]:
    try:
        with click.open_file(str(file), encoding="utf-8-sig") as opened_file:
            said = json.load(opened_file, parse_float=str)
    except OSError as error:
        raise FormError(f"{file}: {error.strerror}; name a file with answers") from error
    except (ValueError, RecursionError) as error:
        raise FormError(f"{file} is not JSON ({error}); write it as `kiosk form sample` does") from error
    if not isinstance(said, dict):
        raise FormError(f"{file} holds no names and answers; write it as `kiosk form sample` does")
    return said


def _must_be_complete(running: RunningForm, texts: FormTexts) -> None:
    """FormError with the first question that has to be mended, and how many there are."""
    problems = running.problems()
    for place, problem in problems.items():
        message = texts.constraint(split(place)[0]) if problem is Problem.CONSTRAINT else None
        why = running.say(message, place) if message else WHY[problem]
        more = f" ({len(problems)} questions have to be mended)" if len(problems) > 1 else ""
        raise FormError(f"{place.lstrip('/')}: {why}; correct the answers{more}")
