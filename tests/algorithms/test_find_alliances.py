"""Alliances through QGIS: pairs of perimeters, frameworks of every kind, real territories."""

from __future__ import annotations

import pandas as pd
import pytest
from alliance.tests.algorithms.assertions import REAL, TEXT, WHOLE, assert_fields, assert_geometry

ALLIANCES = (
    ("perim_a", TEXT),
    ("name_a", TEXT),
    ("perim_b", TEXT),
    ("name_b", TEXT),
    ("score", REAL),
    ("intensity", REAL),
    ("n_links", WHOLE),
    ("types", TEXT),
    ("dist_km", REAL),
    ("frameworks", TEXT),
    ("n_shared", WHOLE),
    ("strong", WHOLE),
    ("missing", WHOLE),
)
# Two kinds of links between the five towns; 01 and 02 are in p, 03 in q, 04 in r, 05 nowhere.
LINKS = (
    ("01", "02", 2.0, 90.0),
    ("01", "03", 2.0, 60.0),
    ("02", "03", 1.0, 20.0),
    ("02", "04", 1.0, 10.0),
    ("04", "05", 2.0, 50.0),
)
MEMBERS = "town,epci,label\n01,p,Pays\n02,p,Pays\n03,q,Quercy\n04,r,Retz\n"


@pytest.fixture
def links(make_layer):
    """Cumulated links, as a table."""
    fields = "unit_a:string unit_b:string score:double intensity:double dist_km:double"
    rows = [(a, b, score, strength, 10.0, None) for a, b, score, strength in LINKS]
    return make_layer(fields, rows, name="links")


@pytest.fixture
def alliances(run, links, units, write):
    """Run the algorithm on the five towns."""

    def alliances(**options):
        given = {"LINKS": links, "UNITS": units, "UNIT_NAME": "name", "OUTPUT": "memory:"}
        given.update(MEMBERSHIP=write("epci.csv", MEMBERS), MEMBERSHIP_UNIT="town")
        given.update(MEMBERSHIP_CODE="epci", MEMBERSHIP_NAME="label")
        return run("findalliances", **{**given, **options})

    return alliances


@pytest.fixture
def framework(write):
    """Parameters of one table of frameworks."""

    def framework(rows, name="scot.csv"):
        path = write(name, "who,scot,label\n" + rows)
        columns = {"FRAMEWORK_UNIT": "who", "FRAMEWORK_CODE": "scot", "FRAMEWORK_NAME": "label"}
        return {"FRAMEWORKS": [path], **columns}

    return framework


def by_pair(found):
    return {(row["perim_a"], row["perim_b"]): row for row in found.rows("OUTPUT")}


# --- by hand --------------------------------------------------------------------------------------


def test_pairs_by_hand(alliances):
    found = alliances()
    layer = found.layer("OUTPUT")
    assert_fields(layer, ALLIANCES)
    assert_geometry(layer, "LineString", "EPSG:2154")
    pairs = by_pair(found)
    assert list(pairs) == [("p", "q"), ("p", "r")]  # 05 is in no perimeter
    first = pairs["p", "q"]
    assert (first["name_a"], first["name_b"]) == ("Pays", "Quercy")
    assert (first["score"], first["intensity"], first["n_links"]) == (3, 80, 2)
    assert first["dist_km"] == pytest.approx(10)
    assert (first["strong"], pairs["p", "r"]["strong"]) == (1, 0)
    assert (found["PAIR_COUNT"], found["MISSING_COUNT"]) == (2, 0)
    line = next(layer.getFeatures()).geometry().asPolyline()
    # From the middle of 01 and 02 to 03.
    assert [(point.x(), point.y()) for point in line] == [(905000, 6400000), (900000, 6410000)]


def test_nothing_is_missing_without_frameworks(alliances):
    found = alliances()
    assert all(row["missing"] == 0 and row["frameworks"] == "" for row in found.rows("OUTPUT"))


