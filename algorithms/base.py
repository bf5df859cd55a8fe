"""What every Alliance algorithm shares: its card, its errors, its progress and its checks."""

from __future__ import annotations

import math
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterNumber,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from ..core.errors import AllianceError, Cancelled
from ..core.messages import translate
from .dependencies import installation_advice, missing_libraries
from .layers import is_table_file
from .opening import one_at_a_time

# The largest whole number of QGIS stands for no limit.
NO_MAXIMUM = 2**31 - 1

ICONS = Path(__file__).parent.parent / "resources" / "icons"

GROUPS: dict[str, Callable[[], str]] = {
    "chain": lambda: translate("Alliance", "0 Whole chain"),
    "flows": lambda: translate("Alliance", "1 Flows"),
    "links": lambda: translate("Alliance", "2 Links"),
    "systems": lambda: translate("Alliance", "3 Systems"),
    "perimeters": lambda: translate("Alliance", "4 Perimeters"),
    "maps": lambda: translate("Alliance", "5 Maps"),
}


class AllianceAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of the provider.

    A subclass gives ID and GROUP, its texts (`title`, `summary`, `help_paragraphs`, `keywords`),
    declares its parameters in `initAlgorithm` and does its work in `compute`, where any
    :class:`~alliance.core.errors.AllianceError` becomes the sentence that the user reads.
    """

    ID = ""
    GROUP = ""
    # Parameters that take a layer or a text table read without QGIS, so that codes stay text.
    TABLES: Sequence[str] = ()

    # --- the card ---------------------------------------------------------------------------

    def title(self) -> str:
        """Return the name shown in the toolbox."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return one sentence for the tooltip."""
        raise NotImplementedError

    def help_paragraphs(self) -> Sequence[str]:
        """Return the help: what it does, what decides, fields added, NULL, limits."""
        raise NotImplementedError

    def keywords(self) -> str:
        """Return the search words of the toolbox, separated by commas."""
        raise NotImplementedError

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Any
    ) -> dict[str, Any]:
        """Do the work and return the outputs."""
        raise NotImplementedError

    # --- QGIS -------------------------------------------------------------------------------

    def createInstance(self) -> AllianceAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.ID

    def displayName(self) -> str:
        return self.title()

    def group(self) -> str:
        return GROUPS[self.GROUP]()

    def groupId(self) -> str:
        return self.GROUP

    def shortDescription(self) -> str:
        return self.summary()

    def shortHelpString(self) -> str:
        return "".join(f"<p>{text}</p>" for text in (self.summary(), *self.help_paragraphs()))

    def tags(self) -> list[str]:
        return [word.strip() for word in self.keywords().split(",")]

    def icon(self) -> QIcon:
        return QIcon(str(ICONS / "alliance.svg"))

    def canExecute(self) -> Any:
        missing = missing_libraries()
        if missing:
            return False, installation_advice(missing)
        return True, ""

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Any:
        for definition in self.parameterDefinitions():
            problem = _problem_of_number(definition, parameters.get(definition.name()))
            if problem:
                return False, problem
        # QGIS only accepts what it can open as a layer; we also read compressed and text tables.
        stand_in = QgsVectorLayer("NoGeometry", "table", "memory")
        layers = {
            name: stand_in if name in self.TABLES and is_table_file(value) else value
            for name, value in parameters.items()
        }
        with one_at_a_time:
            return super().checkParameterValues(layers, context)

    def parameterAsSource(self, *given: Any) -> Any:
        with one_at_a_time:
            return super().parameterAsSource(*given)

    def parameterAsVectorLayer(self, *given: Any) -> Any:
        with one_at_a_time:
            return super().parameterAsVectorLayer(*given)

    def parameterAsLayerList(self, *given: Any) -> Any:
        with one_at_a_time:
            return super().parameterAsLayerList(*given)

    def parameterAsSink(self, *given: Any) -> Any:
        with one_at_a_time:
            return super().parameterAsSink(*given)

    def processAlgorithm(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        missing = missing_libraries()
        if missing:
            raise QgsProcessingException(installation_advice(missing))
        try:
            return self.compute(parameters, context, feedback)
        except Cancelled:
            feedback.pushInfo(translate("Alliance", "Cancelled: nothing was written."))
            return {}
        except AllianceError as error:
            raise QgsProcessingException(str(error)) from error
        except MemoryError as error:
            raise QgsProcessingException(
                translate(
                    "Alliance",
                    "This computer has not enough memory for these data. Aggregate the flows to "
                    "larger units, or close other programs."
                )
            ) from error
        except QgsProcessingException:
            raise
        except Exception as error:
            _log(self.name())
            raise QgsProcessingException(
                translate(
                    "Alliance",
                    "“{algorithm}” met an error that was not foreseen ({error}), and nothing was "
                    "written. The details are in the log messages panel, page “Alliance”: send "
                    "them to the authors, with the parameters of this run."
                ).format(algorithm=self.displayName(), error=_short(error))
            ) from error


def _log(name: str) -> None:
    """Write the present exception in the message log of QGIS, where developers look."""
    QgsMessageLog.logMessage(
        f"alliance:{name}\n{traceback.format_exc()}",
        "Alliance",
        Qgis.MessageLevel.Critical,
    )


def _short(error: Exception) -> str:
    """Return the first line of an exception, after its kind."""
    lines = str(error).strip().splitlines()
    return ": ".join((type(error).__name__, *lines[:1]))


def _problem_of_number(definition: Any, given: Any) -> str:
    """Say what is wrong with a number, '' for nothing: QGIS would only call it incorrect."""
    if not isinstance(definition, QgsProcessingParameterNumber):
        return ""
    try:
        value = float(given)
    except (TypeError, ValueError):
        return ""  # an absent one, an expression: QGIS knows
    lowest, highest = definition.minimum(), definition.maximum()
    if not math.isfinite(value):
        told = translate("Alliance", "“{parameter}” ({name}) must be a number, and is {value}.")
    elif highest < NO_MAXIMUM and not lowest <= value <= highest:
        told = translate(
            "Alliance",
            "“{parameter}” ({name}) must be a number from {lowest} to {highest}, and is {value}."
        )
    elif value < lowest:
        told = translate(
            "Alliance", "“{parameter}” ({name}) must be {lowest} or more, and is {value}."
        )
    else:
        return ""
    return told.format(
        parameter=definition.description(),
        name=definition.name(),
        lowest=f"{lowest:g}",
        highest=f"{highest:g}",
        value=given,
    )
