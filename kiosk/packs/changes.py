"""What differs between two packs of one city, by table and primary key: a delta is made of it and an index updated by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

Key: TypeAlias = tuple[str | int, ...]
"""A primary key, its columns in the order in which the table's definition names them as a key."""

Changes: TypeAlias = Mapping[str, Collection[Key]]
"""Table name to the keys of the rows that were added, altered or removed; a table without changes may be left out."""
