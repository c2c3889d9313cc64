"""A picture as it lies in a pack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """type: its media type. width, height: pixels."""

    data: bytes
    type: str
    width: int
    height: int

    @property
    def hash(self) -> str:
        """Its name in a pack: SHA-256 in hexadecimal digits."""
        from hashlib import sha256

        return sha256(self.data).hexdigest()
