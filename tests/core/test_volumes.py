"""Volumes as people write them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from alliance.core.volumes import read_volumes
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("71.723076923", 71.723076923),
        ("3,5", 3.5),
        (" 12 ", 12.0),
        ("-4,25", -4.25),
        ("1e3", 1000.0),
        ("1 234", 1234.0),
        ("1\u202f234\u202f567,5", 1234567.5),
        ("1\u00a0234", 1234.0),
        ("1’234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("0,125", 0.125),
        ("5.", 5.0),
        (",5", 0.5),
    ],
)
def test_written_numbers(text, number):
    for column in ([text], [text, "x"], [text, ""]):
        assert read_volumes(column)[0][0] == number


@pytest.mark.parametrize("mark", ["", "  ", "NULL", "NaN", "NA", "n/a", "s", "nd", None, np.nan])
def test_missing(mark):
    assert math.isnan(read_volumes([mark, "x"])[0][0])


@pytest.mark.parametrize("text", ["abc", "inf", "-inf", "1_000", "12 34", "3,5,6", "0x10", "1e999"])
def test_not_a_number(text):
    assert math.isinf(read_volumes([text, "1"])[0][0])


@pytest.mark.parametrize("column", [[1, 2.5, None], np.array([1.0, 2.5, np.nan])])
def test_numbers_of_layers(column):
    numbers, warnings = read_volumes(column)
    assert numbers[:2].tolist() == [1.0, 2.5]
    assert math.isnan(numbers[2])
    assert warnings == ()


def test_a_comma_that_may_part_thousands_is_told():
    numbers, warnings = read_volumes(["1,234", "12,500", "7"])
    assert numbers.tolist() == [1.234, 12.5, 7.0]
    assert "“1,234”" in warnings[0]
    assert read_volumes(["1,234", "12,5"])[1] == ()


@given(st.lists(st.floats(min_value=0, allow_infinity=False), min_size=1))
def test_every_float_comes_back_exactly(numbers):
    assert read_volumes([repr(number) for number in numbers])[0].tolist() == numbers
    with_comma = [repr(number).replace(".", ",") for number in numbers]
    assert read_volumes(with_comma)[0].tolist() == numbers
