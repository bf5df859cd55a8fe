"""Recipes: what is read, and the sentence for each fault."""

from __future__ import annotations

import json

import pytest
from alliance.core.errors import RecipeError
from alliance.core.options import (
    DEFAULT_RULE_VALUES,
    HeadquarterSettings,
    PartnershipSettings,
    RailSettings,
    SecondHomeSettings,
)
from alliance.core.recipe import parse_recipe, read_recipe

FLOWS = "flux d'été.csv"


@pytest.fixture
def folder(tmp_path):
    """A folder with the files that a recipe names."""
    for name in ("units.gpkg", FLOWS, "air.csv", "lookup.csv", "scot.csv", "epci.gpkg"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


@pytest.fixture
def content():
    """The smallest recipe."""
    return {
        "units": {"source": "units.gpkg|layername=towns", "code": "code"},
        "link_types": [{"name": "commuting", "source": FLOWS}],
    }


def parsed(content, folder):
    return parse_recipe(content, folder / "recipe.json")


def fault(content, folder) -> str:
    with pytest.raises(RecipeError) as caught:
        parsed(content, folder)
    return str(caught.value)


def test_the_smallest_recipe_takes_the_defaults(content, folder):
    recipe = parsed(content, folder)
    kind = recipe.kinds[0]
    assert recipe.units.source.uri == str(folder / "units.gpkg") + "|layername=towns"
    assert (kind.type.name, kind.type.weight, kind.type.dimension) == ("commuting", 1.0, "")
    assert (kind.settings.intensity, kind.settings.rule) == ("relative_link", "first")
    assert kind.settings.rule_value == DEFAULT_RULE_VALUES["first"]
    assert (recipe.systems.method, recipe.systems.threshold) == ("attachment", 1.0)
    assert (recipe.excluded, recipe.language, recipe.per_type) == ((), "", False)


def test_the_recipe_of_the_interface_is_read(folder):
    for name in ("urban_areas.gpkg", "commuting_2011.csv", "partnerships.csv", "perimeters.gpkg"):
        (folder / name).write_text("x", encoding="utf-8")
    recipe = parsed(
        {
            "units": {
                "source": "urban_areas.gpkg|layername=urban_area",
                "code": "code",
                "name": "name",
                "weight": "employed",
            },
            "excluded": ["001"],
            "link_types": [
                {
                    "name": "commuting",
                    "dimension": "mobility",
                    "source": "commuting_2011.csv",
                    "origin": "i",
                    "destination": "j",
                    "volume": "fij",
                    "intensity": "relative_link",
                    "rule": "first",
                    "rule_value": 2,
                    "min_volume": 50,
                    "weight": 1,
                },
                {
                    "name": "partnerships",
                    "dimension": "knowledge",
                    "source": "partnerships.csv",
                    "undirected": True,
                    "origin": "unit_a",
                    "destination": "unit_b",
                    "volume": "projects",
                    "intensity": "volume",
                    "rule": "all",
                    "weight": 1,
                },
            ],
            "normalisation": "max",
            "systems": {"method": "attachment", "score": "score", "threshold": 1, "min_units": 2},
            "perimeters": [
                {
                    "name": "départements",
                    "source": "perimeters.gpkg|layername=departements",
                    "code": "DEP",
                }
            ],
            "language": "fr",
        },
        folder,
    )
    assert [kind.type.name for kind in recipe.kinds] == ["commuting", "partnerships"]
    assert recipe.kinds[1].flows.undirected
    assert recipe.perimeters[0].name == "départements"
    assert [source.path.name for source in recipe.sources()] == [
        "urban_areas.gpkg",
        "commuting_2011.csv",
        "partnerships.csv",
        "perimeters.gpkg",
    ]


def test_rail_and_air_make_one_kind(content, folder):
    content["link_types"] = [
        {
            "name": "high speed",
            "mode_scale": "sum",
            "modes": [
                {"name": "rail", "source": FLOWS, "weight": 2},
                {"name": "air", "source": "air.csv", "undirected": True},
            ],
        }
    ]
    kind = parsed(content, folder).kinds[0]
    assert kind.flows is None
    assert [(mode.name, mode.weight) for mode in kind.modes] == [("rail", 2.0), ("air", 1.0)]
    assert [flows.source.path.name for flows in kind.inputs] == [FLOWS, "air.csv"]


def test_memberships_and_frameworks_are_read(content, folder):
    content["perimeters"] = [
        {"name": "SCoT", "membership": "scot.csv", "unit": "CODGEO", "code": "SIREN"}
    ]
    content["frameworks"] = [
        {
            "name": "pôle",
            "membership": "scot.csv",
            "unit": "CODGEO",
            "code": "SIREN",
            "label": "NOM",
            "lookup": {"source": "lookup.csv", "from": "CODGEO", "to": "AU2010"},
        }
    ]
    recipe = parsed(content, folder)
    assert recipe.perimeters[0].membership.path.name == "scot.csv"
    assert recipe.frameworks[0].lookup.target == "AU2010"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c.update(linktypes=[]), ["linktypes", "link_types"]),
        (lambda c: c["link_types"][0].update(rulle="first"), ["link_types[1].rulle", "rule"]),
        (lambda c: c["link_types"][0].update(rule="best"), ["link_types[1].rule", "best", "first"]),
        (lambda c: c["link_types"][0].update(rule_value="2"), ["rule_value", '"2"', "number"]),
        (lambda c: c["link_types"][0].update(rule_value=-1), ["rule_value", "-1"]),
        (lambda c: c["link_types"][0].update(rule_value=True), ["rule_value", "true"]),
        (lambda c: c["link_types"][0].update(weight=0), ["weight", "above 0"]),
        (lambda c: c["link_types"][0].update(source="absent.csv"), ["source", "absent.csv"]),
        (lambda c: c["link_types"][0].update(undirected="yes"), ["undirected", "true or false"]),
        (lambda c: c["link_types"][0].pop("name"), ["link_types[1].name", "missing"]),
        (lambda c: c["link_types"].append(dict(c["link_types"][0])), ["commuting", "twice"]),
        (lambda c: c.update(link_types={}), ["link_types", "list"]),
        (lambda c: c.update(link_types=[]), ["link_types", "list"]),
        (lambda c: c.update(link_types=["commuting"]), ["link_types[1]", "object"]),
        (lambda c: c.pop("units"), ["units", "missing"]),
        (lambda c: c["units"].update(code=1), ["units.code", "text"]),
        (lambda c: c["units"].update(code=" "), ["units.code", "text"]),
        (lambda c: c.update(excluded="001"), ["excluded", "list of texts"]),
        (lambda c: c.update(excluded=[1]), ["excluded", "list of texts"]),
        (lambda c: c.update(language="de"), ["language", "fr, en"]),
        (lambda c: c.update(systems={"min_units": 2.5}), ["systems.min_units", "whole number"]),
        (lambda c: c.update(systems={"threshold": float("inf")}), ["systems.threshold"]),
        (lambda c: c.update(systems={"star_share": 70}), ["systems.star_share", "from 0 to 1"]),
        (lambda c: c.update(systems={"star_primacy": 0.5}), ["systems.star_primacy", "1 or more"]),
        (lambda c: c.update(perimeters=[{"name": "x", "code": "c"}]), ["perimeters[1].source"]),
        (
            lambda c: c.update(perimeters=[{"name": "x", "code": "c", "membership": "scot.csv"}]),
            ["perimeters[1].unit"],
        ),
        (
            lambda c: c["link_types"][0].update(changes={"source": "lookup.csv", "from": 2014}),
            ["link_types[1].changes.to", "missing"],
        ),
        (
            lambda c: c["link_types"][0].update(
                changes={"source": "lookup.csv", "from": "2014", "to": 2024}
            ),
            ["link_types[1].changes.from", '"2014"', "a year"],
        ),
        (
            lambda c: c["link_types"][0].update(
                distance="km", lookup={"source": "lookup.csv", "from": "a", "to": "b"}
            ),
            ["link_types[1].distance", "lookup"],
        ),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_key(content, folder, change, words):
    change(content)
    sentence = fault(content, folder)
    for word in words:
        assert word in sentence
    assert "\n" not in sentence


