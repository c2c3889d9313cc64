"""`kiosk content`: what editors and translators do with a source folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands import content_diff, content_new, content_translations, exchange
from kiosk.commands.options import json_option
from kiosk.commands.tables import print_coverage, print_json, print_table, progressing
from kiosk.publishing import build, moment, review, sarif
from kiosk.publishing.codes import CODES, Level
from kiosk.publishing.findings import FindingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.publishing.findings import Finding

FOLDER = click.Path(file_okay=False, path_type=Path)
COUNTED = ("service", "organization", "place", "term", "guide", "event", "notice", "phrase", "poll", "form", "text")
"""Tables whose rows a person wants to hear about."""


@click.group("content")
def group() -> None:
    """Check, translate and build a source folder of content."""


@group.command(
    "build",
    short_help="Build the pack of a source folder.",
    epilog="Example: kiosk content build db/daugavpils --out build/daugavpils.pack",
)
@click.argument("folder", metavar="SRC", type=FOLDER)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The pack's file.")
@json_option
def build_command(folder: Path, out: Path, *, as_json: bool) -> None:
    """Build the pack of the source folder SRC, or say what is wrong and leave --out as it was."""
    with progressing(f"Building {out} from {folder} …"):
        built = build.build(folder, out)
    if as_json:
        coverage = [asdict(language) for language in built.coverage]
        print_json(
            {
                "path": str(out),
                "content_hash": built.manifest.content_hash,
                "built": built.manifest.built,
                "counts": built.counts,
                "coverage": coverage,
            }
        )
        return
    _print_counts(built.counts)
    print_coverage(built.coverage)
    click.echo(f"{out}  {built.manifest.content_hash}")


@group.command(
    "check", short_help="Say all that is wrong in a source folder.", epilog="Example: kiosk content check db/daugavpils"
)
@click.argument("folder", metavar="SRC", type=FOLDER)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="text for people, json, or sarif (2.1.0) for code hosts and editors.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--notes", is_flag=True, help="List every note (missing translations …), not only how many there are.")
def check_command(folder: Path, form: str, *, as_json: bool, strict: bool, notes: bool) -> None:
    """Say everything that is wrong in the source folder SRC, with file and line; nothing is written.

    The exit code is 1 when there are errors, with --strict also when there are warnings. docs/checks.md has all codes.
    """
    with progressing(f"Checking {folder} …"):
        said = review.review(folder, moment.today())
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    failures = tuple(finding for finding in said.findings if finding.level in failing)
    if as_json or form == "json":
        coverage = [asdict(language) for language in said.coverage]
        print_json({"findings": [finding.as_json() for finding in said.findings], "coverage": coverage})
    elif form == "sarif":
        print_json(sarif.sarif(said.findings, folder))
    else:
        _print_findings([found for found in said.findings if found not in failures], notes=notes)
        print_coverage(said.coverage)
    if failures:
        raise FindingsError(failures, "Not right yet", most=None)


def _print_findings(findings: Iterable[Finding], *, notes: bool) -> None:
    """What does not fail, a line each; of notes only how many there are of each kind, unless they are asked for."""
    counted = Counter[str]()
    for finding in findings:
        if finding.level is Level.NOTE and not notes:
            counted[finding.code] += 1
        else:
            click.echo(str(finding))
    for code, count in sorted(counted.items()):
        click.echo(f"{count} x note {code}: {CODES[code].about} (--notes lists them)")


def _print_counts(counts: dict[str, int]) -> None:
    print_table(("rows of", "count"), ((name, counts[name]) for name in COUNTED if counts[name]))


group.add_command(content_new.command)
group.add_command(content_diff.command)
group.add_command(content_translations.group)
group.add_command(exchange.import_command)
group.add_command(exchange.export_command)
