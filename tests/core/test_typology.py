"""What a system is like: shapes, nature, reach, self-containment, gateway."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.flows import build_flows
from alliance.core.options import SystemSettings, TypologySettings
from alliance.core.systems import detect_systems
from alliance.core.typology import describe_systems, types_of
from hypothesis import given, settings
from hypothesis import strategies as st


def describe(weights, links, flows=(), settings=None, **detection):
    """Detect and describe systems of words such as "AB3": two letters and an intensity."""
    frame = pd.DataFrame(
        [(word[0], word[1], 1.0, float(word[2:])) for word in links.split()],
        columns=["unit_a", "unit_b", "score", "intensity"],
    )
    units = pd.DataFrame({"code": list(weights), "weight": [float(w) for w in weights.values()]})
    found = detect_systems(frame, units, SystemSettings(method="components", **detection))
    return describe_systems(found.units, found.links, found.systems, flows, settings)


def one(weights, links, **options):
    table = describe(weights, links, **options)
    assert len(table) == 1
    return table.iloc[0]


# --- shapes, by hand ------------------------------------------------------------------------------


def test_a_star():
    star = one({"A": 10, "B": 5, "C": 1, "D": 1, "E": 1}, "AB4 AC3 AD2 AE1")
    assert (star["type"], star["polar"], star["primacy"]) == ("star", 1, 2)
    assert star["density"] == pytest.approx(4 / 10)
    assert (star["first_share"], star["first_two_share"]) == (1, 1)


def test_two_heads():
    """A and B weigh about the same; links: A 5 + 4, B 5 + 3, C-D 1."""
    pair = one({"A": 10, "B": 9, "C": 1, "D": 1}, "AB5 AC4 BD3 CD1")
    assert pair["type"] == "bipolar"
    assert pair["first_share"] == pytest.approx(9 / 13)
    assert pair["first_two_share"] == pytest.approx(12 / 13)
    assert pair["primacy"] == pytest.approx(10 / 9)
    assert pair["polar"] == 0  # a ring: every degree is 2


def test_a_chain():
    chain = one({"A": 9, "B": 9, "C": 9, "D": 9, "E": 9, "F": 9}, "AB1 BC1 CD1 DE1 EF1")
    assert chain["type"] == "chain"
    assert chain["polar"] == pytest.approx((6 * 2 - 10) / (5 * 4))
    assert chain["first_two_share"] == pytest.approx(2 / 5)


def test_a_mesh():
    codes = "ABCDEF"
    links = " ".join(a + b + "1" for i, a in enumerate(codes) for b in codes[i + 1 :])
    mesh = one(dict.fromkeys(codes, 5), links)
    assert (mesh["type"], mesh["polar"], mesh["density"]) == ("mesh", 0, 1)
    assert mesh["first_two_share"] == pytest.approx(9 / 15)


def test_many_poles():
    weights = dict.fromkeys("ABCDEFGH", 5)
    poles = one(weights, "AB1 BC1 CD1 DE1 EF1 CG1 FH1 DH1")
    assert poles["type"] == "multipolar"


def test_two_units():
    assert one({"A": 4, "B": 2}, "AB1")["type"] == "star"
    twins = one({"A": 3, "B": 2}, "AB1")
    assert twins["type"] == "bipolar"
    assert np.isnan(twins["polar"])
    assert twins["density"] == 1


def test_a_second_unit_that_weighs_nothing():
    alone = one({"A": 4, "B": 0}, "AB1")
    assert np.isnan(alone["primacy"])
    assert alone["type"] == "star"


def test_thresholds_are_settings():
    weights, links = {"A": 10, "B": 9, "C": 1, "D": 1}, "AB5 AC4 BD3 CD1"
    settings = TypologySettings(star_share=0.69, star_primacy=1.1)
    assert one(weights, links, settings=settings)["type"] == "star"
    settings = TypologySettings(bipolar_share=0.95)
    assert one(weights, links, settings=settings)["type"] == "chain"
    settings = TypologySettings(bipolar_share=0.95, min_shape_units=5)
    assert one(weights, links, settings=settings)["type"] == "multipolar"


def test_a_threshold_just_reached_is_reached():
    """0.1 + 0.2 + 0.4 of 1.0 is 0.7, whatever the last bit says."""
    row = one({"A": 10, "B": 5, "C": 1, "D": 1}, "AB0.1 AC0.2 AD0.4 BC0.3")
    assert row["type"] == "star"


# --- nature ---------------------------------------------------------------------------------------


def typed(rows):
    """Two systems, A-B-C and D-E-F, and links of three kinds: pair, kinds, intensity."""
    slugs = {"commuting": "commutin", "study": "study", "rail": "rail"}
    table = []
    for pair, kinds in rows:
        row = {"unit_a": pair[0], "unit_b": pair[1], "types": ",".join(kinds), "intensity": 1.0}
        row.update({f"s_{slug}": int(name in kinds) for name, slug in slugs.items()})
        table.append(row)
    frame = pd.DataFrame(table).assign(
        scale="internal", system=[1 if r[0][0] < "D" else 2 for r in rows]
    )
    units = pd.DataFrame({"code": list("ABCDEF"), "weight": 1.0, "system": [1, 1, 1, 2, 2, 2]})
    return units, frame, pd.DataFrame({"system": [1, 2]})


def test_nature_by_location_quotients():
    """System 1: 2 commuting, 1 study; system 2: 1 commuting, 2 study, 2 rail; in all 8."""
    rows = [
        ("AB", ["commuting", "study"]),
        ("BC", ["commuting"]),
        ("DE", ["commuting", "study", "rail"]),
        ("EF", ["study", "rail"]),
    ]
    table = describe_systems(*typed(rows))
    assert table["share_commutin"].tolist() == pytest.approx([2 / 3, 1 / 5])
    assert table["lq_commutin"].tolist() == pytest.approx([(2 / 3) / (3 / 8), (1 / 5) / (3 / 8)])
    assert table["lq_study"].tolist() == pytest.approx([(1 / 3) / (3 / 8), (2 / 5) / (3 / 8)])
    assert table["lq_rail"].tolist() == pytest.approx([0, (2 / 5) / (2 / 8)])
    assert table["nature"].tolist() == ["commuting", "rail"]


def test_nature_is_mixed_where_nothing_stands_out():
    rows = [("AB", ["commuting", "study"]), ("DE", ["commuting", "study"])]
    table = describe_systems(*typed(rows))
    assert table["nature"].tolist() == ["mixed", "mixed"]
    assert table["lq_commutin"].tolist() == [1, 1]
    assert table["lq_rail"].isna().all()


def test_names_of_kinds_are_read_from_the_links():
    _, links, _ = typed([("AB", ["commuting", "study"]), ("DE", ["study"])])
    assert types_of(links) == {"commutin": "commuting", "study": "study", "rail": "rail"}


def test_one_kind_of_links_is_the_nature():
    units, links, systems = typed([("AB", ["study"]), ("DE", ["study"])])
    links = links.drop(columns=["s_commutin", "s_rail"])
    assert describe_systems(units, links, systems)["nature"].tolist() == ["study", "study"]


# --- reach, flows, gateway ------------------------------------------------------------------------


def spread(distances, intensities, flows=()):
    """One system of five units on a line of links A-B, B-C, C-D, D-E."""
    links = pd.DataFrame(
        {
            "unit_a": list("ABCD"),
            "unit_b": list("BCDE"),
            "intensity": intensities,
            "dist_km": distances,
            "scale": "internal",
            "system": 1,
        }
    )
    units = pd.DataFrame({"code": list("ABCDE"), "weight": 1.0, "system": 1})
    return describe_systems(units, links, pd.DataFrame({"system": [1]}), flows).iloc[0]


def test_reach_by_intensity():
    row = spread([10.0, 20.0, 30.0, 40.0], [5.0, 3.0, 1.0, 1.0])
    assert row["reach_km"] == pytest.approx((50 + 60 + 30 + 40) / 10)
    assert row["reach_p90"] == 30  # 9 of 10 stay within


def test_reach_by_volume():
    flows = build_flows(list("ABBCE"), list("BACDD"), [2.0, 2.0, 4.0, 1.0, 1.0])
    row = spread([10.0, 20.0, 30.0, 40.0], [1.0] * 4, [flows])
    assert row["reach_km"] == pytest.approx((4 * 10 + 4 * 20 + 30 + 40) / 10)
    # Two kinds count the same, whatever their units are.
    trains = build_flows(["A"], ["B"], [1000.0])
    row = spread([10.0, 20.0, 30.0, 40.0], [1.0] * 4, [flows, trains])
    assert row["reach_km"] == pytest.approx((19 + 10) / 2)


def test_unknown_distances_are_left_out():
    row = spread([10.0, np.nan, 30.0, np.nan], [1.0] * 4)
    assert row["reach_km"] == 20
    assert np.isnan(spread([np.nan] * 4, [1.0] * 4)["reach_km"])


def test_reciprocity_and_self_containment():
    """A-B-C is a system, P is outside the units."""
    flows = build_flows(
        ["A", "B", "A", "C", "A", "P", "B"],
        ["B", "A", "C", "A", "A", "A", "P"],
        [6.0, 2.0, 3.0, 3.0, 10.0, 4.0, 1.0],
    )
    row = one({"A": 3, "B": 2, "C": 1}, "AB1 AC1", flows=[flows])
    assert row["recipro"] == pytest.approx((2 * 2 + 2 * 3) / 14)
    assert row["self_cont_out"] == pytest.approx(24 / 25)
    assert row["self_cont_in"] == pytest.approx(24 / 28)
    assert row["self_cont"] == row["self_cont_in"]


def test_several_kinds_are_averaged():
    people = build_flows(["A", "B", "B"], ["B", "A", "P"], [6.0, 2.0, 8.0])
    projects = build_flows(["A", "A"], ["B", "P"], [3.0, 1.0], undirected=True)
    row = one({"A": 3, "B": 2}, "AB1", flows=[people, projects])
    assert row["recipro"] == pytest.approx(2 * 2 / 8)  # projects have no direction
    assert row["self_cont_out"] == pytest.approx((8 / 16 + 3 / 3.5) / 2)


def test_gateway():
    """A-B-C and D-E; between them C-D 5, B-D 2, A-E 4; P belongs to none."""
    links = pd.DataFrame(
        [
            ("A", "B", 9.0, "internal", 1), ("B", "C", 9.0, "internal", 1),
            ("D", "E", 9.0, "internal", 2), ("C", "D", 5.0, "transversal", 0),
            ("B", "D", 2.0, "transversal", 0), ("A", "E", 4.0, "transversal", 0),
            ("A", "P", 90.0, "unattached", 0),
        ],
        columns=["unit_a", "unit_b", "intensity", "scale", "system"],
    )  # fmt: skip
    units = pd.DataFrame({"code": list("ABCDEP"), "weight": 1.0, "system": [1, 1, 1, 2, 2, 0]})
    table = describe_systems(units, links, pd.DataFrame({"system": [1, 2]}))
    assert table["gateway"].tolist() == ["C", "D"]
    assert table["gateway_share"].tolist() == pytest.approx([5 / 11, 7 / 11])


def test_nothing_is_invented():
    row = one({"A": 3, "B": 2, "C": 1}, "AB1 AC1")
    for column in ("reach_km", "reach_p90", "recipro", "self_cont", "gateway_share"):
        assert np.isnan(row[column])
    assert row["nature"] is None
    assert row["gateway"] is None


def test_no_system():
    table = describe({"A": 1, "B": 1}, "AB1", min_units=3)
    assert table.empty
    assert "type" in table


# --- properties -----------------------------------------------------------------------------------

PAIRS = [a + b for i, a in enumerate("ABCDEFGH") for b in "ABCDEFGH"[i + 1 :]]


@st.composite
def graphs(draw):
    chosen = draw(st.lists(st.sampled_from(PAIRS), min_size=1, unique=True))
    values = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    weights = draw(st.lists(st.integers(1, 99), min_size=8, max_size=8))
    links = " ".join(f"{pair}{value}" for pair, value in zip(chosen, values))
    return dict(zip("ABCDEFGH", weights)), links


@settings(max_examples=40)
@given(graphs())
def test_measures_stay_in_their_bounds(graph):
    table = describe(*graph)
    for column in ("polar", "density", "first_share", "first_two_share"):
        assert table[column].dropna().between(0, 1 + 1e-12).all()
    assert (table["primacy"] >= 1).all()
    assert (table["first_share"] <= table["first_two_share"] + 1e-12).all()
    assert table["type"].isin(["star", "bipolar", "chain", "mesh", "multipolar"]).all()


@settings(max_examples=40)
@given(graphs())
def test_centralisation_is_that_of_networkx_degrees(graph):
    import networkx as nx

    weights, links = graph
    table = describe(weights, links)
    network = nx.Graph([(word[0], word[1]) for word in links.split()])
    for row in table.to_dict("records"):
        component = network.subgraph(nx.node_connected_component(network, row["centre"]))
        degrees = [degree for _, degree in component.degree()]
        m = len(degrees)
        assert row["density"] == pytest.approx(nx.density(component))
        if m > 2:
            assert row["polar"] == pytest.approx(
                sum(max(degrees) - d for d in degrees) / ((m - 1) * (m - 2))
            )


@settings(max_examples=40)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_nothing(graph, shuffler):
    weights, links = graph
    words = links.split()
    shuffler.shuffle(words)
    mixed = dict(sorted(weights.items(), key=lambda _: shuffler.random()))
    pd.testing.assert_frame_equal(
        describe(mixed, " ".join(words)), describe(weights, links), check_exact=True
    )
