"""The workshop: its folder, its panel, what its buttons open, and back to the start."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsRectangle, QgsSettings, QgsVectorLayer
from qgis.gui import QgsBrowserGuiModel, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QDockWidget, QLabel, QMainWindow, QMessageBox


class Interface(QObject):
    """The parts of QGIS that the exercise touches; `keeps` is a user who will not lose changes."""

    def __init__(self):
        super().__init__()
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.window.resize(1200, 800)
        self.window.show()
        self.asked = []
        self.keeps = False

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def newProject(self, ask=False):
        self.asked.append(ask)
        if not (ask and self.keeps):
            QgsProject.instance().clear()

    def addProject(self, path):
        return QgsProject.instance().read(path)


@pytest.fixture
def interface(alliance_provider, qgis_processing, monkeypatch):
    # The windows of algorithms ask the QGIS of pytest-qgis for this.
    model = QgsBrowserGuiModel()
    monkeypatch.setattr(qgis.utils.iface, "browserModel", lambda: model, raising=False)
    QgsSettings().remove("alliance")
    QgsProject.instance().clear()
    interface = Interface()
    yield interface
    QgsProject.instance().clear()
    QgsSettings().remove("alliance")
    interface.window.deleteLater()


@pytest.fixture
def dock(interface):
    """The panel “Systems and perimeters”, made when it is asked for."""
    from alliance.ui.dock import SystemsDock

    made = []

    def dock():
        if not made:
            made.append(SystemsDock(interface.canvas, interface.bar, interface.window))
            interface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made[0])
        return made[0]

    yield dock
    for one in made:
        one.remove()
        one.deleteLater()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the exercise goes: the folder that the dialog offers, accepted."""
    from alliance.ui import exercise_folder

    folder = tmp_path / "Documents" / "L'exercice d’été"
    monkeypatch.setattr(exercise_folder, "usual_folder", lambda: folder)

    def accept(dialog):
        QTest.mouseClick(dialog.buttons.button(dialog.buttons.Ok), Qt.MouseButton.LeftButton)
        return dialog.result()

    monkeypatch.setattr(exercise_folder.FolderDialog, "exec", accept)
    return folder


@pytest.fixture
def opened_files(monkeypatch):
    """The files that would open in a browser."""
    from alliance.ui import exercise

    opened = []
    monkeypatch.setattr(
        exercise.QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    return opened


@pytest.fixture
def answers(monkeypatch):
    """What the user answers to questions; the questions are collected."""
    said, asked = {"answer": QMessageBox.StandardButton.Yes}, []

    def question(parent, title, text, buttons, default):
        assert default == QMessageBox.StandardButton.No
        asked.append(text)
        return said["answer"]

    monkeypatch.setattr(QMessageBox, "question", question)
    said["asked"] = asked
    return said


@pytest.fixture
def exercise(interface, dock, settle):
    from alliance.ui.exercise import Exercise

    exercise = Exercise(interface, dock)
    yield exercise
    exercise.remove()
    settle()


@pytest.fixture
def panel(exercise, folder, settle):
    exercise.open()
    settle()
    return exercise.panel


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button(panel, key):
    return next(one for one in panel.actions_of_step if one.objectName() == key)


def go_to(panel, key):
    while panel.steps[panel.index].key != key:
        assert panel.next.isEnabled()
        click(panel.next)


def press(exercise, step, key):
    go_to(exercise.panel, step)
    click(button(exercise.panel, key))


def told(interface):
    item = interface.bar.currentItem()
    return item.text() if item is not None else ""


@pytest.fixture
def results(folder, panel):
    """The results of the recipe, as its window writes them."""
    import processing

    processing.run(
        "alliance:runrecipe",
        {"RECIPE": str(folder / "recipe.json"), "OUTPUT_FOLDER": str(folder / "resultats")},
    )


# --- opening ------------------------------------------------------------------------------------


def test_it_opens_a_project_of_its_own_and_shows_the_first_step(panel, folder, interface):
    project = QgsProject.instance()
    assert Path(project.fileName()) == folder / "exercice.qgz"
    assert "simulated" in project.title()
    assert panel.isVisible()
    assert panel.title.text() == "1. Know the ground"
    assert panel.caption.text() == "Step 1 of 9, 10 min"
    assert not panel.back.isEnabled()
    assert interface.asked == [True]


def test_it_takes_the_place_of_the_browser(exercise, folder, interface):
    browser, layers = QDockWidget(interface.window), QDockWidget(interface.window)
    browser.setObjectName("Browser")
    layers.setObjectName("Layers")
    for dock in (browser, layers):
        interface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    exercise.open()
    assert interface.window.tabifiedDockWidgets(exercise.panel) == [browser]


def test_a_browser_that_is_hidden_stays_so(exercise, folder, interface):
    browser = QDockWidget(interface.window)
    browser.setObjectName("Browser")
    interface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, browser)
    browser.hide()
    exercise.open()
    assert interface.window.tabifiedDockWidgets(exercise.panel) == []
    assert not browser.isVisible()


