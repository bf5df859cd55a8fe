"""How much the systems owe to a threshold or to one kind of links (method, section 7).

`sensitivity` moves the threshold and leaves each kind out in turn; `variable_geometry` sets the
systems of each kind beside the cumulated ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .cumulation import cumulate
from .flows import CodeArray, FloatArray, Flows, IntArray
from .frames import keep_texts, make_frame
from .membership import ratio
from .options import CumulationSettings, LinkType, SystemSettings
from .partitions import alone_labels, compare_partitions
from .progress import Progress, silent
from .systems import Systems
from .ties import settled
from .typology import types_of

Detect = Callable[[pd.DataFrame, SystemSettings], Systems]

REFERENCE, THRESHOLD, LEFT_OUT = "reference", "threshold", "left_out"


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What happens to the systems when a choice changes.

    Attributes
    ----------
    runs : DataFrame
        One row a run, thresholds rising (the reference among them), then the kinds left out:
        `run` (`reference`, `threshold`, `left_out`), `left_out` (name of the kind), `threshold`,
        `systems`, `covered` (units in a system), `largest` (units of the largest), `int_share`
        (share of the intensity inside systems), `vol_share` (share of the volume, NaN without
        flows), `ari` (with the reference, a unit without a system being a group of its own).
    units : DataFrame
        One row a unit of the reference: `code`, `name`, `system`, `sys_name`, `centre` (code),
        `stability` (share of the other runs where it stays with its centre), `stab_thr` (over
        the thresholds alone), `stab_type` (over the kinds left out). NaN without a system, and
        where there is no other run. A centre stays as long as it is in a system.
    """

    runs: pd.DataFrame
    units: pd.DataFrame


def sensitivity(
    cumulated: pd.DataFrame,
    detect: Detect,
    settings: SystemSettings,
    thresholds: Iterable[float],
    left_out: Mapping[str, pd.DataFrame] | None = None,
    flows: Sequence[Flows] = (),
    progress: Progress = silent,
) -> Sensitivity:
    """Detect the systems again for other thresholds and without each kind of links.

    Parameters
    ----------
    cumulated : DataFrame
        Cumulated links of the reference.
    detect : callable (cumulated, settings) -> Systems
        Such as :func:`~alliance.core.systems.detect_systems` with its units and excluded units.
    settings : SystemSettings
        Those of the reference; its threshold also holds when a kind is left out.
    thresholds : iterable of float
        In the unit of ``settings.score``; repeated ones, and that of the reference, count once.
    left_out : mapping of name to DataFrame, optional
        Links cumulated without each kind: see `leave_one_out`.
    flows : sequence of Flows, optional
        For `vol_share`: the mean over the kinds of the share of flows between units that stays
        inside a system.
    """
    plan = _plan(settings, thresholds, left_out or {})
    reference = detect(cumulated, settings)
    codes = reference.units["code"].to_numpy(dtype=object)
    own = reference.units["system"].to_numpy(dtype=np.int64)
    centre = _centres(reference)
    rows, stays = [], []
    for done, run in enumerate(plan):
        progress(done / len(plan))
        frame = cumulated if run.kind != LEFT_OUT else (left_out or {})[run.left_out]
        result = (
            reference
            if run.kind == REFERENCE
            else detect(frame, replace(settings, threshold=run.threshold))
        )
        system = _systems_of(result, codes)
        rows.append(_figures(run, result, codes, own, system, flows))
        stays.append(_together(system, centre))
    progress(1.0)
    return Sensitivity(
        runs=pd.DataFrame(rows), units=_stability(reference, codes, centre, plan, stays)
    )


def leave_one_out(
    links: Sequence[tuple[LinkType, pd.DataFrame]], settings: CumulationSettings
) -> dict[str, pd.DataFrame]:
    """Cumulate all kinds but one, each in turn: name of the kind left out to links.

    Parameters are those of :func:`~alliance.core.cumulation.cumulate`. A single kind leaves
    nothing to cumulate: no run.
    """
    if len(links) < 2:
        return {}
    return {
        gone.name.strip(): cumulate([pair for pair in links if pair[0] is not gone], settings)
        for gone, _ in links
    }


