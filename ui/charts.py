"""The distribution of the links and the curve of the sensitivity, over one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from ..algorithms.typography import format_value
from . import theme
from .axis import Axis, bars_of

# Room left and right of an axis, in pixels: half a bar, half a label.
MARGIN = 20
_WIDEST_BAR = 26.0
_GAP = 1.0


class AxisChart(QLabel):
    """A chart over the axis of the threshold; a click on it picks a threshold."""

    picked = pyqtSignal(float)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = Axis()
        self.threshold = 0.0
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_threshold(self, threshold: float) -> None:
        """Move the mark of the present threshold."""
        self.threshold = threshold
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(260, self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(140, self._height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(event)

    def across(self, place: float) -> float:
        """Return the pixel of a place on the axis."""
        return MARGIN + place * self._room()

    def _pick(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.isEnabled():
            place = (event.pos().x() - MARGIN) / self._room()
            self.picked.emit(self.axis.value(place))

    def _room(self) -> float:
        return max(self.width() - 2.0 * MARGIN, 1.0)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF() * 0.85, 6.5))
        return font

    def _mark_threshold(self, painter: QPainter, top: float, bottom: float) -> None:
        pen = QPen(theme.ink(self), 1.4, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        x = self.across(self.axis.place(self.threshold))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))


class Distribution(AxisChart):
    """How many links have each value; those that reach the threshold stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(74, parent)
        self._bars: list[tuple[float, float, int]] = []

    def show_values(self, axis: Axis, values: Sequence[float]) -> None:
        """Draw the distribution of rising values."""
        self.axis = axis
        self._bars = bars_of(axis, values) if len(values) else []
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with theme.painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setFont(self._small())
        ticks = QFontMetricsF(painter.font()).height() + 3
        bottom = self.height() - ticks
        if self._bars:
            self._paint_bars(painter, bottom)
            self._paint_ticks(painter, bottom)
            self._mark_threshold(painter, 0, bottom)
        painter.setPen(QPen(theme.hairline(self), 1))
        painter.drawLine(QPointF(MARGIN, bottom), QPointF(self.width() - MARGIN, bottom))

    def _paint_bars(self, painter: QPainter, bottom: float) -> None:
        most = max(count for _, _, count in self._bars) or 1
        reached, missed = theme.accent(self), theme.hairline(self)
        place = self.axis.place(self.threshold)
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, count in self._bars:
            if not count:
                continue
            left, width = self._span(start, end)
            height = max((bottom - 4) * count / most, 1.5)
            whole = QRectF(left, bottom - height, width, height)
            painter.setBrush(reached if start >= place - 1e-9 else missed)
            painter.drawRect(whole)
            if start < place < end:
                x = self.across(place)
                painter.setBrush(reached)
                painter.drawRect(QRectF(x, whole.top(), whole.right() - x, height))

    def _span(self, start: float, end: float) -> tuple[float, float]:
        if end > start:
            return self.across(start), self.across(end) - self.across(start) - _GAP
        apart = self._room() / max(len(self._bars) - 1, 1)
        width = min(0.7 * apart, _WIDEST_BAR)
        return self.across(start) - width / 2, width

    def _paint_ticks(self, painter: QPainter, bottom: float) -> None:
        metrics = QFontMetricsF(painter.font())
        most = max(int(self._room() / 44), 2)
        painter.setPen(theme.soft_ink(self))
        for value in self.axis.labelled(most):
            text = format_value(value)
            x = self.across(self.axis.place(value)) - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(x, bottom + metrics.ascent() + 2), text)


@dataclass(frozen=True)
class Series:
    """One line of the curve.

    Attributes
    ----------
    label : str
    values : tuple of float
        One a threshold.
    top : float
        Value at the top of the chart.
    """

    label: str
    values: tuple[float, ...]
    top: float


class Curve(AxisChart):
    """What the systems become as the threshold moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(96, parent)
        self.thresholds: tuple[float, ...] = ()
        self.series: tuple[Series, ...] = ()
        self._note = ""

    def show_note(self, note: str) -> None:
        """Say why there is no curve (yet)."""
        self.thresholds, self.series, self._note = (), (), note
        self.update()

    def show_curve(self, axis: Axis, thresholds: Sequence[float], series: Sequence[Series]) -> None:
        """Draw lines over rising thresholds."""
        self.axis = axis
        self.thresholds, self.series, self._note = tuple(thresholds), tuple(series), ""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with theme.painting(self) as painter:
            painter.setFont(self._small())
            if self.thresholds:
                self._paint(painter)
            else:
                painter.setPen(theme.soft_ink(self))
                painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._note)

    def _paint(self, painter: QPainter) -> None:
        top = QFontMetricsF(painter.font()).height() + 6
        bottom = self.height() - 4.0
        colours = (theme.accent(self), theme.soft_ink(self))
        painter.setPen(QPen(theme.hairline(self), 1))
        painter.drawLine(QPointF(MARGIN, bottom), QPointF(self.width() - MARGIN, bottom))
        for line, colour in zip(self.series, colours):
            self._paint_line(painter, line, colour, top, bottom)
        self._paint_legend(painter, colours)
        self._mark_threshold(painter, top, bottom)

    def _paint_line(
        self, painter: QPainter, line: Series, colour: QColor, top: float, bottom: float
    ) -> None:
        span = (bottom - top) / (line.top or 1.0)
        points = [
            QPointF(self.across(self.axis.place(threshold)), bottom - value * span)
            for threshold, value in zip(self.thresholds, line.values)
        ]
        painter.setPen(QPen(colour, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(colour)
        if self.axis.steps:
            for point in points:
                painter.drawEllipse(point, 2.2, 2.2)

    def _paint_legend(self, painter: QPainter, colours: Sequence[QColor]) -> None:
        metrics = QFontMetricsF(painter.font())
        x = float(MARGIN)
        for line, colour in zip(self.series, colours):
            painter.setPen(QPen(colour, 2.0))
            middle = metrics.height() / 2
            painter.drawLine(QPointF(x, middle), QPointF(x + 14, middle))
            painter.setPen(theme.ink(self))
            painter.drawText(QPointF(x + 19, metrics.ascent()), line.label)
            x += 19 + metrics.horizontalAdvance(line.label) + 16