def test_a_table_of_changes_counts_among_the_files(content, folder):
    content["link_types"][0]["changes"] = {"source": "lookup.csv", "from": 2014, "to": 2024}
    recipe = parsed(content, folder)
    changes = recipe.kinds[0].flows.changes
    assert (changes.first, changes.last) == (2014, 2024)
    assert folder / "lookup.csv" in [source.path for source in recipe.sources()]


def test_a_missing_recipe_says_so(tmp_path):
    with pytest.raises(RecipeError, match="does not exist"):
        read_recipe(tmp_path / "absent.json")


def test_broken_json_says_where(tmp_path):
    path = tmp_path / "recipe.json"
    path.write_text('{"units": {"source": "a" "code": 1}}', encoding="utf-8")
    with pytest.raises(RecipeError, match="line 1, column 26"):
        read_recipe(path)


def test_a_key_twice_says_so(tmp_path):
    path = tmp_path / "recipe.json"
    path.write_text('{"units": {}, "units": {}}', encoding="utf-8")
    with pytest.raises(RecipeError, match="“units” stands twice"):
        read_recipe(path)


def test_a_recipe_in_another_encoding_says_so(tmp_path):
    path = tmp_path / "recipe.json"
    path.write_bytes('{"title": "été"}'.encode("cp1252"))
    with pytest.raises(RecipeError, match="UTF-8"):
        read_recipe(path)


