"""`alliance:computelinks`: the figures of the method, its layers, and what it refuses."""

from __future__ import annotations

import re

import pytest
from alliance.core.options import INTENSITIES, RULES
from alliance.tests.algorithms.assertions import LINKS, assert_fields, assert_geometry
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
)

ALL = {"RULE": "all", "INTENSITY": "volume"}
COLUMNS = {"ORIGIN_FIELD": "i", "DESTINATION_FIELD": "j", "VOLUME_FIELD": "fij"}


@pytest.fixture
def compute(run):
    """Compute links in memory, all of them and by volume unless told otherwise."""

    def compute(flows, **parameters):
        return run("computelinks", FLOWS=flows, **{**ALL, "LINKS": "memory:", **parameters})

    return compute


@pytest.fixture
def refuse(refused):
    """Compute links that must be refused; return the sentence."""

    def refuse(flows, **parameters):
        return refused("computelinks", FLOWS=flows, **{"LINKS": "memory:", **parameters})

    return refuse


@pytest.fixture
def integer_codes(run, shared_data):
    """Compute links on the commuting of the Grand Est whose codes lost their zeros."""
    path = str(shared_data / "grandest" / "commuting_2011_integer_codes.csv")

    def integer_codes(rule, value=None, **parameters):
        given = {**COLUMNS, "RULE": rule, "RULE_VALUE": value, "LINKS": "memory:", **parameters}
        return run("computelinks", FLOWS=path, **given)

    return integer_codes


@pytest.fixture(scope="module")
def repaired(run, shared_data, tmp_path_factory):
    """The same commuting, its codes repaired by `loadflows`."""
    folder = shared_data / "grandest"
    return run(
        "loadflows",
        INPUT=str(folder / "commuting_2011_integer_codes.csv"),
        **COLUMNS,
        UNITS=str(folder / "urban_areas.gpkg"),
        REPAIR_CODES=True,
        FLOWS=str(tmp_path_factory.mktemp("repaired") / "commuting.gpkg"),
    )["FLOWS"]


# --- figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "value", "count", "volume"),
    [
        ("all", None, 3191, 313292),
        ("min_volume", 500, 137, 193203),
        ("min_volume", 1000, 62, 145368),
        ("min_share", 20, 240, 167088),
        ("first", 1, 159, 139359),
        ("first", 2, 318, 196480),
        ("first", 3, 475, 228443),
        ("first", 5, 783, 263724),
        ("dominant", None, 134, 100781),
    ],
)
def test_rules_keep_what_the_method_says(integer_codes, rule, value, count, volume):
    links = integer_codes(rule, value)
    assert links["FLOW_COUNT"] == count
    assert links["FLOW_VOLUME"] == volume


@pytest.mark.parametrize(
    ("intensity", "expected"),
    [
        (
            "smart",
            [("Vittel", "Contrexeville", 0.065469), ("Saint-Claude", "Saint-Lupicin", 0.060519)],
        ),
        ("relative_link", [("Auxerre", "Toucy", 0.48454), ("Colmar", "Biesheim", 0.47048)]),
    ],
)
def test_the_strongest_links_are_those_of_the_method(run, grandest, repaired, intensity, expected):
    units = {name: value for name, value in grandest.items() if name.startswith("UNIT")}
    links = run(
        "computelinks",
        FLOWS=repaired,
        **units,
        INTENSITY=intensity,
        RULE="all",
        MARGINS="all",
        LINKS="memory:",
    )
    strongest = sorted(links.rows("LINKS"), key=lambda row: -row["intensity"])
    for row, (first, second, value) in zip(strongest, expected):
        assert (row["name_a"], row["name_b"]) == (first, second)
        assert row["intensity"] == pytest.approx(value, abs=6e-6)


@pytest.mark.parametrize(
    ("rule", "value", "count", "volume", "components"),
    [
        ("min_volume", 500, "137", "193,203", "10"),
        ("min_volume", 1000, "62", "145,368", "7"),
        ("min_share", 20, "240", "167,088", "6"),
        ("dominant", None, "134", "100,781", "25"),
    ],
)
def test_the_loss_report_says_what_is_kept(
    integer_codes, tmp_path, rule, value, count, volume, components
):
    path = tmp_path / "losses.html"
    integer_codes(rule, value, LOSS_REPORT=str(path))
    before, kept, lost = counted_flows(path.read_text(encoding="utf-8"))
    assert before == ["Before", "3,191", "100.0%", "313,292", "100.0%", "1", "0.1270"]
    assert (kept[0], kept[1], kept[3], kept[5]) == ("Kept", count, volume, components)
    assert (lost[0], lost[1]) == ("Lost", f"{3191 - int(count):,}")


