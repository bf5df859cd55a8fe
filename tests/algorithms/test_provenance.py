"""How a layer was made, told in its metadata."""

from __future__ import annotations

import json
import re

import pytest
from alliance.algorithms.provenance import describe, plugin_version, readable, save_metadata
from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProperty


def told(abstract):
    """Return the parameters and the counts that an abstract tells."""
    parameters, counts = re.search(r"Parameters: (.*)\nCounts: (.*)", abstract).groups()
    return json.loads(parameters), json.loads(counts)


def test_the_version_is_that_of_the_plugin(repository):
    text = (repository / "metadata.txt").read_text(encoding="utf-8")
    assert f"version={plugin_version()}\n" in text


def test_metadata_tell_algorithm_parameters_counts_and_version(run, flows, units):
    links = run("computelinks", FLOWS=flows, UNITS=units, RULE="first", LINKS="memory:")
    metadata = links.layer("LINKS").metadata()
    assert metadata.abstract().startswith(
        f"Made by alliance:computelinks of Alliance {plugin_version()}."
    )
    parameters, counts = told(metadata.abstract())
    assert parameters["RULE"] == "first"
    assert parameters["FLOWS"] == flows
    assert parameters["UNITS"] == "towns"
    assert counts["LINK_COUNT"] == 5
    assert metadata.title() == "Compute links"
    assert metadata.history() == [f"alliance:computelinks — Alliance {plugin_version()}"]


def test_parameters_left_to_their_default_are_told_too(run, flows):
    links = run("computelinks", FLOWS=flows, LINKS="memory:")
    parameters, _ = told(links.layer("LINKS").metadata().abstract())
    assert parameters["INTENSITY"] == "relative_link"
    assert parameters["MARGINS"] == "external"


def test_every_layer_of_a_run_tells_the_same(run, flows, units):
    links = run("computelinks", FLOWS=flows, UNITS=units, LINKS="memory:")["LINKS"]
    found = run(
        "detectsystems",
        LINKS=links,
        UNITS=units,
        UNITS_OUT="memory:",
        SYSTEMS="memory:",
        LINKS_OUT="memory:",
    )
    abstracts = {
        found.layer(name).metadata().abstract() for name in ("UNITS_OUT", "SYSTEMS", "LINKS_OUT")
    }
    assert len(abstracts) == 1
    _, counts = told(abstracts.pop())
    assert counts["SYSTEM_COUNT"] == found["SYSTEM_COUNT"]


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "csv"])
def test_metadata_are_found_again_in_files(run, flows, units, open_layer, tmp_path, suffix):
    links = run("computelinks", FLOWS=flows, UNITS=units, LINKS=str(tmp_path / f"links.{suffix}"))
    layer = open_layer(links["LINKS"])
    layer.loadDefaultMetadata()
    _, counts = told(layer.metadata().abstract())
    assert counts["LINK_COUNT"] == 5


def test_metadata_of_a_table_among_others(run, flows, open_layer, alliance_provider, tmp_path):
    package = tmp_path / "all.gpkg"
    run("computelinks", FLOWS=flows, LINKS=str(package))
    run("computelinks", FLOWS=flows, LINKS=f"ogr:dbname='{package}' table=\"other\" ()")
    algorithm = alliance_provider.algorithm("computelinks")
    save_metadata(
        f"{package}|layername=other", describe(algorithm, {}, {"LINK_COUNT": 99}, "Links")
    )
    _, counts = told(open_layer(f"{package}|layername=other").metadata().abstract())
    assert counts["LINK_COUNT"] == 99
    _, counts = told(open_layer(f"{package}|layername=all").metadata().abstract())
    assert counts["LINK_COUNT"] == 5


def test_values_of_every_kind_can_be_read(units):
    source = QgsProcessingFeatureSourceDefinition("towns.gpkg", True)
    assert readable(units) == "towns"
    assert readable([units, 2, True, "été"]) == ["towns", 2, True, "été"]
    assert readable(QgsProcessingFeatureSourceDefinition("towns.gpkg")) == "towns.gpkg"
    assert readable(source) == "towns.gpkg"
    assert readable(QgsProperty.fromExpression("1 + 1")) == "1 + 1"
    json.dumps(readable(object()))
