"""`kiosk form`: forms that visitors fill in, and what an office does with them."""

from __future__ import annotations

import click

from kiosk.commands import form_archive, form_fill, form_keygen, form_list, form_read, form_sample, form_try


@click.group("form", epilog="Example: kiosk form read scan.pdf --key forms-2026.key --json")
def group() -> None:
    """Fill in, print and take over forms."""


group.add_command(form_list.command)
group.add_command(form_try.command)
group.add_command(form_sample.command)
group.add_command(form_fill.command)
group.add_command(form_keygen.command)
group.add_command(form_read.command)
group.add_command(form_archive.command)
