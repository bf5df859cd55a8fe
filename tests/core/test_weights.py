"""Sizes of the units as users give them."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.core.errors import InputError
from alliance.core.weights import read_weights

CODES = np.array(["A", "B", "C"], dtype=object)


@pytest.mark.parametrize("values", [[1, 2.5, 0], ["1", "2.5", "0"]])
def test_numbers_and_texts_that_read_as_numbers(values):
    weight, warnings = read_weights(values, CODES)
    assert weight.tolist() == [1, 2.5, 0]
    assert warnings == ()


@pytest.mark.parametrize("missing", [None, np.nan, "", "many"])
def test_missing_weights_count_as_nothing_and_are_told(missing):
    weight, warnings = read_weights([4, missing, missing], CODES)
    assert weight.tolist() == [4, 0, 0]
    assert warnings == ("Units without a weight count as 0 (2, for example “B”).",)
    weight, warnings = read_weights([missing] * 3, CODES)
    assert weight is None
    assert len(warnings) == 1


@pytest.mark.parametrize("wrong", [-1, float("inf"), "-3"])
def test_negative_and_infinite_weights_are_refused(wrong):
    with pytest.raises(InputError, match="unit “B” is"):
        read_weights([1, wrong, 3], CODES)