def test_the_folder_is_asked_for_once(exercise, panel, folder, interface, monkeypatch):
    from alliance.ui import exercise_folder

    monkeypatch.setattr(exercise_folder.FolderDialog, "exec", lambda _: pytest.fail("asked again"))
    QgsProject.instance().clear()
    exercise.open()
    assert Path(QgsProject.instance().fileName()) == folder / "exercice.qgz"


def test_opening_again_leaves_the_open_project_alone(exercise, panel, interface):
    added = QgsVectorLayer("Point", "mine", "memory")
    QgsProject.instance().addMapLayer(added)
    exercise.open()
    assert QgsProject.instance().mapLayersByName("mine")
    assert interface.asked == [True]


def test_unsaved_changes_stay_when_the_user_says_so(exercise, folder, interface):
    interface.keeps = True
    QgsProject.instance().setTitle("mine")
    exercise.open()
    assert QgsProject.instance().title() == "mine"
    assert exercise.panel is None


def test_an_exercise_that_is_there_is_opened_as_it_is(exercise, folder, interface):
    from alliance.algorithms.exercise import write_exercise

    write_exercise(folder)
    (folder / "recipe.json").write_text("mine", encoding="utf-8")
    exercise.open()
    assert exercise.panel is not None
    assert (folder / "recipe.json").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_will_not_do_is_a_sentence_in_the_dialog(exercise, folder):
    folder.mkdir(parents=True)
    (folder / "budget.ods").write_bytes(b"mine")
    exercise.open()
    assert exercise.panel is None
    assert [path.name for path in folder.iterdir()] == ["budget.ods"]


def test_the_dialog_offers_a_folder_in_the_documents_and_tells_what_is_wrong(
    interface, tmp_path, settle
):
    from alliance.ui.exercise_folder import FolderDialog, usual_folder

    assert usual_folder().name == "Alliance exercise"
    (tmp_path / "file").write_bytes(b"")
    dialog = FolderDialog(interface.window)
    dialog.show()
    for text, sentence in (
        ("", "Choose a folder."),
        (str(tmp_path / "file" / "below"), "cannot be made"),
        (str(tmp_path), "holds other files (“file”)"),
    ):
        dialog.place.setFilePath(text)
        click(dialog.buttons.button(dialog.buttons.Ok))
        assert sentence in dialog.problem.text()
        assert dialog.problem.isVisible()
        assert dialog.folder is None
    dialog.close()
    dialog.deleteLater()
    settle()


def test_without_the_libraries_it_says_how_to_install_them(exercise, interface, monkeypatch):
    from alliance.ui import exercise as module

    monkeypatch.setattr(module, "missing_libraries", lambda: ["pandas"])
    exercise.open()
    assert exercise.panel is None
    assert "lacks pandas" in told(interface)


# --- the panel ----------------------------------------------------------------------------------


def test_next_and_back_walk_through_nine_steps(panel):
    titles = [panel.title.text()]
    while panel.next.isEnabled():
        click(panel.next)
        titles.append(panel.title.text())
    assert [title.partition(".")[0] for title in titles] == [str(n) for n in range(1, 10)]
    assert panel.bar.value() == panel.bar.maximum() == 9
    click(panel.back)
    assert panel.title.text() == titles[-2]