def counted_flows(page):
    """Return the three rows of the first table of a loss report."""
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    return cells[:7], cells[7:14], cells[14:21]


# --- the layer ----------------------------------------------------------------------------------


def test_it_gives_links_with_names_lines_and_distances(compute, flows, units):
    links = compute(flows, UNITS=units, UNIT_NAME="name", LINK_TYPE="commuting")
    layer = links.layer("LINKS")
    assert_fields(layer, LINKS)
    assert_geometry(layer, "LineString", "EPSG:2154")
    rows = {(row["unit_a"], row["unit_b"]): row for row in links.rows("LINKS")}
    assert list(rows) == sorted(rows)
    assert all(a < b for a, b in rows)
    row = rows["01", "02"]
    assert (row["name_a"], row["name_b"]) == ("Aubenas", "Bourg-d'Oisans")
    assert (row["flow_ab"], row["flow_ba"], row["volume"]) == (30, 60, 90)
    assert row["recipro"] == pytest.approx(60 / 90)
    assert (row["selected"], row["direction"], row["link_type"]) == (1, "both", "commuting")
    assert row["dist_km"] == pytest.approx(10, rel=0.01)
    assert rows["01", "03"]["name_b"] == "L'Isle « du » <b>Lac</b>"
    (line,) = [f.geometry() for f in layer.getFeatures() if f["unit_b"] == "02"]
    assert line.asWkt() == "LineString (900000 6400000, 910000 6400000)"


def test_without_units_codes_stand_alone(compute, flows):
    links = compute(flows)
    assert_fields(links.layer("LINKS"), LINKS)
    assert_geometry(links.layer("LINKS"), "NoGeometry")
    assert {row["dist_km"] for row in links.rows("LINKS")} == {None}
    assert {row["name_a"] for row in links.rows("LINKS")} == {None}
    assert {row["link_type"] for row in links.rows("LINKS")} == {"flows"}


def test_only_selected_links_are_written_unless_asked(compute, flows):
    options = {"RULE": "first", "RULE_VALUE": 1}
    some = compute(flows, **options)
    every = compute(flows, **options, KEEP_ALL=True)
    assert some.layer("LINKS").featureCount() == some["SELECTED_COUNT"] == 3
    assert every.layer("LINKS").featureCount() == every["LINK_COUNT"] == 5
    lost = [row for row in every.rows("LINKS") if not row["selected"]]
    assert [(row["unit_a"], row["unit_b"]) for row in lost] == [("01", "03"), ("01", "04")]
    assert {row["direction"] for row in lost} == {None}
    assert some["VOLUME_SHARE"] == pytest.approx((183 - 25 - 10) / 183)


def test_both_directions_may_be_asked(compute, flows):
    links = compute(flows, RULE="first", RULE_VALUE=1, BOTH_DIRECTIONS=True)
    assert [(row["unit_a"], row["unit_b"]) for row in links.rows("LINKS")] == [
        ("01", "02"),
        ("03", "04"),
    ]


def test_partnerships_have_no_direction(compute, write_flows):
    path = write_flows([("01", "02", 10)])
    (row,) = compute(path, UNDIRECTED=True).rows("LINKS")
    assert (row["flow_ab"], row["flow_ba"], row["volume"]) == (5, 5, 10)


@pytest.mark.parametrize("intensity", INTENSITIES)
def test_every_intensity_runs(run, grandest, intensity):
    links = run(
        "computelinks",
        **grandest,
        INTENSITY=intensity,
        RULE="min_volume",
        MIN_VOLUME=100,
        LINKS="memory:",
    )
    values = [row["intensity"] for row in links.rows("LINKS")]
    assert len(values) > 100
    assert all(value is not None and value > 0 for value in values)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_usual_value(run, grandest, rule):
    links = run("computelinks", **grandest, RULE=rule, LINKS="memory:")
    assert 0 < links["SELECTED_COUNT"] <= links["LINK_COUNT"] == 2139


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2154"])
def test_distances_are_measured_on_the_ellipsoid(compute, write_flows, make_layer, crs):
    """A default project has no ellipsoid, and `qgis_process` has none at all."""
    QgsProject.instance().setEllipsoid("NONE")
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem(crs),
        QgsCoordinateTransformContext(),
    )
    rows = [
        (code, there.transform(QgsPointXY(*place)).asWkt())
        for code, place in (("Paris", (2.35, 48.85)), ("Lyon", (4.85, 45.75)))
    ]
    links = compute(
        write_flows([("Paris", "Lyon", 10)]),
        UNITS=make_layer("code:string", rows, "Point", crs),
    )
    (row,) = links.rows("LINKS")
    assert row["dist_km"] == pytest.approx(393.05, abs=0.01)


