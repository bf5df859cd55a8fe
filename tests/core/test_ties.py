"""Comparisons that rounding cannot change."""

from __future__ import annotations

import numpy as np
from alliance.core.ties import group_starts, rank_in_group, reaches, settled


def test_sums_in_another_order_settle_on_one_value():
    forwards, backwards = (0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3)
    assert forwards != backwards
    assert settled(np.array([forwards]))[0] == settled(np.array([backwards]))[0]


def test_settling_leaves_whole_numbers_and_clear_differences_alone():
    values = np.array([0.0, 1.0, 123456789.0, 10.0**12, 1 / 3, 1 / 3 + 1e-9, -5.0])
    rounded = settled(values)
    assert (rounded[[0, 1, 2, 3, 6]] == values[[0, 1, 2, 3, 6]]).all()
    assert rounded[4] < rounded[5]
    assert np.allclose(rounded, values, rtol=1e-12, atol=0)


def test_a_value_equal_but_for_rounding_reaches():
    assert 0.1 * 3 > 0.3  # what a computer thinks
    assert reaches(0.3, 0.1 * 3)
    assert reaches(0.1 * 3, 0.3)
    assert not reaches(0.3 - 1e-9, 0.3)
    assert reaches(0.0, 0.0)
    assert not reaches(np.nan, 0.0)


def test_groups():
    group = np.array([2, 2, 5, 7, 7, 7])
    assert group_starts(group).tolist() == [0, 2, 3]
    assert rank_in_group(group).tolist() == [0, 1, 0, 0, 1, 2]
    nothing = np.empty(0, dtype=np.int64)
    assert group_starts(nothing).tolist() == []
    assert rank_in_group(nothing).tolist() == []
