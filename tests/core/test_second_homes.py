"""Second homes: the model by hand, its laws, and France without a matrix of all pairs."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from alliance.core.distances import PointDistances
from alliance.core.errors import InputError, SettingsError
from alliance.core.options import SecondHomeSettings
from alliance.core.second_homes import facts_of_units, model_second_homes
from hypothesis import given, settings
from hypothesis import strategies as st


def plane(*places):
    """Return the distances between places in km on a plane."""
    x, y = np.array(places, dtype=float).T * 1000
    return PointDistances(x, y, geographic=False)


def model(population, homes, places, **options):
    codes = np.array([f"{number:03}" for number in range(len(population))], dtype=object)
    options.setdefault("min_volume", 0.0)
    return model_second_homes(
        codes, population, homes, plane(*places), SecondHomeSettings(**options), "second homes"
    )


def flows(built):
    frame = built.flows.frame()
    return {(o, d): v for o, d, v in zip(frame["origin"], frame["dest"], frame["volume"])}


def left_out(built):
    return {
        row.reason: (row.rows, pytest.approx(row.volume))
        for row in built.left_out().itertuples(index=False)
        if row.rows or row.volume
    }


# --- by hand ------------------------------------------------------------------------------------

# Three towns on a line, at 0, 10 and 40 km.
LINE = ((0, 0), (10, 0), (40, 0))


def test_the_formula_by_hand():
    """100 homes at 0: 60/10 = 6 against 120/40 = 3, so two thirds and one third."""
    built = model([50, 60, 120], [90, 0, 0], LINE, exponent=1.0)
    assert flows(built) == pytest.approx({("001", "000"): 60, ("002", "000"): 30})


def test_the_exponent_weighs_the_distance():
    """60/100 against 120/1600: 8 to 1."""
    built = model([50, 60, 120], [90, 0, 0], LINE, exponent=2.0)
    assert flows(built) == pytest.approx({("001", "000"): 80, ("002", "000"): 10})


def test_a_commune_gives_nothing_to_itself():
    built = model([50, 60, 120], [90, 30, 6], LINE)
    assert all(origin != destination for origin, destination in flows(built))


def test_a_longest_distance_leaves_the_farther_ones_out():
    built = model([50, 60, 120], [90, 0, 8], LINE, cutoff_km=20)
    assert flows(built) == pytest.approx({("001", "000"): 90})
    assert left_out(built) == {"no_second_homes": (1, 0), "no_origin": (1, 8)}


def test_small_flows_are_left_out_after_the_sharing():
    built = model([50, 60, 120], [90, 0, 0], LINE, min_volume=40.0)
    assert flows(built) == pytest.approx({("001", "000"): 60})
    assert left_out(built) == {"no_second_homes": (2, 0), "below_minimum": (0, 30)}


def test_a_commune_whose_flows_are_all_small_counts_as_one():
    built = model([50, 60, 120], [9, 0, 0], LINE, min_volume=40.0)
    assert flows(built) == {}
    assert left_out(built) == {"no_second_homes": (2, 0), "below_minimum": (1, 9)}


def test_places_nearer_than_one_kilometre_count_as_one():
    built = model([0, 60, 60], [90, 0, 0], ((0, 0), (0, 0), (1, 0)))
    assert flows(built) == pytest.approx({("001", "000"): 45, ("002", "000"): 45})


def test_every_commune_is_accounted_for():
    nowhere = (math.nan, math.nan)
    built = model(
        ["10", "20", "", "x", "40"],
        ["5", "", "s", "-3", "7"],
        ((0, 0), (10, 0), (20, 0), (30, 0), nowhere),
    )
    assert flows(built) == pytest.approx({("001", "000"): 5})
    assert left_out(built) == {
        "missing_volume": (2, 0),
        "negative": (1, -3),
        "no_place": (1, 7),
    }
    loading = built.loading
    assert (loading.rows_read, loading.rows_kept) == (5, 1)
    assert loading.volume_read == pytest.approx(loading.volume_kept + loading.rejects.volume.sum())


@pytest.mark.parametrize("cutoff_km", [0, 5])
def test_second_homes_that_all_lie_nowhere_are_an_account_without_flow(cutoff_km):
    places = ((0, 0), (10, 0), (math.nan, math.nan))
    built = model([50, 60, 120], [0, 0, 7], places, cutoff_km=cutoff_km)
    assert flows(built) == {}
    assert left_out(built) == {"no_second_homes": (2, 0), "no_place": (1, 7)}


def test_it_says_that_it_is_a_model():
    built = model([50, 60], [90, 0], LINE[:2])
    assert built.modelled
    assert "modelled, not counted" in built.loading.warnings[-1]


@pytest.mark.parametrize(
    ("population", "homes", "words"),
    [([0, 0], [1, 1], "population above 0"), ([1, 1], [0, ""], "No unit has second homes")],
)
def test_nothing_to_share_is_told(population, homes, words):
    with pytest.raises(InputError, match=words):
        model(population, homes, LINE[:2])


def test_an_exponent_of_zero_is_refused():
    with pytest.raises(SettingsError):
        model([1, 1], [1, 1], LINE[:2], exponent=0.0)


# --- laws ---------------------------------------------------------------------------------------

TOWNS = st.lists(
    st.tuples(
        st.integers(0, 5000), st.integers(0, 900), st.integers(0, 300), st.integers(0, 300)
    ),
    min_size=2,
    max_size=14,
)


def matrix(towns, exponent, cutoff):
    """Return the formula on full matrices, with plain numpy."""
    people, homes, x, y = np.array(towns, dtype=float).T
    km = np.hypot(x[:, None] - x, y[:, None] - y)
    pull = people[:, None] * np.maximum(km, 1.0) ** -exponent
    pull[(km > cutoff) | np.eye(len(towns), dtype=bool)] = 0
    total = pull.sum(axis=0)
    return homes * np.divide(pull, total, out=np.zeros_like(pull), where=total > 0)


@settings(max_examples=60)
@given(TOWNS, st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from([0.0, 60.0, 500.0]))
def test_it_is_the_formula_on_full_matrices(towns, exponent, cutoff):
    people, homes, x, y = zip(*towns)
    if not any(people) or not any(homes):
        return
    built = model(people, homes, list(zip(x, y)), exponent=exponent, cutoff_km=cutoff)
    full = matrix(towns, exponent, cutoff or math.inf)
    found = np.zeros_like(full)
    found[built.flows.origin, built.flows.destination] = built.flows.volume
    assert np.allclose(found, full, rtol=1e-12, atol=1e-12)


@settings(max_examples=40)
@given(TOWNS, st.floats(0, 50), st.sampled_from([0.0, 60.0]))
def test_no_home_is_lost(towns, least, cutoff):
    people, homes, x, y = zip(*towns)
    if not any(people) or not any(homes):
        return
    built = model(people, homes, list(zip(x, y)), min_volume=least, cutoff_km=cutoff)
    loading = built.loading
    lost = loading.rejects
    assert loading.rows_read == loading.rows_kept + lost["rows"].sum() == len(towns)
    assert loading.volume_read == sum(homes)
    assert loading.volume_kept + lost["volume"].sum() == pytest.approx(sum(homes))
    assert (built.flows.volume >= least).all()


# --- tables -------------------------------------------------------------------------------------


def test_arrondissements_add_up_to_their_commune():
    facts, _ = facts_of_units(
        ["29019", "75056", "99999"],
        ["75101", "75102", "29019", "35238"],
        [10, 20, "5", 7],
        [1, 2, "s", 7],
    )
    assert facts["population"].tolist() == [5, 30, pytest.approx(np.nan, nan_ok=True)]
    assert facts["homes"].tolist()[1] == 3
    assert np.isnan(facts["homes"][0])


def test_rows_of_other_places_are_told():
    _, warnings = facts_of_units(["29019"], ["29019", "35238"], [1, 1], [1, 1], "homes.csv")
    assert "whose code is no unit: 1 (35238)" in warnings[0]


def test_arrondissements_do_not_count_beside_their_commune():
    facts, _ = facts_of_units(["75056"], ["75101", "75056"], [10, 30], [1, 3])
    assert facts.to_numpy().tolist() == [[30, 3]]


def test_two_rows_for_a_unit_are_refused():
    with pytest.raises(InputError, match=r"homes.csv.*29019"):
        facts_of_units(["29019"], ["29019", "29019"], [1, 1], [1, 1], "homes.csv")


def test_a_table_of_other_codes_is_refused():
    with pytest.raises(InputError, match=r"No code of “homes.csv”"):
        facts_of_units(["29019"], ["A"], [1], [1], "homes.csv")


# --- France -------------------------------------------------------------------------------------


def test_a_country_never_makes_a_matrix_of_all_pairs():
    """36 000 communes on a grid of 4 km: a full matrix would take 10 GB."""
    count = 190
    row, column = np.divmod(np.arange(count * count), count)
    codes = np.array([f"{number:05}" for number in range(count * count)], dtype=object)
    homes = np.where((row % 10 == 0) & (column % 10 == 0), 100.0, 0.0)
    tracemalloc.start()
    built = model_second_homes(
        codes,
        np.full(len(codes), 1000.0),
        homes,
        PointDistances(column * 4000.0, row * 4000.0, geographic=False),
        SecondHomeSettings(min_volume=1.0, cutoff_km=50.0),
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1e9
    assert built.loading.volume_read == homes.sum()
    assert 0 < built.loading.volume_kept < homes.sum()
    assert len(built.flows) > 1000


def test_the_urban_areas_of_france(shared_data):
    """Real places and populations, second homes made up: the order of rows changes nothing."""
    towns = pd.read_csv(shared_data / "national" / "au2010_points.csv", dtype={"code": str})
    towns = towns.dropna(subset=["lon", "lat"]).sort_values("code", ignore_index=True)
    homes = towns["population"] * 0.1
    settings_ = SecondHomeSettings(min_volume=5.0)
    codes = towns["code"].to_numpy(dtype=object)
    distances = PointDistances(towns["lon"].to_numpy(), towns["lat"].to_numpy())
    built = model_second_homes(codes, towns["population"], homes, distances, settings_)
    near = model_second_homes(
        codes, towns["population"], homes, distances, SecondHomeSettings(1.0, 5.0, 20_000.0)
    )
    assert np.allclose(near.flows.volume, built.flows.volume, rtol=1e-12)
    frame = built.flows.frame()
    to_brest = frame[frame["dest"] == towns.loc[towns["name"] == "Brest", "code"].item()]
    largest = to_brest.sort_values("volume").iloc[-1]["origin"]
    assert towns.set_index("code").loc[largest, "name"] == "Paris"
    assert built.loading.volume_kept + built.loading.rejects["volume"].sum() == pytest.approx(
        homes.sum(), rel=1e-9
    )
