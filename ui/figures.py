"""Figures in large type, each over a few words that say what it is."""

from __future__ import annotations

import math

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QFont, QFontMetrics, QPaintEvent
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from . import theme
from .labels import describe, plain_label


class OneLine(QLabel):
    """One line of text, cut with an ellipsis where the room is too narrow.

    Parameters
    ----------
    scale : float
        Size of the type, as a multiple of the usual one; large type is bold.
    """

    def __init__(self, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(48, QFontMetrics(self._font()).height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with theme.painting(self) as painter:
            painter.setFont(self._font())
            painter.setPen(theme.ink(self))
            elided = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect(), int(left), elided)

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self._scale > 1:
            font.setPointSizeF(math.ceil(font.pointSizeF() * self._scale))
            font.setBold(True)
        return font


class Figure(QWidget):
    """A figure and what it counts."""

    def __init__(self, scale: float = 1.6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = OneLine(scale)
        self._caption: QLabel = plain_label(wrapped=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._value)
        layout.addWidget(self._caption)

    def show_figure(self, value: str, caption: str) -> None:
        """Write the figure and the words under it; a pointer that rests on it reads it whole."""
        self._value.setText(value)
        self._caption.setText(caption)
        describe(self, f"{value} {caption}")

    @property
    def value(self) -> str:
        """The figure as it is written."""
        return self._value.text()

    @property
    def caption(self) -> str:
        """The words under it."""
        return self._caption.text()
