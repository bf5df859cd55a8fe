"""What a system is like: shape, nature, reach, self-containment, gateway (method, section 7).

Every figure that its sources do not allow is missing (NaN or None): no distance, no reach; no
flows, no reciprocity and no self-containment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .flows import CodeArray, FloatArray, Flows, IntArray
from .frames import keep_texts
from .links import pair_flows
from .membership import ratio, sum_by
from .options import SYSTEM_TYPES, TypologySettings
from .ties import group_starts, reaches, settled

STAR, BIPOLAR, CHAIN, MESH, MULTIPOLAR = SYSTEM_TYPES
MIXED = "mixed"
_FAR_SHARE = 0.9


def describe_systems(
    units: pd.DataFrame,
    links: pd.DataFrame,
    systems: pd.DataFrame,
    flows: Sequence[Flows] = (),
    settings: TypologySettings | None = None,
) -> pd.DataFrame:
    """Add to each system what it is like.

    The first unit of a system is its heaviest (ties: the smaller code), the second the next.

    - `polar`: Freeman's degree centralisation of the internal links, sum(c_max - c_i)/((m-1)(m-2));
      none for m <= 2. `primacy`: weight of the first unit over the second. `density`: internal
      links over m(m-1)/2.
    - `type`: the first that fits of `star`, `bipolar`, `chain` (the largest degree is 2), `mesh`
      (dense, and no tree), `multipolar`, with the thresholds of `settings`. A system of one unit
      has none. The thresholds are ours.
    - `nature`: the kind of links with the largest location quotient, if that reaches the
      threshold, else `mixed`. Shares count the selected links of each kind inside the system;
      the quotient is that share over the same share in all systems together. Where there is one
      kind of links only, it is the nature.
    - `reach_km`, `reach_p90`: mean and 90th percentile of the distances of internal links,
      weighted by volume where flows are given, else by intensity; with several kinds each
      volume is first divided by its sum over the links, as persons and trains do not add up.
      The percentile is the smallest distance within which 90 % of the weight stays.
    - `recipro`: sum of 2 min(F_ij, F_ji) over sum of F_ij + F_ji on internal links, directed kinds
      only; with several, their mean.
    - `self_cont_out` = F_SS/O_S and `self_cont_in` = F_SS/D_S, flows of a unit to itself counted;
      with several kinds, their mean. `self_cont` is the smaller.
    - `gateway`: the unit that carries most of the intensity with other systems, and
      `gateway_share`, its share.

    Parameters
    ----------
    units, links, systems : DataFrame
        As :class:`~alliance.core.systems.Systems` holds them.
    flows : sequence of Flows, optional
        One a kind of link. Units that are not in `units` count as outside: give the flows with
        the excluded units to measure self-containment against the whole.
    settings : TypologySettings, optional

    Returns
    -------
    DataFrame
        `systems`, then `type, polar, primacy, density, nature, reach_km, recipro, self_cont`, then
        for reports `first_share, first_two_share, reach_p90, self_cont_out, self_cont_in, gateway,
        gateway_share`, and for each kind `share_<slug>` and `lq_<slug>`.
    """
    settings = settings or TypologySettings()
    layout = _lay_out(units, links, systems)
    shape = _shape(layout)
    kinds = types_of(links)
    shares, quotients = _kind_shares(layout, list(kinds))
    mean, far = _reach(layout, _distance_weight(layout, flows))
    out, into = _self_containment(layout, flows)
    gateway, gateway_share = _gateway(layout)
    columns: dict[str, object] = {
        "type": _types(shape, settings),
        "polar": shape.polar,
        "primacy": shape.primacy,
        "density": shape.density,
        "nature": _nature(list(kinds.values()), shares, quotients, settings.nature_quotient),
        "reach_km": mean,
        "recipro": _reciprocity(layout, flows),
        "self_cont": np.minimum(out, into),
        "first_share": shape.first_share,
        "first_two_share": shape.two_share,
        "reach_p90": far,
        "self_cont_out": out,
        "self_cont_in": into,
        "gateway": gateway,
        "gateway_share": gateway_share,
    }
    for row, slug in enumerate(kinds):
        columns[f"share_{slug}"] = shares[row]
        columns[f"lq_{slug}"] = quotients[row]
    return systems.reset_index(drop=True).assign(**keep_texts(columns))


def types_of(links: pd.DataFrame) -> dict[str, str]:
    """Return the kinds of links of a cumulated frame: slug to name, in their order.

    The names are read from the column `types`, which lists them in the order of the columns
    `s_<slug>`; a kind that selects no link shows its slug.
    """
    slugs = [column[2:] for column in links.columns if column.startswith("s_")]
    names = {slug: slug for slug in slugs}
    if "types" in links and slugs:
        for _, row in links.drop_duplicates("types").iterrows():
            chosen = [slug for slug in slugs if row[f"s_{slug}"]]
            listed = [name.strip() for name in str(row["types"]).split(",")]
            if len(chosen) == len(listed):
                names.update(zip(chosen, listed))
    return names


# --- by position ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Layout:
    """Units sorted by code, internal and transversal links, all by position.

    `system` (n,) is the row of the unit's system, -1 for none; the l internal links belong to the
    system `of_link` (l,).
    """

    codes: CodeArray
    weight: FloatArray
    system: IntArray
    n_systems: int
    links: pd.DataFrame
    first: IntArray
    second: IntArray
    of_link: IntArray
    between: pd.DataFrame

    def per_system(self, of: IntArray, value: FloatArray) -> FloatArray:
        """Sum by system, shape (n_systems,)."""
        return sum_by(of, value, self.n_systems)

    @property
    def intensity(self) -> FloatArray:
        """Intensity of the internal links, shape (l,)."""
        values: FloatArray = self.links["intensity"].to_numpy(dtype=np.float64)
        return values

    def systems_of(self, codes: CodeArray) -> IntArray:
        """Return the row of the system of each code, -1 for none, shape (k,)."""
        position = self.positions(codes)
        inside: IntArray = np.where(position >= 0, np.r_[self.system, -1][position], -1)
        return inside

    def positions(self, codes: CodeArray) -> IntArray:
        """Return the position of each code among the units, -1 for none."""
        found: IntArray = pd.Index(self.codes, dtype=object).get_indexer(
            pd.Index(codes, dtype=object)
        )
        return found.astype(np.int64)


def _lay_out(units: pd.DataFrame, links: pd.DataFrame, systems: pd.DataFrame) -> _Layout:
    table = units.sort_values("code", kind="stable")
    ordered = links.sort_values(["unit_a", "unit_b"], kind="stable")
    numbers = pd.Index(systems["system"])
    codes = table["code"].to_numpy(dtype=object)
    internal = ordered[ordered["scale"] == "internal"]
    place = pd.Index(codes, dtype=object)
    return _Layout(
        codes=codes,
        weight=table["weight"].fillna(0).to_numpy(dtype=np.float64),
        system=numbers.get_indexer(table["system"]).astype(np.int64),
        n_systems=len(systems),
        links=internal,
        first=place.get_indexer(internal["unit_a"]).astype(np.int64),
        second=place.get_indexer(internal["unit_b"]).astype(np.int64),
        of_link=numbers.get_indexer(internal["system"]).astype(np.int64),
        between=ordered[ordered["scale"] == "transversal"],
    )


# --- shape ----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Shape:
    """Measures of each system, all of shape (n_systems,)."""

    units: FloatArray
    links: FloatArray
    top_degree: FloatArray
    polar: FloatArray
    density: FloatArray
    primacy: FloatArray
    dominance: FloatArray  # primacy, infinite where the second unit weighs nothing
    first_share: FloatArray
    two_share: FloatArray


def _shape(layout: _Layout) -> _Shape:
    inside = np.flatnonzero(layout.system >= 0)
    group = layout.system[inside]
    units = np.bincount(group, minlength=layout.n_systems).astype(np.float64)
    ends = np.r_[layout.first, layout.second]
    degree = np.bincount(ends, minlength=len(layout.codes)).astype(np.float64)
    top_degree = np.zeros(layout.n_systems)
    np.maximum.at(top_degree, group, degree[inside])
    n_links = np.bincount(layout.of_link, minlength=layout.n_systems)
    first, second = _two_largest(layout)
    heavy, light = _weight_of(layout, first), _weight_of(layout, second)
    primacy = ratio(heavy, light)
    on_first = _touches(layout, first)
    on_two = on_first | _touches(layout, second)
    total = layout.per_system(layout.of_link, layout.intensity)
    return _Shape(
        units=units,
        links=n_links.astype(np.float64),
        top_degree=top_degree,
        polar=ratio(units * top_degree - 2 * n_links, (units - 1) * (units - 2)),
        density=ratio(2 * n_links, units * (units - 1)),
        primacy=primacy,
        dominance=np.where((light == 0) & (heavy > 0), np.inf, primacy),
        first_share=ratio(layout.per_system(layout.of_link, layout.intensity * on_first), total),
        two_share=ratio(layout.per_system(layout.of_link, layout.intensity * on_two), total),
    )


def _two_largest(layout: _Layout) -> tuple[IntArray, IntArray]:
    """Return the positions of the two heaviest units of each system, -1 where there is none."""
    inside = np.flatnonzero(layout.system >= 0)
    order = inside[np.lexsort((inside, -layout.weight[inside], layout.system[inside]))]
    group = layout.system[order]
    starts = group_starts(group)
    first = np.full(layout.n_systems, -1, dtype=np.int64)
    second = first.copy()
    first[group[starts]] = order[starts]
    many = starts[np.diff(np.r_[starts, len(order)]) > 1]
    second[group[many]] = order[many + 1]
    return first, second


def _weight_of(layout: _Layout, unit: IntArray) -> FloatArray:
    weight: FloatArray = np.where(unit >= 0, np.r_[layout.weight, np.nan][unit], np.nan)
    return weight


def _touches(layout: _Layout, unit: IntArray) -> NDArray[np.bool_]:
    """Say which internal links touch the given unit of their system, shape (l,)."""
    own = unit[layout.of_link]
    touching: NDArray[np.bool_] = (layout.first == own) | (layout.second == own)
    return touching


def _types(shape: _Shape, settings: TypologySettings) -> CodeArray:
    dominated = reaches(shape.dominance, settings.star_primacy)
    balanced = ~np.isnan(shape.dominance) & ~dominated
    large = shape.units >= settings.min_shape_units
    fits = [
        reaches(shape.first_share, settings.star_share) & dominated,
        reaches(shape.two_share, settings.bipolar_share) & balanced,
        large & (shape.top_degree == 2),
        # Every tree of four units has a density of 0.5: a mesh needs a cycle.
        large & reaches(shape.density, settings.mesh_density) & (shape.links >= shape.units),
        shape.units > 1,
    ]
    names = np.array([*SYSTEM_TYPES, None], dtype=object)
    found = np.vstack([*fits, np.ones(len(shape.units), dtype=bool)])
    kinds: CodeArray = names[found.argmax(axis=0)]
    return kinds


# --- nature ---------------------------------------------------------------------------------------


def _kind_shares(layout: _Layout, slugs: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """Return shares and location quotients of each kind, shape (kinds, n_systems)."""
    counts = np.zeros((len(slugs), layout.n_systems))
    for row, slug in enumerate(slugs):
        chosen = layout.links[f"s_{slug}"].to_numpy(dtype=np.float64)
        counts[row] = layout.per_system(layout.of_link, chosen)
    shares = ratio(counts, counts.sum(axis=0))
    overall = ratio(counts.sum(axis=1), counts.sum())
    return shares, ratio(shares, overall[:, None])


def _nature(
    names: Sequence[str], shares: FloatArray, quotients: FloatArray, threshold: float
) -> CodeArray:
    """Name the kind of largest quotient (ties: the larger share, then the first name)."""
    known = ~np.isnan(shares).all(axis=0) if len(names) else np.zeros(shares.shape[1], dtype=bool)
    nature = np.full(shares.shape[1], None, dtype=object)
    nature[known] = MIXED
    if len(names) == 1:
        nature[known] = names[0]
        return nature
    alphabetical = np.argsort(np.array(names, dtype=object), kind="stable")
    for place in np.flatnonzero(known):
        quotient = settled(np.nan_to_num(quotients[alphabetical, place]))
        share = settled(np.nan_to_num(shares[alphabetical, place]))
        best = alphabetical[np.lexsort((-share, -quotient))[0]]
        if reaches(quotients[best, place], threshold):
            nature[place] = names[best]
    return nature


# --- reach ----------------------------------------------------------------------------------------


def _distance_weight(layout: _Layout, flows: Sequence[Flows]) -> FloatArray:
    """Return what each internal link weighs in the distances, shape (l,)."""
    if not flows:
        return layout.intensity
    weight = np.zeros(len(layout.links))
    for kind in flows:
        volume = _exchange(layout, kind)[0]
        total = volume.sum() if len(flows) > 1 else 1.0
        weight += volume / total if total > 0 else 0.0
    return weight


def _exchange(layout: _Layout, flows: Flows) -> tuple[FloatArray, FloatArray]:
    """Return F_ij + F_ji and 2 min(F_ij, F_ji) of each internal link, both (l,)."""
    pairs = pair_flows(flows.symmetrised())
    place = layout.positions(pairs.codes)
    width = len(layout.codes) + 1
    low, high = place[pairs.first], place[pairs.second]
    known = (low >= 0) & (high >= 0)
    table = pd.Index(low[known] * width + high[known])
    row = table.get_indexer(layout.first * width + layout.second)
    both, mutual = pairs.volume[known], 2 * np.minimum(pairs.flow_ab, pairs.flow_ba)[known]
    return np.where(row >= 0, np.r_[both, 0.0][row], 0.0), np.where(
        row >= 0, np.r_[mutual, 0.0][row], 0.0
    )


def _reach(layout: _Layout, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the weighted mean and 90th percentile of the distances, both (n_systems,)."""
    nothing = np.full(layout.n_systems, np.nan)
    if "dist_km" not in layout.links:
        return nothing, nothing
    distance = layout.links["dist_km"].to_numpy(dtype=np.float64)
    used = ~np.isnan(distance) & (weight > 0)
    distance, weight, group = distance[used], weight[used], layout.of_link[used]
    order = np.lexsort((weight, distance, group))
    distance, weight, group = distance[order], weight[order], group[order]
    total = layout.per_system(group, weight)
    starts = group_starts(group)
    running = np.cumsum(weight)
    before = np.repeat(running[starts] - weight[starts], np.diff(np.r_[starts, len(group)]))
    within = np.flatnonzero(reaches(running - before, _FAR_SHARE * total[group]))
    far = nothing.copy()
    # The first distance that is far enough is the last one written.
    far[group[within[::-1]]] = distance[within[::-1]]
    return ratio(layout.per_system(group, weight * distance), total), far


