"""QML singletons that the composition root has built: QML asks for the type and gets that one instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from PySide6.QtQml import QQmlEngine

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class Built:
    """Mixed into a QObject: `make()` names the instance, `create()` hands it to an engine that asks."""

    _instance: ClassVar[QObject | None] = None

    def make(self: Self) -> Self:
        """Makes this the instance that QML sees; Python keeps owning it."""
        # the class's own slot; whoever mixes this in is a QObject
        type(self)._instance = self  # type: ignore[assignment]  # noqa: SLF001 - see above
        QQmlEngine.setObjectOwnership(self, QQmlEngine.ObjectOwnership.CppOwnership)  # type: ignore[arg-type]  # see above
        return self

    @classmethod
    def instance(cls) -> QObject:
        """The instance; RuntimeError before `make()`."""
        if cls._instance is None:
            message = f"{cls.__name__} was asked for before it was built"
            raise RuntimeError(message)
        return cls._instance
