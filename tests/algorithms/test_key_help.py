"""Help for each key: nothing is missing, and the formula shown is the formula computed."""

from __future__ import annotations

import ast
import math
import re
from pathlib import Path

import numpy as np
import pytest
from alliance.algorithms import key_help
from alliance.algorithms.compute_links import ComputeLinks
from alliance.algorithms.cumulate_links import CumulateLinks
from alliance.algorithms.detect_systems import DetectSystems
from alliance.algorithms.language import in_language
from alliance.algorithms.regionalise import Regionalise
from alliance.algorithms.wording import OURS, PUBLISHED, RECONSTRUCTED
from alliance.core import options
from alliance.core.expectation import gravity, quasi_independence
from alliance.core.flows import build_flows
from alliance.core.intensity import compute_intensity
from alliance.core.links import pair_flows
from alliance.core.options import LinkSettings, TtwaSettings
from alliance.core.regions import intramax, self_containment, validity
from alliance.core.selection import (
    disparity_alpha,
    noise_corrected_score,
    noise_corrected_sd,
    rule_flows,
)

FAMILIES = {
    "INTENSITIES": key_help.intensities,
    "RULES": key_help.rules,
    "MARGINS": key_help.margins,
    "DETERRENCES": key_help.deterrences,
    "NORMALISATIONS": key_help.normalisations,
    "SYSTEM_METHODS": key_help.methods,
    "REGION_METHODS": key_help.region_methods,
    "SHAPES": key_help.shapes,
}
# The marks of the method; every other key is published.
NOT_PUBLISHED = {
    "min_intensity": OURS,
    "max": OURS,
    "rank": OURS,
    "share": OURS,
    "attachment": RECONSTRUCTED,
    "components": RECONSTRUCTED,
    "core_attachment": RECONSTRUCTED,
    "auto": OURS,
    "dissolve": OURS,
    "concave_hull": OURS,
    "convex_hull": OURS,
}
# What a known program gives otherwise has to be said.
DIFFERENT = {
    "min_volume": "flows 2.0.0",
    "first": "flows 2.0.0",
    "min_share": "flows 2.0.0",
    "top_share_local": "flows 2.0.0",
    "noise_corrected": "1 - p0^2",
    "louvain": "networkx",
    "ttwa": "LabourMarketAreas 3.4",
}
MARKS = {PUBLISHED: "[P]", RECONSTRUCTED: "[R]", OURS: "[O]"}

ALL_KEYS = [(family, key) for family in FAMILIES for key in getattr(options, family)]


def help_of(family, key):
    return {one.key: one for one in FAMILIES[family]()}[key]


# --- nothing is missing ---------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_the_keys_of_the_method_in_their_order(family):
    assert tuple(one.key for one in FAMILIES[family]()) == getattr(options, family)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("family", "key"), ALL_KEYS)
def test_everything_is_said_of_a_key(family, key, language):
    with in_language(language):
        one = help_of(family, key)
    assert one.label
    assert one.formula
    for sentence in (one.use, one.trap):
        assert sentence[0].isupper() or sentence[0].isdigit(), sentence
        assert sentence.endswith("."), sentence
        assert len(sentence) < 160, sentence
    assert one.status in MARKS
    if one.status != OURS:
        assert re.search(r"\b(19|20)\d\d, ", one.reference), one.reference
    assert DIFFERENT.get(key, "") in one.difference
    assert bool(one.difference) == (key in DIFFERENT)


@pytest.mark.parametrize(("family", "key"), ALL_KEYS)
def test_it_is_said_in_french(family, key):
    english = help_of(family, key)
    with in_language("fr"):
        french = help_of(family, key)
    assert french.use != english.use, "run `make translations` after adding the French"
    assert french.trap != english.trap
    assert (french.difference != english.difference) == bool(english.difference)


@pytest.mark.parametrize(("family", "key"), ALL_KEYS)
def test_formula_and_reference_belong_to_no_language(family, key):
    english = help_of(family, key)
    with in_language("fr"):
        french = help_of(family, key)
    assert (french.formula, french.reference) == (english.formula, english.reference)


# --- honesty --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("family", "key"), ALL_KEYS)
def test_a_key_bears_the_mark_of_the_method(family, key):
    assert help_of(family, key).status == NOT_PUBLISHED.get(key, PUBLISHED)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("family", "key"), ALL_KEYS)
