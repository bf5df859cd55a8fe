"""Regions told in the tables of systems, so that they are read, drawn and compared alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .flows import CodeArray, FloatArray, Flows, IntArray
from .frames import make_frame
from .links import pair_flows
from .membership import ratio, sum_by
from .options import ROLES
from .regions import Regions

_DOMINANT, _, _DOMINATED, _ISOLATED = ROLES


@dataclass(frozen=True, eq=False)
class RegionTables:
    """Units and regions with the columns of :class:`~alliance.core.systems.Systems`.

    Attributes
    ----------
    units : DataFrame
        `weight` is the number of residents, `parent` the centre of the region, `degree` the number
        of partners, `strength` the volume exchanged with them, `int_share` the share of it that
        stays in the region.
    systems : DataFrame
        `weight` is the number of residents, `links` the pairs that exchange inside the region,
        `self_cont` the smaller of supply and demand self-containment; then `jobs`, `internal` and
        `validity`.
    """

    units: pd.DataFrame
    systems: pd.DataFrame


def describe_regions(flows: Flows, regions: Regions, names: Mapping[str, str]) -> RegionTables:
    """Describe regions made from flows.

    Parameters
    ----------
    flows : Flows
        Those that made the regions.
    regions : Regions
    names : mapping of code to name
        A unit without a name goes by its code.
    """
    table = regions.table
    labels = np.array([names.get(code, code) for code in regions.codes], dtype=object)
    centre_of = dict(zip(table["region"].tolist(), table["centre"].tolist()))
    links = pair_flows(flows.symmetrised())
    inside = _same(regions.region, links.first, links.second)
    size = table["units"].to_numpy(dtype=np.int64)
    pairs = size * (size - 1) / 2
    number = regions.region[links.first[inside]] - 1
    internal_links = np.bincount(number, minlength=len(table))
    balance = sum_by(number, (links.reciprocity * links.volume)[inside], len(table))
    systems = pd.DataFrame(
        {
            "system": table["region"],
            "name": [names.get(code, code) for code in table["centre"]],
            "centre": table["centre"],
            "units": size,
            "weight": table["residents"],
            "links": internal_links,
            "density": ratio(internal_links, pairs),
            "recipro": ratio(balance, sum_by(number, links.volume[inside], len(table))),
            "self_cont": np.minimum(table["supply"], table["demand"]),
            "jobs": table["jobs"],
            "internal": table["internal"],
            "validity": table["validity"],
        }
    )
    centre = np.array([centre_of.get(int(region)) for region in regions.region], dtype=object)
    named = dict(zip(systems["system"].tolist(), systems["name"].tolist()))
    strength = _both_ends(links.first, links.second, links.volume, flows.n_units)
    held = _both_ends(links.first, links.second, links.volume * inside, flows.n_units)
    ones = np.ones(len(links))
    units = make_frame(
        {
            "code": regions.codes,
            "name": labels,
            "weight": flows.outflows("all"),
            "system": regions.region,
            "sys_name": [named.get(int(region)) for region in regions.region],
            "role": _roles(regions, centre),
            "parent": [None if own else code for own, code in zip(centre == regions.codes, centre)],
            "degree": _both_ends(links.first, links.second, ones, flows.n_units).astype(np.int64),
            "strength": strength,
            "int_share": ratio(held, strength),
        }
    )
    return RegionTables(units=units, systems=systems)


def _same(region: IntArray, first: IntArray, second: IntArray) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = (region[first] > 0) & (region[first] == region[second])
    return same


def _both_ends(first: IntArray, second: IntArray, value: FloatArray, n_units: int) -> FloatArray:
    ends: FloatArray = sum_by(first, value, n_units) + sum_by(second, value, n_units)
    return ends


def _roles(regions: Regions, centre: CodeArray) -> CodeArray:
    size = dict(zip(regions.table["region"].tolist(), regions.table["units"].tolist()))
    alone = np.array([size.get(int(region), 0) < 2 for region in regions.region])
    is_centre = centre == regions.codes
    return np.where(alone, _ISOLATED, np.where(is_centre, _DOMINANT, _DOMINATED)).astype(object)
