"""What the page Explore looks at: links and units, read once, ready for any threshold."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem

from ..algorithms.detection import codes_of, cumulated_links, units_with_weight
from ..algorithms.geometry import Units, read_units
from ..algorithms.link_sources import read_link_file, read_links
from ..core.options import SystemSettings
from ..core.progress import Progress, part
from .axis import Axis, axis_for, rounded

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..core.systems import Systems

_REMEMBERED = 64
_CURVE_POINTS = 24
# Two threads share one Python: the curve rests while the threshold moves, and so many seconds more.
_PAUSE, _NAP = 0.4, 0.02


@dataclass(frozen=True)
class SceneFields:
    """Fields of the unit layer."""

    code: str
    name: str = ""
    weight: str = ""


@dataclass(frozen=True)
class Choices:
    """How the links become systems, the threshold aside."""

    method: str = SystemSettings.method
    score: str = SystemSettings.score
    min_units: int = SystemSettings.min_units
    max_distance: float = SystemSettings.max_distance
    resolution: float = SystemSettings.resolution
    excluded: str = ""

    def settings(self, threshold: float) -> SystemSettings:
        """Return the settings of the method at a threshold."""
        return SystemSettings(
            method=self.method,
            score=self.score,
            threshold=threshold,
            min_units=self.min_units,
            max_distance=self.max_distance,
            resolution=self.resolution,
        )


@dataclass(frozen=True, eq=False)
class Curve:
    """The sensitivity of some choices to the threshold: one row a threshold.

    Attributes
    ----------
    choices : Choices
    runs : DataFrame
    found : dict of threshold to Systems
        Where the axis has steps: the slider stops nowhere else.
    """

    choices: Choices
    runs: pd.DataFrame
    found: dict[float, Systems]


class Scene:
    """Links and units of two layers.

    Attributes
    ----------
    links : DataFrame
        Cumulated links, the smaller code first, sorted: detection keeps their order.
    units : Units
    first, second : (l,) arrays of int
        Positions of both ends of each link among the units, -1 where unknown.
    points : (n, 2) array of float
        Place of each unit in the CRS of the units, NaN without geometry.
    """

    def __init__(self, links: pd.DataFrame, units: Units) -> None:
        import numpy as np
        import pandas as pd

        self.links = _in_order(links)
        self.units = units
        self._table = units_with_weight(units)
        codes = units.frame["code"].tolist()
        index = pd.Index(codes, dtype=object)
        self.first = index.get_indexer(self.links["unit_a"])
        self.second = index.get_indexer(self.links["unit_b"])
        self.points = np.array([_xy(units, code) for code in codes], dtype=np.float64).reshape(
            len(codes), 2
        )
        self._sorted: dict[str, np.ndarray] = {}
        self._axes: dict[str, Axis] = {}
        self._found: OrderedDict[tuple, Systems] = OrderedDict()
        self._curves: dict[Choices, pd.DataFrame] = {}
        self._held_until = 0.0

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """CRS of the points."""
        return self.units.crs

    @property
    def has_scores(self) -> bool:
        """True where the score tells links apart; links of one kind all score the same."""
        values = self.values("score")
        return bool(len(values)) and bool(values[0] < values[-1])

    def values(self, score: str) -> np.ndarray:
        """Return the rising values that a threshold on `score` meets."""
        if score not in self._sorted:
            import numpy as np

            values = self.links[score].to_numpy(dtype=np.float64)
            self._sorted[score] = np.sort(values[np.isfinite(values)])
        return self._sorted[score]

    def axis(self, score: str) -> Axis:
        """Return the axis of the thresholds."""
        if score not in self._axes:
            self._axes[score] = axis_for(self.values(score).tolist())
        return self._axes[score]

    def reaching(self, score: str, threshold: float) -> int:
        """Count the links that reach a threshold."""
        from ..core.ties import reaches

        return int(reaches(self.values(score), threshold).sum())

    def reached(self, score: str, threshold: float) -> np.ndarray:
        """Mark the links that reach a threshold, shape (l,)."""
        from ..core.ties import reaches

        return reaches(self.links[score].to_numpy(dtype="float64"), threshold)

    def same_count(self, count: int, score: str) -> float:
        """Return the threshold on `score` that about `count` links reach."""
        values = self.values(score)
        if not len(values):
            return SystemSettings.threshold
        value = float(values[len(values) - min(max(count, 1), len(values))])
        return value if self.axis(score).steps else rounded(value)

    def detect(self, choices: Choices, threshold: float) -> Systems:
        """Find the systems; those of a threshold that the same links reach are remembered."""
        key = (choices, self.reaching(choices.score, threshold))
        if key not in self._found:
            self._remember(key, self._detect(self.links, choices.settings(threshold), choices))
        self._found.move_to_end(key)
        return self._found[key]

    def known_curve(self, choices: Choices) -> pd.DataFrame | None:
        """Return the curve of the sensitivity where it has been computed."""
        return self._curves.get(choices)

    def remember_curve(self, curve: Curve) -> None:
        """Keep the curve of the sensitivity, and the systems that were found on the way."""
        self._curves[curve.choices] = curve.runs
        for threshold, found in curve.found.items():
            reaching = self.reaching(curve.choices.score, threshold)
            self._remember((curve.choices, reaching), found)

    def hold_back(self) -> None:
        """Let a curve that is being computed wait: somebody is moving the threshold."""
        self._held_until = time.monotonic() + _PAUSE

    def compute_curve(self, choices: Choices, progress: Progress) -> Curve:
        """Find the systems for thresholds along the whole axis (long; for a worker thread)."""
        from ..core.sensitivity import sensitivity

        thresholds = self._curve_thresholds(choices.score)
        seen: dict[float, Systems] = {}

        def detect(links: pd.DataFrame, settings: SystemSettings) -> Systems:
            seen[settings.threshold] = self._detect(links, settings, choices)
            return seen[settings.threshold]

        def considerate(done: float) -> None:
            progress(done)
            while time.monotonic() < self._held_until:
                time.sleep(_NAP)
                progress(done)

        found = sensitivity(
            self.links,
            detect,
            choices.settings(thresholds[0]),
            thresholds,
            progress=considerate,
        )
        return Curve(choices, found.runs, seen if self.axis(choices.score).steps else {})

    def _curve_thresholds(self, score: str) -> Sequence[float]:
        axis = self.axis(score)
        if axis.steps:
            return axis.steps
        return [axis.value(i / _CURVE_POINTS) for i in range(_CURVE_POINTS + 1)]

    def _detect(self, links: pd.DataFrame, settings: SystemSettings, choices: Choices) -> Systems:
        from ..core.systems import detect_systems

        return detect_systems(links, self._table, settings, codes_of(choices.excluded))

    def _remember(self, key: tuple, found: Systems) -> None:
        self._found[key] = found
        while len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)


def read_scene(links: Any, units: Any, fields: SceneFields, progress: Progress) -> Scene:
    """Read both layers.

    Parameters
    ----------
    links : LayerSnapshot, or Path of a text table
    units : LayerSnapshot
    fields : SceneFields
        Of the units.

    Raises
    ------
    InputError
        A layer is not what it should be.
    """
    read = read_link_file if isinstance(links, Path) else read_links
    layer = read(links, part(progress, 0.0, 0.6))
    table = read_units(
        units, fields.code, fields.name, fields.weight, progress=part(progress, 0.6, 0.9)
    )
    scene = Scene(cumulated_links(layer), table)
    progress(1.0)
    return scene


def _in_order(links: pd.DataFrame) -> pd.DataFrame:
    import numpy as np

    a, b = (links[side].to_numpy(dtype=object) for side in ("unit_a", "unit_b"))
    swapped = a > b
    links = links.assign(unit_a=np.where(swapped, b, a), unit_b=np.where(swapped, a, b))
    kept = ["unit_a", "unit_b", "score", "intensity", *(["dist_km"] if "dist_km" in links else [])]
    return links[kept].sort_values(["unit_a", "unit_b"], ignore_index=True)


def _xy(units: Units, code: str) -> tuple[float, float]:
    point = units.points.get(code)
    return (point.x(), point.y()) if point is not None else (float("nan"), float("nan"))