def test_the_method_page_gives_the_same_formula_and_mark(family, key, language, repository):
    page = Path(repository, "docs", language, "method.md").read_text(encoding="utf-8")
    one = help_of(family, key)
    formula = "`" + one.formula.replace("|", r"\|") + "`"
    rows = [re.split(r"(?<!\\)\|", line) for line in page.splitlines() if line.startswith("| `")]
    marks = [
        row[3].strip() for row in rows if (row[1].strip(), row[2].strip()) == (f"`{key}`", formula)
    ]
    assert marks == [MARKS[one.status]]


# --- what the panel shows -------------------------------------------------------------------------


@pytest.mark.parametrize(("family", "key"), ALL_KEYS)
def test_a_paragraph_holds_everything_and_is_sound_markup(family, key):
    from xml.etree import ElementTree

    one = help_of(family, key)
    text = "".join(ElementTree.fromstring(f"<p>{one.html()}</p>").itertext())
    for part in (one.key, one.label, one.formula, one.use, one.trap, one.difference, one.reference):
        assert part in text
    assert len(text) < 900


@pytest.mark.parametrize(
    ("algorithm", "family"),
    [
        (ComputeLinks, "INTENSITIES"),
        (ComputeLinks, "RULES"),
        (CumulateLinks, "NORMALISATIONS"),
        (DetectSystems, "SYSTEM_METHODS"),
        (Regionalise, "REGION_METHODS"),
    ],
)
def test_the_algorithm_that_takes_a_key_explains_it(algorithm, family):
    text = algorithm().shortHelpString()
    for one in FAMILIES[family]():
        assert one.html() in text


# --- the formula shown is the formula computed ----------------------------------------------------

_NAMES = r"[A-Za-z_]\w*"


def as_python(formula):
    """Translate a formula into Python: powers, and products written side by side."""
    text = formula.replace("^", "**").replace("[", "(").replace("]", ")")
    text = re.sub(rf"(?<=[\w)])\s+(?={_NAMES}|\(|\d)", " * ", text)
    # `f(x)` is a call for these, a product for any other name.
    calls = "sqrt|max|min|abs|exp|log"
    text = re.sub(rf"(?<![\w.])(?!(?:{calls})\()({_NAMES})\(", r"\1 * (", text)
    # "a/b c" reads a/b times c, as Python does; nothing to change.
    ast.parse(text, mode="eval")
    return text


def value(formula, **names):
    functions = {"sqrt": math.sqrt, "max": max, "min": min, "abs": abs}
    return eval(as_python(formula), {"__builtins__": {}}, {**functions, **names})


@pytest.fixture(scope="module")
def flows():
    rows = "AB30 BA25 AC2 CA2 AD1 DA1 BC3 CB4 BD1 DB2 CD40 DC38 AA90 BB70 CC60 DD20 EA7 BE3"
    pairs = [(word[0], word[1], float(word[2:])) for word in rows.split()]
    return build_flows(*map(list, zip(*pairs)))


def ends_of(flows, links, row, margins):
    """Return what a formula names, for one link: F, O and D of both ends."""
    i, j = links.first[row], links.second[row]
    out, into = flows.outflows(margins), flows.inflows(margins)
    return {
        "F_ij": links.flow_ab[row],
        "F_ji": links.flow_ba[row],
        "O_i": out[i],
        "O_j": out[j],
        "D_i": into[i],
        "D_j": into[j],
    }


@pytest.mark.parametrize("margins", options.MARGINS)
@pytest.mark.parametrize("key", ["volume", "origin_share", "relative_link", "smart", "cosine"])
def test_the_formula_of_an_intensity_gives_what_is_computed(flows, key, margins):
    links = pair_flows(flows)
    found = compute_intensity(flows, links, LinkSettings(intensity=key, margins=margins)).values
    formula = help_of("INTENSITIES", key).formula
    for row in range(len(links)):
        names = ends_of(flows, links, row, margins)
        expected = 0.0 if 0 in (names["O_i"], names["O_j"]) else value(formula, **names)
        if names["O_i"] and names["O_j"] and names["D_i"] and names["D_j"]:
            assert found[row] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("key", ["preference", "gravity"])
