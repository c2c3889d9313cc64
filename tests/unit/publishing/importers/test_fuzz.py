"""A few rounds of each fuzz target in every run; `python -m tests.fuzz.hsds --seconds 600` goes on for longer."""

from __future__ import annotations

import pytest

from tests.fuzz import archive, cpsv, hsds, hsds_csv, html, ics, integreat, jsonld, rdfxml, records, workbook, xlsx
from tests.fuzz.run import Target, fuzz


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "target",
    [
        module.TARGET
        for module in (archive, cpsv, hsds, hsds_csv, html, ics, integreat, jsonld, rdfxml, records, workbook, xlsx)
    ],
    ids=lambda target: target.name,
)
def test_what_is_spoilt_is_taken_or_refused(target: Target) -> None:
    assert fuzz(target, seed=1, rounds=target.rounds) == target.rounds
