"""Several kinds of links into one score and one intensity."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.cumulation import (
    Mode,
    combine_high_speed,
    cumulate,
    dimension_counts,
    scale_by_rank,
    slugs,
)
from alliance.core.errors import InputError, SettingsError
from alliance.core.flows import build_flows
from alliance.core.options import NORMALISATIONS, CumulationSettings, LinkSettings, LinkType
from alliance.core.selection import compute_links
from hypothesis import given
from hypothesis import strategies as st


def links_frame(text, **columns):
    """Build a links frame from words such as "AB5": both ends and the intensity, all selected."""
    words = text.split()
    frame = pd.DataFrame(
        {
            "unit_a": [word[0] for word in words],
            "unit_b": [word[1] for word in words],
            "intensity": [float(word[2:]) for word in words],
            "selected": True,
        }
    )
    return frame.assign(**columns)


def by_pair(cumulated, column):
    return dict(zip(cumulated["unit_a"] + cumulated["unit_b"], cumulated[column]))


# --- the toy of the method ------------------------------------------------------------------------


def test_the_toy_without_p(toy_cumulated):
    score = by_pair(toy_cumulated(excluded=["P"]), "score")
    assert score == {"AB": 3, "DE": 3, "BC": 2, "EF": 2, "AC": 1, "BE": 1, "DF": 1}


def test_the_toy_with_p(toy_cumulated):
    score = by_pair(toy_cumulated(), "score")
    assert score == {"AB": 3, "DE": 3, "BC": 2, "BP": 2, "EF": 2, "EP": 2, "AC": 1, "DF": 1}


def test_the_kinds_of_each_link_of_the_toy(toy_cumulated):
    cumulated = toy_cumulated(excluded=["P"])
    assert by_pair(cumulated, "types") == {
        "AB": "k1,k2,k3",
        "AC": "k2",
        "BC": "k1,k3",
        "BE": "k3",
        "DE": "k1,k2,k3",
        "DF": "k2",
        "EF": "k1,k3",
    }
    assert by_pair(cumulated, "n_types")["EF"] == 2
    assert by_pair(cumulated, "s_k2") == {
        "AB": 1, "AC": 1, "BC": 0, "BE": 0, "DE": 1, "DF": 1, "EF": 0
    }  # fmt: skip
    # k1 volumes: AB 160, BC 80, DE 140, EF 30.
    assert by_pair(cumulated, "r_k1") == pytest.approx(
        {"AB": 1, "AC": 0, "BC": 0.5, "BE": 0, "DE": 140 / 160, "DF": 0, "EF": 30 / 160}
    )


# --- by hand --------------------------------------------------------------------------------------

TWO_KINDS = [
    (LinkType("commuting", weight=2.0), links_frame("AB8 AC4 BC4 AD1")),
    (LinkType("study", weight=1.0), links_frame("AB3 CD6")),
]


@pytest.mark.parametrize(
    ("normalisation", "commuting", "study"),
    [
        ("max", {"AB": 1, "AC": 0.5, "AD": 0.125, "BC": 0.5, "CD": 0}, {"AB": 0.5, "CD": 1}),
        ("rank", {"AB": 7 / 8, "AC": 0.5, "AD": 1 / 8, "BC": 0.5}, {"AB": 0.25, "CD": 0.75}),
        (
            "share",
            {"AB": 8 / 17, "AC": 4 / 17, "AD": 1 / 17, "BC": 4 / 17},
            {"AB": 1 / 3, "CD": 2 / 3},
        ),
    ],
)
def test_score_and_intensity_by_hand(normalisation, commuting, study):
    cumulated = cumulate(TWO_KINDS, CumulationSettings(normalisation=normalisation))
    assert by_pair(cumulated, "score") == {"AB": 3, "AC": 2, "AD": 2, "BC": 2, "CD": 1}
    pairs = ["AB", "AC", "AD", "BC", "CD"]
    first = np.array([commuting.get(pair, 0) for pair in pairs])
    second = np.array([study.get(pair, 0) for pair in pairs])
    assert cumulated["r_commutin"].to_numpy() == pytest.approx(first)
    assert cumulated["r_study"].to_numpy() == pytest.approx(second)
    assert cumulated["intensity"].to_numpy() == pytest.approx(100 * (2 * first + second) / 3)


def test_columns_and_order():
    cumulated = cumulate(
        [
            (LinkType("b"), links_frame("CA1 AB2", dist_km=[7.0, np.nan])),
            (LinkType("a"), links_frame("AB1", dist_km=[5.0])),
        ],
        CumulationSettings(),
    )
    assert cumulated.columns.tolist() == [
        "unit_a",
        "unit_b",
        "score",
        "n_types",
        "types",
        "intensity",
        "dist_km",
        "s_b",
        "r_b",
        "s_a",
        "r_a",
    ]
    assert by_pair(cumulated, "types") == {"AB": "b,a", "AC": "b"}
    assert by_pair(cumulated, "dist_km") == {"AB": 5.0, "AC": 7.0}


def test_links_that_no_kind_selects_are_left_out():
    chosen = links_frame("AB1 BC2")
    chosen["selected"] = [True, False]
    cumulated = cumulate([(LinkType("a"), chosen)], CumulationSettings())
    assert by_pair(cumulated, "score") == {"AB": 1.0}
    chosen["selected"] = False
    empty = cumulate([(LinkType("a"), chosen)], CumulationSettings())
    assert len(empty) == 0
    assert empty.columns.tolist() == cumulated.columns.tolist()


def test_a_dimension_capped_at_one():
    kinds = [
        (LinkType("commuting", dimension="mobility"), links_frame("AB4 AC2")),
        (LinkType("study", dimension="mobility"), links_frame("AB4 BC1")),
        (LinkType("rail", dimension="transport", weight=0.5), links_frame("AB10 AC5")),
        (LinkType("other", weight=3.0), links_frame("CD1")),
    ]
    plain = cumulate(kinds, CumulationSettings())
    capped = cumulate(kinds, CumulationSettings(cap_dimensions=True))
    assert by_pair(plain, "score") == {"AB": 2.5, "AC": 1.5, "BC": 1, "CD": 3}
    # Rail weighs less than 1, and a kind without dimension is free.
    assert by_pair(capped, "score") == {"AB": 1.5, "AC": 1.5, "BC": 1, "CD": 3}
    # In the intensity both kinds of mobility share a weight of 1: 0.5 each, of 4.5 in all.
    assert by_pair(capped, "intensity") == pytest.approx(
        {
            "AB": 100 * (0.5 + 0.5 + 0.5) / 4.5,
            "AC": 100 * (0.25 + 0.25) / 4.5,
            "BC": 100 * (0.5 * 0.25) / 4.5,
            "CD": 100 * 3 / 4.5,
        }
    )
    assert by_pair(capped, "n_types") == {"AB": 3, "AC": 2, "BC": 1, "CD": 1}
    counts = dimension_counts(plain, [link_type for link_type, _ in kinds])
    assert counts.columns.tolist() == ["mobility", "transport"]
    assert counts["mobility"].tolist() == [2, 1, 1, 0]


def test_ranks_share_their_mean():
    assert scale_by_rank(np.array([5.0, 5.0, 9.0, 1.0])).tolist() == [0.5, 0.5, 0.875, 0.125]
    assert scale_by_rank(np.empty(0)).tolist() == []


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_intensities_of_zero_stay_zero(normalisation):
    cumulated = cumulate(
        [(LinkType("a"), links_frame("AB0 AC0"))], CumulationSettings(normalisation=normalisation)
    )
    expected = 50.0 if normalisation == "rank" else 0.0
    assert cumulated["intensity"].tolist() == [expected, expected]
    assert cumulated["score"].tolist() == [1, 1]


# --- names of fields ------------------------------------------------------------------------------


def test_slugs():
    assert slugs(["Études", "Trafic aérien", "sièges d'entreprises", "R&D", "日本", "Cœur"]) == [
        "etudes",
        "trafic_a",
        "sieges_d",
        "r_d",
        "type",
        "coeur",
    ]
    assert slugs(["commuting 2011", "commuting 2012", "commuting", "COMMUTING"]) == [
        "commutin",
        "commuti2",
        "commuti3",
        "commuti4",
    ]
    assert slugs(["ab2", "ab", "ab"]) == ["ab2", "ab", "ab3"]


@given(st.lists(st.text(max_size=12), max_size=15))
def test_slugs_fit_a_field_and_differ(names):
    found = slugs(names)
    assert len(set(found)) == len(names)
    for slug in found:
        assert 1 <= len(slug) <= 8
        assert slug.isascii()
        assert slug == slug.lower()
        assert slug.replace("_", "a").isalnum()


# --- properties -----------------------------------------------------------------------------------

pair = st.sampled_from(["AB", "AC", "AD", "BC", "BD", "CD"])
kinds = st.lists(st.dictionaries(pair, st.integers(0, 20), max_size=6), min_size=1, max_size=4)


def as_links(tables):
    return [
        (
            LinkType(f"k{row}", weight=0.1 * (row + 1), dimension="mobility" if row < 2 else ""),
            links_frame(" ".join(f"{ends}{value}" for ends, value in table.items())),
        )
        for row, table in enumerate(tables)
    ]


@given(kinds, st.sampled_from(NORMALISATIONS), st.booleans())
def test_bounds(tables, normalisation, cap):
    settings = CumulationSettings(normalisation=normalisation, cap_dimensions=cap)
    cumulated = cumulate(as_links(tables), settings)
    assert cumulated["intensity"].between(0, 100).all()
    assert (cumulated["score"] > 0).all()
    assert set(by_pair(cumulated, "score")) == {ends for table in tables for ends in table}
    assert cumulated.equals(cumulated.sort_values(["unit_a", "unit_b"], ignore_index=True))


@given(kinds, st.sampled_from(NORMALISATIONS), st.randoms(use_true_random=False))
def test_shuffled_or_turned_rows_give_the_same_table_to_the_last_digit(
    tables, normalisation, random
):
    settings = CumulationSettings(normalisation=normalisation)
    straight, shuffled = as_links(tables), []
    for link_type, frame in straight:
        order = sorted(range(len(frame)), key=lambda row: random.random())
        turned = frame.iloc[order].rename(columns={"unit_a": "unit_b", "unit_b": "unit_a"})
        shuffled.append((link_type, turned))
    first, second = cumulate(straight, settings), cumulate(shuffled, settings)
    assert first.to_csv().encode() == second.to_csv().encode()


@given(kinds, st.sampled_from(NORMALISATIONS))
def test_a_constant_in_one_kind_changes_nothing(tables, normalisation):
    settings = CumulationSettings(normalisation=normalisation)
    straight = as_links(tables)
    link_type, frame = straight[0]
    scaled = [(link_type, frame.assign(intensity=frame["intensity"] * 3.7)), *straight[1:]]
    pd.testing.assert_frame_equal(cumulate(straight, settings), cumulate(scaled, settings))


# --- rail and air as one --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "rail", "air"),
    [("max", 60, 200), ("mean", 40, 150), ("sum", 80, 300)],
)
def test_rail_and_air_as_one(make_flows, scale, rail, air):
    modes = [
        Mode("rail", make_flows("AB40 BA20 AC20 AA9")),
        Mode("air", make_flows("AC200 AD100", undirected=True), weight=0.5),
    ]
    mixed = combine_high_speed(modes, scale)
    expected = {
        "AB": 60 / rail,
        "AC": 20 / rail + 0.5 * 200 / air,
        "AD": 0.5 * 100 / air,
    }
    components = mixed.components
    assert components.columns.tolist() == [
        "unit_a",
        "unit_b",
        "volume",
        "v_rail",
        "h_rail",
        "v_air",
        "h_air",
    ]
    assert by_pair(components, "volume") == pytest.approx(expected)
    assert by_pair(components, "v_rail") == {"AB": 60, "AC": 20, "AD": 0}
    assert by_pair(components, "v_air") == {"AB": 0, "AC": 200, "AD": 100}
    assert by_pair(components, "h_air") == pytest.approx(
        {"AB": 0, "AC": 0.5 * 200 / air, "AD": 0.5 * 100 / air}
    )
    # As a kind of its own, it goes through selection like any other.
    assert mixed.flows.undirected
    assert mixed.flows.link_type == "high_speed"
    links = compute_links(mixed.flows, LinkSettings(intensity="volume", rule="all")).frame
    assert by_pair(links, "volume") == pytest.approx(expected)


def test_rail_and_air_refusals(make_flows):
    rail = Mode("rail", make_flows("AB1"))
    with pytest.raises(SettingsError, match="choose one of max, mean, sum"):
        combine_high_speed([rail], "median")
    with pytest.raises(SettingsError, match="“rail” is given twice"):
        combine_high_speed([rail, rail])
    with pytest.raises(SettingsError, match="“rail” cannot be 0"):
        combine_high_speed([Mode("rail", make_flows("AB1"), weight=0)])
    nothing = combine_high_speed([Mode("air", build_flows([], [], [], codes="AB"))])
    assert len(nothing.flows) == 0
    assert nothing.flows.codes.tolist() == ["A", "B"]


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("types", "sentence"),
    [
        ([], "no kind of links to cumulate"),
        ([LinkType("a"), LinkType(" a ")], "“a” is given twice: rename one"),
        ([LinkType("  ")], "cannot be called “”"),
        ([LinkType("a,b")], "cannot be called “a,b”"),
        ([LinkType("a", weight=0)], "“a” cannot be 0: give a number above 0"),
        ([LinkType("a", weight=-1)], "“a” cannot be -1"),
        ([LinkType("a", weight=float("nan"))], "“a” cannot be nan"),
    ],
)
def test_kinds_that_cannot_be(types, sentence):
    with pytest.raises(SettingsError, match=sentence):
        cumulate([(link_type, links_frame("AB1")) for link_type in types], CumulationSettings())


def test_an_unknown_normalisation_is_refused():
    with pytest.raises(SettingsError, match="“NORMALISATION” cannot be “log”"):
        cumulate(TWO_KINDS, CumulationSettings(normalisation="log"))


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (links_frame("AB1").drop(columns="intensity"), "“study” have no column “intensity”"),
        (links_frame("AB1 BA2"), "“study” have the pair “A”, “B” more than once"),
        (links_frame("AA1"), "“study” join the unit “A” to itself"),
        (links_frame("AB-1"), "“study” have an intensity that is missing, infinite or negative"),
        (links_frame("ABnan"), "“study” have an intensity that is missing"),
    ],
)
def test_links_that_cannot_be(frame, sentence):
    with pytest.raises(InputError, match=sentence):
        cumulate([(LinkType("study"), frame)], CumulationSettings())
