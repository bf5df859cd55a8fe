"""The exercise in QGIS: its project, its panel, and what the buttons of its steps open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis, QgsProject, QgsProviderRegistry, QgsSettings, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QDockWidget, QMessageBox

from ..algorithms.dependencies import installation_advice, missing_libraries
from ..algorithms.exercise import (
    COMMUTING,
    KEY,
    PROJECT,
    RESULTS,
    SHEET,
    holds_exercise,
    write_exercise,
)
from ..algorithms.exercise_key import write_key
from ..algorithms.exercise_sheet import write_sheet
from ..algorithms.exercise_steps import COMPARE, EXPLORE, REPORT, ZOOM, Action, result
from ..algorithms.language import in_language, user_language
from ..algorithms.recipe_results import FILES, main_layers
from ..algorithms.styling import AREAS, KIND_PROPERTY
from ..core.errors import AllianceError
from ..core.messages import translate
from ..core.progress import Progress
from .background import Job, Jobs
from .exercise_folder import FolderDialog
from .exercise_panel import ExercisePanel

_FOLDER = "alliance/exercise_folder"
_KEY_JOB = "key"
_WIDTH, _HEIGHT = 330, 480
_SECONDS = 8


class Exercise:
    """Opens the exercise, leads through its steps, and puts it back as it was.

    Parameters
    ----------
    iface : QgisInterface
    show_dock : callable
        Shows the panel “Systems and perimeters” and returns it.
    """

    def __init__(self, iface: Any, show_dock: Callable[[], Any]) -> None:
        self.iface = iface
        self.panel: ExercisePanel | None = None
        self.dialogs: list[QDialog] = []
        self.jobs = Jobs()
        self._show_dock = show_dock

    def open(self) -> None:
        """Open the exercise where it was left; the first time, ask where to put it."""
        missing = missing_libraries()
        if missing:
            self._say(installation_advice(missing), bad_news=True)
            return
        folder = self._folder()
        if folder is None:
            return
        if _is_open(folder) or (self._close_project(ask=True) and self._open_project(folder)):
            self._show_panel(folder)

    def remove(self) -> None:
        """Leave QGIS for good."""
        self.jobs.give_up()
        for dialog in self._open_dialogs():
            dialog.close()
            dialog.deleteLater()
        self.dialogs.clear()
        if self.panel is not None:
            self.iface.removeDockWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None

    # --- the project ------------------------------------------------------------------------

    def _folder(self) -> Path | None:
        known = str(QgsSettings().value(_FOLDER, "") or "")
        if known and holds_exercise(Path(known)):
            return Path(known)
        dialog = FolderDialog(self.iface.mainWindow())
        accepted = dialog.exec()
        folder = dialog.folder
        dialog.deleteLater()
        if not accepted or folder is None:
            return None
        QgsSettings().setValue(_FOLDER, str(folder))
        return folder

    def _open_project(self, folder: Path) -> bool:
        return bool(self.iface.addProject(str(folder / PROJECT)))

    def _close_project(self, *, ask: bool) -> bool:
        """Close the project, unless the user keeps it when QGIS asks about unsaved changes."""
        project, cleared = QgsProject.instance(), []

        def remember() -> None:
            cleared.append(True)

        project.cleared.connect(remember)
        self.iface.newProject(ask)
        project.cleared.disconnect(remember)
        return bool(cleared)

    def _show_panel(self, folder: Path) -> None:
        if self.panel is None:
            self.panel = self._make_panel()
        self.panel.open_folder(folder)
        self.panel.setUserVisible(True)

    def _make_panel(self) -> ExercisePanel:
        window = self.iface.mainWindow()
        panel = ExercisePanel(window)
        panel.asked.connect(self._open_action)
        panel.sheetAsked.connect(self._open_sheet)
        panel.keyAsked.connect(self._ask_for_key)
        panel.resetAsked.connect(self._ask_to_reset)
        if not window.restoreDockWidget(panel):
            self.iface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, panel)
            _share_place_of_browser(window, panel)
            window.resizeDocks([panel], [_WIDTH], Qt.Orientation.Horizontal)
            window.resizeDocks([panel], [_HEIGHT], Qt.Orientation.Vertical)
        return panel

    # --- steps ------------------------------------------------------------------------------

    def _open_action(self, action: Action) -> None:
        if action.needs_results and not (self._results / FILES["GEOPACKAGE"]).exists():
            self._say(
                translate(
                    "Alliance",
                    "This needs the results of the recipe: run it first, in the step “Cumulate "
                    "several kinds of links”."
                ),
                bad_news=True,
            )
            return
        if action.is_algorithm:
            self._open_algorithm(action)
            return
        {
            ZOOM: lambda: self.iface.mapCanvas().zoomToProjectExtent(),
            EXPLORE: self._explore,
            COMPARE: lambda: self._compare(action.parameters),
            REPORT: lambda: _open_file(self._results / FILES["REPORT"]),
        }[action.opens]()

    def _open_algorithm(self, action: Action) -> None:
        import processing

        given = {name: _as_layer(value) for name, value in action.parameters.items()}
        dialog = processing.createAlgorithmDialog(action.opens, given)
        self.dialogs = [*self._open_dialogs(), dialog]
        dialog.show()

    def _explore(self) -> None:
        page = self._show_page(0).explore
        page.form.links.setLayer(self._result_layer("links"))
        page.form.units.setLayer(self._result_layer("units"))

    def _compare(self, perimeters: Mapping[str, Any]) -> None:
        form = self._show_page(1).compare.form
        form.systems.setLayer(self._result_layer("units"))
        form.perimeters.setLayer(_in_project(perimeters["PERIMETERS"]))
        form.allocation.setCurrentIndex(form.allocation.findData(perimeters["ALLOCATION"]))
        form.flows.setLayer(_in_project(str(self._folder_of_panel / COMMUTING)))

    def _show_page(self, number: int) -> Any:
        dock = self._show_dock()
        dock.tabs.setCurrentIndex(number)
        return dock

    def _result_layer(self, table: str) -> QgsVectorLayer:
        """Return a layer of the run of the recipe, which joins the project where it must."""
        source = result(self._folder_of_panel, table)
        found = _in_project(source)
        if found is None:
            found = QgsVectorLayer(source, main_layers()[table], "ogr")
            QgsProject.instance().addMapLayer(found)
        return found

    @property
    def _folder_of_panel(self) -> Path:
        return self.panel.folder if self.panel is not None else Path()

    @property
    def _results(self) -> Path:
        return self._folder_of_panel / RESULTS

    # --- papers -----------------------------------------------------------------------------

    def _open_sheet(self) -> None:
        path = self._folder_of_panel / SHEET
        if self._tried(lambda: write_sheet(path)):
            _open_file(path)

    def _ask_for_key(self) -> None:
        asked = translate(
            "Alliance",
            "The answer key is for the trainer: it holds every answer. It is made from a run of "
            "the exercise, in a quarter of a minute. Make it now?"
        )
        if not self.jobs.is_running(_KEY_JOB) and self._agrees(asked):
            self._make_key()

    def _make_key(self) -> None:
        path, language = self._folder_of_panel / KEY, user_language()

        def work(progress: Progress) -> None:
            with in_language(language):
                write_key(path, progress)

        self.jobs.start(_KEY_JOB, translate("Alliance", "Answer key"), work, self._key_is_made)
        self._say(translate("Alliance", "The answer key is being made; it opens by itself."))

    def _key_is_made(self, job: Job) -> None:
        if job.problem:
            self._say(job.problem, bad_news=True)
        else:
            _open_file(self._folder_of_panel / KEY)

    # --- back to the start ------------------------------------------------------------------

    def _ask_to_reset(self) -> None:
        asked = translate(
            "Alliance",
            "Put the exercise back as it was? Its data and its project are written again in "
            "“{folder}” and its results are removed. What you added to the project is lost; other "
            "files of the folder stay."
        ).format(folder=self._folder_of_panel)
        if self._agrees(asked):
            self._reset()

    def _reset(self) -> None:
        folder = self._folder_of_panel
        # Files that are open cannot be replaced on Windows. Another project is not ours to drop.
        if not self._close_project(ask=not _is_open(folder)):
            return
        self._tried(lambda: write_exercise(folder, again=True))
        if self._open_project(folder) and self.panel is not None:
            self.panel.restart()

    # --- inside -----------------------------------------------------------------------------

    def _open_dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self.dialogs if not sip.isdeleted(dialog)]

    def _agrees(self, question: str) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self.iface.mainWindow(),
            translate("Alliance", "Exercise"),
            question,
            buttons.Yes | buttons.No,
            buttons.No,
        )
        return bool(answer == buttons.Yes)

    def _tried(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except AllianceError as error:
            self._say(str(error), bad_news=True)
            return False
        return True

    def _say(self, sentence: str, *, bad_news: bool = False) -> None:
        level = Qgis.MessageLevel.Warning if bad_news else Qgis.MessageLevel.Info
        self.iface.messageBar().pushMessage(
            "Alliance", escape(sentence), level, 0 if bad_news else _SECONDS
        )


def _share_place_of_browser(window: Any, panel: ExercisePanel) -> None:
    """Put the panel over the browser, where it is: three panels in a column hide the steps."""
    browser = window.findChild(QDockWidget, "Browser")
    if (
        browser is not None
        and browser.isVisible()
        and not browser.isFloating()
        and window.dockWidgetArea(browser) == window.dockWidgetArea(panel)
    ):
        window.tabifyDockWidget(browser, panel)


def _is_open(folder: Path) -> bool:
    return _same_file(QgsProject.instance().fileName(), str(folder / PROJECT))


def _same_file(first: str, second: str) -> bool:
    one, other = Path(first), Path(second)
    return bool(first) and one.exists() and other.exists() and one.samefile(other)


def _in_project(source: str) -> QgsVectorLayer | None:
    """Return the layer of the project that reads `source`, None where there is none."""
    wanted = _parts(source)
    return next((layer for layer in _layers() if _reads(layer, *wanted)), None)


def _as_layer(value: Any) -> Any:
    """Return the name under which the project knows a layer, any other value as it is."""
    found = _in_project(value) if isinstance(value, str) and "|layername=" in value else None
    return value if found is None else found.id()


def _layers() -> Iterator[QgsVectorLayer]:
    """Yield the layers of files, the quiet ground under the map aside."""
    for layer in QgsProject.instance().mapLayers().values():
        in_file = isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr"
        if in_file and layer.customProperty(KIND_PROPERTY) != AREAS:
            yield layer


def _reads(layer: QgsVectorLayer, path: str, table: str) -> bool:
    its_path, its_table = _parts(layer.source())
    return its_table == table and _same_file(its_path, path)


def _parts(source: str) -> tuple[str, str]:
    parts = QgsProviderRegistry.instance().decodeUri("ogr", source)
    return parts.get("path") or "", parts.get("layerName") or ""


def _open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
