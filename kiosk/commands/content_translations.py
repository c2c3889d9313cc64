"""`kiosk content translations`: what goes to translators and what comes back from them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kiosk.commands.tables import busy, print_json, print_table
from kiosk.publishing import checks, source, translations

FOLDER = click.Path(file_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")


@click.group("translations")
def group() -> None:
    """Keep the translations of a source folder in step with its texts, send them out and take them in."""


@group.command("update", epilog="Example: kiosk content translations update db/daugavpils --language ar")
@click.argument("folder", metavar="SRC", type=FOLDER)
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be given again.")
@JSON
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
