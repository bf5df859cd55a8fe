"""The axis of the threshold: places, values, bars."""

from __future__ import annotations

import pytest
from alliance.ui.axis import MOST_STEPS, Axis, axis_for, bars_of, rounded
from hypothesis import given
from hypothesis import strategies as st

VALUES = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=200).map(sorted)


def test_few_values_have_a_place_each_at_equal_distances():
    axis = axis_for([1, 1, 2, 5, 5])
    assert axis.steps == (1, 2, 5)
    assert [axis.place(value) for value in (1, 2, 5)] == [0, 0.5, 1]
    assert [axis.value(place) for place in (0, 0.4, 0.6, 1)] == [1, 2, 2, 5]
    assert axis.place(3.5) == pytest.approx(0.75)
    assert axis.ticks == 2


def test_no_value_and_one_value_make_an_axis():
    assert axis_for([]) == Axis()
    axis = axis_for([3.0, 3.0])
    assert (axis.place(3), axis.value(0.7), axis.ticks) == (0, 3, 1)


def test_crowded_small_values_get_room():
    crowded = axis_for(sorted([i / 1000 for i in range(500)] + [100.0]))
    spread = axis_for([float(i) for i in range(100)])
    assert crowded.power < spread.power == 1.0
    assert crowded.place(0.25) > 0.1


@given(VALUES)
def test_places_rise_with_values_and_come_back(values):
    axis = axis_for(values)
    places = [axis.place(value) for value in values]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    for value, place in zip(values, places):
        assert axis.value(place) == pytest.approx(value, rel=1e-6, abs=1e-6 * max(values[-1], 1))


@given(VALUES)
def test_every_link_is_in_one_bar(values):
    assert sum(count for _, _, count in bars_of(axis_for(values), values)) == len(values)


@given(VALUES, st.integers(2, 12))
def test_labels_are_on_the_axis_and_apart(values, most):
    axis = axis_for(values)
    labels = axis.labelled(most)
    assert labels == sorted(set(labels))
    assert all(label <= axis.high for label in labels)
    assert len(labels) <= max(most + 2, MOST_STEPS // most + 1)


@pytest.mark.parametrize(
    ("value", "typed"), [(0, 0), (12.3456, 12.3), (0.0123456, 0.0123), (98765.4, 98765)]
)
def test_a_threshold_has_few_digits(value, typed):
    assert rounded(value) == typed
