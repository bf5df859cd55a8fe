"""Outputs: whole or not at all, in every format, and the same to the last byte."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from alliance.algorithms import destinations
from alliance.tests.algorithms.assertions import LINKS, assert_fields, assert_geometry
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)

ALL = {"RULE": "all", "INTENSITY": "volume"}
# An older file at the place of an output. Whatever it holds, it stays, or goes altogether.
OLD = b"unit_a,unit_b\nold,older\n"


@pytest.fixture
def compute(run, flows, units):
    """Compute the links of the five towns."""

    def compute(target, **parameters):
        given = {"FLOWS": flows, "UNITS": units, **ALL, "LINKS": target, **parameters}
        return run("computelinks", **given)

    return compute


@pytest.fixture
def refuse(refused, flows, units):
    """Compute links whose output must be refused; return the sentence."""

    def refuse(target, **parameters):
        return refused("computelinks", FLOWS=flows, UNITS=units, **ALL, LINKS=target, **parameters)

    return refuse


def names(folder):
    """Return the names of the files of a folder, hidden ones too."""
    return sorted(path.name for path in Path(folder).iterdir())


# --- formats and places -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "suffix", ["gpkg", "GPKG", "shp", "csv", "geojson", "sqlite", "fgb", "gdb"]
)
def test_every_common_format(compute, open_layer, tmp_path, suffix):
    target = str(tmp_path / "out" / f"links.{suffix}")
    (tmp_path / "out").mkdir()
    links = compute(target, UNIT_NAME="name")
    assert links["LINKS"] == target
    layer = open_layer(target)
    assert layer.featureCount() == 5
    assert {f["name_a"] for f in layer.getFeatures()} >= {"Aubenas", "L'Isle « du » <b>Lac</b>"}
    assert not [name for name in names(tmp_path / "out") if name.startswith(".")]


def test_a_name_without_extension_gets_one(compute, open_layer, tmp_path):
    links = compute(str(tmp_path / "links"))
    assert Path(links["LINKS"]).exists()
    assert open_layer(links["LINKS"]).featureCount() == 5


def test_paths_with_apostrophes_accents_and_markup(compute, open_layer, tmp_path):
    folder = tmp_path / "l'été <b>« Œuilly »<b> & co"
    folder.mkdir()
    links = compute(str(folder / "liens d'été.gpkg"), LINK_TYPE="l'été <i>")
    layer = open_layer(links["LINKS"])
    assert_fields(layer, LINKS)
    assert {f["link_type"] for f in layer.getFeatures()} == {"l'été <i>"}
    assert names(folder) == ["liens d'été.gpkg"]


def test_an_output_left_out_is_not_written(run, flows, units):
    loaded = run(
        "loadflows",
        INPUT=flows,
        ORIGIN_FIELD="origin",
        DESTINATION_FIELD="dest",
        VOLUME_FIELD="volume",
        FLOWS="memory:",
        REJECTS=None,
    )
    assert "REJECTS" not in loaded.outputs


def test_memory_layers_know_how_they_were_made(compute):
    abstract = compute("memory:").layer("LINKS").metadata().abstract()
    assert "alliance:computelinks" in abstract


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "csv"])
def test_files_know_how_they_were_made(compute, open_layer, tmp_path, suffix):
    layer = open_layer(compute(str(tmp_path / f"links.{suffix}"))["LINKS"])
    if suffix != "gpkg":  # beside the file, where QGIS looks when it opens a layer
        layer.loadDefaultMetadata()
    assert "alliance:computelinks" in layer.metadata().abstract()
    assert '"LINK_COUNT": 5' in layer.metadata().abstract()


def test_a_table_of_a_geopackage_joins_the_others(compute, open_layer, tmp_path):
    package = tmp_path / "all.gpkg"
    compute(str(package))
    target = f"ogr:dbname='{package}' table=\"second\" (geom)"
    links = compute(target, RULE="first", RULE_VALUE=1)
    assert links["LINKS"] == f"{package}|layername=second"
    assert_geometry(open_layer(links["LINKS"]), "LineString", "EPSG:2154")
    assert open_layer(links["LINKS"]).featureCount() == 3
    assert open_layer(f"{package}|layername=all").featureCount() == 5
    again = compute(target)
    assert open_layer(again["LINKS"]).featureCount() == 5
    assert "alliance:computelinks" in open_layer(again["LINKS"]).metadata().abstract()
    assert names(tmp_path) == ["all.gpkg", "flows.csv"]


def test_several_outputs_in_one_geopackage(run, compute, units, open_layer, tmp_path):
    package = tmp_path / "all.gpkg"
    tables = {
        "UNITS_OUT": "Towns / été",
        "SYSTEMS": "systems",
        "LINKS_OUT": "links",
    }
    run(
        "detectsystems",
        LINKS=compute("memory:")["LINKS"],
        UNITS=units,
        **{
            name: f"ogr:dbname='{package}' table=\"{table}\" (geom)"
            for name, table in tables.items()
        },
    )
    counts = {
        table: open_layer(f"{package}|layername={table}").featureCount()
        for table in tables.values()
    }
    assert counts == {"Towns / été": 5, "systems": 2, "links": 5}
    assert names(tmp_path) == ["all.gpkg", "flows.csv"]


@pytest.mark.parametrize(
    ("target", "is_file"),
    [
        ("/tmp/links.gpkg", True),
        ("links", True),
        ("C:/links.gpkg", True),
        ("memory:", False),
        ("memory:links", False),
        ("TEMPORARY_OUTPUT", False),
        ("postgres:dbname='x' table=\"y\"", False),
        ("postgis:dbname='x' table=\"y\"", False),
    ],
)
def test_what_is_a_file_and_what_qgis_makes_itself(target, is_file, monkeypatch):
    monkeypatch.setattr(destinations, "File", lambda path: path)
    assert (destinations.destination_of(target) is not None) is is_file


def test_options_of_the_output_are_kept(compute, tmp_path):
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "links.csv"))
    target.createOptions = {"fileEncoding": "ISO-8859-1"}
    compute(target, UNIT_NAME="name")
    assert "L'Isle « du »".encode("latin-1") in (tmp_path / "links.csv").read_bytes()


def test_a_table_of_a_new_geopackage(compute, open_layer, tmp_path):
    links = compute(f"ogr:dbname='{tmp_path / 'new.gpkg'}' table=\"links\" (shape)")
    assert open_layer(links["LINKS"]).featureCount() == 5


# --- what cannot be written ---------------------------------------------------------------------


def test_a_folder_that_does_not_exist(refuse, tmp_path):
    sentence = refuse(str(tmp_path / "nowhere" / "links.gpkg"))
    assert f"The folder “{tmp_path / 'nowhere'}” does not exist" in sentence


def test_a_folder_where_nothing_can_be_written(refuse, tmp_path):
    """Root may write anywhere, except under a file."""
    (tmp_path / "file").write_bytes(b"")
    sentence = refuse(str(tmp_path / "file" / "links.gpkg"))
    assert f"Nothing can be written in “{tmp_path / 'file'}”" in sentence


def test_a_folder_at_the_place_of_a_file(refuse, tmp_path):
    folder = tmp_path / "links.gpkg"
    folder.mkdir()
    (folder / "mine.txt").write_text("precious", encoding="utf-8")
    assert "links.gpkg” cannot be replaced" in refuse(str(folder))
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "precious"
    assert names(tmp_path) == ["flows.csv", "links.gpkg"]


def test_a_format_that_cannot_hold_links(refuse, tmp_path):
    sentence = refuse(str(tmp_path / "links.gpx"))
    assert "links.gpx” could not be written" in sentence
    assert names(tmp_path) == ["flows.csv"]


def test_a_shapefile_without_geometry(refused, flows, tmp_path):
    sentence = refused("computelinks", FLOWS=flows, **ALL, LINKS=str(tmp_path / "links.shp"))
    assert "a Shapefile needs one" in sentence
    assert names(tmp_path) == ["flows.csv"]


def test_two_outputs_of_one_name(refused, flows, units, tmp_path):
    target = str(tmp_path / "all.gpkg")
    sentence = refused(
        "computelinks", FLOWS=flows, UNITS=units, **ALL, LINKS=target, LOSS_REPORT=target
    )
    assert "“LINKS” and “LOSS_REPORT” would both be written" in sentence
    assert names(tmp_path) == ["flows.csv"]


@pytest.fixture
def small_disk(tmp_path):
    """Make a disk of a few kB, where the rights of this run allow it."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def small_disk(size):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)]
        try:
            made = subprocess.run(mount, capture_output=True, text=True)
        except FileNotFoundError:
            pytest.skip("there is no `mount` here to make a small disk")
        if made.returncode:
            pytest.skip(f"a small disk cannot be made here: {made.stderr.strip()}")
        return disk

    yield small_disk
    if disk.is_mount():
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("suffix", ["csv", "gpkg", "shp", "geojson"])
def test_a_full_disk_keeps_what_was_there(refused, grandest, small_disk, suffix):
    old = small_disk(200) / f"links.{suffix}"
    old.write_bytes(OLD)
    sentence = refused("computelinks", **grandest, **ALL, LINKS=str(old))
    assert f"links.{suffix}” could not be written: the disk may be full" in sentence
    assert old.read_bytes() == OLD
    assert names(old.parent) == [old.name]


