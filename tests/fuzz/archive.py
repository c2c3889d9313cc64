"""Tables in an archive: `python -m tests.fuzz.archive`."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from kiosk.publishing.importers import archives, hsds
from tests.fuzz.run import Target, main

if TYPE_CHECKING:
    from pathlib import Path


def packed() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/services.csv", "id,organization_id,name,status\n1,2,Help,active\n")
        archive.writestr("data/organizations.csv", "id,name,description\n2,Aid,We help\n")
        archive.writestr("datapackage.json", '{"resources": [{"name": "services", "path": "data/services.csv"}]}')
    return stream.getvalue()


def read(path: Path) -> None:
    with archives.unpacked(path) as folder:
        hsds.draft(str(folder), None, "en")


TARGET = Target("aid.zip", (packed(),), read)

if __name__ == "__main__":
    main(TARGET)
