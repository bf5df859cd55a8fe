"""What every builder of links writes: flows, rejects, report and counts, from one account."""

from __future__ import annotations

import pandas as pd
import pytest
from alliance.algorithms import parameters as declare
from alliance.algorithms.base import AllianceAlgorithm
from alliance.algorithms.build_report import BuildStory, build_report
from alliance.algorithms.building import declare_building, flow_table_of, write_built
from alliance.algorithms.fields import FLOWS, REAL
from alliance.algorithms.flow_sources import units_of
from alliance.core.aggregation import load_rows
from alliance.core.building import Built, Figure, Tally
from alliance.tests.algorithms.assertions import FLOWS as FLOW_FIELDS
from alliance.tests.algorithms.assertions import REAL as NUMBER
from alliance.tests.algorithms.assertions import REJECTS, assert_fields, assert_geometry

STORY = BuildStory(
    title="Trains & towns",
    records="Trains",
    volumes="Trains a week",
    paragraphs=["Trains between <b>towns</b>."],
    figures={"weeks": "Weeks looked at"},
    notes=["Timetables change."],
)


def built(modelled: bool = False, undirected: bool = False) -> Built:
    """Ten records: three closed (volume 4), one abroad (2), six kept between three towns (20)."""
    loading = load_rows(
        ["01", "01", "02", "01", "04", "02", "99"],
        ["02", "02", "01", "01", "01", "02", "01"],
        [5, 3, 7, 2, 1, 2, 2],
        units=["01", "02", "04"],
        undirected=undirected,
        link_type="rail",
        warnings=["One train is a coach."],
    )
    tally = Tally()
    tally.add("closed", 3, 4.0)
    whole = loading.__class__(
        flows=loading.flows,
        rejects=tally.frame([loading.rejects]),
        rows_read=10,
        rows_kept=6,
        volume_read=26.0,
        volume_kept=20.0,
        warnings=loading.warnings,
    )
    columns = pd.DataFrame({"origin": ["01", "02"], "dest": ["02", "01"], "best_min": [90.0, 95.0]})
    figures = (Figure("weeks", 4), Figure("unnamed", 0.5))
    return Built(whole, ("sole_trader", "closed"), figures, columns, modelled)


class BuildSomething(AllianceAlgorithm):
    """A builder that reads nothing."""

    ID = "buildsomething"
    GROUP = "flows"

    def title(self):
        return "Build something"

    def summary(self):
        return "Builds something."

    def help_paragraphs(self):
        return ()

    def keywords(self):
        return "build"

    def initAlgorithm(self, configuration=None):
        for parameter in declare.units(optional=True):
            self.addParameter(parameter)
        declare_building(self, "rail")

    def compute(self, parameters, context, feedback):
        units = units_of(self, parameters, context, feedback)
        schema = (*FLOWS, ("best_min", REAL))
        return write_built(
            self, parameters, context, feedback, built(), units, STORY, schema=schema
        )


@pytest.fixture
def build(alliance_provider, journal, open_layer, tmp_path):
    """Run the builder; return its outputs, its layers opened, and what it said."""
    import processing

    def build(**parameters):
        said = journal()
        files = {name: str(tmp_path / f"{name}.gpkg") for name in ("FLOWS", "REJECTS")}
        made = processing.run(BuildSomething(), {**files, **parameters}, feedback=said)
        return {**made, **{name: open_layer(made[name]) for name in files}}, said

    return build


def test_it_writes_flows_with_the_columns_of_the_builder(build, units, read_rows):
    made, _ = build(UNITS=units)
    assert_fields(made["FLOWS"], (*FLOW_FIELDS, ("best_min", NUMBER)))
    assert_geometry(made["FLOWS"], "LineString", "EPSG:2154")
    rows = {(row["origin"], row["dest"]): row for row in read_rows(made["FLOWS"])}
    assert {pair: row["volume"] for pair, row in rows.items()} == {
        ("01", "01"): 2,
        ("01", "02"): 8,
        ("02", "01"): 7,
        ("02", "02"): 2,
        ("04", "01"): 1,
    }
    assert rows["01", "02"]["best_min"] == 90
    assert rows["04", "01"]["best_min"] is None
    assert rows["01", "02"]["dist_km"] == pytest.approx(10, rel=0.01)


