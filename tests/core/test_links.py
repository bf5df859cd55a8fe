"""Both directions of a pair brought together."""

from __future__ import annotations

import numpy as np
import pytest
from alliance.core.flows import build_flows
from alliance.core.links import pair_flows


def test_directions_meet_in_one_link(make_flows):
    links = pair_flows(make_flows("AA9 AB10 BA4 CA3 BC2"))
    assert [(links.codes[a], links.codes[b]) for a, b in zip(links.first, links.second)] == [
        ("A", "B"),
        ("A", "C"),
        ("B", "C"),
    ]
    assert links.flow_ab.tolist() == [10, 0, 2]
    assert links.flow_ba.tolist() == [4, 3, 0]
    assert links.volume.tolist() == [14, 3, 2]
    assert links.reciprocity.tolist() == pytest.approx([8 / 14, 0, 0])
    # In the order of the flows between different units: AB, BA, BC, CA.
    assert links.of_flow.tolist() == [0, 0, 2, 1]


def test_undirected_pairs_in_two_halves_or_as_given(make_flows):
    links = pair_flows(make_flows("BA10 BC3 CB5", undirected=True).symmetrised())
    assert links.flow_ab.tolist() == [5, 3]
    assert links.flow_ba.tolist() == [5, 5]


def test_codes_are_compared_as_text():
    links = pair_flows(build_flows(["9", "10"], ["10", "1"], [1, 2]))
    assert links.codes[links.first].tolist() == ["1", "10"]
    assert links.codes[links.second].tolist() == ["10", "9"]


@pytest.mark.parametrize("codes", [[], ["A"]])
def test_no_link(codes):
    links = pair_flows(build_flows([], [], [], codes=codes))
    assert len(links) == 0
    assert links.volume.dtype == np.float64
