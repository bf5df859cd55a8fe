"""Second homes where nobody publishes who owns them: a model, and only a model.

No open table tells from which commune the owners of second homes come. What is published is the
number of second homes of each commune and its population. The model shares the second homes of a
commune among the others as their population draws them, less with distance:

    F_ij = S_j P_i d_ij^-b / sum_k P_k d_kj^-b        (k and i other than j)

S_j second homes, P_i population, d_ij distance in km between the places of the communes. The flow
goes from the home of the owners to their second home, and the flows into j add up to S_j. The
formula is a single-constrained gravity model (Wilson 1971); its use for second homes is ours, and
b is not fitted on anything, since there is nothing to fit it on. So the flows say what distance and
size alone would make: everywhere they appear, they are told to be modelled.

Two places nearer than 1 km count as 1 km apart, or neighbours would take everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .aggregation import Loading
from .building import Built, Figure, Tally
from .checks import require_positive
from .codes import ARRONDISSEMENTS, code_text, listed
from .distances import PointDistances
from .errors import InputError
from .flows import CodeArray, FloatArray, Flows, IntArray, build_flows
from .messages import translate
from .numbers import format_number
from .options import SECOND_HOME_FILTERS, SecondHomeSettings
from .progress import Progress, silent
from .volumes import read_volumes

BoolArray = NDArray[np.bool_]

NEAREST_KM = 1.0

NO_HOMES, NO_PLACE, NO_ORIGIN, BELOW_MINIMUM = SECOND_HOME_FILTERS
_DESTINATION = "destination"
_BLOCK_PAIRS = 1_000_000


def model_second_homes(
    codes: CodeArray,
    population: Any,
    homes: Any,
    distances: PointDistances,
    settings: SecondHomeSettings,
    link_type: str = "",
    progress: Progress = silent,
) -> Built:
    """Share the second homes of every commune among the populations of the others.

    Never more than about a million pairs are looked at together, whatever the number of communes.

    Parameters
    ----------
    codes : (n,) array of str
        Sorted, without repetition.
    population, homes : (n,) sequences of text or numbers
    distances : PointDistances
        Between positions in `codes`; a commune without place has NaN there.
    settings : SecondHomeSettings
        `cutoff_km` 0 looks at all distances.

    Returns
    -------
    Built
        `modelled`. A record is a commune and its second homes; small flows are left out by the
        filter `below_minimum`, as volume.

    Raises
    ------
    InputError
        No commune has people, or none has second homes.
    SettingsError
        The exponent is not above 0.
    """
    require_positive("EXPONENT", settings.exponent)
    people, _ = read_volumes(population)
    second, warnings = read_volumes(homes)
    placed = np.isfinite(distances(np.arange(len(codes)), np.arange(len(codes))))
    source = placed & np.isfinite(people) & (people > 0)
    _require_some(source, second)
    tally = Tally()
    target = _targets(codes, second, placed, tally)
    mass = np.where(source, people, 0.0)
    nobody = np.empty(0, dtype=np.int64)
    kept: list[tuple[IntArray, IntArray, FloatArray]] = [(nobody, nobody, np.empty(0))]
    small = np.zeros(len(codes))
    stays = np.zeros(len(codes), dtype=bool)
    reached = np.zeros(len(codes), dtype=bool)
    pairs = 0
    for end, start, km in _pairs_by_end(target, source, distances, settings, progress):
        pull = mass[start] * np.maximum(km, NEAREST_KM) ** -settings.exponent
        total = np.bincount(end, weights=pull, minlength=len(codes))
        reached |= total > 0
        volume = second[end] * pull / np.where(total > 0, total, 1.0)[end]
        large = volume >= settings.min_volume
        kept.append((start[large], end[large], volume[large]))
        small += np.bincount(end[~large], weights=volume[~large], minlength=len(codes))
        stays[end[large]] = True
        pairs += len(end)
    _count_lost(codes[target], second[target], reached[target], stays[target], small[target], tally)
    flows = _flows(codes, kept, link_type)
    rejects = tally.frame()
    loading = Loading(
        flows=flows,
        rejects=rejects,
        rows_read=len(codes),
        rows_kept=int(stays.sum()),
        volume_read=float(np.sum(second[np.isfinite(second)])),
        volume_kept=flows.total,
        warnings=(*warnings, _warning(settings)),
    )
    figures = (
        Figure("exponent", settings.exponent),
        Figure("population", float(mass.sum())),
        Figure("pairs_modelled", pairs),
        Figure("pairs_kept", len(flows)),
    )
    return Built(loading, SECOND_HOME_FILTERS, figures, modelled=True)


def _require_some(source: BoolArray, homes: FloatArray) -> None:
    if not np.any(source):
        raise InputError(
            translate(
                "Alliance",
                "No unit has both a place and a population above 0: check the column of the "
                "population, and that the codes of the table are those of the units."
            )
        )
    if not (np.isfinite(homes) & (homes > 0)).any():
        raise InputError(
            translate(
                "Alliance",
                "No unit has second homes: check their column, and that the codes of the table are "
                "those of the units."
            )
        )


def _targets(
    codes: CodeArray, homes: FloatArray, placed: BoolArray, tally: Tally
) -> IntArray:
    """Return the communes whose second homes can be shared; count the others by reason."""
    known = np.isfinite(homes)
    for reason, out in (
        ("missing_volume", np.isnan(homes)),
        ("not_a_number", np.isinf(homes)),
        ("negative", known & (homes < 0)),
        (NO_HOMES, homes == 0),
        (NO_PLACE, known & (homes > 0) & ~placed),
    ):
        for position in np.flatnonzero(out):
            volume = float(homes[position]) if known[position] else 0.0
            told = "" if reason == NO_HOMES else str(codes[position])
            tally.add(reason, 1, volume, _DESTINATION if told else "", told)
    return np.flatnonzero(placed & known & (homes > 0))


def _pairs_by_end(
    target: IntArray,
    source: BoolArray,
    distances: PointDistances,
    settings: SecondHomeSettings,
    progress: Progress,
) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
    """Yield (end, start, km) by blocks, in which every end has all its starts, sorted."""
    if settings.cutoff_km > 0:
        wanted = np.zeros(len(source), dtype=bool)
        wanted[target] = True
        for end, start, km in replace(distances, cutoff_km=settings.cutoff_km).pairs():
            progress(float(end[-1]) / len(source) if len(end) else 0.0)
            used = wanted[end] & source[start]
            yield end[used], start[used], km[used]
        return
    starts = np.flatnonzero(source)
    step = max(_BLOCK_PAIRS // max(len(starts), 1), 1)
    for first in range(0, len(target), step):
        progress(first / len(target))
        ends = target[first : first + step]
        end, start = np.repeat(ends, len(starts)), np.tile(starts, len(ends))
        apart = end != start
        end, start = end[apart], start[apart]
        yield end, start, distances(start, end)


def _count_lost(
    codes: CodeArray,
    homes: FloatArray,
    reached: BoolArray,
    stays: BoolArray,
    small: FloatArray,
    tally: Tally,
) -> None:
    """Count the second homes that no flow carries, commune by commune."""
    for row in np.flatnonzero(~reached):
        tally.add(NO_ORIGIN, 1, float(homes[row]), _DESTINATION, str(codes[row]))
    for row in np.flatnonzero(reached):
        tally.add(BELOW_MINIMUM, 0 if stays[row] else 1, float(small[row]))


def _flows(
    codes: CodeArray, kept: list[tuple[IntArray, IntArray, FloatArray]], link_type: str
) -> Flows:
    columns = [np.concatenate([block[column] for block in kept]) for column in range(3)]
    return build_flows(
        codes[columns[0]],
        codes[columns[1]],
        columns[2],
        codes=codes,
        link_type=link_type,
    )


def _warning(settings: SecondHomeSettings) -> str:
    return translate(
        "Alliance",
        "These flows are modelled, not counted: the second homes of each unit are shared among the "
        "others by their population and their distance (exponent {exponent}). They cannot prove a "
        "link."
    ).format(exponent=settings.exponent)


def facts_of_units(
    units: Any, code: Any, population: Any, homes: Any, table: str = ""
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return `population` and `homes` of each unit, in their order, NaN where there is no row.

    Beside them come sentences about the rows that take no part.

    Arrondissements of Paris, Lyon and Marseille add up to their commune where the table does not
    have the commune itself.

    Raises
    ------
    InputError
        The table has two rows for a unit, or no row for any.
    """
    texts = [code_text(value) for value in code]
    given = set(texts)
    known = {str(unit) for unit in units}
    missing = known - given
    places = [
        text if text in known else _commune_of(text, missing) for text in texts
    ]
    frame = pd.DataFrame(
        {
            "unit": places,
            "population": read_volumes(population)[0],
            "homes": read_volumes(homes)[0],
        }
    )
    _require_one_row(pd.Series(texts, dtype=object)[frame["unit"] == texts], table)
    sums = frame[frame["unit"] != ""].groupby("unit", sort=True).sum(min_count=1)
    if sums.empty:
        raise InputError(
            translate(
                "Alliance",
                "No code of “{table}” is the code of a unit: check the column of the code, and the "
                "year of the communes."
            ).format(table=table)
        )
    strangers = sorted(set(texts) - set(frame["unit"]) - set(ARRONDISSEMENTS))
    return sums.reindex(list(units)).reset_index(drop=True), _about_strangers(strangers, table)


def _about_strangers(codes: list[str], table: str) -> tuple[str, ...]:
    if not codes:
        return ()
    return (
        translate(
            "Alliance",
            "Rows of “{table}” whose code is no unit: {count} ({codes}). They take no part."
        ).format(table=table, count=format_number(len(codes)), codes=listed(codes)),
    )


def _commune_of(code: str, wanted: set[str]) -> str:
    commune = ARRONDISSEMENTS.get(code, "")
    return commune if commune in wanted else ""


def _require_one_row(codes: pd.Series[Any], table: str) -> None:
    doubled = sorted(set(codes[codes.duplicated()]))
    if doubled:
        raise InputError(
            translate(
                "Alliance",
                "“{table}” has several rows for one unit ({codes}): keep one row for each."
            ).format(table=table, codes=listed(doubled))
        )
