"""Expected flows: published figures, plain balancing, Poisson regression, known decays."""

from __future__ import annotations

import math

import numpy as np
import pytest
from alliance.core import friction
from alliance.core.distances import PointDistances, listed_distances
from alliance.core.errors import Cancelled, InputError, SettingsError
from alliance.core.expectation import TOLERANCE, gravity, quasi_independence
from alliance.core.flows import build_flows
from alliance.core.options import DETERRENCES, LinkSettings
from hypothesis import given, settings
from hypothesis import strategies as st

SETTINGS = {key: LinkSettings(deterrence=key) for key in DETERRENCES}


def codes_of(n):
    return [f"{unit:04}" for unit in range(n)]


def flows_of(matrix):
    matrix = np.asarray(matrix, dtype=float)
    codes = np.array(codes_of(len(matrix)), dtype=object)
    a, b = np.nonzero(matrix)
    return build_flows(codes[a], codes[b], matrix[a, b], codes=codes)


def matrix_of(expectation, n):
    units = np.arange(n)
    return expectation.between(*np.broadcast_arrays(units[:, None], units[None, :]))


def off_diagonal(matrix):
    matrix = np.array(matrix, dtype=float)
    np.fill_diagonal(matrix, 0)
    return matrix


def assert_margins(matrix, observed, tolerance=TOLERANCE):
    for axis in (0, 1):
        np.testing.assert_allclose(
            matrix.sum(axis), off_diagonal(observed).sum(axis), rtol=tolerance, atol=1e-12
        )


def plain_balance(observed, frictions, rounds=5_000):
    """Furness balancing of a full matrix."""
    out, into = observed.sum(1), observed.sum(0)
    matrix = frictions.copy()
    for _ in range(rounds):
        sums = matrix.sum(1)
        matrix *= np.divide(out, sums, out=np.zeros(len(out)), where=sums > 0)[:, None]
        sums = matrix.sum(0)
        matrix *= np.divide(into, sums, out=np.zeros(len(into)), where=sums > 0)
        sums = matrix.sum(1)
        if np.abs(sums - out).max() < 1e-12 * out.sum():
            break
    return matrix


def common_part(expected, observed):
    return 2 * np.minimum(expected, observed).sum() / (expected.sum() + observed.sum())


@st.composite
def matrices(draw, largest=7):
    n = draw(st.integers(1, largest))
    values = st.sampled_from([0, 0, 0.5, 1, 3, 10, 400])
    return np.array(draw(st.lists(values, min_size=n * n, max_size=n * n))).reshape(n, n)


# --- quasi-independence ---------------------------------------------------------------------------


def test_la_charite_to_nevers(nav_flows, nav_names):
    found = quasi_independence(nav_flows)
    between = nav_flows.off_diagonal()
    ends = [
        (nav_names[nav_flows.codes[a]], nav_names[nav_flows.codes[b]])
        for a, b in zip(between.origin, between.destination)
    ]
    (flow,) = (k for k, (a, b) in enumerate(ends) if a.startswith("La Charit") and b == "Nevers")
    assert between.volume[flow] == 528
    assert found.expected[flow] == pytest.approx(2.480, abs=5e-4)
    assert between.volume[flow] / found.expected[flow] == pytest.approx(212.90, abs=5e-3)
    observed = np.zeros((159, 159))
    observed[between.origin, between.destination] = between.volume
    assert_margins(matrix_of(found, 159), observed)
    assert found.cpc == pytest.approx(common_part(matrix_of(found, 159), observed))
    assert found.converged
    assert found.margin_error <= TOLERANCE


def test_worked_by_hand():
    # Four equal units: every pair expects a twelfth of the 24 that flow.
    matrix = off_diagonal(np.full((4, 4), 2.0))
    assert quasi_independence(flows_of(matrix)).expected == pytest.approx(np.full(12, 2.0))
    # A_i b_j of factors (1, 2, 3) and (2, 1, 1) is its own expectation.
    product = off_diagonal(np.outer([1, 2, 3], [2, 1, 1]))
    np.testing.assert_allclose(matrix_of(quasi_independence(flows_of(product)), 3), product)


@given(matrices())
def test_margins_and_common_part_of_any_matrix(matrix):
    n = len(matrix)
    found = quasi_independence(flows_of(matrix))
    model = matrix_of(found, n)
    assert np.isfinite(model).all()
    assert (model >= 0).all()
    assert not np.diag(model).any()
    assert_margins(model, matrix)
    assert found.converged
    observed = off_diagonal(matrix)
    if observed.any():
        assert found.cpc == pytest.approx(common_part(model, observed), abs=1e-9)
    between = flows_of(matrix).off_diagonal()
    np.testing.assert_allclose(model[between.origin, between.destination], found.expected)


