"""`alliance:aggregateflows`: sums between larger units, kinds apart."""

from __future__ import annotations

import pytest
from alliance.tests.algorithms.assertions import (
    FLOWS,
    REJECTS,
    assert_fields,
    assert_geometry,
)

FIELDS = "origin:string dest:string volume:double link_type:string"
ROWS = [
    ("1001", "2001", 5.0, "work", None),
    ("1002", "2001", 7.0, "work", None),
    ("1001", "1002", 2.0, "work", None),
    ("2001", "1001", 4.0, "study", None),
    ("1002", "2001", 1.0, "study", None),
]


@pytest.fixture
def zones(write) -> dict[str, str]:
    """Parameters of a lookup from communes to the units 01 and 02."""
    path = write("zones.csv", "CODGEO;ZONE\n1001;01\n1002;01\n2001;02\n3001;\n")
    return {"LOOKUP": path, "LOOKUP_FROM": "CODGEO", "LOOKUP_TO": "ZONE"}


@pytest.fixture
def aggregate(run, units, zones):
    """Aggregate flows to the five towns."""

    def aggregate(flows, **parameters):
        outputs = {"OUTPUT": "memory:", "REJECTS": "memory:"}
        given = {"UNITS": units, **zones, **outputs, **parameters}
        return run("aggregateflows", FLOWS=flows, **given)

    return aggregate


def test_it_sums_between_larger_units(aggregate, make_layer):
    layer = make_layer(FIELDS, [row for row in ROWS if row[3] == "work"])
    summed = aggregate(layer)
    assert_fields(summed.layer("OUTPUT"), FLOWS)
    assert_geometry(summed.layer("OUTPUT"), "LineString", "EPSG:2154")
    rows = [(row["origin"], row["dest"], row["volume"]) for row in summed.rows("OUTPUT")]
    assert rows == [("01", "01", 2), ("01", "02", 12)]
    assert summed.rows("OUTPUT")[1]["dist_km"] == pytest.approx(10, rel=0.01)


def test_kinds_are_summed_apart(aggregate, make_layer):
    summed = aggregate(make_layer(FIELDS, ROWS))
    rows = [
        (row["link_type"], row["origin"], row["dest"], row["volume"])
        for row in summed.rows("OUTPUT")
    ]
    assert rows == [
        ("study", "01", "02", 1),
        ("study", "02", "01", 4),
        ("work", "01", "01", 2),
        ("work", "01", "02", 12),
    ]


def test_rows_left_out_are_counted_once_over_all_kinds(aggregate, make_layer):
    lost = [
        ("9", "2001", 3.0, "work", None),
        ("9", "2001", 4.0, "study", None),
        ("1001", "3001", 2.0, "study", None),
        ("1001", "2001", None, "study", None),
    ]
    summed = aggregate(make_layer(FIELDS, ROWS + lost))
    assert_fields(summed.layer("REJECTS"), REJECTS)
    rejects = {
        (row["reason"], row["code"]): (row["rows"], row["volume"]) for row in summed.rows("REJECTS")
    }
    assert rejects == {
        ("missing_volume", "1001"): (1, 0),
        ("outside_units", "3001"): (1, 2),
        ("unknown_origin", "9"): (2, 7),
    }


def test_malformed_rows_of_a_file_of_several_kinds_are_counted_once(aggregate, write):
    text = "origin,dest,volume,link_type\n1001,2001,5,work\n1001,2001,3,study\n1001,2001\n"
    summed = aggregate(write("flows.csv", text))
    (row,) = summed.rows("REJECTS")
    assert (row["reason"], row["rows"]) == ("malformed_row", 1)


def test_flows_without_a_kind_take_the_name_of_their_table(aggregate, make_layer):
    rows = [("1001", "2001", 5.0, None, None), ("1001", "2001", 3.0, "study", None)]
    summed = aggregate(make_layer(FIELDS, rows, name="other"))
    assert {(row["link_type"], row["volume"]) for row in summed.rows("OUTPUT")} == {
        ("other", 5),
        ("study", 3),
    }


def test_without_a_lookup_pairs_are_summed(aggregate, make_layer, flows):
    summed = aggregate(flows, LOOKUP=None, LOOKUP_FROM="", LOOKUP_TO="")
    assert len(summed.rows("OUTPUT")) == 8


def test_what_loadflows_wrote_comes_out_the_same_when_summed_later(
    run, aggregate, write_flows, units, zones
):
    """Commune to commune then to zones, or to zones at once: the same flows."""
    rows = [("1001", "2001", 0.1), ("1002", "2001", 0.2), ("2001", "1002", 0.3)]
    names = dict(
        zip(("ORIGIN_FIELD", "DESTINATION_FIELD", "VOLUME_FIELD"), ("origin", "dest", "volume"))
    )
    path = write_flows(rows)
    at_once = run("loadflows", INPUT=path, **names, **zones, UNITS=units, FLOWS="memory:")
    communes = run("loadflows", INPUT=path, **names, LINK_TYPE="work", FLOWS="memory:")
    later = aggregate(communes["FLOWS"])
    key = ("origin", "dest", "volume", "dist_km")
    assert [[row[k] for k in key] for row in later.rows("OUTPUT")] == [
        [row[k] for k in key] for row in at_once.rows("FLOWS")
    ]


def test_no_flow_at_all(aggregate, make_layer):
    summed = aggregate(make_layer(FIELDS, [], name="none"))
    assert summed.rows("OUTPUT") == []
    assert "“none” has no row of data" in summed.warnings


def test_an_own_column_that_is_missing(refused, make_layer, units):
    layer = make_layer("i:string j:string n:double", [("1", "2", 3.0, None)], name="matrix")
    sentence = refused("aggregateflows", FLOWS=layer, UNITS=units, OUTPUT="memory:")
    assert "“origin” is missing from “matrix”" in sentence


def test_a_lookup_that_knows_no_code(refused, flows, units, write):
    path = write("zones.csv", "from,to\nA,01\n")
    sentence = refused(
        "aggregateflows",
        FLOWS=flows,
        UNITS=units,
        LOOKUP=path,
        LOOKUP_FROM="from",
        LOOKUP_TO="unknown",
        OUTPUT="memory:",
    )
    assert "“unknown” is missing from “zones.csv”" in sentence
