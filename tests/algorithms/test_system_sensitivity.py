"""Sensitivity through QGIS, on the toy of the method worked by hand and in the Grand Est."""

from __future__ import annotations

import pytest
from alliance.tests.algorithms.assertions import REAL, TEXT, WHOLE, assert_fields, assert_geometry

SENSITIVITY = (
    ("run", TEXT),
    ("left_out", TEXT),
    ("threshold", REAL),
    ("systems", WHOLE),
    ("covered", WHOLE),
    ("largest", WHOLE),
    ("int_share", REAL),
    ("vol_share", REAL),
    ("ari", REAL),
)
STABILITY = (
    ("code", TEXT),
    ("name", TEXT),
    ("system", WHOLE),
    ("sys_name", TEXT),
    ("centre", TEXT),
    ("stability", REAL),
    ("stab_thr", REAL),
    ("stab_type", REAL),
)
KINDS = {"k1": "AB BC DE EF", "k2": "AB AC DE DF", "k3": "AB BC DE EF BE"}
COMPONENTS = {"METHOD": "components", "THRESHOLD": 2, "OUTPUT": "memory:", "STABILITY": "memory:"}


@pytest.fixture
def toy_units(make_layer):
    rows = [
        (code, code.lower(), 60 - 10 * n, f"POINT({n} {n % 2})") for n, code in enumerate("ABCDEF")
    ]
    return make_layer("code:string name:string weight:double", rows, "Point")


@pytest.fixture
def toy_links(make_layer):
    """Scores AB3 DE3 BC2 EF2 AC1 BE1 DF1, with the kinds of each link."""

    def toy_links(weight=1.0):
        fields = "unit_a:string unit_b:string score:double types:string intensity:double "
        fields += " ".join(f"s_{kind}:integer r_{kind}:double" for kind in KINDS)
        rows = []
        for pair in sorted({pair for pairs in KINDS.values() for pair in pairs.split()}):
            held = [pair in pairs.split() for pairs in KINDS.values()]
            names = ",".join(kind for kind, own in zip(KINDS, held) if own)
            values = [value for own in held for value in (int(own), float(own))]
            rows.append((*pair, weight * sum(held), names, 100.0 * sum(held) / 3, *values, None))
        return make_layer(fields, rows, name="links")

    return toy_links


@pytest.fixture
def sensitivity(run, toy_units, toy_links):
    def sensitivity(**options):
        given = {"LINKS": toy_links(), "UNITS": toy_units, "UNIT_NAME": "name"}
        given.update(UNIT_WEIGHT="weight", **COMPONENTS)
        return run("systemsensitivity", **{**given, **options})

    return sensitivity


# --- by hand --------------------------------------------------------------------------------------


def test_runs_by_hand(sensitivity):
    found = sensitivity()
    assert_fields(found.layer("OUTPUT"), SENSITIVITY)
    runs = found.rows("OUTPUT")
    assert [(run["run"], run["left_out"] or "", run["threshold"]) for run in runs] == [
        ("threshold", "", 1),
        ("reference", "", 2),
        ("threshold", "", 3),
        ("left_out", "k1", 2),
        ("left_out", "k2", 2),
        ("left_out", "k3", 2),
    ]
    # Without k1: AB DE 2, the rest 1. Without k2: AB BC DE EF. Without k3: AB DE.
    assert [run["systems"] for run in runs] == [1, 2, 2, 2, 2, 2]
    assert [run["covered"] for run in runs] == [6, 6, 4, 4, 6, 4]
    assert [run["largest"] for run in runs] == [6, 3, 2, 2, 3, 2]
    assert [run["ari"] for run in runs] == pytest.approx([0, 1, 0.375, 0.375, 1, 0.375])
    assert all(run["vol_share"] is None for run in runs)
    assert found["RUN_COUNT"] == 6


def test_stability_by_hand(sensitivity):
    found = sensitivity()
    layer = found.layer("STABILITY")
    assert_fields(layer, STABILITY)
    assert_geometry(layer, "Point", "EPSG:2154")
    rows = found.rows("STABILITY")
    assert [row["centre"] for row in rows] == list("AAADDD")
    assert [row["stab_thr"] for row in rows] == [1, 1, 0.5, 1, 1, 0.5]
    assert [row["stab_type"] for row in rows] == pytest.approx([1, 1, 1 / 3, 1, 1, 1 / 3])
    assert [row["stability"] for row in rows] == pytest.approx([1, 1, 0.4, 1, 1, 0.4])


def test_units_without_system_have_no_stability(sensitivity):
    rows = sensitivity(THRESHOLD=3).rows("STABILITY")
    assert [row["stability"] is None for row in rows] == [False, False, True, False, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1, 3", [1, 2, 3]),
        ("3,1,1,2", [1, 2, 3]),
        ("0.5;1", [0.5, 1, 2]),
        ("0,5; 1", [0.5, 1, 2]),
        (" ", [1, 2, 3]),
    ],
)
def test_thresholds_are_numbers_between_commas(sensitivity, text, expected):
    runs = sensitivity(THRESHOLDS=text).rows("OUTPUT")
    assert [run["threshold"] for run in runs if run["run"] != "left_out"] == expected


