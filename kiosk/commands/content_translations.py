"""`kiosk content translations`: what goes to translators and what comes back from them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kiosk.commands.options import json_option
from kiosk.commands.tables import busy, print_coverage, print_json, print_table
from kiosk.errors import SourceError
from kiosk.publishing import checks, edition, exchange, source, translations
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.durable import replacing

FOLDER = click.Path(file_okay=False, path_type=Path)
LANGUAGE = click.option("--language", "tag", required=True, metavar="TAG", help="The language, such as ar.")
FORMAT = click.Choice(["po", "xliff"])


@click.group("translations", short_help="Send texts to translators and take them in.")
def group() -> None:
    """Keep the translations of a source folder in step with its texts, send them out and take them in."""


@group.command(
    "update",
    short_help="Bring catalogues in step with their texts.",
    epilog="Example: kiosk content translations update db/daugavpils --language ar",
)
@click.argument("folder", metavar="SRC", type=FOLDER)
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be given again.")
@json_option
def update_command(folder: Path, tags: tuple[str, ...], *, as_json: bool) -> None:
    """Make or update SRC/locales/TAG.po: new texts empty, changed ones fuzzy, obsolete ones removed."""
    with busy(f"Updating the catalogues of {folder} …"):
        read = source.read(folder)
        checks.check(read)
        updates = translations.update(read, tags)
    if as_json:
        print_json([{**asdict(update), "path": str(update.path)} for update in updates])
        return
    columns = ("catalogue", "translated", "out of date", "empty", "removed")
    print_table(columns, ((u.path.name, u.translated, u.outdated, u.empty, u.removed) for u in updates))


@group.command(
    "export",
    short_help="Write one file for translators.",
    epilog="Example: kiosk content translations export db/daugavpils --language ar --out ar.po",
)
@click.argument("folder", metavar="SRC", type=FOLDER)
@LANGUAGE
@click.option("--format", "form", type=FORMAT, default="po", help="po (gettext) or xliff (2.0); po unless said.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file; standard output unless said.")
def export_command(folder: Path, tag: str, form: exchange.Format, out: Path | None) -> None:
    """Write what there is to translate into TAG, with what is translated, as one file for translators."""
    with busy(f"Reading {folder} …"):
        text = exchange.export(source.read(folder), tag, form)
    if out is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        with replacing(out) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror}); name another file with --out"
        raise SourceError(message) from error
    click.echo(str(out))


@group.command(
    "import",
    short_help="Take a translator's file in.",
    epilog="Example: kiosk content translations import db/daugavpils --language ar --from ar.po",
)
@click.argument("folder", metavar="SRC", type=FOLDER)
@LANGUAGE
@click.option("--from", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file.")
@click.option("--format", "form", type=FORMAT, help="po or xliff; told by the file unless said.")
@json_option
def import_command(folder: Path, tag: str, file: Path, form: exchange.Format | None, *, as_json: bool) -> None:
    """Bring a translator's file into SRC/locales/TAG.po, or say what is wrong in it and leave that as it was.

    Only a comment that names a person makes a text human; what came for an older original is out of date.
    """
    with busy(f"Reading {file} …"):
        done = exchange.take_in(source.read(folder), tag, file, form)
    if as_json:
        print_json({**asdict(done), "path": str(done.path)})
        return
    columns = ("catalogue", "changed", "unchanged", "not ours", "guesses left out", "names withdrawn")
    print_table(columns, [(done.path.name, done.changed, done.unchanged, done.unknown, done.guesses, done.withdrawn)])


@group.command(
    "status",
    short_help="Count the texts of each language.",
    epilog="Example: kiosk content translations status db/daugavpils",
)
@click.argument("folder", metavar="SRC", type=FOLDER)
@json_option
def status_command(folder: Path, *, as_json: bool) -> None:
    """Count the texts of each language: original, by people, by machine, out of date, missing."""
    with busy(f"Reading {folder} …"):
        read = edition.read(folder)
        official = Coverage.of_official(read.source.pack.keys.official, len(read.texts))
        coverage = (official, *read.coverage())
    if as_json:
        print_json([asdict(language) for language in coverage])
        return
    print_coverage(coverage)
