"""`kiosk form list`: the forms of a pack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, json_option, opened, pack_option
from kiosk.forms.definition import decode
from kiosk.i18n.fallback import chain

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.content.store import Store


@click.command("list", short_help="List the forms.", epilog="Example: kiosk form list --language ar --json")
@click.option("--language", default="", metavar="TAG", help="The language of the titles; by default the official one.")
@json_option
@pack_option
@data_option
def command(*, language: str, as_json: bool, pack: Path | None, data: Path | None) -> None:
    """List the forms that visitors can fill in."""
    with opened(data, pack) as (store, _trusted):
        manifest = store.manifest
        wanted = chain(language or manifest.official, manifest.languages, ("en",), manifest.official)
        found = [(stored, decode(stored.definition)) for stored in store.forms(wanted)]
        rows = [
            {
                "id": stored.id,
                "slug": stored.slug,
                "title": str(stored.texts.get("name", "")),
                "language": stored.texts["name"].language if "name" in stored.texts else "",
                "version": stored.version,
                "questions": sum(asked.asked for asked in form.fields),
                "sealed": form.sealed,
                "languages": [tag for tag in manifest.languages if _is_in(store, stored.id, tag)],
            }
            for stored, form in found
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['slug']}  {row['title']}  ({row['questions']} questions, version {str(row['version'])[:8]})")
    if not rows:
        click.echo("The pack has no forms.", err=True)


def _is_in(store: Store, form: str, tag: str) -> bool:
    """Whether the form has its title in a language; its labels are then there as well, which the build sees to."""
    title = store.form(form, chain(tag, (tag,), (), tag)).texts.get("name")
    return title is not None and title.language == tag