def test_a_full_disk_keeps_the_tables_that_were_there(
    run, refused, open_layer, grandest, small_disk, tmp_path
):
    """The new table fits the disk beside the package, and not once more inside it."""
    disk = small_disk(4096)
    package = disk / "all.gpkg"
    links = {**grandest, **ALL, "LINKS": f"ogr:dbname='{package}' table=\"links\" (geom)"}
    run("computelinks", **{**links, "RULE": "first", "RULE_VALUE": 1})
    before = open_layer(f"{package}|layername=links").featureCount()
    alone = tmp_path / "alone.gpkg"
    run("computelinks", **{**links, "LINKS": str(alone)})
    room = shutil.disk_usage(disk).free - alone.stat().st_size - 50_000
    (disk / "filler").write_bytes(b"0" * room)
    sentence = refused("computelinks", **links)
    assert "all.gpkg|layername=links” could not be written" in sentence
    assert open_layer(f"{package}|layername=links").featureCount() == before
    assert names(disk) == ["all.gpkg", "filler"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_report_that_finds_no_room(run, flows, tmp_path, monkeypatch):
    """The report fails after the layer was written: neither of them appears."""
    written = Path.write_text
    monkeypatch.setattr(
        Path,
        "write_text",
        lambda path, *text, **options: written(Path("/dev/full"), *text, **options),
    )
    with pytest.raises(QgsProcessingException, match=r"losses.html” could not be written"):
        run(
            "computelinks",
            FLOWS=flows,
            **ALL,
            LINKS=str(tmp_path / "links.csv"),
            LOSS_REPORT=str(tmp_path / "losses.html"),
        )
    assert names(tmp_path) == ["flows.csv"]


# --- what was there before ----------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "gpkg", "geojson"])
def test_an_existing_output_is_replaced_whole(compute, open_layer, tmp_path, suffix):
    target = tmp_path / f"links.{suffix}"
    target.write_bytes(OLD)
    compute(str(target))
    assert open_layer(target).featureCount() == 5


@pytest.mark.parametrize("suffix", ["csv", "gpkg"])
def test_an_output_never_goes_over_an_input(run, refused, flows, open_layer, tmp_path, suffix):
    path = tmp_path / f"links.{suffix}"
    first = run("computelinks", FLOWS=flows, **ALL, LINKS=str(path))["LINKS"]
    sentence = refused("cumulatelinks", LINKS=[first], OUTPUT=str(path))
    assert str(path) in sentence
    assert "flow_ab" in open_layer(str(path)).fields().names()


def test_a_table_of_flows_is_not_written_over(refused, tmp_path):
    path = tmp_path / "flux.csv"
    path.write_text("origin,dest,volume\n01,02,5\n", encoding="utf-8")
    refused("computelinks", FLOWS=str(path), LINKS=str(path))
    assert path.read_text(encoding="utf-8").startswith("origin,dest")


def test_files_that_went_with_an_old_shapefile_go_with_it(
    compute, open_layer, make_units, tmp_path
):
    """An old projection or an old spatial index would lie about the new layer."""
    target = str(tmp_path / "links.shp")
    compute(target)
    (tmp_path / "links.qix").write_bytes(b"old index")
    (tmp_path / "links.txt").write_bytes(b"mine")
    compute(target, UNITS=make_units(crs=""))
    assert open_layer(target).featureCount() == 5
    assert not {"links.prj", "links.qix"} & set(names(tmp_path))
    assert "links.txt" in names(tmp_path)


def test_a_geopackage_that_is_loaded_is_replaced_whole(compute, open_layer, tmp_path):
    target = str(tmp_path / "links.gpkg")
    compute(target, RULE="first", RULE_VALUE=1)
    loaded = QgsVectorLayer(target, "loaded", "ogr")
    QgsProject.instance().addMapLayer(loaded)
    reading = loaded.getFeatures()
    next(reading)
    loaded.startEditing()  # QGIS then keeps a journal beside the file
    loaded.changeAttributeValue(1, loaded.fields().indexOf("volume"), 12.0)
    try:
        compute(target)
        assert open_layer(target).featureCount() == 5
        assert sorted(f["volume"] for f in open_layer(target).getFeatures()) == [8, 10, 25, 50, 90]
    finally:
        del reading
        loaded.rollBack()
        QgsProject.instance().removeMapLayer(loaded.id())
    assert open_layer(target).featureCount() == 5
    assert not [name for name in names(tmp_path) if name.startswith(".")]


# --- cancel -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chains(grandest, shared_data, run, tmp_path_factory):
    """Every algorithm of the chain on the Grand Est: its parameters and its outputs."""
    folder = tmp_path_factory.mktemp("chain")
    units = {name: value for name, value in grandest.items() if name.startswith("UNIT")}
    links = run("computelinks", **grandest, **ALL, LINKS=str(folder / "links.gpkg"))["LINKS"]
    columns = {name: value for name, value in grandest.items() if name.endswith("_FIELD")}
    loaded = run(
        "loadflows", INPUT=grandest["FLOWS"], **columns, **units, FLOWS=str(folder / "f.csv")
    )
    return {
        "loadflows": (
            {"INPUT": grandest["FLOWS"], **columns, **units},
            {"FLOWS": "flows.gpkg", "REJECTS": "rejects.csv"},
        ),
        "aggregateflows": (
            {"FLOWS": loaded["FLOWS"], **units},
            {"OUTPUT": "flows.gpkg", "REJECTS": "rejects.csv"},
        ),
        "computelinks": (
            {**grandest, **ALL},
            {"LINKS": "links.gpkg", "LOSS_REPORT": "losses.html"},
        ),
        "cumulatelinks": ({"LINKS": [links]}, {"OUTPUT": "cumulated.gpkg"}),
        "detectsystems": (
            {"LINKS": links, **units},
            {"UNITS_OUT": "units.gpkg", "SYSTEMS": "systems.shp", "LINKS_OUT": "links.csv"},
        ),
    }


CHAIN = ("loadflows", "aggregateflows", "computelinks", "cumulatelinks", "detectsystems")


@pytest.mark.parametrize("name", CHAIN)
def test_progress_only_grows_and_ends(run, chains, journal, name):
    parameters, outputs = chains[name]
    said = journal()
    run(name, said, **parameters, **dict.fromkeys(set(outputs) - {"LOSS_REPORT"}, "memory:"))
    assert said.steps == sorted(said.steps)
    assert 0 <= said.steps[0] <= said.steps[-1] <= 100
    assert len(set(said.steps)) >= 5


@pytest.mark.parametrize("share", [0, 20, 45, 60, 80, 95, 100])
@pytest.mark.parametrize("name", CHAIN)
def test_a_cancelled_run_leaves_everything_as_it_was(run, chains, journal, tmp_path, name, share):
    parameters, outputs = chains[name]
    targets = {output: tmp_path / file for output, file in outputs.items()}
    for target in targets.values():
        target.write_bytes(OLD)
    said = journal(cancel_at=share)
    run(name, said, **parameters, **{output: str(path) for output, path in targets.items()})
    assert time.perf_counter() - said.cancelled_at < 1
    assert names(tmp_path) == sorted(outputs.values())
    assert all(target.read_bytes() == OLD for target in targets.values())
    assert any("Cancelled" in info for info in said.infos)


@pytest.mark.parametrize("share", [5, 15, 40, 55, 75, 94])
def test_a_cancelled_national_run_stops_within_a_second(run, shared_data, journal, tmp_path, share):
    folder = shared_data / "national"
    said = journal(cancel_at=share)
    run(
        "loadflows",
        said,
        INPUT=str(folder / "students_2012_communes.csv.gz"),
        LOOKUP=str(folder / "commune_zones_2014.csv.gz"),
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="AU2010",
        UNITS=str(folder / "au2010_points.gpkg"),
        FLOWS=str(tmp_path / "flows.gpkg"),
    )
    assert time.perf_counter() - said.cancelled_at < 1
    assert names(tmp_path) == []


def test_a_cancelled_run_asks_for_no_layer(alliance_provider, chains, journal, tmp_path):
    """Otherwise QGIS would complain that it cannot load what was never written."""
    parameters, _ = chains["computelinks"]
    project = QgsProject()
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "links.gpkg"), project)
    context = QgsProcessingContext()
    algorithm = alliance_provider.algorithm("computelinks").create()
    for share, count in ((60, 0), (None, 1)):
        _, ok = algorithm.run({**parameters, "LINKS": target}, context, journal(cancel_at=share))
        assert ok
        assert len(context.layersToLoadOnCompletion()) == count


