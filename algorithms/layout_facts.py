"""The figures of a printed page: of all systems, or of one with its units, links, perimeters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsSpatialIndex,
    QgsVectorLayer,
)

from ..core.messages import translate
from .compat import is_null
from .geometry import count_of, inner_point
from .layout_layers import Subject
from .styling import FLOWS, kind_of, weight_field
from .typography import as_finite, counted, format_number, format_percent, format_value, short_name
from .wording import label, nature_label, system_type_labels

# What the names of perimeters are called in the files of INSEE, IGN and agencies.
_NAME_FIELDS = (
    "perim_name",
    "name",
    "nom",
    "libelle",
    "libepci",
    "libgeo",
    "nom_officiel",
    "nom_epci",
    "raison_sociale",
    "label",
)


# Between the two ends of a link.
LINK = " – "


@dataclass(frozen=True)
class Row:
    """A line of a list: its label, and its figures as they are written."""

    label: str
    figures: Sequence[str]


@dataclass(frozen=True)
class Listing:
    """A titled list; `columns` stand over the figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Facts:
    """What a page says in figures: (figure, what it is) and lists."""

    figures: Sequence[tuple[str, str]]
    listings: Sequence[Listing] = ()


@dataclass
class _Member:
    name: str
    weight: float
    point: QgsGeometry | None


@dataclass
class _Inside:
    """What a system holds."""

    members: list[_Member] = field(default_factory=list)
    links: list[tuple[float, str, str, float | None]] = field(default_factory=list)


def whole_facts(subject: Subject) -> Facts:
    """Return the figures of a map of all systems."""
    figures = []
    systems, units = subject.systems, subject.units
    if systems is not None:
        count = count_of(systems)
        figures.append((format_number(count), _systems_word(count)))
    if units is not None and units.fields().lookupField("system") >= 0:
        figures += _coverage(units)
    figures += _inside_share(subject)
    return Facts(figures)


def _systems_word(count: int) -> str:
    return counted(
        count,
        translate("Alliance", "interurban system"),
        translate("Alliance", "interurban systems"),
    )


def _coverage(units: QgsVectorLayer) -> list[tuple[str, str]]:
    inside = [f for f in units.getFeatures() if (as_finite(f["system"]) or 0) > 0]
    total = format_number(count_of(units))
    text = counted(
        len(inside),
        translate("Alliance", "unit in a system, of {total}").format(total=total),
        translate("Alliance", "units in a system, of {total}").format(total=total),
    )
    return [(format_number(len(inside)), text)]


def _inside_share(subject: Subject) -> list[tuple[str, str]]:
    """Return the share of the intensity of links that stays inside systems."""
    links = subject.links[0] if subject.links else None
    if links is None or links.fields().lookupField("scale") < 0:
        return []
    total = inside = 0.0
    for feature in links.getFeatures(_plain()):
        intensity = max(as_finite(feature["intensity"]) or 0.0, 0.0)
        total += intensity
        inside += intensity if feature["scale"] == "internal" else 0.0
    if total == 0:
        return []
    text = translate("Alliance", "of the intensity of links lies inside systems")
    return [(format_percent(inside / total, decimals=0), text)]


# --- one page a system --------------------------------------------------------------------------


def system_facts(subject: Subject) -> dict[int, Facts]:
    """Return what the page of each system says, by the number of the system."""
    insides = _insides(subject)
    lookups = [_Perimeters(layer, subject.units) for layer in subject.perimeters]
    facts = {}
    for feature in subject.systems.getFeatures(_plain()):
        number = as_finite(feature["system"])
        if number is None or number <= 0:
            continue
        inside = insides.get(int(number), _Inside())
        listings = [_perimeter_listing(lookup, inside) for lookup in lookups]
        listings += [_unit_listing(inside), _link_listing(inside)]
        facts[int(number)] = Facts(_system_figures(feature), [x for x in listings if x.rows])
    return facts


def _system_figures(feature: QgsFeature) -> list[tuple[str, str]]:
    has = {item.name() for item in feature.fields()}
    figures = []
    unit, link = translate("Alliance", "unit"), translate("Alliance", "link inside")
    weight = translate("Alliance", "weight of its units")
    for name, one, several in (
        ("units", unit, translate("Alliance", "units")),
        ("weight", weight, weight),
        ("links", link, translate("Alliance", "links inside")),
    ):
        if name in has and not is_null(feature[name]):
            figures.append((format_number(feature[name]), counted(feature[name], one, several)))
    if "type" in has and not is_null(feature["type"]):
        shape = label(system_type_labels(), feature["type"])
        figures.append((shape, translate("Alliance", "shape of the system")))
    if "nature" in has and not is_null(feature["nature"]):
        nature = nature_label(feature["nature"])
        figures.append((nature, translate("Alliance", "dominant kind of links")))
    return figures


