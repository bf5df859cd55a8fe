"""A railway timetable to trains a week between units, every ride accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFile,
)

from ..core.errors import InputError
from ..core.messages import translate
from ..core.options import COUNT_LEVELS, RailSettings
from ..core.progress import part
from . import parameters as declare
from .base import AllianceAlgorithm
from .build_report import BuildStory
from .building import declare_building, write_built
from .fields import RAIL_FLOWS
from .flow_sources import lookup_of, pair_of, units_of
from .geometry import WGS84, Units
from .layers import progress_of
from .polygon_index import PolygonIndex
from .typography import format_date

if TYPE_CHECKING:
    from ..core.gtfs import Feed
    from ..core.rail import Supply

_DATE = "yyyy-MM-dd"


class BuildRailLinks(AllianceAlgorithm):
    """`alliance:buildraillinks`."""

    ID = "buildraillinks"
    GROUP = "flows"
    TABLES = ("STATIONS", "LOOKUP")

    def title(self) -> str:
        return translate("Alliance", "Build rail links")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Reads a railway timetable (GTFS) and counts the trains a week between units, with "
            "their best and median time."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "A timetable is a zip or a folder of text tables. Days of service are counted, not "
                "trips: a train number that has several records, one a period, counts once a day. "
                "The volume is the number of trains in a mean week of the days counted."
            ),
            translate(
                "Alliance",
                "A train links two units when one may get on in the first, then off in the second. "
                "It counts once for the two, however many of their stations it serves, by its "
                "fastest ride; best_min and median_min are the best and the median of these. "
                "Rides inside one unit make no link."
            ),
            translate(
                "Alliance",
                "Choose whole weeks out of holidays, in the three months that follow the date of "
                "the feed: later, it thins out. Without dates, the four densest weeks, Monday to "
                "Sunday, are counted."
            ),
            translate(
                "Alliance",
                "Stations lead to communes by a table of stations, then to units by the lookup "
                "table. Without a table of stations, a station belongs to the polygon of the units "
                "that holds it; without polygons, or with a lookup table, its own identifier is "
                "the code: in the feeds of SNCF, the eight figures of its UIC number."
            ),
            translate(
                "Alliance",
                "The report counts rides: a trip from one of its stops to a later one. Each is "
                "kept or left out for one reason, the first that applies, and a station that leads "
                "to no unit is listed. Stops without a time get one between those known, and are "
                "counted."
            ),
            translate(
                "Alliance",
                "A timetable tells supply, not passengers, and only of the companies that it "
                "holds: a feed of high-speed trains knows no regional train."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "rail,train,GTFS,timetable,SNCF,TGV,stations,supply,flows")

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *_inputs(),
            *_filters(),
            *declare.units(optional=True),
            *declare.lookup(),
            declare.choice(
                "COUNT_ONCE",
                translate("Alliance", "A train counts once for"),
                translate(
                    "Alliance",
                    "“unit”: a pair of units, however many of their stations it serves. “place”: a "
                    "pair of communes, summed by pair of units, as “Aggregate flows” would."
                ),
                COUNT_LEVELS,
                RailSettings.level,
                advanced=True,
            ),
            declare.flag(
                "TRAINS_ONLY",
                translate("Alliance", "Trains only"),
                translate(
                    "Alliance",
                    "Leave out coaches, metros, trams and boats, by the type of their route."
                ),
                True,
                advanced=True,
            ),
            declare.flag(
                "KEEP_UNKNOWN",
                translate("Alliance", "Keep stations that lead to no unit"),
                translate(
                    "Alliance", "Stations abroad, for instance: they stay as ends without geometry."
                ),
                False,
                advanced=True,
            ),
        ):
            self.addParameter(parameter)
        declare_building(self, "rail")

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from ..core.gtfs import read_feed
        from ..core.rail import build_rail

        progress = progress_of(feedback)
        units = units_of(self, parameters, context, feedback, part(progress, 0.0, 0.1))
        lookup = lookup_of(self, parameters, context, part(progress, 0.1, 0.15))
        feed = read_feed(
            self.parameterAsString(parameters, "INPUT", context),
            progress=part(progress, 0.15, 0.5),
        )
        settings = self._settings(parameters, context)
        places = self._places(parameters, context, feed, part(progress, 0.5, 0.55))
        if places is None and lookup is None and units is not None and units.polygons:
            places = places_inside(feed, units)
        supply = build_rail(
            feed,
            settings,
            places=places,
            units=None if units is None else units.frame["code"].tolist(),
            lookup=lookup,
            keep_unknown=self.parameterAsBoolean(parameters, "KEEP_UNKNOWN", context),
            link_type=self.parameterAsString(parameters, "LINK_TYPE", context),
            progress=part(progress, 0.55, 0.8),
        )
        return write_built(
            self,
            parameters,
            context,
            feedback,
            supply.built,
            units,
            rail_story(feed, supply, settings),
            schema=RAIL_FLOWS,
            progress=part(progress, 0.8, 1.0),
        )

    def _settings(self, parameters: dict[str, Any], context: Any) -> RailSettings:
        types = self.parameterAsString(parameters, "TRAIN_TYPES", context).split(",")
        return RailSettings(
            start=self._day(parameters, "START", context),
            end=self._day(parameters, "END", context),
            train_types=tuple(name.strip() for name in types if name.strip()),
            min_trains=self.parameterAsDouble(parameters, "MIN_TRAINS", context),
            max_hours=self.parameterAsDouble(parameters, "MAX_HOURS", context),
            trains_only=self.parameterAsBoolean(parameters, "TRAINS_ONLY", context),
            level=self.parameterAsEnumString(parameters, "COUNT_ONCE", context),
        )

    def _day(self, parameters: dict[str, Any], name: str, context: Any) -> str:
        day = self.parameterAsDateTime(parameters, name, context)
        return day.toString(_DATE) if day.isValid() else ""

    def _places(
        self, parameters: dict[str, Any], context: Any, feed: Feed, progress: Any
    ) -> dict[str, str] | None:
        """Return the place of each stop by the table of stations, None without one."""
        from ..core.rail import station_places

        stations = pair_of(
            self,
            parameters,
            context,
            ("STATIONS", "STATION_ID", "STATION_CODE"),
            translate(
                "Alliance",
                "Name the two columns of the table of stations “{table}”: the identifier of "
                "the station and the code of its place. Its columns are: {columns}."
            ),
            progress,
        )
        return None if stations is None else station_places(feed, stations["from"], stations["to"])


def _inputs() -> Sequence[Any]:
    feed = QgsProcessingParameterFile("INPUT", translate("Alliance", "Timetable (GTFS)"))
    feed.setFileFilter(
        translate("Alliance", "Timetables")
        + " (*.zip *.txt);;"
        + translate("Alliance", "All files")
        + " (*)"  # a folder has no suffix, and QGIS refuses what no pattern allows
    )
    feed.setHelp(
        translate(
            "Alliance",
            "A zip as it is published, an unpacked folder, or one of the text tables of that "
            "folder."
        )
    )
    return (
        feed,
        declare.source(
            "STATIONS",
            translate("Alliance", "Table of stations"),
            translate(
                "Alliance",
                "It gives each station the code of its commune: a layer, or a csv file. SNCF "
                "publishes one."
            ),
            optional=True,
        ),
        declare.text(
            "STATION_ID",
            translate("Alliance", "Stations: identifier"),
            translate(
                "Alliance",
                "Column of the table of stations; several identifiers may stand in a cell, parted "
                "by semicolons."
            ),
        ),
        declare.text(
            "STATION_CODE",
            translate("Alliance", "Stations: code of the place"),
            translate("Alliance", "Column of the table of stations: the commune, or the unit."),
        ),
    )


def _filters() -> Sequence[Any]:
    days = []
    for name, label, help_text in (
        (
            "START",
            translate("Alliance", "First day"),
            translate(
                "Alliance",
                "A Monday out of holidays. Empty with the last day: the four densest weeks."
            ),
        ),
        (
            "END",
            translate("Alliance", "Last day"),
            translate("Alliance", "A Sunday, some weeks later. Empty: the last day of the feed."),
        ),
    ):
        day = QgsProcessingParameterDateTime(
            name, label, QgsProcessingParameterDateTime.Type.Date, None, True
        )
        day.setHelp(help_text)
        days.append(day)
    return (
        *days,
        declare.text(
            "TRAIN_TYPES",
            translate("Alliance", "Types of trains"),
            translate(
                "Alliance",
                "Between commas, as SNCF writes them in its stops: TGV INOUI, OUIGO. Empty: all."
            ),
        ),
        declare.number(
            "MIN_TRAINS",
            translate("Alliance", "Least trains a week"),
            translate("Alliance", "From one unit to the other; fewer make no link."),
            0.0,
        ),
        declare.number(
            "MAX_HOURS",
            translate("Alliance", "Longest time (hours)"),
            translate("Alliance", "Longer rides make no link; 0 for no limit."),
            0.0,
        ),
    )


def places_inside(feed: Feed, units: Units) -> dict[str, str]:
    """Return the unit whose polygon holds each stop.

    Raises
    ------
    InputError
        The units have no coordinate reference system, so nothing says where stops are.
    """
    if not units.crs.isValid():
        raise InputError(
            translate(
                "Alliance",
                "The units have no coordinate reference system, so stations cannot be placed in "
                "them: give the layer its own, or a table of stations."
            )
        )
    index = PolygonIndex(units.shapes)
    to_units = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(WGS84), units.crs, QgsCoordinateTransformContext()
    )
    places = {}
    located = feed.stops.dropna(subset=["lon", "lat"])
    for stop, lon, lat in zip(located["stop"], located["lon"], located["lat"]):
        try:
            point = to_units.transform(QgsPointXY(lon, lat))
        except QgsCsException:
            continue
        code = index.holding(QgsGeometry.fromPointXY(point))
        if code:
            places[stop] = code
    return places


# --- report ---------------------------------------------------------------------------------------


def rail_story(feed: Feed, supply: Supply, settings: RailSettings) -> BuildStory:
    """Return what the report says of these links in words."""
    return BuildStory(
        title=translate("Alliance", "Rail links"),
        records=translate("Alliance", "Rides"),
        volumes=translate("Alliance", "Trains a week"),
        paragraphs=_paragraphs(feed, supply, settings),
        figures={
            "days": translate("Alliance", "Days counted"),
            "trip_records": translate("Alliance", "Records of trips that run on these days"),
            "trains": translate("Alliance", "Trains that they are, by their number"),
            "train_days": translate("Alliance", "Days of service of these trains"),
            "stations": translate("Alliance", "Stations served"),
            "stations_without_unit": translate("Alliance", "Stations that lead to no unit"),
            "interpolated": translate(
                "Alliance", "Stops of the feed whose time was reckoned from those around"
            ),
        },
        notes=[
            translate(
                "Alliance",
                "Trains are supply, not passengers, and of the companies of this feed only."
            ),
        ],
    )


def _in_full(day: int) -> str:
    from ..core.service_days import day_text

    return format_date(date.fromisoformat(day_text(day)))


def _paragraphs(feed: Feed, supply: Supply, settings: RailSettings) -> Sequence[str]:
    from ..core.service_days import stretches

    periods = ", ".join(
        translate("Alliance", "{first} to {last}").format(
            first=_in_full(first), last=_in_full(last)
        )
        for first, last in stretches(supply.days)
    )
    told = [
        translate(
            "Alliance",
            "The volume of a link is the number of trains in a mean week: 7 times the days of "
            "service, over the days counted. Timetable: “{feed}”; period: {periods}."
        ).format(feed=feed.name, periods=periods)
    ]
    told.append(
        translate("Alliance", "A train counts once for a pair of units.")
        if settings.level == "unit"
        else translate(
            "Alliance",
            "A train counts once for a pair of places; pairs of places are summed by pair of units."
        )
    )
    if supply.types:
        told.append(
            translate("Alliance", "Types of trains in the feed: {types}.").format(
                types=", ".join(supply.types)
            )
        )
    if settings.train_types:
        told.append(
            translate("Alliance", "Types counted: {types}.").format(
                types=", ".join(settings.train_types)
            )
        )
    return told
