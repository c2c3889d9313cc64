"""`kiosk form archive`: the definitions of all forms that were ever published, and where they are looked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import data_option, opened, pack_option
from kiosk.errors import CodeError
from kiosk.forms import archive
from kiosk.forms.definition import decode
from kiosk.i18n.fallback import chain
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.forms.definition import Form


@click.command(
    "archive",
    short_help="Keep forms so that old slips can be read.",
    epilog="Example: kiosk form archive --into ~/forms-archive",
)
@click.option(
    "--into",
    required=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The archive; nothing in it changes.",
)
@pack_option
@data_option
def command(*, into: Path, pack: Path | None, data: Path | None) -> None:
    """Keep the definition of every form of a pack, so that slips printed today can be read in years.

    Run it with each pack that is published. A form that is there already is left as it is.
    """
    files = archive.lacking(published(pack, data), into)
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            with replacing(into / name) as temporary:
                temporary.write_bytes(content)
            click.echo(into / name)
    except OSError as error:
        raise CodeError(f"{into} cannot be written ({error.strerror}); name another folder with --into") from error


def known(place: Path | None, data: Path | None) -> Sequence[Form]:
    """The forms of a pack, a source folder or an archive; None is the pack that the terminal shows."""
    if place is None or (place / "pack.yaml").is_file():
        return published(place, data)
    return archive.in_folder(place) if place.is_dir() else archive.in_pack(place)


def published(pack: Path | None, data: Path | None) -> list[Form]:
    """The forms of one pack as it is now."""
    with opened(data, pack) as (store, _trusted):
        official = store.manifest.official
        forms = store.forms(chain(official, store.manifest.languages, (), official))
        return [decode(form.definition) for form in forms]
