"""Inputs that several tests of the method share: the toy of the method, the two real matrices."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from alliance.core.cumulation import cumulate
from alliance.core.flows import build_flows
from alliance.core.options import CumulationSettings, LinkSettings, LinkType
from alliance.core.selection import compute_links

# The toy for cumulation and exclusion: two letters and a volume a flow.
TOY = {
    "k1": "AB100 BA60 CB80 CA20 DE90 ED50 FE30 BP40 EP10 AD5",
    "k2": "AB70 BA90 CA50 CB40 DE60 FD20 BP120 PB80 EP70 BE35",
    "k3": "AB10 BC6 DE8 EF7 BP30 EP20 BE9",
}
TOY_MINIMUM = {"k1": 25, "k2": 20, "k3": 5}


def flows_from(text: str, **options):
    """Build flows from words such as "AB100": origin, destination, volume."""
    words = text.split()
    return build_flows(
        [word[0] for word in words],
        [word[1] for word in words],
        [float(word[2:]) for word in words],
        **options,
    )


@pytest.fixture(scope="session")
def make_flows():
    """`flows_from`, for tests that write their own small matrices."""
    return flows_from


@pytest.fixture(scope="session")
def toy_flows():
    """The three kinds of the toy; the last is undirected."""
    return {
        name: flows_from(text, codes="ABCDEFP", link_type=name, undirected=name == "k3")
        for name, text in TOY.items()
    }


@pytest.fixture(scope="session")
def toy_cumulated(toy_flows):
    """Return a function: the cumulated toy, once the excluded codes are out of the flows."""

    def cumulated(excluded=()):
        links = []
        for name, flows in toy_flows.items():
            settings = LinkSettings(
                intensity="volume", rule="first", rule_value=1, min_volume=TOY_MINIMUM[name]
            )
            frame = compute_links(flows.without(excluded), settings).frame
            links.append((LinkType(name), frame))
        return cumulate(links, CumulationSettings())

    return cumulated


@pytest.fixture(scope="session")
def nav_table(shared_data) -> pd.DataFrame:
    """Commuting between the 159 urban areas of the Grand Est, integer codes."""
    return pd.read_csv(shared_data / "grandest" / "commuting_2011_integer_codes.csv")


@pytest.fixture(scope="session")
def nav_flows(nav_table):
    """`nav_table` as flows, the codes being text."""
    return build_flows(nav_table["i"].astype(str), nav_table["j"].astype(str), nav_table["fij"])


@pytest.fixture(scope="session")
def nav_names(nav_table) -> dict[str, str]:
    """Names of the areas of `nav_table` by code."""
    return dict(zip(nav_table["i"].astype(str), nav_table["namei"]))


@pytest.fixture(scope="session")
def peers(shared_data) -> dict:
    """What other programs found on the same matrices."""
    return json.loads((shared_data / "oracles" / "peers.json").read_text(encoding="utf-8"))