def test_it_writes_the_account(build, units, read_rows):
    made, said = build(UNITS=units)
    assert_fields(made["REJECTS"], REJECTS)
    found = {(row["reason"], row["code"], row["rows"]) for row in read_rows(made["REJECTS"])}
    assert found == {("closed", "", 3), ("unknown_origin", "99", 1)}
    counts = ("ROWS_READ", "ROWS_KEPT", "VOLUME_READ", "VOLUME_KEPT")
    assert [made[name] for name in counts] == [10, 6, 26.0, 20.0]
    assert "One train is a coach." in said.warnings
    assert any("closed" in warning for warning in said.warnings)


def test_it_writes_a_plain_table_and_a_report(build, tmp_path):
    target = tmp_path / "report.html"
    made, _ = build(WITH_GEOMETRY=False, REPORT=str(target))
    assert_geometry(made["FLOWS"], "NoGeometry")
    assert made["REPORT"] == str(target)
    assert "Trains &amp; towns" in target.read_text(encoding="utf-8")


# --- the report ---------------------------------------------------------------------------------


def report(made: Built, names=None) -> str:
    return build_report(made, flow_table_of(made, None).frame, names or {}, STORY)


def cells(html: str, start: str) -> list[str]:
    """Return the cells of the line of a table that starts with `start`."""
    line = html.split(f"<tr><td>{start}</td>")[1].split("</tr>")[0]
    return [cell.split(">")[-1] for cell in line.split("</td>")[:-1]]


def test_each_filter_tells_what_it_leaves_out_and_what_goes_on():
    html = report(built())
    assert cells(html, "Read") == ["", "", "", "", "10", "26"]
    assert cells(html, "sole trader")[:1] + cells(html, "sole trader")[-2:] == ["0", "10", "26"]
    assert cells(html, "closed establishment") == ["3", "30.0%", "4", "15.4%", "7", "22"]
    assert cells(html, "unknown origin") == ["1", "10.0%", "2", "7.7%", "6", "20"]
    assert cells(html, "Kept") == ["", "", "", "", "6", "20"]


def test_figures_links_and_places_are_there():
    html = report(built(), {"01": "L'Isle <d'Abeau>"})
    assert cells(html, "Weeks looked at") == ["4"]
    assert cells(html, "unnamed") == ["0.5"]
    named = "L&#x27;Isle &lt;d&#x27;Abeau&gt; (01)"
    assert cells(html, named) == ["02", "8", "–"]
    assert html.index(f"<td>{named}</td><td>02</td>") < html.index(f"<td>02</td><td>{named}</td>")
    assert cells(html, "99") == ["origin", "unknown origin", "1", "2"]
    assert "<strong>80.0%</strong>" in html  # 16 of 20 go from one town to another
    assert "<strong>3</strong>" in html
    for sentence in ("&lt;b&gt;towns&lt;/b&gt;", "Timetables change.", "One train is a coach."):
        assert sentence in html


def test_modelled_flows_bear_their_mark_and_others_none():
    assert '<div class="mark">Modelled flows' in report(built(modelled=True))
    assert 'class="mark"' not in report(built())


def test_links_without_direction_have_no_start():
    assert '<th scope="col">From</th>' in report(built())
    assert '<th scope="col">From</th>' not in report(built(undirected=True))


def test_an_empty_account_is_a_report_all_the_same():
    loading = load_rows([], [], [])
    html = report(Built(loading))
    assert cells(html, "Kept") == ["", "", "", "", "0", "0"]
