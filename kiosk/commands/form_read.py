"""`kiosk form read`: what visitors have printed, taken over without typing."""

from __future__ import annotations

import codecs
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.form_archive import known as known_forms
from kiosk.commands.form_keygen import passphrase_of
from kiosk.commands.options import data_option
from kiosk.errors import CodeError
from kiosk.forms import answers, table
from kiosk.forms.archive import Archive
from kiosk.forms.code import scan, slip
from kiosk.forms.code import seen as seen_slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.forms.code.parts import Part
    from kiosk.forms.code.slip import Reading

STDIN = "-"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a text begins that was saved by some programs of Windows."""

LARGEST = 64 * 2**20
"""Bytes of a scan."""


@click.command(
    "read",
    short_help="Read the clerk's code of a printed form.",
    epilog="Example: kiosk form read scan.pdf --key forms-2026.key --forms ~/forms-archive --json",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The private key; more than one is tried.",
)
@click.option(
    "--forms",
    "known",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A pack, a source folder, or an archive of forms; by default the active pack.",
)
@click.option(
    "--seen",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that remembers what was read, to refuse a copy.",
)
@click.option("--json", "as_json", is_flag=True, help="The answers, the form and its version as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="A line of names and a line of answers.")
@data_option
def command(
    files: tuple[Path, ...],
    *,
    keys: tuple[Path, ...],
    known: tuple[Path, ...],
    seen: Path | None,
    as_json: bool,
    as_csv: bool,
    data: Path | None,
) -> None:
    """Read the clerk's code of one printed form from pictures, PDFs or texts.

    FILE is a PNG, JPEG or PDF, a text with one code on a line, or - for a hand scanner, whatever keyboard layout this
    computer has. All codes of the form have to be there, in any order. What was altered or misread is refused, and so
    are codes of two visitors.
    """
    if as_json and as_csv:
        raise click.UsageError("Choose --json or --csv.")
    from kiosk.publishing import keys as key_files

    private = [key_files.read_private(file, passphrase_of(file)) for file in keys]
    forms = Archive.of(form for place in known or (None,) for form in known_forms(place, data))
    reading = slip.read([part for file in files for part in _parts(file)], private, forms)
    if seen is not None:
        seen_slips.remember(seen, reading.slip, datetime.now(UTC))
    if as_json:
        click.echo(answers.dumps(_as_json(reading)))
    elif as_csv:
        before = {
            name: str(value).lower() if name == "sealed" else str(value) for name, value in _said(reading).items()
        }
        click.echo(table.as_csv(reading.form, reading.answers, before), nl=False)
    else:
        _print(reading)


def _parts(file: Path) -> list[Part]:
    """The parts in one file, told by its first bytes and not by its name."""
    if str(file) == STDIN and sys.stdin.isatty():
        return list(_typed())
    try:
        content = sys.stdin.buffer.read(LARGEST + 1) if str(file) == STDIN else _content(file)
    except OSError as error:
        raise CodeError(f"{file}: {error.strerror}; name a scan of the printed form") from error
    if len(content) > LARGEST:
        raise CodeError(f"{file} has more than {LARGEST // 2**20} MiB; scan the page in grey at {scan.DPI} dpi")
    if content.startswith(b"%PDF"):
        return scan.pdf(content)
    try:
        return scan.lines(content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig").splitlines())
    except UnicodeDecodeError:
        from kiosk.ui import scans

        pixels = scans.grey(content, scan.LONGEST_SIDE)
        if pixels is None:
            raise CodeError(
                f"{file} cannot be read as a picture, PDF or text; scan the page in grey at {scan.DPI} dpi, as PDF, PNG or JPEG"
            ) from None
        return scan.picture(pixels)


def _content(file: Path) -> bytes:
    with file.open("rb") as opened_file:
        return opened_file.read(LARGEST + 1)


def _typed() -> Iterator[Part]:
    """What a hand scanner types at a terminal, until all parts are there."""
    click.echo("Scan the code, or all codes one after the other.", err=True)
    found: set[int] = set()
    for line in sys.stdin:
        if line.strip():
            try:
                (part,) = scan.lines([line])
            except CodeError as error:  # whoever holds the scanner can try again
                click.echo(str(error), err=True)
                continue
            found.add(part.number)
            yield part
            click.echo(f"{len(found)} of {part.count}", err=True)
            if len(found) == part.count:
                return


def _as_json(reading: Reading) -> dict[str, object]:
    return {**_said(reading), "answers": reading.answers.to_json(reading.form)}


def _said(reading: Reading) -> dict[str, str | bool]:
    """What a code says of itself; an open one must never pass for a sealed one."""
    form = reading.form
    return {"form": form.id, "version": form.version, "slip": reading.slip.hex(), "sealed": reading.sealed}


def _print(reading: Reading) -> None:
    click.echo(f"{reading.form.id} ({'sealed' if reading.sealed else 'not sealed: anybody could have made it'})")
    for name, value in table.cells(reading.form, reading.answers):
        if value:
            click.echo(f"{name}: {value}")
