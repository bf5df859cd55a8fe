"""The table of airports and their towns, and the way from the air traffic of DGAC to links."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from alliance.core.aggregation import load_rows
from alliance.core.codes import lookup_table
from alliance.core.cumulation import Mode, combine_high_speed

# Calvi, whose traffic the published table leaves out.
CALVI = "391"


@pytest.fixture(scope="module")
def airports(repository):
    path = repository / "resources" / "airports" / "airports_france.csv"
    return pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def pairs(shared_data):
    """The city pairs of 2019, as DGAC publishes them."""
    table = pd.read_csv(shared_data / "sources" / "air_city_pairs_1999_2019.csv", dtype=str)
    return table[table["Annee"] == "2019"]


@pytest.fixture(scope="module")
def city_area(shared_data, airports):
    """From a city of DGAC to the urban area of its commune."""
    zones = pd.read_csv(shared_data / "national" / "commune_zones_2014.csv.gz", dtype=str)
    area = zones.set_index("CODGEO")["AU2010"]
    return dict(zip(airports["city"], airports["commune"].map(area)))


def undirected(flows):
    """Return the volume of each pair, both directions added, as {(smaller, larger): volume}."""
    frame = flows.off_diagonal().frame()
    ends = np.sort(frame[["origin", "dest"]].to_numpy(dtype=str), axis=1)
    return frame["volume"].groupby([ends[:, 0], ends[:, 1]]).sum()


def test_each_airport_has_its_code_and_its_town_once(airports):
    assert airports.columns.tolist() == ["city", "iata", "icao", "commune", "airport"]
    assert (airports != "").all(axis=None)
    assert airports["iata"].is_unique
    assert airports["iata"].map(lambda code: bool(re.fullmatch("[A-Z]{3}", code))).all()
    assert airports["icao"].map(lambda code: bool(re.fullmatch("LF[A-Z]{2}", code))).all()
    assert set(airports.loc[airports["icao"].duplicated(), "city"]) == {"BALE-MULHOUSE"}
    assert airports["commune"].map(lambda code: bool(re.fullmatch(r"\d[\dAB]\d{3}", code))).all()
    assert airports["city"].is_monotonic_increasing
    for column in ("city", "iata", "icao"):  # a lookup by any of them: one commune a code
        assert lookup_table(airports[[column, "commune"]])


@pytest.mark.parametrize("year", [2014, 2024])
def test_the_communes_exist(shared_data, airports, year):
    zones = pd.read_csv(shared_data / "national" / f"commune_zones_{year}.csv.gz", dtype=str)
    assert set(airports["commune"]) <= set(zones["CODGEO"])


def test_every_city_of_dgac_is_there_within_reach_of_its_commune(shared_data, airports):
    """The city is where DGAC draws it: less than 60 km from the middle of its urban area."""
    table = pd.read_csv(shared_data / "sources" / "air_city_pairs_1999_2019.csv")
    places = pd.concat(
        [
            table[[end, f"lat_{end}", f"lng_{end}"]].set_axis(["city", "lat", "lon"], axis=1)
            for end in ("Origine", "Destination")
        ]
    ).drop_duplicates("city")
    assert set(places["city"]) == set(airports["city"])
    points = pd.read_csv(shared_data / "national" / "au2010_points.csv", dtype={"centre": str})
    near = airports.drop_duplicates("city").merge(places, on="city")
    near = near.merge(points, left_on="commune", right_on="centre", suffixes=("", "_area"))
    assert len(near) > 50
    north = (near["lat"] - near["lat_area"]) * 111
    east = (near["lon"] - near["lon_area"]) * 111 * np.cos(np.radians(near["lat"]))
    assert np.hypot(north, east).max() < 60


@pytest.mark.parametrize(
    ("column", "measure"), [("Dessertes", "services"), ("Pax_Total", "passengers")]
)
def test_dgac_pairs_are_the_published_table(shared_data, pairs, city_area, column, measure):
    expected = pd.read_csv(
        shared_data / "national" / "air_2019_au2010.csv", dtype={"unit_a": str, "unit_b": str}
    ).set_index(["unit_a", "unit_b"])[measure]
    loading = load_rows(pairs["Origine"], pairs["Destination"], pairs[column], lookup=city_area)
    found = undirected(loading.flows)
    corsican = [CALVI in pair for pair in found.index]
    assert sum(corsican) == 5
    pd.testing.assert_series_equal(
        found[~np.array(corsican)], expected, check_names=False, check_dtype=False
    )
    # Figari lies in no urban area: listed, not lost.
    assert set(loading.rejects["code"]) == {"FIGARI"}
    assert set(loading.rejects["reason"]) == {"outside_units"}


@pytest.mark.parametrize("scale", ["max", "mean", "sum"])
def test_rail_and_air_make_one_kind(shared_data, pairs, city_area, scale):
    """H = X_rail/s_rail + X_air/s_air, from the tables, pair by pair."""
    rail = pd.read_csv(
        shared_data / "national" / "rail_2025_au2010.csv", dtype={"origin": str, "destination": str}
    )
    trains = load_rows(rail["origin"], rail["destination"], rail["trains_week"]).flows
    planes = load_rows(
        pairs["Origine"],
        pairs["Destination"],
        pairs["Pax_Total"],
        lookup=city_area,
        undirected=True,
    ).flows
    mixed = combine_high_speed([Mode("rail", trains), Mode("air", planes, 0.5)], scale)
    by_mode = pd.DataFrame({"rail": undirected(trains), "air": undirected(planes)})
    size = {"max": by_mode.max(), "mean": by_mode.mean(), "sum": by_mode.sum()}[scale]
    expected = (by_mode / size).mul([1, 0.5]).fillna(0).sum(axis=1)
    found = mixed.components.set_index(["unit_a", "unit_b"])
    pd.testing.assert_series_equal(found["volume"], expected, check_names=False)
    pd.testing.assert_series_equal(found["v_rail"], by_mode["rail"].fillna(0), check_names=False)
    pd.testing.assert_series_equal(found["v_air"], by_mode["air"].fillna(0), check_names=False)
    assert mixed.flows.undirected
