"""The comparison of two runs of a recipe: what it lets pass and what it reports."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import struct

import pytest


@pytest.fixture(scope="module")
def compare_runs(repository):
    pytest.importorskip("osgeo.ogr", reason="GDAL's Python is not on this machine")
    spec = importlib.util.spec_from_file_location("compare", repository / ".ci/compare_runs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shape(x, y):
    """Return a point as a GeoPackage holds it: a header without box, then WKB."""
    return b"GP\x00\x01" + struct.pack("<i", 2154) + struct.pack("<BIdd", 1, 1, x, y)


@pytest.fixture
def run(tmp_path):
    """Write a run with one table of one row, changed by what is given."""

    def run(name, table="units", count=1, **changed):
        row = {"fid": 1, "geom": shape(1e5, 6e6), "code": "001", "n": 3, "x": 0.1, **changed}
        folder = tmp_path / name
        folder.mkdir()
        record = {"date": name, "counts": {"units": count}}
        (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
        with sqlite3.connect(folder / "results.gpkg") as database:
            database.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
            database.execute("INSERT INTO gpkg_contents VALUES (?)", [table])
            database.execute(f"CREATE TABLE {table} (fid, geom, code, n, x)")
            database.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", list(row.values()))
        return folder

    return run


def test_the_last_digits_of_real_numbers_and_tenths_of_millimetres_pass(compare_runs, run, capsys):
    others = [
        run("again"),
        run("digits", x=0.1 * (1 + 1e-12)),
        run("moved", geom=shape(1e5, 6e6 + 1e-4)),
    ]
    assert compare_runs.main([run("first"), *others]) == 0
    assert capsys.readouterr().out.count(": the same;") == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"n": 4}, "units, row 1, n: 3, 4"),
        ({"n": 3.0}, "units, row 1, n: 3, 3.0"),
        ({"code": "1"}, "units, row 1, code: '001', '1'"),
        ({"code": None}, "units, row 1, code: '001', None"),
        ({"x": 0.1001}, "units, row 1, x: 0.1, 0.1001"),
        ({"x": float("inf")}, "units, row 1, x: 0.1, inf"),
        ({"geom": shape(1e5, 6e6 + 0.01)}, "units, row 1, geom"),
        ({"count": 2}, "run.json: counts differs"),
        ({"table": "systems"}, "only one run has the table units"),
    ],
)
def test_what_differs_is_said(compare_runs, run, capsys, changed, said):
    assert compare_runs.main([run("first"), run("other", **changed)]) == 1
    assert said in capsys.readouterr().out
