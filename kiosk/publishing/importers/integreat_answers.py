"""What an Integreat CMS says, from files or from its server, sorted by kind, language and path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

from kiosk.errors import SourceError
from kiosk.publishing import progress
from kiosk.publishing.importers import fetching, json_text

if TYPE_CHECKING:
    from pathlib import Path

Row: TypeAlias = dict[str, Any]

KINDS = ("pages", "locations", "events")


@dataclass
class Answers:
    """What the CMS said: rows by kind, by language code, by path; where: what to call the source."""

    where: str
    region: str
    rows: dict[str, dict[str, dict[str, Row]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    base: str = ""
    folder: Path | None = None

    def codes(self) -> tuple[str, ...]:
        """The language codes that have rows."""
        return tuple(dict.fromkeys(code for kind in KINDS for code in self.rows[kind]))


def read(source: Path, remarks: list[tuple[str, str]]) -> Answers:
    """The answers in a file or a folder; raises SourceError when there are none."""
    answers = Answers(str(source), "", folder=source if source.is_dir() else source.parent)
    for path in fetching.files(source, ".json"):
        try:
            _sort(answers, _rows(fetching.content(path), str(path)), str(path), remarks)
        except SourceError as error:
            if source.is_file():
                raise
            remarks.append((str(path), str(error)))
    if not answers.codes():
        first = f" ({remarks[0][1]})" if remarks else ""
        message = (
            f"{source} has no pages, locations or events of an Integreat CMS{first}; name the folder of its answers"
        )
        raise SourceError(message)
    return answers


def fetched(address: str, remarks: list[tuple[str, str]]) -> Answers:
    """The answers of a server, in all languages that its rows name; raises SourceError when there are none."""
    match = re.fullmatch(
        r"(https?://[^?#]+?/api/v3)/([^/?#]+)(?:/([^/?#]+))?/?(?:(?:pages|locations|events)/?)?", address
    )
    if match is None:
        raise SourceError(
            f"{address} is not a region's address; write it as https://cms.integreat-app.de/api/v3/REGION/de/"
        )
    root, region, first = match.groups()
    answers = Answers(address, unquote(region), base=f"{root}/{region}/")
    codes = [unquote(first)] if first else []
    try:
        listed = json_text.parsed(fetching.answer(f"{answers.base}languages/"), f"{answers.base}languages/")
        codes.extend(str(item["code"]) for item in listed if isinstance(item, dict) and item.get("code"))
    except (FileNotFoundError, SourceError, TypeError):
        codes = codes or ["de"]
    queue, done = list(dict.fromkeys(codes)), set[str]()
    while queue:
        code = queue.pop(0)
        done.add(code)
        for kind in KINDS:
            where = f"{answers.base}{code}/{kind}/"
            try:
                progress.tell(f"{code} {kind}", len(done), len(done) + len(queue))
                _sort(answers, _rows(_answer(where), where), where, remarks)
            except FileNotFoundError:
                if code == codes[0]:
                    remarks.append((where, "the server has none"))
            except SourceError as error:
                if kind == "pages" and code == codes[0]:
                    raise
                remarks.append((where, str(error)))
        queue.extend(code for code in _named(answers) if code not in done and code not in queue)
    if not answers.codes():
        raise SourceError(f"{address} has no pages, locations or events; open it in a browser to see what it says")
    return answers


def _answer(where: str) -> bytes:
    """What the server says at an address; a copy that was saved as files may lack the slash at its end."""
    try:
        return fetching.answer(where)
    except FileNotFoundError:
        return fetching.answer(where.rstrip("/"))


def _named(answers: Answers) -> list[str]:
    """Codes of languages in which some row says that it is translated."""
    rows = (row for kind in KINDS for by_path in answers.rows[kind].values() for row in by_path.values())
    return list(
        dict.fromkeys(code for row in rows for code, other in others(row).items() if other.get("id") is not None)
    )


def _rows(data: bytes, name: str) -> list[Any]:
    value = json_text.parsed(data, name)
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        value = value["results"]
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        raise SourceError(f"{name} is not a list of pages; save the server's answer again")
    return value


def _sort(answers: Answers, rows: list[Any], name: str, remarks: list[tuple[str, str]]) -> None:
    """Puts rows where their path says they belong."""
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            remarks.append((f"{name}, row {number}", f"is {str(row)[:40]!r} and no page; it was left out"))
            continue
        if "code" in row and "content" not in row:
            continue  # the answer that lists languages may lie beside the others
        path = path_of(row.get("path"))
        parts = path.split("/")
        if len(parts) < 4:  # noqa: PLR2004 ("", region, language, slug)
            remarks.append((f"{name}, row {number}", "has no path, so nobody knows where it belongs; it was left out"))
            continue
        region, code = parts[1], parts[2]
        answers.region = answers.region or region
        if region != answers.region:
            remarks.append((f"{name}, row {number}", f"is of the region {region}; import it into a folder of its own"))
            continue
        kind = "events" if isinstance(row.get("event"), dict) else "locations" if "location" in row else "pages"
        if answers.rows[kind].setdefault(code, {}).setdefault(path, row) is not row:
            remarks.append((path, "stands twice in the source; the first one was taken"))


def path_of(value: object) -> str:
    """A path without a slash at its end, signs of other scripts as they are."""
    return unquote(str(value or "")).rstrip("/")


def others(row: Row) -> dict[str, Row]:
    """What a row says of the same page in other languages, by their codes."""
    others = row.get("available_languages")
    return {code: said for code, said in others.items() if isinstance(said, dict)} if isinstance(others, dict) else {}


def number(own: str, lang: str = "") -> int:
    """The whole number that an export of ours has for an id, always the same; own: the record's in the pack."""
    return int.from_bytes(sha256(f"{own}{lang}".encode()).digest()[:4], "big") % 2_000_000_000
