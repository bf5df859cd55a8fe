"""`alliance:buildpartnerships`: from the files of CORDIS to flows, with their report."""

from __future__ import annotations

import pandas as pd
import pytest
from alliance.algorithms.build_partnerships import figure_labels
from alliance.core.options import PartnershipSettings
from alliance.core.partnerships import build_partnerships, read_participations
from alliance.core.towns import build_gazetteer
from alliance.tests.algorithms.assertions import (
    FLOWS,
    REJECTS,
    assert_fields,
    assert_geometry,
)

ORGANISATIONS = """projectID;organisationID;city;postCode;nutsCode;country;role
101;1;AUBENAS CEDEX;07200;;FR;coordinator
101;2;Évian & Thonon;74200;;FR;participant
101;999997930;BOURG D'OISANS;;;FR;participant
101;4;MUNCHEN;;;DE;participant
102;1;AUBENAS CEDEX;07200;;FR;participant
102;999997930;BOURG D'OISANS;;;FR;participant
102;5;NULLE PART;;;FR;participant
103;6;SAINTE MARIE;;FRK22;FR;participant
103;7;ÉVIAN THONON;;;FR;participant
104;6;SAINTE MARIE;;;FR;participant
"""
PROJECTS = """id;startDate;frameworkProgramme
101;2015-01-01;H2020
102;2021-05-01;HORIZON
103;2016-05-01;H2020
104;2016-05-01;H2020
"""
PLACES = """nom,insee,postal,population
Aubenas,07019,07200,12000
Bourg-d'Oisans,38052,38520,3000
Évian & Thonon,74119,74200,9000
Sainte-Marie,07999,07123,200
Sainte-Marie,35294,35600,2000
"""
LOOKUP = "commune,town\n07019,01\n38052,02\n74119,04\n07999,03\n35294,05\n"


@pytest.fixture
def files(write, units):
    """The parameters of a run over four small files and five towns."""
    return {
        "ORGANISATIONS": write("organization.csv", ORGANISATIONS),
        "PLACES": write("places.csv", PLACES),
        "PLACE_NAME": "nom",
        "PLACE_CODE": "insee",
        "PLACE_POST_CODE": "postal",
        "UNITS": units,
        "UNIT_NAME": "name",
        "LOOKUP": write("lookup.csv", LOOKUP),
        "LOOKUP_FROM": "commune",
        "LOOKUP_TO": "town",
        "FLOWS": "memory:",
        "REJECTS": "memory:",
    }


@pytest.fixture
def build(run, files):
    return lambda **parameters: run("buildpartnerships", **{**files, **parameters})


@pytest.fixture
def refuse(refused, files):
    return lambda **parameters: refused("buildpartnerships", **{**files, **parameters})


def weights(built):
    return {(row["origin"], row["dest"]): row["volume"] for row in built.rows("FLOWS")}


def reasons(built):
    return {row["reason"]: (row["code"], row["rows"]) for row in built.rows("REJECTS")}


def test_it_gives_flows_without_direction_and_accounts_for_every_participation(build):
    built = build()
    layer = built.layer("FLOWS")
    assert_fields(layer, FLOWS)
    assert_fields(built.layer("REJECTS"), REJECTS)
    assert_geometry(layer, "LineString", "EPSG:2154")
    assert layer.metadata().title() == "Partnerships"
    assert weights(built) == {
        ("01", "02"): 1.5,
        ("01", "04"): 0.5,
        ("02", "04"): 0.5,
        ("03", "04"): 1.0,
    }
    assert {row["link_type"] for row in built.rows("FLOWS")} == {"partnerships"}
    assert reasons(built) == {
        "other_country": ("", 1),
        "unknown_town": ("NULLE PART", 1),
        "ambiguous_town": ("SAINTE MARIE", 1),
    }
    assert (built["ROWS_READ"], built["ROWS_KEPT"]) == (10, 7)
    assert built["VOLUME_KEPT"] == pytest.approx(3.5)


@pytest.mark.parametrize(
    ("weighting", "expected"), [("full", 2.0), ("newman", 1.5), ("fractional", 1 / 3 + 1)]
)
def test_the_weighting_is_that_of_the_method(build, weighting, expected):
    assert weights(build(WEIGHTING=weighting))[("01", "02")] == pytest.approx(expected)


def test_it_is_the_core_on_the_same_files(build, files):
    places = pd.read_csv(files["PLACES"], dtype=str)
    expected = build_partnerships(
        read_participations(files["ORGANISATIONS"]),
        build_gazetteer(
            places["nom"], places["insee"], places["postal"], departments={"FRK22": "07"}
        ),
        PartnershipSettings(weighting="full"),
        units=["01", "02", "03", "04", "05"],
        lookup=pd.read_csv(files["LOOKUP"], dtype=str),
    ).flows.frame()
    assert weights(build(WEIGHTING="full")) == {
        (row.origin, row.dest): row.volume for row in expected.itertuples()
    }