# --- the same to the last byte ------------------------------------------------------------------


def chain_of_tables(run, grandest, source, folder):
    """Run the chain from a file to systems; return the fingerprint of each table."""
    units = {name: value for name, value in grandest.items() if name.startswith("UNIT")}
    columns = {name: value for name, value in grandest.items() if name.endswith("_FIELD")}
    flows = run(
        "loadflows",
        INPUT=source,
        **columns,
        **units,
        LINK_TYPE="commuting",
        FLOWS=str(folder / "flows.csv"),
        REJECTS=str(folder / "rejects.csv"),
    )
    links = run(
        "computelinks",
        FLOWS=flows["FLOWS"],
        **units,
        RULE="first",
        RULE_VALUE=2,
        LINKS=str(folder / "links.csv"),
    )
    cumulated = run("cumulatelinks", LINKS=[links["LINKS"]], OUTPUT=str(folder / "cumulated.csv"))
    run(
        "detectsystems",
        LINKS=cumulated["OUTPUT"],
        **units,
        UNIT_WEIGHT="employed",
        UNITS_OUT=str(folder / "units.csv"),
        SYSTEMS=str(folder / "systems.csv"),
        LINKS_OUT=str(folder / "links_out.csv"),
    )
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.csv")
    }


def test_shuffled_rows_and_a_second_run_give_the_same_bytes(run, grandest, tmp_path):
    header, *rows = Path(grandest["FLOWS"]).read_text(encoding="utf-8").splitlines()
    random.Random(2011).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    found = []
    for name, source in (("a", grandest["FLOWS"]), ("b", grandest["FLOWS"]), ("c", str(shuffled))):
        (tmp_path / name).mkdir()
        found.append(chain_of_tables(run, grandest, source, tmp_path / name))
    assert len(found[0]) == 7
    assert found[0] == found[1] == found[2]


