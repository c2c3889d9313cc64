"""Our evaluator and JavaRosa itself work the same forms out the same way: relevance, calculations, constraints.

JavaRosa lies in pyxform's wheel; where there is no Java the tests are left out. What we do otherwise on purpose is in
`kiosk.forms.expressions.values` and `kiosk.forms.running`, and the forms here keep out of its way: a date compared with a
text, times of day, a truth value beside the text 'false', and a choice that its list no longer offers (which JavaRosa
leaves to who draws the form).
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pyxform

from kiosk.domain.provenance import PartialDate
from kiosk.errors import FormError
from kiosk.forms.answers import lexical
from kiosk.forms.definition import CHOOSING, Field, Group, Kind, Repeat
from kiosk.forms.problems import Problem
from kiosk.forms.running import RunningForm
from kiosk.publishing import forms, xform
from tests.helpers.made_forms import MadeForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.forms.answers import Value
    from kiosk.forms.definition import Form

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "data" / "xlsform"
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
CLASS = ROOT / "tests" / "data" / "forms" / "Rosa.java"

pytestmark = pytest.mark.skipif(not shutil.which("java") or not JAR.exists(), reason="there is no Java here")

Snapshot = dict[str, tuple[bool, bool, str]]


class Walk:
    """A random visitor: what it told JavaRosa, and what our form looked like at each DUMP."""

    def __init__(self, form: Form, xml: Path, seed: int) -> None:
        self.commands = [f"LOAD\t{xml}"]
        self.snapshots: list[Snapshot] = []
        self._form = form
        self._chance = random.Random(seed)
        self._running = RunningForm(form, datetime.now(UTC))
        for repeat in form.repeats:
            if not repeat.count:
                self._running.add(repeat.path)
        self._dump()
        for step in range(40):
            self._step()
            if step % 4 == 3:
                self._dump()

    def _step(self) -> None:
        repeats = [r for r in self._form.repeats if not r.count and self._running.relevant(r.path)]
        if repeats and self._chance.random() < 0.1 and self._running.repetitions(repeats[0].path) < 4:
            self._running.add(repeats[0].path)
            self.commands.append(f"ADD\t{repeats[0].path}")
            return
        asked = [(place, node) for place, node in _leaves(self._running) if node.asked and not node.calculation]
        if not asked:
            return
        place, node = self._chance.choice(asked)
        value = self._value(node) if self._chance.random() < 0.85 else None
        self._answer(place, value)
        for other, select in asked:
            if select.kind in CHOOSING and self._running.given(other) is not None:
                offered = {choice.name for choice in self._running.choices(other)}
                given = self._running.given(other)
                if not set(given if isinstance(given, tuple) else (given,)) <= offered:
                    self._answer(other, None)

    def _answer(self, place: str, value: Value | None) -> None:
        self._running.answer(place, value)
        self.commands.append(f"SET\t{place}\t{'' if value is None else lexical(value)}")

    def _value(self, asked: Field) -> Value:
        chance = self._chance
        match asked.kind:
            case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
                names = [choice.name for choice in self._form.lists[asked.choices]]
                return (
                    chance.choice(names)
                    if asked.kind is Kind.SELECT_ONE
                    else tuple(chance.sample(names, min(2, len(names))))
                )
            case Kind.INTEGER | Kind.RANGE:
                return chance.randint(0, 30)
            case Kind.DECIMAL:
                return Decimal(chance.randint(0, 200)) / 4
            case Kind.DATE:
                return PartialDate(datetime.fromtimestamp(chance.randint(0, 1_800_000_000), UTC).date().isoformat())
            case Kind.TIME:
                return time(chance.randint(0, 23), chance.choice((0, 30)))
            case Kind.ACKNOWLEDGE:
                return True
            case _:
                return chance.choice(("abc", "a", "bca", "5", "7.5", "x y", "yes"))

    def _dump(self) -> None:
        self.commands.append("DUMP")
        found: Snapshot = {}
        for place, _node in _leaves(self._running):
            value = self._running.value(place)
            said = "" if value is None else lexical(value)
            allowed = self._running.problem(place) is not Problem.CONSTRAINT
            found[place] = (self._running.relevant(place), allowed, said)
        self.snapshots.append(found)


def _leaves(running: RunningForm) -> Iterator[tuple[str, Field]]:
    def below(nodes: tuple[Field | Group | Repeat, ...], place: str) -> Iterator[tuple[str, Field]]:
        for node in nodes:
            own = f"{place}/{node.name}"
            if isinstance(node, Field):
                yield own, node
            elif isinstance(node, Repeat):
                for number in range(1, running.repetitions(node.path) + 1):
                    yield from below(node.nodes, f"{own}[{number}]")
            else:
                yield from below(node.nodes, own)

    yield from below(running.definition.nodes, "")


def worked_out(walks: list[Walk]) -> list[list[Snapshot]]:
    """What JavaRosa found at each DUMP of each walk, by one Java for all of them."""
    command = [
        "java",
        "-Duser.timezone=UTC",
        "-Duser.language=en",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        str(JAR),
        str(CLASS),
    ]
    asked = "\n".join(line for walk in walks for line in walk.commands) + "\n"
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=120, check=True)
    found: list[list[Snapshot]] = []
    snapshot: Snapshot = {}
    for line in done.stdout.splitlines():
        assert not line.startswith("ERROR"), line
        if line == "LOADED":
            found.append([])
        elif line == "END":
            found[-1].append(snapshot)
            snapshot = {}
        else:
            place, relevant, allowed, value = line.split("\t")
            snapshot[place] = (relevant == "true", allowed == "true", value)
    return found


def differences(walk: Walk, theirs: list[Snapshot]) -> Iterator[str]:
    assert len(walk.snapshots) == len(theirs)
    for at, (our, their) in enumerate(zip(walk.snapshots, theirs, strict=True)):
        assert our.keys() <= their.keys()
        for place, (relevant, allowed, value) in our.items():
            said = their[place]
            if relevant != said[0]:
                yield f"{at} {place}: relevant {relevant}, JavaRosa {said[0]}"
            elif relevant and not alike(value, said[2]):
                yield f"{at} {place}: {value!r}, JavaRosa {said[2]!r}"
            elif relevant and value and allowed != said[1]:
                yield f"{at} {place}: {value!r} allowed {allowed}, JavaRosa {said[1]}"


def alike(ours: str, theirs: str) -> bool:
    """The same number, the same day, the same minute, the same truth, which JavaRosa writes as a digit, or the same text."""
    if ours == theirs or theirs == {"true": "1", "false": "0"}.get(ours):
        return True
    if re.fullmatch(r"\d{4}-\d\d-\d\d", ours) or re.fullmatch(r"\d\d:\d\d:.*", ours):
        return theirs.startswith(ours[:10]) or theirs[:5] == ours[:5]
    try:
        return abs(float(ours) - float(theirs)) < 1e-9 * max(1, abs(float(ours)))
    except ValueError:
        return False


def test_real_forms_and_ours_are_worked_out_as_by_javarosa(tmp_path: Path) -> None:
    walks = []
    for path in (*sorted(REAL.glob("*.*")), *sorted((ROOT / "db" / "daugavpils" / "forms").glob("*.md"))):
        try:
            found = forms.read(path, "lv" if path.suffix == ".md" else "en")
        except FormError:
            continue
        xml = tmp_path / f"{path.stem}.xml"
        xml.write_text(forms.workbook(path).xform, encoding="utf-8")
        walks += [Walk(found.form, xml, seed) for seed in range(3)]
    assert len(walks) >= 9
    for walk, theirs in zip(walks, worked_out(walks), strict=True):
        assert not list(differences(walk, theirs)), walk.commands[0]


def test_made_up_forms_are_worked_out_as_by_javarosa(tmp_path: Path) -> None:
    walks = []
    for seed in range(40):
        made = MadeForm(seed)
        xml = tmp_path / f"{seed}.xml"
        xml.write_text(made.xml, encoding="utf-8")
        form = xform.read(made.xml.encode(), "made", "en", lambda name: []).form
        walks.append(Walk(form, xml, seed))
    for walk, theirs in zip(walks, worked_out(walks), strict=True):
        assert not list(differences(walk, theirs)), walk.commands[0]
