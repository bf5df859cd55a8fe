"""Small things that every page does to its widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QSizePolicy, QWidget


def describe(widget: QWidget, name: str, tip: str = "") -> None:
    """Name a control for screen readers and say what it does when the pointer rests on it."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(tip)
    widget.setToolTip(plain_tip(tip or name))


def plain_tip(text: str) -> str:
    """Return a tooltip that shows `text` as it is, whatever marks it holds, and folds its lines."""
    return f"<p>{escape(text)}</p>" if text else ""


def plain_label(text: str = "", *, wrapped: bool = False) -> QLabel:
    """Return a label that never reads its text as HTML: names come from the user's data."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrapped)
    return label


def fill_form(labels: dict[QWidget, QLabel], form: QFormLayout, widgets: Sequence[QWidget]) -> None:
    """Give each control a row with an empty label, which is remembered in `labels`."""
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setVerticalSpacing(4)
    for widget in widgets:
        labels[widget] = plain_label()
        labels[widget].setBuddy(widget)
        form.addRow(labels[widget], widget)


def narrow(combo: QComboBox) -> None:
    """Let a list be as narrow as the panel, however long its entries are."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def fill_choices(combo: QComboBox, labels: Iterable[tuple[str, str]]) -> None:
    """Fill a list with (key, label), or write its labels again and keep what is chosen."""
    entries = list(labels)
    combo.blockSignals(True)
    chosen = combo.currentData()
    combo.clear()
    for key, label in entries:
        combo.addItem(capitalised(label), key)
        combo.setItemData(combo.count() - 1, plain_tip(label), Qt.ItemDataRole.ToolTipRole)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(False)


def capitalised(text: str) -> str:
    """Return a label with a capital at its start, the rest untouched."""
    return text[:1].upper() + text[1:]