def test_the_chain_reads_its_own_text_tables(run, grandest, tmp_path):
    """Codes such as 001 pass through four text tables without losing their zeros."""
    chain_of_tables(run, grandest, grandest["FLOWS"], tmp_path)
    units = (tmp_path / "units.csv").read_text(encoding="utf-8").splitlines()
    assert units[1].split(",")[0].strip('"') == "001"
    assert len(units) == 160


# --- in the background --------------------------------------------------------------------------


@pytest.fixture
def in_background(alliance_provider):
    """Run an algorithm as the toolbox does: in a thread, with layers of the project."""

    def in_background(name, layers, **parameters):
        project = QgsProject.instance()
        project.addMapLayers(layers)
        context = QgsProcessingContext()
        context.setProject(project)
        algorithm = alliance_provider.algorithm(name).create()
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context)
        done = []
        task.executed.connect(lambda ok, results: done.append((ok, results)))
        QgsApplication.taskManager().addTask(task)
        deadline = time.monotonic() + 30
        while not done and time.monotonic() < deadline:
            QgsApplication.processEvents()
        project.removeMapLayers([layer.id() for layer in layers])
        ((ok, results),) = done
        assert ok
        return results, context

    return in_background


def test_links_in_the_background(in_background, make_layer, units):
    rows = [("01", "02", 30.0, None), ("02", "01", 60.0, None), ("03", "04", 35.0, None)]
    flows = make_layer("origin:string dest:string volume:double", rows, name="flows")
    results, context = in_background(
        "computelinks", [flows, units], FLOWS=flows.id(), UNITS=units.id(), LINKS="memory:", **ALL
    )
    assert results["LINK_COUNT"] == 2
    assert context.takeResultLayer(results["LINKS"]).featureCount() == 2


def test_cumulated_links_in_the_background(in_background, compute):
    layers = [
        compute("memory:", LINK_TYPE=kind).layer("LINKS").clone() for kind in ("work", "study")
    ]
    results, _ = in_background(
        "cumulatelinks", layers, LINKS=[layer.id() for layer in layers], OUTPUT="memory:"
    )
    assert (results["LINK_COUNT"], results["MAX_SCORE"]) == (5, 2)


def test_systems_in_the_background(in_background, compute, units, tmp_path):
    links = compute("memory:").layer("LINKS")
    results, _ = in_background(
        "detectsystems",
        [links, units],
        LINKS=links.id(),
        UNITS=units.id(),
        UNITS_OUT=str(tmp_path / "units.gpkg"),
        SYSTEMS=str(tmp_path / "systems.gpkg"),
        LINKS_OUT=str(tmp_path / "links.gpkg"),
    )
    assert results["SYSTEM_COUNT"] == 2
    assert names(tmp_path) == ["flows.csv", "links.gpkg", "systems.gpkg", "units.gpkg"]