def test_a_byte_order_mark_is_no_fault(content, folder):
    path = folder / "recipe.json"
    path.write_text(json.dumps(content), encoding="utf-8-sig")
    assert read_recipe(path).kinds[0].type.name == "commuting"


def test_something_else_than_an_object_says_so(tmp_path):
    with pytest.raises(RecipeError, match="object"):
        parse_recipe([], tmp_path / "recipe.json")


# --- builders -------------------------------------------------------------------------------------


LOOKUP = {"source": "lookup.csv", "from": "CODGEO", "to": "unit"}
BUILT = {
    "rail": {"input": "air.csv"},
    "partnerships": {
        "organisations": "air.csv",
        "places": "scot.csv",
        "place_name": "LIBGEO",
        "place_code": "CODGEO",
    },
    "headquarters": {"input": "air.csv"},
    "second_homes": {"input": "air.csv"},
}


def with_builder(content, name, **options):
    content["link_types"] = [
        {"name": "k", "builder": name, "options": {**BUILT[name], **options}}
    ]
    return content


@pytest.mark.parametrize(
    ("builder", "defaults"),
    [
        ("rail", RailSettings()),
        ("partnerships", PartnershipSettings()),
        ("headquarters", HeadquarterSettings()),
        ("second_homes", SecondHomeSettings()),
    ],
)
def test_a_builder_takes_the_defaults_of_its_method(content, folder, builder, defaults):
    (kind,) = parsed(with_builder(content, builder), folder).kinds
    assert kind.flows.settings == defaults
    assert kind.inputs == (kind.flows,)
    assert kind.flows.source.path == folder / "air.csv"


def test_options_reach_the_settings(content, folder):
    def settings(name, **options):
        return parsed(with_builder(content, name, **options), folder).kinds[0].flows.settings

    assert settings("rail", train_types=["TGV"], end="2025-02-02", count_once="place") == (
        RailSettings(end="2025-02-02", train_types=("TGV",), level="place")
    )
    assert settings("partnerships", countries=[], max_partners=0, count_once="unit") == (
        PartnershipSettings(countries=(), max_partners=0, level="unit")
    )
    assert settings("headquarters", weight="count", without_public=True) == (
        HeadquarterSettings(weight="count", without_public=True)
    )
    assert settings("second_homes", exponent=2, cutoff_km=100) == (
        SecondHomeSettings(exponent=2.0, cutoff_km=100.0)
    )