@settings(max_examples=40)
@given(matrices(5))
def test_same_as_proportional_fitting_where_that_converges(matrix):
    observed = off_diagonal(matrix)
    touched = observed.sum(0) + observed.sum(1)
    if observed.sum() and touched.max() > 0.7 * observed.sum():
        return  # near a star the plain fitting takes for ever
    plain = plain_balance(observed, 1 - np.eye(len(matrix)))
    found = matrix_of(quasi_independence(flows_of(matrix)), len(matrix))
    np.testing.assert_allclose(found, plain, atol=1e-6 * max(observed.sum(), 1))


@given(matrices(), st.sampled_from([1e-6, 3, 1e9]), st.randoms(use_true_random=False))
def test_unit_of_measure_internal_flows_and_rows_change_nothing(matrix, factor, shuffler):
    flows = flows_of(matrix)
    expected = quasi_independence(flows).expected
    np.testing.assert_allclose(
        quasi_independence(flows_of(matrix * factor)).expected, expected * factor
    )
    rows = list(zip(flows.codes[flows.origin], flows.codes[flows.destination], flows.volume))
    rows.append((flows.codes[0], flows.codes[0], 1000.0))
    shuffler.shuffle(rows)
    again = quasi_independence(build_flows(*zip(*rows), codes=flows.codes))
    np.testing.assert_array_equal(again.expected, expected)


@pytest.mark.parametrize(
    "matrix",
    [
        [[0, 5], [3, 0]],
        [[0, 5], [0, 0]],
        [[0, 5, 2, 1], [4, 0, 0, 0], [3, 0, 0, 0], [1, 0, 0, 0]],
        [[0, 0, 0], [4, 0, 0], [3, 0, 0]],
    ],
    ids=["two units", "one way", "star", "into one"],
)
def test_a_star_leaves_no_choice(matrix):
    found = quasi_independence(flows_of(matrix))
    np.testing.assert_allclose(matrix_of(found, len(matrix)), matrix)
    assert found.cpc == pytest.approx(1)
    assert "One unit takes part in every flow" in found.warnings[0]


@pytest.mark.parametrize("rest", [1e-3, 1e-6, 1e-9, 1e-11])
def test_almost_a_star(rest):
    matrix = np.array([[0, 5, 2, 1], [4, 0, rest, 0], [3, 0, 0, rest], [1, rest, 0, 0]])
    found = quasi_independence(flows_of(matrix))
    assert_margins(matrix_of(found, 4), matrix)
    assert found.converged


def test_no_flow_between_units():
    for flows in (build_flows([], [], []), flows_of([[3]]), flows_of([[3, 0], [0, 2]])):
        found = quasi_independence(flows)
        assert (len(found.expected), found.cpc, found.coverage) == (0, 1, 1)


# --- gravity --------------------------------------------------------------------------------------


def generated(family, beta, n=40, seed=5, noise=False):
    """Flows that follow the model with a known beta; with noise, drawn from Poisson laws."""
    draw = np.random.default_rng(seed)
    points = PointDistances(
        draw.uniform(0, 200_000, n), draw.uniform(0, 200_000, n), geographic=False
    )
    units = np.arange(n)
    km = points(units[:, None], units[None, :])
    np.fill_diagonal(km, 1)
    f = np.exp(-beta * km) if family == "exponential" else km**-beta
    matrix = off_diagonal(draw.lognormal(0, 1, (n, 1)) * draw.lognormal(0, 1, n) * f)
    matrix *= 200_000 / matrix.sum()
    return (draw.poisson(matrix) if noise else matrix), points, km


@pytest.mark.parametrize(
    ("family", "beta"),
    [("exponential", 0.01), ("exponential", 0.08), ("power", 0.8), ("power", 2.5), ("power", -0.5)],
)
def test_a_known_decay_is_found(family, beta):
    matrix, points, _ = generated(family, beta)
    found = gravity(flows_of(matrix), points, SETTINGS[family])
    assert found.beta == pytest.approx(beta, rel=1e-7)
    np.testing.assert_allclose(matrix_of(found, len(matrix)), matrix, rtol=1e-5)
    assert found.cpc == pytest.approx(1, abs=1e-7)
    assert found.converged
    assert found.coverage == 1
    assert found.warnings == ()


