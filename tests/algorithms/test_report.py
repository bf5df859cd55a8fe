"""Reports: complete in themselves, escaped, in the language of the run, and true to the result."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest
from alliance.algorithms import wording
from alliance.algorithms.report import (
    SVG,
    Column,
    Figure,
    KeyFigure,
    Report,
    Section,
    Table,
    to_html,
)
from alliance.algorithms.run_report import RunContext, run_report
from alliance.algorithms.typography import NARROW_SPACE, format_date
from alliance.core import options
from alliance.core.aggregation import load_rows
from alliance.core.chain import Kind, run_chain
from alliance.core.messages import translated_by
from alliance.core.options import CumulationSettings, LinkSettings, LinkType, SystemSettings

NASTY = "<script>alert(\"x\")</script> & 'quoted'"
DAY = date(2025, 11, 23)


def french(context: str, text: str) -> str:
    """Say that the run is in French, and leave the rest in English."""
    return "fr" if text == "en" else text


class Page(HTMLParser):
    """The tags, attributes and text of a page; a tag left open is a fault."""

    EMPTY = frozenset({"meta", "img", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data
        if self.open and self.open[-1] == "td":
            self.cells.append(data)

    def of(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def whole_report() -> Report:
    section = Section(
        title=NASTY,
        paragraphs=[NASTY],
        tables=[Table([Column(NASTY), Column("n", number=True)], [(NASTY, "1")], NASTY)],
        figures=[Figure(b"\x89PNG", NASTY), Figure(b"<svg/>", "drawn", media=SVG)],
        notes=[NASTY],
        key_figures=[KeyFigure(NASTY, NASTY)],
    )
    return Report(NASTY, [section], "fr", subtitle=NASTY, mark=NASTY, foot=NASTY)


# --- the page -----------------------------------------------------------------------------------


def test_every_text_is_escaped():
    html = to_html(whole_report())
    assert "<script" not in html
    page = Page(html)
    assert page.open == []
    # Five around the chapters, two key figures, title, paragraph, three in the table, a caption, a
    # note.
    assert page.text.count(NASTY) == 14
    assert all(set(attributes) <= {"src", "alt"} for attributes in page.of("img"))


def test_the_page_asks_nothing_of_the_network():
    html = to_html(whole_report())
    page = Page(html)
    assert all(image["src"].startswith("data:image/") for image in page.of("img"))
    assert page.of("link") == page.of("script") == page.of("iframe") == []
    assert not re.search(r"https?://|@import|url\(", html)
    policy = [meta for meta in page.of("meta") if "http-equiv" in meta]
    assert policy[0]["content"].startswith("default-src 'none'")


def test_the_page_names_its_language_and_describes_its_pictures():
    page = Page(to_html(whole_report()))
    assert page.of("html") == [{"lang": "fr"}]
    assert all(image["alt"] for image in page.of("img"))
    assert all(head.get("scope") == "col" for head in page.of("th"))


def test_what_is_empty_leaves_no_empty_tag():
    html = to_html(Report("Title", [Section("Only a title")], "en"))
    assert re.findall(r"<(p|h2|ul|figure|table|footer|div)[^>]*></\1>", html) == []


# --- the report of a run ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chain():
    """Two kinds of links between six towns, one of which is set aside; some rows are lost."""
    codes = ["A", "B", "C", "D", "E", "P"]
    units = pd.DataFrame(
        {
            "code": codes,
            "name": ["L'Isle <b>", "Bé", "Cé", "Dé", "É & É", "Paris"],
            "weight": [50000.0, 10000.0, 8000.0, 40000.0, 5000.0, 2000000.0],
        }
    )
    rows = [
        ("A", "B", 3000), ("B", "A", 1500), ("C", "A", 1200), ("D", "E", 900), ("E", "D", 700),
        ("A", "P", 5000), ("X9", "A", 12345), ("A", "Y8", 10), ("A", "C", -3),
    ]  # fmt: skip
    origin, destination, volume = zip(*rows)
    kinds = [
        Kind(
            LinkType(name, dimension=dimension),
            LinkSettings(rule="first", rule_value=2),
            load_rows(origin, destination, volume, units=codes, link_type=name),
        )
        for name, dimension in (("Travail", "mobility"), ("Études", "knowledge"))
    ]
    return run_chain(units, kinds, CumulationSettings(), SystemSettings(), ["P"])


def context(**changes):
    base = {
        "title": "Systèmes d'essai",
        "day": DAY,
        "version": "9.8.7",
        "systems": SystemSettings(threshold=1.5),
        "cumulation": CumulationSettings(),
        "source": "INSEE <2011>",
        "excluded": ["P"],
        "kind_sources": {"Travail": "work.csv", "Études": "study.csv"},
        "map_png": b"\x89PNG",
        "versions": {"qgis": "3.22.16"},
        "warnings": ["Attention & méfiance."],
    }
    return RunContext(**{**base, **changes})


@pytest.fixture(scope="module")
def page(chain):
    with translated_by(french):
        return Page(run_report(chain, context()))


def test_it_tells_the_systems_with_their_towns(chain, page):
    assert len(chain.systems.systems) == 2
    assert "L'Isle <b>, Bé, Cé" in page.cells
    assert "Dé, É & É" in page.cells
    assert f"68{NARROW_SPACE}000" in page.cells  # 50 000 + 10 000 + 8 000


def test_it_tells_what_was_lost_by_reason_and_code(page):
    labels = wording.reason_labels()
    assert page.cells.count(labels["unknown_origin"]) == 4  # by reason, by code; two kinds
    assert page.cells.count("X9") == 2
    assert f"12{NARROW_SPACE}345" in page.cells
    assert labels["negative"] in page.cells


def test_rows_read_are_the_rows_kept_and_left_out(chain, page):
    for linked in chain.kinds:
        loading = linked.kind.loading
        assert loading.rows_read == loading.rows_kept + loading.rejects["rows"].sum() == 9


def test_it_counts_what_a_selection_keeps_as_the_losses_do(chain, page):
    losses = chain.kinds[0].links.losses
    kept = page.cells.index("Travail", page.cells.index("Études"))
    assert str(losses.flows.before.count) in page.cells[kept:]


def test_it_tells_method_threshold_exclusion_sources_and_versions(page):
    assert wording.describe_method("attachment") in page.text
    assert "1,5" in page.text  # the threshold, with a decimal comma
    assert "Paris (P)" in page.text
    assert "INSEE <2011>" in page.text
    assert "work.csv" in page.text
    assert "QGIS" in page.text
    assert "23 novembre 2025" in page.text
    assert "9.8.7" in page.text
    assert "Attention & méfiance." in page.text


def test_it_says_what_is_published_and_what_is_ours(page):
    origins = wording.origin_labels()
    assert page.cells.count(origins["R"]) == 2  # the score, and attachment
    assert page.cells.count(origins["P"]) == 2  # the relative link, and the first flows
    assert page.cells.count(origins["O"]) == 2  # the intensity, and the typology


def test_simulated_data_are_marked_at_the_top_and_at_the_foot(chain):
    page = Page(run_report(chain, context(mark="Simulated data")))
    heading = page.text.rindex("Systèmes d'essai")  # its first place is the page's title
    assert page.text.index("Simulated data") < heading
    assert page.text.count("Simulated data") == 3


def test_a_run_without_any_system_is_told(chain):
    from dataclasses import replace

    found = chain.systems
    nothing = replace(
        found,
        systems=found.systems.head(0),
        units=found.units.assign(system=0),
    )
    page = Page(run_report(replace(chain, systems=nothing), context(map_png=b"")))
    assert "No system was found" in page.text
    assert page.of("img") == []


def test_the_same_run_gives_the_same_report(chain):
    assert run_report(chain, context()) == run_report(chain, context())


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "keys"),
    [
        (wording.intensity_labels, options.INTENSITIES),
        (wording.rule_labels, options.RULES),
        (wording.margin_labels, options.MARGINS),
        (wording.deterrence_labels, options.DETERRENCES),
        (wording.normalisation_labels, options.NORMALISATIONS),
        (wording.dimension_labels, options.DIMENSIONS),
        (wording.method_labels, options.SYSTEM_METHODS + options.REGION_METHODS),
        (wording.score_field_labels, options.SCORE_FIELDS),
        (wording.scale_labels, options.SCALES),
        (wording.role_labels, options.ROLES),
        (wording.system_type_labels, options.SYSTEM_TYPES),
        (wording.shape_labels, options.SHAPES),
        (wording.preset_labels, options.PRESETS),
        (
            wording.reason_labels,
            dict.fromkeys(
                options.REJECT_REASONS
                + options.HEADQUARTER_FILTERS
                + options.RAIL_FILTERS
                + options.PARTNERSHIP_REASONS
                + options.SECOND_HOME_FILTERS
            ),
        ),
        (wording.staff_weight_labels, options.STAFF_WEIGHTS),
        (wording.allocation_labels, options.ALLOCATIONS),
        (wording.measure_labels, options.MEASURES),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_key_has_a_label(labels, keys):
    assert list(labels()) == list(keys)
    assert all(labels().values())
    assert len(set(labels().values())) == len(keys)


def test_every_key_is_described_in_a_sentence():
    sentences = [
        *(wording.describe_intensity(key) for key in options.INTENSITIES),
        *(wording.describe_rule(key, options.DEFAULT_RULE_VALUES[key]) for key in options.RULES),
        *(wording.describe_method(key) for key in options.SYSTEM_METHODS + options.REGION_METHODS),
        *(wording.describe_normalisation(key) for key in options.NORMALISATIONS),
        *(wording.describe_margins(key) for key in options.MARGINS),
        wording.describe_minimum(50),
    ]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_values_of_rules_are_written_in_their_unit_and_language():
    assert f"20{NARROW_SPACE}%" in wording.describe_rule("min_share", 20, "fr")
    assert "12.5%" in wording.describe_rule("top_share_local", 12.5, "en")
    assert "0,05" in wording.describe_rule("disparity", 0.05, "fr")
    assert "1.64" in wording.describe_rule("noise_corrected", 1.64, "en")
    assert wording.describe_minimum(0) == ""


def test_a_key_of_the_user_stands_for_itself():
    assert wording.label(wording.dimension_labels(), "culture") == "culture"
    assert wording.label(wording.dimension_labels(), None) == ""
    assert wording.nature_label(float("nan")) == ""
    assert wording.nature_label("Travail") == "Travail"


def test_dates_are_written_in_full():
    assert format_date(DAY, "fr") == "23 novembre 2025"
    assert format_date(DAY, "en") == "23 November 2025"
    assert format_date(DAY.replace(day=1), "fr") == "1er novembre 2025"
    assert format_date(DAY.replace(day=1), "en") == "1 November 2025"
    assert format_date(DAY.replace(day=11), "fr") == "11 novembre 2025"


def test_questions_have_room_for_an_answer_and_are_escaped():
    section = Section("Step", questions=["Who <b>wins</b>?", "Why?"])
    html = to_html(Report("Sheet", [section], "en"))
    assert html.count('class="room"') == 4
    assert "Who &lt;b&gt;wins&lt;/b&gt;?" in html
