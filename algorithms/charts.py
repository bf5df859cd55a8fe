"""Small charts for reports, as SVG: bars of shares, bars side by side, curves with a mark.

They are built as text: the same figures give the same bytes. Series are told apart by lightness
first, so that charts survive a photocopy and every kind of colour blindness; numbers are written
in the language of the present run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from . import palette
from .typography import as_finite, format_percent, format_value

WIDTH = 760.0
_FONT = "'Open Sans','Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif"
_TEXT, _SMALL = 12.0, 11.0
_MARGIN = 8.0
_LABEL_ROOM = 220.0
_SHARE_BAR, _SHARE_GAP = 18.0, 7.0
_SIDE_BAR, _SIDE_GAP = 11.0, 9.0
_VALUE_ROOM = 60.0
_PANEL, _PANEL_GAP = 92.0, 34.0
_Y_TICKS = 3
# So many places on the axis of x are written one by one.
_FEW_PLACES = 8
# Widths of characters in em, those of wide sans-serif faces: no text runs into the next.
_NARROW, _CAPITAL, _WIDE, _USUAL = 0.4, 0.72, 1.0, 0.63
# A logarithmic scale where the largest value is that many times the smallest.
_LOGARITHMIC_FROM = 50.0
# XML knows no control characters, even escaped; names read from files may hold some.
_CONTROLS = dict.fromkeys([*range(32), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], " ")


@dataclass(frozen=True)
class Part:
    """A piece of a bar; its label is written in it, or beside it."""

    value: float
    fill: str
    label: str = ""


@dataclass(frozen=True)
class Bar:
    """A row of a chart."""

    label: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Key:
    """A line of a legend."""

    fill: str
    label: str


@dataclass(frozen=True)
class Panel:
    """A curve: its title and its points (x, y), x rising; points without a value are left out."""

    title: str
    points: Sequence[tuple[float, float]]
    percent: bool = False


def tints(count: int, ink: str = palette.PERIMETERS[0]) -> list[str]:
    """Return `count` tints of one ink, dark to light, as far apart in lightness as they can be."""
    if count <= 1:
        return [ink] * count
    return [_mixed(ink, 1.0 - 0.82 * i / (count - 1)) for i in range(count)]


# --- bars ---------------------------------------------------------------------------------------


def share_bars(bars: Sequence[Bar], legend: Sequence[Key] = ()) -> bytes:
    """Draw one bar of shares (0 to 1) under the other, their parts end to end.

    The axis ends at 100 %, or beyond where the parts of a bar overlap and sum to more.
    """
    fullest = max((sum(_value(part) for part in bar.parts) for bar in bars), default=1.0)
    top = max(1.0, math.ceil(round(fullest, 6) * 4) / 4)
    left = _label_room(bars)
    scale = _Scale(0.0, top, left, WIDTH - _MARGIN - 16)
    y, drawing = _drawn_legend(legend)
    first = y
    for bar in bars:
        drawing.append(_row_label(bar.label, left, y + _SHARE_BAR / 2))
        drawing += _end_to_end(bar.parts, scale, y)
        y += _SHARE_BAR + _SHARE_GAP
    ticks = [i / 4 for i in range(round(top * 4) + 1)]
    return _svg(y + 20, [*_percent_grid(scale, ticks, first - 4, y), *drawing])


def side_bars(bars: Sequence[Bar], legend: Sequence[Key] = (), *, percent: bool = False) -> bytes:
    """Draw the parts of each row as bars under each other, from zero, with their values.

    A part without a value has a dash instead of a bar.
    """
    values = [_value(part) for bar in bars for part in bar.parts]
    left = _label_room(bars)
    low, high = min([0.0, *values]), max([0.0, *values])
    start = left + (_VALUE_ROOM if low < 0 else 0)
    scale = _Scale(low, high if high > low else 1.0, start, WIDTH - _MARGIN - _VALUE_ROOM)
    y, drawing = _drawn_legend(legend)
    first = y
    for bar in bars:
        height = _SIDE_BAR * len(bar.parts)
        drawing.append(_row_label(bar.label, left, y + height / 2))
        for part in bar.parts:
            drawing += _from_zero(part, scale, y, percent)
            y += _SIDE_BAR
        y += _SIDE_GAP
    zero = scale.at(0.0)
    axis = _line(zero, first - 4, zero, y - _SIDE_GAP + 4, palette.SOFT_INK)
    return _svg(y, [*drawing, axis])


def _end_to_end(parts: Sequence[Part], scale: _Scale, y: float) -> list[str]:
    drawing, done = [], 0.0
    for part in parts:
        value = _value(part)
        if value <= 0:
            continue
        x, end = scale.at(done), scale.at(done + value)
        drawing.append(_box(x, y, end - x, _SHARE_BAR, part.fill))
        # A name says something when it is cut, a code does not.
        room = end - x - 8
        label = part.label if _width(part.label, _SMALL) <= room else ""
        if not label and not part.label.isdigit():
            label = _fitted(part.label, room, _SMALL)
        if label:
            middle = y + _SHARE_BAR / 2
            drawing.append(_text(x + 4, middle, label, size=_SMALL, fill=_readable(part.fill)))
        done += value
    return drawing


def _from_zero(part: Part, scale: _Scale, y: float, percent: bool) -> list[str]:
    middle = y + _SIDE_BAR / 2
    known = as_finite(part.value)
    if known is None:
        return [_text(scale.at(0.0) + 4, middle, "–", size=_SMALL)]
    zero, end = scale.at(0.0), scale.at(known)
    written = format_percent(known) if percent else format_value(known)
    beside, anchor = (end + 4, "start") if known >= 0 else (end - 4, "end")
    return [
        _box(min(zero, end), y, abs(end - zero), _SIDE_BAR - 1, part.fill),
        _text(beside, middle, written, size=_SMALL, anchor=anchor),
    ]


def _row_label(label: str, right: float, y: float) -> str:
    return _text(right - 8, y, _fitted(label, right - _MARGIN - 8, _TEXT), anchor="end")


def _label_room(bars: Sequence[Bar]) -> float:
    widest = max((_width(bar.label, _TEXT) for bar in bars), default=0.0)
    return _MARGIN + min(widest, _LABEL_ROOM) + 8


def _drawn_legend(legend: Sequence[Key]) -> tuple[float, list[str]]:
    """Draw the keys on as few lines as they need; return where the bars begin."""
    x, y, drawing = _MARGIN, _MARGIN, []
    for key in legend:
        label = _fitted(key.label, WIDTH - 2 * _MARGIN - 30, _SMALL)
        width = 17 + _width(label, _SMALL) + 16
        if x > _MARGIN and x + width > WIDTH - _MARGIN:
            x, y = _MARGIN, y + 18
        drawing.append(_box(x, y, 12, 12, key.fill))
        drawing.append(_text(x + 17, y + 6, label, size=_SMALL, fill=palette.SOFT_INK))
        x += width
    return (y + 26 if legend else _MARGIN + 4), drawing


# --- curves -------------------------------------------------------------------------------------


def curves(
    panels: Sequence[Panel],
    x_title: str,
    mark: float | None = None,
    mark_label: str = "",
    *,
    stepped: bool = False,
) -> bytes:
    """Draw curves over one axis, one above the other, with a mark across all of them.

    Parameters
    ----------
    mark : float, optional
        Where the dashed line stands, on the axis of x.
    stepped : bool
        The value at x holds back to the x before: what a threshold does between two values of
        the links. Otherwise straight lines join the points.
    """
    panels = [_known(panel) for panel in panels]
    marked = [] if mark is None else [mark]
    places = [x for panel in panels for x, _ in panel.points] + marked
    left = _MARGIN + 58
    scale = _spread(places, left + 10, WIDTH - _MARGIN - 20)
    y, drawing = _MARGIN + 20, []
    for panel in panels:
        y += 18
        drawing += _panel(panel, scale, left, y, stepped)
        y += _PANEL + _PANEL_GAP - 18
    bottom = y - _PANEL_GAP + 18
    drawing += [
        _text(scale.at(tick), bottom + 14, format_value(tick), anchor="middle", size=_SMALL)
        for tick in _places_written(places, scale)
    ]
    middle = (left + WIDTH - _MARGIN) / 2
    drawing.append(_text(middle, bottom + 32, x_title, anchor="middle", fill=palette.SOFT_INK))
    if mark is not None:
        drawing += _drawn_mark(scale.at(mark), _MARGIN + 16, bottom, mark_label)
    return _svg(bottom + 44, drawing)


def _panel(panel: Panel, x: _Scale, left: float, top: float, stepped: bool) -> list[str]:
    written = _percent if panel.percent else format_value
    values = [value for _, value in panel.points]
    low, high = min([0.0, *values]), max([0.0, *values])
    y = _Scale(low, high if high > low else 1.0, top + _PANEL, top + 6).rounded(_Y_TICKS)
    drawing = [_text(left, top - 8, panel.title, bold=True)]
    for tick in y.ticks(_Y_TICKS):
        height = y.at(tick)
        drawing.append(_line(left, height, WIDTH - _MARGIN, height, palette.HAIRLINE))
        drawing.append(_text(left - 6, height, written(tick), anchor="end", size=_SMALL))
    path = [(x.at(place), y.at(value)) for place, value in panel.points]
    if stepped:
        path = _steps(path)
    dark = palette.PERIMETERS[0]
    if len(path) > 1:
        corners = " ".join(f"{_n(a)},{_n(b)}" for a, b in path)
        drawing.append(
            f'<polyline points="{corners}" fill="none" stroke="{dark}" stroke-width="2"/>'
        )
    drawing += [
        f'<circle cx="{_n(x.at(place))}" cy="{_n(y.at(value))}" r="3" fill="{dark}"/>'
        for place, value in panel.points
    ]
    return drawing


def _places_written(places: Sequence[float], scale: _Scale) -> list[float]:
    """Return the places themselves when they are few, else round values."""
    distinct = sorted(set(places))
    return distinct if len(distinct) <= _FEW_PLACES else scale.ticks()


def _steps(path: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of steps that reach each point from the x of the one before."""
    corners = list(path[:1])
    for (x, _), (end, height) in zip(path, path[1:]):
        corners += [(x, height), (end, height)]
    return corners