@pytest.mark.parametrize(("family", "beta"), [("exponential", 0.05), ("power", 1.7)])
def test_a_known_decay_is_found_under_noise(family, beta):
    matrix, points, km = generated(family, beta, noise=True)
    found = gravity(flows_of(matrix), points, SETTINGS[family])
    assert found.beta == pytest.approx(beta, rel=0.01)
    model = matrix_of(found, len(matrix))
    assert_margins(model, matrix)
    cost = km if family == "exponential" else np.log(km)
    assert (model * cost).sum() == pytest.approx((matrix * cost).sum(), rel=1e-8)
    assert found.cpc == pytest.approx(common_part(model, matrix))


@pytest.fixture(scope="module")
def nav_points(shared_data, nav_flows):
    """Centroids of the 159 urban areas, in metres; their codes have lost their zeros."""
    ogr = pytest.importorskip("osgeo.ogr")
    source = ogr.Open(str(shared_data / "grandest" / "urban_areas.gpkg"))
    place = {}
    for feature in source.GetLayer(0):
        centre = feature.GetGeometryRef().Centroid()
        place[str(int(feature.GetField("code")))] = centre.GetX(), centre.GetY()
    x, y = np.array([place[code] for code in nav_flows.codes]).T
    return PointDistances(x, y, geographic=False)


@pytest.mark.parametrize("family", DETERRENCES)
def test_same_as_a_poisson_regression_on_the_grand_est(nav_flows, nav_points, family):
    sm = pytest.importorskip("statsmodels.api")
    # The 70 areas that exchange most: with all 159 it agrees as well, in a minute.
    between = nav_flows.off_diagonal()
    small = np.argsort(between.outflows() + between.inflows(), kind="stable")[:-70]
    flows = nav_flows.without(nav_flows.codes[small])
    points = PointDistances(
        np.delete(nav_points.x, small), np.delete(nav_points.y, small), geographic=False
    )
    found = gravity(flows, points, SETTINGS[family])
    n = flows.n_units
    model = matrix_of(found, n)
    observed = np.zeros((n, n))
    observed[flows.origin, flows.destination] = flows.volume
    assert_margins(model, observed)
    # All pairs, with an effect of each origin and of each destination but one.
    a, b = np.nonzero(~np.eye(n, dtype=bool))
    km = points(a, b)
    effects = np.zeros((len(a), 2 * n))
    effects[np.arange(len(a)), a] = 1
    effects[np.arange(len(a)), n + b] = 1
    effects[:, -1] = km if family == "exponential" else np.log(km)
    regression = sm.GLM(observed[a, b], effects, family=sm.families.Poisson())
    fit = regression.fit(tol=1e-12, maxiter=200)
    assert -fit.params[-1] == pytest.approx(found.beta, rel=1e-6)
    np.testing.assert_allclose(model[a, b], fit.fittedvalues, rtol=1e-4, atol=1e-5)


def test_blocks_of_rows_change_nothing(monkeypatch):
    matrix, points, _ = generated("exponential", 0.03, noise=True)
    whole = gravity(flows_of(matrix), points, SETTINGS["exponential"])
    monkeypatch.setattr(friction, "_BLOCK_CELLS", 130)
    blocks = gravity(flows_of(matrix), points, SETTINGS["exponential"])
    assert blocks.beta == pytest.approx(whole.beta, rel=1e-9)
    np.testing.assert_allclose(blocks.expected, whole.expected, rtol=1e-7)


def test_distances_may_come_from_any_function():
    matrix, points, _ = generated("power", 1.2, noise=True)
    found = gravity(flows_of(matrix), lambda a, b: points(a, b), SETTINGS["power"])
    assert found.beta == gravity(flows_of(matrix), points, SETTINGS["power"]).beta


@pytest.mark.parametrize("family", DETERRENCES)
def test_a_cutoff_that_reaches_everywhere_is_the_full_model(family):
    matrix, points, _ = generated(family, 1.0 if family == "power" else 0.02, noise=True)
    full = gravity(flows_of(matrix), points, SETTINGS[family])
    wide = PointDistances(points.x, points.y, geographic=False, cutoff_km=1000)
    listed = gravity(flows_of(matrix), wide, SETTINGS[family])
    assert listed.beta == pytest.approx(full.beta, rel=1e-8)
    np.testing.assert_allclose(listed.expected, full.expected, rtol=1e-6)
    assert listed.warnings == ()


def test_a_cutoff_restricts_the_model_and_its_margins():
    matrix, points, km = generated("exponential", 0.05, noise=True)
    near = PointDistances(points.x, points.y, geographic=False, cutoff_km=80)
    found = gravity(flows_of(matrix), near, SETTINGS["exponential"])
    model = matrix_of(found, len(matrix))
    inside = np.where(km <= 80, matrix, 0)
    assert_margins(model, inside)
    assert not model[km > 80].any()
    assert found.coverage == pytest.approx(inside.sum() / matrix.sum())
    assert found.cpc == pytest.approx(common_part(model, matrix))
    left_out = int((matrix[km > 80] > 0).sum())
    assert f"left out of the model: {left_out}, " in found.warnings[0]


