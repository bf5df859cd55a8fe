"""Names of towns in addresses, and the communes that they stand for."""

from __future__ import annotations

import pytest
from alliance.core.errors import InputError
from alliance.core.towns import (
    Address,
    build_gazetteer,
    find_towns,
    shipped_aliases,
    shipped_bodies,
    shipped_departments,
    town_key,
)
from hypothesis import given
from hypothesis import strategies as st

NAMES = ["Évry", "Évry", "Saint-Ouen", "Valbonne", "Paris 1er Arrondissement", "Paris", "Bastia"]
CODES = ["91228", "89148", "41219", "06152", "75101", "75056", "2B033"]


def gazetteer(**options):
    return build_gazetteer(NAMES, CODES, departments=shipped_departments(), **options)


def found(towns, town, post_code="", nuts=""):
    answer = towns.find(Address(town, post_code, nuts))
    return answer.code, answer.by


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("PARIS CEDEX 07", "PARIS"),
        ("Paris 08", "PARIS"),
        ("PARIS 15EME", "PARIS"),
        ("Lyon 3e Arrondissement", "LYON"),
        ("Besançon", "BESANCON"),
        ("VANDŒUVRE-LÈS-NANCY", "VANDOEUVRE LES NANCY"),
        ("  St.-Étienne  ", "SAINT ETIENNE"),
        ("Ste-Clotilde", "SAINTE CLOTILDE"),
        ("L'HAY-LES-ROSES", "L HAY LES ROSES"),
        ("GRENOBLE CEDEX 9 BP 156", "GRENOBLE"),
        ("ESTREES ST DENIS", "ESTREES SAINT DENIS"),
        ("Θεσσαλονίκη", "ΘΕΣΣΑΛΟΝΙΚΗ"),
        ("N/A", ""),
        ("NA", ""),
        ("-", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_two_spellings_share_their_letters(text, key):
    assert town_key(text) == key


@given(st.text())
def test_the_key_of_a_key_is_itself(text):
    assert town_key(town_key(text)) == town_key(text)


def test_a_name_that_one_commune_bears_is_found():
    assert found(gazetteer(), "VALBONNE CEDEX") == ("06152", "name")
    assert found(gazetteer(), "PARIS 01") == ("75056", "name")


def test_homonyms_are_told_apart_by_the_post_code_then_by_nuts():
    towns = gazetteer(post_code=["91000", "89290", "", "", "", "", "20200"])
    assert found(towns, "EVRY", "91000") == ("91228", "post_code")
    assert found(towns, "EVRY CEDEX", "91025") == ("91228", "post_code")
    assert found(towns, "EVRY", "F-89290") == ("89148", "post_code")
    assert found(towns, "EVRY", "", "FRC14") == ("89148", "nuts")
    assert found(towns, "EVRY", "", "FRC") == ("89148", "nuts")
    assert found(towns, "EVRY", "99999", "FR104") == ("91228", "nuts")
    assert found(towns, "EVRY", "99999") == ("", "ambiguous_town")
    assert found(towns, "EVRY") == ("", "ambiguous_town")


def test_the_size_is_asked_last_and_only_where_it_is_given():
    towns = gazetteer(weight=["66000", "400", "1", "1", "1", "1", "1"])
    assert found(towns, "EVRY") == ("91228", "weight")
    assert found(towns, "EVRY", "89290") == ("89148", "post_code")
    equal = gazetteer(weight=[5, 5, 1, 1, 1, 1, 1])
    assert found(equal, "EVRY") == ("", "ambiguous_town")
    unknown = gazetteer(weight=["", "400", "1", "1", "1", "1", "1"])
    assert found(unknown, "EVRY") == ("", "ambiguous_town")


def test_an_alias_joins_those_that_bear_the_name_elsewhere():
    aliases = {"EVRY": "91228", "SAINT OUEN": "06152", "SOPHIA ANTIPOLIS": "06152", "X": "99999"}
    towns = gazetteer(aliases=aliases)
    assert found(towns, "SOPHIA ANTIPOLIS CEDEX") == ("06152", "name")
    assert found(towns, "ST OUEN") == ("", "ambiguous_town")
    assert found(towns, "ST OUEN", "41000") == ("41219", "post_code")
    assert found(towns, "X") == ("", "unknown_town")
    # The commune that still has the name, in the same département, is the place itself.
    before = build_gazetteer(
        ["Oullins", "Pierre-Bénite"], ["69149", "69152"], aliases={"PIERRE BENITE": "69149"}
    )
    assert found(before, "PIERRE BENITE") == ("69152", "name")


def test_what_the_user_decides_comes_first():
    towns = gazetteer(decided={"Évry": "89148", "La Doua": "69266"})
    assert found(towns, "EVRY CEDEX", "91000") == ("89148", "table")
    assert found(towns, "LA DOUA") == ("69266", "table")


def test_post_codes_may_share_a_cell_or_have_a_row_each():
    rows = build_gazetteer(
        ["Nice", "Nice", "Nice"], ["06088", "06088", "99001"], ["06000", "06100 / 06200", "99100"]
    )
    assert found(rows, "NICE", "06200") == ("06088", "post_code")
    assert found(rows, "NICE", "99100") == ("99001", "post_code")


def test_corsica_and_overseas_have_their_own_first_figures():
    towns = build_gazetteer(
        ["Sainte-Marie", "Sainte-Marie", "Bastia", "Bastia"], ["97228", "97418", "2B033", "33001"]
    )
    assert found(towns, "STE MARIE", "97438") == ("97418", "post_code")
    assert found(towns, "BASTIA", "20200") == ("2B033", "post_code")


def test_a_table_without_names_or_with_sizes_that_are_no_numbers_is_refused():
    with pytest.raises(InputError, match="both a name and a code"):
        build_gazetteer(["", None], ["01001", "01002"])
    with pytest.raises(InputError, match="not numbers"):
        build_gazetteer(["Nice"], ["06088"], weight=["large"])


def test_every_address_is_answered_once_whatever_their_order():
    towns = gazetteer()
    addresses = [Address("Valbonne"), Address("nowhere"), Address("Valbonne"), Address("")]
    answers, positions = find_towns(addresses, towns)
    assert len(answers) == 3
    assert [answers[place].code for place in positions] == ["06152", "", "06152", ""]
    assert [answers[place].by for place in positions][1::2] == ["unknown_town", "no_town"]


def test_the_shipped_tables_are_whole():
    departments = shipped_departments()
    assert len(departments) == 101
    assert len(set(departments.values())) == 101
    assert all(nuts.startswith("FR") and len(nuts) == 5 for nuts in departments)
    assert all(town_key(name) == name for name in shipped_aliases())
    assert shipped_bodies()["999997930"] == "CNRS"


def test_the_shipped_codes_are_communes_of_both_years(shared_data):
    from alliance.core.reading import read_table

    for year in (2014, 2024):
        file = shared_data / "national" / f"commune_zones_{year}.csv.gz"
        zones = read_table(file, choose=lambda header: ["CODGEO", "DEP"]).frame
        assert set(shipped_aliases().values()) <= set(zones["CODGEO"])
        assert set(shipped_departments().values()) == set(zones["DEP"]) - {""}