def test_every_file_of_a_builder_counts_among_the_sources(content, folder):
    with_builder(
        content,
        "partnerships",
        projects="air.csv",
        bodies="epci.gpkg",
        body_id="pic",
        aliases=FLOWS,
        alias_name="n",
        alias_code="c",
    )
    content["link_types"][0]["lookup"] = LOOKUP
    names = [source.path.name for source in parsed(content, folder).sources()]
    assert names == ["units.gpkg", "air.csv", "scot.csv", "epci.gpkg", FLOWS, "lookup.csv"]


def test_a_mode_may_be_built(content, folder):
    rail = {"name": "rail", "builder": "rail", "options": BUILT["rail"], "lookup": LOOKUP}
    content["link_types"] = [{"name": "speed", "modes": [rail, {"name": "air", "source": FLOWS}]}]
    (kind,) = parsed(content, folder).kinds
    assert [flows.source.path.name for flows in kind.inputs] == ["air.csv", FLOWS]
    assert kind.inputs[0].lookup.target == "unit"


@pytest.mark.parametrize(
    ("builder", "options", "words"),
    [
        ("rail", {"input": "absent.zip"}, ["link_types[1].options.input", "absent.zip"]),
        ("rail", {"min_train": 3}, ["options.min_train", "min_trains"]),
        ("rail", {"min_trains": -1}, ["options.min_trains", "0 or more"]),
        ("rail", {"start": "6/1/2025"}, ["options.start", "2025-01-06"]),
        ("rail", {"start": "2025-02-03", "end": "2025-02-02"}, ["options.end", "start"]),
        ("rail", {"train_types": "TGV"}, ["options.train_types", "list"]),
        ("rail", {"count_once": "town"}, ["options.count_once", "place, unit"]),
        ("rail", {"stations": "scot.csv"}, ["options.station_id", "“stations”"]),
        ("rail", {"station_code": "code"}, ["options.stations", "columns"]),
        ("partnerships", {"place_name": ""}, ["options.place_name", "text"]),
        ("partnerships", {"max_partners": 2.5}, ["options.max_partners", "whole number"]),
        ("partnerships", {"weighting": "half"}, ["options.weighting", "newman"]),
        ("partnerships", {"seats": "relocate"}, ["options.body_place", "national body"]),
        ("headquarters", {"weight": "jobs"}, ["options.weight", "staff, count"]),
        ("headquarters", {"without_public": 1}, ["options.without_public", "true or false"]),
        ("headquarters", {"groups": "scot.csv"}, ["options.groups_firm", "“groups”"]),
        ("second_homes", {"exponent": 0}, ["options.exponent", "above 0"]),
        ("second_homes", {"homes": "x"}, ["options.homes", "homes_field"]),
    ],
)
def test_a_wrong_option_is_one_sentence_that_names_it(content, folder, builder, options, words):
    sentence = fault(with_builder(content, builder, **options), folder)
    for word in words:
        assert word in sentence
    assert "\n" not in sentence


def test_a_builder_stands_in_place_of_a_table(content, folder):
    with_builder(content, "rail")["link_types"][0].update(source=FLOWS)
    assert "link_types[1].source" in fault(content, folder)
    with_builder(content, "second_homes")["link_types"][0].update(lookup=LOOKUP)
    assert "link_types[1].lookup" in fault(content, folder)
    content["link_types"] = [{"name": "k", "builder": "train", "options": {}}]
    assert "rail, partnerships, headquarters, second_homes" in fault(content, folder)
    content["link_types"] = [{"name": "k", "builder": "rail"}]
    assert "link_types[1].options" in fault(content, folder)
