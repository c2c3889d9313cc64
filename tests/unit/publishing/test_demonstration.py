"""The demonstration pack of Daugavpils builds from what lies in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.publishing.build import build
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAUGAVPILS = ROOT / "db" / "daugavpils"


def test_daugavpils_has_its_services_in_nine_languages_and_one_hash(tmp_path: Path) -> None:
    first, second = build(DAUGAVPILS, tmp_path / "first.db"), build(DAUGAVPILS, tmp_path / "second.db")
    assert first.counts["service"] == 36
    assert first.manifest.languages == ("lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti")
    assert first.manifest.content_hash == second.manifest.content_hash
