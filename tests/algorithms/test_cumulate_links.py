"""`alliance:cumulatelinks`: several kinds of links brought together."""

from __future__ import annotations

import pytest
from alliance.tests.algorithms.assertions import (
    CUMULATED,
    assert_fields,
    assert_geometry,
    kinds_fields,
)

# The toy of the method: two letters and a volume a flow.
TOY = {
    "k1": ("AB100 BA60 CB80 CA20 DE90 ED50 FE30 BP40 EP10 AD5", 25),
    "k2": ("AB70 BA90 CA50 CB40 DE60 FD20 BP120 PB80 EP70 BE35", 20),
    "k3": ("AB10 BC6 DE8 EF7 BP30 EP20 BE9", 5),
}
LINK_FIELDS = "unit_a:string unit_b:string link_type:string intensity:double selected:int"


@pytest.fixture
def toy(run, write_flows, make_units, tmp_path):
    """Compute the links of the toy; `without` leaves codes out of the flows."""
    towns = {c: (f"Town {c}", 700000 + 1000 * i, 6600000, 1) for i, c in enumerate("ABCDEFP")}
    units = make_units(towns)

    def toy(without="", **where):
        layers = []
        for kind, (words, minimum) in TOY.items():
            rows = [
                (word[0], word[1], word[2:])
                for word in words.split()
                if not set(word[:2]) & set(without)
            ]
            links = run(
                "computelinks",
                FLOWS=write_flows(rows, name=f"{kind}.csv"),
                LINK_TYPE=kind,
                UNITS=units,
                UNIT_NAME="name",
                INTENSITY="volume",
                RULE="first",
                RULE_VALUE=1,
                MIN_VOLUME=minimum,
                UNDIRECTED=kind == "k3",
                LINKS=str(tmp_path / f"links_{kind}.{where.get('suffix', 'gpkg')}"),
            )
            layers.append(links["LINKS"])
        return layers

    return toy


@pytest.fixture
def cumulate(run):
    """Cumulate link layers in memory."""

    def cumulate(layers, **parameters):
        return run("cumulatelinks", LINKS=layers, **{"OUTPUT": "memory:", **parameters})

    return cumulate


def scores(cumulated):
    """Return the scores by pair, written as one word."""
    return {row["unit_a"] + row["unit_b"]: row["score"] for row in cumulated.rows("OUTPUT")}


def test_the_toy_without_its_capital(toy, cumulate):
    cumulated = cumulate(toy(without="P"))
    assert scores(cumulated) == {"AB": 3, "DE": 3, "BC": 2, "EF": 2, "AC": 1, "BE": 1, "DF": 1}
    assert (cumulated["LINK_COUNT"], cumulated["MAX_SCORE"]) == (7, 3)


def test_the_toy_with_its_capital(toy, cumulate):
    assert scores(cumulate(toy())) == {
        "AB": 3,
        "DE": 3,
        "BC": 2,
        "BP": 2,
        "EF": 2,
        "EP": 2,
        "AC": 1,
        "DF": 1,
    }


def test_the_layer(toy, cumulate):
    cumulated = cumulate(toy())
    layer = cumulated.layer("OUTPUT")
    assert_fields(layer, CUMULATED + kinds_fields("k1", "k2", "k3"))
    assert_geometry(layer, "LineString", "EPSG:2154")
    rows = {row["unit_a"] + row["unit_b"]: row for row in cumulated.rows("OUTPUT")}
    assert rows["AB"]["types"] == "k1,k2,k3"
    assert rows["AB"]["n_types"] == 3
    assert (rows["AB"]["name_a"], rows["AB"]["name_b"]) == ("Town A", "Town B")
    assert rows["AB"]["intensity"] == pytest.approx(100 * (1 + 160 / 200 + 10 / 30) / 3)
    assert rows["AC"]["s_k1"] == 0
    assert rows["AC"]["r_k1"] == 0
    assert rows["AB"]["dist_km"] == pytest.approx(1, rel=0.01)
    assert all(feature.hasGeometry() for feature in layer.getFeatures())


def test_the_order_of_the_layers_does_not_matter(toy, cumulate):
    layers = toy()
    assert cumulate(layers).rows("OUTPUT") == cumulate(layers[::-1]).rows("OUTPUT")


@pytest.mark.parametrize("suffix", ["csv", "shp", "geojson", "xlsx"])
def test_links_kept_in_other_formats(toy, cumulate, suffix):
    assert scores(cumulate(toy(suffix=suffix))) == scores(cumulate(toy()))


def test_codes_of_text_tables_stay_whole(cumulate, write):
    path = write("links.csv", "unit_a,unit_b,intensity,selected\n001,002,3,1\n001,003,2,0\n")
    (row,) = cumulate([path]).rows("OUTPUT")
    assert (row["unit_a"], row["unit_b"], row["types"]) == ("001", "002", "links")


def test_weights_and_dimensions(toy, cumulate):
    weights = ["k1", "2", "mobility", "k2", "0,5", "mobility"]
    weighted = cumulate(toy(), WEIGHTS=weights)
    assert scores(weighted)["AB"] == 3.5
    capped = cumulate(toy(), WEIGHTS=weights, CAP_DIMENSIONS=True)
    assert scores(capped)["AB"] == 2


@pytest.mark.parametrize("normalisation", ["max", "rank", "share"])
def test_normalisations(toy, cumulate, normalisation):
    values = [
        row["intensity"] for row in cumulate(toy(), NORMALISATION=normalisation).rows("OUTPUT")
    ]
    assert all(0 < value <= 100 for value in values)


