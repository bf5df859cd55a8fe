"""The loss report, on a matrix worked by hand."""

from __future__ import annotations

import pytest
from alliance.core.losses import Summary
from alliance.core.options import LinkSettings
from alliance.core.selection import compute_links


def test_flows_and_links_before_and_after(make_flows):
    flows = make_flows("AA50 AB10 BA4 CD6 DC8 AC2", codes="ABCDE")
    report = compute_links(flows, LinkSettings(rule="min_volume", rule_value=6)).losses
    kept = report.flows  # AB10, CD6 and DC8 of 30
    assert (kept.before.count, kept.after.count, kept.lost) == (5, 3, 2)
    assert (kept.before.volume, kept.after.volume, kept.volume_lost) == (30, 24, 6)
    assert kept.kept_percent == pytest.approx(60)
    assert kept.lost_percent == pytest.approx(40)
    assert kept.volume_kept_percent == pytest.approx(80)
    assert kept.volume_lost_percent == pytest.approx(20)
    assert (kept.before.components, kept.after.components) == (1, 2)
    assert kept.after.density == 3 / 20
    assert kept.after.minimum == 6
    assert kept.after.lower_quartile == 7
    assert kept.after.median == 8
    assert kept.after.upper_quartile == 9
    assert kept.after.mean == 8
    assert kept.after.sd == pytest.approx(2)
    assert kept.after.maximum == 10
    links = report.links  # AB14 and CD14 of AB14, AC2, CD14
    assert (links.before.count, links.after.count) == (3, 2)
    assert (links.before.volume, links.after.volume) == (30, 28)
    assert links.after.density == 2 / 10
    assert report.margins == "external"


def test_nothing_kept_and_nothing_at_all(make_flows):
    nothing = Summary(count=0, volume=0.0, components=0, density=0.0)
    none_kept = compute_links(
        make_flows("AB3"), LinkSettings(rule="min_volume", rule_value=10)
    ).losses.flows
    assert none_kept.after == nothing
    assert none_kept.volume_lost_percent == 100
    assert none_kept.before.sd is None
    nothing_at_all = compute_links(make_flows("", codes="A"), LinkSettings()).losses.links
    assert nothing_at_all.before == nothing
    assert nothing_at_all.kept_percent == 0


def test_figures_of_the_grand_est(nav_flows, peers):
    expected = peers["flows_nav"]
    before = compute_links(nav_flows, LinkSettings(rule="all")).losses.flows.after
    check_summary(before, expected["no_diag"])
    assert before.count == 3191
    assert before.density == pytest.approx(expected["no_diag"]["density"], abs=1e-7)
    above = LinkSettings(rule="min_volume", rule_value=500)
    check_summary(compute_links(nav_flows, above).losses.flows.after, expected["xfirst_global_500"])
    check_summary(
        compute_links(nav_flows, LinkSettings(rule="dominant")).losses.flows.after,
        expected["nodal"],
    )


def check_summary(found, expected):
    names = {
        "nblinks": "count",
        "sumflows": "volume",
        "connectcompx": "components",
        "min": "minimum",
        "Q1": "lower_quartile",
        "median": "median",
        "Q3": "upper_quartile",
        "mean": "mean",
        "sd": "sd",
        "max": "maximum",
    }
    for theirs, ours in names.items():
        if theirs in expected:  # theirs have 7 significant digits
            assert getattr(found, ours) == pytest.approx(expected[theirs], rel=1e-6), theirs
