"""Keys of the method in words, in attribute tables; what is stored stays the key."""

from __future__ import annotations

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from . import wording

# Field -> words of its keys; no two outputs use one of these names for different keys.
_WORDS = {
    "reason": wording.reason_labels,
    "side": wording.side_labels,
    "kind": wording.code_change_labels,
    "role": wording.role_labels,
    "scale": wording.scale_labels,
    "type": wording.system_type_labels,
    "run": wording.run_labels,
}


def show_words(layer: QgsVectorLayer) -> None:
    """Let the attribute table of an output say its keys in the language of the user."""
    for name, labels in _WORDS.items():
        index = layer.fields().lookupField(name)
        if index >= 0:
            # An empty key is no key: without a word of its own it would show as "()".
            words = [{text: key} for key, text in {"": "", **labels()}.items()]
            setup = QgsEditorWidgetSetup("ValueMap", {"map": words})
            layer.setEditorWidgetSetup(index, setup)
