"""Intensity of a link of one kind: seven published indices (method, section 3).

Written for a link {i, j}: F_ij and F_ji are its flows, O and D the margins of its ends. An index
is a sum, or the larger, of what each direction gives; it is the same from both ends. A
denominator of zero gives 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Callable

import numpy as np

from .arithmetic import quotient
from .checks import require_choice
from .errors import SettingsError
from .expectation import Expectation, gravity, quasi_independence
from .flows import FloatArray, Flows
from .links import Distance, Links
from .messages import translate
from .options import INTENSITIES, LinkSettings
from .progress import Progress, silent


@dataclass(frozen=True, eq=False)
class Exchange:
    """What the margin-based indices look at, for l links between a unit a and a unit b.

    All arrays have shape (l,): the two flows, O (`out_`) and D (`in_`) of both ends.
    """

    flow_ab: FloatArray
    flow_ba: FloatArray
    out_a: FloatArray
    out_b: FloatArray
    in_a: FloatArray
    in_b: FloatArray


@dataclass(frozen=True, eq=False)
class Intensity:
    """Intensity of l links.

    Attributes
    ----------
    values : (l,) array of float
        Finite and >= 0; in the unit of the flows for `volume`, without unit otherwise.
    expectation : Expectation or None
        The model behind `preference` and `gravity`: its decay, its fit, its warnings.
    """

    values: FloatArray
    expectation: Expectation | None = None


def volume(link: Exchange) -> FloatArray:
    """V = F_ij + F_ji, in the unit of the flows."""
    return link.flow_ab + link.flow_ba


def origin_share(link: Exchange) -> FloatArray:
    """max(F_ij/O_i, F_ji/O_j), in 0..1: the larger share of an origin that the link takes."""
    larger: FloatArray = np.maximum(
        quotient(link.flow_ab, link.out_a), quotient(link.flow_ba, link.out_b)
    )
    return larger


def relative_link(link: Exchange) -> FloatArray:
    """F_ij/O_i + F_ji/O_j, in 0..2: the "lien relatif"."""
    return quotient(link.flow_ab, link.out_a) + quotient(link.flow_ba, link.out_b)


def smart(link: Exchange) -> FloatArray:
    """F_ij^2/(O_i D_j) + F_ji^2/(O_j D_i), in 0..2 (Smart 1974; Coombes and Bond 2008)."""
    return quotient(link.flow_ab, link.out_a) * quotient(link.flow_ab, link.in_b) + quotient(
        link.flow_ba, link.out_b
    ) * quotient(link.flow_ba, link.in_a)


def cosine(link: Exchange) -> FloatArray:
    """F_ij/sqrt(O_i D_j) + F_ji/sqrt(O_j D_i), in 0..2."""
    there: FloatArray = np.sqrt(
        quotient(link.flow_ab, link.out_a) * quotient(link.flow_ab, link.in_b)
    )
    back: FloatArray = np.sqrt(
        quotient(link.flow_ba, link.out_b) * quotient(link.flow_ba, link.in_a)
    )
    return there + back


MARGIN_INDICES: Mapping[str, Callable[[Exchange], FloatArray]] = {
    "volume": volume,
    "origin_share": origin_share,
    "relative_link": relative_link,
    "smart": smart,
    "cosine": cosine,
}


def compute_intensity(
    flows: Flows,
    links: Links,
    settings: LinkSettings,
    distance: Distance | None = None,
    progress: Progress = silent,
) -> Intensity:
    """Measure every link.

    Parameters
    ----------
    flows : Flows
        Undirected kinds come symmetrised.
    links : Links
        ``pair_flows(flows)``.
    settings : LinkSettings
        `intensity` is the key of the index; `margins` says whether O and D count the internal
        flows (the expected flows of `preference` and `gravity` never do).
    distance : Distance, optional
        Needed by `gravity`.

    Raises
    ------
    SettingsError
        The index is unknown, or `gravity` has no distance.
    """
    require_choice("INTENSITY", settings.intensity, INTENSITIES)
    if settings.intensity in MARGIN_INDICES:
        exchange = _exchange(flows, links, settings.margins)
        return Intensity(MARGIN_INDICES[settings.intensity](exchange))
    return _observed_over_expected(flows, links, settings, distance, progress)


def _exchange(flows: Flows, links: Links, margins: str) -> Exchange:
    out, into = flows.outflows(margins), flows.inflows(margins)
    return Exchange(
        flow_ab=links.flow_ab,
        flow_ba=links.flow_ba,
        out_a=out[links.first],
        out_b=out[links.second],
        in_a=into[links.first],
        in_b=into[links.second],
    )


def _observed_over_expected(
    flows: Flows,
    links: Links,
    settings: LinkSettings,
    distance: Distance | None,
    progress: Progress,
) -> Intensity:
    """Return (F_ij + F_ji)/(E_ij + E_ji), E from the model that the index names.

    E counts both directions even where one of them has no flow.
    """
    if settings.intensity == "preference":
        expectation = quasi_independence(flows, progress)
    elif distance is None:
        raise SettingsError(
            translate(
                "Alliance",
                "The intensity “gravity” needs distances: give a layer of units with their places."
            )
        )
    else:
        expectation = gravity(flows, distance, settings, progress)
    expected = expectation.between(links.first, links.second) + expectation.between(
        links.second, links.first
    )
    return Intensity(quotient(links.volume, expected), expectation)
