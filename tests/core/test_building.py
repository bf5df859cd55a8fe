"""The account of a builder: every record kept, or left out for one reason."""

from __future__ import annotations

import pandas as pd
from alliance.core.aggregation import Loading
from alliance.core.building import Built, Tally
from alliance.core.flows import build_flows


def built(rejects: pd.DataFrame, filters: tuple[str, ...]) -> Built:
    flows = build_flows(["a"], ["b"], [2.0])
    rows = int(rejects["rows"].sum())
    return Built(Loading(flows, rejects, rows + 1, 1, 2.0, 2.0), filters)


def test_counts_add_up_by_reason_side_and_code() -> None:
    tally = Tally()
    tally.add("closed", 2, 5.0)
    tally.add("closed", 1, 1.0)
    tally.add("unknown_origin", 1, side="origin", code="99")
    tally.add("foreign", 0)
    assert tally.frame().to_numpy().tolist() == [
        ["closed", "", "", 3, 6.0],
        ["unknown_origin", "origin", "99", 1, 0.0],
    ]


def test_rejects_of_the_loading_join_those_of_the_filters() -> None:
    tally = Tally()
    tally.add("closed", 2, 5.0)
    frame = tally.frame([tally.frame(), Tally().frame()])
    assert frame.to_numpy().tolist() == [["closed", "", "", 4, 10.0]]
    assert frame["rows"].dtype == "int64"


def test_the_order_of_the_filters_is_that_of_the_report_and_those_without_effect_stay() -> None:
    tally = Tally()
    tally.add("unknown_origin", 1, side="origin", code="99")
    tally.add("sole_trader", 4)
    left = built(tally.frame(), ("sole_trader", "closed")).left_out()
    assert left.to_numpy().tolist() == [
        ["sole_trader", 4, 0.0],
        ["closed", 0, 0.0],
        ["unknown_origin", 1, 0.0],
    ]


def test_an_account_without_loss_is_an_empty_table() -> None:
    frame = Tally().frame()
    assert list(frame.columns) == ["reason", "side", "code", "rows", "volume"]
    assert frame.empty
