"""Intensities, on a matrix worked by hand, on the Grand Est and as properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from alliance.core.errors import SettingsError
from alliance.core.expectation import quasi_independence
from alliance.core.flows import build_flows
from alliance.core.intensity import compute_intensity
from alliance.core.links import pair_flows
from alliance.core.options import LinkSettings
from hypothesis import given
from hypothesis import strategies as st

MARGIN_BASED = ("volume", "origin_share", "relative_link", "smart", "cosine")
INVARIANT = ("origin_share", "relative_link", "smart", "cosine")

# (origin, destination) -> volume, a unit to itself included; some units have no flow at all.
matrices = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), st.integers(1, 50), max_size=12
)


def intensities(flows, key, margins="external"):
    """Return {(unit, unit): intensity}."""
    flows = flows.symmetrised()
    links = pair_flows(flows)
    found = compute_intensity(flows, links, LinkSettings(intensity=key, margins=margins))
    ends = zip(links.codes[links.first], links.codes[links.second])
    return dict(zip(ends, found.values.tolist()))


def from_matrix(matrix, **options):
    origins, destinations = [i for i, _ in matrix], [j for _, j in matrix]
    return build_flows(origins, destinations, list(matrix.values()), codes="ABCDE", **options)


# O: A 10 (20 with the diagonal), B 2, C 8. D: A 2 (12), B 14, C 4.
BY_HAND = {
    ("volume", "external"): {"AB": 8, "AC": 4, "BC": 8},
    ("origin_share", "external"): {"AB": 1, "AC": 0.4, "BC": 1},
    ("origin_share", "all"): {"AB": 1, "AC": 0.2, "BC": 1},
    ("relative_link", "external"): {"AB": 0.6 + 1, "AC": 0.4, "BC": 1},
    ("relative_link", "all"): {"AB": 0.3 + 1, "AC": 0.2, "BC": 1},
    ("smart", "external"): {"AB": 36 / 140 + 4 / 4, "AC": 16 / 40, "BC": 64 / 112},
    ("smart", "all"): {"AB": 36 / 280 + 4 / 24, "AC": 16 / 80, "BC": 64 / 112},
    ("cosine", "external"): {"AB": 6 / 140**0.5 + 1, "AC": 4 / 40**0.5, "BC": 8 / 112**0.5},
    ("cosine", "all"): {"AB": 6 / 280**0.5 + 2 / 24**0.5, "AC": 4 / 80**0.5, "BC": 8 / 112**0.5},
}


@pytest.mark.parametrize(("key", "margins"), BY_HAND)
def test_by_hand(make_flows, key, margins):
    found = intensities(make_flows("AA10 AB6 BA2 AC4 CB8"), key, margins)
    expected = {tuple(pair): value for pair, value in BY_HAND[key, margins].items()}
    assert found == pytest.approx(expected, rel=1e-12)


def test_undirected_flows_count_half_each_way(make_flows):
    flows = make_flows("AB10 BC30", undirected=True)
    # Halves: AB 5 each way, BC 15 each way; O_A = 5, O_B = 20, O_C = 15.
    assert intensities(flows, "volume") == {("A", "B"): 10, ("B", "C"): 30}
    assert intensities(flows, "relative_link") == {("A", "B"): 1.25, ("B", "C"): 1.75}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "smart",
            {("Vittel", "Contrexeville"): 0.065469, ("Saint-Claude", "Saint-Lupicin"): 0.060519},
        ),
        ("relative_link", {("Toucy", "Auxerre"): 0.48454, ("Colmar", "Biesheim"): 0.47048}),
    ],
)
def test_strongest_links_of_the_grand_est(nav_flows, nav_names, key, expected):
    found = intensities(nav_flows, key, margins="all")
    top = sorted(found.items(), key=lambda item: -item[1])[:2]
    named = [({nav_names[code] for code in pair}, value) for pair, value in top]
    for (pair, value), (names, figure) in zip(named, expected.items()):
        assert pair == set(names)
        assert value == pytest.approx(figure, abs=10.0 ** -len(str(figure).split(".")[1]) / 2)


@given(matrices, st.sampled_from(MARGIN_BASED), st.sampled_from(["external", "all"]))
def test_both_ends_see_the_same(matrix, key, margins):
    renamed = dict(zip("ABCDE", "EDCBA"))
    mirrored = {(renamed[i], renamed[j]): volume for (i, j), volume in matrix.items()}
    straight = intensities(from_matrix(matrix), key, margins)
    turned = intensities(from_matrix(mirrored), key, margins)
    assert len(straight) == len(turned)
    for (a, b), value in straight.items():
        assert turned[tuple(sorted((renamed[a], renamed[b])))] == pytest.approx(value, rel=1e-12)


@given(matrices, st.sampled_from(INVARIANT), st.floats(1e-3, 1e3), st.booleans())
def test_a_constant_changes_no_ratio(matrix, key, constant, undirected):
    flows = from_matrix(matrix, undirected=undirected)
    scaled = replace(flows, volume=flows.volume * constant)
    assert intensities(scaled, key) == pytest.approx(intensities(flows, key), rel=1e-9)


@given(matrices, st.sampled_from(MARGIN_BASED), st.sampled_from(["external", "all"]))
def test_always_finite_and_bounded(matrix, key, margins):
    values = np.array(list(intensities(from_matrix(matrix), key, margins).values()))
    assert np.isfinite(values).all()
    assert (values > 0).all()
    if key != "volume":
        assert (values <= 2 + 1e-12).all()


def test_tiny_and_huge_volumes_stay_finite():
    flows = build_flows(["A", "B", "C"], ["B", "A", "A"], [1e-200, 1e-200, 1e200])
    for key in MARGIN_BASED:
        assert np.isfinite(list(intensities(flows, key).values())).all()


def test_preference_is_one_where_flows_only_follow_the_margins():
    out, into = [2.0, 3.0, 5.0, 7.0], [1.0, 4.0, 6.0, 2.0]
    pairs = [(i, j) for i in range(4) for j in range(4) if i != j]
    flows = build_flows(
        ["ABCD"[i] for i, _ in pairs],
        ["ABCD"[j] for _, j in pairs],
        [out[i] * into[j] for i, j in pairs],
    )
    found = intensities(flows, "preference")
    assert list(found.values()) == pytest.approx([1.0] * 6, rel=1e-6)


def test_preference_expects_something_in_the_direction_without_flow(make_flows):
    flows = make_flows("AB10 BC10 CA10 AC5 CB5")
    model = quasi_independence(flows)
    a, b = np.array([0]), np.array([1])
    there, back = model.between(a, b)[0], model.between(b, a)[0]
    assert back > 0
    # Nothing goes from B to A, where something was expected: the link is weaker than F_AB/E_AB.
    found = intensities(flows, "preference")["A", "B"]
    assert found == pytest.approx(10 / (there + back), rel=1e-9)


def test_gravity_is_one_where_flows_only_follow_margins_and_distance():
    def apart(first, second):
        return 10.0 * (np.abs(first - second) + 1)

    pairs = [(i, j) for i in range(5) for j in range(5) if i != j]
    sizes = [2.0, 3.0, 5.0, 7.0, 4.0]
    flows = build_flows(
        ["ABCDE"[i] for i, _ in pairs],
        ["ABCDE"[j] for _, j in pairs],
        [sizes[i] * sizes[j] * np.exp(-0.05 * 10 * (abs(i - j) + 1)) for i, j in pairs],
    )
    links = pair_flows(flows)
    found = compute_intensity(flows, links, LinkSettings(intensity="gravity"), apart)
    assert found.values == pytest.approx(np.ones(10), rel=1e-6)
    assert found.expectation.beta == pytest.approx(0.05, rel=1e-6)


def test_gravity_needs_distances(make_flows):
    flows = make_flows("AB10 BA4")
    with pytest.raises(SettingsError, match="needs distances"):
        intensities(flows, "gravity")


def test_an_unknown_intensity_is_refused(make_flows):
    with pytest.raises(SettingsError, match=r"“nearness”.*choose one of volume, origin_share"):
        intensities(make_flows("AB1"), "nearness")


@pytest.mark.parametrize("codes", ["", "A", "AB"])
def test_no_flow_no_link(codes):
    flows = build_flows([], [], [], codes=codes)
    for key in MARGIN_BASED:
        assert intensities(flows, key) == {}
