"""A few rounds of each fuzz target in every run; `python -m tests.fuzz.hsds --seconds 600` goes on for longer."""

from __future__ import annotations

import pytest

from tests.fuzz import cpsv, hsds, hsds_csv, ics, integreat, records, workbook
from tests.fuzz.run import Target, fuzz


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "target",
    [module.TARGET for module in (cpsv, hsds, hsds_csv, ics, integreat, records, workbook)],
    ids=lambda target: target.name,
)
def test_what_is_spoilt_is_taken_or_refused(target: Target) -> None:
    assert fuzz(target, seed=1, rounds=40) == 40
