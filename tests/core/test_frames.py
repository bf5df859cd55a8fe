"""Tables of results: texts stay texts and None stays None, under any pandas."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.core.frames import make_frame


@pytest.mark.parametrize(
    "texts", [["a", None, "é"], np.array(["a", None, "é"], dtype=object)], ids=["list", "array"]
)
def test_none_stays_none_among_texts(texts):
    frame = make_frame({"text": texts, "number": [1.5, np.nan, 2.0]})
    assert frame["text"].tolist() == ["a", None, "é"]
    assert frame["text"].dtype == object
    assert frame["number"].dtype == np.float64


def test_a_column_of_none_is_one_of_texts():
    frame = make_frame({"text": np.array([None, None], dtype=object)})
    assert frame["text"].tolist() == [None, None]


def test_no_row_is_a_table_of_no_row():
    frame = make_frame({"text": np.empty(0, dtype=object), "number": np.empty(0)})
    assert len(frame) == 0
    assert list(frame) == ["text", "number"]