def test_a_column_of_distances_covers_its_pairs_only():
    matrix, _, km = generated("power", 1.5, noise=True)
    flows = flows_of(matrix)
    between = flows.off_diagonal()
    column = listed_distances(
        flows.codes, between.origin, between.destination, km[between.origin, between.destination]
    )
    found = gravity(flows, column, SETTINGS["power"])
    model = matrix_of(found, len(matrix))
    assert_margins(model, matrix)
    assert not model[off_diagonal(matrix) == 0].any()
    assert f"covers only the {len(between):,} pairs" in found.warnings[0]
    # Its condition on the mean still holds.
    cost = np.log(km)
    assert (model * cost).sum() == pytest.approx((matrix * cost).sum(), rel=1e-8)


def test_times_may_differ_from_one_way_to_the_other():
    matrix, _, km = generated("exponential", 0.04, n=12)
    draw = np.random.default_rng(1)
    minutes = km * draw.uniform(0.7, 1.3, km.shape)
    truth = off_diagonal(np.outer(matrix.sum(1), matrix.sum(0)) * np.exp(-0.06 * minutes))
    flows = flows_of(truth)
    between = flows.off_diagonal()
    pairs = between.origin, between.destination
    column = listed_distances(flows.codes, *pairs, minutes[pairs])
    found = gravity(flows, column, SETTINGS["exponential"])
    assert found.beta == pytest.approx(0.06, rel=1e-7)
    np.testing.assert_allclose(found.expected, between.volume, rtol=1e-5)


def test_pairs_that_the_margins_close_get_nothing():
    # On a line, within reach of two steps. A reaches only B and C; nobody goes to C, so all of A
    # goes to B and fills it: C and D, though within reach of B, can send nothing there.
    place = np.array([0.0, 10, 20, 30, 40]) * 1000
    points = PointDistances(place, np.zeros(5), geographic=False, cutoff_km=21)
    matrix = np.zeros((5, 5))
    matrix[0, 1], matrix[1, 0], matrix[2, 3], matrix[2, 4] = 7, 4, 3, 2
    matrix[3, 4], matrix[4, 3] = 6, 5
    found = gravity(flows_of(matrix), points, SETTINGS["exponential"])
    model = matrix_of(found, 5)
    assert_margins(model, matrix)
    assert found.converged
    assert model[2, 1] == model[3, 1] == 0
    assert model[0, 1] == pytest.approx(7)
    assert model[1, 3] > 0


def test_units_without_a_place_are_left_out():
    matrix, points, _ = generated("exponential", 0.05, n=15, noise=True)
    x = points.x.copy()
    x[4] = math.nan
    found = gravity(
        flows_of(matrix), PointDistances(x, points.y, geographic=False), SETTINGS["exponential"]
    )
    model = matrix_of(found, 15)
    assert not model[4].any()
    assert not model[:, 4].any()
    known = matrix.copy()
    known[4] = known[:, 4] = 0
    assert_margins(model, known)
    assert found.coverage == pytest.approx(off_diagonal(known).sum() / matrix.sum())


def test_many_units_ask_for_a_cutoff(monkeypatch):
    matrix, points, _ = generated("exponential", 0.05, n=15)
    monkeypatch.setattr(friction, "MAX_ALL_PAIRS_UNITS", 14)
    with pytest.raises(SettingsError, match="give a maximum distance"):
        gravity(flows_of(matrix), points, SETTINGS["exponential"])
    near = PointDistances(points.x, points.y, geographic=False, cutoff_km=150)
    assert gravity(flows_of(matrix), near, SETTINGS["exponential"]).converged
    monkeypatch.setattr(friction, "MAX_LISTED_PAIRS", 20)
    with pytest.raises(SettingsError, match="a shorter maximum distance"):
        gravity(flows_of(matrix), near, SETTINGS["exponential"])


def test_impossible_distances_are_told():
    flows = flows_of(off_diagonal(np.ones((4, 4))))
    same_place = PointDistances(np.array([0.0, 0, 1, 2]), np.zeros(4), geographic=False)
    with pytest.raises(InputError, match="“0000” and “0001” are at distance 0"):
        gravity(flows, same_place, SETTINGS["power"])
    assert gravity(flows, same_place, SETTINGS["exponential"]).converged
    with pytest.raises(InputError, match="between “0000” and “0001” is -1"):
        gravity(flows, lambda a, b: np.where(a == b, 0.0, -1.0), SETTINGS["exponential"])
    with pytest.raises(SettingsError, match="DETERRENCE"):
        gravity(flows, same_place, LinkSettings(deterrence="linear"))