# --- flows ----------------------------------------------------------------------------------------


def _reciprocity(layout: _Layout, flows: Sequence[Flows]) -> FloatArray:
    figures = []
    for kind in flows:
        if not kind.undirected:
            volume, mutual = _exchange(layout, kind)
            figures.append(
                ratio(
                    layout.per_system(layout.of_link, mutual),
                    layout.per_system(layout.of_link, volume),
                )
            )
    return _mean(figures, layout.n_systems)


def _self_containment(layout: _Layout, flows: Sequence[Flows]) -> tuple[FloatArray, FloatArray]:
    out, into = [], []
    for kind in flows:
        both = kind.symmetrised()
        system = layout.systems_of(both.codes)
        start, end = system[both.origin], system[both.destination]
        leaving, entering, inside = start >= 0, end >= 0, (start >= 0) & (start == end)
        internal = layout.per_system(start[inside], both.volume[inside])
        out.append(ratio(internal, layout.per_system(start[leaving], both.volume[leaving])))
        into.append(ratio(internal, layout.per_system(end[entering], both.volume[entering])))
    return _mean(out, layout.n_systems), _mean(into, layout.n_systems)


def _mean(figures: Sequence[FloatArray], n_systems: int) -> FloatArray:
    """Average the figures of several kinds, those that are missing left out."""
    if not figures:
        return np.full(n_systems, np.nan)
    table = np.vstack(figures)
    return ratio(np.nan_to_num(table).sum(axis=0), (~np.isnan(table)).sum(axis=0))


def _gateway(layout: _Layout) -> tuple[CodeArray, FloatArray]:
    """Return the gateway of each system and its share of the outside intensity."""
    between = layout.between
    unit = np.r_[
        layout.positions(between["unit_a"].to_numpy(object)),
        layout.positions(between["unit_b"].to_numpy(object)),
    ]
    intensity = between["intensity"].to_numpy(dtype=np.float64)
    carried = sum_by(unit, np.r_[intensity, intensity], len(layout.codes))
    carrier = np.flatnonzero((carried > 0) & (layout.system >= 0))
    order = carrier[
        np.lexsort(
            (carrier, -layout.weight[carrier], -settled(carried[carrier]), layout.system[carrier])
        )
    ]
    top = order[group_starts(layout.system[order])]
    code = np.full(layout.n_systems, None, dtype=object)
    share = np.full(layout.n_systems, np.nan)
    code[layout.system[top]] = layout.codes[top]
    total = layout.per_system(layout.system[carrier], carried[carrier])
    share[layout.system[top]] = ratio(carried[top], total[layout.system[top]])
    return code, share
