"""A list for QML whose rows are dictionaries with the same keys: long lists scroll without building every delegate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

_TOP = QModelIndex()
ROW = int(Qt.ItemDataRole.UserRole) + 1


class Rows(QAbstractListModel):
    """Rows under the single role `row`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[dict[str, Any]] = ()

    def replace(self, rows: Sequence[dict[str, Any]]) -> None:
        """Shows `rows` instead of what was there."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def extend(self, rows: Sequence[dict[str, Any]]) -> None:
        """Shows `rows` below what is there, which stays where it is."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows = (*self._rows, *rows)
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _TOP) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = ROW) -> object:
        """The row itself."""
        if role != ROW or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[index.row()]

    def roleNames(self) -> dict[int, QByteArray]:
        """The role's name for QML."""
        return {ROW: QByteArray(b"row")}