def leave_one_out_of(cumulated: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Take each kind in turn out of links already cumulated, from their columns s and r.

    The weights are read back from the scores, score = sum of w_k s_k; the intensity is then
    100 sum of w_k r_k / sum of w_k over the kinds that stay, each scaled as it was.

    Returns
    -------
    dict of name of the kind left out to links
        Empty for a single kind, and where the scores do not tell the weights: dimensions were
        capped, or two kinds always select the same links with other weights than 1.
    """
    names = types_of(cumulated)
    weights = _weights_of(cumulated, list(names))
    if len(names) < 2 or weights is None:
        return {}
    result = {}
    for gone in names:
        stay = [slug for slug in names if slug != gone]
        weight = np.array([weights[slug] for slug in stay])
        chosen = cumulated[[f"s_{slug}" for slug in stay]].to_numpy(dtype=np.float64)
        scaled = cumulated[[f"r_{slug}" for slug in stay]].to_numpy(dtype=np.float64)
        some = chosen.any(axis=1)
        frame = cumulated.assign(
            score=chosen @ weight,
            n_types=chosen.sum(axis=1).astype(np.int64),
            types=[
                ",".join(names[slug] for slug, inside in zip(stay, row) if inside)
                for row in chosen
            ],
            intensity=100 * (scaled @ weight) / weight.sum(),
        ).drop(columns=[f"s_{gone}", f"r_{gone}"])
        result[names[gone]] = frame[some].reset_index(drop=True)
    return result


def _weights_of(cumulated: pd.DataFrame, slugs: Sequence[str]) -> dict[str, float] | None:
    """Return the weight of each kind, None where the scores do not tell it."""
    chosen = cumulated[[f"s_{slug}" for slug in slugs]].to_numpy(dtype=np.float64)
    score = cumulated["score"].to_numpy(dtype=np.float64)
    if np.array_equal(settled(chosen.sum(axis=1)), settled(score)):
        return dict.fromkeys(slugs, 1.0)
    weights, _, rank, _ = np.linalg.lstsq(chosen, score, rcond=None)
    if rank < len(slugs) or not np.allclose(chosen @ weights, score) or (weights <= 0).any():
        return None
    return dict(zip(slugs, (float(weight) for weight in weights)))


# --- one run --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Run:
    kind: str
    threshold: float
    left_out: str = ""


def _plan(
    settings: SystemSettings, thresholds: Iterable[float], left_out: Mapping[str, pd.DataFrame]
) -> list[_Run]:
    others = {float(value) for value in thresholds} - {settings.threshold}
    rising = [_Run(THRESHOLD, value) for value in others]
    rising.append(_Run(REFERENCE, settings.threshold))
    rising.sort(key=lambda run: run.threshold)
    return rising + [_Run(LEFT_OUT, settings.threshold, name) for name in left_out]


def _centres(reference: Systems) -> IntArray:
    """Return the position of the centre of each unit's system, -1 without system, shape (n,)."""
    place = pd.Index(reference.units["code"], dtype=object)
    centre = dict(zip(reference.systems["system"], place.get_indexer(reference.systems["centre"])))
    return np.array(
        [centre.get(number, -1) for number in reference.units["system"]], dtype=np.int64
    )


def _codes_at(codes: CodeArray, position: IntArray) -> CodeArray:
    """Return the code at each position, None at -1."""
    found: CodeArray = np.array([*codes, None], dtype=object)[position]
    return found


def _systems_of(result: Systems, codes: CodeArray) -> IntArray:
    """Return the system of each code, 0 for none or unknown, shape (n,)."""
    place = pd.Index(result.units["code"], dtype=object).get_indexer(pd.Index(codes, dtype=object))
    numbers: IntArray = np.r_[result.units["system"].to_numpy(dtype=np.int64), 0][place]
    return numbers


def _together(system: IntArray, centre: IntArray) -> NDArray[np.bool_]:
    """Say which units are in the system of their reference centre, shape (n,)."""
    same: NDArray[np.bool_] = (centre >= 0) & (system > 0) & (system == system[centre])
    return same


def _figures(
    run: _Run,
    result: Systems,
    codes: CodeArray,
    own: IntArray,
    system: IntArray,
    flows: Sequence[Flows],
) -> dict[str, object]:
    return {
        "run": run.kind,
        "left_out": run.left_out,
        "threshold": run.threshold,
        "systems": len(result.systems),
        "covered": int((system > 0).sum()),
        "largest": int(np.bincount(system[system > 0], minlength=1).max()),
        "int_share": result.internal_share,
        "vol_share": _volume_share(codes, system, flows),
        "ari": compare_partitions(alone_labels(own), alone_labels(system)).ari,
    }


def _volume_share(codes: CodeArray, system: IntArray, flows: Sequence[Flows]) -> float:
    shares = []
    for kind in flows:
        between = kind.off_diagonal()
        place = pd.Index(codes, dtype=object).get_indexer(pd.Index(kind.codes, dtype=object))
        number = np.r_[system, 0][place]
        inside = (number[between.origin] > 0) & (
            number[between.origin] == number[between.destination]
        )
        if between.total > 0:
            shares.append(float(between.volume[inside].sum()) / between.total)
    return float(np.mean(shares)) if shares else float("nan")


def _stability(
    reference: Systems,
    codes: CodeArray,
    centre: IntArray,
    plan: Sequence[_Run],
    stays: Sequence[NDArray[np.bool_]],
) -> pd.DataFrame:
    kept = np.array(stays, dtype=np.float64)
    kinds = np.array([run.kind for run in plan])

    def share(rows: NDArray[np.bool_]) -> FloatArray:
        often = ratio(kept[rows].sum(axis=0), rows.sum())
        return np.where(centre >= 0, often, np.nan)

    units = reference.units
    return make_frame(
        {
            "code": codes,
            "name": units["name"].to_numpy(),
            "system": units["system"].to_numpy(),
            "sys_name": units["sys_name"].to_numpy(),
            "centre": _codes_at(codes, centre),
            "stability": share(kinds != REFERENCE),
            "stab_thr": share(kinds == THRESHOLD),
            "stab_type": share(kinds == LEFT_OUT),
        }
    )


# --- variable geometry ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class VariableGeometry:
    """Systems of each kind of links beside the cumulated ones.

    Attributes
    ----------
    pairs : DataFrame
        `type_a`, `type_b` (empty for the cumulated systems), `ari`, `v_measure`: each pair of
        kinds, then each kind with the cumulated systems. A unit without a system is a group of
        its own.
    units : DataFrame
        `code`, `name`, `system`, `sys_name`, `centre` of the cumulated systems, then `n_kinds`,
        the number of kinds that keep the unit in the same system as its centre, and `kinds`,
        their names between commas. 0 without a system; a centre counts the kinds in which it is
        in a system.
    """

    pairs: pd.DataFrame
    units: pd.DataFrame


def variable_geometry(
    systems_by_type: Mapping[str, Systems], cumulated: Systems
) -> VariableGeometry:
    """Compare the systems of each kind of links with each other and with the cumulated ones.

    Parameters
    ----------
    systems_by_type : mapping of name of the kind to Systems
        Detected on units among those of `cumulated`; a unit that is missing has no system.
    cumulated : Systems
    """
    codes = cumulated.units["code"].to_numpy(dtype=object)
    centre = _centres(cumulated)
    systems = {name: _systems_of(result, codes) for name, result in systems_by_type.items()}
    kept = [_together(system, centre) for system in systems.values()]
    labels = {name: alone_labels(system) for name, system in systems.items()}
    labels[""] = alone_labels(_systems_of(cumulated, codes))
    rows = []
    named = [(a, b) for a, b in combinations(systems, 2)] + [(name, "") for name in systems]
    for type_a, type_b in named:
        agreement = compare_partitions(labels[type_a], labels[type_b])
        rows.append((type_a, type_b, agreement.ari, agreement.v_measure))
    units = cumulated.units[["code", "name", "system", "sys_name"]].reset_index(drop=True)
    return VariableGeometry(
        pairs=pd.DataFrame(rows, columns=["type_a", "type_b", "ari", "v_measure"]),
        units=units.assign(
            **keep_texts({"centre": _codes_at(codes, centre)}),
            n_kinds=np.sum(kept, axis=0, dtype=np.int64) if kept else 0,
            kinds=[
                ",".join(name for name, same in zip(systems, held) if same)
                for held in (zip(*kept) if kept else [()] * len(codes))
            ],
        ),
    )
