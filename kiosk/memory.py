"""Keeps what a visitor types out of core files and away from other processes (design, section 2, Memory).

SQLite's part is where its connections are made: each says `PRAGMA temp_store = MEMORY`. Qt's part is in `kiosk.ui`.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE = 4
"""prctl(2). A process that is not dumpable leaves no core anywhere, not even in a pipe to a crash reporter (core(5)),
and cannot be read by others of the same user through /proc or ptrace(2)."""


_NO_CORE = 1
"""Bytes of a core, for this process and for those that it starts, such as `lp` with a paper in its memory: too few for a
file, and the one limit at which the kernel also starts no crash reporter. At 0 it starts one all the same (core(5), and
`coredump_pipe` in the kernel's fs/coredump.c)."""


def seal() -> None:
    """Forbids core files and being read from outside; call it before anything is typed.

    Linux; elsewhere only the limit on core files holds. OSError when the system refuses, as then the promise is broken.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    limit = 0 if hard == 0 else _NO_CORE  # what has been forbidden already, nobody but root could loosen
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"the memory of this process cannot be sealed: {os.strerror(number)}")