def _drawn_mark(x: float, top: float, bottom: float, label: str) -> list[str]:
    near_the_end = x + _width(label, _SMALL) > WIDTH - _MARGIN
    beside, anchor = (x - 5, "end") if near_the_end else (x + 5, "start")
    return [
        f'<line x1="{_n(x)}" y1="{_n(top)}" x2="{_n(x)}" y2="{_n(bottom)}" '
        f'stroke="{palette.EXCLUDED}" stroke-width="1.5" stroke-dasharray="6 3"/>',
        _text(beside, top - 2, label, anchor=anchor, size=_SMALL, fill=palette.EXCLUDED, bold=True),
    ]


def _known(panel: Panel) -> Panel:
    points = [(x, y) for x, y in panel.points if as_finite(x) is not None]
    return Panel(panel.title, [p for p in points if as_finite(p[1]) is not None], panel.percent)


def _percent(share: float) -> str:
    return format_percent(share, decimals=0)


# --- scales -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scale:
    """From values to places on the page, straight or logarithmic."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Return the place of a value."""
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = math.log(low), math.log(high), math.log(value)
        part = (value - low) / (high - low) if high > low else 0.5
        return self.start + part * (self.end - self.start)

    def ticks(self, most: int = 6) -> list[float]:
        """Return round values between both ends, at most `most` and a few."""
        if self.logarithmic:
            return self._decades()
        if self.high <= self.low:
            return [self.low]
        step = self._step(most)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [i * step for i in range(first, last + 1)]

    def rounded(self, most: int) -> _Scale:
        """Return the scale that ends on the ticks around both ends."""
        step = self._step(most)
        low = math.floor(self.low / step + 1e-9) * step
        return replace(self, low=low, high=math.ceil(self.high / step - 1e-9) * step)

    def _step(self, most: int) -> float:
        reach = self.high - self.low
        unit = 10.0 ** math.floor(math.log10(reach / most))
        return next(unit * k for k in (1, 2, 2.5, 5, 10, 20) if unit * k * most >= reach * 0.999)

    def _decades(self) -> list[float]:
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        steps = (1, 2, 5) if last - first <= 3 else (1,)
        found = [k * 10.0**power for power in range(first, last + 1) for k in steps]
        return [value for value in found if self.low <= value * 1.000001 <= self.high * 1.000002]