def test_a_strong_pair_without_a_framework(alliances, framework):
    found = alliances(**framework("01,s,SCoT\n02,s,SCoT\n04,s,SCoT\n"))
    pairs = by_pair(found)
    assert pairs["p", "q"]["missing"] == 1
    assert pairs["p", "q"]["frameworks"] == ""
    assert pairs["p", "r"]["missing"] == 0
    assert pairs["p", "r"]["frameworks"] == "SCoT"
    assert found["MISSING_COUNT"] == 1


def test_a_framework_that_both_belong_to(alliances, framework):
    found = alliances(**framework("01,s,SCoT\n03,s,SCoT\n"))  # half of p is enough
    assert by_pair(found)["p", "q"]["frameworks"] == "SCoT"
    assert found["MISSING_COUNT"] == 0


def test_a_framework_of_perimeters(alliances, framework):
    found = alliances(**framework("p,s,SCoT\nq,s,SCoT\n"))
    assert by_pair(found)["p", "q"]["frameworks"] == "SCoT"


def test_a_framework_of_smaller_units(alliances, framework, write, units):
    """Communes in the frameworks, towns in the perimeters: the lookup serves where it is needed."""
    lookup = write("lookup.csv", "commune,town\nc1,01\nc2,02\nc3,03\n")
    table = framework("c1,s,SCoT\nc2,s,SCoT\nc3,s,SCoT\n")
    polygons = {
        "MEMBERSHIP": None,
        "MEMBERSHIP_UNIT": "",
        "MEMBERSHIP_CODE": "",
        "LOOKUP": lookup,
        "LOOKUP_FROM": "commune",
        "LOOKUP_TO": "town",
    }
    square = "POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))"
    west = square.format(895000, 6395000, 915000, 6405000)
    north = square.format(895000, 6405000, 905000, 6415000)
    found = alliances(**table, **polygons, **_polygons(units, {"p": west, "q": north}))
    assert by_pair(found)["p", "q"]["frameworks"] == "SCoT"


def _polygons(units, shapes):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:2154&field=code:string", "perimeters", "memory")
    for code, wkt in shapes.items():
        feature = QgsFeature(layer.fields())
        feature.setAttributes([code])
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return {"PERIMETERS": layer, "PERIMETER_CODE": "code"}


def test_several_tables_of_frameworks(alliances, framework, write):
    first = framework("01,s,SCoT\n03,s,SCoT\n")
    second = write("pole.csv", "who,scot,label\n01,m,Pôle\n02,m,Pôle\n03,m,Pôle\n")
    found = alliances(**{**first, "FRAMEWORKS": [*first["FRAMEWORKS"], second]})
    pair = by_pair(found)["p", "q"]
    assert (pair["frameworks"], pair["n_shared"]) == ("SCoT; Pôle", 2)


def test_codes_of_frameworks_keep_their_zeros(alliances, framework):
    found = alliances(**framework("01,007,\n03,007,\n"))
    assert by_pair(found)["p", "q"]["frameworks"] == "007"


def test_links_of_one_kind(run, alliances, flows, units):
    links = run("computelinks", FLOWS=flows, UNITS=units, RULE="all", LINKS="memory:")["LINKS"]
    pairs = by_pair(alliances(LINKS=links))
    assert pairs["p", "q"]["types"] == "flows"
    assert pairs["p", "q"]["n_links"] == 1  # 01 and 03


# --- what cannot be -------------------------------------------------------------------------------


