"""Loads PySide without two things that no program here uses and that keep the first frame waiting (ADR 16).

One is the generator of its type stubs, which PySide loads with itself (8 ms): it is left empty until somebody asks for what it has.
The other is PySide's own `import`, which reads the whole source of each module that is imported from then on, to learn whether
`from __feature__ import snake_case` might concern it (a fifth of a millisecond each): Python's own is put back.
"""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader
    from types import ModuleType

GENERATOR = "shibokensupport.signature.lib.pyi_generator"


class _Postponed:
    """Finds the generator before Python does, and hands out a module that is still empty."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The spec of the generator alone; where it cannot be found, importing it fails as it would have."""
        if name != GENERATOR:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        found = next((spec for spec in others if spec is not None), None)
        if found is None or found.loader is None:
            return None
        later = _Later(found.loader)
        return ModuleSpec(name, later, origin=found.origin)  # type: ignore[arg-type]  # it has what a loader needs (PEP 451)


class _Later:
    """Fills the module when an attribute is asked for that it does not have."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, _spec: ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        """Leaves it empty."""

        def ask(name: str) -> object:
            if name.startswith("__"):  # what the import system itself looks for
                raise AttributeError(name)
            del module.__dict__["__getattr__"]
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = ask


def load() -> None:
    """Loads it; without effect where it is loaded already."""
    postponed = _Postponed()
    sys.meta_path.insert(0, postponed)
    import PySide6.QtCore  # noqa: F401 - this loads all that is postponed or undone here

    sys.meta_path.remove(postponed)
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
