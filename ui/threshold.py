"""The threshold: a number, a slider, and under it the links and what the systems become."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.gui import QgsDoubleSpinBox
from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QSlider, QStyle, QVBoxLayout, QWidget

from ..algorithms.typography import counted, format_number
from ..core.messages import translate
from ..core.options import SystemSettings
from .axis import Axis
from .charts import MARGIN, Curve, Distribution, Series
from .labels import describe, plain_label

if TYPE_CHECKING:
    import pandas as pd

# A move of the slider changes the number shown, from this place on.
_SMALL_PLACE = 0.2
# Pages of the slider: so many for its whole length.
_PAGES = 10


class ThresholdControl(QWidget):
    """Chooses a threshold on the axis of the links' values."""

    changed = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = Axis()
        self._threshold = SystemSettings.threshold
        self.caption = plain_label()
        self.spin = QgsDoubleSpinBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.distribution = Distribution()
        self.curve = Curve()
        self.kept = plain_label(wrapped=True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_values(Axis(), ())

    @property
    def threshold(self) -> float:
        """The present threshold."""
        return self._threshold

    def set_threshold(self, threshold: float) -> None:
        """Change the threshold without a signal."""
        self._threshold = threshold
        self.spin.blockSignals(True)
        self.spin.setValue(threshold)
        self.spin.blockSignals(False)
        self._move_marks()

    def show_values(self, axis: Axis, values: Sequence[float]) -> None:
        """Take the axis and the rising values of the links; without values, nothing to choose."""
        self._axis = axis
        for control in (self.spin, self.slider, self.distribution, self.curve):
            control.setEnabled(bool(len(values)))
        decimals = _decimals(axis)
        self.spin.blockSignals(True)
        self.spin.setDecimals(decimals)
        self.spin.setSingleStep(1.0 if axis.steps and decimals == 0 else 10.0**-decimals)
        self.spin.blockSignals(False)
        self.slider.blockSignals(True)
        self.slider.setRange(0, axis.ticks)
        self.slider.setPageStep(max(axis.ticks // _PAGES, 1))
        self.slider.blockSignals(False)
        self.distribution.show_values(axis, values)
        self.set_threshold(self._threshold)

    def show_kept(self, reached: int, total: int) -> None:
        """Say how many links reach the threshold."""
        self.kept.setText(
            counted(
                reached,
                translate("Alliance", "{count} of {total} links reaches it"),
                translate("Alliance", "{count} of {total} links reach it"),
                total=format_number(total),
            )
        )

    def show_curve(self, runs: pd.DataFrame, n_units: int) -> None:
        """Draw the sensitivity: number of systems, and share of the units that they cover."""
        rising = runs[runs["left_out"] == ""]
        systems = rising["systems"].tolist()
        covered = [count / max(n_units, 1) for count in rising["covered"].tolist()]
        self.curve.show_curve(
            self._axis,
            rising["threshold"].tolist(),
            (
                Series(
                    translate("Alliance", "systems (up to {count})").format(
                        count=format_number(max(systems, default=0))
                    ),
                    tuple(systems),
                    float(max(systems, default=1)),
                ),
                Series(translate("Alliance", "units covered (0 to 100 %)"), tuple(covered), 1.0),
            ),
        )

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        self.caption.setText(translate("Alliance", "Threshold"))
        describe(
            self.spin,
            translate("Alliance", "Threshold"),
            translate("Alliance", "Links below this value take no part."),
        )
        describe(
            self.slider,
            translate("Alliance", "Threshold, slider"),
            translate("Alliance", "Move it and watch the map: no layer changes before “Apply”."),
        )
        describe(
            self.distribution,
            translate("Alliance", "Distribution of the links"),
            translate(
                "Alliance",
                "Height: number of links of each value; those that reach the threshold stand out. "
                "Click to choose a threshold."
            ),
        )
        describe(
            self.curve,
            translate("Alliance", "Sensitivity to the threshold"),
            translate(
                "Alliance",
                "How many systems each threshold gives, and what share of the units they cover. "
                "Where the lines are flat, the systems owe little to the threshold."
            ),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._align_slider()

    # --- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.spin.setRange(0.0, 1e12)
        self.spin.setShowClearButton(False)
        self.spin.setKeyboardTracking(False)
        self.spin.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        head = QHBoxLayout()
        head.addWidget(self.caption)
        head.addWidget(self.spin)
        head.addWidget(self.kept, 1)
        self.caption.setBuddy(self.spin)
        self._slider_room = QHBoxLayout()
        self._slider_room.addWidget(self.slider)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(self._slider_room)
        layout.addWidget(self.distribution)
        layout.addWidget(self.curve)
        self._align_slider()

    def _align_slider(self) -> None:
        """Set the middle of the handle over the value on the charts."""
        half = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self.slider) // 2
        side = max(MARGIN - half, 0)
        self._slider_room.setContentsMargins(side, 0, side, 0)

    def _connect(self) -> None:
        self.spin.valueChanged.connect(self._take)
        self.slider.valueChanged.connect(
            lambda step: self._take(self._neat(self._axis.value(step / self._axis.ticks)))
        )
        for chart in (self.distribution, self.curve):
            chart.picked.connect(lambda value: self._take(self._neat(value)))

    def _take(self, threshold: float) -> None:
        if threshold == self._threshold:
            return
        self.set_threshold(threshold)
        self.changed.emit(threshold)

    def _neat(self, value: float) -> float:
        return value if self._axis.steps else round(value, self.spin.decimals())

    def _move_marks(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(self._axis.place(self._threshold) * self._axis.ticks))
        self.slider.blockSignals(False)
        self.distribution.set_threshold(self._threshold)
        self.curve.set_threshold(self._threshold)


def _decimals(axis: Axis) -> int:
    """Return the decimals that a threshold on this axis needs."""
    if axis.steps:
        return 0 if all(float(step).is_integer() for step in axis.steps) else 3
    small = axis.value(_SMALL_PLACE)
    return min(max(1 - math.floor(math.log10(small)), 1), 6) if small > 0 else 2
