"""Feeds a parser with spoilt files for a while: whatever it reads, it takes, or refuses in a sentence.

    python -m tests.fuzz.hsds --seconds 60 --seed 7

A failure prints its seed; the same seed spoils the same files in the same way.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import KioskError

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = (
    b"", b"\x00", b"\xff\xfe", b"\r", b"\n", b'"', b"'", b"<", b">", b"&", b"{", b"}", b"[", b"]", b":", b";", b",", b"-1", b"1e309",
    b"9" * 40, b"null", b"\xe2\x80\xae", b"\xed\xa0\x80", b"javascript:", b"<script>", b"<!ENTITY", b"--", b"%s", b"\\", b"/../", b"2026-02-30",
)  # fmt: skip
"""What is put into a file where it does not belong."""


@dataclass(frozen=True)
class Target:
    """A parser under test.

    name: the file's name. examples: whole files to begin with. read: what is called with the file. spoil: how an
    example is spoilt; None for `spoilt`. rounds: how many a test run takes of a parser that is slow.
    """

    name: str
    examples: tuple[bytes, ...]
    read: Callable[[Path], object]
    spoil: Callable[[bytes, random.Random], bytes] | None = None
    rounds: int = 40


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file with a few pieces changed, moved, doubled or left out."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(data)), chance.choice((0, 1, 2, 8, 40, 400))
        piece = data[at : at + length]
        kind = chance.randrange(4)
        if kind == 0:
            data = data[:at] + chance.choice(PIECES) + data[at + length :]
        elif kind == 1:
            data = data[:at] + data[at + length :]
        elif kind == 2:
            to = chance.randint(0, len(data))
            data = data[:to] + piece + data[to:]
        else:
            data = data[:at] + bytes(byte ^ (1 << chance.randrange(8)) for byte in piece) + data[at + length :]
    return data


def fuzz(target: Target, *, seed: int = 0, rounds: int = 0, seconds: float = 0.0) -> int:
    """Runs so many rounds, or so long; gives how many files were read. Raises what a parser let out, with its seed."""
    until, done = time.monotonic() + seconds, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / target.name
        while done < rounds or time.monotonic() < until:
            chance = random.Random(f"{seed}/{done}")
            path.write_bytes((target.spoil or spoilt)(chance.choice(target.examples), chance))
            try:
                target.read(path)
            except KioskError:
                pass
            except Exception as error:
                raise AssertionError(f"{target.name}: --seed {seed}, round {done}: {error!r}") from error
            done += 1
    return done


def main(target: Target) -> None:
    """The command line of a target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    said = parser.parse_args()
    done = fuzz(target, seed=said.seed, seconds=said.seconds)
    sys.stdout.write(f"{target.name}: {done} files, none got through\n")
