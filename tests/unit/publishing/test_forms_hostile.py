"""Workbooks and rules that would take minutes and gigabytes end in a sentence."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import FormError
from kiosk.publishing import forms
from tests.helpers.workbooks import row, workbook
from tests.helpers.xlsforms import put, survey

if TYPE_CHECKING:
    from pathlib import Path

BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10))
    + "]>"
)


def test_a_workbook_that_explodes_is_not_opened(tmp_path: Path) -> None:
    book = workbook(tmp_path / "bomb.xlsx", *(row(*("x" * 40,) * 30),) * 60_000)
    assert book.stat().st_size < 1_000_000
    with pytest.raises(FormError, match="it unpacks to"):
        forms.read(book, "en")


def test_a_workbook_of_too_many_cells_is_not_opened(tmp_path: Path) -> None:
    book = workbook(tmp_path / "cells.xlsx", *(row(*"abcdefghij"),) * 16_000)
    with pytest.raises(FormError, match="176000 rows and cells"):
        forms.read(book, "en")


def test_entities_are_refused_in_workbooks_and_in_xforms(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="cannot be read as a form"):
        forms.read(workbook(tmp_path / "bomb.xlsx", row("type", "name"), row("text", "&k;"), before=BOMB), "en")
    with pytest.raises(FormError, match="document type"):
        forms.read(put(tmp_path, f"<?xml version='1.0'?>{BOMB}<x>&k;</x>", "bomb.xml"), "en")


MEASURE = """import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "kiosk.publishing.xlsform_child", sys.argv[1]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
"""A process between, for a child begins with the memory of its parent, and a test's is large."""


def test_the_reader_runs_within_its_memory(tmp_path: Path) -> None:
    """What slips past the first look at a workbook meets the child's own limit."""
    path = put(tmp_path, survey(*(f"text | q{n} | {'long ' * 1900} |  |  |  |  |  | " for n in range(900))))
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, check=True)
    assert int(done.stdout) < 300 * 1024


def hostile(folder: Path) -> dict[str, Path]:
    """Forms whose rules would take minutes and gigabytes, by what is said about them."""
    many = [f"text | q{n} | Q |  |  |  |  |  | " for n in range(300)]
    choices = "".join(f"|  | l | c{n} | C{n} |\n" for n in range(5000))
    listed = "| choices |\n|  | list_name | name | label |\n" + choices
    within = "count(/data/*[count(/data/*[count(/data/*[string-length(.) > 0]) > 0]) > 0])"
    filtered = "count(instance('l')/root/item[contains(name, '1')][contains(name, '{}')])"
    slow = "count(instance('l')/root/item[regex(concat('aaaaaaaaaaaaaaaaa', name), concat('(a\\|aa)+', '$'))])"
    select = "select_one l | s | S |  |  |  |  |  | "
    long = "calculate | long |  |  |  | concat('" + "x" * 9000 + "', ${q0}" + f", '{'y' * 9000}'" + ") |  |  | "
    copies = [f"calculate | c{n} |  |  |  | concat({', '.join(['${long}'] * 5)}, {n}) |  |  | " for n in range(1500)]
    forms = {
        "through all questions too many times": survey(*many, f"text | b | B | {within} |  |  |  |  | "),
        "/data/*[1][1]": survey(*many, "text | b | B | count(/data/*" + "[1]" * 6000 + ") |  |  |  |  | "),
        "too many and too large": survey(*many, *(f"text | b{n} | B |  | count(/data/*[string(.) = {n} or . = 'x']) > 0 |  |  |  | " for n in range(300))),
        "together take too many steps": survey(select, *(f"calculate | k{n} |  |  |  | {filtered.format(n)} |  |  | " for n in range(300))) + listed,
        "take too long together": survey(select, f"calculate | k |  |  |  | {slow} |  |  | ") + listed,
        "too many steps; write": survey(many[0], long, *copies),
    }  # fmt: skip
    return {said: put(folder, text, f"f{number}.md") for number, (said, text) in enumerate(forms.items())}


READ_ALL = """import sys
from pathlib import Path
from kiosk.errors import FormError
from kiosk.publishing import forms
for path in sys.argv[1:]:
    try:
        forms.read(Path(path), "en")
    except FormError as error:
        print(str(error).replace("\\n", "|"))
    else:
        print("read", path)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))"""
"""What the kernel says of the process itself: other figures begin with the memory of its parent."""


def test_hostile_rules_end_in_a_sentence_and_within_memory(tmp_path: Path) -> None:
    """How long they take is the bench's to say; without the limits on parts and steps it is minutes."""
    expected = hostile(tmp_path)
    command = [sys.executable, "-c", READ_ALL, *map(str, expected.values())]
    *answers, memory = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    assert len(answers) == len(expected)
    for said, answer in zip(expected, answers, strict=True):
        assert said in answer
    assert int(memory) < 300 * 1024
