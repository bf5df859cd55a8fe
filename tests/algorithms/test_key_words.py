"""Keys in words, in the attribute tables of what is written."""

from __future__ import annotations

import pytest
from alliance.algorithms import fields
from alliance.algorithms.key_words import show_words
from alliance.core.options import CODE_CHANGES, REJECT_REASONS
from qgis.core import QgsApplication, QgsVectorLayer


def shown(layer, name, key):
    """Return what an attribute table shows of a key."""
    index = layer.fields().lookupField(name)
    setup = layer.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    return formatter.representValue(layer, index, setup.config(), None, key)


@pytest.fixture
def output():
    def output(schema):
        layer = QgsVectorLayer("NoGeometry", "output", "memory")
        layer.dataProvider().addAttributes(fields.to_fields(schema).toList())
        layer.updateFields()
        show_words(layer)
        return layer

    return output


@pytest.mark.parametrize("reason", REJECT_REASONS)
def test_every_reason_is_said_in_words(output, reason):
    assert shown(output(fields.REJECTS), "reason", reason) not in (reason, f"({reason})", "")


@pytest.mark.parametrize("change", CODE_CHANGES)
def test_every_change_of_a_code_is_said_in_words(output, change):
    assert shown(output(fields.REPAIRS), "kind", change) == change


@pytest.mark.parametrize(
    ("schema", "name", "key", "words"),
    [
        (fields.REJECTS, "side", "destination", "destination"),
        (fields.SYSTEMS, "type", "star", "star"),
        (fields.DETECTED, "scale", "transversal", "between two systems"),
        (fields.SENSITIVITY, "run", "left_out", "a kind of links left out"),
    ],
)
def test_the_other_keys(output, schema, name, key, words):
    assert shown(output(schema), name, key) == words


def test_an_empty_key_shows_nothing(output):
    assert shown(output(fields.REJECTS), "side", "") == ""


def test_a_field_that_holds_no_key_is_left_alone(output):
    layer = output(fields.REJECTS)
    assert layer.editorWidgetSetup(layer.fields().lookupField("code")).type() == ""