def test_frameworks_about_something_else(refused, links, units, write, framework):
    given = {"LINKS": links, "UNITS": units, "OUTPUT": "memory:"}
    given.update(MEMBERSHIP=write("epci.csv", MEMBERS), MEMBERSHIP_UNIT="town")
    given.update(MEMBERSHIP_CODE="epci")
    sentence = refused("findalliances", **given, **framework("Z1,s,SCoT\n"))
    assert "hold none of the units or of the perimeters" in sentence
    sentence = refused("findalliances", **given, FRAMEWORKS=[write("s.csv", "a,b\n01,s\n")])
    assert sentence.startswith("Name the columns of the membership table")
    sentence = refused("findalliances", **{**given, "MEMBERSHIP": None})
    assert sentence.startswith("Choose perimeters")
    sentence = refused("findalliances", **{**given, "LINKS": units})
    assert "unit_a" in sentence


def test_no_link_at_all(alliances, make_layer):
    empty = make_layer("unit_a:string unit_b:string score:double intensity:double", [])
    found = alliances(LINKS=empty)
    assert found.rows("OUTPUT") == []
    assert found["PAIR_COUNT"] == 0


def test_every_link_inside_one_perimeter(alliances, write):
    all_in_one = "town,epci\n" + "".join(f"0{n},p\n" for n in range(1, 6))
    found = alliances(MEMBERSHIP=write("one.csv", all_in_one), MEMBERSHIP_NAME="")
    assert found.rows("OUTPUT") == []


def test_hostile_names(alliances, write):
    name = "=cmd|' /C calc'!A0 <b>[% 1 %]</b>"
    table = f'town,epci,label\n01,p,"{name}"\n03,q,"{name}"\n'
    found = alliances(MEMBERSHIP=write("hostile.csv", table))
    assert by_pair(found)["p", "q"]["name_a"] == name


# --- Brittany -------------------------------------------------------------------------------------


def test_epci_of_brittany_and_their_scot(run, shared_data, tmp_path):
    """Students between communes, EPCI as perimeters, groupings with a SCoT as frameworks."""
    folder = shared_data / "bretagne"
    zones = str(folder / "commune_zones_2014.csv")
    communes = {
        "UNITS": str(folder / "communes.gpkg"),
        "UNIT_CODE": "code",
        "UNIT_NAME": "name",
    }
    flows = run(
        "loadflows",
        INPUT=str(folder / "students_2012_communes.csv"),
        **communes,
        FLOWS=str(tmp_path / "flows.gpkg"),
        REJECTS="memory:",
    )["FLOWS"]
    links = run("computelinks", FLOWS=flows, **communes, MIN_VOLUME=20, LINKS="memory:")["LINKS"]
    found = run(
        "findalliances",
        LINKS=links,
        **communes,
        MEMBERSHIP=zones,
        MEMBERSHIP_UNIT="CODGEO",
        MEMBERSHIP_CODE="EPCI",
        FRAMEWORKS=[str(folder / "scot_memberships_2023.csv")],
        FRAMEWORK_UNIT="CODGEO",
        FRAMEWORK_CODE="SIREN",
        FRAMEWORK_NAME="NOM",
        OUTPUT=str(tmp_path / "alliances.gpkg"),
    )
    rows = found.rows("OUTPUT")
    assert len(rows) == found["PAIR_COUNT"] > 50
    assert found["MISSING_COUNT"] == sum(row["missing"] for row in rows) > 0
    # Each pair from the links themselves.
    epci = pd.read_csv(zones, dtype=str).set_index("CODGEO")["EPCI"]
    score = {}
    for link in links.getFeatures():
        ends = sorted(epci[code] for code in (link["unit_a"], link["unit_b"]) if code in epci.index)
        if link["selected"] and len(set(ends)) == 2:
            score[tuple(ends)] = score.get(tuple(ends), 0) + 1
    assert {(row["perim_a"], row["perim_b"]): row["score"] for row in rows} == score
    strongest = max(score.values())
    assert rows[0]["score"] == strongest
    # Brest métropole and the country of Landerneau are both in the pôle métropolitain.
    pole = [row for row in rows if "Pôle métropolitain du Pays de Brest" in row["frameworks"]]
    assert all(row["missing"] == 0 for row in pole)
    assert pole
