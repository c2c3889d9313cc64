"""kill -9 at random moments: always the old pack or the new one, and the next sync goes on."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from tests.faults.conftest import Forks, Stage, survived
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path


def test_killed_at_any_moment(
    tmp_path: Path, stage: Stage, forks: Forks, chance: random.Random, note: Callable[[str, str, int, str], None]
) -> None:
    times = 500 if ALL else 30
    longest = 1.2 * forks.duration(stage, tmp_path)
    seen: Counter[str] = Counter()
    for number, terminal in enumerate(islice(stage.terminals(tmp_path), times), 1):
        before = "old" if number % 3 else "none"
        killed = forks.kill_after(terminal.data, chance.uniform(0, longest))
        seen[survived(terminal, before) if killed else "ended before"] += 1
        longest *= 1.02 if killed else 0.95  # a machine is not as busy all the time as when it was measured
        shutil.rmtree(terminal.data)
    note("killed", "kill -9 at a random moment", times, ", ".join(f"{what}: {n}" for what, n in sorted(seen.items())))
    assert times - seen["ended before"] > times / 3
    assert seen["old"] + seen["none"] > times / 10
