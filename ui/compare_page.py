"""The page Compare: systems beside institutional perimeters, both ways round."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsApplication, QgsProcessingUtils, QgsProject, QgsSettings, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.fields import COMPARISON, PERIMETERS_SUMMARY, SYSTEMS_SUMMARY, Schema
from ..algorithms.styling import PERIMETERS
from ..algorithms.typography import format_number
from ..core.errors import AllianceError, InputError
from ..core.messages import translate
from .background import Job, Jobs
from .compare_form import CompareForm
from .compare_texts import (
    index_sentence,
    pair_columns,
    perimeter_columns,
    system_columns,
)
from .comparison import INDICES, Ground, Tables, read_ground, rows_of
from .exports import features_of, write_csv, write_spreadsheet
from .figures import OneLine
from .highlight import PERIMETER_COLOUR, SYSTEM_COLOUR, Highlight
from .labels import describe, plain_label
from .legend import OutlineKey
from .results import add_group, polygon_layer
from .runs import Run, RunList
from .tables import Row, RowsTable

ALGORITHM = "alliance:compareperimeters"
LAYOUT_ALGORITHM = "alliance:flowmaplayout"
_TABLES = ("COMPARISON", "SYSTEMS_SUMMARY", "PERIMETERS_SUMMARY")
_GROUND = "ground"
_BUTTONS_A_ROW = 3  # the panel is narrow, and French words are long
_FOLDER_SETTING = "alliance/export_folder"


class ComparePage(QWidget):
    """Systems and perimeters in, tables, outlines and files out.

    Signals
    -------
    said : str, bool
        A sentence for the message bar, and whether it is bad news.
    """

    said = pyqtSignal(str, bool)

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = CompareForm()
        self.inputs = QToolButton()
        self.run_button = QPushButton()
        self.runs = RunList()
        self.hint = plain_label(wrapped=True)
        self.by_system = QRadioButton()
        self.by_perimeter = QRadioButton()
        self.indices = plain_label(wrapped=True)
        self.notes = plain_label(wrapped=True)
        self.more = OneLine()
        self.main = RowsTable()
        self.detail = RowsTable()
        self.key = OutlineKey(SYSTEM_COLOUR, PERIMETER_COLOUR)
        self.layer_button = QPushButton()
        self.csv_button = QPushButton()
        self.sheet_button = QPushButton()
        self.report_button = QPushButton()
        self.layout_button = QPushButton()
        self.results = QWidget()
        self.highlight = Highlight(canvas)
        self.tables: Tables | None = None
        self.ground: Ground | None = None
        self._report: Path | None = None
        self._dialog: QWidget | None = None
        self._jobs = Jobs()
        self._latest: Run | None = None
        self._compared: set[str] = set()
        self._active = self._removed = False
        self._lay_out()
        self._connect()
        self.retranslate()
        self._forget()

    # --- life -------------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        """Draw outlines only while the page is in view."""
        if active == self._active or self._removed:
            return
        self._active = active
        if active:
            self._check()
            self._show_outlines(zoom=False)
        else:
            self.highlight.clear()

    def offer(self, layer: QgsVectorLayer | None) -> None:
        """Choose the units that the page Explore has just made."""
        if layer is not None:
            self.form.systems.choose(layer.id())

    def close_project(self) -> None:
        """Drop everything that belongs to the project that is being closed."""
        self.runs.give_up()
        self._latest = None
        self._forget()

    def remove(self) -> None:
        """Leave QGIS for good."""
        self.set_active(False)
        self._removed = True
        self.close_project()
        self.highlight.remove()

    def state(self) -> dict[str, Any]:
        """Return what is chosen, to be kept with the project."""
        return {**self.form.state(), "by": "perimeter" if self._by_perimeter else "system"}

    def restore(self, state: dict[str, Any]) -> None:
        """Choose again what was kept with a project."""
        self.form.restore(state)
        self.by_perimeter.setChecked(state.get("by") == "perimeter")
        self.by_system.setChecked(state.get("by") != "perimeter")
        self._check()

    # --- compare ----------------------------------------------------------------------------

    def compare(self) -> None:
        """Compare, beside other work; a comparison started later has the last word."""
        if self.form.missing():
            self._check()
            return
        parameters = self.form.parameters()
        parameters.update(dict.fromkeys(_TABLES, "TEMPORARY_OUTPUT"))
        parameters["REPORT"] = QgsProcessingUtils.generateTempFilename("comparison.html")
        title = translate("Alliance", "Comparison with {perimeters}").format(
            perimeters=self.form.perimeters.layer().name()
        )
        run = Run(ALGORITHM, title, parameters, self.form.layer_ids())
        self._latest = run
        sources = self.form.ground_sources()
        self._jobs.start(
            _GROUND,
            translate("Alliance", "Systems and perimeters: reading the layers"),
            lambda progress: read_ground(sources, progress),
            self._take_ground,
        )
        self.runs.start(run)

    def _take_results(self, run: Run) -> None:
        if run is not self._latest:
            return
        if not run.succeeded:
            if run.problem:
                self.said.emit(run.problem, True)
            return
        layers = {name: run.take_layer(name) for name in _TABLES}
        if None in layers.values():
            return
        pairs, systems, perimeters = (rows_of(layers[name]) for name in _TABLES)
        indices = {name: run.results[name] for name in INDICES if name in run.results}
        self._report = _existing(run.results.get("REPORT"))
        self._compared = run.note
        self.tables = Tables(pairs, systems, perimeters, indices, run.told)
        self._unfold_inputs(False)
        self.results.show()
        self._show_tables()

    def _take_ground(self, job: Job) -> None:
        self.ground = None if job.problem else job.result
        self._show_outlines(zoom=True)

    # --- tables -----------------------------------------------------------------------------

    @property
    def _by_perimeter(self) -> bool:
        return self.by_perimeter.isChecked()

    def _show_tables(self) -> None:
        tables = self.tables
        if tables is None:
            return
        self.indices.setText(index_sentence(tables.indices))
        self.indices.setVisible(bool(tables.indices))
        notes = " ".join(tables.notes)
        # Without indices the notes say why; beside them, one line is enough.
        self.notes.setText("" if tables.indices else notes)
        self.notes.setVisible(bool(notes) and not tables.indices)
        self.more.setText(notes if tables.indices else "")
        self.more.setVisible(bool(notes) and bool(tables.indices))
        describe(self.more, notes)
        self.report_button.setVisible(self._report is not None)
        self.layout_button.setVisible(_has_algorithm(LAYOUT_ALGORITHM))
        if self._by_perimeter:
            rows = sorted(tables.perimeters, key=_size, reverse=True)
            self.main.show_rows(perimeter_columns(tables.has_flows), rows)
        else:
            self.main.show_rows(
                system_columns(tables.has_flows),
                [self._with_best(row) for row in tables.systems],
            )

    def _with_best(self, row: Row) -> Row:
        """Return a system with the share of it that its best match holds."""
        best = self.tables.best(row["system"])
        return {**row, "held": best["share_sys"] if best else None}

    def _show_detail(self, row: Row | None) -> None:
        tables = self.tables
        if tables is None or row is None:
            self.detail.show_rows((), ())
            self._show_outlines(zoom=False)
            return
        key = "perim" if self._by_perimeter else "system"
        pairs = [pair for pair in tables.pairs if pair[key] == row[key]]
        if self._by_perimeter:
            pairs.sort(key=lambda pair: -(pair["share_per"] or 0.0))
        self.detail.show_rows(pair_columns(self._by_perimeter, tables.has_flows), pairs)
        self._show_outlines(zoom=True)

    # --- outlines ---------------------------------------------------------------------------

    def _pair_in_view(self) -> tuple[Row | None, Row | None]:
        """Return what names the system and the perimeter that are to be outlined."""
        row, pair = self.main.current(), self.detail.current()
        if row is None or self.tables is None:
            return None, None
        if self._by_perimeter:
            main = {"system": row["main_sys"], "sys_name": row["main_name"]}
            return pair or (main if row["main_sys"] else None), row
        return row, pair or self.tables.best(row["system"])

    def _show_outlines(self, zoom: bool) -> None:
        system, perimeter = self._pair_in_view()
        self.key.show_names(
            str(system["sys_name"]) if system else "",
            str(perimeter["perim_name"]) if perimeter else "",
        )
        if self.ground is None or not self._active or not (system or perimeter):
            self.highlight.clear()
            return
        self.highlight.show(
            self.ground.system(system["system"]) if system else None,
            self.ground.perimeter(perimeter["perim"]) if perimeter else None,
            self.ground.crs,
        )
        if zoom:
            self.highlight.zoom()

    # --- files and layers -------------------------------------------------------------------

    def _table_in_view(self) -> tuple[str, Schema, list[Row]]:
        if self._by_perimeter:
            name = translate("Alliance", "perimeters")
            return name, PERIMETERS_SUMMARY, self.tables.perimeters
        return translate("Alliance", "systems"), SYSTEMS_SUMMARY, self.tables.systems

    def open_layer(self) -> None:
        """Add the table in view to the project, each row with its outline."""
        if self.ground is None or self.tables is None:
            return
        name, schema, rows = self._table_in_view()
        draw: Callable[[Row], Any] = lambda row: self.ground.system(row["system"])  # noqa: E731
        if self._by_perimeter:
            draw = lambda row: self.ground.perimeter(row["perim"])  # noqa: E731
        features = features_of(schema, rows)
        for feature, row in zip(features, rows):
            shape = draw(row)
            if shape is not None:
                feature.setGeometry(shape)
        layer = polygon_layer(schema, features, self.ground.crs)
        title = self._latest.title if self._latest else translate("Alliance", "Comparison")
        add_group(title, [(name, layer)], kind=PERIMETERS)
        self.said.emit(
            translate("Alliance", "Added to the project: “{title}”. Rows: {count}.").format(
                title=title, count=format_number(len(rows))
            ),
            False,
        )

    def save_csv(self, path: str = "") -> None:
        """Save the table in view as CSV."""
        name, schema, rows = self._table_in_view()
        self._save(path, name + ".csv", "CSV (*.csv)", lambda to: write_csv(to, schema, rows))

    def save_spreadsheet(self, path: str = "") -> None:
        """Save the three tables as the sheets of a spreadsheet."""
        sheets = [
            (translate("Alliance", "systems"), SYSTEMS_SUMMARY, self.tables.systems),
            (translate("Alliance", "perimeters"), PERIMETERS_SUMMARY, self.tables.perimeters),
            (translate("Alliance", "pairs"), COMPARISON, self.tables.pairs),
        ]
        name = translate("Alliance", "comparison") + ".xlsx"
        self._save(path, name, "XLSX (*.xlsx)", lambda to: write_spreadsheet(to, sheets))

    def save_report(self, path: str = "") -> None:
        """Save the report and open it."""
        name = translate("Alliance", "comparison") + ".html"
        saved = self._save(path, name, "HTML (*.html)", self._copy_report)
        if saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(saved)))

    def make_layout(self) -> None:
        """Open the algorithm that makes a print layout, its layers and title filled in."""
        from processing import createAlgorithmDialog

        given = {"TITLE": self._latest.title if self._latest else ""}
        systems, perimeters = self.form.systems.layer(), self.form.perimeters.layer()
        if systems is not None:
            given["UNITS"] = systems.id()
        if perimeters is not None and not self.form.from_table:
            given["PERIMETERS"] = perimeters.id()
        self._dialog = createAlgorithmDialog(LAYOUT_ALGORITHM, given)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.show()

    def _copy_report(self, path: Path) -> None:
        try:
            shutil.copyfile(self._report, path)
        except OSError as error:
            raise InputError(
                translate(
                    "Alliance",
                    "“{path}” could not be written: it may be open in another program, or the disk "
                    "full. Close it, or choose another name."
                ).format(path=path.name)
            ) from error

    def _save(self, path: str, name: str, kind: str, write: Callable[[Path], None]) -> Path | None:
        """Ask where, write, and say what happened."""
        folder = QgsSettings().value(_FOLDER_SETTING, QgsProject.instance().homePath() or "")
        if not path:
            start = str(Path(str(folder or Path.home())) / name)
            path, _ = QFileDialog.getSaveFileName(
                self, translate("Alliance", "Save the comparison"), start, kind
            )
        if not path:
            return None
        suffix = Path(name).suffix
        target = Path(path) if path.lower().endswith(suffix) else Path(path + suffix)
        try:
            write(target)
        except AllianceError as error:
            self.said.emit(str(error), True)
            return None
        QgsSettings().setValue(_FOLDER_SETTING, str(target.parent))
        self.said.emit(translate("Alliance", "Saved: {path}").format(path=target), False)
        return target

    # --- texts ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write every text again, in the present language."""
        self.form.retranslate()
        self.inputs.setText(translate("Alliance", "What to compare"))
        describe(
            self.inputs,
            translate("Alliance", "What to compare"),
            translate("Alliance", "Shows or hides the layers and options of the comparison."),
        )
        buttons = (
            (
                self.run_button,
                translate("Alliance", "Compare"),
                translate("Alliance", "Compares in the background; no layer changes."),
            ),
            (
                self.by_system,
                translate("Alliance", "By system"),
                translate("Alliance", "One row a system, with the perimeters that it crosses."),
            ),
            (
                self.by_perimeter,
                translate("Alliance", "By perimeter"),
                translate("Alliance", "One row a perimeter, with the systems that it holds."),
            ),
            (
                self.layer_button,
                translate("Alliance", "Open as layer"),
                translate("Alliance", "Adds the table in view to the project, with its outlines."),
            ),
            (
                self.csv_button,
                translate("Alliance", "CSV…"),
                translate("Alliance", "Saves the table in view as CSV."),
            ),
            (
                self.sheet_button,
                translate("Alliance", "Spreadsheet…"),
                translate(
                    "Alliance",
                    "Saves systems, perimeters and pairs as the sheets of one xlsx file."
                ),
            ),
            (
                self.report_button,
                translate("Alliance", "Report…"),
                translate("Alliance", "Saves the report of the comparison, to read or to print."),
            ),
            (
                self.layout_button,
                translate("Alliance", "Print layout…"),
                translate("Alliance", "Makes a print layout of the map."),
            ),
        )
        for button, text, tip in buttons:
            button.setText(text)
            describe(button, text.rstrip("…"), tip)
        describe(
            self.main,
            translate("Alliance", "Table of the comparison"),
            translate("Alliance", "Choose a row: the map goes there and outlines it."),
        )
        describe(
            self.detail,
            translate("Alliance", "What the chosen row crosses"),
            translate("Alliance", "Choose a row to outline it beside the row above."),
        )
        for table in (self.main, self.detail):
            table.setToolTip("")
        describe(
            self.indices,
            translate("Alliance", "Agreement of both divisions"),
            translate(
                "Alliance",
                "ARI, NMI and V: 1 where systems and perimeters divide the units in the same way, "
                "near 0 where one says nothing of the other. VI: 0 where they are the same."
            ),
        )
        self._check()
        self._show_tables()

    # --- inside -----------------------------------------------------------------------------

    def _check(self) -> None:
        """Say what is left to choose."""
        missing = self.form.missing()
        self.hint.setText(missing)
        self.hint.setVisible(bool(missing))
        self.run_button.setEnabled(not missing)

    def _forget(self) -> None:
        """Show what a page without a comparison shows."""
        self._jobs.give_up()
        self.tables = self.ground = self._report = None
        self._compared = set()
        self.main.show_rows((), ())
        self.detail.show_rows((), ())
        self.highlight.clear()
        self.results.hide()
        self._unfold_inputs(True)
        self._check()

    def _let_go(self, layer_ids: Sequence[str]) -> None:
        """Forget a comparison whose layers are about to be deleted."""
        if self._compared.intersection(layer_ids):
            self._forget()

    def _unfold_inputs(self, unfolded: bool) -> None:
        self.inputs.setChecked(unfolded)

    def _fold(self, unfolded: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow
        self.inputs.setArrowType(arrow)
        self.form.setVisible(unfolded)

    def _lay_out(self) -> None:
        self.inputs.setCheckable(True)
        self.inputs.setStyleSheet("QToolButton { border: none; font-weight: bold; }")
        self.inputs.setAutoRaise(True)
        self.inputs.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        head = QHBoxLayout()
        head.addWidget(self.inputs)
        head.addStretch(1)
        head.addWidget(self.run_button)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.form)
        layout.addWidget(self.hint)
        layout.addWidget(self.runs)
        layout.addWidget(self.results, 1)
        layout.addStretch(0)
        self._lay_out_results()

    def _lay_out_results(self) -> None:
        self._group = QButtonGroup(self)
        switch = QHBoxLayout()
        for button in (self.by_system, self.by_perimeter):
            self._group.addButton(button)
            switch.addWidget(button)
        switch.addStretch(1)
        self.by_system.setChecked(True)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.key)
        below.addWidget(self.detail, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.main)
        split.addWidget(lower)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.main.setMinimumHeight(110)
        self.detail.setMinimumHeight(80)
        files = QGridLayout()
        files.setSpacing(4)
        for place, button in enumerate(
            (
                self.layer_button,
                self.csv_button,
                self.sheet_button,
                self.layout_button,
                self.report_button,
            )
        ):
            files.addWidget(button, *divmod(place, _BUTTONS_A_ROW))
        layout = QVBoxLayout(self.results)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(switch)
        layout.addWidget(self.indices)
        layout.addWidget(self.notes)
        layout.addWidget(self.more)
        layout.addWidget(split, 1)
        layout.addLayout(files)

    def _connect(self) -> None:
        self.form.changed.connect(self._check)
        self.inputs.toggled.connect(self._fold)
        self.run_button.clicked.connect(lambda _: self.compare())
        self.runs.finished.connect(self._take_results)
        self.by_perimeter.toggled.connect(lambda _: self._show_tables())
        self.main.chosen.connect(self._show_detail)
        self.detail.chosen.connect(lambda _: self._show_outlines(zoom=True))
        self.layer_button.clicked.connect(lambda _: self.open_layer())
        self.csv_button.clicked.connect(lambda _: self.save_csv())
        self.sheet_button.clicked.connect(lambda _: self.save_spreadsheet())
        self.report_button.clicked.connect(lambda _: self.save_report())
        self.layout_button.clicked.connect(lambda _: self.make_layout())
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)


def _has_algorithm(identifier: str) -> bool:
    return QgsApplication.processingRegistry().algorithmById(identifier) is not None


def _size(row: Row) -> tuple[float, float]:
    """Return what ranks perimeters: their weight, where units have one, then their units."""
    return row["weight"] or 0.0, row["units"] or 0.0


def _existing(path: Any) -> Path | None:
    return Path(path) if path and Path(path).is_file() else None
