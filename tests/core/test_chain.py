"""The whole chain on the toy of the method, and on the real commuting and study flows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.aggregation import load_rows
from alliance.core.chain import (
    Kind,
    chain_sensitivity,
    chain_variable_geometry,
    run_chain,
    select_links,
    usual_thresholds,
)
from alliance.core.distances import PointDistances, distances_of_rows
from alliance.core.options import CumulationSettings, LinkSettings, LinkType, SystemSettings
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import TOY, TOY_MINIMUM

UNITS = pd.DataFrame({"code": list("ABCDEFP"), "weight": [5.0, 7.0, 3.0, 4.0, 6.0, 2.0, 50.0]})
CUMULATION = CumulationSettings()


def toy_kinds(order=None):
    """The three kinds of the toy, loaded from rows in any order."""
    kinds = []
    for name, text in TOY.items():
        words = text.split()
        words = words if order is None else [words[i] for i in order.permutation(len(words))]
        loading = load_rows(
            [word[0] for word in words],
            [word[1] for word in words],
            [float(word[2:]) for word in words],
            units=list("ABCDEFP"),
            link_type=name,
            undirected=name == "k3",
        )
        settings = LinkSettings(
            intensity="volume", rule="first", rule_value=1, min_volume=TOY_MINIMUM[name]
        )
        kinds.append(Kind(LinkType(name), settings, loading))
    return kinds


def scores(chain, without=""):
    links = chain.cumulated
    inside = ~(links["unit_a"].isin([*without]) | links["unit_b"].isin([*without]))
    return {
        a + b: score
        for a, b, score in links[inside][["unit_a", "unit_b", "score"]].itertuples(index=False)
    }


def groups(chain):
    units = chain.systems.units
    return sorted(
        "".join(sorted(members)) for number, members in units.groupby("system")["code"] if number
    )


def components(tau, excluded=()):
    return run_chain(
        UNITS,
        toy_kinds(),
        CUMULATION,
        SystemSettings(method="components", threshold=tau),
        excluded,
    )


@pytest.mark.parametrize(
    ("tau", "expected"), [(1, ["ABCDEF"]), (2, ["ABC", "DEF"]), (3, ["AB", "DE"])]
)
def test_the_toy_without_p(tau, expected):
    chain = components(tau, ["P"])
    assert scores(chain, "P") == {"AB": 3, "DE": 3, "BC": 2, "EF": 2, "AC": 1, "BE": 1, "DF": 1}
    assert groups(chain) == expected


def test_the_toy_with_p():
    chain = components(2)
    assert scores(chain) == {
        "AB": 3,
        "DE": 3,
        "BC": 2,
        "BP": 2,
        "EF": 2,
        "EP": 2,
        "AC": 1,
        "DF": 1,
    }
    assert groups(chain) == ["ABCDEFP"]


def test_links_of_a_unit_set_aside_are_those_of_a_selection_with_everyone():
    links = components(2, ["P"]).systems.links
    outer = links[links["scale"] == "excluded"]
    pairs = outer[["unit_a", "unit_b", "score"]].itertuples(index=False, name=None)
    assert sorted(pairs) == [("B", "P", 2.0), ("E", "P", 2.0)]


def test_nearby_links_do_not_know_the_unit_set_aside():
    without = [
        Kind(
            kind.type,
            kind.settings,
            load_rows(
                *_rows_without(kind.loading.flows, "P"),
                units=list("ABCDEF"),
                link_type=kind.type.name,
                undirected=kind.type.name == "k3",
            ),
        )
        for kind in toy_kinds()
    ]
    tau = SystemSettings(method="components", threshold=1)
    alone = run_chain(UNITS[UNITS["code"] != "P"], without, CUMULATION, tau)
    frame = components(1, ["P"]).cumulated
    kept = frame[(frame["unit_a"] != "P") & (frame["unit_b"] != "P")].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, alone.cumulated)


def _rows_without(flows, code):
    frame = flows.frame()
    frame = frame[(frame["origin"] != code) & (frame["dest"] != code)]
    return frame["origin"], frame["dest"], frame["volume"]


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32 - 1))
def test_shuffled_rows_change_nothing(seed):
    tau = SystemSettings(threshold=2)
    straight = run_chain(UNITS, toy_kinds(), CUMULATION, tau, ["P"])
    shuffled = run_chain(
        UNITS.sample(frac=1, random_state=seed % 1000),
        toy_kinds(np.random.default_rng(seed)),
        CUMULATION,
        tau,
        ["P"],
    )
    for one, two in zip(
        (straight.systems.units, straight.systems.links, straight.systems.systems),
        (shuffled.systems.units, shuffled.systems.links, shuffled.systems.systems),
    ):
        assert one.to_csv() == two.to_csv()


def test_sensitivity_of_the_toy():
    reference = SystemSettings(method="components", threshold=2)
    chain = components(2, ["P"])
    found = chain_sensitivity(chain, CUMULATION, reference, ["P"])
    runs = found.runs.set_index(["run", "threshold", "left_out"])
    by_threshold = {tau: int(row["systems"]) for (_, tau, out), row in runs.iterrows() if not out}
    assert by_threshold == {1.0: 1, 2.0: 2, 3.0: 2}
    assert sorted(out for _, _, out in runs.index if out) == ["k1", "k2", "k3"]


def test_variable_geometry_of_the_toy():
    reference = SystemSettings(method="components", threshold=2)
    found = chain_variable_geometry(components(2, ["P"]), CUMULATION, reference, ["P"])
    units = found.units.set_index("code")
    # k1 alone: ABC and DEF; k2 alone: ABC and DEF; k3 alone: one system of all six.
    assert units.loc["A", "kinds"] == "k1,k2,k3"
    assert units.loc["P", "n_kinds"] == 0
    pairs = found.pairs.set_index(["type_a", "type_b"])
    assert pairs.loc[("k1", "k2"), "ari"] == 1.0
    assert pairs.loc[("k1", ""), "ari"] == 1.0
    assert pairs.loc[("k1", "k3"), "ari"] < 1.0


def scored(values):
    codes = [f"{number:03d}" for number in range(len(values) + 1)]
    return pd.DataFrame({"unit_a": codes[:-1], "unit_b": codes[1:], "score": values})


def test_usual_thresholds_are_the_values_when_they_are_few():
    assert usual_thresholds(scored([2.0, 1.0, 2.0, 3.0]), "score") == [1.0, 2.0, 3.0]


def test_usual_thresholds_are_deciles_when_they_are_many():
    values = usual_thresholds(scored(np.arange(101.0)), "score")
    assert values == [10.0 * number for number in range(10)]


def test_usual_thresholds_leave_out_units_set_aside():
    assert usual_thresholds(scored([2.0, 1.0, 9.0]), "score", ["003"]) == [1.0, 2.0]


def test_a_cutoff_leaves_longer_pairs_out_of_the_model(make_flows):
    flows = make_flows("AB50 BA40 BC30 CB20 AC10 CA5 BD3 DB4 AD2")

    def distance_between(codes):
        return PointDistances(1000.0 * np.array([0, 10, 30, 90]), np.zeros(4), geographic=False)

    weighed = LinkSettings(intensity="gravity", rule="all", min_volume=1, cutoff_km=50)
    frame = select_links(flows, weighed, distance_between).frame
    intensity = dict(zip(frame["unit_a"] + frame["unit_b"], frame["intensity"]))
    assert intensity["AB"] > 0
    assert (intensity["BD"], intensity["AD"]) == (0, 0)
    assert frame["dist_km"].tolist() == [10.0, 30.0, 90.0, 20.0, 80.0]


def test_travel_times_feed_the_model_and_not_the_distance(make_flows):
    flows = make_flows("AB50 BA40 BC30 CB20 AC10 CA5")
    places = {"A": 0.0, "B": 10.0, "C": 30.0}

    def distance_between(codes):
        x = np.array([places[code] for code in codes])
        return lambda first, second: np.abs(x[first] - x[second])

    def cost(codes):
        rows = flows.frame()
        pairs = rows["origin"] + rows["dest"]
        minutes = ["7,5" if pair in ("AB", "BA") else "45" for pair in pairs]
        return distances_of_rows(codes, rows["origin"], rows["dest"], minutes)

    weighed = LinkSettings(intensity="gravity", rule="all", min_volume=1)
    plain = select_links(flows, weighed, distance_between)
    timed = select_links(flows, weighed, distance_between, cost)
    assert timed.frame["dist_km"].tolist() == [10.0, 30.0, 20.0]
    assert plain.frame["dist_km"].tolist() == [10.0, 30.0, 20.0]
    assert plain.expectation.beta != timed.expectation.beta
