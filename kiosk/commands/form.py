"""`kiosk form`: forms that visitors fill in, and what an office does with them."""

from __future__ import annotations

import click

from kiosk.commands import form_archive, form_fill, form_keygen, form_read


@click.group("form", epilog="Example: kiosk form read scan.pdf --key forms-2026.key --json")
def group() -> None:
    """Fill in, print and take over forms."""


group.add_command(form_fill.command)
group.add_command(form_keygen.command)
group.add_command(form_read.command)
group.add_command(form_archive.command)