def test_national_bodies_are_dropped_or_relocated(build, refuse, write):
    assert ("02", "04") not in weights(build(SEATS="drop"))
    table = write("bodies.csv", "id,commune\n999997930,74119\n999997930,35294\n")
    moved = build(
        SEATS="relocate", BODIES=table, BODY_ID="id", BODY_PLACE="commune", WEIGHTING="full"
    )
    assert weights(moved) == {("01", "04"): 2, ("01", "05"): 2, ("04", "05"): 2, ("03", "04"): 1}
    assert "give a table" in refuse(SEATS="relocate")
    assert "Say in “National bodies: identifier”" in refuse(SEATS="relocate", BODIES=table)


def test_size_roles_programmes_and_years_are_filters(build, refuse, write):
    projects = write("project.csv", PROJECTS)
    assert set(weights(build(MAX_PARTNERS=3))) == {("01", "02"), ("03", "04")}
    assert reasons(build(ROLES="participant"))["other_role"] == ("", 1)
    assert set(weights(build(PROJECTS=projects, PROGRAMMES="HORIZON"))) == {("01", "02")}
    assert set(weights(build(PROJECTS=projects, FIRST_YEAR=2020))) == {("01", "02")}
    assert reasons(build(PROJECTS=projects, LAST_YEAR=2015))["other_period"] == ("", 6)
    assert "project.csv" in refuse(FIRST_YEAR=2020)
    assert "2015, 2021" in refuse(PROJECTS=projects, FIRST_YEAR=2030)
    assert "exchange the two years" in refuse(FIRST_YEAR=2020, LAST_YEAR=2019)


def test_what_stays_unknown_can_be_decided(build, write):
    table = write("names.csv", "name,code\nNulle part,35294\n")
    built = build(ALIASES=table, ALIAS_NAME="name", ALIAS_CODE="code", PLACE_WEIGHT="population")
    assert set(reasons(built)) == {"other_country", "alone"}
    assert ("01", "05") in weights(built)


def test_a_unit_may_count_once_and_other_countries_too(build, write):
    lookup = write("one.csv", LOOKUP.replace("38052,02", "38052,01"))
    assert weights(build(LOOKUP=lookup, WEIGHTING="full"))[("01", "04")] == 2
    assert weights(build(LOOKUP=lookup, WEIGHTING="full", COUNT_ONCE="unit"))[("01", "04")] == 1
    assert reasons(build(COUNTRIES=""))["unknown_town"][1] == 1
    assert len([row for row in build(COUNTRIES="").rows("REJECTS") if row["code"] == "MUNCHEN"])


def test_the_report_tells_shares_towns_and_weights(build, tmp_path):
    target = tmp_path / "report.html"
    build(REPORT=str(target))
    html = target.read_text(encoding="utf-8")
    for text in ("Newman 2001", "Share of national bodies", "22.2", "NULLE PART", "unknown town"):
        assert text in html
    for text in ("by_name", "towns_share", "national_rows", "other_country"):
        assert text not in html


def test_every_figure_has_its_words(files):
    places = pd.read_csv(files["PLACES"], dtype=str)
    built = build_partnerships(
        read_participations(files["ORGANISATIONS"]),
        build_gazetteer(places["nom"], places["insee"]),
        PartnershipSettings(),
    )
    assert [figure.key for figure in built.figures] == list(figure_labels())


def test_what_cannot_be_read_is_refused_in_a_sentence(refuse, write):
    assert "Say in “Communes: name”" in refuse(PLACE_NAME="")
    assert "“city”" in refuse(PLACE_NAME="city")
    assert "no column “city”" in refuse(ORGANISATIONS=write("other.csv", "projectID;id\n1;2\n"))
    assert "give a lookup table" in refuse(LOOKUP="", LOOKUP_FROM="", LOOKUP_TO="")
    assert "does not exist" in refuse(ORGANISATIONS="/nowhere/organization.csv")


def test_real_participations_give_partnerships_of_urban_areas(run, shared_data):
    folder = shared_data / "national"
    built = run(
        "buildpartnerships",
        ORGANISATIONS=str(shared_data / "sources" / "h2020_participations.csv.gz"),
        PLACES=f"{folder / 'communes_2024.gpkg'}",
        PLACE_NAME="NOM",
        PLACE_CODE="INSEE_COM",
        UNITS=f"{folder / 'au2010_points.gpkg'}",
        UNIT_NAME="name",
        LOOKUP=str(folder / "commune_zones_2014.csv.gz"),
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="AU2010",
        FLOWS="memory:",
        REJECTS="memory:",
    )
    assert built["ROWS_READ"] == 75_826
    largest = max(
        (row for row in built.rows("FLOWS") if row["origin"] != row["dest"]),
        key=lambda row: row["volume"],
    )
    assert (largest["origin"], largest["dest"]) == ("001", "004")  # Paris and Toulouse
    assert largest["dist_km"] == pytest.approx(589, abs=10)
