"""Flows and units straight from PostGIS: summed by the database, and equal to what we sum."""

from __future__ import annotations

import pytest
from alliance.tests.algorithms.conftest import FLOWS, Journal
from qgis.core import (
    QgsApplication,
    QgsAuthMethodConfig,
    QgsDataSourceUri,
    QgsField,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

INSIDE = "summed inside its database"


@pytest.fixture(scope="module")
def database(postgresql):
    """A PostGIS with the flows of the toy, twice: `flows` (text) and `measured` (numbers)."""
    import psycopg2

    connection = psycopg2.connect(postgresql.dsn)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        cursor.execute(
            "CREATE TABLE flows (id serial PRIMARY KEY, origin text, dest text, volume float8, "
            "link_type text)"
        )
        for origin, destination, volume in FLOWS:
            cursor.execute(
                "INSERT INTO flows (origin, dest, volume, link_type) VALUES (%s, %s, %s, %s)",
                (origin, destination, volume, "commuting"),
            )
        cursor.execute(
            "INSERT INTO flows (origin, dest, volume, link_type) VALUES "
            "('01', '02', 7, NULL), ('99', '01', 3, ''), ('01', '03', -2, NULL)"
        )
        cursor.execute(
            "CREATE TABLE places (id serial PRIMARY KEY, code text, geom geometry(Point, 2154))"
        )
        for number in range(1, 6):
            cursor.execute(
                "INSERT INTO places (code, geom) VALUES "
                "(%s, ST_SetSRID(ST_MakePoint(%s, 6700000), 2154))",
                (f"0{number}", 600_000 + number * 10_000),
            )
        cursor.execute("CREATE ROLE reader LOGIN PASSWORD 'reading'")
        cursor.execute("GRANT SELECT ON flows, places TO reader")
    yield postgresql
    connection.close()


@pytest.fixture
def layer(qgis_app, database):
    """Return a function that opens a table of the database as a layer."""

    def opened(table, where="", geometry="", user="postgres", authcfg=""):
        uri = QgsDataSourceUri()
        uri.setConnection(str(database.folder), "54329", "postgres", user, "")
        if authcfg:
            uri.setAuthConfigId(authcfg)
            uri.setUsername("")
        schema = "" if table.startswith("(") else "public"
        uri.setDataSource(schema, table, geometry or None, where, "id")
        found = QgsVectorLayer(uri.uri(False), "trips", "postgres")
        assert found.isValid(), found.error().message()
        return found

    return opened


@pytest.fixture
def places(layer):
    return layer("places", geometry="geom")


@pytest.fixture
def both(run, places):
    """Run with the database and row by row; return both runs, which must be equal."""

    def both(name, outputs, **parameters):
        parameters.update(dict.fromkeys(outputs, "memory:"))
        runs = [
            run(name, UNITS=places, ENGINE=engine, **parameters) for engine in ("auto", "pandas")
        ]
        for output in outputs:
            assert runs[0].rows(output) == runs[1].rows(output), output
        assert INSIDE in told(runs[0])
        assert INSIDE not in told(runs[1])
        return runs[0]

    return both


def told(run):
    return " ".join(run.journal.infos)


def test_flows_are_summed_by_the_database(both, layer):
    found = both("aggregateflows", ("OUTPUT", "REJECTS"), FLOWS=layer("flows"))
    assert found["ROWS_READ"] == len(FLOWS) + 3
    kinds = {row["link_type"] for row in found.rows("OUTPUT")}
    assert kinds == {"commuting", "trips"}
    assert {row["reason"] for row in found.rows("REJECTS")} == {"negative", "unknown_origin"}


def test_a_lookup_goes_to_the_database(both, layer, tmp_path):
    lookup = tmp_path / "lookup.csv"
    lookup.write_text("a;b\n01;01\n02;01\n03;03\n04;03\n05;05\n", encoding="utf-8")
    found = both(
        "aggregateflows",
        ("OUTPUT", "REJECTS"),
        FLOWS=layer("flows"),
        LOOKUP=str(lookup),
        LOOKUP_FROM="a",
        LOOKUP_TO="b",
    )
    assert {row["origin"] for row in found.rows("OUTPUT")} <= {"01", "03", "05"}


def test_the_filter_of_the_layer_is_honoured(both, layer):
    where = "volume > 10 AND \"link_type\" = 'commuting'"
    found = both("aggregateflows", ("OUTPUT", "REJECTS"), FLOWS=layer("flows", where))
    assert found["ROWS_READ"] == sum(volume > 10 for *_, volume in FLOWS)


def test_a_query_as_a_layer(both, layer):
    query = "(SELECT id, dest AS origin, origin AS dest, volume FROM flows WHERE volume > 5)"
    found = both("aggregateflows", ("OUTPUT", "REJECTS"), FLOWS=layer(query))
    assert found["ROWS_READ"] > 0


def test_links_from_the_database(both, layer):
    flows = layer("flows", "link_type = 'commuting'")
    found = both("computelinks", ("LINKS",), FLOWS=flows, RULE="first", RULE_VALUE=1)
    assert found["LINK_COUNT"] > 0


def test_the_authentication_of_the_layer_is_used(both, layer, database):
    """A password that only the authentication manager of QGIS knows."""
    manager = QgsApplication.authManager()
    if not manager.setMasterPassword("only for tests", True) or manager.isDisabled():
        pytest.skip("this QGIS has no authentication manager")
    given = QgsAuthMethodConfig("Basic")
    given.setName("reader")
    given.setConfig("username", "reader")
    given.setConfig("password", "reading")
    assert manager.storeAuthenticationConfig(given)
    database.require_password("reader")
    try:
        flows = layer("flows", authcfg=given.id())
        assert both("aggregateflows", ("OUTPUT",), FLOWS=flows)["ROWS_READ"] > 0
    finally:
        manager.removeAuthenticationConfig(given.id())


def test_a_selection_is_read_row_by_row(run, layer, places, qgis_new_project):
    flows = layer("flows")
    QgsProject.instance().addMapLayer(flows)
    flows.selectByExpression("volume > 20")
    selected = QgsProcessingFeatureSourceDefinition(flows.id(), True)
    found = run("aggregateflows", FLOWS=selected, UNITS=places, OUTPUT="memory:")
    assert "read one by one" in told(found)
    assert found["ROWS_READ"] == sum(volume > 20 for *_, volume in FLOWS)


def test_what_the_database_cannot_do(run, refused, layer, places, flows, monkeypatch):
    edited = layer("flows")
    edited.startEditing()
    first = next(edited.getFeatures())
    edited.changeAttributeValue(first.id(), edited.fields().indexOf("volume"), 1000.0)
    found = run("aggregateflows", FLOWS=edited, UNITS=places, OUTPUT="memory:")
    assert "read one by one" in told(found)
    assert found["VOLUME_READ"] > 1000
    edited.rollBack()
    options = {"UNITS": places, "OUTPUT": "memory:", "ENGINE": "postgresql"}
    assert "choose a layer" in refused("aggregateflows", FLOWS=flows, **options)
    virtual = layer("flows")
    virtual.addExpressionField("volume * 2", QgsField("doubled", QVariant.Double))
    options = {"UNITS": places, "LINKS": "memory:", "VOLUME_FIELD": "doubled", "LINK_TYPE": "trips"}
    assert "read one by one" in told(run("computelinks", FLOWS=virtual, **options))


def test_without_the_driver(run, layer, places, monkeypatch):
    monkeypatch.setattr("alliance.algorithms.database_flows.find_spec", lambda name: None)
    found = run("aggregateflows", FLOWS=layer("flows"), UNITS=places, OUTPUT="memory:")
    assert "psycopg2" in told(found)
    assert found["ROWS_READ"] == len(FLOWS) + 3


def test_cancelled(run, layer, places, tmp_path):
    journal = Journal(cancel_at=0.0)
    target = tmp_path / "out.gpkg"
    found = run(
        "aggregateflows", journal, FLOWS=layer("flows"), UNITS=places, OUTPUT=str(target)
    )
    assert found.outputs == {}
    assert not target.exists()
