"""Systems: the toy of the method, shapes worked by hand, properties."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from alliance.core.errors import InputError, SettingsError
from alliance.core.options import SYSTEM_METHODS, SystemSettings
from alliance.core.systems import detect_systems
from hypothesis import given, settings
from hypothesis import strategies as st


def cumulated_from(text, **columns):
    """Build cumulated links from words such as "AB3/40": both ends, score, intensity."""
    words = [word[2:].split("/") for word in text.split()]
    frame = pd.DataFrame(
        {
            "unit_a": [word[0] for word in text.split()],
            "unit_b": [word[1] for word in text.split()],
            "score": [float(score) for score, *_ in words],
            "intensity": [float(word[-1]) for word in words],
        }
    )
    return frame.assign(**columns)


def units_from(text):
    """Build units from words such as "A100" (code and weight) or "A" (no weight)."""
    words = text.split()
    table = pd.DataFrame({"code": [word[0] for word in words]})
    table["name"] = [f"Town {code}" for code in table["code"]]
    if any(word[1:] for word in words):
        table["weight"] = [float(word[1:] or "nan") for word in words]
    return table


def detect(links, units, excluded=(), **settings):
    if isinstance(links, str):
        links = cumulated_from(links)
    if isinstance(units, str):
        units = units_from(units)
    return detect_systems(links, units, SystemSettings(**settings), excluded)


def groups(systems):
    """Return the systems as words, in the order of their numbers."""
    table = systems.units[systems.units["system"] > 0]
    return ["".join(codes) for _, codes in table.groupby("system")["code"]]


def of_units(systems, column):
    return dict(zip(systems.units["code"], systems.units[column]))


def of_links(systems, column):
    return dict(zip(systems.links["unit_a"] + systems.links["unit_b"], systems.links[column]))


# --- the toy of the method ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(1, {"ABCDEF"}), (2, {"ABC", "DEF"}), (3, {"AB", "DE"})],
)
def test_components_of_the_toy_without_p(toy_cumulated, threshold, expected):
    links = toy_cumulated(excluded=["P"])
    found = detect(links, units_from("A B C D E F"), method="components", threshold=threshold)
    assert set(groups(found)) == expected
    alone = {code for code, system in of_units(found, "system").items() if system == 0}
    assert alone == set("ABCDEF") - set("".join(expected))


def test_components_of_the_toy_with_p(toy_cumulated):
    units = units_from("A B C D E F P")
    assert groups(detect(toy_cumulated(), units, method="components", threshold=2)) == ["ABCDEFP"]


def test_excluding_p_from_the_links_puts_its_links_on_their_own_scale(toy_cumulated):
    found = detect(
        toy_cumulated(),
        units_from("A B C D E F P"),
        excluded=["P"],
        method="components",
        threshold=2,
    )
    assert set(groups(found)) == {"ABC", "DEF"}
    assert of_links(found, "scale") == {
        "AB": "internal",
        "AC": "internal",
        "BC": "internal",
        "BP": "excluded",
        "DE": "internal",
        "DF": "internal",
        "EF": "internal",
        "EP": "excluded",
    }
    assert of_units(found, "system")["P"] == 0
    assert of_units(found, "role")["P"] == "isolated"
    assert of_units(found, "degree")["P"] == 0


# --- attachment -----------------------------------------------------------------------------------

# Two trees: A with B and C, C with D; E with F. D-E and B-F lie between them.
TREES = "AB3/50 AC2/40 CD2/30 BC1/90 DE1/10 EF2/20 BF1/5"
SIZES = "A100 B50 C40 D10 E70 F30"


def test_attachment_by_hand():
    found = detect(TREES, SIZES, threshold=1)
    assert groups(found) == ["ABCD", "EF"]
    assert of_units(found, "parent") == {
        "A": None,
        "B": "A",
        "C": "A",
        "D": "C",
        "E": None,
        "F": "E",
    }
    assert of_units(found, "role") == {
        "A": "dominant",
        "B": "dominated",
        "C": "intermediate",
        "D": "dominated",
        "E": "dominant",
        "F": "dominated",
    }
    assert of_links(found, "scale") == {
        "AB": "internal",
        "AC": "internal",
        "BC": "internal",
        "BF": "transversal",
        "CD": "internal",
        "DE": "transversal",
        "EF": "internal",
    }
    assert of_links(found, "system") == {
        "AB": 1, "AC": 1, "BC": 1, "BF": 0, "CD": 1, "DE": 0, "EF": 2
    }  # fmt: skip
    assert of_units(found, "degree") == {"A": 2, "B": 3, "C": 3, "D": 2, "E": 2, "F": 2}
    assert of_units(found, "strength")["B"] == 145
    assert of_units(found, "int_share")["B"] == pytest.approx(140 / 145)
    assert found.internal_share == pytest.approx((50 + 40 + 30 + 90 + 20) / 245)
    expected = pd.DataFrame(
        {
            "system": [1, 2],
            "name": ["Town A", "Town E"],
            "centre": ["A", "E"],
            "units": [4, 2],
            "weight": [200.0, 100.0],
            "links": [4, 1],
        }
    )
    # B has half of A's weight but 145 of strength against 90: close enough for the name.
    expected.loc[0, "name"] = "Town A - Town B"
    # F has 25 of strength against E's 30.
    expected.loc[1, "name"] = "Town E - Town F"
    pd.testing.assert_frame_equal(found.systems, expected)
    assert found.warnings == ()


def test_a_unit_whose_strongest_partner_is_smaller_is_a_root():
    # B is larger than C, its strongest partner, and smaller than A: Nystuen and Dacey end there.
    found = detect("AB1/10 BC1/20", "A9 B5 C1")
    assert groups(found) == ["BC"]
    assert of_units(found, "role") == {"A": "isolated", "B": "dominant", "C": "dominated"}


def test_the_score_comes_first_unless_the_intensity_has_the_threshold():
    links = "AB2/10 BC1/90"
    assert of_units(detect(links, "A9 B1 C9", threshold=1), "parent")["B"] == "A"
    by_intensity = detect(links, "A9 B1 C9", score="intensity", threshold=10)
    assert of_units(by_intensity, "parent")["B"] == "C"


def test_last_ties_go_to_the_larger_partner_then_to_the_smaller_code():
    links = "AC1/5 BC1/5"
    assert of_units(detect(links, "A7 B8 C1"), "parent")["C"] == "B"
    assert of_units(detect(links, "A8 B8 C1"), "parent")["C"] == "A"


def test_equal_weights_still_make_a_system():
    found = detect("AB1/5 BC1/5 CD1/5", "A1 B1 C1 D1")
    assert groups(found) == ["ABCD"]
    assert of_units(found, "parent") == {"A": None, "B": "A", "C": "B", "D": "C"}
    assert found.systems["centre"].tolist() == ["A"]


def test_without_weights_units_weigh_their_strength():
    found = detect("AB1/10 BC1/30 CD1/20", "A B C D")
    assert of_units(found, "weight") == {"A": 10, "B": 40, "C": 50, "D": 20}
    assert found.systems["centre"].tolist() == ["C"]
    assert found.warnings == ()


# --- the other methods ----------------------------------------------------------------------------


def test_core_attachment():
    # Cores AB and CD; E follows B by a weak link, F follows E, G and H only follow each other.
    links = "AB3/9 CD3/9 BE1/3 DE1/2 EF1/1 GH1/8 AG1/7"
    sizes = "A9 B8 C7 D6 E5 F4 G3 H2"
    found = detect(links, sizes, method="core_attachment", threshold=3)
    assert groups(found) == ["ABEF", "CD"]
    assert of_links(found, "scale") == {
        "AB": "internal",
        "AG": "unattached",
        "BE": "internal",
        "CD": "internal",
        "DE": "transversal",
        "EF": "internal",
        "GH": "unattached",
    }
    assert of_units(found, "parent") == {
        "A": None, "B": "A", "C": None, "D": "C", "E": "B", "F": "E", "G": None, "H": None
    }  # fmt: skip
    # The link by which E joined counts, D-E does not reach the threshold.
    assert of_units(found, "degree")["E"] == 2


def test_core_attachment_respects_the_maximum_distance_and_the_excluded():
    links = cumulated_from("AB3/9 BC1/5 BD1/5 EF3/9", dist_km=[10.0, 90.0, 20.0, 10.0])
    found = detect(
        links,
        "A9 B8 C7 D6 E5 F4",
        excluded=["D"],
        method="core_attachment",
        threshold=3,
        max_distance=50,
    )
    assert groups(found) == ["AB", "EF"]


def test_louvain():
    cliques = "AB1/9 AC1/9 BC1/9 DE1/9 DF1/9 EF1/9 CD1/1"
    found = detect(cliques, "A3 B2 C1 D6 E5 F4", method="louvain")
    assert groups(found) == ["DEF", "ABC"]
    assert of_links(found, "scale")["CD"] == "transversal"
    assert of_units(found, "role") == {
        "A": "dominant",
        "B": "dominated",
        "C": "dominated",
        "D": "dominant",
        "E": "dominated",
        "F": "dominated",
    }
    assert found.modularity == pytest.approx(2 * (27 / 55 - (55 / 110) ** 2))


@pytest.mark.parametrize("method", SYSTEM_METHODS)
def test_units_of_a_system_attach_inside_it(method, toy_cumulated):
    found = detect(toy_cumulated(), units_from("A6 B5 C4 D3 E2 F1 P7"), method=method)
    system, parent = of_units(found, "system"), of_units(found, "parent")
    assert any(parent.values())
    for code, above in parent.items():
        if above is not None:
            assert system[code] == system[above] > 0


# --- what is left out -----------------------------------------------------------------------------


def test_small_systems_are_dissolved():
    found = detect(TREES, SIZES, min_units=3)
    assert groups(found) == ["ABCD"]
    assert of_units(found, "system")["E"] == 0
    assert of_units(found, "parent")["F"] is None
    assert of_links(found, "scale")["EF"] == "unattached"
    assert found.systems["links"].tolist() == [4]


def test_a_maximum_distance():
    links = cumulated_from("AB1/5 BC1/5 CD1/5", dist_km=[30.0, 30.1, np.nan])
    found = detect(links, "A4 B3 C2 D1", method="components", max_distance=30)
    assert groups(found) == ["AB"]
    assert found.warnings == ("Links without a distance count as too long (1).",)


def test_a_threshold_is_reached_by_a_score_equal_but_for_rounding():
    links = cumulated_from("AB0/5")
    links["score"] = 0.1 + 0.7  # a little under 0.8 for a computer
    assert links["score"][0] < 0.8
    assert groups(detect(links, "A2 B1", threshold=0.8)) == ["AB"]


# --- numbers and names ----------------------------------------------------------------------------


def test_systems_are_numbered_by_falling_weight_then_by_centre():
    found = detect("AB1/5 CD1/5 EF1/5", "A1 B1 C9 D1 E1 F1")
    assert found.systems["centre"].tolist() == ["C", "A", "E"]
    assert found.systems["weight"].tolist() == [10, 2, 2]


@pytest.mark.parametrize(
    ("sizes", "links", "name"),
    [
        ("A100 B60 C1", "AB1/5 AC1/90", "Town A - Town B"),  # weight of 60 %
        ("A100 B59 C1", "AB1/5 AC1/90", "Town A"),
        ("A100 B10 C1", "AB1/90 AC1/5", "Town A - Town B"),  # strength
        ("A0 B0 C0", "AB1/5 AC1/90", "Town A"),
    ],
)
def test_a_second_unit_that_is_close_is_in_the_name(sizes, links, name):
    found = detect(links, sizes)
    assert found.systems["name"].tolist() == [name]
    assert of_units(found, "sys_name")["C"] == name


def test_a_unit_without_name_shows_its_code():
    units = units_from("A2 B1")
    units["name"] = [None, "Town B"]
    assert detect("AB1/5", units, second_name_share=0.9).systems["name"].tolist() == ["A - Town B"]


# --- edges ----------------------------------------------------------------------------------------

UNIT_COLUMNS = [
    "code",
    "name",
    "weight",
    "system",
    "sys_name",
    "role",
    "parent",
    "degree",
    "strength",
    "int_share",
]


@pytest.mark.parametrize("method", SYSTEM_METHODS)
@pytest.mark.parametrize("sizes", ["", "A5", "A5 B4", "B A"])
def test_units_without_links_make_no_system(method, sizes):
    units = units_from(sizes)
    found = detect(cumulated_from(""), units, method=method)
    assert found.units.columns.tolist() == UNIT_COLUMNS
    assert found.units["code"].tolist() == sorted(units["code"])
    assert (found.units["system"] == 0).all()
    assert (found.units["role"] == "isolated").all()
    assert found.units["int_share"].isna().all()
    assert len(found.systems) == 0
    assert len(found.links) == 0
    assert (found.internal_share, found.modularity) == (0.0, 0.0)


SHAPES = {
    "star": "AB1/5 AC1/5 AD1/5 AE1/5",
    "chain": "AB1/5 BC1/5 CD1/5 DE1/5",
    "complete": "AB1/5 AC1/5 AD1/5 AE1/5 BC1/5 BD1/5 BE1/5 CD1/5 CE1/5 DE1/5",
    "in two pieces": "AB1/5 CD1/5 CE1/5",
    "a single link": "AB1/5",
}


@pytest.mark.parametrize("method", SYSTEM_METHODS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("sizes", ["A B C D E", "A1 B1 C1 D1 E1"])
def test_shapes(method, shape, sizes):
    found = detect(SHAPES[shape], sizes, method=method)
    expected = {"in two pieces": {"AB", "CDE"}, "a single link": {"AB"}}.get(shape, {"ABCDE"})
    if method == "louvain" and shape == "chain":
        # Two cuts of a chain of five are equally good.
        assert set(groups(found)) in ({"AB", "CDE"}, {"ABC", "DE"})
    else:
        assert set(groups(found)) == expected


# --- properties -----------------------------------------------------------------------------------

pair = st.sampled_from([a + b for a in "ABCDEFG" for b in "ABCDEFG" if a < b])
graphs = st.dictionaries(pair, st.tuples(st.integers(1, 4), st.integers(1, 9)), max_size=14)
sizes = st.lists(st.integers(0, 5), min_size=7, max_size=7)


def as_text(graph):
    return " ".join(f"{ends}{score}/{intensity}" for ends, (score, intensity) in graph.items())


def as_units(weights):
    return units_from(" ".join(f"{code}{weight}" for code, weight in zip("ABCDEFG", weights)))


@settings(max_examples=40)
@given(graphs, sizes)
def test_components_never_fall_in_number_as_the_threshold_rises(graph, weights):
    counts = []
    for threshold in (1, 2, 3, 4, 5):
        found = detect(as_text(graph), as_units(weights), method="components", threshold=threshold)
        counts.append(len(found.systems) + int((found.units["system"] == 0).sum()))
    assert counts == sorted(counts)
    assert counts[-1] == 7


@given(graphs, sizes, st.sampled_from(SYSTEM_METHODS), st.integers(1, 3))
def test_figures_agree_with_networkx(graph, weights, method, threshold):
    found = detect(as_text(graph), as_units(weights), method=method, threshold=threshold)
    network = nx.Graph()
    network.add_nodes_from("ABCDEFG")
    network.add_weighted_edges_from(
        (ends[0], ends[1], intensity)
        for ends, (score, intensity) in graph.items()
        if score >= threshold
    )
    system = of_units(found, "system")
    if method != "core_attachment":  # which also counts the links by which units joined
        assert of_units(found, "degree") == dict(network.degree())
        assert of_units(found, "strength") == dict(network.degree(weight="weight"))
        if network.number_of_edges():
            members = [set(codes) for codes in groups(found)]
            alone = [{code} for code, number in system.items() if number == 0]
            expected = nx.community.modularity(network, members + alone, weight="weight")
            assert found.modularity == pytest.approx(expected, abs=1e-12)
    for group in groups(found):
        whole = nx.Graph((ends[0], ends[1]) for ends in graph)
        assert nx.is_connected(whole.subgraph(group))


@given(graphs, sizes, st.sampled_from(SYSTEM_METHODS), st.sampled_from(["", "C", "AG"]))
def test_tables_hold_together(graph, weights, method, excluded):
    found = detect(as_text(graph), as_units(weights), list(excluded), method=method)
    units, systems = found.units, found.systems
    attached = units[units["system"] > 0]
    assert systems["system"].tolist() == list(range(1, len(systems) + 1))
    assert systems["units"].tolist() == attached.groupby("system").size().tolist()
    assert systems["weight"].tolist() == attached.groupby("system")["weight"].sum().tolist()
    assert systems["weight"].is_monotonic_decreasing
    internal = found.links[found.links["scale"] == "internal"]
    assert systems["links"].sum() == len(internal)
    assert (found.links["system"] > 0).sum() == len(internal)
    assert len(found.links) == len(graph)
    assert not set(attached["code"]) & set(excluded)
    shares = units["int_share"].dropna()
    assert shares.between(0, 1).all()
    assert 0 <= found.internal_share <= 1
    largest = units.sort_values(["weight", "code"], ascending=[False, True])
    for row in systems.itertuples():
        assert largest[largest["system"] == row.system]["code"].iloc[0] == row.centre


@given(graphs, sizes, st.sampled_from(SYSTEM_METHODS), st.randoms(use_true_random=False))
def test_shuffled_or_turned_rows_give_the_same_tables_to_the_last_digit(
    graph, weights, method, random
):
    links, units = cumulated_from(as_text(graph)), as_units(weights)
    links["intensity"] /= 7
    turned = links.rename(columns={"unit_a": "unit_b", "unit_b": "unit_a"})
    settings = SystemSettings(method=method)
    first = detect_systems(links, units, settings, ["F"])
    second = detect_systems(
        turned.sample(frac=1, random_state=random.randrange(100)),
        units.sample(frac=1, random_state=random.randrange(100)),
        settings,
        ["F"],
    )
    for table in ("units", "systems"):
        one, other = getattr(first, table), getattr(second, table)
        assert one.to_csv().encode() == other.to_csv().encode()
    columns = first.links.columns
    assert first.links.to_csv().encode() == second.links[columns].to_csv().encode()
    assert (first.modularity, first.internal_share) == (second.modularity, second.internal_share)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"method": "kmeans"}, "“METHOD” cannot be “kmeans”: choose one of attachment, components"),
        ({"score": "volume"}, "“SCORE_FIELD” cannot be “volume”"),
        ({"threshold": -1}, "“THRESHOLD” cannot be -1"),
        ({"threshold": float("nan")}, "“THRESHOLD” cannot be nan"),
        ({"max_distance": -1}, "“MAX_DISTANCE” cannot be -1"),
        ({"resolution": 0}, "“RESOLUTION” cannot be 0"),
        ({"min_units": 1}, "at least 2 units: “MIN_UNITS” cannot be 1"),
    ],
)
def test_settings_out_of_range(settings, sentence):
    with pytest.raises(SettingsError, match=sentence):
        detect("AB1/5", "A2 B1", **settings)


@pytest.mark.parametrize(
    ("links", "units", "sentence"),
    [
        ("AB1/5 BX1/5 BY1/5", "A B", "not in the table of units .2: X, Y."),
        ("AB1/5 BA1/5", "A B", "“A”, “B” occurs twice or joins a unit to itself"),
        ("AA1/5", "A B", "“A”, “A” occurs twice or joins a unit to itself"),
        ("AB1/-5", "A B", "“intensity” that is missing, infinite or negative"),
        ("ABnan/5", "A B", "“score” that is missing"),
        ("AB1/5", "A B B", "the same code: B"),
        ("AB1/5", "A-1 B2", "The weight of unit “A” is -1.0"),
        ("AB1/5", "Ainf B2", "The weight of unit “A” is inf"),
    ],
)
def test_tables_that_cannot_be(links, units, sentence):
    with pytest.raises(InputError, match=sentence):
        detect(links, units)


def test_columns_that_are_missing():
    with pytest.raises(InputError, match="units has no column “code”"):
        detect("AB1/5", pd.DataFrame({"id": ["A", "B"]}))
    with pytest.raises(InputError, match=r"have no column “score”.*“Cumulate links”"):
        detect(cumulated_from("AB1/5").drop(columns="score"), "A B")
    with pytest.raises(InputError, match="no distance"):
        detect("AB1/5", "A B", max_distance=10)


@pytest.mark.parametrize("code", [None, "", 7, np.nan])
def test_units_without_a_text_code(code):
    with pytest.raises(InputError, match="a code that is not text"):
        detect("AB1/5", pd.DataFrame({"code": ["A", code]}))


def test_links_without_a_code():
    links = cumulated_from("AB1/5")
    links["unit_b"] = None
    with pytest.raises(InputError, match="no code at one of their ends"):
        detect(links, "A B")


def test_missing_weights_are_told():
    some = detect("AB1/5", "A B3")
    assert of_units(some, "weight") == {"A": 0, "B": 3}
    assert some.warnings == ("Units without a weight count as 0 (1, for example “A”).",)
    none = detect("AB1/5", units_from("A B").assign(weight=np.nan))
    assert of_units(none, "weight") == {"A": 5, "B": 5}
    assert none.warnings == ("No unit has a weight: the sum of their flows stands for it.",)


def test_excluded_codes_that_nobody_has_are_told():
    found = detect("AB1/5 BX1/5", "A2 B1", excluded=["X", "75"])
    # X is excluded and has links: it need not be among the units.
    assert of_links(found, "scale") == {"AB": "internal", "BX": "excluded"}
    assert found.warnings == ("Some excluded codes are not among the units nor the links: 75.",)
