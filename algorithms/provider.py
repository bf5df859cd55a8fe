"""The Processing provider `alliance`."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .aggregate_flows import AggregateFlows
from .base import ICONS
from .build_headquarter_links import BuildHeadquarterLinks
from .build_partnerships import BuildPartnerships
from .build_rail_links import BuildRailLinks
from .compare_perimeters import ComparePerimeters
from .compute_links import ComputeLinks
from .cumulate_links import CumulateLinks
from .detect_systems import DetectSystems
from .find_alliances import FindAlliances
from .flow_map_layout import FlowMapLayout
from .load_flows import LoadFlows
from .model_second_homes import ModelSecondHomes
from .regionalise import Regionalise
from .run_recipe import RunRecipe
from .style_results import StyleResults
from .system_sensitivity import SystemSensitivity
from .territorial_balance import TerritorialBalance

ALGORITHMS = (
    RunRecipe,
    LoadFlows,
    AggregateFlows,
    BuildHeadquarterLinks,
    BuildPartnerships,
    BuildRailLinks,
    ModelSecondHomes,
    ComputeLinks,
    CumulateLinks,
    DetectSystems,
    ComparePerimeters,
    FindAlliances,
    TerritorialBalance,
    Regionalise,
    SystemSensitivity,
    StyleResults,
    FlowMapLayout,
)


class AllianceProvider(QgsProcessingProvider):
    """Interurban systems and institutional perimeters."""

    def id(self) -> str:
        return "alliance"

    def name(self) -> str:
        return "Alliance"

    def icon(self) -> QIcon:
        return QIcon(str(ICONS / "alliance.svg"))

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
