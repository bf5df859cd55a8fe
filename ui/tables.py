"""Tables with bars: rows of a comparison, sorted by any column, names shown as they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable

from qgis.PyQt.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..algorithms.typography import as_finite, format_number, format_percent
from . import theme
from .labels import plain_tip

TEXT, COUNT, SHARE = "text", "count", "share"
Row = dict[str, Any]

_VALUE = Qt.ItemDataRole.UserRole
_BAR_INSET = 4
_SHARE_WIDTH = 8  # characters
_HEADER_ROOM = 14  # pixels


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    key : str
        Field of the rows.
    title, tip : str
        What stands above it, and what it means.
    kind : {"text", "count", "share"}
        A share, 0 to 1, is drawn as a bar with its percentage.
    """

    key: str
    title: str
    tip: str
    kind: str = TEXT


class RowsModel(QAbstractTableModel):
    """Rows of a comparison, as plain Python values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.rows: list[Row] = []

    def show(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Replace what the table holds."""
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        value = self.rows[index.row()].get(column.key)
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(value, column.kind)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(_text(value, column.kind))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if column.kind != TEXT:
                side = Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return value if role == _VALUE else None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tip)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Sorter(QSortFilterProxyModel):
    """Sorts names as people do, and missing figures last among the smallest."""

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:  # noqa: N802
        a, b = (self.sourceModel().data(index, _VALUE) for index in (left, right))
        kind = self.sourceModel().columns[left.column()].kind
        if kind == TEXT:
            return str(a or "").casefold() < str(b or "").casefold()
        low = -math.inf
        first, second = as_finite(a), as_finite(b)
        return (low if first is None else first) < (low if second is None else second)


class ShareBars(QStyledItemDelegate):
    """Draws a share as a bar under its percentage."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        share = as_finite(index.data(_VALUE))
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = QRectF(option.rect).adjusted(_BAR_INSET, _BAR_INSET, -_BAR_INSET, -_BAR_INSET)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = option.palette.color(
            QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        )
        painter.save()
        if share is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_bar_colour(option, chosen))
            width = room.width() * min(max(share, 0.0), 1.0)
            painter.drawRect(QRectF(room.left(), room.top(), width, room.height()))
        painter.setPen(ink)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(0, 0, -3, 0), int(right), text)
        painter.restore()


class RowsTable(QTableView):
    """A table of rows; one can be chosen.

    Signals
    -------
    chosen : dict or None
        The row that is current.
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RowsModel(self)
        self._sorter = _Sorter(self)
        self._sorter.setSourceModel(self._model)
        self._bars = ShareBars(self)
        self.setModel(self._sorter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentRowChanged.connect(lambda _, __: self._tell())

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Show rows in their order, none chosen."""
        self._sorter.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._model.show(columns, rows)
        for number, column in enumerate(columns):
            self._size_column(number, column)
        self.chosen.emit(None)

    def rows(self) -> list[Row]:
        """Return the rows in the order that the table shows."""
        return [self._at(number) for number in range(self._sorter.rowCount())]

    def choose(self, fits: Callable[[Row], bool]) -> bool:
        """Choose the first row that fits; tell whether there is one."""
        for number, row in enumerate(self.rows()):
            if fits(row):
                self.selectRow(number)
                return True
        return False

    def current(self) -> Row | None:
        """Return the chosen row."""
        index = self.selectionModel().currentIndex()
        return self._at(index.row()) if index.isValid() else None

    def sizeHint(self) -> QSize:  # noqa: N802
        # Small: a page that scrolls gives tables the room that is left, and no more.
        return QSize(240, self.minimumHeight())

    def _size_column(self, number: int, column: Column) -> None:
        """Give names the room that bars and counts leave."""
        header = self.horizontalHeader()
        self.setItemDelegateForColumn(number, self._bars if column.kind == SHARE else None)
        if column.kind == TEXT:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            return
        metrics = self.fontMetrics()
        title = metrics.horizontalAdvance(column.title) + _HEADER_ROOM
        least = metrics.averageCharWidth() * (_SHARE_WIDTH if column.kind == SHARE else 4)
        header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(number, max(title, least))

    def _at(self, number: int) -> Row:
        return self._model.rows[self._sorter.mapToSource(self._sorter.index(number, 0)).row()]

    def _tell(self) -> None:
        self.chosen.emit(self.current())


def _text(value: Any, kind: str) -> str:
    if kind == TEXT:
        return "" if value is None else str(value)
    if kind == SHARE:
        return format_percent(value, decimals=0)
    number = as_finite(value)
    whole = number is None or float(number).is_integer()
    return format_number(value, decimals=0 if whole else 1)


def _bar_colour(option: QStyleOptionViewItem, chosen: bool) -> Any:
    colours = option.palette
    base = colours.color(QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base)
    mark = colours.color(
        QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Highlight
    )
    return theme.blend(mark, base, 0.7 if chosen else 0.55)
