"""Selections: worked by hand, on the Grand Est, on the toys, as properties."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from alliance.core.errors import InputError, SettingsError
from alliance.core.flows import build_flows
from alliance.core.intensity import compute_intensity
from alliance.core.links import pair_flows
from alliance.core.options import DEFAULT_RULE_VALUES, RULES, LinkSettings
from alliance.core.selection import (
    compute_links,
    disparity_alpha,
    noise_corrected_score,
    noise_corrected_sd,
    posterior_share,
    prior_parameters,
    rule_flows,
)
from hypothesis import given, settings
from hypothesis import strategies as st

# Rules that look at shares and ranks: a constant changes nothing.
RELATIVE = {
    "all": 0.0,
    "top_share_global": 60.0,
    "first": 2.0,
    "min_share": 25.0,
    "top_share_local": 50.0,
    "dominant": 0.0,
    "disparity": 0.3,
}

matrices = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), st.integers(1, 12), max_size=14
)


def from_matrix(matrix, **options):
    origins, destinations = [i for i, _ in matrix], [j for _, j in matrix]
    return build_flows(origins, destinations, list(matrix.values()), codes="ABCDE", **options)


def marked(flows, rule, value=0.0, **options):
    """Return the marked flows as words, "AB" for the flow from A to B."""
    weights = options.pop("weights", None)
    settings = LinkSettings(intensity="volume", rule=rule, rule_value=value, **options)
    frame = compute_links(flows, settings, weights=weights).frame
    words = set()
    for row in frame.itertuples():
        if row.direction in ("ab", "both"):
            words.add(row.unit_a + row.unit_b)
        if row.direction in ("ba", "both"):
            words.add(row.unit_b + row.unit_a)
    return words


def seen_by_rules(flows, margins="external"):
    flows = flows.symmetrised()
    links = pair_flows(flows)
    volume = compute_intensity(flows, links, LinkSettings(intensity="volume")).values
    return rule_flows(flows, links, volume, margins)


# --- rules by hand --------------------------------------------------------------------------------

SMALL = "AB50 AC30 AD20 BA40 BC10 CA5 DD7"


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ("all", 0, "AB AC AD BA BC CA"),
        ("min_volume", 20, "AB AC AD BA"),
        ("top_share_global", 58, "AB BA"),  # 50 + 40 = 90 of 155 is 58.06 %
        ("top_share_global", 59, "AB BA AC"),
        ("top_share_global", 100, "AB AC AD BA BC CA"),
        ("first", 1, "AB BA CA"),
        ("first", 2, "AB AC BA BC CA"),
        ("min_share", 30, "AB AC BA CA"),
        ("top_share_local", 50, "AB BA CA"),
        ("top_share_local", 51, "AB AC BA CA"),
        ("top_share_local", 80, "AB AC BA CA"),
        ("dominant", 0, "AB CA"),  # inflows: A 45, B 50, C 40
        ("min_intensity", 30, "AB BA AC CA"),  # links: AB 90, AC 35, AD 20, BC 10
    ],
)
def test_rules_by_hand(make_flows, rule, value, expected):
    assert marked(make_flows(SMALL), rule, value) == set(expected.split())


def test_margins_with_the_internal_flows(make_flows):
    flows = make_flows("AA90 AB10 BA10")
    assert marked(flows, "min_share", 50) == {"AB", "BA"}
    assert marked(flows, "min_share", 50, margins="all") == {"BA"}
    # Of two equal flows, the one to the smaller code comes first.
    assert marked(flows, "top_share_global", 50) == {"BA"}
    assert marked(flows, "top_share_global", 50, margins="all") == {"AB", "BA"}


def test_a_minimum_volume_comes_on_top_of_the_rule(make_flows):
    # The rule looks at all the flows, then the minimum counts: AC does not take the place of AB.
    flows = make_flows("AB9 AC8 BA30 BC20")
    assert marked(flows, "first", 1, min_volume=10) == {"BA"}


def test_both_directions(make_flows):
    flows = make_flows("AB50 BA40 AC60 BC5")
    settings = LinkSettings(rule="min_volume", rule_value=40, both_directions=True)
    found = compute_links(flows, settings)
    assert found.frame["selected"].tolist() == [True, False, False]
    # The direction still says what the rule marks.
    assert found.frame["direction"].tolist() == ["both", "ab", None]
    assert (found.flow_count, found.flow_volume) == (3, 150)


def test_undirected_flows_show_their_whole_volume_to_the_rule(make_flows):
    flows = make_flows("AB6 BC4", undirected=True)
    assert marked(flows, "min_volume", 5) == {"AB", "BA"}
    found = compute_links(flows, LinkSettings(rule="min_volume", rule_value=5))
    # Counted as flows, each direction carries its half: volumes add up to those of the links.
    assert (found.flow_count, found.flow_volume) == (2, 6)
    assert found.losses.links.after.volume == 6
    assert marked(flows, "first", 1) == {"AB", "BA", "CB"}


def test_internal_flows_keep_their_share_on_undirected_kinds(make_flows):
    # A: 20 inside, halves of AB 10 and AC 70: O_A = 20 + 5 + 35 = 60, a share of 35/60 for C.
    flows = make_flows("AA20 AB10 AC70", undirected=True)
    kept = {"CA", "BA"}
    assert marked(flows, "min_share", 58.4, margins="all") == kept
    assert marked(flows, "min_share", 58.3, margins="all") == {"AC", *kept}


def test_disparity_counts_the_internal_flow_with_the_margins(make_flows):
    flows = make_flows("AA60 AB30 AC10 DB5")
    assert by_link(flows, *alphas(flows, "external")) == pytest.approx(
        # From A: two flows of 40; B receives two, 30 and 5; C receives one.
        {"AB": (5 / 35), "AC": 0.75}
    )
    assert by_link(flows, *alphas(flows, "all")) == pytest.approx({"AB": 5 / 35, "AC": 0.9**2})


def alphas(flows, margins):
    seen = seen_by_rules(flows, margins)
    return seen, disparity_alpha(seen)


# --- ties -----------------------------------------------------------------------------------------


def test_equal_flows_go_to_the_larger_partner_then_to_the_smaller_code(make_flows):
    flows = make_flows("AB5 AC5 AD5 BC1")  # inflows: B 5, C 6, D 5
    assert marked(flows, "first", 1) == {"AC", "BC"}
    assert marked(flows, "first", 2) == {"AC", "AB", "BC"}
    sizes = pd.Series({"A": 1, "B": 2, "C": 3, "D": 9})
    assert marked(flows, "first", 1, weights=sizes) == {"AD", "BC"}
    assert marked(flows, "top_share_global", 30) == {"AC"}


def test_sums_equal_but_for_rounding_are_ties(make_flows):
    # B and C receive the same three volumes, in another order: 0.1 + 0.2 + 0.3 twice.
    flows = make_flows("AB9 AC9 DB0.1 EB0.2 FB0.3 DC0.3 EC0.2 FC0.1")
    assert {"AB"} == {word for word in marked(flows, "first", 1) if word[0] == "A"}


def test_dominance_is_strict(make_flows):
    assert marked(make_flows("AB5 BA5"), "dominant") == set()
    larger = pd.Series({"A": 1.0, "B": 2.0})
    assert marked(make_flows("AB5 BA5"), "dominant", weights=larger) == {"AB"}


def test_edge_cases_of_other_programs(make_flows, peers):
    """Where the R package flows 2.0.0 breaks ties or reaches a share otherwise, both are shown."""
    theirs = peers["flows_edge_cases"]

    # "row (0,5,5,5), nfirst k=1 keeps the LAST tied column; k=2 keeps the last two"
    assert "LAST tied column" in theirs["ties"]
    row = make_flows("AB5 AC5 AD5")
    assert marked(row, "first", 1) == {"AB"}  # theirs: AD
    assert marked(row, "first", 2) == {"AB", "AC"}  # theirs: AC, AD

    # "local mode is strict (> k), global mode is >= k": ours is >= k in both.
    assert "strict" in theirs["xfirst"]
    assert marked(row, "min_volume", 5) == {"AB", "AC", "AD"}
    assert marked(row, "min_share", 100 / 3) == {"AB", "AC", "AD"}  # theirs: none

    # "row (6,4,2): local k=10 keeps 3 links (one too many), local k=6 keeps 1; global stops
    # exactly": ours stops exactly in both.
    assert "global stops exactly" in theirs["xsumfirst_exact"]
    row = make_flows("AB6 AC4 AD2")
    for rule in ("top_share_local", "top_share_global"):
        assert marked(row, rule, 100 * 10 / 12) == {"AB", "AC"}
        assert marked(row, rule, 100 * 6 / 12) == {"AB"}

    # "rows (a,b,10),(a,b,5): prepare_mat keeps 10, drops 5": ours sums duplicates.
    assert "drops 5" in theirs["duplicates"]
    twice = build_flows(["a", "a"], ["b", "b"], [10, 5])
    assert compute_links(twice, LinkSettings()).frame["volume"].tolist() == [15]


# --- statistics behind two rules ------------------------------------------------------------------

NOISE_TOY = "AB1 AC1 AD10 BC1"  # undirected


def by_link(flows, seen, values):
    ends = zip(flows.codes[seen.origin], flows.codes[seen.destination], values)
    return {a + b: value for a, b, value in ends if a < b}


def test_noise_corrected_scores_of_the_toy(make_flows):
    flows = make_flows(NOISE_TOY, undirected=True)
    seen = seen_by_rules(flows)
    found = by_link(flows, seen, noise_corrected_score(seen))
    expected = {"AB": 1 / 25, "AC": 1 / 25, "AD": 7 / 19, "BC": 11 / 15}
    assert found == pytest.approx(expected, rel=1e-12)


def test_disparity_of_the_toy(make_flows):
    flows = make_flows(NOISE_TOY, undirected=True)
    seen = seen_by_rules(flows)
    found = by_link(flows, seen, disparity_alpha(seen))
    assert found == pytest.approx({"AB": 0.5, "AC": 0.5, "AD": 1 / 36, "BC": 0.5}, rel=1e-12)
    assert marked(flows, "disparity", 0.05) == {"AD", "DA"}
    assert marked(flows, "disparity", 0.5) == {"AD", "DA"}  # strictly below


@given(matrices)
def test_the_prior_matches_its_two_moments_exactly(matrix):
    """Mean p0 and variance v0 of a beta(a, b): the published (1 - p0^2) would miss them."""
    seen = seen_by_rules(from_matrix(matrix))
    a, b = prior_parameters(seen)
    total = seen.total
    out, into = seen.out[seen.origin], seen.into[seen.destination]
    known = np.isfinite(a) & (total > 2)
    a, b, out, into = a[known], b[known], out[known], into[known]
    p0 = out * into / total**2
    v0 = out * into * (total - out) * (total - into) / (total**4 * (total - 1))
    assert a / (a + b) == pytest.approx(p0, rel=1e-6)
    assert a * b / ((a + b) ** 2 * (a + b + 1)) == pytest.approx(v0, rel=1e-6)


def test_noise_corrected_by_hand(make_flows):
    # A-D of the toy, seen as T = 26, O = 12, D = 10, F = 10.
    flows = make_flows(NOISE_TOY, undirected=True)
    seen = seen_by_rules(flows)
    p0 = 120 / 676
    v0 = 120 * 14 * 16 / (26**4 * 25)
    a0 = p0**2 / v0 * (1 - p0) - p0
    b0 = p0 * (1 - p0) ** 2 / v0 - (1 - p0)
    share = (a0 + 10) / (a0 + b0 + 26)
    kappa = 26 / 120
    slope = 1 / 120 - 26 * 22 / 120**2
    sd = (26 * share * (1 - share)) ** 0.5 * abs(2 * (kappa + 10 * slope)) / (kappa * 10 + 1) ** 2
    assert by_link(flows, seen, posterior_share(seen))["AD"] == pytest.approx(share, rel=1e-12)
    assert by_link(flows, seen, noise_corrected_sd(seen))["AD"] == pytest.approx(sd, rel=1e-12)


@given(matrices, st.booleans(), st.floats(1e-3, 1e3))
def test_the_statistics_are_always_defined(matrix, undirected, constant):
    flows = from_matrix(matrix, undirected=undirected)
    seen = seen_by_rules(replace(flows, volume=flows.volume * constant))
    for values in (noise_corrected_score(seen), noise_corrected_sd(seen), disparity_alpha(seen)):
        assert np.isfinite(values).all()
    assert (disparity_alpha(seen) >= 0).all()
    assert (disparity_alpha(seen) <= 1).all()


def test_a_stricter_noise_correction_keeps_less(nav_flows):
    counts = [
        compute_links(nav_flows, LinkSettings(rule="noise_corrected", rule_value=k)).flow_count
        for k in (0.0, 1.28, 1.64, 2.32)
    ]
    assert counts == sorted(counts, reverse=True)
    assert 0 < counts[-1] < counts[0] < 3191


# --- the Grand Est --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "value", "count", "volume", "components"),
    [
        ("all", 0, 3191, 313292, 1),
        ("min_volume", 500, 137, 193203, 10),
        ("min_volume", 1000, 62, 145368, 7),
        ("min_share", 20, 240, 167088, 6),
        ("first", 1, 159, 139359, None),
        ("first", 2, 318, 196480, None),
        ("first", 3, 475, 228443, None),
        ("first", 5, 783, 263724, None),
        ("dominant", 0, 134, 100781, 25),
        # The five and fifty largest of all, and those that together reach 50 000.
        ("top_share_global", 100 * 31670 / 313292, 5, 31670, None),
        ("top_share_global", 100 * 132570 / 313292, 50, 132570, None),
        ("top_share_global", 100 * 50000 / 313292, 10, 52019, None),
    ],
)
def test_figures_of_the_grand_est(nav_flows, rule, value, count, volume, components):
    found = compute_links(nav_flows, LinkSettings(rule=rule, rule_value=value))
    assert (found.flow_count, found.flow_volume) == (count, volume)
    if components is not None:
        assert found.losses.flows.after.components == components
    if rule == "all":
        assert found.losses.flows.after.density == pytest.approx(0.127020, abs=5e-7)


def test_dominant_flows_make_the_trees_of_the_grand_est(nav_flows, nav_names, peers):
    frame = compute_links(nav_flows, LinkSettings(rule="dominant")).frame
    graph = nx.DiGraph()
    for row in frame[frame["selected"]].itertuples():
        ends = (row.unit_a, row.unit_b)
        graph.add_edge(*(ends if row.direction == "ab" else ends[::-1]))
    assert max(degree for _, degree in graph.out_degree()) == 1
    trees = list(nx.weakly_connected_components(graph))
    assert len(trees) == 25
    roles = Counter((graph.in_degree(unit) > 0, graph.out_degree(unit) > 0) for unit in graph.nodes)
    assert roles == {(True, False): 25, (True, True): 30, (False, True): 104}
    sizes = sorted(((len(tree), tree) for tree in trees), key=lambda item: -item[0])[:6]
    roots = {
        nav_names[next(unit for unit in tree if graph.out_degree(unit) == 0)].split(" (")[0]: size
        for size, tree in sizes
    }
    assert roots == {
        "Besancon": 20,
        "Mulhouse": 11,
        "Nancy": 11,
        "Reims": 11,
        "Strasbourg": 10,
        "Troyes": 9,
    }
    inflow = dict(zip(nav_flows.codes, nav_flows.inflows()))
    for name, expected, dominated in peers["flows_nav"]["top_dominants_by_inflow"]:
        code = next(code for code, known in nav_names.items() if known == name)
        assert inflow[code] == expected
        assert graph.in_degree(code) == dominated


# --- the toy of the method ------------------------------------------------------------------------


def test_selected_links_of_the_toy(toy_flows):
    expected = {
        "k1": {"AB": "both", "BC": "ba", "DE": "both", "EF": "ba"},
        "k2": {"AB": "ab", "AC": "ba", "DE": "ab", "DF": "ba", "BP": "both", "EP": "ab"},
    }
    for kind, minimum in (("k1", 25), ("k2", 20)):
        settings = LinkSettings(rule="first", rule_value=1, min_volume=minimum)
        frame = compute_links(toy_flows[kind], settings).frame
        found = frame[frame["selected"]]
        assert dict(zip(found["unit_a"] + found["unit_b"], found["direction"])) == expected[kind]


# --- the frame ------------------------------------------------------------------------------------

COLUMNS = [
    "unit_a",
    "unit_b",
    "flow_ab",
    "flow_ba",
    "volume",
    "intensity",
    "recipro",
    "selected",
    "direction",
]


def test_the_frame(make_flows):
    frame = compute_links(
        make_flows("CA9 AB10 BA4 AA5"), LinkSettings(intensity="volume", rule_value=1)
    ).frame
    expected = pd.DataFrame(
        [
            ["A", "B", 10.0, 4.0, 14.0, 14.0, 8 / 14, True, "both"],
            ["A", "C", 0.0, 9.0, 9.0, 9.0, 0.0, True, "ba"],
        ],
        columns=COLUMNS,
    )
    texts = dict.fromkeys(["unit_a", "unit_b", "direction"], object)
    pd.testing.assert_frame_equal(frame, expected.astype(texts))


def test_distances_reach_the_frame(make_flows):
    def apart(first, second):
        return np.abs(first - second) * 10.0

    frame = compute_links(make_flows("AB1 AC1"), LinkSettings(), distance=apart).frame
    assert frame.columns.tolist() == [*COLUMNS, "dist_km"]
    assert frame["dist_km"].tolist() == [10.0, 20.0]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("codes", ["", "A", "AB"])
def test_no_flow(rule, codes):
    settings = LinkSettings(rule=rule, rule_value=DEFAULT_RULE_VALUES[rule])
    found = compute_links(build_flows([], [], [], codes=codes), settings)
    assert found.frame.columns.tolist() == COLUMNS
    assert len(found.frame) == 0
    assert (found.flow_count, found.flow_volume) == (0, 0.0)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "text",
    [
        "AA5",  # one unit, internal flow only
        "AB5",  # a single flow
        "AB5 BA5 AC5 CA5 BC5 CB5",  # complete, all equal
        "AB9 AC8 AD7 AE6",  # a star that gives
        "BA9 CA8 DA7 EA6",  # a star that receives
        "AB5 BC5 CD5 DE5",  # a chain
        "AB5 BA4 CD3 DC2",  # in two pieces
        "AB0.001 BA0.002",  # total under 1
    ],
)
@pytest.mark.parametrize("undirected", [False, True])
def test_shapes_and_edges(make_flows, rule, text, undirected):
    settings = LinkSettings(rule=rule, rule_value=DEFAULT_RULE_VALUES[rule])
    found = compute_links(make_flows(text, codes="ABCDE", undirected=undirected), settings)
    assert np.isfinite(found.frame["intensity"]).all()
    assert (found.frame["selected"] == found.frame["direction"].notna()).all()
    if rule in ("all", "first", "min_intensity"):
        assert found.frame["selected"].all() or rule == "first"


# --- properties -----------------------------------------------------------------------------------


@given(matrices, st.sampled_from(sorted(RELATIVE)), st.floats(1e-3, 1e3), st.booleans())
def test_a_constant_changes_no_relative_selection(matrix, rule, constant, undirected):
    flows = from_matrix(matrix, undirected=undirected)
    scaled = replace(flows, volume=flows.volume * constant)
    value = RELATIVE[rule]
    assert marked(flows, rule, value) == marked(scaled, rule, value)


@given(matrices, st.sampled_from(RULES), st.randoms(use_true_random=False), st.booleans())
def test_shuffled_rows_give_the_same_frame_to_the_last_digit(matrix, rule, random, undirected):
    rows = [(i, j, part) for (i, j), volume in matrix.items() for part in (0.1 * volume, 0.7)]
    shuffled = sorted(rows, key=lambda row: random.random())
    settings = LinkSettings(
        intensity="cosine", rule=rule, rule_value=DEFAULT_RULE_VALUES[rule], margins="all"
    )
    frames = [
        compute_links(
            build_flows(
                [row[0] for row in order],
                [row[1] for row in order],
                [row[2] for row in order],
                undirected=undirected,
            ),
            settings,
        ).frame
        for order in (rows, shuffled)
    ]
    assert frames[0].to_csv().encode() == frames[1].to_csv().encode()


@settings(max_examples=25)
@given(matrices, st.booleans())
def test_more_asked_fewer_kept(matrix, undirected):
    flows = from_matrix(matrix, undirected=undirected)
    everything = marked(flows, "all")
    nested = {
        "min_volume": (1, 3, 6, 9),
        "top_share_global": (100, 60, 30, 1),
        "first": (9, 3, 2, 1),
        "min_share": (1, 20, 40, 90),
        "top_share_local": (100, 60, 30, 1),
        "disparity": (1, 0.5, 0.2, 0.01),
        "min_intensity": (0, 3, 6, 9),
    }
    for rule, values in nested.items():
        kept = [everything, *(marked(flows, rule, value) for value in values)]
        for wide, narrow in zip(kept, kept[1:]):
            assert narrow <= wide, rule
    assert marked(flows, "dominant") <= marked(flows, "first", 1)


@given(matrices)
def test_the_first_flow_of_each_origin_is_always_among_its_top_share(matrix):
    flows = from_matrix(matrix)
    assert marked(flows, "first", 1) == marked(flows, "top_share_local", 0.001)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"rule": "best"}, "“RULE” cannot be “best”: choose one of all, min_volume"),
        ({"intensity": "best"}, "“INTENSITY” cannot be “best”"),
        ({"margins": "none"}, "“MARGINS” cannot be “none”: choose one of external, all"),
        ({"deterrence": "linear"}, "“DETERRENCE” cannot be “linear”"),
        ({"rule": "first", "rule_value": 0}, "give a whole number of 1 or more"),
        ({"rule": "first", "rule_value": 1.5}, "give a whole number of 1 or more"),
        ({"rule": "min_share", "rule_value": 0}, "above 0 and up to 100"),
        ({"rule": "min_share", "rule_value": 100.5}, "cannot use 100.5.*up to 100"),
        ({"rule": "top_share_local", "rule_value": -1}, "above 0 and up to 100"),
        ({"rule": "top_share_global", "rule_value": float("nan")}, "above 0 and up to 100"),
        ({"rule": "disparity", "rule_value": 2}, "above 0 and up to 1"),
        ({"rule": "noise_corrected", "rule_value": -1}, "give a number of 0 or more"),
        ({"rule": "min_volume", "rule_value": 0}, "give a number above 0"),
        ({"rule": "min_volume", "rule_value": float("inf")}, "give a number above 0"),
        ({"rule": "min_intensity", "rule_value": -0.1}, "give a number of 0 or more"),
        ({"min_volume": -5}, "“MIN_VOLUME” cannot be -5: give a number of 0 or more"),
        ({"intensity": "preference"}, "“preference” explodes on tiny flows: set a minimum volume"),
        ({"intensity": "gravity"}, "“gravity” explodes on tiny flows"),
    ],
)
def test_settings_out_of_range(make_flows, settings, sentence):
    with pytest.raises(SettingsError, match=sentence):
        compute_links(make_flows("AB1"), LinkSettings(**settings))


def test_unit_weights_that_cannot_be(make_flows):
    flows = make_flows("AB5 BA5")
    for wrong in (-1.0, float("inf")):
        with pytest.raises(InputError, match="The weight of unit “B” is"):
            compute_links(flows, LinkSettings(), weights=pd.Series({"A": 1.0, "B": wrong}))


def test_units_without_any_weight_weigh_their_inflows(make_flows):
    flows = make_flows("AB5 BA3")
    found = compute_links(flows, LinkSettings(rule="dominant"), weights=pd.Series(dtype=float))
    assert found.frame["direction"].tolist() == ["ab"]
    assert found.warnings == ("No unit has a weight: the sum of their flows stands for it.",)


def test_a_missing_unit_weight_counts_as_nothing_and_says_so(make_flows):
    found = compute_links(
        make_flows("AB5 BA5"), LinkSettings(rule="dominant"), weights=pd.Series({"A": 1.0})
    )
    assert found.frame["direction"].tolist() == ["ba"]
    assert found.warnings == ("Units without a weight count as 0 (1, for example “B”).",)