def _spread(values: Sequence[float], start: float, end: float) -> _Scale:
    """Return a scale that holds all values, logarithmic where they are very unequal."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    logarithmic = low > 0 and high / low >= _LOGARITHMIC_FROM
    return _Scale(low, high, start, end, logarithmic)


def _percent_grid(scale: _Scale, ticks: Sequence[float], top: float, bottom: float) -> list[str]:
    drawing = []
    for tick in ticks:
        x, written = scale.at(tick), _percent(tick)
        drawing.append(_line(x, top, x, bottom, palette.HAIRLINE))
        drawing.append(_text(x, bottom + 10, written, anchor="middle", size=_SMALL))
    return drawing


# --- marks on the page --------------------------------------------------------------------------


def _svg(height: float, drawing: Sequence[str]) -> bytes:
    size = f'width="{_n(WIDTH)}" height="{_n(height)}" viewBox="0 0 {_n(WIDTH)} {_n(height)}"'
    paper = f'<rect width="100%" height="100%" fill="{palette.PAPER}"/>'
    text = "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FONT}">',
            paper,
            *drawing,
            "</svg>\n",
        ]
    )
    return text.encode("utf-8")


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    # A light fill is lost on paper without an outline.
    stroke = palette.OUTLINE if _luminance(fill) > 0.7 else palette.PAPER
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="0.8"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="{stroke}" stroke-width="1"/>'
    )


def _text(
    x: float,
    middle: float,
    text: str,
    *,
    anchor: str = "start",
    size: float = _TEXT,
    fill: str = palette.INK,
    bold: bool = False,
) -> str:
    """Write a line of text around a height; not every viewer knows `dominant-baseline`."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(middle + 0.35 * size)}" font-size="{_n(size)}" '
        f'text-anchor="{anchor}" fill="{fill}"{weight}>{escape(text.translate(_CONTROLS))}</text>'
    )


