"""The inputs of the Explore page: layers, method, and the options few people need."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsDoubleSpinBox, QgsFilterLineEdit, QgsSpinBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..algorithms.wording import describe_method, method_labels, score_field_labels, shape_labels
from ..core.messages import translate
from ..core.options import SCORE_FIELDS, SHAPES, SYSTEM_METHODS, SystemSettings
from .labels import describe, fill_choices, fill_form, narrow, plain_tip
from .layer_lists import FieldList, LayerList
from .layer_sources import (
    CODE_NAMES,
    NAME_NAMES,
    WEIGHT_NAMES,
    best_units,
    holds_links,
    may_hold_units,
)
from .scene import Choices, SceneFields


class ExploreForm(QWidget):
    """Chooses the links, the units and the way from links to systems."""

    layersChanged = pyqtSignal()
    choicesChanged = pyqtSignal()
    scoreChanged = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links = LayerList(holds_links)
        self.units = LayerList(may_hold_units)
        self.method = QComboBox()
        self.score = QComboBox()
        self.code = FieldList(CODE_NAMES)
        self.name = FieldList(NAME_NAMES, optional=True)
        self.weight = FieldList(WEIGHT_NAMES, optional=True)
        self.excluded = QgsFilterLineEdit()
        self.min_units = QgsSpinBox()
        self.max_distance = QgsDoubleSpinBox()
        self.resolution = QgsDoubleSpinBox()
        self.shape = QComboBox()
        self.options = QgsCollapsibleGroupBox()
        self._labels: dict[QWidget, QLabel] = {}
        self._units_were_chosen = False
        self._lay_out()
        self.retranslate()
        self._guess_units()
        self._follow_units()
        self._connect()

    # --- what is chosen ---------------------------------------------------------------------

    @property
    def fields(self) -> SceneFields:
        """The fields of the units."""
        return SceneFields(
            code=self.code.currentField(),
            name=self.name.currentField(),
            weight=self.weight.currentField(),
        )

    @property
    def choices(self) -> Choices:
        """How links become systems."""
        return Choices(
            method=self.method.currentData(),
            score=self.score.currentData(),
            min_units=self.min_units.value(),
            max_distance=self.max_distance.value(),
            resolution=self.resolution.value() or SystemSettings.resolution,
            excluded=self.excluded.text().strip(),
        )

    def missing(self) -> str:
        """Say in one line what is left to choose; nothing when everything is there."""
        if self.links.layer() is None:
            return translate(
                "Alliance",
                "Choose a layer of links: this project has none. “Compute links” or “Cumulate "
                "links”, in the toolbox, make one."
            )
        if self.units.layer() is None:
            return translate(
                "Alliance",
                "Choose the units (towns) that the links join: this project has no layer of them."
            )
        return ""

    def set_score(self, score: str) -> None:
        """Choose what the threshold bears on, without a signal."""
        self.score.blockSignals(True)
        self.score.setCurrentIndex(max(self.score.findData(score), 0))
        self.score.blockSignals(False)

    def keep_units(self) -> None:
        """Stop guessing: the user has chosen the units, or they have turned out to fit."""
        self._units_were_chosen = True

    def parameters(self, threshold: float) -> dict[str, Any]:
        """Return the parameters of `alliance:detectsystems`; layers as they are."""
        choices, fields = self.choices, self.fields
        return {
            "LINKS": self.links.layer(),
            "UNITS": self.units.layer(),
            "SCORE_FIELD": choices.score,
            "THRESHOLD": threshold,
            "METHOD": choices.method,
            "UNIT_CODE": fields.code,
            "UNIT_NAME": fields.name,
            "UNIT_WEIGHT": fields.weight,
            "EXCLUDED": choices.excluded,
            "MAX_DISTANCE": choices.max_distance,
            "MIN_UNITS": choices.min_units,
            "RESOLUTION": choices.resolution,
            "SHAPE": self.shape.currentData(),
        }

    # --- state ------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return what is chosen, to be kept with the project."""
        links, units = self.links.layer(), self.units.layer()
        return {
            "links": links.id() if links else "",
            "units": units.id() if units else "",
            "code": self.code.currentField(),
            "name": self.name.currentField(),
            "weight": self.weight.currentField(),
            "method": self.method.currentData(),
            "score": self.score.currentData(),
            "min_units": self.min_units.value(),
            "max_distance": self.max_distance.value(),
            "resolution": self.resolution.value(),
            "excluded": self.excluded.text(),
            "shape": self.shape.currentData(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Choose again what was kept, as far as it is still there; no signal."""
        self.blockSignals(True)
        self.links.choose(str(state.get("links", "")))
        self._units_were_chosen = self.units.choose(str(state.get("units", "")))
        self._follow_units()
        for field in ("code", "name", "weight"):
            if field in state:
                getattr(self, field).choose(str(state[field]))
        for key in ("method", "score", "shape"):
            combo = getattr(self, key)
            combo.setCurrentIndex(max(combo.findData(state.get(key)), 0))
        for key, default in (
            ("min_units", SystemSettings.min_units),
            ("max_distance", SystemSettings.max_distance),
            ("resolution", SystemSettings.resolution),
        ):
            value = state.get(key, default)
            getattr(self, key).setValue(value if isinstance(value, (int, float)) else default)
        self.excluded.setText(str(state.get("excluded", "")))
        self.blockSignals(False)
        self._show_relevant()

    # --- texts ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        fill_choices(self.method, [(key, method_labels()[key]) for key in SYSTEM_METHODS])
        fill_choices(self.score, [(key, score_field_labels()[key]) for key in SCORE_FIELDS])
        fill_choices(self.shape, [(key, shape_labels()[key]) for key in SHAPES])
        for index, key in enumerate(SYSTEM_METHODS):
            self.method.setItemData(
                index, plain_tip(describe_method(key)), Qt.ItemDataRole.ToolTipRole
            )
        self.options.setTitle(translate("Alliance", "Options"))
        self.excluded.setPlaceholderText(translate("Alliance", "codes between commas"))
        self.max_distance.setSpecialValueText(translate("Alliance", "no limit"))
        self.max_distance.setSuffix(translate("Alliance", " km"))
        for widget, label, tip in self._texts():
            self._labels[widget].setText(label)
            describe(widget, label, tip)
        self._show_relevant()

    def _texts(self) -> list[tuple[QWidget, str, str]]:
        return [
            (
                self.links,
                translate("Alliance", "Links"),
                translate("Alliance", "Layers made by “Compute links” or “Cumulate links”."),
            ),
            (
                self.units,
                translate("Alliance", "Units"),
                translate("Alliance", "The towns or territories that the links join."),
            ),
            (
                self.method,
                translate("Alliance", "Method"),
                translate("Alliance", "How links make systems."),
            ),
            (
                self.score,
                translate("Alliance", "Threshold on"),
                translate(
                    "Alliance", "“score” counts kinds of links, “intensity” measures from 0 to 100."
                ),
            ),
            (
                self.code,
                translate("Alliance", "Code"),
                translate(
                    "Alliance", "Field of the codes that the flows use. Codes are read as text."
                ),
            ),
            (
                self.name,
                translate("Alliance", "Name"),
                translate("Alliance", "Field of the names; without it, codes stand for names."),
            ),
            (
                self.weight,
                translate("Alliance", "Weight"),
                translate(
                    "Alliance",
                    "Population, jobs… : it says which of two units is the larger. Without it, the "
                    "sum of the intensities of a unit's links is used."
                ),
            ),
            (
                self.excluded,
                translate("Alliance", "Excluded units"),
                translate("Alliance", "Codes between commas: 001, 002."),
            ),
            (
                self.min_units,
                translate("Alliance", "Smallest system"),
                translate("Alliance", "Systems of fewer units are dissolved."),
            ),
            (
                self.max_distance,
                translate("Alliance", "Longest link"),
                translate("Alliance", "Longer links take no part."),
            ),
            (
                self.resolution,
                translate("Alliance", "Resolution"),
                translate("Alliance", "Above 1, smaller communities; below 1, larger ones."),
            ),
            (
                self.shape,
                translate("Alliance", "Shape"),
                translate(
                    "Alliance",
                    "Towns that do not touch need a hull to read as one system; auto chooses."
                ),
            ),
        ]

    # --- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.min_units.setRange(2, 10_000)
        self.min_units.setClearValue(SystemSettings.min_units)
        self.max_distance.setRange(0.0, 20_000.0)
        self.max_distance.setDecimals(0)
        self.max_distance.setSingleStep(10.0)
        self.max_distance.setClearValue(0.0)
        self.resolution.setRange(0.05, 20.0)
        self.resolution.setSingleStep(0.1)
        self.resolution.setValue(SystemSettings.resolution)
        self.resolution.setClearValue(SystemSettings.resolution)
        for number in (self.min_units, self.max_distance, self.resolution):
            number.setKeyboardTracking(False)
        for combo in (self.method, self.score, self.shape):
            narrow(combo)
        self.options.setCollapsed(True)
        self.options.setSaveCollapsedState(False)
        top = QFormLayout()
        fill_form(self._labels, top, (self.links, self.units, self.method, self.score))
        rare = QFormLayout(self.options)
        fill_form(
            self._labels,
            rare,
            (
                self.code,
                self.name,
                self.weight,
                self.excluded,
                self.min_units,
                self.max_distance,
                self.resolution,
                self.shape,
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.options)

    def _connect(self) -> None:
        self.links.layerChanged.connect(lambda _: self._take_links())
        self.units.layerChanged.connect(lambda _: self._take_units())
        self.units.activated.connect(lambda _: self.keep_units())
        QgsProject.instance().layersAdded.connect(self._guess_units)
        for field in (self.code, self.name, self.weight):
            field.fieldChanged.connect(lambda _: self.layersChanged.emit())
        self.method.currentIndexChanged.connect(lambda _: self._take_choices())
        self.score.currentIndexChanged.connect(lambda _: self.scoreChanged.emit())
        self.excluded.editingFinished.connect(self.choicesChanged.emit)
        self.excluded.cleared.connect(self.choicesChanged.emit)
        for number in (self.min_units, self.max_distance, self.resolution):
            number.valueChanged.connect(lambda _: self.choicesChanged.emit())

    def _take_links(self) -> None:
        self._guess_units()
        self.layersChanged.emit()

    def _take_units(self) -> None:
        self._follow_units()
        self.layersChanged.emit()

    def _take_choices(self) -> None:
        self._show_relevant()
        self.choicesChanged.emit()

    def _guess_units(self, *_: object) -> None:
        """Choose the likeliest units, unless those chosen are known to be right."""
        present: QgsVectorLayer | None = self.units.layer()
        if self._units_were_chosen and present is not None:
            return
        self._units_were_chosen = False
        best = best_units(self.units.fitting(), self.links.layer(), present)
        if best is not None and best is not present:
            self.units.setLayer(best)

    def _follow_units(self) -> None:
        for field in (self.code, self.name, self.weight):
            field.follow(self.units.layer())

    def _show_relevant(self) -> None:
        """Show the resolution only to the method that has one."""
        louvain = self.method.currentData() == "louvain"
        self.resolution.setVisible(louvain)
        self._labels[self.resolution].setVisible(louvain)
        index = self.method.currentIndex()
        self.method.setToolTip(str(self.method.itemData(index, Qt.ItemDataRole.ToolTipRole) or ""))
