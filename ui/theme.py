"""Colours of the panel, taken from the theme of QGIS: readable on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.PyQt.QtGui import QColor, QPainter, QPalette
from qgis.PyQt.QtWidgets import QAbstractScrollArea, QLabel, QWidget

# The least contrast of lines and bars with what lies under them (WCAG 2.1, 1.4.11).
_CONTRAST = 3.0
_STEPS = 12


def ink(label: QLabel) -> QColor:
    """Return the colour of text.

    The dark themes of QGIS are style sheets: they give labels their colours, bare widgets none.
    """
    return label.palette().color(label.foregroundRole())


def ground(label: QLabel) -> QColor:
    """Return the colour that lies under a label; where no theme tells, one that lets it be read."""
    above: QWidget = label
    while above.parentWidget() is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    for widget in (above, label):
        colour = widget.palette().color(QPalette.ColorRole.Window)
        if contrast(colour, ink(label)) >= _CONTRAST:
            return colour
    return max((QColor("black"), QColor("white")), key=lambda one: contrast(one, ink(label)))


def soft_ink(label: QLabel) -> QColor:
    """Return the colour of notes and ticks."""
    return blend(ink(label), ground(label), 0.35)


def hairline(label: QLabel) -> QColor:
    """Return the colour of axes and of what does not count."""
    return blend(ink(label), ground(label), 0.75)


def accent(label: QLabel) -> QColor:
    """Return the colour of selection, brought away from the ground until it can be read."""
    wanted = label.palette().color(QPalette.ColorRole.Highlight)
    base, text = ground(label), ink(label)
    for step in range(_STEPS + 1):
        colour = blend(wanted, text, step / _STEPS)
        if contrast(colour, base) >= _CONTRAST:
            return colour
    return text


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    return QColor.fromRgbF(
        *((1 - share) * a + share * b for a, b in zip(first.getRgbF()[:3], second.getRgbF()[:3]))
    )


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


@contextmanager
def painting(label: QLabel) -> Iterator[QPainter]:
    """Paint on a label; whatever goes wrong, the painter leaves it."""
    painter = QPainter(label)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()
