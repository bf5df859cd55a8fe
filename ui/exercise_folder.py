"""Asks once where the exercise is to be put."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ..algorithms.exercise import holds_exercise, write_exercise
from ..core.errors import AllianceError
from ..core.messages import translate
from .labels import describe, plain_label

_WIDTH = 460


def usual_folder() -> Path:
    """Return the folder that is offered: one of its own, in the documents of the user."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / translate("Alliance", "Alliance exercise")


class FolderDialog(QDialog):
    """Asks for a folder and writes the exercise there; an exercise that is there stays as it is.

    Attributes
    ----------
    folder : Path or None
        Where the exercise is, once the dialog is accepted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.setWindowTitle(translate("Alliance", "Exercise"))
        said = plain_label(
            translate(
                "Alliance",
                "The data and the project of the exercise are copied to a folder of yours, where "
                "you can work and try. Nothing that is there is written over."
            ),
            wrapped=True,
        )
        self.place = QgsFileWidget()
        self.place.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.place.setDialogTitle(translate("Alliance", "Folder of the exercise"))
        describe(self.place, translate("Alliance", "Folder of the exercise"))
        self.place.setFilePath(str(usual_folder()))
        self.problem = plain_label(wrapped=True)
        self.problem.hide()
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (said, self.place, self.problem, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(_WIDTH)

    def accept(self) -> None:
        """Write the exercise; where that fails, say why and let the user choose again."""
        text = self.place.filePath().strip()
        if not text:
            return self._refuse(translate("Alliance", "Choose a folder."))
        folder = Path(text).expanduser()
        try:
            if not holds_exercise(folder):
                write_exercise(folder)
        except AllianceError as error:
            return self._refuse(str(error))
        self.folder = folder
        return super().accept()

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