def _n(value: float) -> str:
    """Write a coordinate, never as "-0.0"."""
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 1e5 else f"{value:.0f}"


def _value(part: Part) -> float:
    return as_finite(part.value) or 0.0


# --- text that fits -----------------------------------------------------------------------------


def _width(text: str, size: float) -> float:
    return size * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character in "iljtfrI.,;:!'’|()[] -\u202f\u00a0":
        return _NARROW
    if character in "mwMWŒœ@%&—…" or ord(character) > 0x2E7F:
        return _WIDE
    return _CAPITAL if character.isupper() else _USUAL


def _fitted(text: str, width: float, size: float) -> str:
    """Return a text, cut with an ellipsis where the room is too narrow, or nothing."""
    if _width(text, size) <= width:
        return text
    kept = text
    while kept and _width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip(" -(") + "…" if len(kept) >= 4 else ""


# --- colours ------------------------------------------------------------------------------------


def _mixed(ink: str, share: float) -> str:
    """Return an ink with that share of it on white paper."""
    mixed = (round(255 + (channel - 255) * share) for channel in _channels(ink))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _readable(fill: str) -> str:
    """Return the ink that stands out most on a fill (contrast of the WCAG)."""
    on = _luminance(fill)
    with_ink = (on + 0.05) / (_luminance(palette.INK) + 0.05)
    return palette.INK if with_ink >= 1.05 / (on + 0.05) else palette.PAPER


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
