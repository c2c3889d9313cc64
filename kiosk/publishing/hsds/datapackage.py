"""What the files of a tabular data package are called: `datapackage.json` (https://specs.frictionlessdata.io/data-package/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing.importers import fetching, json_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "datapackage.json"


def names(descriptors: Iterable[Path]) -> dict[Path, str]:
    """The name of each file that a data package lists, whatever the file itself is called.

    A descriptor that is something else names nothing: the files are then known by their own names.
    """
    found: dict[Path, str] = {}
    for descriptor in descriptors:
        try:
            listed = json_text.parsed(fetching.content(descriptor), str(descriptor))["resources"]
        except (SourceError, TypeError, KeyError):
            continue
        for resource in listed if isinstance(listed, list) else ():
            if isinstance(resource, dict) and isinstance(resource.get("name"), str):
                paths = resource.get("path")
                for path in paths if isinstance(paths, list) else [paths]:
                    if isinstance(path, str):
                        found[descriptor.parent / path] = resource["name"].lower()
    return found
