"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines that they are about."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kiosk.publishing.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.publishing.findings import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Iterable[Finding], folder: Path) -> dict[str, Any]:
    """One run with all findings; folder: the source folder, of which files are told by their path inside it."""
    rules = sorted(CODES)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kiosk content check",
                        "version": version("kiosk"),
                        "rules": [
                            {
                                "id": code,
                                "name": "".join(part.capitalize() for part in CODES[code].name.split("-")),
                                "shortDescription": {"text": CODES[code].about},
                                "defaultConfiguration": {"level": CODES[code].level.value},
                            }
                            for code in rules
                        ],
                    }
                },
                "originalUriBaseIds": {"SOURCE": {"uri": f"{folder.resolve().as_uri()}/"}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, rules.index(finding.code), folder) for finding in findings],
            }
        ],
    }


def _result(finding: Finding, rule: int, folder: Path) -> dict[str, Any]:
    inside = finding.path.is_relative_to(folder)
    name = finding.path.relative_to(folder) if inside else finding.path
    artifact = (
        {"uri": quote(name.as_posix()), "uriBaseId": "SOURCE"} if inside else {"uri": finding.path.resolve().as_uri()}
    )
    location: dict[str, Any] = {"artifactLocation": artifact, "region": {"startLine": max(1, finding.line)}}
    logical = {"logicalLocations": [{"fullyQualifiedName": finding.cell}]} if finding.cell else {}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.level.value,
        "message": {"text": finding.text},
        "locations": [{"physicalLocation": location, **logical}],
    }
