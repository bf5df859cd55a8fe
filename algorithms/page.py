"""A page to paint on, measured in millimetres."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF, QTextOption

from . import palette
from .symbols import sans

# What the metrics of a font leave out under its last line.
_SLACK_PIXELS = 1.0
# Of half of a row, between the two lines of a name.
_NEARER = 0.94
# Where a name may go to its second line: not before a dash.
_BREAK = re.compile(r"(?: (?![-–])|-(?! ))(?=.)")


class Page:
    """Millimetres, points and text over a painter.

    Attributes
    ----------
    width, height : float
        In millimetres.
    per_mm : float
        Pixels a millimetre.
    dpi : float
    family : str
        Font of all texts; empty for the best sans-serif one of this machine.
    """

    def __init__(
        self, painter: QPainter, width: int, height: int, dpi: float, family: str = ""
    ) -> None:
        self.painter = painter
        self._family = family
        self.dpi = dpi
        self.per_mm = dpi / 25.4
        self.width = width / self.per_mm
        self.height = height / self.per_mm
        hints = QPainter.RenderHint
        painter.setRenderHint(hints.Antialiasing, True)
        painter.setRenderHint(hints.TextAntialiasing, True)

    def pixels(self, room: QRectF) -> QRectF:
        """Return a rectangle of millimetres in pixels, on whole ones."""
        x, y = round(room.x() * self.per_mm), round(room.y() * self.per_mm)
        right, bottom = round(room.right() * self.per_mm), round(room.bottom() * self.per_mm)
        return QRectF(x, y, right - x, bottom - y)

    # --- shapes -----------------------------------------------------------------------------

    def box(self, room: QRectF, *, stroke: str = "", width: float = 0.2, fill: str = "") -> None:
        """Draw a rectangle."""
        self._pen(QColor(stroke) if stroke else None, width)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRect(self._exact(room))

    def swatch(self, room: QRectF, fill: QColor, stroke: QColor) -> None:
        """Draw a rectangle filled as an area of the map."""
        self._pen(stroke, 0.2)
        self.painter.setBrush(fill)
        self.painter.drawRect(self._exact(room))

    def circle(
        self, x: float, y: float, diameter: float, *, fill: QColor | None, stroke: QColor
    ) -> None:
        """Draw a circle around a point."""
        self._pen(stroke, 0.25)
        self.painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        radius = diameter / 2 * self.per_mm
        self.painter.drawEllipse(QPointF(x * self.per_mm, y * self.per_mm), radius, radius)

    def stroke(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: QColor,
        width: float,
        pen: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """Draw a line of `width` millimetres with flat ends."""
        self._pen(colour, width, pen)
        self.painter.drawLine(
            QPointF(start[0] * self.per_mm, start[1] * self.per_mm),
            QPointF(end[0] * self.per_mm, end[1] * self.per_mm),
        )

    def polygon(self, points: Sequence[tuple[float, float]], *, fill: str) -> None:
        """Draw a filled polygon."""
        self._pen(None, 0)
        self.painter.setBrush(QColor(fill))
        corners = [QPointF(x * self.per_mm, y * self.per_mm) for x, y in points]
        self.painter.drawPolygon(QPolygonF(corners))

    def image(self, picture: QImage, pixels: QRectF) -> None:
        """Put a picture at its place, pixel for pixel."""
        self.painter.drawImage(pixels.topLeft(), picture)

    # --- text -------------------------------------------------------------------------------

    def line_of_text(
        self,
        text: str,
        room: QRectF,
        *,
        size: float,
        bold: bool = False,
        colour: str = palette.INK,
        centred: bool = False,
    ) -> None:
        """Draw one line, cut with an ellipsis where the room is too narrow."""
        font = sans(size, bold=bold, family=self._family)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        place = self._exact(room)
        text = QFontMetricsF(font, self.painter.device()).elidedText(
            text, Qt.TextElideMode.ElideRight, place.width()
        )
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.painter.drawText(place, text, option)

    def name(
        self,
        text: str,
        room: QRectF,
        *,
        size: float,
        smallest: float,
        bold: bool = False,
        colour: str = palette.INK,
    ) -> None:
        """Draw a name whole: smaller, or on two lines, where the room is too narrow for it.

        Only a name that is too long for that too ends in an ellipsis.
        """
        while size > smallest and self.text_width(text, size, bold=bold) > room.width():
            size = max(size - 0.5, smallest)
        lines = [text]
        if self.text_width(text, size, bold=bold) > room.width():
            lines = self._halves(text, size, bold)
        # Two lines draw a little nearer, so that they part from the names above and below.
        step = room.height() / len(lines) * (1.0 if len(lines) == 1 else _NEARER)
        top = room.center().y() - step * len(lines) / 2
        for number, line in enumerate(lines):
            place = QRectF(room.x(), top + number * step, room.width(), step)
            self.line_of_text(line, place, size=size, bold=bold, colour=colour)

    def _halves(self, text: str, size: float, bold: bool) -> list[str]:
        """Cut a name after a space or a hyphen, where its longer half is shortest."""
        cuts = [match.end() for match in _BREAK.finditer(text)]
        halves = [(text[:cut].rstrip(), text[cut:]) for cut in cuts]
        widths = [max(self.text_width(half, size, bold=bold) for half in pair) for pair in halves]
        return list(halves[widths.index(min(widths))]) if halves else [text]

    def paragraph(
        self,
        text: str,
        room: QRectF,
        *,
        size: float,
        bold: bool = False,
        colour: str = palette.INK,
    ) -> float:
        """Draw text on as many lines as it needs; return the millimetre where it ends."""
        height = self.paragraph_height(text, room.width(), size=size, bold=bold)
        self.painter.setPen(QColor(colour))
        place = QRectF(room.x(), room.y(), room.width(), height)
        self.painter.drawText(self._exact(place), text, _wrapped())
        return room.y() + height

    def paragraph_height(
        self, text: str, width: float, *, size: float, bold: bool = False
    ) -> float:
        """Return the millimetres that `paragraph` takes."""
        self.painter.setFont(sans(size, bold=bold, family=self._family))
        endless = QRectF(0, 0, width * self.per_mm, 1e6)
        needed = self.painter.boundingRect(endless, text, _wrapped())
        return (needed.height() + _SLACK_PIXELS) / self.per_mm

    def text_width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the millimetres that one line of text takes."""
        metrics = QFontMetricsF(sans(size, bold=bold, family=self._family), self.painter.device())
        return metrics.horizontalAdvance(text) / self.per_mm

    # --- inside -----------------------------------------------------------------------------

    def _exact(self, room: QRectF) -> QRectF:
        k = self.per_mm
        return QRectF(room.x() * k, room.y() * k, room.width() * k, room.height() * k)

    def _pen(
        self, colour: QColor | None, width: float, pen: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> None:
        if colour is None:
            self.painter.setPen(Qt.PenStyle.NoPen)
            return
        drawn = QPen(colour, width * self.per_mm, pen)
        drawn.setCapStyle(Qt.PenCapStyle.FlatCap)
        drawn.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self.painter.setPen(drawn)


def _wrapped() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    return option
