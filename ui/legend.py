"""Which colour outlines what."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent, QPen
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from . import theme
from .labels import describe

_CHIP = 14.0
_GAP = 6.0
# Of the system, then of the perimeter: line and opacity of the fill, as on the map.
_LOOKS = ((Qt.PenStyle.SolidLine, 70), (Qt.PenStyle.DashLine, 0))


class OutlineKey(QLabel):
    """Names of the system and of the perimeter outlined on the map, each after its mark."""

    def __init__(self, system: str, perimeter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = (QColor(system), QColor(perimeter))
        self._names = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_names(self, system: str, perimeter: str) -> None:
        """Name what is outlined; an empty name draws nothing."""
        self._names = (system, perimeter)
        describe(self, " · ".join(name for name in self._names if name))
        self.update()

    @property
    def names(self) -> tuple[str, str]:
        """The names shown."""
        return self._names

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        marks = [mark for mark in zip(self._names, self._colours, _LOOKS) if mark[0]]
        room = self.width() / max(len(marks), 1)
        with theme.painting(self) as painter:
            for place, (name, colour, look) in enumerate(marks):
                left = place * room
                self._paint_chip(painter, left, colour, *look)
                words = self.fontMetrics().elidedText(
                    name, Qt.TextElideMode.ElideRight, int(room - _CHIP - 3 * _GAP)
                )
                text = QRectF(left + _CHIP + _GAP, 0, room - _CHIP - _GAP, self.height())
                painter.setPen(theme.ink(self))
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(text, int(side), words)

    def _paint_chip(
        self, painter: QPainter, left: float, colour: QColor, line: Qt.PenStyle, opacity: int
    ) -> None:
        painter.setPen(QPen(theme.blend(colour, theme.ink(self), 0.25), 2.0, line))
        fill = QColor(colour)
        fill.setAlpha(opacity)
        painter.setBrush(fill)
        top = (self.height() - _CHIP) / 2
        painter.drawRect(QRectF(left + 1, top + 1, _CHIP, _CHIP - 2))
