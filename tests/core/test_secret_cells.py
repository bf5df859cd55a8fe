"""Secret cells: missing and not 0, under a reason of their own."""

from __future__ import annotations

import pytest
from alliance.core.columns import resolve_columns
from alliance.core.reading import load_file

EXTRACT = """commune_rs;commune_proprietaire;nb_logements
29019;75056;40
29019;35238;s
29019;29232;
29232;75056;12
29232;99999;s
29232;29019;0
"""


@pytest.fixture
def extract(tmp_path):
    """An extract as agencies hold it, with three secret cells."""
    path = tmp_path / "second_homes.csv"
    path.write_text(EXTRACT, encoding="utf-8")
    return path


def reasons(loading):
    sums = loading.rejects.groupby("reason")[["rows", "volume"]].sum()
    return {row.Index: (row.rows, row.volume) for row in sums.itertuples()}


@pytest.mark.parametrize("preset", ["auto", "second_homes"])
def test_flows_go_from_the_owner_to_the_second_home(extract, preset):
    loading = load_file(extract, preset=preset)
    frame = loading.flows.frame()
    assert list(zip(frame["origin"], frame["dest"], frame["volume"])) == [
        ("75056", "29019", 40),
        ("75056", "29232", 12),
    ]


def test_secret_cells_are_counted_apart_and_are_not_zero(extract):
    loading = load_file(extract)
    assert reasons(loading) == {"secret": (3, 0)}
    # By commune of the owners, the origin of the flows.
    assert loading.rejects[["side", "code", "rows"]].to_numpy().tolist() == [
        ["origin", "29232", 1],
        ["origin", "35238", 1],
        ["origin", "99999", 1],
    ]
    assert (loading.rows_read, loading.rows_kept, loading.zero_rows) == (6, 3, 1)
    assert loading.warnings == (
        "Rows of “second_homes.csv” whose volume is secret: 3. It is missing, not 0: each is under "
        "11, so less than 33 in all is hidden.",
    )


def test_dwellings_are_not_estimates_of_the_census(extract):
    assert load_file(extract).uncertain_pairs == 0


def test_any_table_may_have_secret_cells(extract):
    named = {
        "preset": "generic",
        "origin": "commune_rs",
        "destination": "commune_proprietaire",
        "volume": "nb_logements",
    }
    assert reasons(load_file(extract, **named)) == {"missing_volume": (3, 0)}
    loading = load_file(extract, **named, secret_below=5.0)
    assert reasons(loading) == {"secret": (3, 0)}
    assert "under 5, so less than 15" in loading.warnings[-1]


def test_without_secret_cells_nothing_is_said(tmp_path):
    path = tmp_path / "open.csv"
    path.write_text(EXTRACT.replace(";s\n", ";3\n").replace(";\n", ";4\n"), encoding="utf-8")
    loading = load_file(path)
    assert loading.warnings == ()
    assert reasons(loading) == {}


def test_other_faults_keep_their_reasons(tmp_path):
    path = tmp_path / "faults.csv"
    path.write_text(EXTRACT + "29019;75056;-4\n29019;75056;many\n", encoding="utf-8")
    assert reasons(load_file(path)) == {
        "negative": (1, -4),
        "not_a_number": (1, 0),
        "secret": (3, 0),
    }


def test_columns_are_found_whatever_their_case():
    columns = resolve_columns(["COMMUNE_RS", "Commune_Proprietaire", "NB_LOGEMENTS"])
    assert (columns.origin, columns.destination, columns.volume, columns.preset) == (
        "Commune_Proprietaire",
        "COMMUNE_RS",
        "NB_LOGEMENTS",
        "second_homes",
    )


def test_names_that_are_given_win_over_the_layout():
    header = ["commune_rs", "commune_proprietaire", "nb_logements"]
    columns = resolve_columns(header, "auto", "commune_rs", "commune_proprietaire")
    assert (columns.origin, columns.destination) == ("commune_rs", "commune_proprietaire")
