"""Systems against perimeters: by hand, by brute force, against scikit-learn, on real data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.cumulation import cumulate
from alliance.core.errors import InputError, SettingsError
from alliance.core.flows import build_flows
from alliance.core.membership import build_membership
from alliance.core.messages import translated_by
from alliance.core.options import CumulationSettings, LinkSettings, LinkType, SystemSettings
from alliance.core.perimeters import compare
from alliance.core.selection import compute_links
from alliance.core.systems import detect_systems
from hypothesis import given, settings
from hypothesis import strategies as st

PAIR_COLUMNS = [
    "system", "sys_name", "perim", "perim_name", "units", "weight", "area_km2", "share_sys",
    "share_per", "jaccard", "overlap", "flow_sys", "flow_per", "best",
]  # fmt: skip

# Two systems, F in none; two perimeters, G in none. X is known to flows alone.
UNITS = pd.DataFrame(
    {
        "code": list("ABCDEFG"),
        "name": ["Aix", "Bar", "Caen", "Dax", "Eu", "Foix", "Gap"],
        "weight": [50.0, 30.0, 20.0, 60.0, 40.0, 10.0, 5.0],
        "system": [1, 1, 1, 2, 2, 0, 2],
        "sys_name": ["Aix", "Aix", "Aix", "Dax - Eu", "Dax - Eu", None, "Dax - Eu"],
    }
)
MEMBERS = build_membership(
    ["A", "B", "F", "C", "D", "E"], list("pppqqq"), names={"p": "Pays", "q": "Quercy", "r": "Rien"}
)
ROWS = [
    ("A", "A", 10), ("A", "B", 6), ("B", "A", 2), ("A", "C", 4), ("C", "A", 8), ("C", "D", 5),
    ("D", "E", 7), ("E", "D", 3), ("E", "G", 2), ("G", "D", 1), ("F", "A", 9), ("B", "F", 1),
    ("X", "A", 3), ("D", "X", 4), ("G", "G", 6),
]  # fmt: skip
FLOWS = build_flows(*zip(*ROWS))


def figures(frame, **where):
    """The one row that matches, as a dictionary."""
    chosen = frame
    for column, value in where.items():
        chosen = chosen[chosen[column] == value]
    assert len(chosen) == 1
    return chosen.iloc[0].to_dict()


# --- by hand --------------------------------------------------------------------------------------


def test_pairs_by_weight():
    pairs = compare(UNITS, MEMBERS, "weight").pairs
    assert list(pairs.columns) == PAIR_COLUMNS
    assert pairs[["system", "perim"]].to_numpy().tolist() == [[1, "p"], [1, "q"], [2, "q"], [2, ""]]
    assert pairs["perim_name"].tolist() == ["Pays", "Quercy", "Quercy", "outside any perimeter"]
    assert pairs["units"].tolist() == [2, 1, 2, 1]
    assert pairs["weight"].tolist() == [80, 20, 100, 5]
    assert pairs["share_sys"].tolist() == pytest.approx([0.8, 0.2, 100 / 105, 5 / 105])
    assert pairs["share_per"].tolist() == pytest.approx([80 / 90, 20 / 120, 100 / 120, 1])
    assert pairs["jaccard"].tolist() == pytest.approx([80 / 110, 20 / 200, 100 / 125, 5 / 105])
    assert pairs["overlap"].tolist() == pytest.approx([80 / 90, 20 / 100, 100 / 105, 1])
    assert pairs["best"].tolist() == [1, 0, 1, 0]
    assert pairs[["area_km2", "flow_sys", "flow_per"]].isna().all(axis=None)


def test_pairs_by_units_and_by_area():
    by_units = compare(UNITS, MEMBERS, "units").pairs
    assert by_units["share_sys"].tolist() == pytest.approx([2 / 3, 1 / 3, 2 / 3, 1 / 3])
    assert by_units["jaccard"].tolist() == pytest.approx([2 / 4, 1 / 5, 2 / 4, 1 / 3])
    areas = dict(zip("ABCDEFG", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]))
    by_area = compare(UNITS, MEMBERS, "area", areas=areas).pairs
    assert by_area["area_km2"].tolist() == [3, 3, 9, 7]
    assert by_area["share_sys"].tolist() == pytest.approx([3 / 6, 3 / 6, 9 / 16, 7 / 16])
    assert by_area["share_per"].tolist() == pytest.approx([3 / 9, 3 / 12, 9 / 12, 1])


def test_flows_of_pairs():
    pairs = compare(UNITS, MEMBERS, flows=FLOWS).pairs
    # Inside 1: AA, AB, BA, AC, CA = 30; inside 2: DE, ED, EG, GD, GG = 19.
    assert pairs["flow_sys"].tolist() == pytest.approx([18 / 30, 0, 10 / 19, 6 / 19])
    # What starts in p: 32, in q: 29, outside among the units compared: G, 7.
    assert pairs["flow_per"].tolist() == pytest.approx([22 / 32, 8 / 29, 12 / 29, 7 / 7])


def test_summary_of_systems():
    table = compare(UNITS, MEMBERS, flows=FLOWS).systems_summary
    first, second = figures(table, system=1), figures(table, system=2)
    assert (first["units"], first["weight"], first["n_perim"]) == (3, 100, 2)
    assert first["eff_perim"] == pytest.approx(1 / (0.8**2 + 0.2**2))
    assert (first["best"], first["best_name"]) == ("p", "Pays")
    assert first["best_jacc"] == pytest.approx(80 / 110)
    assert (first["vol_int"], first["vol_in"], first["vol_cross"]) == (30, 18, 12)
    assert first["cross"] == pytest.approx(12 / 30)
    assert first["outside"] == 0
    assert (second["n_perim"], second["eff_perim"]) == (1, 1)
    assert second["outside"] == pytest.approx(5 / 105)
    assert (second["vol_int"], second["vol_in"], second["vol_cross"]) == (19, 16, 3)


def test_summary_of_perimeters():
    table = compare(UNITS, MEMBERS, flows=FLOWS).perimeters_summary
    assert table["perim"].tolist() == ["p", "q", "r"]
    p, q, r = (figures(table, perim=code) for code in "pqr")
    assert (p["units"], p["weight"], p["n_systems"], p["main_sys"]) == (3, 90, 1, 1)
    assert p["unattached"] == pytest.approx(10 / 90)
    assert p["self_out"] == pytest.approx(28 / 32)
    assert p["self_in"] == pytest.approx(28 / 39)
    assert p["self_cont"] == pytest.approx(28 / 39)
    assert p["ext_main"] == pytest.approx(1)
    assert (q["n_systems"], q["main_sys"], q["main_name"]) == (2, 2, "Dax - Eu")
    assert q["main_share"] == pytest.approx(100 / 120)
    assert q["eff_sys"] == pytest.approx(1 / ((20 / 120) ** 2 + (100 / 120) ** 2))
    assert q["self_out"] == pytest.approx(15 / 29)
    assert q["self_in"] == pytest.approx(15 / 20)
    assert q["ext_main"] == pytest.approx(2 / 14)
    assert (q["elsewhere"], r["units"], r["n_systems"], r["main_sys"]) == (1, 0, 0, 0)
    assert np.isnan(r["self_cont"])


def test_units_attached_elsewhere():
    moves = compare(UNITS, MEMBERS, flows=FLOWS).elsewhere
    assert moves.drop(columns="gain").to_numpy().tolist() == [
        ["C", "Caen", "q", "Quercy", 1, "Aix", "p", "Pays"]
    ]
    # C exchanges 12 with A, 5 with D; 61 start in p and q.
    assert moves["gain"].tolist() == pytest.approx([7 / 61])
    moved = build_membership(["A", "B", "F", "C", "D", "E"], list("ppppqq"))
    before, after = (
        compare(UNITS, members, flows=FLOWS).perimeters_summary for members in (MEMBERS, moved)
    )
    assert pytest.approx(after["self_out"] @ [45, 16]) == 28 + 15 + 7
    assert before["elsewhere"].sum() == 1
    assert after["elsewhere"].sum() == 0


def test_the_flow_of_a_unit_to_itself_may_be_left_out():
    table = compare(UNITS, MEMBERS, flows=FLOWS, margins="external").systems_summary
    assert table["vol_int"].tolist() == [20, 13]
    assert table["vol_cross"].tolist() == [12, 3]


def test_indices_by_hand():
    result = compare(UNITS, MEMBERS, "units")
    # ABC, DE against AB, CDE. Pairs together in both: AB, DE; in each: 4 of 10.
    assert result.indices.units == 5
    assert result.indices.ari == pytest.approx((2 - 1.6) / (4 - 1.6))
    assert result.note == (
        "Units without a system or outside any perimeter, left out of the indices: 2."
    )


def test_systems_equal_to_perimeters():
    members = build_membership(UNITS["code"], UNITS["system"].replace({0: 3}).astype(str))
    result = compare(UNITS, members, flows=FLOWS)
    assert (result.indices.ari, result.indices.nmi, result.indices.v_measure) == (1, 1, 1)
    assert result.indices.vi == 0
    assert (
        result.pairs[["share_sys", "share_per", "jaccard", "overlap", "best"]].eq(1).all(axis=None)
    )
    assert result.systems_summary["vol_cross"].tolist() == [0, 0]
    assert result.elsewhere.empty


# --- overlaps, splits -----------------------------------------------------------------------------


def test_overlapping_perimeters_have_no_indices():
    members = build_membership(["A", "B", "B", "C"], list("ppqq"))
    result = compare(UNITS, members, flows=FLOWS)
    assert result.indices is None
    assert "(units in more than one: 1)" in result.note
    first = result.pairs[result.pairs["system"] == 1]
    assert first["share_sys"].sum() == pytest.approx((80 + 50) / 100)
    # AB shares p, BC would share q; AC and CA cross.
    assert figures(result.systems_summary, system=1)["vol_cross"] == 12
    assert figures(result.systems_summary, system=1)["vol_in"] == 18


def test_two_perimeters_in_common_count_a_flow_once():
    members = build_membership(["A", "A", "B", "B"], list("pqpq"))
    table = compare(UNITS, members, flows=build_flows(["A"], ["B"], [5.0])).systems_summary
    assert figures(table, system=1)["vol_in"] == 5
    assert figures(table, system=1)["vol_cross"] == 0


def test_a_unit_split_by_a_limit():
    members = build_membership(["A", "A", "B", "C"], list("pqqq"), [0.25, 0.75, 1, 1])
    result = compare(UNITS, members, "weight", flows=build_flows(["A"], ["B"], [8.0]))
    pairs = result.pairs
    assert figures(pairs, system=1, perim="p")["share_sys"] == pytest.approx(0.125)
    assert figures(pairs, system=1, perim="p")["units"] == 0.25
    assert figures(result.systems_summary, system=1)["vol_cross"] == pytest.approx(2)
    assert result.note.startswith("Units split by limits of perimeters: 1;")
    assert result.indices is not None


def test_the_lesser_part_of_a_unit_is_not_attached_elsewhere():
    """C lies a fifth in q, where system 2 is at home, and for the rest in p with system 1."""
    members = build_membership(list("ABCCDE"), list("pppqqq"), [1, 1, 0.8, 0.2, 1, 1])
    assert compare(UNITS, members, flows=FLOWS).elsewhere.empty
    members = build_membership(list("ABCCDE"), list("pprqqq"), [1, 1, 0.2, 0.8, 1, 1])
    assert compare(UNITS, members, flows=FLOWS).elsewhere["perim"].tolist() == ["q"]


# --- edges ----------------------------------------------------------------------------------------


def test_no_system_at_all():
    result = compare(UNITS.assign(system=0), MEMBERS, flows=FLOWS)
    assert result.pairs.empty
    assert list(result.pairs.columns) == PAIR_COLUMNS
    assert result.systems_summary.empty
    assert result.perimeters_summary["unattached"].tolist()[:2] == [1, 1]
    assert result.indices is None
    assert result.note.startswith("No unit is both in a system and in a perimeter")


def test_no_perimeter_at_all():
    result = compare(UNITS, build_membership([], []), flows=FLOWS)
    assert result.pairs["perim"].tolist() == ["", ""]
    assert result.pairs["best"].tolist() == [0, 0]
    assert result.systems_summary["best"].tolist() == ["", ""]
    assert result.systems_summary["vol_cross"].tolist() == [0, 0]
    assert result.perimeters_summary.empty


def test_units_without_weight():
    result = compare(UNITS.drop(columns=["weight", "name", "sys_name"]), MEMBERS, flows=FLOWS)
    assert result.pairs["share_sys"].isna().all()
    assert result.pairs["sys_name"].tolist() == ["1", "1", "2", "2"]
    assert result.indices is None
    assert "weigh nothing" in result.note
    assert result.systems_summary["vol_cross"].tolist() == [12, 3]


def test_cells_without_value():
    """What a layer gives for NULL: None, in columns of objects."""
    units = UNITS.astype({"system": object, "weight": object})
    units.loc[5, "system"] = None
    units.loc[6, ["weight", "name", "sys_name"]] = None
    pairs = compare(units, MEMBERS).pairs
    assert pairs["system"].tolist() == [1, 1, 2, 2]
    assert pairs["weight"].tolist() == [80, 20, 100, 0]


def test_what_is_refused():
    with pytest.raises(SettingsError, match="areas of the units"):
        compare(UNITS, MEMBERS, "area")
    with pytest.raises(SettingsError, match="“measure” cannot be “people”"):
        compare(UNITS, MEMBERS, "people")
    with pytest.raises(InputError, match="Unit “A” appears more than once"):
        compare(pd.concat([UNITS, UNITS.head(1)]), MEMBERS)
    with pytest.raises(InputError, match="hold none of the units"):
        compare(UNITS, build_membership(["75056"], ["p"]))


def test_units_of_the_perimeters_that_nobody_knows_are_counted():
    members = build_membership(["A", "Y", "Z", "Z"], ["p", "p", "p", "q"])
    assert compare(UNITS, members).unmatched == 2


def test_outside_is_said_in_the_language_of_the_run():
    with translated_by(lambda context, text: "fr : " + text):
        names = compare(UNITS, MEMBERS).pairs["perim_name"].tolist()
    assert names[-1] == "fr : outside any perimeter"


# --- properties -----------------------------------------------------------------------------------

CODES = [f"u{number}" for number in range(8)]


@st.composite
def situations(draw, most_perimeters=1):
    systems = draw(st.lists(st.integers(0, 3), min_size=8, max_size=8))
    held = draw(
        st.lists(
            st.lists(st.sampled_from("pqrs"), max_size=most_perimeters, unique=True),
            min_size=8,
            max_size=8,
        )
    )
    weights = draw(st.lists(st.integers(1, 50), min_size=8, max_size=8))
    volumes = draw(st.lists(st.integers(0, 9), min_size=64, max_size=64))
    units = pd.DataFrame({"code": CODES, "system": systems, "weight": np.array(weights, float)})
    rows = [(unit, one) for unit, several in zip(CODES, held) for one in several]
    flows = build_flows(np.repeat(CODES, 8), np.tile(CODES, 8), volumes, codes=CODES)
    return units, rows, flows


def members_of(rows):
    # Always one perimeter that no unit is in, so that the layer is never empty.
    return build_membership([row[0] for row in rows], [row[1] for row in rows], names={"z": "Z"})


@settings(max_examples=40)
@given(situations())
def test_shares_sum_to_one_and_volumes_conserve(situation):
    units, rows, flows = situation
    result = compare(units, members_of(rows), "weight", flows=flows)
    sums = result.pairs.groupby("system")["share_sys"].sum()
    assert np.allclose(sums, 1)
    table = result.systems_summary
    assert np.allclose(table["vol_in"] + table["vol_cross"], table["vol_int"])
    held = (result.pairs["flow_sys"] * 1.0).groupby(result.pairs["system"]).sum()
    inside = table.set_index("system")
    known = inside["vol_int"] > 0
    assert np.allclose(held[known], (inside["vol_in"] / inside["vol_int"])[known])
    assert (
        table["eff_perim"].dropna() <= table["n_perim"][table["eff_perim"].notna()] + 1e-9
    ).all()
    assert result.pairs.loc[result.pairs["perim"] != "", "jaccard"].between(0, 1).all()


@settings(max_examples=40)
@given(situations(most_perimeters=3))
def test_against_sets(situation):
    """Every figure again from sets and a dense matrix, perimeters overlapping or not."""
    units, rows, flows = situation
    result = compare(units, members_of(rows), "weight", flows=flows)
    matrix = np.zeros((8, 8))
    matrix[flows.origin, flows.destination] = flows.volume
    weight = units["weight"].to_numpy()
    of_perimeter = {code: np.array([(unit, code) in rows for unit in CODES]) for code in "pqrs"}
    of_perimeter[""] = ~np.any(list(of_perimeter.values()), axis=0)
    for row in result.pairs.to_dict("records"):
        s, p = units["system"].to_numpy() == row["system"], of_perimeter[row["perim"]]
        both, either = weight[s & p].sum(), weight[s | p].sum()
        assert row["units"] == (s & p).sum() > 0
        assert row["weight"] == both
        assert row["jaccard"] == pytest.approx(both / either)
        assert row["overlap"] == pytest.approx(both / min(weight[s].sum(), weight[p].sum()))
        internal, started = matrix[np.ix_(s, s)].sum(), matrix[p].sum()
        if internal:
            assert row["flow_sys"] == pytest.approx(matrix[np.ix_(s & p, s & p)].sum() / internal)
        if started:
            assert row["flow_per"] == pytest.approx(matrix[np.ix_(s & p, s)].sum() / started)
    together = np.any([np.outer(held, held) for held in of_perimeter.values()], axis=0)
    for row in result.systems_summary.to_dict("records"):
        s = units["system"].to_numpy() == row["system"]
        assert row["vol_cross"] == pytest.approx((matrix * np.outer(s, s) * ~together).sum())


@settings(max_examples=40)
@given(situations(most_perimeters=2), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_nothing(situation, shuffler):
    units, rows, flows = situation
    expected = compare(units, members_of(rows), flows=flows)
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    order = list(range(8))
    shuffler.shuffle(order)
    again = compare(units.iloc[order], members_of(shuffled), flows=flows)
    for table in ("pairs", "systems_summary", "perimeters_summary", "elsewhere"):
        pd.testing.assert_frame_equal(
            getattr(again, table), getattr(expected, table), check_exact=True
        )
    assert again.indices == expected.indices


@settings(max_examples=40)
@given(situations())
def test_a_move_gains_what_it_promises(situation):
    units, rows, flows = situation
    result = compare(units, members_of(rows), flows=flows)
    for move in result.elsewhere.to_dict("records"):
        changed = [row for row in rows if row[0] != move["code"]]
        changed.append((move["code"], move["to_perim"]))

        def held(table, flows=flows, move=move):
            inside = [
                {row[0] for row in table if row[1] == code}
                for code in (move["perim"], move["to_perim"])
            ]
            frame = flows.frame()
            kept = sum(
                frame[frame["origin"].isin(one) & frame["dest"].isin(one)]["volume"].sum()
                for one in inside
            )
            return kept, frame[frame["origin"].isin(inside[0] | inside[1])]["volume"].sum()

        before, started = held(rows)
        after, _ = held(changed)
        if started:
            assert move["gain"] == pytest.approx((after - before) / started)


@settings(max_examples=40)
@given(situations())
def test_indices_are_those_of_scikit_learn(situation):
    metrics = pytest.importorskip("sklearn.metrics")
    units, rows, _ = situation
    perimeter = dict(rows)
    both = [code in perimeter and system > 0 for code, system in zip(CODES, units["system"])]
    if not any(both):
        assert compare(units, members_of(rows), "units").indices is None
        return
    systems = units["system"][both].astype(str).to_numpy()
    perimeters = np.array([perimeter[code] for code, kept in zip(CODES, both) if kept])
    by_units = compare(units, members_of(rows), "units").indices
    assert by_units.ari == pytest.approx(metrics.adjusted_rand_score(systems, perimeters))
    # A weight of 3 is three units of weight 1.
    times = units["weight"][both].astype(int)
    a, b = np.repeat(systems, times), np.repeat(perimeters, times)
    by_weight = compare(units, members_of(rows), "weight").indices
    assert by_weight.nmi == pytest.approx(metrics.normalized_mutual_info_score(a, b), abs=1e-9)
    assert by_weight.homogeneity == pytest.approx(metrics.homogeneity_score(a, b), abs=1e-9)
    assert by_weight.completeness == pytest.approx(metrics.completeness_score(a, b), abs=1e-9)
    assert by_weight.v_measure == pytest.approx(metrics.v_measure_score(a, b), abs=1e-9)
    assert by_weight.ari == by_units.ari


# --- real data ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def zones(shared_data):
    """Zonings of the communes of Brittany in 2014."""
    return pd.read_csv(shared_data / "bretagne" / "commune_zones_2014.csv", dtype=str)


@pytest.fixture(scope="module")
def students(shared_data):
    """Students between the communes that touch Brittany."""
    return pd.read_csv(
        shared_data / "bretagne" / "students_2012_communes.csv",
        sep=";",
        dtype={"CODGEO": str, "DCETU": str},
    ).set_axis(["origin", "name", "dest", "name_d", "volume"], axis=1)


@pytest.fixture(scope="module")
def communes(zones, students):
    """Communes with the system of their urban area: students, the two first outflows."""
    area = zones.set_index("CODGEO")["AU2010"].where(lambda code: ~code.isin(["000", "997", "998"]))
    between = students.assign(a=students["origin"].map(area), b=students["dest"].map(area)).dropna()
    flows = build_flows(between["a"], between["b"], between["volume"])
    links = compute_links(flows, LinkSettings(rule="first", rule_value=2, min_volume=50)).frame
    cumulated = cumulate([(LinkType("study"), links)], CumulationSettings())
    areas = pd.DataFrame({"code": flows.codes, "weight": flows.outflows("all")})
    found = detect_systems(cumulated, areas, SystemSettings()).units.set_index("code")
    return pd.DataFrame(
        {
            "code": zones["CODGEO"],
            "name": zones["LIBGEO"],
            "system": zones["AU2010"].map(found["system"]).fillna(0),
            "sys_name": zones["AU2010"].map(found["sys_name"]),
            "weight": zones["CODGEO"].map(students.groupby("origin")["volume"].sum()),
        }
    )


@pytest.mark.parametrize("layer", ["EPCI", "DEP"])
def test_students_of_brittany_against_institutions(layer, communes, zones, students):
    """Every volume again by merging tables."""
    flows = build_flows(students["origin"], students["dest"], students["volume"])
    result = compare(communes, build_membership(zones["CODGEO"], zones[layer]), flows=flows)
    summary = result.systems_summary.set_index("system")
    assert np.allclose(result.pairs.groupby("system")["share_sys"].sum(), 1)
    assert np.allclose(summary["vol_in"] + summary["vol_cross"], summary["vol_int"])
    assert (result.pairs["perim"] != "").all()
    system = communes.set_index("code")["system"]
    perimeter = zones.set_index("CODGEO")[layer]
    table = students.assign(
        s=students["origin"].map(system),
        t=students["dest"].map(system),
        p=students["origin"].map(perimeter),
        q=students["dest"].map(perimeter),
    )
    inner = table[(table["s"] == table["t"]) & (table["s"] > 0)]
    assert np.allclose(inner.groupby("s")["volume"].sum(), summary["vol_int"])
    crossing = inner[inner["p"] != inner["q"]].groupby("s")["volume"].sum()
    assert np.allclose(crossing.reindex(summary.index, fill_value=0), summary["vol_cross"])
    perimeters = result.perimeters_summary.set_index("perim")
    stays = table[table["p"] == table["q"]].groupby("p")["volume"].sum()
    assert np.allclose(stays / table.groupby("p")["volume"].sum(), perimeters["self_out"])
    assert np.allclose(stays / table.groupby("q")["volume"].sum(), perimeters["self_in"])
    metrics = pytest.importorskip("sklearn.metrics")
    kept = communes["system"].to_numpy() > 0
    a, b = communes["system"][kept], zones[layer][kept]
    assert result.indices.units == kept.sum()
    by_units = compare(communes, build_membership(zones["CODGEO"], zones[layer]), "units").indices
    assert by_units.ari == pytest.approx(metrics.adjusted_rand_score(a, b))
    assert by_units.nmi == pytest.approx(metrics.normalized_mutual_info_score(a, b))
    assert by_units.v_measure == pytest.approx(metrics.v_measure_score(a, b))


def test_scot_of_brittany_overlap(communes, students, shared_data):
    """Communes in two or three groupings: no indices, pairwise figures all the same."""
    table = pd.read_csv(shared_data / "bretagne" / "scot_memberships_2023.csv", dtype=str)
    flows = build_flows(students["origin"], students["dest"], students["volume"])
    members = build_membership(
        table["CODGEO"], table["SIREN"], names=dict(zip(table["SIREN"], table["NOM"]))
    )
    result = compare(communes, members, flows=flows)
    several = table[table["CODGEO"].isin(communes["code"])].groupby("CODGEO").size() > 1
    assert members.overlapping
    assert result.indices is None
    assert f"(units in more than one: {several.sum()})" in result.note
    assert result.unmatched == len(set(table["CODGEO"]) - set(communes["code"]))
    summary = result.systems_summary
    assert np.allclose(summary["vol_in"] + summary["vol_cross"], summary["vol_int"])
    assert (result.pairs.groupby("system")["share_sys"].sum() > 1 - 1e-9).all()
    assert result.pairs["jaccard"].between(0, 1).all()
    brest = summary[summary["best"] == "200033736"]
    assert brest["best_name"].tolist() == ["Pôle métropolitain du Pays de Brest"]
