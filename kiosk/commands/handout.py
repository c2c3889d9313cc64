"""`kiosk handout`: the slip of one or more services as a file."""

from __future__ import annotations

import difflib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack
from zoneinfo import ZoneInfo

import click

from kiosk.commands.options import data_option, json_option, opened, pack_option, set_option, settings_over
from kiosk.domain import clock
from kiosk.domain.language import BY_TAG
from kiosk.errors import HandoutError, NotFoundError
from kiosk.handouts import document, receipt, render
from kiosk.handouts.paper import PAPERS, ROLL
from kiosk.i18n.fallback import chain
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kiosk.content.store import Store
    from kiosk.handouts.render import Slip
    from kiosk.packs.manifest import Manifest

FORMATS = ("pdf", "png", "escpos")

NEAR = 3
"""Names that are offered for one that does not exist."""


class Where(TypedDict):
    """Which terminal it is, and which pack."""

    pack: Path | None
    data: Path | None
    sets: tuple[str, ...]


@click.command("handout", epilog="Example: kiosk handout declare-residence --language ar --paper a4 --out slip.pdf")
@click.argument("services", nargs=-1, required=True, metavar="SERVICE…")
@click.option("--language", required=True, metavar="TAG", help="The visitor's language, such as ar.")
@click.option("--paper", type=click.Choice(list(PAPERS)), help="The paper; by default the setting printing.paper.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="The file; by default as --out ends, otherwise pdf.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to; the second page of a PNG becomes FILE-2.png and so on.",
)
@json_option
@pack_option
@data_option
@set_option
def command(
    services: tuple[str, ...],
    *,
    language: str,
    paper: str | None,
    form: str | None,
    out: Path,
    as_json: bool,
    **where: Unpack[Where],
) -> None:
    """Make the slip of SERVICE… : what to bring, steps and contacts, in the visitor's language beside the official one."""
    form = _format(form, out)
    if form == "escpos" and paper not in {None, ROLL}:
        raise click.BadParameter(f"a receipt printer takes {ROLL}, not {paper}", param_hint="--paper")
    with opened(where["data"], where["pack"]) as (store, trusted):
        settings = settings_over(store, trusted=trusted, data=where["data"], sets=where["sets"])
        must_be_known(language, store.manifest.languages)
        _must_exist(services, store)
        handout = document.compose(
            store,
            services,
            language,
            fallback=settings.languages.fallback,
            today=_today(store.manifest),
            demonstration=not trusted,
        )
    paper = paper or (ROLL if form == "escpos" else settings.printing.paper)
    slip = render.slip(handout, paper, settings.printing.dpi)
    files = dict(_files(slip, form, out))
    for file, content in files.items():
        write(file, content)
    if as_json:
        made = {"files": [str(file) for file in files], "format": form, "paper": paper, "language": language}
        click.echo(json.dumps(made | {"services": _codes(services, slip)}, ensure_ascii=False))
    else:
        click.echo("\n".join(map(str, files)))


def _codes(services: Sequence[str], slip: Slip) -> list[dict[str, object]]:
    """For each service, what the codes on the slip are."""
    return [
        {"service": service, "codes": [code.kind for code in codes]}
        for service, codes in zip(services, slip.codes, strict=True)
    ]


def _format(asked: str | None, out: Path) -> str:
    """What kind of file it is to be: as asked, else as the name ends, else a PDF."""
    ending = out.suffix.lower().removeprefix(".")
    ending = ending if ending in FORMATS else ""
    if asked and ending and ending != asked:
        raise click.BadParameter(f"{out} ends in .{ending}, and --format says {asked}", param_hint="--out")
    return asked or ending or "pdf"


def _files(slip: Slip, form: str, out: Path) -> Iterable[tuple[Path, bytes]]:
    """What to write where."""
    if form == "png":
        return numbered(out, slip.pages())
    return [(out, receipt.commands(slip.bitmaps) if form == "escpos" else slip.pdf)]


def must_be_known(language: str, offered: Iterable[str]) -> None:
    """NotFoundError for a tag that neither the interface nor a pack or form, which is `offered` in some, knows."""
    known = sorted({*BY_TAG, *offered})
    if language not in known:
        message = f"There is no language {language!r}; choose one of {', '.join(known)}."
        raise NotFoundError(message)


def _must_exist(services: Sequence[str], store: Store) -> None:
    """NotFoundError, with names that are near, for a service that the pack does not have."""
    official = store.manifest.official
    listed = store.services(chain(official, store.manifest.languages, (), official))
    known = {name for each in listed for name in (each.slug, each.id)}
    for wanted in services:
        if wanted not in known:
            near = difflib.get_close_matches(wanted, [each.slug for each in listed], NEAR)
            hint = f"did you mean {' or '.join(near)}" if near else "find its name with `kiosk search`"
            message = f"There is no service {wanted!r} in the pack; {hint}{'?' if near else '.'}"
            raise NotFoundError(message)


def _today(manifest: Manifest) -> date | None:
    """The day in the city, or None while the clock cannot be trusted."""
    now = datetime.now(UTC)
    if not clock.trusted(now, datetime.fromtimestamp(manifest.built, UTC)):
        return None
    return now.astimezone(ZoneInfo(manifest.zone)).date()


def numbered(out: Path, pages: Iterable[bytes]) -> Iterable[tuple[Path, bytes]]:
    """The file of each page: FILE.png, FILE-2.png, FILE-3.png …"""
    for number, page in enumerate(pages, 1):
        yield out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}"), page


def write(file: Path, content: bytes) -> None:
    """Replaces a file as a whole; raises HandoutError."""
    try:
        with replacing(file) as temporary:
            temporary.write_bytes(content)
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}); name another file with --out."
        raise HandoutError(message) from error
