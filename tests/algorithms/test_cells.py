"""Texts that a spreadsheet shows and does not run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from alliance.algorithms.cells import (
    neutralised,
    neutralised_texts,
    opens_in_a_spreadsheet,
)
from alliance.algorithms.compat import REAL, TEXT


@pytest.mark.parametrize("text", ["=1+1", "+33", "-x", "@SUM(A1)", "\t=1", "\r=1", "of:=1+1"])
def test_what_would_run_comes_after_an_apostrophe(text):
    assert neutralised(text) == "'" + text


@pytest.mark.parametrize("value", ["", "Aix-en-Provence", "'=1", "offre", "1 - 2", None, -3.5, 7])
def test_the_rest_is_left_as_it_is(value):
    assert neutralised(value) == value


def test_only_texts_of_the_schema_change():
    frame = pd.DataFrame({"name": ["=1", None], "net": [-2.0, 3.0], "other": ["=1", "=2"]})
    found = neutralised_texts(frame, (("name", TEXT), ("net", REAL), ("absent", TEXT)))
    assert found["name"].tolist() == ["'=1", None]
    assert found["net"].tolist() == [-2.0, 3.0]
    assert found["other"].tolist() == ["=1", "=2"]
    assert frame["name"].tolist() == ["=1", None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", True), ("a.XLSX", True), ("a.ods", True), ("a.gpkg", False), ("a.shp", False)],
)
def test_which_files_people_open_in_a_spreadsheet(name, expected):
    assert opens_in_a_spreadsheet(Path(name)) is expected
