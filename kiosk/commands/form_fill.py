"""`kiosk form fill`: a form filled in from a file of answers, on paper; for trials, and for offices that have the answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from kiosk.commands.handout import must_be_known, numbered, write
from kiosk.commands.options import data_option, load_settings, opened, pack_option, set_option
from kiosk.errors import FormError
from kiosk.forms import handing_in, loading
from kiosk.forms.code import slip
from kiosk.forms.handing_in import Desk
from kiosk.forms.places import split
from kiosk.forms.problems import Problem
from kiosk.forms.running import filled
from kiosk.i18n.fallback import chain

if TYPE_CHECKING:
    from kiosk.forms.running import RunningForm
    from kiosk.forms.texts import FormTexts

WHY = {
    Problem.REQUIRED: "an answer is missing",
    Problem.CONSTRAINT: "the answer breaks a rule of the form",
    Problem.RANGE: "the number is outside its range",
    Problem.PARTIAL: "the date has to be known to the day",
}


@click.command(
    "fill", epilog="Example: kiosk form fill residence-declaration --answers answers.json --language ar --out form.pdf"
)
@click.argument("form")
@click.option(
    "--answers",
    "answers_file",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="JSON as `kiosk form sample` writes it; - reads standard input.",
)
@click.option("--language", required=True, help="The visitor's language, such as ar.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .pdf, or a .png: its second page becomes FILE-2.png and so on.",
)
@click.option(
    "--key",
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
    settings = load_settings(data, None, sets).settings
    said = _read(answers_file)
    with opened(data, pack) as (store, trusted):
        manifest = store.manifest
        must_be_known(language, manifest)
        wanted = chain(language, manifest.languages, settings.languages.fallback, manifest.official)
        visitor = loading.load(store, form, wanted)
        official = loading.load(store, form, chain(manifest.official, manifest.languages, (), manifest.official))
        now = datetime.now(ZoneInfo(manifest.zone))
        running = filled(visitor.definition, said, now, official.texts)
        _must_be_complete(running, visitor.texts)
        desk = Desk.of(store, visitor.definition, now.date(), trusted=trusted)
        if key is not None:
            desk = replace(desk, key=_public(key))
        paper = handing_in.printed(running, visitor.texts, official.texts, desk, slip.draw(), settings.printing.dpi)
    files = [(out, paper.pdf)] if out.suffix.lower() == ".pdf" else numbered(out, paper.pngs())
    for file, content in files:
        write(file, content)
        click.echo(file)


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
