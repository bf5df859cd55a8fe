"""The inputs of the Compare page: systems, perimeters, what to count, flows."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..algorithms.wording import allocation_labels, measure_labels
from ..core.messages import translate
from ..core.options import ALLOCATIONS, MEASURES
from .comparison import GroundSources
from .labels import describe, fill_choices, fill_form, narrow
from .layer_lists import FieldList, LayerList
from .layer_sources import (
    CODE_NAMES,
    NAME_NAMES,
    PERIMETER_CODE_NAMES,
    PERIMETER_NAME_NAMES,
    WEIGHT_NAMES,
    LayerSnapshot,
    flow_fields,
    holds_flows,
    holds_systems,
    is_table,
    may_hold_perimeters,
    text_file,
)

_WEIGHT = MEASURES[1]
_LAYERS = ("systems", "perimeters", "flows")
_FIELDS = ("member", "code", "name", "weight", "unit_code", "unit_name")


class CompareForm(QWidget):
    """Chooses what is compared with what."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.systems = LayerList(holds_systems)
        self.perimeters = LayerList(may_hold_perimeters)
        self.member = FieldList(CODE_NAMES)
        self.code = FieldList(PERIMETER_CODE_NAMES)
        self.name = FieldList(PERIMETER_NAME_NAMES, optional=True)
        self.measure = QComboBox()
        self.flows = LayerList(holds_flows, optional=True)
        self.weight = FieldList(WEIGHT_NAMES, optional=True)
        self.unit_code = FieldList(CODE_NAMES)
        self.unit_name = FieldList(NAME_NAMES, optional=True)
        self.allocation = QComboBox()
        self.options = QgsCollapsibleGroupBox()
        self._labels: dict[QWidget, QLabel] = {}
        self._lay_out()
        self.retranslate()
        self._follow()
        self._connect()

    # --- what is chosen ---------------------------------------------------------------------

    def missing(self) -> str:
        """Say in one line what is left to choose; nothing when everything is there."""
        if self.systems.layer() is None:
            return translate(
                "Alliance",
                "Choose units that know their system: “Apply”, on the page Explore, makes them."
            )
        if self.perimeters.layer() is None:
            return translate(
                "Alliance",
                "Choose perimeters: polygons (EPCI, SCoT, départements…) or a membership table."
            )
        return ""

    @property
    def from_table(self) -> bool:
        """True where a table tells which unit belongs to which perimeter."""
        layer = self.perimeters.layer()
        return layer is not None and is_table(layer)

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of `alliance:compareperimeters`; layers as they are."""
        given: dict[str, Any] = {
            "UNITS": self.systems.layer(),
            "UNIT_CODE": self.unit_code.currentField(),
            "UNIT_NAME": self.unit_name.currentField(),
            "UNIT_WEIGHT": self.weight.currentField(),
            "MEASURE": self.measure.currentData(),
            "ALLOCATION": self.allocation.currentData(),
        }
        if self.from_table:
            given["MEMBERSHIP"] = _table_or_layer(self.perimeters.layer())
            given["MEMBERSHIP_UNIT"] = self.member.currentField()
            given["MEMBERSHIP_CODE"] = self.code.currentField()
            given["MEMBERSHIP_NAME"] = self.name.currentField()
        else:
            given["PERIMETERS"] = self.perimeters.layer()
            given["PERIMETER_CODE"] = self.code.currentField()
            given["PERIMETER_NAME"] = self.name.currentField()
        flows = self.flows.layer()
        if flows is not None:
            given["FLOWS"] = _table_or_layer(flows)
            origin, destination, volume = flow_fields(flows)
            given["ORIGIN_FIELD"] = origin
            given["DESTINATION_FIELD"] = destination
            given["VOLUME_FIELD"] = volume
        return given

    def ground_sources(self) -> GroundSources:
        """Return what the outlines are read from."""
        perimeters = self.perimeters.layer()
        return GroundSources(
            systems=LayerSnapshot(self.systems.layer()),
            code=self.unit_code.currentField(),
            name=self.unit_name.currentField(),
            perimeters=text_file(perimeters) or LayerSnapshot(perimeters),
            are_polygons=not self.from_table,
            perimeter_code=self.code.currentField(),
            member_code=self.member.currentField(),
        )

    def layer_ids(self) -> set[str]:
        """Return the identifiers of the layers chosen."""
        layers = (getattr(self, name).layer() for name in _LAYERS)
        return {layer.id() for layer in layers if layer is not None}

    # --- state ------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return what is chosen, to be kept with the project."""
        layers = {name: getattr(self, name).layer() for name in _LAYERS}
        return {
            **{name: layer.id() if layer else "" for name, layer in layers.items()},
            **{name: getattr(self, name).currentField() for name in _FIELDS},
            "measure": self.measure.currentData(),
            "allocation": self.allocation.currentData(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Choose again what was kept, as far as it is still there."""
        for name in _LAYERS:
            getattr(self, name).choose(str(state.get(name, "")))
        self._follow()
        for name in _FIELDS:
            if name in state:
                getattr(self, name).choose(str(state[name]))
        for combo, key in ((self.measure, "measure"), (self.allocation, "allocation")):
            if combo.findData(state.get(key)) >= 0:
                combo.setCurrentIndex(combo.findData(state[key]))
        self._show_relevant()

    # --- texts ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        if self.measure.count() == 0:
            fill_choices(self.measure, [(key, key) for key in MEASURES])
            self.measure.setCurrentIndex(MEASURES.index(_WEIGHT))
        fill_choices(self.measure, [(key, measure_labels()[key]) for key in MEASURES])
        fill_choices(self.allocation, [(key, allocation_labels()[key]) for key in ALLOCATIONS])
        self.options.setTitle(translate("Alliance", "Options"))
        for widget, label, tip in self._texts():
            self._labels[widget].setText(label)
            describe(widget, label, tip)

    def _texts(self) -> list[tuple[QWidget, str, str]]:
        return [
            (
                self.systems,
                translate("Alliance", "Systems"),
                translate(
                    "Alliance", "Units that know their system, made by “Detect interurban systems”."
                ),
            ),
            (
                self.perimeters,
                translate("Alliance", "Perimeters"),
                translate(
                    "Alliance",
                    "Polygons, or a table of memberships where a unit may come several times."
                ),
            ),
            (
                self.member,
                translate("Alliance", "Code of the unit"),
                translate("Alliance", "Field of the table that holds the code of the unit."),
            ),
            (
                self.code,
                translate("Alliance", "Code of the perimeter"),
                translate(
                    "Alliance", "Field of the codes; polygons of one code are taken together."
                ),
            ),
            (
                self.name,
                translate("Alliance", "Name of the perimeter"),
                translate("Alliance", "Without it, codes stand for names."),
            ),
            (
                self.measure,
                translate("Alliance", "Shares count"),
                translate("Alliance", "Units, their weight, or their area."),
            ),
            (
                self.flows,
                translate("Alliance", "Flows (optional)"),
                translate(
                    "Alliance",
                    "A layer or table with an origin, a destination and a volume. With it, the "
                    "panel says what share of the flows of a system crosses a limit."
                ),
            ),
            (
                self.weight,
                translate("Alliance", "Weight"),
                translate("Alliance", "Population, jobs…: what shares by weight count."),
            ),
            (
                self.unit_code,
                translate("Alliance", "Code"),
                translate(
                    "Alliance", "Field of the codes that the flows use. Codes are read as text."
                ),
            ),
            (
                self.unit_name,
                translate("Alliance", "Name"),
                translate("Alliance", "Field of the names; without it, codes stand for names."),
            ),
            (
                self.allocation,
                translate("Alliance", "A unit belongs"),
                translate(
                    "Alliance",
                    "“point”: to the polygon that holds its point; “area”: to each polygon, for "
                    "the share of its area."
                ),
            ),
        ]

    # --- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        narrow(self.measure)
        narrow(self.allocation)
        self.options.setCollapsed(True)
        self.options.setSaveCollapsedState(False)
        top = QFormLayout()
        fill_form(
            self._labels,
            top,
            (
                self.systems,
                self.perimeters,
                self.member,
                self.code,
                self.name,
                self.measure,
                self.flows,
            ),
        )
        rare = QFormLayout(self.options)
        fill_form(
            self._labels, rare, (self.weight, self.unit_code, self.unit_name, self.allocation)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.options)

    def _connect(self) -> None:
        for name in _LAYERS:
            getattr(self, name).layerChanged.connect(lambda _: self._take_layers())
        for name in _FIELDS:
            getattr(self, name).fieldChanged.connect(lambda _: self.changed.emit())
        for combo in (self.measure, self.allocation):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())

    def _take_layers(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        perimeters: QgsVectorLayer | None = self.perimeters.layer()
        for field in (self.member, self.code, self.name):
            field.follow(perimeters)
        for field in (self.weight, self.unit_code, self.unit_name):
            field.follow(self.systems.layer())
        self._show_relevant()

    def _show_relevant(self) -> None:
        """Ask for the code of the unit only where a table has one."""
        self.member.setVisible(self.from_table)
        self._labels[self.member].setVisible(self.from_table)
        self.allocation.setEnabled(not self.from_table)


def _table_or_layer(layer: QgsVectorLayer) -> Any:
    """Return a layer as an algorithm takes it: the path of a text table, or the layer."""
    path = text_file(layer)
    return layer if path is None else str(path)
