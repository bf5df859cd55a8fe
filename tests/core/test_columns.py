"""Presets: which columns hold the flows, and the sentences where they cannot be found."""

from __future__ import annotations

import pytest
from alliance.core.columns import resolve_columns
from alliance.core.errors import InputError, SettingsError

COMMUTING = ["CODGEO", "LIBGEO", "DCLT", "L_DCLT", "NBFLUX_C22_ACTOCC15P"]
STUDY = ["CODGEO", "LIBGEO", "DCETU", "L_DCETU", "NBFLUX_C12_SCOL02P"]
MIGRATION = ["CODGEO", "LIBGEO", "DCRAN", "L_DCRAN", "NBFLUX_C20_POP01P"]
DETAIL = ["COMMUNE", "ARM", "DCLT", "AGED", "IPONDI"]
MIGRATION_DETAIL = ["COMMUNE", "ARM", "DCRAN", "IPONDI"]


@pytest.mark.parametrize("preset", ["auto", None])
@pytest.mark.parametrize(
    ("header", "own", "ends"),
    [
        (COMMUTING, "insee_commuting", ("CODGEO", "DCLT")),
        (STUDY, "insee_study", ("CODGEO", "DCETU")),
        (MIGRATION, "insee_migration", ("DCRAN", "CODGEO")),
    ],
)
def test_flow_files_of_insee(preset, header, own, ends):
    columns = resolve_columns(header, preset or own)
    assert (columns.origin, columns.destination) == ends
    assert (columns.volume, columns.preset) == (header[-1], own)
    assert columns.names == (*ends, header[-1])
    assert columns.uncertain_below == 200


@pytest.mark.parametrize("preset", ["auto", "insee_detail"])
def test_detail_files_of_insee(preset):
    columns = resolve_columns(DETAIL, preset)
    assert columns.names == ("COMMUNE", "DCLT", "IPONDI", "ARM")
    assert (columns.origin_detail, columns.destination_detail) == ("ARM", "")
    migration = resolve_columns(MIGRATION_DETAIL, preset)
    assert (migration.origin, migration.destination) == ("DCRAN", "COMMUNE")
    assert (migration.origin_detail, migration.destination_detail) == ("", "ARM")


def test_columns_in_small_letters():
    columns = resolve_columns([name.lower() for name in MIGRATION])
    assert columns.names == ("dcran", "codgeo", "nbflux_c20_pop01p")


def test_names_given_win_over_the_preset():
    columns = resolve_columns([*COMMUTING, "fij"], "auto", volume="fij")
    assert columns.names == ("CODGEO", "DCLT", "fij")
    columns = resolve_columns(MIGRATION, "auto", "CODGEO", "DCRAN")
    assert (columns.origin, columns.destination) == ("CODGEO", "DCRAN")
    assert resolve_columns(DETAIL, origin="COMMUNE").origin_detail == ""


def test_generic_names():
    columns = resolve_columns(["i", "j", "fij"], "generic", "i", "j", "fij")
    assert columns.names == ("i", "j", "fij")
    assert columns.uncertain_below == 0
    assert resolve_columns(["i", "j"], "generic", "i", "j", count_rows=True).volume == ""


@pytest.mark.parametrize(
    ("header", "options", "told"),
    [
        (["i", "j", "f"], {"origin": "x", "destination": "j", "volume": "f"}, ["“x”", "i, j, f"]),
        (
            ["i", "i", "f"],
            {"origin": "i", "destination": "f", "volume": "f"},
            ["several columns named “i”"],
        ),
        (["i", "j", "f"], {"origin": "i", "destination": "i", "volume": "f"}, ["both", "“i”"]),
        (["i", "j", "f"], {"origin": "i", "destination": "j", "volume": "j"}, ["both", "“j”"]),
        (["i", "j", "f"], {}, ["not a flow file of INSEE", "i, j, f"]),
        (["i", "j", "f"], {"preset": "generic"}, ["No origin or destination", "i, j, f"]),
        (["i", "j", "f"], {"origin": "i", "destination": "j"}, ["No volume column", "i, j, f"]),
        (["01001", "01002", "7.5"], {}, ["looks like data", "“01001”"]),
        (["1", "2", "7,5"], {"origin": "i", "destination": "j", "volume": "f"}, ["like data"]),
        (COMMUTING, {"preset": "insee_study"}, ["“DCETU”", "DCLT"]),
        (STUDY[:-1], {"preset": "insee_study"}, ["“NBFLUX_*”"]),
        ([*STUDY, "NBFLUX_C12_SCOL0205"], {}, ["NBFLUX_C12_SCOL02P, NBFLUX_C12_SCOL0205"]),
        ([*DETAIL, "DCETU"], {}, ["DCLT, DCETU"]),
        (["COMMUNE", "IPONDI"], {"preset": "insee_detail"}, ["DCLT / DCETU / DCRAN"]),
    ],
)
def test_sentences(header, options, told):
    with pytest.raises(InputError) as caught:
        resolve_columns(header, table="flows.csv", **options)
    assert all(part in str(caught.value) for part in [*told, "flows.csv"])


def test_unknown_preset():
    with pytest.raises(SettingsError):
        resolve_columns(COMMUTING, "insee")
