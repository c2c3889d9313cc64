"""Processes beside this one, which share what it holds and never outlive it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.pool import Pool

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent ends."""


@contextmanager
def forked(processes: int) -> Iterator[Pool]:
    """A pool of forked processes; they end with the block, with Control-C, and when this process is killed."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what is forked now never hears Control-C
    try:
        pool = multiprocessing.get_context("fork").Pool(processes, _tied, (os.getpid(),))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    with pool:
        yield pool
        pool.close()
        pool.join()


def _tied(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it was gone already
