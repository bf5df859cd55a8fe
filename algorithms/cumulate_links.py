"""Several kinds of links to one score and one intensity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsWkbTypes,
)

from ..core.errors import InputError, SettingsError
from ..core.messages import translate
from ..core.options import DIMENSIONS, NORMALISATIONS, CumulationSettings, LinkType
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .fields import cumulated_schema
from .key_help import normalisation_help
from .layers import progress_of
from .link_sources import LinkLayer, by_kind, read_layer
from .outputs import Outputs
from .provenance import describe
from .typography import as_finite

if TYPE_CHECKING:
    import pandas as pd

_MATRIX_COLUMNS = 3


class CumulateLinks(AllianceAlgorithm):
    """`alliance:cumulatelinks`."""

    ID = "cumulatelinks"
    GROUP = "links"

    def title(self) -> str:
        return translate("Alliance", "Cumulate links")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Brings several kinds of links together: how many kinds join two towns, and how "
            "strongly."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "The score of a link is the sum of the weights of the kinds that select it; with "
                "weights of 1, the number of kinds. Its intensity, from 0 to 100, averages the "
                "intensities of the kinds, each scaled inside its kind over the selected links."
            ),
            *normalisation_help(),
            translate(
                "Alliance",
                "Capping dimensions keeps several kinds of one dimension (commuting, studies and "
                "migration are all mobility) from counting more than once in the score."
            ),
            translate(
                "Alliance",
                "Each layer comes from “Compute links”. Only selected links are read. For each "
                "kind, the field s_… says whether it selects the link, r_… how strong it is there, "
                "0 to 1."
            ),
            translate(
                "Alliance",
                "The score follows the study of the DATAR (2011), whose thresholds were not "
                "published: it is our reconstruction. The intensity is ours."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "links,cumulation,score,multiplex,intensity,weights")

    def initAlgorithm(self, configuration: Any = None) -> None:
        links = QgsProcessingParameterMultipleLayers(
            "LINKS",
            translate("Alliance", "Links, one layer a kind or several"),
            QgsProcessing.SourceType.TypeVector,
        )
        links.setHelp(translate("Alliance", "Layers made by “Compute links”."))
        weights = QgsProcessingParameterMatrix(
            "WEIGHTS",
            translate("Alliance", "Weight and dimension of each kind"),
            0,
            False,
            [
                translate("Alliance", "Kind"),
                translate("Alliance", "Weight"),
                translate("Alliance", "Dimension"),
            ],
            [],
            True,
        )
        weights.setHelp(
            translate(
                "Alliance",
                "One row a kind that should not weigh 1, or has a dimension: mobility, knowledge, "
                "economy, transport."
            )
        )
        for parameter in (
            links,
            weights,
            declare.choice(
                "NORMALISATION",
                translate("Alliance", "Scaling inside a kind"),
                translate("Alliance", "How intensities of different kinds are made comparable."),
                NORMALISATIONS,
                CumulationSettings.normalisation,
            ),
            declare.flag(
                "CAP_DIMENSIONS",
                translate("Alliance", "Count each dimension once at most"),
                translate("Alliance", "So that three kinds of mobility do not outweigh the rest."),
                CumulationSettings.cap_dimensions,
            ),
            declare.sink(
                "OUTPUT",
                translate("Alliance", "Cumulated links"),
                translate("Alliance", "One line a pair of units that at least one kind selects."),
                QgsProcessing.SourceType.TypeVectorLine,
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber("LINK_COUNT", translate("Alliance", "Links")))
        self.addOutput(
            QgsProcessingOutputNumber("MAX_SCORE", translate("Alliance", "Highest score"))
        )

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.cumulation import cumulate, slugs

        progress = progress_of(feedback)
        layers = self._layers(parameters, context, part(progress, 0.0, 0.5))
        kinds = _kinds(layers)
        types = self._types(parameters, context, list(kinds))
        settings = CumulationSettings(
            normalisation=self.parameterAsEnumString(parameters, "NORMALISATION", context),
            cap_dimensions=self.parameterAsBoolean(parameters, "CAP_DIMENSIONS", context),
        )
        cumulated = cumulate(
            [(link_type, kinds[link_type.name]) for link_type in types],
            settings,
            part(progress, 0.5, 0.7),
        )
        crs = next((layer.crs for layer in layers if layer.crs.isValid()), _NO_CRS)
        lines: dict[Any, Any] = {}
        names: dict[str, str] = {}
        for layer in reversed(layers):
            lines.update(layer.lines_in(crs))
            names.update(layer.names)
        pairs = list(zip(cumulated["unit_a"].tolist(), cumulated["unit_b"].tolist()))
        cumulated = cumulated.assign(
            name_a=[names.get(a, a) for a, _ in pairs], name_b=[names.get(b, b) for _, b in pairs]
        )
        counts = {
            "LINK_COUNT": len(cumulated),
            "MAX_SCORE": float(cumulated["score"].max()) if len(cumulated) else 0.0,
        }
        with Outputs(self, parameters, context) as outputs:
            outputs.write(
                "OUTPUT",
                cumulated,
                cumulated_schema(slugs(link_type.name for link_type in types)),
                geometry=lambda row: lines.get(pairs[row]),
                wkb_type=_wkb_type(bool(lines) or crs.isValid()),
                crs=crs,
                metadata=describe(self, parameters, counts, self.title()),
                progress=part(progress, 0.7, 1.0),
            )
        return {**outputs.ids, **counts}

    def _layers(self, parameters: dict[str, Any], context: Any, progress: Any) -> list[LinkLayer]:
        given = self.parameterAsLayerList(parameters, "LINKS", context)
        if not given:
            raise InputError(
                translate("Alliance", "Choose at least one layer made by “Compute links”.")
            )
        # The order in which layers are ticked must not change the result.
        layers = [
            read_layer(layer, part(progress, i / len(given), (i + 1) / len(given)))
            for i, layer in enumerate(given)
        ]
        return sorted(layers, key=lambda layer: sorted(by_kind(layer)))

    def _types(
        self, parameters: dict[str, Any], context: Any, names: Sequence[str]
    ) -> list[LinkType]:
        values = self.parameterAsMatrix(parameters, "WEIGHTS", context)
        given = {}
        for start in range(0, len(values), _MATRIX_COLUMNS):
            row = values[start : start + _MATRIX_COLUMNS]
            name, weight, dimension = (
                "" if value is None else str(value).strip() for value in (*row, "", "")[:3]
            )
            if not (name or weight or dimension):
                continue
            given[name] = _link_type(name, weight, dimension, names)
        return [given.get(name, LinkType(name)) for name in names]


_NO_CRS = QgsCoordinateReferenceSystem()


def _wkb_type(has_lines: bool) -> Any:
    return QgsWkbTypes.Type.LineString if has_lines else QgsWkbTypes.Type.NoGeometry


def _kinds(layers: Sequence[LinkLayer]) -> dict[str, pd.DataFrame]:
    """Return the links of each kind, kinds sorted by name."""
    found: dict[str, Any] = {}
    for layer in layers:
        for kind, frame in by_kind(layer).items():
            if kind in found:
                raise InputError(
                    translate(
                        "Alliance",
                        "Two layers hold links of the kind “{kind}”: give each kind a name of its "
                        "own in “Compute links”."
                    ).format(kind=kind)
                )
            found[kind] = frame
    return {kind: found[kind] for kind in sorted(found)}


def _link_type(name: str, weight: str, dimension: str, names: Sequence[str]) -> LinkType:
    if name not in names:
        raise SettingsError(
            translate(
                "Alliance",
                "Weights: no layer holds links of the kind “{kind}”. There are: {kinds}."
            ).format(kind=name, kinds=", ".join(names))
        )
    value = as_finite(weight.replace(",", ".")) if weight else LinkType.weight
    if value is None or value <= 0:
        raise SettingsError(
            translate(
                "Alliance", "Weights: “{weight}” of the kind “{kind}” is not a number above 0."
            ).format(weight=weight, kind=name)
        )
    if dimension and dimension not in DIMENSIONS:
        raise SettingsError(
            translate(
                "Alliance",
                "Weights: the dimension “{dimension}” of the kind “{kind}” is unknown; choose "
                "among {dimensions}."
            ).format(dimension=dimension, kind=name, dimensions=", ".join(DIMENSIONS))
        )
    return LinkType(name, value, dimension)