def test_the_formula_of_a_ratio_to_a_model_gives_what_is_computed(flows, key):
    links = pair_flows(flows)
    places = np.array([0.0, 9.0, 30.0, 34.0, 15.0])

    def distance(first, second):
        return np.abs(places[first] - places[second])

    settings = LinkSettings(intensity=key, min_volume=1)
    found = compute_intensity(flows, links, settings, distance)
    model = gravity(flows, distance, settings) if key == "gravity" else quasi_independence(flows)
    ratio, *margins = help_of("INTENSITIES", key).formula.split(", ")
    assert "sum_j E_ij = O_i" in margins
    for row in range(len(links)):
        i, j = links.first[row : row + 1], links.second[row : row + 1]
        names = {
            "F_ij": links.flow_ab[row],
            "F_ji": links.flow_ba[row],
            "E_ij": model.between(i, j)[0],
            "E_ji": model.between(j, i)[0],
        }
        assert found.values[row] == pytest.approx(value(ratio, **names), rel=1e-9)
    everyone = np.arange(flows.n_units)
    expected = model.between(everyone[:, None], everyone[None, :])
    assert expected.sum(axis=1) == pytest.approx(flows.outflows("external"), rel=1e-8)
    assert expected.sum(axis=0) == pytest.approx(flows.inflows("external"), rel=1e-8)


def seen_by_rules(flows, margins="external"):
    links = pair_flows(flows)
    return rule_flows(flows, links, links.volume, margins)


@pytest.mark.parametrize("margins", options.MARGINS)
def test_the_formula_of_the_disparity_filter_gives_what_is_computed(flows, margins):
    seen = seen_by_rules(flows, margins)
    formula, _ = help_of("RULES", "disparity").formula.rsplit(" < ", 1)
    for row, alpha in enumerate(disparity_alpha(seen)):
        i, j = seen.origin[row], seen.destination[row]
        names = {
            "F_ij": seen.volume[row],
            "O_i": seen.out[i],
            "D_j": seen.into[j],
            "n_i": seen.n_out[i],
            "n_j": seen.n_in[j],
        }
        assert alpha == pytest.approx(value(formula, **names), rel=1e-12)


def test_the_formula_of_the_noise_corrected_backbone_gives_what_is_computed(flows):
    seen = seen_by_rules(flows)
    rule, *steps = help_of("RULES", "noise_corrected").formula.split("; ")
    assert rule == "s - k sd > 0"
    scores, deviations = noise_corrected_score(seen), noise_corrected_sd(seen)
    for row in range(len(seen)):
        i, j = seen.origin[row], seen.destination[row]
        names = {
            "F_ij": seen.volume[row],
            "O_i": seen.out[i],
            "D_j": seen.into[j],
            "T": seen.total,
        }
        for step in steps:
            name, formula = step.split(" = ")
            names[name] = value(formula, **names)
        assert scores[row] == pytest.approx(names["s"], rel=1e-12)
        assert deviations[row] == pytest.approx(names["sd"], rel=1e-9)


@pytest.mark.parametrize(
    ("residents", "jobs", "internal"), [(1045, 664, 570), (30000, 25000, 24000)]
)
def test_the_formula_of_labour_market_areas_gives_what_is_computed(residents, jobs, internal):
    formula, containment = help_of("REGION_METHODS", "ttwa").formula.split(", msc = ")
    settings = TtwaSettings(1000, 0.6667, 10000, 0.75)
    msc = value(containment, F=internal, R=residents, W=jobs)
    assert msc == pytest.approx(self_containment(residents, jobs, internal))
    names = {
        "msc": msc,
        "R": residents,
        "minSZ": settings.min_size,
        "tarSZ": settings.target_size,
        "minSC": settings.min_self_containment,
        "tarSC": settings.target_self_containment,
    }
    left, _ = formula.split(" >= ")
    assert validity(msc, residents, settings) == pytest.approx(value(left, **names), rel=1e-12)


def test_the_formula_of_intramax_gives_the_first_merge(flows):
    formula = help_of("REGION_METHODS", "intramax").formula
    formula = formula.removeprefix("max_{a,b} [").removesuffix("]")
    links = pair_flows(flows)
    values = []
    for row in range(len(links)):
        names = {
            name.replace("F_", "T_").replace("i", "a").replace("j", "b"): number
            for name, number in ends_of(flows, links, row, "all").items()
        }
        if names["O_a"] and names["O_b"] and names["D_a"] and names["D_b"]:
            values.append(value(formula, **names))
    assert intramax(flows, 1).tree["value"].iloc[0] == pytest.approx(max(values), rel=1e-12)