def test_the_loss_report_is_one_safe_page(compute, flows, tmp_path):
    path = tmp_path / "losses.html"
    compute(flows, LINK_TYPE="<script>d'été</script>", LOSS_REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert "&lt;script&gt;d&#x27;été" in page
    assert not re.findall(r"(?:src|href)\s*=", page)
    assert "In flows" in page
    assert "In links" in page


def test_the_loss_report_of_nothing(compute, make_layer, tmp_path):
    empty = make_layer("origin:string dest:string volume:double", [], name="none")
    compute(empty, LOSS_REPORT=str(tmp_path / "losses.html"))
    assert "–" in (tmp_path / "losses.html").read_text(encoding="utf-8")


# --- inputs of every kind -----------------------------------------------------------------------


def test_a_layer_of_flows_made_by_loadflows(run, compute, flows, units):
    loaded = run(
        "loadflows",
        INPUT=flows,
        ORIGIN_FIELD="origin",
        DESTINATION_FIELD="dest",
        VOLUME_FIELD="volume",
        LINK_TYPE="studies",
        UNITS=units,
        FLOWS="memory:",
    )
    links = compute(loaded["FLOWS"], UNITS=units)
    assert links["LINK_COUNT"] == 5
    assert {row["link_type"] for row in links.rows("LINKS")} == {"studies"}


def test_only_the_selected_flows_on_request(compute, make_layer):
    layer = make_layer(
        "origin:string dest:string volume:double", [("1", "2", 5.0, None), ("1", "3", 4.0, None)]
    )
    layer.selectByExpression("dest = '3'")
    QgsProject.instance().addMapLayer(layer, False)
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    assert [row["unit_b"] for row in compute(chosen).rows("LINKS")] == ["3"]
    QgsProject.instance().removeMapLayer(layer.id())


def test_a_layer_of_several_kinds_asks_which(compute, refuse, make_layer):
    fields = "origin:string dest:string volume:double link_type:string"
    rows = [("1", "2", 5.0, "work", None), ("1", "2", 3.0, "study", None)]
    layer = make_layer(fields, rows, name="everything")
    sentence = refuse(layer)
    assert "several kinds of flows (study, work)" in sentence
    (row,) = compute(layer, LINK_TYPE="study").rows("LINKS")
    assert (row["volume"], row["link_type"]) == (3, "study")


def test_codes_as_numbers_are_the_same_codes(compute, make_layer):
    whole = make_layer("origin:int dest:int volume:int", [(1, 2, 5, None)])
    real = make_layer("origin:double dest:double volume:double", [(1.0, 2.0, 5.0, None)])
    for layer in (whole, real):
        (row,) = compute(layer).rows("LINKS")
        assert (row["unit_a"], row["unit_b"], row["volume"]) == ("1", "2", 5)


def test_units_whose_codes_are_numbers(compute, make_layer, write_flows):
    rows = [(1, "POINT(700000 6600000)"), (2, "POINT(710000 6600000)")]
    units = make_layer("code:int", rows, "Point")
    (row,) = compute(write_flows([("1", "2", 5)]), UNITS=units).rows("LINKS")
    assert (row["unit_a"], row["name_b"]) == ("1", "2")
    assert row["dist_km"] == pytest.approx(10, rel=0.01)


def test_a_project_layer_whose_codes_became_numbers_is_told(refuse, make_layer, units):
    layer = make_layer("origin:int dest:int volume:int", [(1, 2, 5, None)], name="flows of 2011")
    sentence = refuse(layer, UNITS=units)
    assert "“flows of 2011”" in sentence
    assert "leading zeros" in sentence
    assert "“Load flows”" in sentence


def test_volumes_that_are_missing_wrong_or_negative(compute, make_layer):
    rows = [
        ("1", "2", "5", None),
        ("1", "2", None, None),
        ("1", "3", "-4", None),
        ("2", "1", "inf", None),
        ("2", "3", "a few", None),
    ]
    links = compute(make_layer("origin:string dest:string volume:string", rows))
    assert (links["LINK_COUNT"], links["FLOW_VOLUME"]) == (1, 5)
    for reason in ("no volume", "not a number", "negative"):
        assert reason in links.warnings


def test_no_flow_at_all(compute, make_layer, units):
    empty = make_layer("origin:string dest:string volume:double", [], name="none")
    links = compute(empty, UNITS=units)
    assert links["LINK_COUNT"] == links["FLOW_COUNT"] == links["VOLUME_SHARE"] == 0
    assert_fields(links.layer("LINKS"), LINKS)
    assert "“none” has no row of data" in links.warnings


def test_one_unit_has_no_link(compute, make_layer):
    layer = make_layer("origin:string dest:string volume:double", [("1", "1", 9.0, None)])
    assert compute(layer)["LINK_COUNT"] == 0


def test_a_rule_that_keeps_nothing(compute, flows):
    links = compute(flows, RULE="min_volume", RULE_VALUE=1e9)
    assert (links["LINK_COUNT"], links["SELECTED_COUNT"]) == (5, 0)
    assert links.layer("LINKS").featureCount() == 0


# --- what it refuses ----------------------------------------------------------------------------


def test_a_missing_file(refuse, tmp_path):
    assert "does not exist" in refuse(str(tmp_path / "nowhere.csv"))


def test_a_missing_column(refuse, flows):
    sentence = refuse(flows, VOLUME_FIELD="persons")
    assert "“persons” is missing from “flows.csv”" in sentence


def test_the_origin_given_as_destination(refuse, flows):
    assert "both as origin and as destination" in refuse(flows, DESTINATION_FIELD="origin")


def test_no_common_code(refuse, write_flows, units):
    assert "No code of “flows.csv”" in refuse(write_flows([("A", "B", 1)]), UNITS=units)


def test_a_value_that_no_rule_takes(refuse, flows):
    assert "“min_share” cannot" in refuse(flows, RULE="min_share", RULE_VALUE=120)


def test_an_intensity_that_explodes_on_tiny_flows(refuse, flows):
    assert "set a minimum volume" in refuse(flows, INTENSITY="preference", RULE="all")


def test_gravity_without_distances(refuse, flows):
    sentence = refuse(flows, INTENSITY="gravity", RULE="all", MIN_VOLUME=1)
    assert "distance" in sentence


# --- units set aside ------------------------------------------------------------------------------


def test_the_toy_of_the_method_through_the_toolbox(run, make_layer, tmp_path):
    """P excluded in the links as in the systems: one component of the six others at tau 1."""
    from alliance.tests.core.conftest import TOY, TOY_MINIMUM

    layers = []
    for name, words in TOY.items():
        path = tmp_path / f"{name}.csv"
        rows = [f"{word[0]},{word[1]},{word[2:]}" for word in words.split()]
        path.write_text("\n".join(["origin,dest,volume", *rows]), encoding="utf-8")
        made = run(
            "computelinks",
            FLOWS=str(path),
            LINK_TYPE=name,
            INTENSITY="volume",
            RULE="first",
            RULE_VALUE=1,
            MIN_VOLUME=TOY_MINIMUM[name],
            UNDIRECTED=name == "k3",
            EXCLUDED="P",
            LINKS=str(tmp_path / f"{name}.gpkg"),
        )
        layers.append(made["LINKS"])
    cumulated = run("cumulatelinks", LINKS=layers, OUTPUT=str(tmp_path / "all.gpkg"))
    scores = {row["unit_a"] + row["unit_b"]: row["score"] for row in cumulated.rows("OUTPUT")}
    near = {pair: score for pair, score in scores.items() if "P" not in pair}
    assert near == {"AB": 3, "DE": 3, "BC": 2, "EF": 2, "AC": 1, "BE": 1, "DF": 1}
    assert {pair for pair in scores if "P" in pair} == {"BP", "EP"}
    units = make_layer("code:string", [(code, None) for code in "ABCDEFP"], name="units")
    found = run(
        "detectsystems",
        LINKS=cumulated["OUTPUT"],
        UNITS=units,
        METHOD="components",
        THRESHOLD=1,
        EXCLUDED="P",
        UNITS_OUT="memory:",
        SYSTEMS="memory:",
        LINKS_OUT="memory:",
    )
    assert {row["code"]: row["system"] for row in found.rows("UNITS_OUT")} == {
        **dict.fromkeys("ABCDEF", 1),
        "P": 0,
    }
