"""The real data that lies beside the repository; a test that needs it is skipped where it is not."""

from __future__ import annotations

import pytest

from kiosk.resources import ROOT

DATA = ROOT.parent / "shared" / "data"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