def test_it_comes_back_at_the_step_where_it_was_left(exercise, panel, dock, interface, settle):
    from alliance.ui.exercise import Exercise

    go_to(panel, "systems")
    exercise.remove()
    settle()
    later = Exercise(interface, dock)
    later.open()
    assert later.panel.steps[later.panel.index].key == "systems"
    later.remove()


def test_a_step_shows_all_that_it_says(panel, settle):
    for step in panel.steps:
        go_to(panel, step.key)
        settle()
        shown = " ".join(label.text() for label in panel.widget().findChildren(QLabel))
        for text in (step.aim, *step.todo, *step.questions):
            assert text in shown
        assert [one.text() for one in panel.actions_of_step] == [a.label for a in step.actions]


def test_every_control_has_a_name(panel):
    nameless = [
        one
        for one in (panel.back, panel.next, panel.sheet, panel.reset, panel.trainer)
        if not one.accessibleName() or not one.toolTip()
    ]
    assert nameless == []
    assert all(isinstance(one, QAbstractButton) for one in panel.actions_of_step)


def test_it_changes_its_language(panel, in_french, settle):
    panel.retranslate()
    settle()
    assert panel.windowTitle() == "Exercice"
    assert panel.title.text() == "1. Connaître le terrain"
    assert panel.next.text() == "Suivant"


# --- buttons ------------------------------------------------------------------------------------


def test_the_whole_is_shown_again(exercise, panel, interface):
    interface.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    press(exercise, "ground", "whole")
    assert interface.canvas.extent().width() > 100_000


@pytest.mark.parametrize(
    ("step", "key"), [("flows", "load"), ("links", "relative"), ("kinds", "recipe")]
)
def test_a_button_opens_its_algorithm_filled_in(exercise, panel, folder, step, key, settle):
    from alliance.algorithms.exercise_steps import action, steps

    press(exercise, step, key)
    settle()
    dialog = exercise.dialogs[-1]
    assert dialog.isVisible()
    expected = action(steps(folder), key)
    assert dialog.algorithm().id() == expected.opens
    given = dialog.createProcessingParameters()
    for name, value in expected.parameters.items():
        if name == "UNITS":
            assert QgsProject.instance().mapLayer(given[name]).name() == "Units"
        elif name == "FLOWS" and key != "load":
            assert "flux_simules" in QgsProject.instance().mapLayer(given[name]).source()
        else:
            assert same(given.get(name), value), name


def same(given, expected):
    """Compare what a window holds with what it was given; outputs come as definitions."""
    sink = getattr(given, "sink", None)
    if sink is not None:
        given = sink.staticValue()
    if isinstance(expected, int):
        return float(given) == expected
    return (given or None) == expected


def test_results_are_asked_for_where_they_are_missing(exercise, panel, interface):
    for step, key in (
        ("kinds", "report"),
        ("thresholds", "explore"),
        ("thresholds", "sensitivity"),
        ("epci", "compare_epci"),
        ("pays", "alliances"),
    ):
        interface.bar.clearWidgets()
        press(exercise, step, key)
        assert "run it first" in told(interface)
    assert exercise.dialogs == []


def test_explore_compare_and_report_find_the_results(
    exercise, results, dock, opened_files, folder, wait_until
):
    press(exercise, "kinds", "report")
    assert opened_files == [folder / "resultats" / "report.html"]
    press(exercise, "thresholds", "explore")
    assert dock().tabs.currentIndex() == 0
    form = dock().explore.form
    assert form.links.layer().name() == "Cumulated links"
    assert "results.gpkg" in form.units.layer().source()
    press(exercise, "epci", "compare_epci")
    assert dock().tabs.currentIndex() == 1
    compare = dock().compare.form
    assert compare.perimeters.layer().source().endswith("layername=epci")
    assert compare.allocation.currentData() == "area"
    assert compare.flows.layer().name() == "Commuting (simulated)"
    press(exercise, "pays", "compare_pays")
    assert compare.perimeters.layer().source().endswith("layername=pays")
    assert compare.allocation.currentData() == "point"
    # Found again, not added again.
    assert len(QgsProject.instance().mapLayersByName("Cumulated links")) == 1


