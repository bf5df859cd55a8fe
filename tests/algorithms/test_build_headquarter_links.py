"""`alliance:buildheadquarterlinks`: from a register file to flows, rejects and a report."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest
from alliance.algorithms import stream_sources
from alliance.algorithms.stream_sources import LayerStream, stream_of
from alliance.core.headquarters import build_headquarters
from alliance.core.options import HeadquarterSettings
from alliance.core.spreadsheets import ReaderMissingError
from alliance.tests.algorithms.assertions import FLOWS, REJECTS, assert_fields, assert_geometry

HEADER = (
    "siren,nic,etablissementSiege,etatAdministratifEtablissement,codeCommuneEtablissement,"
    "trancheEffectifsEtablissement,activitePrincipaleEtablissement"
)
# Towns 01 to 05 of the tests: firm 1 is at 01, firm 2 at 04, firm 3 is a sole trader.
ROWS = (
    "000000001,00011,true,A,01,12,62.01Z",
    "000000001,00012,false,A,02,11,62.01Z",
    "000000001,00013,false,A,02,01,62.01Z",
    "000000001,00014,false,A,01,02,62.01Z",
    "000000001,00015,false,F,03,12,62.01Z",
    "000000002,00011,true,A,04,21,84.11Z",
    "000000002,00012,false,A,03,NN,62.01Z",
    "000000002,00013,false,A,99,03,62.01Z",
    "000000003,00011,true,A,05,,62.01Z",
    "000000003,00012,false,A,04,01,62.01Z",
)
LEGAL = (
    "siren,categorieJuridiqueUniteLegale",
    "000000001,5710",
    "000000002,7210",
    "000000003,1000",
)


@pytest.fixture
def register(write):
    """The path of a small register, in a zip as INSEE publishes it."""
    path = write("StockEtablissement_utf8.zip", "")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("StockEtablissement_utf8.csv", "\n".join([HEADER, *ROWS]))
    return path


@pytest.fixture
def legal_units(write):
    return write("StockUniteLegale_utf8.csv", "\n".join(LEGAL))


@pytest.fixture
def build(run, register):
    """Build the links of the small register."""

    def build(**parameters):
        defaults = {"INPUT": register, "FLOWS": "memory:", "REJECTS": "memory:"}
        return run("buildheadquarterlinks", **{**defaults, **parameters})

    return build


def volumes(built):
    return {(row["origin"], row["dest"]): row["volume"] for row in built.rows("FLOWS")}


def reasons(built):
    return {row["reason"]: row["rows"] for row in built.rows("REJECTS")}


def test_it_gives_flows_like_any_others(build, units, legal_units):
    built = build(UNITS=units, UNIT_NAME="name", LEGAL_UNITS=legal_units)
    assert_fields(built.layer("FLOWS"), FLOWS)
    assert_geometry(built.layer("FLOWS"), "LineString", "EPSG:2154")
    assert_fields(built.layer("REJECTS"), REJECTS)
    assert volumes(built) == {("01", "01"): 4, ("01", "02"): 14.5 + 1.5}
    assert {row["link_type"] for row in built.rows("FLOWS")} == {"headquarters"}
    assert reasons(built) == {
        "sole_trader": 2,
        "closed": 1,
        "is_seat": 2,
        "no_staff": 1,
        "unknown_destination": 1,
    }
    assert [built[name] for name in ("ROWS_READ", "ROWS_KEPT")] == [10, 3]
    assert built["VOLUME_KEPT"] == 20
    assert "sole trader: 2, volume 1.5" in built.warnings


def test_parameters_reach_the_method(build, legal_units):
    counted = build(WEIGHT="count", LINK_TYPE="seats")
    assert volumes(counted)["01", "02"] == 2
    assert {row["link_type"] for row in counted.rows("FLOWS")} == {"seats"}
    assert "sole traders cannot be told" in counted.warnings
    private = build(WEIGHT="count", LEGAL_UNITS=legal_units, WITHOUT_PUBLIC=True)
    assert set(volumes(private)) == {("01", "01"), ("01", "02")}
    assert reasons(private)["public_body"] == 3
    small = build(WEIGHT="count", MAX_ESTABLISHMENTS=3)
    assert reasons(small)["large_network"] == 4


def test_groups_and_lookup_are_tables(build, write):
    groups = write("groups.csv", "firm,head\n000000002,000000001\n")
    lookup = write("zones.csv", "town,zone\n01,west\n02,west\n03,east\n04,east\n05,\n99,east\n")
    built = build(
        GROUPS=groups,
        GROUPS_FIRM="firm",
        GROUPS_HEAD="head",
        LOOKUP=lookup,
        LOOKUP_FROM="town",
        LOOKUP_TO="zone",
    )
    assert volumes(built) == {("west", "west"): 20, ("west", "east"): 74.5 + 7.5}


def test_the_report_tells_each_filter(build, units, tmp_path):
    target = tmp_path / "report.html"
    built = build(UNITS=units, UNIT_NAME="name", REPORT=str(target), WITH_GEOMETRY=False)
    assert_geometry(built.layer("FLOWS"), "NoGeometry")
    page = target.read_text(encoding="utf-8")
    for text in (
        "Headquarters links",
        "<td>sole trader</td>",
        "<td>closed establishment</td>",
        "Firms with an establishment beside the seat",
        "<td>Aubenas (01)</td><td>Bourg-d&#x27;Oisans (02)</td>",
        "Without the file of legal units",
        "<td>99</td>",
    ):
        assert text in page


def test_what_it_writes_holds_no_number_of_a_firm(build, legal_units, tmp_path):
    outputs = {"FLOWS": "f.csv", "REJECTS": "r.csv", "REPORT": "report.html"}
    paths = {name: str(tmp_path / file) for name, file in outputs.items()}
    build(LEGAL_UNITS=legal_units, **paths)
    for path in paths.values():
        assert "00000000" not in Path(path).read_text(encoding="utf-8")


# --- what it refuses ----------------------------------------------------------------------------


def test_wrong_files_are_one_sentence(refused, write, register):
    for parameters, words in (
        ({"INPUT": write("other.csv", "a,b\n1,2\n")}, "“siren” is missing"),
        ({"INPUT": write("cut.zip", "PK\x03\x04 and no end")}, "cut or damaged"),
        ({"INPUT": register, "LEGAL_UNITS": register}, "“categorieJuridiqueUniteLegale” is mis"),
        ({"INPUT": register, "GROUPS": write("g.csv", "a,b\n1,2\n")}, "Its columns are: a, b."),
        ({"INPUT": "/nowhere/stock.csv"}, "does not exist"),
    ):
        assert words in refused("buildheadquarterlinks", FLOWS="memory:", **parameters)


def test_cancelling_writes_nothing(run, register, journal, tmp_path):
    target = tmp_path / "flows.gpkg"
    run("buildheadquarterlinks", journal(cancel_at=10), INPUT=register, FLOWS=str(target))
    assert not target.exists()


# --- GDAL, where no library reads parquet -------------------------------------------------------


def test_a_layer_gives_what_a_csv_gives(make_layer, write, monkeypatch):
    """GDAL reads parquet on some systems only: a layer of another kind stands for it."""
    names = HEADER.split(",")
    fields = " ".join(
        f"{name}:{'boolean' if name == 'etablissementSiege' else 'string'}" for name in names
    )
    cells = [row.split(",") for row in ROWS]
    rows = [
        [cell == "true" if name == "etablissementSiege" else cell or None for name, cell in pairs]
        for pairs in ([*zip(names, row)] for row in cells)
    ]
    layer = make_layer(fields, [[*row, None] for row in rows], name="stock")
    monkeypatch.setattr(stream_sources, "_ROWS", 3)
    count = HeadquarterSettings(weight="count")
    built = build_headquarters(LayerStream(layer), settings=count)
    path = write("stock.csv", "\n".join([HEADER, *ROWS]))
    other = build_headquarters(stream_of(Path(path), "auto"), settings=count)
    assert built.flows.frame().equals(other.flows.frame())
    assert built.loading.rejects.equals(other.loading.rejects)


def test_gdal_reads_parquet_when_no_library_does(monkeypatch, tmp_path, make_layer):
    def no_library(path, engine):
        raise ReaderMissingError(path, "duckdb / pyarrow")

    monkeypatch.setattr("alliance.core.parquet.open_stream", no_library)
    path = tmp_path / "stock.parquet"
    path.write_bytes(b"")
    with pytest.raises(ReaderMissingError, match="duckdb / pyarrow"):
        stream_of(path, "auto")
    layer = make_layer("siren:string", [("1", None)], name="stock")
    monkeypatch.setattr(stream_sources, "QgsVectorLayer", lambda *_: layer)
    assert isinstance(stream_of(path, "auto"), LayerStream)
    with pytest.raises(ReaderMissingError):
        stream_of(path, "duckdb")


# --- the sample ---------------------------------------------------------------------------------


def test_the_sample_on_urban_areas(run, shared_data):
    """Counted apart, row by row, with Python's csv module and the same zoning.

    Of the 133 establishments that have a seat, 117 lie in an urban area as their seat does: 33 in
    the same, 16 of which in Paris; 16 are in communes of no area.
    """
    national = shared_data / "national"
    built = run(
        "buildheadquarterlinks",
        INPUT=str(shared_data / "sources" / "stock_etablissement_54_columns.csv"),
        WEIGHT="count",
        UNITS=str(national / "au2010_points.gpkg"),
        LOOKUP=str(national / "commune_zones_2014.csv.gz"),
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="AU2010",
        FLOWS="memory:",
        REJECTS="memory:",
    )
    left = Counter()
    for row in built.rows("REJECTS"):
        left[row["reason"]] += row["rows"]
    assert left == {"closed": 1, "is_seat": 57, "no_seat": 120, "outside_units": 16}
    assert built["ROWS_READ"] == 311
    assert built["ROWS_KEPT"] == 117
    found = volumes(built)
    assert len(found) == 59
    assert sum(volume for (seat, place), volume in found.items() if seat == place) == 33
    assert (found["001", "001"], found["004", "004"], found["001", "057"]) == (16, 12, 6)
