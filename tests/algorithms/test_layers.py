"""From layers of QGIS to frames."""

from __future__ import annotations

import pytest
from alliance.algorithms.layers import check_columns, frame_of, is_table_file, progress_of
from alliance.core.errors import Cancelled, InputError
from alliance.core.progress import silent


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/data/flows.csv", True),
        ("/data/FLOWS.CSV", True),
        ("/data/flows.csv.gz", True),
        ("/data/flows.xlsx", True),
        ("/data/flows.gpkg", False),
        ("/data/flows.gpkg|layername=flows.csv", False),
        ("flows_2f3e", False),
        (None, False),
        (12, False),
    ],
)
def test_which_files_are_read_without_qgis(value, expected):
    assert is_table_file(value) is expected


def test_a_layer_becomes_a_frame(make_layer):
    layer = make_layer("a:string b:double c:int", [("x", 1.5, 3, None), (None, None, None, None)])
    frame = frame_of(layer, ["c", "a", "c"], silent)
    assert list(frame.columns) == ["c", "a"]
    assert frame.to_numpy().tolist() == [[3, "x"], [None, None]]
    assert list(frame_of(layer, None, silent).columns) == ["a", "b", "c"]


def test_an_empty_layer_keeps_its_columns(make_layer):
    frame = frame_of(make_layer("a:string b:double", []), None, silent)
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_a_filter_on_the_layer_is_respected(make_layer):
    layer = make_layer("a:string", [("x", None), ("y", None)])
    layer.setSubsetString("\"a\" = 'y'")
    assert frame_of(layer, None, silent)["a"].tolist() == ["y"]


def test_a_missing_column_names_those_that_are_there():
    with pytest.raises(InputError, match=r"“c” is missing from “T”\. Its columns are: a, b"):
        check_columns(["a", "b"], ["a", "c"], "T")


def test_progress_fills_the_bar_and_stops_when_asked(journal):
    said = journal(cancel_at=50)
    progress = progress_of(said)
    progress(0.2)
    with pytest.raises(Cancelled):
        progress(0.5)
    assert said.steps == [20, 50]


def test_a_cancel_before_the_first_step_is_seen(journal):
    said = journal()
    said.cancel()
    with pytest.raises(Cancelled):
        progress_of(said)(0.0)
