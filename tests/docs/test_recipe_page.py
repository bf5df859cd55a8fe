"""The page of recipes documents every key that is read, with its default, and nothing else."""

from __future__ import annotations

import json
import re

import pytest
from alliance.core import recipe as recipes
from alliance.core import recipe_keys
from alliance.core.options import DEFAULT_RULE_VALUES
from alliance.core.recipe_builders import BUILDERS

WORDS = {
    "en": {"required": "required", "of the rule": "that of the rule"},
    "fr": {"required": "obligatoire", "of the rule": "celui de la règle"},
}


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture
def page(language, repository):
    return (repository / "docs" / language / "recipes.md").read_text(encoding="utf-8")


def rows_of(page):
    """Return, for each key, the cells that follow it: type, default, example, meaning.

    The name of a builder comes before the keys of its options.
    """
    rows, builder = {}, ""
    for line in page.splitlines():
        if line.startswith("#"):
            named = re.search(r"`(\w+)`$", line)
            builder = named[1] + ": " if named and named[1] in BUILDERS else ""
        if re.match(r"\| `[a-z_\[\].]+` \| [^|]* \|", line) and line.count("|") >= 6:
            cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)]
            rows[builder + cells[1].strip("`")] = cells[2:6]
    return rows


@pytest.fixture
def read_keys(tmp_path, monkeypatch):
    """Every key that the reader asks for, with its default, in a recipe that has everything."""
    asked = {}
    take = recipe_keys.Keys._take

    def remember(keys, key, default):
        asked[general(keys._path(key))] = default
        return take(keys, key, default)

    monkeypatch.setattr(recipe_keys.Keys, "_take", remember)
    for name in ("u.gpkg", "a.csv"):
        (tmp_path / name).touch()
    lookup = {"source": "a.csv", "from": "x", "to": "y"}
    changes = {"source": "a.csv", "from": 2014, "to": 2024}
    kind = {"name": "k", "source": "a.csv", "lookup": lookup, "changes": changes}
    table = {"name": "t", "membership": "a.csv", "unit": "u", "code": "c", "lookup": lookup}
    files = dict.fromkeys(("input", "organisations", "places"), "a.csv")
    columns = {"place_name": "n", "place_code": "c"}
    options = {
        "rail": ("input",),
        "partnerships": ("organisations", "places", "place_name", "place_code"),
        "headquarters": ("input",),
        "second_homes": ("input",),
    }
    built = [
        {
            "name": name,
            "builder": name,
            "options": {key: {**files, **columns}[key] for key in options[name]},
        }
        for name in BUILDERS
    ]
    content = {
        "units": {"source": "u.gpkg", "code": "code"},
        "link_types": [kind, {"name": "m", "modes": [{**kind, "name": "one"}]}, *built],
        "systems": {},
        "perimeters": [{"name": "p", "source": "u.gpkg", "code": "c"}, table],
        "frameworks": [table],
    }
    recipes.parse_recipe(content, tmp_path / "recipe.json")
    return asked


def general(path):
    """Return a path without positions; a framework is a perimeter, a mode holds a table.

    Options come after the name of their builder: kinds that are built stand after two others.
    """
    option = re.match(r"link_types\[(\d+)\]\.options\.", path)
    builder = BUILDERS[int(option[1]) - 3] + ": " if option else ""
    path = builder + re.sub(r"\[\d+\]", "[]", path).replace("frameworks[]", "perimeters[]")
    mode = re.fullmatch(r"link_types\[\]\.modes\[\]\.(.+)", path)
    return "link_types[]." + mode[1] if mode and mode[1] not in ("name", "weight") else path


def test_every_key_is_documented_and_no_other(page, read_keys):
    assert set(rows_of(page)) == set(read_keys)


def test_the_defaults_are_those_of_the_code(page, read_keys, language):
    words = WORDS[language]
    for key, (_, told, _, _) in rows_of(page).items():
        default = read_keys[key]
        if default is recipe_keys.REQUIRED:
            assert told == words["required"], key
        elif key == "link_types[].rule_value":
            assert told == words["of the rule"]
        elif default in ("", [], None):
            assert told == "–", key
        elif isinstance(default, str):
            assert told == f"`{default}`", key
        else:
            assert json.loads(told.strip("`")) == default, key


