"""Recipes that build their links from the published files."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from alliance.algorithms.recipe_run import execute
from alliance.core.progress import silent
from alliance.core.recipe import read_recipe
from alliance.core.recipe_builders import BUILDERS
from alliance.tests.feeds import write_feed, zipped

AIRPORTS = Path(__file__).resolve().parents[2] / "resources" / "airports" / "airports_france.csv"
TOWNS = {
    "01": ("Aubenas", 4.39, 44.62, 50, 90),
    "02": ("Bourg", 6.03, 45.05, 60, 0),
    "03": ("Lac", 4.83, 45.76, 120, 12),
    "04": ("Thonon", 6.48, 46.37, 40, 0),
}
TRAINS = {"t": "A 8:00 | B 9:00 9:05 | C 10:00", "u": "C 12:00 | A 14:00", "v": "X 6:00 | A 7:00"}
STOPS = {"A": (4.39, 44.62), "B": (6.03, 45.05), "C": (4.83, 45.76), "X": (6.14, 46.21)}
PROJECTS = """projectID;organisationID;city;country
1;a;Aubenas;FR
1;b;BOURG;FR
1;c;Lac;FR
2;a;Aubenas;FR
2;d;Lac;FR
2;e;Nowhere;FR
3;f;Geneva;CH
"""
REGISTER = """siren,nic,etablissementSiege,etatAdministratifEtablissement,codeCommuneEtablissement,\
trancheEffectifsEtablissement,activitePrincipaleEtablissement
000000001,00011,true,A,01,12,62.01Z
000000001,00012,false,A,02,11,62.01Z
000000001,00013,false,A,03,01,62.01Z
000000001,00014,false,F,03,12,62.01Z
000000002,00011,true,A,04,21,84.11Z
000000002,00012,false,A,03,03,62.01Z
""".replace("\\\n", "")


# --- every builder --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def write(folder):
    def write(name, text):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture(scope="module")
def options(write, folder):
    """Small files for each builder, under the keys of its options."""
    places = "code,name\n" + "".join(f"{code},{town[0]}\n" for code, town in TOWNS.items())
    homes = "CODGEO,P22_POP,P22_RSECOCC\n" + "".join(
        f"{code},{people},{homes}\n" for code, (*_, people, homes) in TOWNS.items()
    )
    return {
        "rail": {
            "input": str(zipped(write_feed(folder / "feed", TRAINS, stops=STOPS))),
            "stations": write("stations.csv", "stop,code\nA,a\nB,b\nC,c\nX,x\n"),
            "station_id": "stop",
            "station_code": "code",
            "start": "2025-01-06",
            "end": "2025-01-19",
            "max_hours": 1.5,
        },
        "partnerships": {
            "organisations": write("organization.csv", PROJECTS),
            "places": write("places.csv", places),
            "place_name": "name",
            "place_code": "code",
            "weighting": "full",
        },
        "headquarters": {"input": write("StockEtablissement.csv", REGISTER), "weight": "count"},
        "second_homes": {"input": write("homes.csv", homes), "exponent": 2, "min_volume": 2.5},
    }


@pytest.fixture(scope="module")
def lookup(write):
    """From the communes of the stations to units; that of X is in none."""
    return write("lookup.csv", "commune,unit\na,01\nb,02\nc,03\n")


@pytest.fixture(scope="module")
def unit_file(write):
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "population": people},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for code, (name, lon, lat, people, _) in TOWNS.items()
    ]
    return write("units.geojson", json.dumps({"type": "FeatureCollection", "features": features}))


@pytest.fixture(scope="module")
def kinds(options, lookup):
    """One kind a builder, all links selected."""
    kinds = [
        {"name": name, "builder": name, "options": options[name], "rule": "all"}
        for name in BUILDERS
    ]
    kinds[0]["lookup"] = {"source": lookup, "from": "commune", "to": "unit"}
    return kinds


@pytest.fixture(scope="module")
def recipe(write, unit_file):
    """Write a recipe; return its path."""

    def recipe(kinds, name="recipe.json", **more):
        units = {"source": unit_file, "code": "code", "name": "name", "weight": "population"}
        content = {"units": units, "link_types": kinds, "language": "en", **more}
        return write(name, json.dumps(content, ensure_ascii=False))

    return recipe


@pytest.fixture(scope="module")
def table_of(open_layer, read_rows):
    """Return the rows of a table of the results."""

    def table_of(folder, table):
        return read_rows(open_layer(f"{folder / 'results.gpkg'}|layername={table}"))

    return table_of


@pytest.fixture(scope="module")
def whole(run, recipe, kinds, tmp_path_factory):
    """The folder of a run of the four builders, with its record and its report."""
    made = tmp_path_factory.mktemp("whole")
    run("runrecipe", RECIPE=recipe(kinds), OUTPUT_FOLDER=str(made))
    record = json.loads((made / "run.json").read_text(encoding="utf-8"))
    return made, record, (made / "report.html").read_text(encoding="utf-8")


MARK = "With modelled flows, not counted ones: "
ALGORITHMS = {
    "rail": "buildraillinks",
    "partnerships": "buildpartnerships",
    "headquarters": "buildheadquarterlinks",
    "second_homes": "modelsecondhomes",
}
TABLES = {
    "rail": "flows_rail",
    "partnerships": "flows_partners",
    "headquarters": "flows_headquar",
    "second_homes": "flows_second_h",
}


def test_a_recipe_builds_what_each_algorithm_builds(
    run, whole, options, lookup, unit_file, table_of
):
    made, record, report = whole
    for kind, name in zip(record["link_types"], BUILDERS):
        given = {key.upper(): value for key, value in options[name].items()}
        if name == "rail":
            given.update(LOOKUP=lookup, LOOKUP_FROM="commune", LOOKUP_TO="unit")
        alone = run(
            ALGORITHMS[name], UNITS=unit_file, FLOWS="memory:", REJECTS="memory:", **given
        )
        flows = {(row["origin"], row["dest"]): row["volume"] for row in alone.rows("FLOWS")}
        assert flows
        assert flows == {
            (row["origin"], row["dest"]): row["volume"] for row in table_of(made, TABLES[name])
        }
        lost: dict[str, int] = {}
        for row in alone.rows("REJECTS"):
            lost[row["reason"]] = lost.get(row["reason"], 0) + row["rows"]
        assert lost
        told = {row["reason"]: row["rows"] for row in kind["built"][0]["left_out"] if row["rows"]}
        assert told == {reason: rows for reason, rows in lost.items() if rows}
        assert kind["rows_read"] == alone["ROWS_READ"] == kind["rows_kept"] + sum(lost.values())
        assert f"Built links: {name}" in report
    assert {Path(name).name for name in record["inputs"]} == {
        "units.geojson",
        "feed.zip",
        "stations.csv",
        "lookup.csv",
        "organization.csv",
        "places.csv",
        "StockEtablissement.csv",
        "homes.csv",
    }


def test_modelled_flows_are_told_as_modelled_everywhere(whole, table_of, open_layer):
    made, record, report = whole
    modelled = {kind["name"]: kind["modelled"] for kind in record["link_types"]}
    assert modelled == {
        "rail": False,
        "partnerships": False,
        "headquarters": False,
        "second_homes (modelled)": True,
    }
    for table in ("flows_second_h", "links_second_h"):
        layer = open_layer(f"{made / 'results.gpkg'}|layername={table}")
        assert "(modelled)" in layer.metadata().title()
        assert {row["link_type"] for row in table_of(made, table)} == {"second_homes (modelled)"}
    assert f"{MARK}second_homes (modelled)" in report


def test_a_builder_may_be_one_of_several_modes(
    run, recipe, kinds, table_of, write, tmp_path
):
    air = write("air.csv", "origin,dest,volume\n01,03,200\n02,03,50\n01,99,9\n")
    ends = {"origin": "origin", "destination": "dest", "volume": "volume", "undirected": True}
    rail = {key: value for key, value in kinds[0].items() if key != "rule"}
    modes = [rail, {"name": "air", "source": air, **ends}]
    path = recipe([{"name": "speed", "rule": "all", "modes": modes}], "modes.json")
    folder = tmp_path / "out"
    run("runrecipe", RECIPE=path, OUTPUT_FOLDER=str(folder))
    modes = {(row["unit_a"], row["unit_b"]): row for row in table_of(folder, "modes_speed")}
    # Each train runs every day; B to C takes 55 minutes, C to A two hours, too long.
    assert {pair: (row["v_rail"], row["v_air"]) for pair, row in modes.items()} == {
        ("01", "02"): (7, 0),
        ("01", "03"): (0, 200),
        ("02", "03"): (7, 50),
    }
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (speed,) = record["link_types"]
    assert [built["name"] for built in speed["built"]] == ["rail"]
    # Trains and passengers do not add up: each mode has an account of its own.
    assert "volume_read" not in speed
    assert [mode["name"] for mode in speed["modes"]] == ["rail", "air"]
    assert [mode["volume_kept"] for mode in speed["modes"]] == [14, 250]
    assert {row["link_type"] for row in table_of(folder, "rejects")} == {
        "speed: rail",
        "speed: air",
    }
    assert MARK not in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("builder", "change", "word"),
    [
        ("partnerships", {"place_name": "nom"}, "nom"),
        ("partnerships", {"first_year": 2020}, "project.csv"),
        ("rail", {"train_types": ["TGV"]}, "TGV"),
        ("headquarters", {"groups": "places.csv", "groups_firm": "x", "groups_head": "y"}, "x"),
        ("second_homes", {"homes_field": "RS"}, "RS"),
    ],
)
def test_a_fault_in_a_file_names_the_kind(
    refused, recipe, kinds, tmp_path, builder, change, word
):
    kind = {**kinds[BUILDERS.index(builder)], "name": "le lien"}
    path = recipe([{**kind, "options": {**kind["options"], **change}}], "fault.json")
    sentence = refused("runrecipe", RECIPE=path, OUTPUT_FOLDER=str(tmp_path / "out"))
    assert "“le lien”" in sentence
    assert word in sentence
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("at", [10, 20, 30, 35])
def test_cancelling_while_links_are_built_writes_nothing(run, journal, recipe, kinds, tmp_path, at):
    folder = tmp_path / "out"
    said = journal(cancel_at=at)
    run("runrecipe", journal=said, RECIPE=recipe(kinds), OUTPUT_FOLDER=str(folder))
    assert said.cancelled_at == said.cancelled_at, "progress never came so far"
    assert not folder.exists() or not list(folder.iterdir())


# --- the country ----------------------------------------------------------------------------------


FIRST_TWO = {"rule": "first", "rule_value": 2}
CALVI = "391"
LEAST = {"études": 50, "train": 7, "avion": 5000, "H2020": 1}


def published(data, folder):
    """The four kinds from the files as they are published, and two tables drawn from them."""
    national, sources = data / "national", data / "sources"
    zones = str(national / "commune_zones_2014.csv.gz")
    lookup = {"source": zones, "from": "CODGEO", "to": "AU2010"}
    air, towns = air_of_2019(data, folder)
    return {
        "études": {
            "source": str(national / "students_2012_communes.csv.gz"),
            "lookup": lookup,
        },
        "train": {
            "builder": "rail",
            "options": {
                "input": str(sources / "gtfs_tgv_20241220.zip"),
                "stations": str(sources / "stations.csv"),
                "station_id": "Code(s) UIC",
                "station_code": "Code commune",
                "start": "2025-01-06",
                "end": "2025-02-02",
                "count_once": "place",
            },
            "lookup": lookup,
        },
        "avion": {
            "source": str(air),
            "origin": "Origine",
            "destination": "Destination",
            "volume": "Pax_Total",
            "lookup": {"source": str(towns), "from": "city", "to": "unit"},
            "undirected": True,
        },
        "H2020": {
            "builder": "partnerships",
            "options": {
                "organisations": str(sources / "h2020_participations.csv.gz"),
                "places": str(national / "communes_2024.gpkg"),
                "place_name": "NOM",
                "place_code": "INSEE_COM",
                "place_weight": "POPULATION",
                "max_partners": 0,
            },
            "lookup": lookup,
        },
    }


def air_of_2019(data, folder):
    """One year of the table of DGAC, and the way from its towns to urban areas."""
    air, towns = folder / "air_2019.csv", folder / "towns.csv"
    table = pd.read_csv(data / "sources" / "air_city_pairs_1999_2019.csv", dtype=str)
    table[table["Annee"] == "2019"].to_csv(air, index=False)
    zones = pd.read_csv(data / "national" / "commune_zones_2014.csv.gz", dtype=str)
    served = pd.read_csv(AIRPORTS, sep=";", dtype=str)
    served = served.assign(unit=served["commune"].map(zones.set_index("CODGEO")["AU2010"]))
    served[["city", "unit"]].drop_duplicates().to_csv(towns, index=False)
    return air, towns


def prepared(data):
    """The same four kinds, as tables between urban areas made by others beforehand."""
    national = data / "national"
    files = {
        "études": ("students_2012_au2010.csv.gz", "i", "j", "fij", False),
        "train": ("rail_2025_au2010.csv", "origin", "destination", "trains_week", False),
        "avion": ("air_2019_au2010.csv", "unit_a", "unit_b", "passengers", True),
        "H2020": ("partnerships_h2020_au2010.csv", "unit_a", "unit_b", "newman", True),
    }
    return {
        name: {
            "source": str(national / file),
            "origin": origin,
            "destination": destination,
            "volume": volume,
            "undirected": undirected,
        }
        for name, (file, origin, destination, volume, undirected) in files.items()
    }


def test_the_country_from_the_published_files(
    shared_data, run, journal, write, table_of, tmp_path
):
    """Students, TGV, air and partnerships, held against the same recipe on tables of others.

    Those tables are between urban areas, made beforehand. They have no airport of Calvi, and read
    the names of some towns of the projects otherwise.
    """
    content = {
        "units": {
            "source": str(shared_data / "national" / "au2010_points.gpkg"),
            "code": "code",
            "name": "name",
            "weight": "population",
        },
        "excluded": ["001"],
    }
    files = {}
    for name, kinds in (
        ("published", published(shared_data, tmp_path)),
        ("prepared", prepared(shared_data)),
    ):
        content["link_types"] = [
            {"name": kind, "min_volume": LEAST[kind], **FIRST_TWO, **source}
            for kind, source in kinds.items()
        ]
        files[name] = write(f"{name}.json", json.dumps(content, ensure_ascii=False))
    folder = tmp_path / "published"
    run("runrecipe", RECIPE=files["published"], OUTPUT_FOLDER=str(folder))
    other = execute(read_recipe(Path(files["prepared"])), journal(), silent).chain

    expected = {}
    for linked in other.kinds:
        frame = linked.frame[linked.frame["selected"]]
        expected[linked.kind.type.name] = dict(
            zip(zip(frame["unit_a"], frame["unit_b"]), frame["volume"])
        )

    def links(table):
        return {(row["unit_a"], row["unit_b"]): row["volume"] for row in table_of(folder, table)}

    assert links("links_etudes") == pytest.approx(expected["études"], rel=1e-9)
    assert links("links_train") == expected["train"]
    air = links("links_avion")
    assert {pair: air[pair] for pair in air if CALVI not in pair} == expected["avion"]
    assert len(air) == len(expected["avion"]) + 3
    assert len(links("links_h2020").keys() & expected["H2020"].keys()) >= 0.9 * len(
        expected["H2020"]
    )
    table = table_of(folder, "units")
    units = {row["name"]: row["system"] for row in table}
    assert units["Paris"] == 0
    # The published study has Lyon and Grenoble in one system.
    assert units["Lyon"] == units["Grenoble"] == 1
    assert units["Brest"] != units["Quimper"]
    found = systems_of((row["code"], row["system"]) for row in table)
    others = systems_of(zip(other.systems.units["code"], other.systems.units["system"]))
    assert len(found & others) >= 0.95 * len(others)


def systems_of(units):
    """Return the systems as sets of units, whatever their numbers."""
    members: dict[int, set[str]] = {}
    for code, system in units:
        if system:
            members.setdefault(system, set()).add(code)
    return {frozenset(codes) for codes in members.values()}
