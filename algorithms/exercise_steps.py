"""The steps of the workshop: what the panel, the sheet, the answer key and the guide all say.

A step is told once, here. Its actions carry the very parameters that the answer key is run with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.messages import translate
from .exercise import COMMUTING, DATA, MEMBERSHIPS, PAYS, RECIPE, RESULTS, unit_layer

# What an action opens, beside an algorithm.
ZOOM, EXPLORE, COMPARE, REPORT = "zoom", "explore", "compare", "report"
MEMORY = "TEMPORARY_OUTPUT"


@dataclass(frozen=True)
class Action:
    """A button of a step.

    Attributes
    ----------
    key : str
        Names the action in the answer key and in tests.
    label : str
    opens : str
        The id of an algorithm, or one of ZOOM, EXPLORE, COMPARE and REPORT.
    parameters : mapping
        Of the algorithm; for COMPARE, what says which perimeters.
    needs_results : bool
        True where it reads what the recipe gave.
    """

    key: str
    label: str
    opens: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    needs_results: bool = False

    @property
    def is_algorithm(self) -> bool:
        """True where it opens the window of an algorithm."""
        return ":" in self.opens


@dataclass(frozen=True)
class Step:
    """One step: a title, a time, what to do, what to open, and what to answer."""

    key: str
    minutes: int
    title: str
    aim: str
    todo: Sequence[str]
    questions: Sequence[str]
    actions: Sequence[Action] = ()


def steps(folder: Path) -> tuple[Step, ...]:
    """Return the steps of the workshop in a folder that holds the exercise."""
    return (
        _ground(),
        _flows(folder),
        _links(folder),
        _kinds(folder),
        _thresholds(folder),
        _systems(folder),
        _compare_epci(folder),
        _compare_pays(folder),
        _discussion(),
    )


def action(made: Sequence[Step], key: str) -> Action:
    """Return an action by its key."""
    return next(one for step in made for one in step.actions if one.key == key)


def duration(made: Sequence[Step]) -> int:
    """Return the minutes that all steps take."""
    return sum(step.minutes for step in made)


# --- parameters shared by several steps ---------------------------------------------------------


def _units(folder: Path) -> dict[str, Any]:
    return {"UNITS": unit_layer(folder), "UNIT_CODE": "code", "UNIT_NAME": "name"}


def _commuting(folder: Path) -> dict[str, Any]:
    return {
        "FLOWS": str(folder / COMMUTING),
        "ORIGIN_FIELD": "CODGEO",
        "DESTINATION_FIELD": "DCLT",
        "VOLUME_FIELD": "NBFLUX_C22_ACTOCC15P",
    }


def result(folder: Path, table: str) -> str:
    """Return what opens a layer of the run of the recipe."""
    return f"{folder / RESULTS / 'results.gpkg'}|layername={table}"


def _found_systems(folder: Path) -> dict[str, Any]:
    return {
        "UNITS": result(folder, "units"),
        "UNIT_CODE": "code",
        "UNIT_NAME": "name",
        "UNIT_WEIGHT": "weight",
    }


def _detection(folder: Path, method: str) -> dict[str, Any]:
    return {
        "LINKS": result(folder, "links"),
        "SCORE_FIELD": "score",
        "THRESHOLD": 2,
        "METHOD": method,
        **_units(folder),
        "UNIT_WEIGHT": "pop_zone",
        "UNITS_OUT": MEMORY,
        "SYSTEMS": MEMORY,
        "LINKS_OUT": MEMORY,
    }


def _epci(folder: Path) -> dict[str, Any]:
    # The outlines are rough: a point may lie in the EPCI beside that of its town.
    return {**_polygons(f"{folder / DATA}|layername=epci"), "ALLOCATION": "area"}


def _pays(folder: Path) -> dict[str, Any]:
    return {**_polygons(f"{folder / PAYS}|layername=pays"), "ALLOCATION": "point"}


def _polygons(source: str) -> dict[str, Any]:
    return {"PERIMETERS": source, "PERIMETER_CODE": "code", "PERIMETER_NAME": "name"}


def _comparison(folder: Path, perimeters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_found_systems(folder),
        **perimeters,
        **_commuting(folder),
        "COMPARISON": MEMORY,
        "SYSTEMS_SUMMARY": MEMORY,
        "PERIMETERS_SUMMARY": MEMORY,
        "REPORT": None,
    }


# --- the steps ----------------------------------------------------------------------------------


def _ground() -> Step:
    return Step(
        "ground",
        10,
        translate("Alliance", "Know the ground"),
        translate("Alliance", "Say what you expect before any computation."),
        (
            translate(
                "Alliance",
                "Look at the map: 63 towns of Brittany and their territories. A circle is as large "
                "as the population of its territory."
            ),
            translate(
                "Alliance",
                "Go to a place that you know with the spatial bookmarks of the menu View; the "
                "button below shows the whole again."
            ),
            translate(
                "Alliance",
                "Switch on “EPCI (simplified)” and “Pays (as SCoT)” in the layer tree."
            ),
            translate(
                "Alliance",
                "Names, populations and EPCI are real. Outlines are drawn for the exercise and "
                "every flow is simulated: no figure of this workshop says anything about Brittany."
            ),
        ),
        (
            translate(
                "Alliance",
                "Which towns work together, in your opinion? Draw three groups on the sheet."
            ),
            translate("Alliance", "Inside which perimeter do you work every day?"),
        ),
        (Action("whole", translate("Alliance", "See the whole of Brittany"), ZOOM),),
    )


def _flows(folder: Path) -> Step:
    return Step(
        "flows",
        15,
        translate("Alliance", "Read the flows"),
        translate("Alliance", "Know what was read and what was left out, before you trust a map."),
        (
            translate(
                "Alliance",
                "Open “Load flows” with the button: it is filled in with the simulated commuting "
                "file, which has the layout of INSEE. Run it."
            ),
            translate("Alliance", "Read the log: rows read, rows kept, volume kept."),
            translate(
                "Alliance",
                "Close the window and open the attribute table of “Rows left out”: each has its "
                "reason."
            ),
        ),
        (
            translate("Alliance", "How many rows are left out, and for which reasons?"),
            translate(
                "Alliance",
                "Nantes (44109) and Laval (53130) are left out: is that an error? What would "
                "change for Redon or Vitré if they were units?"
            ),
        ),
        (
            Action(
                "load",
                translate("Alliance", "Load the commuting flows…"),
                "alliance:loadflows",
                {
                    "INPUT": str(folder / COMMUTING),
                    "PRESET": "insee_commuting",
                    "LINK_TYPE": translate("Alliance", "Commuting (simulated)"),
                    **_units(folder),
                    "FLOWS": MEMORY,
                    "REJECTS": MEMORY,
                },
            ),
        ),
    )


def _links(folder: Path) -> Step:
    shared = {
        **_commuting(folder),
        **_units(folder),
        "LINK_TYPE": translate("Alliance", "Commuting (simulated)"),
        "LINKS": MEMORY,
        "LOSS_REPORT": None,
    }
    return Step(
        "links",
        20,
        translate("Alliance", "Weigh the links"),
        translate("Alliance", "See that a rule is a choice, and whom it favours."),
        (
            translate(
                "Alliance",
                "Switch off “Flows” in the layer tree. Button 1: the relative link, the two first "
                "flows of each town, 100 commuters at least. Run, close, look at the lines."
            ),
            translate(
                "Alliance",
                "Button 2: the volume alone, from 2,000 commuters on. Run, and compare both maps."
            ),
            translate(
                "Alliance",
                "Open one of the windows again, change one value, and run: which links come, which "
                "go?"
            ),
        ),
        (
            translate(
                "Alliance",
                "How many flows does each rule mark, and what share of the commuters is on the "
                "links that are kept?"
            ),
            translate(
                "Alliance",
                "How many towns have no link left with each rule? Whom does a minimum volume "
                "favour?"
            ),
        ),
        (
            Action(
                "relative",
                translate("Alliance", "1. Relative link, two first flows…"),
                "alliance:computelinks",
                {
                    **shared,
                    "INTENSITY": "relative_link",
                    "RULE": "first",
                    "RULE_VALUE": 2,
                    "MIN_VOLUME": 100,
                },
            ),
            Action(
                "volume",
                translate("Alliance", "2. Volume, from 2,000 on…"),
                "alliance:computelinks",
                {**shared, "INTENSITY": "volume", "RULE": "min_volume", "RULE_VALUE": 2000},
            ),
        ),
    )


def _kinds(folder: Path) -> Step:
    return Step(
        "kinds",
        15,
        translate("Alliance", "Cumulate several kinds of links"),
        translate("Alliance", "A link that several kinds keep is not the same as a large flow."),
        (
            translate(
                "Alliance",
                "Open “Run a recipe” with the button and run it: six kinds of links are weighed, "
                "selected and added up. The score of a link is the number of kinds that keep it."
            ),
            translate(
                "Alliance",
                "Switch off the links and the units of the steps before, and look at the cumulated "
                "links: the darker, the more kinds meet."
            ),
            translate("Alliance", "Open the report of the run and read what each kind keeps."),
        ),
        (
            translate("Alliance", "Which pairs of towns are joined by most kinds of links?"),
            translate("Alliance", "Which kind keeps the smallest share of its volume?"),
        ),
        (
            Action(
                "recipe",
                translate("Alliance", "Run the recipe of the exercise…"),
                "alliance:runrecipe",
                {"RECIPE": str(folder / RECIPE), "OUTPUT_FOLDER": str(folder / RESULTS)},
            ),
            Action("report", translate("Alliance", "Open the report"), REPORT, needs_results=True),
        ),
    )


def _thresholds(folder: Path) -> Step:
    return Step(
        "thresholds",
        15,
        translate("Alliance", "Change the threshold"),
        translate("Alliance", "Know what holds, and what depends on a threshold."),
        (
            translate(
                "Alliance",
                "Open the page Explore with button 1: the cumulated links and the units are chosen."
            ),
            translate(
                "Alliance",
                "Switch off “Systems”. Move the threshold from 1 to 5 and watch the map. Write "
                "down the systems and the towns that they cover."
            ),
            translate(
                "Alliance", "Button 2 gives all thresholds at once, in a table: check your figures."
            ),
        ),
        (
            translate("Alliance", "How many systems, and how many towns, at each threshold?"),
            translate(
                "Alliance",
                "Where does the picture fall apart? Which threshold would you defend before "
                "elected members?"
            ),
        ),
        (
            Action(
                "explore",
                translate("Alliance", "1. Open the page Explore"),
                EXPLORE,
                needs_results=True,
            ),
            Action(
                "sensitivity",
                translate("Alliance", "2. All thresholds at once…"),
                "alliance:systemsensitivity",
                {
                    "LINKS": result(folder, "links"),
                    **_units(folder),
                    "UNIT_WEIGHT": "pop_zone",
                    "THRESHOLD": 2,
                    "THRESHOLDS": "1,2,3,4,5",
                    "OUTPUT": MEMORY,
                    "STABILITY": MEMORY,
                },
                needs_results=True,
            ),
        ),
    )


def _systems(folder: Path) -> Step:
    return Step(
        "systems",
        10,
        translate("Alliance", "Find systems"),
        translate("Alliance", "Compare two ways from links to systems."),
        (
            translate(
                "Alliance",
                "Button 1: each town joins its strongest larger neighbour (attachment), from a "
                "score of 2 on. Run."
            ),
            translate(
                "Alliance",
                "Button 2: the same links, but everything that touches makes one system "
                "(components). Run, and compare."
            ),
        ),
        (
            translate("Alliance", "Which systems come out, around which centres?"),
            translate("Alliance", "What do components make of them, and why?"),
        ),
        (
            Action(
                "attachment",
                translate("Alliance", "1. By attachment…"),
                "alliance:detectsystems",
                _detection(folder, "attachment"),
                needs_results=True,
            ),
            Action(
                "components",
                translate("Alliance", "2. By components…"),
                "alliance:detectsystems",
                _detection(folder, "components"),
                needs_results=True,
            ),
        ),
    )


def _compare_epci(folder: Path) -> Step:
    return Step(
        "epci",
        15,
        translate("Alliance", "Compare with the EPCI"),
        translate("Alliance", "Measure how far systems are from the limits of every day."),
        (
            translate(
                "Alliance",
                "Open the page Compare with button 1: the units and the EPCI are chosen. Press "
                "“Compare”."
            ),
            translate(
                "Alliance",
                "Choose the row of Brest: both outlines show on the map, and the second table "
                "lists its EPCI."
            ),
            translate(
                "Alliance", "Button 2 gives the same as tables, with the indices in the log."
            ),
        ),
        (
            translate("Alliance", "Which EPCI is most like each system?"),
            translate(
                "Alliance",
                "How many EPCI does the system of Brest cross, and what share of its commuters "
                "crosses a limit?"
            ),
            translate("Alliance", "How do you read the adjusted Rand index (ARI)?"),
        ),
        (
            Action(
                "compare_epci",
                translate("Alliance", "1. Open the page Compare"),
                COMPARE,
                _epci(folder),
                needs_results=True,
            ),
            Action(
                "epci",
                translate("Alliance", "2. Compare, as tables…"),
                "alliance:compareperimeters",
                _comparison(folder, _epci(folder)),
                needs_results=True,
            ),
        ),
    )


def _compare_pays(folder: Path) -> Step:
    return Step(
        "pays",
        10,
        translate("Alliance", "Compare with larger perimeters, find alliances"),
        translate("Alliance", "Find the perimeter that fits, and the cooperation that is missing."),
        (
            translate(
                "Alliance",
                "Button 1: compare again, with the simplified pays, which group EPCI as SCoT do."
            ),
            translate("Alliance", "Button 2: the same as tables, with the indices in the log."),
            translate(
                "Alliance",
                "Button 3: pairs of EPCI that are strongly linked and share no framework. Sort the "
                "table by score."
            ),
        ),
        (
            translate("Alliance", "Do the pays fit better than the EPCI? Which figures say so?"),
            translate(
                "Alliance", "Which EPCI are strongly linked and share no pays and no cooperation?"
            ),
        ),
        (
            Action(
                "compare_pays",
                translate("Alliance", "1. Open the page Compare"),
                COMPARE,
                _pays(folder),
                needs_results=True,
            ),
            Action(
                "pays",
                translate("Alliance", "2. Compare, as tables…"),
                "alliance:compareperimeters",
                _comparison(folder, _pays(folder)),
                needs_results=True,
            ),
            Action(
                "alliances",
                translate("Alliance", "3. Missing alliances…"),
                "alliance:findalliances",
                {
                    "LINKS": result(folder, "links"),
                    **_units(folder),
                    # The EPCI of each town, whole: nothing is shared out by area.
                    "MEMBERSHIP": unit_layer(folder),
                    "MEMBERSHIP_UNIT": "code",
                    "MEMBERSHIP_CODE": "epci",
                    "MEMBERSHIP_NAME": "epci_name",
                    "FRAMEWORKS": [str(folder / MEMBERSHIPS)],
                    "FRAMEWORK_UNIT": "code",
                    "FRAMEWORK_CODE": "perim",
                    "FRAMEWORK_NAME": "perim_name",
                    "OUTPUT": MEMORY,
                },
                needs_results=True,
            ),
        ),
    )


def _discussion() -> Step:
    return Step(
        "discussion",
        10,
        translate("Alliance", "Discuss"),
        translate("Alliance", "From figures to what you would say."),
        (
            translate("Alliance", "Go back to the three groups that you drew at the start."),
            translate("Alliance", "In pairs, answer the questions; then each pair tells one."),
        ),
        (
            translate(
                "Alliance",
                "Which choice weighed most: the kinds of links, the rule, the threshold, the "
                "method, the perimeter?"
            ),
            translate(
                "Alliance",
                "What would you tell elected members, in three sentences, with what reservations?"
            ),
            translate("Alliance", "Which data of yours would you bring to do this again?"),
        ),
    )
