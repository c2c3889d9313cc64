"""Two packs in one SQLite connection, so that only rows that differ ever leave the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kiosk.packs import schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

Side: TypeAlias = Literal["a", "b"]
Row: TypeAlias = dict[str, Any]


class Tables:
    """The two packs in one connection: `a` is before, `b` after."""

    def __init__(self, connection: sqlite3.Connection, before: Path, after: Path) -> None:
        self.connection = connection
        self._there: dict[Side, set[str]] = {}
        for side, path in (("a", before), ("b", after)):
            connection.execute(f"ATTACH ? AS {side}", (f"{path.absolute().as_uri()}?mode=ro&immutable=1",))
            found = connection.execute(f"SELECT name FROM {side}.sqlite_master WHERE type = 'table'")
            self._there["a" if side == "a" else "b"] = {name for (name,) in found}
        for name in schema.TABLES:
            connection.execute(schema.table(name, temporary=True).replace(f" {name} (", f" no_{name} (", 1))

    def name(self, side: Side, table: str) -> str:
        """The table for SQL; an empty one where the pack is of a format that lacked it."""
        return f"{side}.{table}" if table in self._there[side] else f"temp.no_{table}"

    def rows(self, statement: str, *values: object) -> Iterator[Row]:
        """The rows of a statement, by column."""
        cursor = self.connection.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def columns(self, table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The columns of the primary key, and the others."""
        found = self.rows(f"PRAGMA temp.table_info(no_{table})")
        columns = [(column["pk"], column["name"]) for column in found]
        key = tuple(name for place, name in sorted(columns) if place)
        return key, tuple(name for place, name in columns if not place)

    def only(self, side: Side, table: str) -> Iterator[Row]:
        """Rows that the other pack does not have."""
        key, _others = self.columns(table)
        other = self.name("b" if side == "a" else "a", table)
        same = " AND ".join(f"one.{name} = two.{name}" for name in key)
        order = ", ".join(f"one.{name}" for name in key)
        return self.rows(
            f"SELECT one.* FROM {self.name(side, table)} one"
            f" WHERE NOT EXISTS (SELECT 1 FROM {other} two WHERE {same}) ORDER BY {order}"
        )

    def both(self, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Row, Row]]:
        """Rows of one key in which one of the columns differs, before and after."""
        key, _others = self.columns(table)
        if not columns:
            return
        names = (*key, *columns)
        chosen = ", ".join(f"{side}.{name}" for side in ("one", "two") for name in names)
        same = " AND ".join(f"one.{name} = two.{name}" for name in key)
        differs = " OR ".join(f"one.{name} IS NOT two.{name}" for name in columns)
        found = self.connection.execute(
            f"SELECT {chosen} FROM {self.name('a', table)} one JOIN {self.name('b', table)} two ON {same}"
            f" WHERE {differs} ORDER BY {', '.join(f'one.{name}' for name in key)}"
        )
        for row in found:
            yield dict(zip(names, row[: len(names)], strict=True)), dict(zip(names, row[len(names) :], strict=True))

    def one(self, side: Side, table: str, id_: str) -> Row | None:
        """The row of a table by its id."""
        if table not in schema.TABLES:
            return None
        key = self.columns(table)[0][0]
        return next(self.rows(f"SELECT * FROM {self.name(side, table)} WHERE {key} = ?", id_), None)
