"""Links between perimeters and the frameworks that they share."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.alliances import find_alliances
from alliance.core.cumulation import cumulate
from alliance.core.errors import InputError, SettingsError
from alliance.core.flows import build_flows
from alliance.core.membership import build_membership
from alliance.core.options import AllianceSettings, CumulationSettings, LinkSettings, LinkType
from alliance.core.selection import compute_links
from hypothesis import given, settings
from hypothesis import strategies as st

# Perimeters p = AB, q = CD, r = E, s = F; the link A-B is inside p.
MEMBERS = build_membership(
    list("ABCDEF"), list("ppqqrs"), names={"p": "Pays", "q": "Quercy", "r": "Retz", "s": "Somme"}
)
LINKS = pd.DataFrame(
    [
        ("A", "B", 3.0, 90.0, 5.0, ["work", "study", "rail"]),
        ("A", "C", 2.0, 50.0, 20.0, ["work", "rail"]),
        ("B", "D", 1.0, 10.0, 80.0, ["study"]),
        ("A", "E", 3.0, 40.0, 30.0, ["work", "study", "rail"]),
        ("D", "E", 1.0, 20.0, np.nan, ["work"]),
        ("E", "F", 1.0, 5.0, 10.0, ["rail"]),
        ("A", "X", 3.0, 99.0, 1.0, ["work"]),
    ],
    columns=["unit_a", "unit_b", "score", "intensity", "dist_km", "kinds"],
)
for name, slug in {"work": "work", "study": "study", "rail": "rail"}.items():
    LINKS[f"s_{slug}"] = [int(name in kinds) for kinds in LINKS["kinds"]]
LINKS["types"] = [",".join(kinds) for kinds in LINKS.pop("kinds")]

SCOT = build_membership(
    list("ABCDE"), ["1", "1", "1", "2", "2"], names={"1": "SCoT un", "2": "SCoT deux"}, name="SCoT"
)
POLE = build_membership(list("ABCDF"), ["9"] * 5, names={"9": "Pôle"}, name="pôle")


def test_pairs_by_hand():
    table = find_alliances(LINKS, MEMBERS)
    assert table[["perim_a", "perim_b"]].to_numpy().tolist() == [
        ["p", "q"], ["p", "r"], ["q", "r"], ["r", "s"]
    ]  # fmt: skip
    assert table["name_a"].tolist() == ["Pays", "Pays", "Quercy", "Retz"]
    assert table["score"].tolist() == [3, 3, 1, 1]
    assert table["intensity"].tolist() == [60, 40, 20, 5]
    assert table["n_links"].tolist() == [2, 1, 1, 1]
    assert table["types"].tolist() == ["work,study,rail", "work,study,rail", "work", "rail"]
    assert table["dist_km"].tolist()[:2] == pytest.approx([(50 * 20 + 10 * 80) / 60, 30])
    assert np.isnan(table["dist_km"][2])


def test_nothing_is_missing_without_frameworks():
    table = find_alliances(LINKS, MEMBERS)
    assert table["n_shared"].eq(0).all()
    assert table["missing"].eq(0).all()
    # A quarter of four pairs is one: of the two that score 3, the more intense.
    assert table["strong"].tolist() == [1, 0, 0, 0]


def test_pairs_that_tie_in_everything_are_strong_together():
    links = pd.DataFrame(
        {
            "unit_a": ["a", "c", "e"],
            "unit_b": ["b", "d", "f"],
            "score": [2.0, 2.0, 2.0],
            "intensity": [7.0, 7.0, 1.0],
        }
    )
    each = build_membership(list("abcdef"), list("ABCDEF"))
    assert find_alliances(links, each)["strong"].tolist() == [1, 1, 0]


def test_shared_frameworks():
    """p and half of q are in SCoT 1, half of q and r in SCoT 2; p, q and s in the pole."""
    table = find_alliances(LINKS, MEMBERS, [SCOT, POLE], AllianceSettings(strong_share=0.5))
    assert table["frameworks"].tolist() == ["SCoT un; Pôle", "", "SCoT deux", ""]
    assert table["n_shared"].tolist() == [2, 0, 1, 0]
    assert table["missing"].tolist() == [0, 1, 0, 0]


def test_a_framework_holds_enough_of_a_perimeter():
    settings = AllianceSettings(framework_share=0.6)
    table = find_alliances(LINKS, MEMBERS, [SCOT, POLE], settings)
    assert table["frameworks"].tolist() == ["Pôle", "", "", ""]


def test_every_pair_may_be_strong():
    table = find_alliances(LINKS, MEMBERS, [SCOT, POLE], AllianceSettings(strong_share=1))
    assert table["strong"].eq(1).all()
    assert table["missing"].tolist() == [0, 1, 0, 1]


def test_a_table_of_the_perimeters_themselves():
    direct = build_membership(["p", "r"], ["1", "1"], names={"1": "Contrat"})
    table = find_alliances(LINKS, MEMBERS, [direct])
    assert table["frameworks"].tolist() == ["", "Contrat", "", ""]


def test_same_code_in_two_tables_of_frameworks():
    other = build_membership(list("EF"), ["9", "9"], names={"9": "Parc"})
    table = find_alliances(LINKS, MEMBERS, [POLE, other])
    assert table["frameworks"].tolist() == ["Pôle", "", "", "Parc"]


def test_one_framework_in_two_tables_counts_once():
    table = find_alliances(LINKS, MEMBERS, [POLE, SCOT, POLE])
    assert table["frameworks"].tolist() == ["Pôle; SCoT un", "", "SCoT deux", ""]


def test_overlapping_perimeters_count_a_link_once():
    """A and B are in p and q: the link joins the pair p, q, once."""
    members = build_membership(list("AABB"), list("pqpq"))
    table = find_alliances(LINKS.head(1), members)
    assert table[["perim_a", "perim_b", "score", "n_links"]].to_numpy().tolist() == [
        ["p", "q", 3, 1]
    ]


def test_a_split_unit_counts_by_its_shares():
    members = build_membership(list("AAC"), list("pqq"), [0.25, 0.75, 1])
    table = find_alliances(LINKS[LINKS["unit_b"] == "C"], members)
    assert table[["score", "intensity", "dist_km"]].to_numpy().tolist() == [[0.5, 12.5, 20]]


def test_no_links():
    table = find_alliances(LINKS.head(0), MEMBERS, [SCOT])
    assert table.empty
    assert "missing" in table


def test_links_inside_only():
    assert find_alliances(LINKS.head(1), MEMBERS, [SCOT]).empty


def test_what_is_refused():
    with pytest.raises(SettingsError, match="“strong_share” cannot be 0"):
        find_alliances(LINKS, MEMBERS, (), AllianceSettings(strong_share=0))
    with pytest.raises(SettingsError, match=r"“framework_share” cannot be 1\.5"):
        find_alliances(LINKS, MEMBERS, (), AllianceSettings(framework_share=1.5))
    with pytest.raises(InputError, match="hold none of the units"):
        find_alliances(LINKS, build_membership(["75056"], ["p"]))


PAIRS = [(a, b) for i, a in enumerate("ABCDEFGH") for b in "ABCDEFGH"[i + 1 :]]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(PAIRS), min_size=1, unique=True),
    st.lists(st.sampled_from(["p", "q", "r", ""]), min_size=8, max_size=8),
    st.randoms(use_true_random=False),
)
def test_scores_conserve_whatever_the_order(pairs, perimeters, shuffler):
    """Between perimeters + inside + outside = all; each pair is what a loop finds."""
    perimeter = dict(zip("ABCDEFGH", perimeters))
    if not any(perimeters[("ABCDEFGH").index(end)] for pair in pairs for end in pair):
        return
    links = pd.DataFrame(pairs, columns=["unit_a", "unit_b"])
    links["score"] = np.arange(1.0, len(pairs) + 1)
    links["intensity"] = 1.0
    members = build_membership(list(perimeter), list(perimeter.values()))
    table = find_alliances(links, members)
    expected: dict[tuple[str, str], float] = {}
    for (a, b), score in zip(pairs, links["score"]):
        pair = tuple(sorted((perimeter[a], perimeter[b])))
        if pair[0] and pair[0] != pair[1]:
            expected[pair] = expected.get(pair, 0) + score
    found = dict(zip(zip(table["perim_a"], table["perim_b"]), table["score"]))
    assert found == expected
    order = list(range(len(pairs)))
    shuffler.shuffle(order)
    again = find_alliances(links.iloc[order], members)
    pd.testing.assert_frame_equal(again, table, check_exact=True)


def test_epci_of_brittany_and_their_scot(shared_data):
    """Students by commune; the pole of Brest holds the pairs around Brest, and none is missing."""
    folder = shared_data / "bretagne"
    zones = pd.read_csv(folder / "commune_zones_2014.csv", dtype=str)
    scot = pd.read_csv(folder / "scot_memberships_2023.csv", dtype=str)
    pole = pd.read_csv(folder / "pole_metropolitain_brest_2023.csv", dtype=str)
    raw = pd.read_csv(
        folder / "students_2012_communes.csv", sep=";", dtype={"CODGEO": str, "DCETU": str}
    )
    flows = build_flows(raw["CODGEO"], raw["DCETU"], raw["NBFLUX_C12_SCOL02P"])
    rule = LinkSettings(rule="first", rule_value=3, min_volume=10)
    links = cumulate([(LinkType("study"), compute_links(flows, rule).frame)], CumulationSettings())
    epci = build_membership(zones["CODGEO"], zones["EPCI"])
    frameworks = [
        build_membership(
            table["CODGEO"], table["SIREN"], names=dict(zip(table["SIREN"], table["NOM"]))
        )
        for table in (scot, pole)
    ]
    table = find_alliances(links, epci, frameworks)
    of = zones.set_index("CODGEO")["EPCI"]
    a, b = links["unit_a"].map(of), links["unit_b"].map(of)
    between = a.notna() & b.notna() & (a != b)
    assert table["score"].sum() == between.sum()
    assert table["intensity"].sum() == pytest.approx(links["intensity"][between].sum())
    assert table["score"].is_monotonic_decreasing
    assert (table["missing"] == (table["strong"] == 1) & (table["n_shared"] == 0)).all()
    iroise = table[(table["perim_a"] == "242900074") & (table["perim_b"] == "242900314")].iloc[0]
    assert iroise["frameworks"] == "Pôle métropolitain du Pays de Brest"
    assert (iroise["n_shared"], iroise["strong"], iroise["missing"]) == (1, 1, 0)
    assert 0 < table["missing"].sum() < table["strong"].sum()
