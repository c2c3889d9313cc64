"""What a search tells: records that were found, and in which stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How something was found; those after `ELSEWHERE` guess."""

    TITLE = "title"
    KEYWORD = "keyword"
    LATIN = "latin"
    ELSEWHERE = "elsewhere"
    CORRECTED = "corrected"
    KEYBOARD = "keyboard"
    PARTLY = "partly"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found. kind: such as service. language: tag of the texts in which it was found."""

    kind: str
    id: str
    language: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Found:
    """What one stage adds. words: folded beginnings that may be marked. meant: what it took the query for, or ''."""

    stage: Stage
    hits: tuple[Hit, ...]
    words: tuple[str, ...] = ()
    meant: str = ""