def test_the_sheet_opens(panel, folder, opened_files):
    click(panel.sheet)
    assert opened_files == [folder / "feuille_participants.html"]
    assert "Which towns work together" in opened_files[0].read_text(encoding="utf-8")


def test_a_sheet_that_cannot_be_written_is_a_sentence(
    panel, folder, opened_files, interface, monkeypatch
):
    (folder / "feuille_participants.html").mkdir()
    click(panel.sheet)
    assert opened_files == []
    assert "cannot be replaced" in told(interface)


def test_the_answer_key_asks_first_then_comes_by_itself(
    exercise, panel, folder, opened_files, answers, wait_until
):
    answers["answer"] = QMessageBox.StandardButton.No
    panel.key_action.trigger()
    assert not exercise.jobs.is_running("key")
    answers["answer"] = QMessageBox.StandardButton.Yes
    panel.key_action.trigger()
    assert exercise.jobs.is_running("key")
    wait_until(lambda: opened_files, 120)
    assert opened_files == [folder / "corrige_formateur.html"]
    assert "Brest Métropole" in opened_files[0].read_text(encoding="utf-8")
    assert "for the trainer" in answers["asked"][0]


def test_the_answer_key_that_fails_is_a_sentence(
    exercise, panel, answers, interface, wait_until, monkeypatch
):
    from alliance.core.errors import InputError
    from alliance.ui import exercise as module

    def fail(path, progress):
        raise InputError("No room left.")

    monkeypatch.setattr(module, "write_key", fail)
    panel.key_action.trigger()
    wait_until(lambda: told(interface) == "No room left.")


# --- back to the start --------------------------------------------------------------------------


def test_reset_asks_first(panel, folder, answers):
    answers["answer"] = QMessageBox.StandardButton.No
    (folder / "recipe.json").write_text("mine", encoding="utf-8")
    click(panel.reset)
    assert str(folder) in answers["asked"][0]
    assert (folder / "recipe.json").read_text(encoding="utf-8") == "mine"


def test_reset_puts_everything_back(panel, folder, answers, interface):
    go_to(panel, "epci")
    (folder / "recipe.json").write_text("mine", encoding="utf-8")
    (folder / "mes notes.txt").write_text("mine", encoding="utf-8")
    QgsProject.instance().addMapLayer(QgsVectorLayer("Point", "mine", "memory"))
    click(panel.reset)
    assert panel.index == 0
    assert len(QgsProject.instance().mapLayers()) == 7
    assert '"units"' in (folder / "recipe.json").read_text(encoding="utf-8")
    assert (folder / "mes notes.txt").exists()
    # Asked once, by us: QGIS need not ask about the project that is put back.
    assert interface.asked == [True, False]


def test_reset_does_not_drop_another_project(panel, folder, answers, interface):
    QgsProject.instance().clear()
    QgsProject.instance().setTitle("mine")
    interface.keeps = True
    (folder / "recipe.json").write_text("changed", encoding="utf-8")
    click(panel.reset)
    assert QgsProject.instance().title() == "mine"
    assert (folder / "recipe.json").read_text(encoding="utf-8") == "changed"


def test_reset_that_fails_says_so_and_opens_what_is_there(
    panel, folder, answers, interface, monkeypatch
):
    from alliance.core.errors import InputError
    from alliance.ui import exercise as module

    def fail(folder, again):
        raise InputError("It is open elsewhere.")

    monkeypatch.setattr(module, "write_exercise", fail)
    click(panel.reset)
    assert told(interface) == "It is open elsewhere."
    assert len(QgsProject.instance().mapLayers()) == 7


# --- leaving ------------------------------------------------------------------------------------


def test_removing_leaves_nothing(exercise, panel, interface, folder, settle):
    press(exercise, "flows", "load")
    dialog = exercise.dialogs[-1]
    exercise.remove()
    settle()
    from qgis.PyQt import sip

    assert sip.isdeleted(panel)
    assert sip.isdeleted(dialog)
    names = [child.objectName() for child in interface.window.children()]
    assert "AllianceExercise" not in names
    # What is left of it hears nothing.
    QgsProject.instance().clear()
    assert QgsApplication.instance() is not None
