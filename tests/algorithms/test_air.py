"""Air traffic through the doors of any flows: a table of pairs, the table of airports, a zoning."""

from __future__ import annotations

import json

import pandas as pd
import pytest


def test_dgac_pairs_become_flows_between_urban_areas(run, repository, shared_data, tmp_path):
    """The steps of the guide: one year, towns to communes, communes to urban areas."""
    table = pd.read_csv(shared_data / "sources" / "air_city_pairs_1999_2019.csv", dtype=str)
    year = tmp_path / "air_2019.csv"
    table[table["Annee"] == "2019"].to_csv(year, index=False)
    loaded = run(
        "loadflows",
        INPUT=str(year),
        ORIGIN_FIELD="Origine",
        DESTINATION_FIELD="Destination",
        VOLUME_FIELD="Pax_Total",
        LINK_TYPE="air",
        LOOKUP=str(repository / "resources" / "airports" / "airports_france.csv"),
        LOOKUP_FROM="city",
        LOOKUP_TO="commune",
        FLOWS="memory:",
        REJECTS="memory:",
    )
    assert loaded.rows("REJECTS") == []
    assert loaded["ROWS_KEPT"] == 142
    national = shared_data / "national"
    summed = run(
        "aggregateflows",
        FLOWS=loaded["FLOWS"],
        UNITS=str(national / "au2010_points.gpkg"),
        LOOKUP=str(national / "commune_zones_2014.csv.gz"),
        LOOKUP_FROM="CODGEO",
        LOOKUP_TO="AU2010",
        OUTPUT="memory:",
        REJECTS="memory:",
    )
    passengers: dict[tuple[str, str], float] = {}
    for row in summed.rows("OUTPUT"):
        pair = (min(row["origin"], row["dest"]), max(row["origin"], row["dest"]))
        passengers[pair] = passengers.get(pair, 0.0) + row["volume"]
    expected = pd.read_csv(national / "air_2019_au2010.csv", dtype={"unit_a": str, "unit_b": str})
    published = zip(expected["unit_a"], expected["unit_b"], expected["passengers"])
    without_calvi = {pair: value for pair, value in passengers.items() if "391" not in pair}
    assert without_calvi == {(a, b): value for a, b, value in published}
    assert {row["code"] for row in summed.rows("REJECTS")} == {"2A114"}  # Figari


def test_a_recipe_mixes_rail_and_air_and_keeps_what_each_brings(
    run, shared_data, tmp_path, open_layer, read_rows
):
    national = shared_data / "national"
    recipe = {
        "units": {
            "source": str(national / "au2010_points.gpkg"),
            "code": "code",
            "name": "name",
            "weight": "population",
        },
        "link_types": [
            {
                "name": "high speed",
                "dimension": "transport",
                "intensity": "volume",
                "rule": "first",
                "rule_value": 1,
                "mode_scale": "max",
                "modes": [
                    {
                        "name": "rail",
                        "source": str(national / "rail_2025_au2010.csv"),
                        "origin": "origin",
                        "destination": "destination",
                        "volume": "trains_week",
                    },
                    {
                        "name": "air",
                        "source": str(national / "air_2019_au2010.csv"),
                        "origin": "unit_a",
                        "destination": "unit_b",
                        "volume": "passengers",
                        "undirected": True,
                        "weight": 0.5,
                    },
                ],
            }
        ],
    }
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(recipe), encoding="utf-8")
    folder = tmp_path / "results"
    run("runrecipe", RECIPE=str(path), OUTPUT_FOLDER=str(folder))
    table = open_layer(f"{folder / 'results.gpkg'}|layername=modes_high_spe")
    names = [field.name() for field in table.fields() if field.name() != "fid"]
    assert names == ["unit_a", "unit_b", "volume", "v_rail", "h_rail", "v_air", "h_air"]
    rail = pd.read_csv(national / "rail_2025_au2010.csv", dtype={"origin": str, "destination": str})
    ends = rail[["origin", "destination"]]
    air = pd.read_csv(national / "air_2019_au2010.csv", dtype={"unit_a": str, "unit_b": str})
    found = {(row["unit_a"], row["unit_b"]): row for row in read_rows(table)}
    paris_lyon = found["001", "002"]
    trains = float(rail.loc[ends.isin(["001", "002"]).all(axis=1), "trains_week"].sum())
    passengers = float(
        air["passengers"][(air["unit_a"] == "001") & (air["unit_b"] == "002")].iloc[0]
    )
    assert paris_lyon["v_rail"] == trains == 509.5 + 539.5
    assert paris_lyon["v_air"] == passengers
    assert paris_lyon["h_air"] == pytest.approx(0.5 * passengers / air["passengers"].max())
    assert paris_lyon["volume"] == pytest.approx(paris_lyon["h_rail"] + paris_lyon["h_air"])
    assert max(row["h_rail"] for row in found.values()) == 1
