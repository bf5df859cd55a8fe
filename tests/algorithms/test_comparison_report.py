"""The report of a comparison: what it says is what was found, in both languages, safely."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from alliance.algorithms.alliances_report import alliances_sections
from alliance.algorithms.comparison_report import (
    BARS_SHOWN,
    PERIMETERS_SHOWN,
    ComparisonContext,
    comparison_html,
    comparison_sections,
)
from alliance.algorithms.language import in_language
from alliance.core.alliances import find_alliances
from alliance.core.flows import build_flows
from alliance.core.membership import build_membership
from alliance.core.perimeters import compare

HOSTILE = "<b>&\"'[% 1 %]=cmd|' /C calc'!A0</b>"
# Two systems, F in none; two perimeters and one that holds nothing; G in none.
UNITS = pd.DataFrame(
    {
        "code": list("ABCDEFG"),
        "name": ["Aix", "Bar", "Caen", "Dax", "Eu", "Foix", "Gap"],
        "weight": [50.0, 30.0, 20.0, 60.0, 40.0, 10.0, 5.0],
        "system": [1, 1, 1, 2, 2, 0, 2],
        "sys_name": ["Aix", "Aix", "Aix", "Dax - Eu", "Dax - Eu", None, "Dax - Eu"],
    }
)
HELD = build_membership(
    ["A", "B", "F", "C", "D", "E"], list("pppqqq"), names={"p": "Pays", "q": "Quercy", "r": "Rien"}
)
FLOWS = build_flows(
    *zip(("A", "B", 6), ("B", "A", 2), ("A", "C", 4), ("C", "A", 8), ("D", "E", 10), ("C", "D", 5))
)


def found(measure="weight", held=HELD, units=UNITS, flows=FLOWS):
    return compare(units, held, measure, flows)


def context(**options):
    given = {
        "name": "Pays",
        "measure": "weight",
        "day": date(2026, 3, 9),
        "version": "1.2.3",
        "settings": [("Units", "units.gpkg")],
        "versions": {"QGIS": "3.22"},
    }
    return ComparisonContext(**{**given, **options})


def table_of(section, number=0):
    """A table as dictionaries by the titles of its columns."""
    table = section.tables[number]
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row)) for row in table.rows]


def charts_of(section):
    return [ElementTree.fromstring(figure.data.decode("utf-8")) for figure in section.figures]


class Page(HTMLParser):
    """What a page shows, and whether each tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.shown, self.open, self.tags = [], [], set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.shown.append(data)

    @property
    def text(self):
        return " ".join(self.shown)


# --- by hand --------------------------------------------------------------------------------------


def test_what_was_compared_is_said_in_words():
    outline = comparison_sections("Pays", found(), "weight")[0]
    assert outline.paragraphs[0] == (
        "Systems set beside “Pays”: 2, of 6 units in all. Perimeters they lie in: 2. "
        "Shares count the weight of units."
    )
    # q_p of system 1 are 0.8 and 0.2: 1/(0.64 + 0.04).
    assert "Aix: it lies in 2 perimeters, as much as 1.5 of equal size" in outline.paragraphs[1]
    assert outline.paragraphs[2] == "Systems outside any perimeter, wholly or for a part: 1."
    figures = {item.label: item.value for item in outline.key_figures}
    assert figures["systems lie in more than one perimeter"] == "1 of 2"
    # 12 of the 30 that flow inside systems go between A and C.
    assert figures["of the volume inside systems crosses a perimeter limit"] == "40.0%"


def test_the_table_of_systems():
    section = comparison_sections("Pays", found(), "weight")[1]
    first, second = table_of(section)
    assert first == {
        "No.": "1",
        "System": "Aix",
        "Units": "3",
        "Weight": "100",
        "Perimeters": "2",
        "Effective number": "1.5",
        "Best match": "Pays",
        "Jaccard": "0.73",
        "Outside": "0%",
        "Volume inside": "20",
        "Crosses a limit": "60.0%",
    }
    assert (second["System"], second["Outside"], second["Best match"]) == (
        "Dax - Eu",
        "5%",
        "Quercy",
    )
    holders = table_of(section, 1)
    assert [list(row.values()) for row in holders] == [
        ["Aix", "Pays (80%), Quercy (20%)"],
        ["Dax - Eu", "Quercy (95%), outside any perimeter (5%)"],
    ]


def test_the_table_of_perimeters():
    section = comparison_sections("Pays", found(), "weight")[2]
    largest, second = table_of(section)  # Rien holds nothing
    assert largest["Perimeter"] == "Quercy"
    assert (largest["Main system"], largest["Its share"], largest["Systems"]) == (
        "Dax - Eu",
        "83%",
        "2",
    )
    # Of the 12 that start in Pays, 8 stay; of the 16 that end there, 8 started there.
    assert second["Self-containment"] == "50%"
    assert second["Without system"] == "11%"
    assert "Perimeters that hold no part of a system, not listed: 1." in section.notes


