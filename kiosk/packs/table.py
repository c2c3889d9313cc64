"""A pack's table as a delta sees it, whatever it is called, and the SQL that names its columns."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.errors import PackError


@dataclass(frozen=True, slots=True)
class Table:
    """One table's columns, those of its key first and in the key's order, and how many those are."""

    name: str
    columns: tuple[str, ...]
    keys: int

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return self.columns[: self.keys]

    @property
    def rest(self) -> tuple[str, ...]:
        """All other columns."""
        return self.columns[self.keys :]


def makes(sql: str) -> tuple[str, str]:
    """TABLE or INDEX and the name that a statement makes; PackError for any other statement."""
    words = sql.replace("(", " ( ").split(maxsplit=3)
    if len(words) < 3 or words[0].upper() != "CREATE" or words[1].upper() not in {"TABLE", "INDEX"}:  # noqa: PLR2004 (CREATE TABLE NAME)
        message = "it makes something that is neither a table nor an index"
        raise PackError(message)
    return words[1].upper(), words[2].strip('"')


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Columns, one after the other."""
    return ", ".join(map(quoted, names))


def keyed(names: tuple[str, ...]) -> str:
    """The condition that these columns have values yet to be given."""
    return " AND ".join(f"{quoted(name)} = ?" for name in names)