def test_a_layer_of_several_kinds(cumulate, make_layer):
    rows = [("a", "b", "work", 2.0, 1, None), ("a", "b", "study", 1.0, 1, None)]
    cumulated = cumulate([make_layer(LINK_FIELDS, rows)])
    assert_fields(cumulated.layer("OUTPUT"), CUMULATED + kinds_fields("study", "work"))
    assert scores(cumulated) == {"ab": 2}


def test_kinds_with_long_and_alike_names_keep_fields_of_their_own(cumulate, make_layer):
    layers = [
        make_layer(LINK_FIELDS, [("a", "b", kind, 2.0, 1, None)], name=kind)
        for kind in ("Mobilité résidentielle", "Mobilité des étudiants")
    ]
    fields = cumulate(layers).layer("OUTPUT").fields().names()
    assert fields[9:] == ["s_mobilite", "r_mobilite", "s_mobilit2", "r_mobilit2"]


def test_layers_in_different_crs_meet_in_the_first(cumulate, make_layer):
    lambert = make_layer(
        LINK_FIELDS,
        [("a", "b", "k1", 2.0, 1, "LINESTRING(700000 6600000,710000 6600000)")],
        "LineString",
        "EPSG:2154",
    )
    degrees = make_layer(
        LINK_FIELDS,
        [("a", "c", "k2", 2.0, 1, "LINESTRING(3 46.5,4 46.5)")],
        "LineString",
        "EPSG:4326",
    )
    layer = cumulate([degrees, lambert]).layer("OUTPUT")
    assert_geometry(layer, "LineString", "EPSG:2154")
    (moved,) = [f.geometry() for f in layer.getFeatures() if f["unit_b"] == "c"]
    assert moved.asPolyline()[0].x() == pytest.approx(700000, abs=1)


def test_links_without_lines(cumulate, make_layer):
    layer = make_layer(LINK_FIELDS, [("a", "b", "k1", 2.0, 1, None)], "NoGeometry", "")
    cumulated = cumulate([layer])
    assert_geometry(cumulated.layer("OUTPUT"), "NoGeometry")
    assert scores(cumulated) == {"ab": 1}


def test_no_selected_link(cumulate, make_layer):
    cumulated = cumulate([make_layer(LINK_FIELDS, [("a", "b", "k1", 2.0, 0, None)])])
    assert (cumulated["LINK_COUNT"], cumulated["MAX_SCORE"]) == (0, 0)
    empty = cumulate([make_layer(LINK_FIELDS, [], name="nothing")])
    assert empty["LINK_COUNT"] == 0


# --- what it refuses ----------------------------------------------------------------------------


@pytest.fixture
def refuse(refused):
    """Cumulate layers that must be refused; return the sentence."""

    def refuse(layers, **parameters):
        return refused("cumulatelinks", LINKS=layers, OUTPUT="memory:", **parameters)

    return refuse


def test_a_layer_that_is_not_one_of_links(refuse, units):
    sentence = refuse([units])
    assert "“unit_a” is missing from “towns”" in sentence


def test_two_layers_of_the_same_kind(refuse, make_layer):
    layers = [make_layer(LINK_FIELDS, [("a", "b", "work", 2.0, 1, None)]) for _ in range(2)]
    assert "Two layers hold links of the kind “work”" in refuse(layers)


def test_an_intensity_that_is_not_a_number(refuse, make_layer):
    fields = LINK_FIELDS.replace("intensity:double", "intensity:string")
    layer = make_layer(fields, [("a", "b", "work", "strong", 1, None)], name="mine")
    assert "“intensity” of “mine” holds “strong”" in refuse([layer])


@pytest.mark.parametrize("value", [None, -1.0, float("inf")])
def test_an_intensity_that_is_missing_negative_or_infinite(refuse, make_layer, value):
    layer = make_layer(LINK_FIELDS, [("a", "b", "work", value, 1, None)])
    assert "missing, infinite or negative" in refuse([layer])


def test_a_link_without_a_code(refuse, make_layer):
    layer = make_layer(LINK_FIELDS, [("a", None, "work", 1.0, 1, None)], name="mine")
    assert "“mine” has links without a code in “unit_b”" in refuse([layer])


def test_a_pair_twice_and_a_loop(refuse, make_layer):
    twice = [("a", "b", "work", 1.0, 1, None), ("b", "a", "work", 1.0, 1, None)]
    assert "more than once" in refuse([make_layer(LINK_FIELDS, twice)])
    loop = [("a", "a", "work", 1.0, 1, None)]
    assert "to itself" in refuse([make_layer(LINK_FIELDS, loop)])


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (["leisure", "2", ""], "no layer holds links of the kind “leisure”"),
        (["work", "heavy", ""], "“heavy” of the kind “work” is not a number above 0"),
        (["work", "-1", ""], "“-1” of the kind “work” is not a number above 0"),
        (["work", "0", ""], "“0” of the kind “work” is not a number above 0"),
        (["work", "inf", ""], "“inf” of the kind “work” is not a number above 0"),
        (["work", "1", "leisure"], "the dimension “leisure”"),
    ],
)
def test_weights_that_mean_nothing(refuse, make_layer, weights, words):
    layer = make_layer(LINK_FIELDS, [("a", "b", "work", 1.0, 1, None)])
    assert words in refuse([layer], WEIGHTS=weights)


def test_a_kind_with_a_comma(refuse, make_layer):
    layer = make_layer(LINK_FIELDS, [("a", "b", "work, study", 1.0, 1, None)])
    assert "has no comma" in refuse([layer])