def test_units_attached_elsewhere():
    section = comparison_sections("Pays", found(), "weight")[3]
    (row,) = table_of(section)
    assert (row["Unit"], row["Perimeter"], row["System"]) == ("Caen (C)", "Quercy", "Aix")
    assert row["Where its system lies"] == "Pays"
    assert float(row["Gain (points)"]) > 0


def test_bars_are_as_long_as_the_shares():
    section = comparison_sections("Pays", found(), "weight")[1]
    (chart,) = charts_of(section)
    bars = [box for box in chart.iter() if box.get("height") == "18"]
    assert len(bars) == 4
    width = [float(bar.get("width")) for bar in bars]
    assert width[0] / width[1] == pytest.approx(4, rel=0.01)
    assert width[0] + width[1] == pytest.approx(width[2] + width[3], abs=0.3)


def test_measures_choose_the_column_of_size():
    areas = dict.fromkeys("ABCDEFG", 2.0)
    by_area = compare(UNITS, HELD, "area", None, areas)
    assert "Area (km²)" in table_of(comparison_sections("x", by_area, "area")[1])[0]
    without = UNITS.drop(columns="weight")
    by_units = compare(without, HELD, "units")
    row = table_of(comparison_sections("x", by_units, "units")[1])[0]
    assert "Weight" not in row
    assert "Area (km²)" not in row


def test_without_flows_nothing_is_said_of_flows():
    html = comparison_html(found(flows=None), context())
    assert "Volume inside" not in html
    assert "Self-containment" not in html
    assert "Gain" not in html


# --- indices, or why there are none ---------------------------------------------------------------


def test_indices_are_those_of_the_comparison():
    comparison = found()
    outline = comparison_sections("Pays", comparison, "weight")[0]
    values = {row["Index"]: row["Value"] for row in table_of(outline)}
    assert float(values["Adjusted Rand index"]) == pytest.approx(comparison.indices.ari, abs=5e-4)
    assert float(values["V-measure"]) == pytest.approx(comparison.indices.v_measure, abs=5e-4)
    assert outline.notes == [
        "Units without a system or outside any perimeter, left out of the indices: 2."
    ]


def test_overlapping_perimeters_have_a_sentence_instead():
    held = build_membership(["A", "A", "B", "C"], ["p", "q", "p", "q"])
    outline = comparison_sections("SCoT", found(held=held), "weight")[0]
    assert outline.tables == []
    assert any("overlap (units in more than one: 1)" in text for text in outline.paragraphs)
    chart = charts_of(comparison_sections("SCoT", found(held=held), "weight")[1])[0]
    assert any(text.text == "150%" for text in chart.iter())


# --- little or nothing ----------------------------------------------------------------------------


def test_no_system():
    html = comparison_html(found(units=UNITS.assign(system=0)), context())
    assert "No unit has a system" in html
    assert "No perimeter holds any part of a system" in html
    assert "nan" not in Page(html).text.lower().replace("finance", "")


def test_no_perimeter():
    html = comparison_html(found(held=build_membership([], [])), context())
    assert "No perimeter holds any part of a system" in html
    assert "no partitions to compare" in html


def test_units_that_weigh_nothing():
    html = comparison_html(found(units=UNITS.drop(columns="weight")), context())
    assert "weigh nothing" in html
    assert "nan" not in Page(html).text.lower()


def test_many_systems_and_perimeters_are_cut_and_it_is_said():
    many = 400
    codes = [f"{n:03d}" for n in range(many)]
    units = pd.DataFrame({"code": codes, "system": range(1, many + 1), "weight": 1.0})
    held = build_membership(codes, ["p" + code for code in codes])
    _, systems, perimeters, _ = comparison_sections("x", compare(units, held), "weight")
    assert len(systems.tables[0].rows) == many  # every system is listed
    assert f"The {BARS_SHOWN} first of 400." in systems.figures[0].caption
    assert len(perimeters.tables[0].rows) == PERIMETERS_SHOWN
    assert any(str(PERIMETERS_SHOWN) in note and "400" in note for note in perimeters.notes)


def test_a_system_in_many_perimeters_is_summed_up():
    codes = [f"{n:02d}" for n in range(12)]
    units = pd.DataFrame({"code": codes, "system": 1, "sys_name": "S"})
    held = build_membership(codes, ["p" + code for code in codes])
    section = comparison_sections("x", compare(units, held, "units"), "units")[1]
    assert table_of(section, 1)[0]["Perimeters, with the share of the system that each holds"] == (
        ", ".join(f"p{code} (8%)" for code in codes[:8]) + ", and 4 others"
    )
    widths = [
        float(b.get("width")) for b in charts_of(section)[0].iter() if b.get("height") == "18"
    ]
    assert len(widths) == 5
    assert widths[4] == pytest.approx(8 * widths[0], rel=0.01)


# --- alliances ------------------------------------------------------------------------------------

