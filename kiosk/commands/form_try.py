"""`kiosk form try`: what rules of a form give, for editors."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.form_found import find
from kiosk.commands.options import data_option, json_option, pack_option
from kiosk.errors import ExpressionError, FormError
from kiosk.forms.filled import filled
from kiosk.forms.running import RunningForm
from kiosk.forms.shown import shown

if TYPE_CHECKING:
    from kiosk.commands.form_found import FoundForm


@click.command(
    "try",
    short_help="Say what a rule of a form gives.",
    epilog="Example: kiosk form try db/daugavpils/forms/residence.md 'today()' \"${reason} = 'own'\"",
)
@click.argument("form")
@click.argument("expressions", nargs=-1, required=True, metavar="EXPRESSION…")
@click.option(
    "--instance",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Answers to evaluate on: an XForms instance (.xml), or JSON as `kiosk form sample` prints it.",
)
@click.option(
    "--at", default="", metavar="PLACE", help="The question that relative paths begin at, such as /children[2]/name."
)
@click.option("--language", default="", metavar="TAG", help="The language of labels; by default the official one.")
@json_option
@pack_option
@data_option
def command(
    form: str,
    expressions: tuple[str, ...],
    *,
    instance: Path | None,
    at: str,
    language: str,
    as_json: bool,
    pack: Path | None,
    data: Path | None,
) -> None:
    """Evaluate each EXPRESSION (XPath as in an XLSForm, with ${question}) on FORM, a name or a file, and print its value.

    A rule that cannot be evaluated is named on standard error, and the exit code is then 1.
    """
    found = find(form, language, pack, data)
    running = _running(found, instance)
    rows = [_tried(running, rule, at) for rule in expressions]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for row in rows:
        said = row.get("value", "")
        if "error" in row:
            click.echo(f"`{_short(str(row['expression']))}`: {row['error']}", err=True)
        elif not as_json:
            click.echo("\n".join(said) if isinstance(said, list) else said)
    if any("error" in row for row in rows):
        click.get_current_context().exit(1)


def _short(rule: str) -> str:
    return rule if len(rule) <= 60 else f"{rule[:57]}…"  # noqa: PLR2004 - part of a line


def _tried(running: RunningForm, rule: str, at: str) -> dict[str, str | list[str]]:
    """What a rule gives, or what is wrong with it: one bad rule does not keep the others from being shown."""
    try:
        value = running.evaluate(rule, at)
    except ExpressionError as error:
        return {"expression": rule, "error": str(error)}
    return {"expression": rule, "value": shown(value), "type": _kind(value)}


def _kind(value: object) -> str:
    names = {bool: "boolean", float: "number", str: "string", tuple: "nodeset", datetime: "date"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "time")


def _running(found: FoundForm, instance: Path | None) -> RunningForm:
    now = datetime.now(found.zone)
    if instance is None:
        return RunningForm(found.definition, now, found.texts)
    try:
        content = instance.read_bytes()
    except OSError as error:
        message = f"{instance}: {error.strerror}; name a file with answers"
        raise FormError(message) from error
    if instance.suffix.lower() == ".json":
        try:
            answers = json.loads(content)
        except ValueError as error:
            message = f"{instance}: it is not JSON ({error}); print one with `kiosk form sample`"
            raise FormError(message) from error
    else:
        from kiosk.publishing.xform_instance import read

        try:
            answers = read(content, found.definition)
        except FormError as error:
            message = f"{instance}: {error}"
            raise FormError(message) from error
    return filled(found.definition, answers, now, found.texts)