def _insides(subject: Subject) -> dict[int, _Inside]:
    insides: dict[int, _Inside] = {}
    units = subject.units
    if units is not None and units.fields().lookupField("system") >= 0:
        weight = weight_field(units)
        for feature in units.getFeatures():
            number = as_finite(feature["system"])
            if number is None or number <= 0:
                continue
            point = None if not feature.hasGeometry() else inner_point(feature.geometry())
            member = _Member(
                short_name(_text(feature["name"])) or _text(feature["code"]),
                (as_finite(feature[weight]) or 0.0) if weight else 0.0,
                None if point is None else QgsGeometry.fromPointXY(point),
            )
            insides.setdefault(int(number), _Inside()).members.append(member)
    for number, link in _inside_links(subject):
        insides.setdefault(number, _Inside()).links.append(link)
    for inside in insides.values():
        inside.members.sort(key=lambda member: (-member.weight, member.name))
        inside.links.sort(key=lambda link: (-link[0], link[1], link[2]))
    return insides


def _inside_links(subject: Subject) -> Iterator[tuple[int, tuple[float, str, str, float | None]]]:
    links = subject.links[0] if subject.links else None
    if links is None or kind_of(links) == FLOWS or links.fields().lookupField("system") < 0:
        return
    has = {item.name() for item in links.fields()}
    ends = ("name_a", "name_b") if {"name_a", "name_b"} <= has else ("unit_a", "unit_b")
    for feature in links.getFeatures(_plain()):
        number = as_finite(feature["system"])
        if number is None or number <= 0:
            continue
        distance = as_finite(feature["dist_km"]) if "dist_km" in has else None
        intensity = as_finite(feature["intensity"]) or 0.0
        yield (
            int(number),
            (intensity, *(short_name(_text(feature[end])) for end in ends), distance),
        )


def _unit_listing(inside: _Inside) -> Listing:
    rows = [Row(m.name, [format_number(m.weight)]) for m in inside.members]
    return Listing(translate("Alliance", "Its units"), [translate("Alliance", "weight")], rows)


def _link_listing(inside: _Inside) -> Listing:
    rows = [
        Row(LINK.join((a, b)), [format_value(value), format_number(km)])
        for value, a, b, km in inside.links
    ]
    columns = [translate("Alliance", "intensity"), translate("Alliance", "km")]
    return Listing(translate("Alliance", "Its strongest links"), columns, rows)


class _Perimeters:
    """The perimeters of a layer, asked by point."""

    def __init__(self, layer: QgsVectorLayer, units: QgsVectorLayer | None) -> None:
        self.title = layer.name()
        self._shapes: dict[int, tuple[str, QgsGeometry]] = {}
        self._index = QgsSpatialIndex()
        self._transform = None
        if units is not None and units.crs() != layer.crs():
            self._transform = QgsCoordinateTransform(
                units.crs(), layer.crs(), QgsCoordinateTransformContext()
            )
        name = _name_field(layer)
        for feature in layer.getFeatures():
            if feature.hasGeometry():
                text = _text(feature[name]) if name >= 0 else str(feature.id())
                self._shapes[feature.id()] = (text, feature.geometry())
                self._index.addFeature(feature)

    def holding(self, point: QgsGeometry | None) -> str:
        """Return the name of the perimeter that holds a point, empty for none."""
        if point is None:
            return ""
        place = QgsGeometry(point)
        try:
            if self._transform is not None:
                place.transform(self._transform)
        except QgsCsException:
            return ""
        for number in sorted(self._index.intersects(place.boundingBox())):
            name, shape = self._shapes[number]
            if shape.intersects(place):
                return name
        return ""


def _perimeter_listing(perimeters: _Perimeters, inside: _Inside) -> Listing:
    weights: dict[str, list[float]] = {}
    for member in inside.members:
        name = perimeters.holding(member.point) or translate("Alliance", "outside perimeters")
        weights.setdefault(name, []).append(member.weight)
    total = sum(member.weight for member in inside.members)
    ordered = sorted(weights.items(), key=lambda item: (-sum(item[1]), -len(item[1]), item[0]))
    rows = [
        Row(
            name,
            [
                format_number(len(parts)),
                _share(sum(parts) / total) if total > 0 else "–",
            ],
        )
        for name, parts in ordered
    ]
    columns = [translate("Alliance", "units"), translate("Alliance", "weight")]
    return Listing(perimeters.title, columns, rows)


def _share(share: float) -> str:
    """Write a share in whole percents; one that is not nothing is never 0 %."""
    if 0 < share < 0.005:
        return "<\u00a0" + format_percent(0.01, decimals=0)
    return format_percent(share, decimals=0)


def _name_field(layer: QgsVectorLayer) -> int:
    """Return the place of the field that names perimeters, else of the first text, else -1."""
    names: Mapping[str, int] = {f.name().lower(): i for i, f in enumerate(layer.fields())}
    known = next((names[name] for name in _NAME_FIELDS if name in names), None)
    if known is not None:
        return known
    texts = (i for i, item in enumerate(layer.fields()) if item.typeName().lower() != "real")
    strings = (i for i in texts if not layer.fields()[i].isNumeric())
    return next(strings, -1)


def _plain() -> QgsFeatureRequest:
    return QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)


def _text(value: Any) -> str:
    return "" if is_null(value) else str(value)
