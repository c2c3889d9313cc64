"""How far a long piece of work has come, for whoever wants to know.

The one who starts the work says who listens; the work itself only tells. Nobody has to hand anything down.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Listener: TypeAlias = Callable[[str, int, int], None]
    """Hears what is being done, how much of it is done, and how much there is; 0 when nobody knows."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(what: str, done: int, total: int) -> None:
    """Says how far the work has come."""
    listener = _listener.get()
    if listener is not None:
        listener(what, done, total)


@contextmanager
def telling(listener: Listener) -> Iterator[None]:
    """Lets `listener` hear what the work inside the block tells."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