LINKS = pd.DataFrame(
    [("A", "C", 3.0, 40.0), ("A", "D", 1.0, 5.0), ("B", "E", 2.0, 20.0), ("D", "E", 9.0, 90.0)],
    columns=["unit_a", "unit_b", "score", "intensity"],
).assign(s_work=1, r_work=0.5, types="work")
PERIMETER_OF = build_membership(list("ABCDE"), list("ppqrs"), names={"p": "Pays", "q": "Quercy"})
FRAMEWORK = build_membership(list("ABDE"), ["f"] * 4, names={"f": "Fédération"})


def test_missing_alliances_come_first():
    alliances = find_alliances(LINKS, PERIMETER_OF, [FRAMEWORK])
    (section,) = alliances_sections("EPCI", alliances, ["SCoT"])
    assert "Pairs joined by links: 4, of which 1 strong" in section.paragraphs[0]
    assert "The strongest is r – s (score 9, links between units: 1)" in section.paragraphs[0]
    assert section.paragraphs[1] == "Every strong pair shares a framework of cooperation (SCoT)."
    all_strong = alliances.assign(strong=1, missing=(alliances["n_shared"] == 0).astype(int))
    (section,) = alliances_sections("EPCI", all_strong, ["SCoT"])
    assert [row["Pair"] for row in table_of(section)] == [
        "Pays – Quercy",
        "r – s",
        "Pays – s",
        "Pays – r",
    ]
    assert [row["Frameworks shared"] for row in table_of(section)] == ["none"] + ["Fédération"] * 3
    assert section.paragraphs[1] == (
        "Strong pairs that share no framework of cooperation (SCoT): 1; the strongest of these is "
        "Pays – Quercy."
    )


def test_without_frameworks_nothing_is_missing():
    (section,) = alliances_sections("EPCI", find_alliances(LINKS, PERIMETER_OF), [])
    assert section.paragraphs[1].startswith("No framework of cooperation was given")
    assert "Frameworks shared" not in table_of(section)[0]


def test_no_link_between_perimeters():
    alliances = find_alliances(LINKS.iloc[:0], PERIMETER_OF)
    (section,) = alliances_sections("EPCI", alliances, ["SCoT"])
    assert section.paragraphs == ["No link joins two of these perimeters."]


# --- the page -------------------------------------------------------------------------------------


def test_the_page_is_whole_and_fetches_nothing():
    alliances = find_alliances(LINKS, PERIMETER_OF, [FRAMEWORK])
    page = context(alliances=alliances, framework_names=["SCoT"], remarks=["Mended: 3."])
    html = comparison_html(found(), page)
    text = Page(html).text
    for title in (
        "Systems and “Pays”",
        "The systems beside “Pays”",
        "“Pays” beside the systems",
        "Alliances between “Pays”",
        "Losses and repairs",
        "Method",
        "Sources and versions",
    ):
        assert title in text
    assert "Mended: 3." in text
    assert "units.gpkg" in text
    assert "Made on 9 March 2026 with Alliance 1.2.3" in text
    assert "top 25%" in text
    assert not re.search(r"<script|(?:src|href)=\"(?!data:)", html)
    assert "default-src 'none'" in html.replace("&#x27;", "'")


def test_the_map_is_in_the_page_when_there_is_one():
    assert "image/png" not in comparison_html(found(), context())
    html = comparison_html(found(), context(map_png=b"\x89PNG", map_caption="A map."))
    assert "image/png" in html
    assert "A map." in html


def test_nothing_lost_is_said():
    text = Page(comparison_html(found(), context())).text
    assert "Nothing was left out and nothing had to be mended." in text


def test_names_cannot_break_out():
    units = UNITS.assign(name=HOSTILE, sys_name=HOSTILE)
    held = build_membership(["A", "B", "C", "D"], list("ppqq"), names={"p": HOSTILE, "q": HOSTILE})
    alliances = find_alliances(LINKS, PERIMETER_OF).assign(name_a=HOSTILE, types=HOSTILE)
    page = context(name=HOSTILE, alliances=alliances, framework_names=[HOSTILE], remarks=[HOSTILE])
    html = comparison_html(found(units=units, held=held), page)
    read = Page(html)
    assert "b" not in read.tags
    assert HOSTILE in read.text


def test_the_page_in_french():
    with in_language("fr"):
        html = comparison_html(found(), context())
    text = Page(html).text
    assert '<html lang="fr">' in html
    assert "9 mars 2026" in text
    assert "Les systèmes face à «\u00a0Pays\u00a0»" in text
    assert "0,73" in text
    assert "60,0\u202f%" in text
    assert "hors de tout périmètre (5\u202f%)" in text


def test_the_same_comparison_gives_the_same_page():
    shuffled = UNITS.sample(frac=1, random_state=1)
    assert comparison_html(found(units=shuffled), context()) == comparison_html(found(), context())


def test_the_mark_of_simulated_data():
    html = comparison_html(found(), replace(context(), simulated="Simulated exercise data"))
    assert "Simulated exercise data" in Page(html).text
