"""Chapters on sensitivity and variable geometry, on the toy of the method worked by hand."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from alliance.algorithms.language import in_language
from alliance.algorithms.report import Report, to_html
from alliance.algorithms.sensitivity_report import (
    sensitivity_sections,
    variable_geometry_sections,
)
from alliance.core.cumulation import cumulate
from alliance.core.options import CumulationSettings, LinkType, SystemSettings
from alliance.core.sensitivity import leave_one_out_of, sensitivity, variable_geometry
from alliance.core.systems import detect_systems

UNITS = pd.DataFrame(
    {
        "code": list("ABCDEF"),
        "name": ["Aix", "Bar", "<b>Caen</b>", "Dax", "Eu", "Foix"],
        "weight": [60.0, 50, 40, 30, 20, 10],
    }
)
KINDS = {"k1": "AB BC DE EF", "k2": "AB AC DE DF", "k3": "AB BC DE EF BE"}
COMPONENTS = SystemSettings(method="components", threshold=2)
DATA = "{http://www.w3.org/2000/svg}"


def links_of(*names):
    """Cumulate kinds of links, every link as intense as the others."""
    links = []
    for name in names:
        pairs = [tuple(pair) for pair in KINDS[name].split()]
        frame = pd.DataFrame(pairs, columns=["unit_a", "unit_b"])
        links.append((LinkType(name), frame.assign(intensity=1.0, selected=True)))
    return cumulate(links, CumulationSettings())


@pytest.fixture(scope="module")
def toy():
    """Scores AB3 DE3 BC2 EF2 AC1 BE1 DF1."""
    return links_of(*KINDS)


def detect(cumulated, settings):
    return detect_systems(cumulated, UNITS, settings)


def chapters(toy, thresholds=(1, 2, 3), left_out=True, settings=COMPONENTS):
    alone = leave_one_out_of(toy) if left_out else {}
    found = sensitivity(toy, detect, settings, thresholds, alone)
    return sensitivity_sections(found, "score", settings.threshold)


def rows(table):
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row)) for row in table.rows]


def texts(figure):
    svg = ElementTree.fromstring(figure.data.decode("utf-8"))
    return [item.text for item in svg.iter(DATA + "text")]


def dots(figure):
    """Places of the dots of the first curve, by the height at which they stand."""
    svg = ElementTree.fromstring(figure.data.decode("utf-8"))
    return [(float(dot.get("cx")), float(dot.get("cy"))) for dot in svg.iter(DATA + "circle")]


# --- thresholds -----------------------------------------------------------------------------------


def test_the_table_of_thresholds(toy):
    table = chapters(toy)[0].tables[0]
    assert [row["Threshold (score)"] for row in rows(table)] == ["1", "2", "3"]
    assert [row["Systems"] for row in rows(table)] == ["1", "2", "2"]
    assert [row["Units in a system"] for row in rows(table)] == ["6", "6", "4"]
    assert [row["%"] for row in rows(table)] == ["100%", "100%", "67%"]
    assert [row["Units of the largest"] for row in rows(table)] == ["6", "3", "2"]
    # ABC, DEF against all together; then against AB, DE, C, F: 2 pairs in common of 6 and 2, 15.
    assert [row["Adjusted Rand index"] for row in rows(table)] == ["0.000", "1.000", "0.375"]
    assert [row[""] for row in rows(table)] == ["", "present", ""]
    assert "Volume inside" not in rows(table)[0]


def test_the_curve_has_a_dot_a_run_and_the_present_threshold(toy):
    (figure,) = chapters(toy)[0].figures
    assert len(dots(figure)) == 9  # three panels of three runs
    first, second, third = dots(figure)[:3]
    assert first[0] < second[0] < third[0]
    assert first[1] > second[1] == third[1]  # 1, then 2 and 2 systems
    assert {"present threshold: 2", "1", "2", "3"} <= set(texts(figure))


def test_a_division_that_holds_and_one_that_does_not(toy):
    alone = chapters(toy)[0].paragraphs[1]
    assert alone.startswith("No neighbouring threshold gives much the same systems")
    firm = chapters(toy, thresholds=(1.5, 2, 3))[0].paragraphs[1]
    assert firm.startswith("From 1.5 to 2 the systems stay much the same")


def test_a_single_run_has_no_curve(toy):
    section, stability = chapters(toy, thresholds=(), left_out=False)
    assert section.figures == []
    assert len(section.paragraphs) == 1
    assert stability.paragraphs[0].startswith("There is no stability to give")


# --- kinds left out -------------------------------------------------------------------------------


def test_kinds_left_out(toy):
    # Without k1: AB DE 2, the rest 1. Without k2: as k1. Without k3: AB DE 2.
    section = chapters(toy)[1]
    table = rows(section.tables[0])
    assert [row["Kind left out"] for row in table] == ["none (present systems)", "k1", "k3", "k2"]
    assert [row["Adjusted Rand index"] for row in table] == ["1.000", "0.375", "0.375", "1.000"]
    assert "owe most to “k1”: without it, the adjusted Rand index" in section.paragraphs[0]
    assert texts(section.figures[0])[:2] == ["k1", "0.375"]


def test_a_threshold_that_needs_every_kind(toy):
    section = chapters(toy, settings=SystemSettings(method="components", threshold=3))[1]
    assert section.paragraphs[0].startswith("Each kind was left out in turn, at the present")
    assert "no system is left" in section.paragraphs[0]


def test_one_kind_has_nothing_to_leave_out(toy):
    titles = [section.title for section in chapters(toy, left_out=False)]
    assert titles == ["Sensitivity to the threshold", "Stability of units"]


# --- stability ------------------------------------------------------------------------------------


def test_the_least_stable_units_come_first(toy):
    section = chapters(toy, left_out=False)[1]
    table = rows(section.tables[0])
    assert [row["Unit"] for row in table[:2]] == ["<b>Caen</b> (C)", "Foix (F)"]
    assert [row["Stability"] for row in table] == ["50%"] * 2 + ["100%"] * 4
    assert "Over the kinds left out" not in table[0]
    assert "stay in 75% of the runs and more: 4 of 6" in section.paragraphs[0]
    bars = texts(section.figures[0])
    assert dict(zip(bars[::2], bars[1::2])) == {
        "in all runs": "4",
        "75% to 100%": "0",
        "50% to 75%": "2",
        "25% to 50%": "0",
        "0% to 25%": "0",
    }


def test_units_without_a_system_are_left_aside(toy):
    section = chapters(toy, settings=SystemSettings(method="components", threshold=3))[2]
    assert [row["Unit"][-2] for row in rows(section.tables[0])] == ["A", "B", "D", "E"]


def test_no_system_at_all(toy):
    sections = chapters(toy, settings=SystemSettings(method="components", threshold=9))
    assert rows(sections[0].tables[0])[-1]["Systems"] == "0"
    assert sections[-1].paragraphs[0].startswith("There is no stability to give")
    assert "nan" not in to_html(Report("x", sections, "en")).split("</style>")[1].lower()


# --- variable geometry ----------------------------------------------------------------------------


def geometry(toy):
    single = SystemSettings(method="components", threshold=1)
    by_type = {name: detect(links_of(name), single) for name in KINDS}
    return variable_geometry(by_type, detect(toy, COMPONENTS))


def test_kinds_beside_each_other_and_beside_the_sum(toy):
    # k1 and k2 give ABC and DEF as the sum does, k3 all six together.
    section, _ = variable_geometry_sections(geometry(toy))
    ari, v_measure = (rows(table) for table in section.tables)
    assert [row["Cumulated"] for row in ari] == ["1.00", "1.00", "0.00"]
    assert [row["k2"] for row in ari] == ["1.00", "", "0.00"]
    assert [row["Cumulated"] for row in v_measure] == ["1.00", "1.00", "0.00"]
    assert "farthest: “k3” (0.00)" in section.paragraphs[0]
    assert texts(section.figures[0])[-3:] == ["k3", "0", "0"]


def test_units_by_number_of_kinds(toy):
    _, section = variable_geometry_sections(geometry(toy))
    (row,) = rows(section.tables[0])
    assert list(row.values()) == ["3", "6", "100%", "Aix - Bar, Dax - Eu"]
    assert len(section.tables) == 1  # no unit is kept by fewer kinds than the others


def test_units_that_few_kinds_keep(toy):
    few = detect(toy[toy["unit_b"] < "D"], COMPONENTS)
    section = variable_geometry_sections(variable_geometry({"few": few}, detect(toy, COMPONENTS)))[
        1
    ]
    table, least = (rows(table) for table in section.tables)
    assert [(row["Units"], row["%"]) for row in table] == [("3", "50%"), ("3", "50%")]
    assert [(row["Unit"], row["Kinds that keep it"]) for row in least] == [
        ("Dax (D)", "–"),
        ("Eu (E)", "–"),
        ("Foix (F)", "–"),
    ]


def test_nothing_to_compare(toy):
    (section,) = variable_geometry_sections(variable_geometry({}, detect(toy, COMPONENTS)))
    assert section.paragraphs == ["There is no kind of links to compare."]
    nothing = detect(toy, SystemSettings(threshold=9))
    section = variable_geometry_sections(variable_geometry({"k": nothing}, nothing))[1]
    assert section.paragraphs == ["No unit is in a system."]


# --- both languages -------------------------------------------------------------------------------


def test_in_french(toy):
    with in_language("fr"):
        sections = [*chapters(toy), *variable_geometry_sections(geometry(toy))]
    page = to_html(Report("x", sections, "fr"))
    assert "Sensibilité au seuil" in page
    assert "0,375" in page
    assert "67\u202f%" in page
    assert "seuil actuel\u00a0: 2" in texts(sections[0].figures[0])
    assert "&lt;b&gt;Caen&lt;/b&gt;" in page


def test_the_same_runs_give_the_same_page(toy):
    shuffled = toy.sample(frac=1, random_state=3).reset_index(drop=True)
    first, second = (to_html(Report("x", chapters(links), "en")) for links in (toy, shuffled))
    assert first == second
