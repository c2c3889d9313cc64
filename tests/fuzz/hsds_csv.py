"""HSDS as CSV: `python -m tests.fuzz.hsds_csv`."""

from __future__ import annotations

from kiosk.publishing.importers import hsds
from tests.fuzz.run import Target, main

TABLE = b'id,organization_id,name,status,description,eligibility,url\r\n1,2,"Legal ""help""",active,"Two\r\nlines",Adults,town.example\r\n3,2,Food,defunct,,,\r\n'
TARGET = Target(
    "services.csv",
    (TABLE, TABLE.replace(b",", b";"), TABLE.replace(b"\r\n", b"\r")),
    lambda path: hsds.draft(str(path), None, "en"),
)

if __name__ == "__main__":
    main(TARGET)