def test_distance_that_tells_nothing():
    draw = np.random.default_rng(2)
    matrix = off_diagonal(draw.integers(1, 50, (6, 6)))
    found = gravity(flows_of(matrix), lambda a, b: np.where(a == b, 0.0, 12.0), SETTINGS["power"])
    np.testing.assert_allclose(found.expected, quasi_independence(flows_of(matrix)).expected)
    assert found.beta == 0
    assert "Distance tells nothing" in found.warnings[0]


def test_flows_that_no_decay_explains():
    # Everyone goes to the nearest of two, as no finite decay would have it.
    place = np.array([0.0, 1, 50, 51]) * 1000
    points = PointDistances(place, np.zeros(4), geographic=False)
    matrix = np.zeros((4, 4))
    matrix[0, 1] = matrix[1, 0] = matrix[2, 3] = matrix[3, 2] = 10
    found = gravity(flows_of(matrix), points, SETTINGS["exponential"])
    assert np.isfinite(found.expected).all()
    assert_margins(matrix_of(found, 4), matrix, 1e-6)
    np.testing.assert_allclose(found.expected, 10, rtol=1e-3)


def test_nothing_to_explain():
    points = PointDistances(np.arange(3.0), np.zeros(3))
    for matrix in (np.zeros((3, 3)), np.diag([1, 2, 3])):
        found = gravity(flows_of(matrix), points, SETTINGS["power"])
        assert (len(found.expected), found.beta, found.cpc) == (0, 0, 1)
    nowhere = PointDistances(np.full(3, math.nan), np.zeros(3))
    found = gravity(flows_of(off_diagonal(np.ones((3, 3)))), nowhere, SETTINGS["power"])
    assert (found.coverage, found.cpc) == (0, 0)
    assert not found.expected.any()


def test_two_units_and_stars_are_as_expected():
    points = PointDistances(np.arange(4.0), np.zeros(4))
    for matrix in ([[0, 5], [3, 0]], [[0, 5, 2, 1], [4, 0, 0, 0], [3, 0, 0, 0], [1, 0, 0, 0]]):
        found = gravity(flows_of(matrix), points, SETTINGS["exponential"])
        np.testing.assert_allclose(matrix_of(found, len(matrix)), matrix)


@given(matrices(6), st.sampled_from(DETERRENCES), st.sampled_from([25.0, math.inf]))
def test_margins_of_any_flows(matrix, family, cutoff):
    n = len(matrix)
    draw = np.random.default_rng(n)
    points = PointDistances(
        draw.uniform(0, 40_000, n), draw.uniform(0, 40_000, n), geographic=False, cutoff_km=cutoff
    )
    found = gravity(flows_of(matrix), points, SETTINGS[family])
    model = matrix_of(found, n)
    assert np.isfinite(model).all()
    assert (model >= 0).all()
    units = np.arange(n)
    inside = np.where(points(units[:, None], units[None, :]) <= cutoff, matrix, 0)
    if found.converged:
        assert_margins(model, inside)
        assert found.margin_error <= TOLERANCE
    else:
        assert found.warnings


@given(matrices(5), st.randoms(use_true_random=False))
def test_rows_may_come_in_any_order(matrix, shuffler):
    flows = flows_of(matrix)
    points = PointDistances(np.arange(5.0) ** 2, np.zeros(5))
    expected = gravity(flows, points, SETTINGS["exponential"])
    rows = list(zip(flows.codes[flows.origin], flows.codes[flows.destination], flows.volume))
    shuffler.shuffle(rows)
    a, b, v = zip(*rows) if rows else ((), (), ())
    again = gravity(build_flows(a, b, v, codes=flows.codes), points, SETTINGS["exponential"])
    assert again.beta == expected.beta
    np.testing.assert_array_equal(again.expected, expected.expected)


def test_it_can_be_stopped():
    matrix, points, _ = generated("exponential", 0.05, n=10)

    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        quasi_independence(flows_of(matrix), stop)
    with pytest.raises(Cancelled):
        gravity(flows_of(matrix), points, SETTINGS["exponential"], stop)


def test_progress_never_goes_back():
    matrix, points, _ = generated("exponential", 0.05, n=10)
    seen = []
    gravity(flows_of(matrix), points, SETTINGS["exponential"], seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert min(seen) >= 0