def test_choices_are_those_of_the_code(page):
    from alliance.core import options

    choices = {
        "normalisation": options.NORMALISATIONS,
        "link_types[].preset": options.PRESETS,
        "link_types[].builder": BUILDERS,
        "rail: link_types[].options.count_once": options.COUNT_LEVELS[::-1],
        "partnerships: link_types[].options.count_once": options.COUNT_LEVELS,
        "partnerships: link_types[].options.weighting": options.PARTNERSHIP_WEIGHTINGS,
        "partnerships: link_types[].options.seats": options.SEATS,
        "headquarters: link_types[].options.weight": options.STAFF_WEIGHTS,
        "headquarters: link_types[].options.engine": options.STREAM_ENGINES,
        "link_types[].dimension": options.DIMENSIONS,
        "link_types[].intensity": options.INTENSITIES,
        "link_types[].margins": options.MARGINS,
        "link_types[].deterrence": options.DETERRENCES,
        "link_types[].rule": options.RULES,
        "link_types[].mode_scale": options.MODE_SCALES,
        "systems.method": options.SYSTEM_METHODS,
        "systems.score": options.SCORE_FIELDS,
        "systems.shape": options.SHAPES,
        "perimeters[].allocation": options.ALLOCATIONS,
        "language": recipes.LANGUAGES,
    }
    rows = rows_of(page)
    for key, allowed in choices.items():
        assert tuple(re.findall(r"`(\w+)`", rows[key][0])) == tuple(allowed), key


def test_examples_are_json(page):
    for key, (_, _, example, _) in rows_of(page).items():
        assert json.loads(example.strip("`")) is not None, key


def test_the_usual_values_of_the_rules_are_those_of_the_code(page, language):
    line = next(line for line in page.splitlines() if "`min_volume` 100" in line)
    told = dict(re.findall(r"`(\w+)` ([\d.,]*\d)", line))
    values = {rule: float(value.replace(",", ".")) for rule, value in told.items()}
    needed = {r: v for r, v in DEFAULT_RULE_VALUES.items() if r not in ("all", "dominant")}
    assert values == needed


def test_the_recipe_of_the_page_is_read(page, tmp_path):
    """Its files are not there: empty ones stand for them, as the reader only looks if they are."""
    block = re.search(r"```json\n(.*?)```", page, flags=re.DOTALL)[1]
    for name in re.findall(r'"(?:source|membership)": "([^"|]+\.\w+)', block):
        (tmp_path / name).touch()
    path = tmp_path / "recipe.json"
    path.write_text(block, encoding="utf-8")
    recipe = recipes.read_recipe(path)
    assert len(recipe.kinds) == 3
    assert len(recipe.perimeters) == 2
    assert recipe.per_type


def test_the_example_for_france_is_read(repository, tmp_path):
    """Empty files stand for the published ones: the reader only looks if they are there."""
    text = (repository / "docs" / "recipes" / "france.json").read_text(encoding="utf-8")
    for name in re.findall(r'": "([^"|]+\.(?:csv|zip|gpkg))["|]', text):
        (tmp_path / name).touch()
    recipe = recipes.parse_recipe(json.loads(text), tmp_path / "france.json")
    assert len(recipe.kinds) == 7
    built = [type(flows).__name__ for kind in recipe.kinds for flows in kind.inputs]
    assert built == [
        *["TableRecipe"] * 3,
        "SecondHomesRecipe",
        "HeadquartersRecipe",
        "PartnershipsRecipe",
        "RailRecipe",
        "TableRecipe",
    ]
    assert {source.path.name for source in recipe.sources()} == {
        path.name for path in tmp_path.iterdir()
    }


def test_every_file_of_the_example_has_its_page(page, repository):
    text = (repository / "docs" / "recipes" / "france.json").read_text(encoding="utf-8")
    files = set(re.findall(r'": "([^"|]+\.(?:csv|zip|gpkg))["|]', text))
    rows = [line for line in page.splitlines() if line.startswith("|")]
    for name in files:
        told = [line for line in rows if line.split("|")[1].count(f"`{name}`")]
        assert any("https://" in line or "resources/" in line for line in told), name