@pytest.mark.parametrize("text", ["one, two", "1 2", "NaN", "inf, 1", "1,2,x"])
def test_what_is_no_list_of_numbers(refused, toy_links, toy_units, text):
    given = {"LINKS": toy_links(), "UNITS": toy_units, **COMPONENTS}
    sentence = refused("systemsensitivity", **given, THRESHOLDS=text)
    assert sentence.startswith(f"Thresholds: “{text}” is not a list of numbers.")


def test_weights_are_read_back_from_the_scores(sensitivity, toy_links):
    """With weights of 2 and a threshold of 4, every run is that of weights 1 and threshold 2."""
    plain, heavy = sensitivity(), sensitivity(LINKS=toy_links(weight=2.0), THRESHOLD=4)
    figures = ("run", "left_out", "systems", "covered", "largest")
    for one, two in zip(plain.rows("OUTPUT"), heavy.rows("OUTPUT")):
        assert [one[name] for name in figures] == [two[name] for name in figures]
    assert not heavy.journal.warnings


def test_scores_that_do_not_tell_the_weights_are_announced(sensitivity, toy_links):
    capped = toy_links()
    capped.startEditing()
    for feature in capped.getFeatures():
        capped.changeAttributeValue(feature.id(), 2, 1.0)
    assert capped.commitChanges()
    found = sensitivity(LINKS=capped, THRESHOLD=1)
    assert "do not tell the weights" in found.warnings
    assert not [row for row in found.rows("OUTPUT") if row["run"] == "left_out"]


def test_links_of_one_kind_have_nothing_to_leave_out(run, flows, units):
    links = run("computelinks", FLOWS=flows, UNITS=units, RULE="all", LINKS="memory:")["LINKS"]
    given = {**COMPONENTS, "THRESHOLD": 1}
    found = run("systemsensitivity", LINKS=links, UNITS=units, UNIT_NAME="name", **given)
    assert {row["run"] for row in found.rows("OUTPUT")} == {"reference"}
    assert all(row["stability"] is None for row in found.rows("STABILITY"))
    assert "put the threshold on the intensity" in found.warnings


def test_no_link_reaches_any_threshold(sensitivity):
    found = sensitivity(THRESHOLD=9, THRESHOLDS="8")
    assert all(run["systems"] == 0 for run in found.rows("OUTPUT"))
    assert all(row["system"] == 0 for row in found.rows("STABILITY"))


def test_no_links_at_all(sensitivity, make_layer):
    fields = "unit_a:string unit_b:string score:double intensity:double"
    found = sensitivity(LINKS=make_layer(fields, []))
    assert [run["systems"] for run in found.rows("OUTPUT")] == [0]


def test_excluded_units_take_no_part(sensitivity):
    rows = {row["code"]: row for row in sensitivity(EXCLUDED="A").rows("STABILITY")}
    assert "A" not in rows or rows["A"]["system"] == 0
    assert rows["B"]["centre"] == "B"


# --- the Grand Est --------------------------------------------------------------------------------


def test_the_grand_est(run, grandest, shared_data):
    units = {key: value for key, value in grandest.items() if key.startswith("UNIT")}
    commuting = run("computelinks", **grandest, MIN_VOLUME=50, LINKS="memory:")["LINKS"]
    students = {
        **units,
        "FLOWS": str(shared_data / "grandest" / "students_2012.csv"),
        **{key: value for key, value in grandest.items() if key.endswith("_FIELD")},
    }
    studies = run("computelinks", **students, MIN_VOLUME=10, LINKS="memory:")["LINKS"]
    links = run("cumulatelinks", LINKS=[commuting, studies], OUTPUT="memory:")["OUTPUT"]
    found = run(
        "systemsensitivity",
        LINKS=links,
        **units,
        UNIT_WEIGHT="employed",
        SCORE_FIELD="intensity",
        THRESHOLD=20,
        METHOD="components",
        OUTPUT="memory:",
        STABILITY="memory:",
    )
    runs = found.rows("OUTPUT")
    assert len(runs) == found["RUN_COUNT"]
    rising = [run for run in runs if run["run"] != "left_out"]
    assert [run["threshold"] for run in rising] == sorted(run["threshold"] for run in rising)
    assert len([run for run in runs if run["run"] == "left_out"]) == 2
    covered = [run["covered"] for run in rising]
    assert covered == sorted(covered, reverse=True)
    largest = [run["largest"] for run in rising]
    assert largest == sorted(largest, reverse=True)
    assert [run["ari"] for run in rising if run["run"] == "reference"] == [1]
    assert len(found.rows("STABILITY")) == 159
