"""Codes: text form, arrondissements, lost zeros, lookups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from alliance.core.codes import (
    ARRONDISSEMENTS,
    IN_UNIT,
    OUTSIDE,
    UNKNOWN,
    UnitMap,
    code_text,
    encode_texts,
    find_lost_zeros,
    lookup_table,
    unit_codes,
)
from alliance.core.errors import InputError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("01001", "01001"),
        (" 2A004\u00a0", "2A004"),
        (1.0, "1"),
        (np.float64(20), "20"),
        (1.5, "1.5"),
        (7, "7"),
        (None, ""),
        (np.nan, ""),
        (pd.NA, ""),
        ("", ""),
    ],
)
def test_text_of_a_code(value, text):
    assert code_text(value) == text


def test_texts_are_merged_whatever_their_type():
    positions, codes = encode_texts(["1", 1, 1.0, " 1", None, np.nan, "", "2"])
    assert codes[positions].tolist() == ["1"] * 4 + [""] * 3 + ["2"]
    assert len(set(codes)) == len(codes)


def test_arrondissements():
    assert len(ARRONDISSEMENTS) == 20 + 9 + 16
    assert ARRONDISSEMENTS["75101"] == ARRONDISSEMENTS["75120"] == "75056"
    assert ARRONDISSEMENTS["69381"] == ARRONDISSEMENTS["69389"] == "69123"
    assert ARRONDISSEMENTS["13201"] == ARRONDISSEMENTS["13216"] == "13055"
    assert not {"75100", "75121", "69390", "13200", "13217"} & set(ARRONDISSEMENTS)


def test_arrondissement_stands_for_its_commune_only_where_it_is_not_known_itself():
    assert UnitMap(frozenset({"75056"})).place("75101") == ("75056", IN_UNIT)
    assert UnitMap(frozenset({"75056", "75101"})).place("75101") == ("75101", IN_UNIT)
    assert UnitMap().place("75101") == ("75101", IN_UNIT)
    assert UnitMap(lookup={"75056": "001"}).place("75101") == ("001", IN_UNIT)
    assert UnitMap(lookup={"75056": "001", "75101": "101"}).place("75101") == ("101", IN_UNIT)
    assert UnitMap(frozenset({"75056"}), {"x": "75101"}).place("x") == ("75056", IN_UNIT)


@pytest.mark.parametrize("zone", ["000", "997", "998", "ZZZZZZZZZ", ""])
def test_codes_out_of_zone(zone):
    assert UnitMap(lookup={"01001": zone}).place("01001") == ("", OUTSIDE)
    assert UnitMap(frozenset({"002"}), {"01001": zone}).place("01001") == ("", OUTSIDE)


def test_zone_of_the_lookup_that_is_no_unit_is_outside():
    assert UnitMap(frozenset({"002"}), {"75056": "001"}).place("75056") == ("", OUTSIDE)


def test_out_of_zone_code_that_is_a_unit_is_a_unit():
    assert UnitMap(frozenset({"998"}), {"01001": "998"}).place("01001") == ("998", IN_UNIT)
    assert UnitMap().place("998") == ("998", IN_UNIT)


def test_unknown_codes():
    assert UnitMap(frozenset({"002"})).place("BE214") == ("", UNKNOWN)
    assert UnitMap(frozenset({"002"})).place("998") == ("", OUTSIDE)
    assert UnitMap(lookup={"01001": "002"}).place("BE214") == ("", UNKNOWN)
    assert UnitMap().place("") == ("", UNKNOWN)


def test_code_that_the_lookup_does_not_list_may_be_a_unit():
    """A table of merged communes lists only those that changed."""
    places = UnitMap(frozenset({"01015", "01004"}), {"01018": "01015"})
    assert places.place("01018") == ("01015", IN_UNIT)
    assert places.place("01004") == ("01004", IN_UNIT)
    assert places.place("01002") == ("", UNKNOWN)


@pytest.mark.parametrize(
    "lookup",
    [
        {"a": "1", "b": "2"},
        pd.Series({"a": "1", "b": "2"}),
        pd.DataFrame({"from": ["a", "b", "a"], "to": ["1", "2", "1"], "more": [0, 0, 0]}),
        pd.DataFrame({"x": ["a ", "b", None], "y": ["1", 2.0, "3"]}),
    ],
)
def test_lookups_of_every_shape(lookup):
    assert lookup_table(lookup) == {"a": "1", "b": "2"}


def test_lookup_with_two_units_for_a_code_names_it():
    with pytest.raises(InputError, match="“1” and “2” to “b”"):
        lookup_table(pd.DataFrame({"from": ["a", "b", "b"], "to": ["1", "2", "1"]}))


def test_empty_lookup():
    with pytest.raises(InputError, match="holds no code"):
        lookup_table({})


def test_units():
    assert unit_codes(["b", 1.0, None, " a"]).tolist() == ["1", "a", "b"]
    with pytest.raises(InputError, match=r"\(a, b\)"):
        unit_codes(["a", "b", "a ", "b", "c"])
    with pytest.raises(InputError, match="No unit has a code"):
        unit_codes([None, ""])


def test_zeros_lost_by_the_table():
    lost = find_lost_zeros(["1", "20", "101", "BE214"], ["001", "020", "101", "009"])
    assert lost.repaired == {"1": "001", "20": "020"}
    assert lost.complete


def test_zeros_lost_by_the_units():
    lost = find_lost_zeros(["01001", "69123"], ["1001", "69123", "2004"])
    assert lost.repaired == {"01001": "1001"}
    assert lost.complete


def test_unknown_codes_of_the_right_length_are_not_damaged():
    assert find_lost_zeros(["99999", "1001"], ["01001", "69123"]).complete
    assert find_lost_zeros(["99999", "69124"], ["01001", "69123"]).suspects == 0


def test_zeros_that_explain_only_a_part():
    lost = find_lost_zeros(["1001", "1002"], ["01001", "69123"])
    assert lost.repaired == {"1001": "01001"}
    assert not lost.complete
