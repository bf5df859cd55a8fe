"""The pages written by hand: in both languages, with links that lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import sys

import pytest

BY_HAND = [
    "administrators",
    "building-links",
    "data-doors",
    "glossary",
    "insee-in-ten-minutes",
    "large-data",
    "method",
    "panel",
    "recipes",
]


@pytest.fixture(scope="module")
def docs(repository):
    return repository / "docs"


@pytest.fixture(scope="module")
def pages(docs):
    """Every page, made or written, by its path under docs/."""
    return {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
        for path in docs.rglob("*.md")
    }


@pytest.fixture(scope="module")
def typographic(repository):
    """What sets the spaces and apostrophes of French typography, from `.ci/translations.py`."""
    spec = importlib.util.spec_from_file_location(
        "translations", repository / ".ci" / "translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module.typographic


def prose(text):
    """Yield the lines that are neither code nor the rule of a table."""
    code = False
    for line in text.splitlines():
        if line.startswith("```"):
            code = not code
        elif not code and not re.fullmatch(r"\|[-|]+", line):
            yield line


@pytest.mark.parametrize("name", BY_HAND)
def test_a_page_has_the_same_parts_in_both_languages(pages, name):
    shapes = []
    for language in ("en", "fr"):
        text = pages[f"{language}/{name}.md"]
        headings = [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]
        shapes.append((headings, text.count("\n|"), text.count("```"), text.count("\n- ")))
    assert shapes[0] == shapes[1]


def test_links_lead_somewhere(pages, docs):
    broken = []
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            local = target.split("#")[0]
            if not re.match(r"https?:", target) and local:
                place = ((docs / path).parent / local).resolve()
                broken += [] if place.exists() else [f"{path}: {target}"]
    assert broken == []


@pytest.mark.parametrize("name", ["README.md", "DEVELOPERS.md", "CHANGELOG.md"])
def test_links_of_the_root_lead_somewhere(repository, name):
    text = (repository / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s#]+)", text)
    local = [target for target in targets if not re.match(r"https?:", target)]
    assert [target for target in local if not (repository / target).exists()] == []


def test_every_page_can_be_reached_from_the_first(pages, docs):
    reached, todo = set(), ["README.md"]
    while todo:
        path = todo.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        for target in re.findall(r"\]\(([^)\s:]+\.md)\)", pages[path]):
            place = ((docs / path).parent / target).resolve()
            if docs in place.parents:
                todo.append(place.relative_to(docs).as_posix())
    assert {path for path in pages if not path.startswith("screenshots")} <= reached


@pytest.mark.parametrize("name", BY_HAND)
def test_french_typography(pages, typographic, name):
    text = pages[f"fr/{name}.md"].partition("## 11. Références")[0]
    wrong = [line for line in prose(text) if typographic(line) != line]
    assert wrong == []


def test_a_glossary_is_sorted_and_names_the_same_terms(pages):
    terms = {}
    for language in ("en", "fr"):
        rows = [line.split("|") for line in pages[f"{language}/glossary.md"].splitlines()[4:]]
        terms[language] = [(row[1].strip(), row[3].strip()) for row in rows if len(row) == 5]
    english = {term for term, _ in terms["en"]}
    assert len(terms["en"]) == len(terms["fr"])
    for _, translated in terms["fr"]:
        assert any(translated in term for term in english), translated


def test_no_page_names_a_place_of_a_machine(pages):
    for path, text in pages.items():
        assert not re.search(r"(?<![\w.~])/(home|root|tmp|work)/", text), path


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_the_panel_calls_things_as_the_panel_does(pages, language):
    """Columns and buttons of the tables, by their present names."""
    from alliance.algorithms.language import in_language
    from alliance.core.messages import translate

    text = pages[f"{language}/panel.md"]
    with in_language(language):
        names = [
            translate("Alliance", english)
            for english in (
                *("Explore", "Compare", "Threshold on", "Options", "Preview on the map", "Apply"),
                *("Best match", "Held", "Crossing", "Crossed", "Closed", "By perimeter"),
                *("Shares count", "Open as layer", "CSV…", "Spreadsheet…", "Report…"),
                *("Print layout…", "Detect interurban systems", "Print layout of flow maps"),
            )
        ]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_steps_name_parameters_as_the_algorithms_do(pages, language):
    """Rows of the tables “parameter, value”, against the pages made from the algorithms."""
    text = pages[f"{language}/insee-in-ten-minutes.md"]
    head = {"en": "parameter", "fr": "paramètre"}[language]
    rows = [
        name.strip()
        for table in re.findall(rf"^\| {head} \|.*?(?=^\n)", text, re.MULTILINE | re.DOTALL)
        for row in table.splitlines()[2:]
        for name in row.split("|")[1].split(",")
    ]
    made = "".join(text for path, text in pages.items() if path.startswith(f"{language}/algorithms"))
    assert len(rows) > 8
    assert [name for name in rows if f"**{name}.**" not in made] == []
