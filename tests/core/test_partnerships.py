"""Partnerships between towns, against networkx, a published table and examples worked by hand."""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
from contextlib import closing
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from alliance.core.aggregation import load_rows
from alliance.core.errors import InputError, SettingsError
from alliance.core.options import PARTNERSHIP_REASONS, PartnershipSettings
from alliance.core.partnerships import (
    ORGANISATION_COLUMNS,
    Participations,
    build_partnerships,
    pair_weight,
    pairs_within,
    read_participations,
)
from alliance.core.reading import read_lookup
from alliance.core.towns import build_gazetteer, shipped_aliases, shipped_departments
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms import bipartite

TOWNS = build_gazetteer(
    ["Alba", "Bora", "Cima", "Dora", "Elva", "Homo", "Homo"],
    ["A", "B", "C", "D", "E", "H1", "H2"],
)
FREE = PartnershipSettings(weighting="full", max_partners=0, countries=())


def participations(*rows, present=("country", "role", "start", "programmes"), malformed=0):
    """Rows of `project town`, then `key=value` for whatever else a participation says."""
    records = []
    for row in rows:
        project, town, *more = row.split()
        records.append({"project": project, "city": town.replace("_", " ")})
        records[-1].update(word.split("=") for word in more)
    columns = [*ORGANISATION_COLUMNS, "programmes"]
    frame = pd.DataFrame(records, columns=columns).fillna("").astype(object)
    return Participations(frame, frozenset(present), malformed)


def weights(built):
    """Flows as a dictionary from pairs to volumes."""
    rows = built.flows.frame()
    return {(row.origin, row.dest): row.volume for row in rows.itertuples()}


def left_out(built):
    return {row.reason: row.rows for row in built.left_out().itertuples() if row.rows}


def figures(built):
    return {figure.key: figure.value for figure in built.figures}


def assert_account(built):
    """Every participation is kept, or left out for one reason."""
    loading = built.loading
    assert loading.rows_read == loading.rows_kept + loading.rejects["rows"].sum()
    assert set(loading.rejects["reason"]) <= set(PARTNERSHIP_REASONS)


# --- weights ------------------------------------------------------------------------------------

SMALL = participations("p Alba", "p Bora", "p Cima", "p ALBA", "q Alba", "q Bora", "r Dora")


@pytest.mark.parametrize(
    ("weighting", "expected"),
    [
        ("full", {"AB": 2, "AC": 1, "BC": 1}),
        ("newman", {"AB": 1 / 2 + 1, "AC": 1 / 2, "BC": 1 / 2}),
        ("fractional", {"AB": 1 / 3 + 1, "AC": 1 / 3, "BC": 1 / 3}),
    ],
)
def test_a_town_counts_once_a_project_and_a_pair_weighs_what_its_key_says(weighting, expected):
    chosen = PartnershipSettings(weighting=weighting, countries=())
    built = build_partnerships(SMALL, TOWNS, chosen, link_type="h2020")
    assert weights(built) == pytest.approx({tuple(pair): w for pair, w in expected.items()})
    assert built.flows.undirected
    assert built.flows.link_type == "h2020"
    assert left_out(built) == {"alone": 1}
    assert built.loading.rows_kept == 6
    assert_account(built)


def test_towns_share_one_a_project_and_projects_weigh_one():
    for towns in range(2, 60):
        pairs = towns * (towns - 1) / 2
        assert (towns - 1) * pair_weight(towns, "newman") == pytest.approx(1)
        assert pairs * pair_weight(towns, "fractional") == pytest.approx(1)


@given(st.lists(st.integers(0, 5), max_size=30))
def test_the_pairs_of_groups_are_those_of_each_group(groups):
    group = np.array(sorted(groups), dtype=np.int64)
    first, second = pairs_within(group)
    expected = [
        pair for pair in combinations(range(len(group)), 2) if len({*group[list(pair)]}) < 2
    ]
    assert sorted(zip(first, second)) == sorted(expected)


def test_a_town_counts_once_as_a_commune_or_as_a_unit():
    rows = participations("p Alba", "p Bora", "p Cima", "p Dora", "q Alba", "q Bora")
    lookup = {"A": "x", "B": "x", "C": "y", "D": ""}

    def build(level, weighting):
        chosen = PartnershipSettings(weighting=weighting, level=level, countries=())
        return build_partnerships(rows, TOWNS, chosen, lookup=lookup)

    # Two communes of x with one of y: two pairs, and one pair within x in each project.
    assert weights(build("place", "full")) == {("x", "x"): 2, ("x", "y"): 2}
    assert weights(build("unit", "full")) == {("x", "y"): 1}
    # n counts D, which lies in no unit: 4 communes; or x, y and D.
    assert weights(build("place", "newman")) == pytest.approx(
        {("x", "x"): 4 / 3, ("x", "y"): 2 / 3}
    )
    assert weights(build("unit", "newman")) == pytest.approx({("x", "y"): 1 / 2})
    assert left_out(build("place", "full")) == {"outside_units": 1}
    assert left_out(build("unit", "full")) == {"outside_units": 1, "alone": 2}


def test_the_weight_of_a_pair_does_not_depend_on_the_study_area():
    rows = participations("p Alba", "p Bora", "p Cima", "q Alba", "q Cima")
    chosen = PartnershipSettings(countries=())
    everywhere = build_partnerships(rows, TOWNS, chosen)
    here = build_partnerships(rows, TOWNS, chosen, units=["A", "B", "Z"])
    assert weights(here) == {("A", "B"): weights(everywhere)[("A", "B")]}
    assert list(here.flows.codes) == ["A", "B", "Z"]
    assert left_out(here) == {"outside_units": 2, "alone": 1}
    assert_account(here)


def test_communes_summed_by_unit_are_the_aggregation_of_the_links_between_communes():
    rows = participations(
        *(
            f"{project} {town}"
            for project, town in (
                ("p", "Alba"),
                ("p", "Bora"),
                ("p", "Elva"),
                ("q", "Cima"),
                ("q", "Alba"),
                ("q", "Dora"),
            )
        )
    )
    lookup = {"A": "x", "B": "y", "C": "y", "D": "z", "E": "z"}
    chosen = PartnershipSettings(countries=())
    communes = build_partnerships(rows, TOWNS, chosen).flows.frame()
    units = build_partnerships(rows, TOWNS, chosen, lookup=lookup)
    summed = load_rows(communes["origin"], communes["dest"], communes["volume"], lookup=lookup)
    table = summed.flows.frame()
    ends = np.sort(table[["origin", "dest"]].to_numpy().astype(str), axis=1)
    expected = table.groupby([ends[:, 0], ends[:, 1]])["volume"].sum()
    assert weights(units) == pytest.approx(expected.to_dict())


# --- against networkx ---------------------------------------------------------------------------

presences = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from("ABCDE")), min_size=1, max_size=40
)
LETTERS = {"A": "Alba", "B": "Bora", "C": "Cima", "D": "Dora", "E": "Elva"}


def graph_of(pairs):
    """Return the bipartite graph of (project, town)."""
    graph = nx.Graph()
    graph.add_edges_from((("project", project), town) for project, town in pairs)
    return graph, sorted({town for _, town in pairs})


def edges_of(graph):
    return {tuple(sorted(ends)): weight for *ends, weight in graph.edges(data="weight")}


@settings(max_examples=30)
@given(presences)
def test_full_counts_and_newman_weights_are_the_projections_of_networkx(pairs):
    rows = participations(*(f"{project} {LETTERS[town]}" for project, town in pairs))
    graph, towns = graph_of(pairs)
    for weighting, project in (
        ("full", bipartite.weighted_projected_graph),
        ("newman", bipartite.collaboration_weighted_projected_graph),
    ):
        chosen = PartnershipSettings(weighting=weighting, countries=(), max_partners=0)
        built = build_partnerships(rows, TOWNS, chosen)
        assert weights(built) == pytest.approx(edges_of(project(graph, towns)))
        assert_account(built)


@settings(max_examples=20)
@given(presences, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(pairs, random):
    words = [f"{project} {LETTERS[town]}" for project, town in pairs]
    shuffled = random.sample(words, len(words))
    chosen = PartnershipSettings(countries=())
    one, other = (
        build_partnerships(participations(*rows), TOWNS, chosen) for rows in (words, shuffled)
    )
    pd.testing.assert_frame_equal(one.flows.frame(), other.flows.frame(), check_exact=True)
    pd.testing.assert_frame_equal(one.loading.rejects, other.loading.rejects)
    assert one.figures == other.figures


# --- filters ------------------------------------------------------------------------------------


def test_each_filter_leaves_out_what_it_says_in_its_order():
    rows = participations(
        "p Alba country=FR role=coordinator start=2015-01-01 programmes=H2020;H2020-EU.1.3.",
        "p Bora country=fr role=participant start=2015-01-01 programmes=H2020;H2020-EU.1.3.",
        "p Cima country=DE role=partner start=2015-01-01 programmes=H2020",
        "p Dora country=FR role=partner start=2015-01-01 programmes=H2020-EU.1.3.",
        "q Alba country=FR role=participant start=2019-06-30 programmes=H2020-EU.1.3.",
        "q Bora country=FR role=participant start=2019-06-30 programmes=HORIZON",
        "r Alba country=FR role=participant programmes=H2020-EU.1.1.",
        malformed=2,
    )
    chosen = PartnershipSettings(
        roles=("Coordinator", "participant"),
        programmes=("h2020-eu.1",),
        first_year=2014,
        last_year=2016,
    )
    built = build_partnerships(rows, TOWNS, chosen)
    assert left_out(built) == {
        "malformed_row": 2,
        "other_country": 1,
        "other_role": 1,
        "other_programme": 1,
        "other_period": 2,
    }
    assert list(built.left_out()["reason"]) == list(PARTNERSHIP_REASONS)
    assert weights(built) == {("A", "B"): 1}
    assert_account(built)


def test_the_size_of_a_project_is_that_of_all_its_participations():
    rows = participations(
        "p Alba country=FR",
        "p Bora country=FR",
        "p Cima country=DE",
        "q Alba country=FR",
        "q Bora country=FR",
    )
    at_most = {most: PartnershipSettings(weighting="full", max_partners=most) for most in (0, 2, 3)}
    kept = {most: weights(build_partnerships(rows, TOWNS, s)) for most, s in at_most.items()}
    assert kept == {0: {("A", "B"): 2}, 2: {("A", "B"): 1}, 3: {("A", "B"): 2}}
    assert left_out(build_partnerships(rows, TOWNS, at_most[2]))["large_project"] == 2


NATIONAL = participations(
    "p Alba organisation=1 country=FR",
    "p Bora organisation=2 country=FR",
    "q Alba organisation=1 country=FR",
    "q Alba organisation=3 country=FR",
    "q Cima organisation=4 country=FR",
    "r London organisation=1 country=UK",
)


def test_national_bodies_are_kept_dropped_or_relocated_and_their_share_is_told():
    def build(seats):
        chosen = PartnershipSettings(weighting="full", seats=seats)
        return build_partnerships(NATIONAL, TOWNS, chosen, bodies={"1": ("D", "E", "D"), "9": ()})

    assert weights(build("keep")) == {("A", "B"): 1, ("A", "C"): 1}
    assert weights(build("drop")) == {("A", "C"): 1}
    assert left_out(build("drop")) == {"other_country": 1, "national_body": 2, "alone": 1}
    # In p at D and E beside B; in q at D and E beside A (another organisation) and C.
    assert weights(build("relocate")) == {
        **dict.fromkeys([("B", "D"), ("B", "E"), ("A", "D"), ("A", "E"), ("C", "D")], 1),
        ("C", "E"): 1,
        ("A", "C"): 1,
        ("D", "E"): 2,
    }
    for seats in ("keep", "drop", "relocate"):
        built = build(seats)
        assert (figures(built)["national_rows"], figures(built)["participations"]) == (2, 5)
        assert figures(built)["national_share"] == pytest.approx(40)
        assert_account(built)


def test_a_relocated_body_is_outside_only_when_all_its_places_are():
    chosen = PartnershipSettings(weighting="full", seats="relocate")
    built = build_partnerships(
        NATIONAL, TOWNS, chosen, units=["A", "B", "C"], bodies={"1": ("B", "D"), "2": ("E", "D")}
    )
    rejects = built.loading.rejects
    outside = rejects[rejects["reason"] == "outside_units"]
    assert outside[["code", "rows"]].to_numpy().tolist() == [["D", 1]]
    assert weights(built) == {("A", "B"): 1, ("A", "C"): 1, ("B", "C"): 1}


def test_towns_that_are_not_found_are_listed_as_the_file_writes_them():
    rows = participations("p Alba", "p Bora", "p nowhere", "p Nowhere", "p Homo", "p N/A")
    built = build_partnerships(rows, TOWNS, FREE)
    assert built.loading.rejects[["reason", "code", "rows"]].to_numpy().tolist() == [
        ["ambiguous_town", "HOMO", 1],
        ["no_town", "", 1],
        ["unknown_town", "NOWHERE", 2],
    ]
    assert figures(built)["towns_share"] == pytest.approx(100 * 2 / 5)
    assert figures(built)["homonyms_share"] == pytest.approx(100 / 5)


# --- what cannot be done ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (PartnershipSettings(weighting="cosine"), "“WEIGHTING” cannot be “cosine”: .* newman"),
        (PartnershipSettings(level="town"), "“COUNT_ONCE” cannot be “town”"),
        (PartnershipSettings(seats="move"), "“SEATS” cannot be “move”"),
        (PartnershipSettings(max_partners=-1), "“MAX_PARTNERS” cannot be -1"),
        (PartnershipSettings(last_year=-2019), "“LAST_YEAR” cannot be -2019"),
        (PartnershipSettings(seats="relocate"), "give a table of the places"),
        (PartnershipSettings(first_year=2020, last_year=2019), "before it starts in 2020"),
    ],
)
def test_a_setting_out_of_its_range_is_refused(chosen, sentence):
    with pytest.raises(SettingsError, match=sentence):
        build_partnerships(SMALL, TOWNS, chosen, bodies={"1": ()})


def test_a_filter_on_what_no_file_tells_is_refused():
    rows = participations("p Alba", "p Bora", present=())
    for chosen, sentence in (
        (PartnershipSettings(), "no column “country”"),
        (PartnershipSettings(countries=(), roles=("partner",)), "no column “role”"),
        (PartnershipSettings(countries=(), first_year=2015), "project.csv"),
        (PartnershipSettings(countries=(), programmes=("H2020",)), "project.csv"),
    ):
        with pytest.raises(InputError, match=sentence):
            build_partnerships(rows, TOWNS, chosen)


def test_an_empty_period_names_the_years_of_the_file():
    rows = participations("p Alba start=2014-05-01", "p Bora start=01/09/2019")
    with pytest.raises(InputError, match="2014, 2019"):
        build_partnerships(rows, TOWNS, PartnershipSettings(countries=(), first_year=2021))


def test_towns_that_lead_to_no_unit_at_all_ask_for_a_lookup():
    with pytest.raises(InputError, match="give a lookup table"):
        build_partnerships(SMALL, TOWNS, FREE, units=["001", "002"])


def test_a_file_without_any_pair_gives_no_flow_and_says_so():
    built = build_partnerships(participations("p Alba", "q Bora", "q nowhere"), TOWNS, FREE)
    assert len(built.flows) == 0
    assert "No project links two towns" in built.loading.warnings[0]
    assert_account(built)
    nothing = build_partnerships(participations("p nowhere"), TOWNS, FREE)
    assert left_out(nothing) == {"unknown_town": 1}


# --- files --------------------------------------------------------------------------------------

NEW = (
    '"projectID";"projectAcronym";"organisationID";"vatNumber";"name";"shortName";"SME";'
    '"activityType";"street";"postCode";"city";"country";"nutsCode";"geolocation";'
    '"organizationURL";"contactForm";"contentUpdateDate";"rcn";"order";"role";"ecContribution";'
    '"netEcContribution";"totalCost";"endOfParticipation";"active"'
)


def new_row(project, organisation, city, post_code="", nuts="", role="participant"):
    cells = dict.fromkeys(NEW.replace('"', "").split(";"), "")
    cells.update(projectID=project, organisationID=organisation, city=city, postCode=post_code)
    cells.update(nutsCode=nuts, country="FR", role=role, totalCost="1234,5", street="1; rue X")
    return ";".join(f'"{cell}"' for cell in cells.values())


FILE = "\r\n".join(
    (
        NEW,
        new_row("101", "1", "ALBA CEDEX 9", "01000"),
        new_row("101", "2", "BORA"),
        new_row("102", "1", "ALBA"),
        new_row("102", "3", "CIMA"),
    )
)
PROJECTS = (
    '"id";"acronym";"startDate";"legalBasis";"objective";"frameworkProgramme";"rcn"\n'
    '"101";"X";"2015-02-01";"H2020-EU.1.1.";"Two\nlines; a mark";"H2020";"900"\n'
    '"102";"Y";"2022-02-01";"HORIZON.1.1";"";"HORIZON";"901"\n'
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "organization.csv"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    return path


def test_the_present_layout_is_read_by_name_with_its_mark(file):
    read = read_participations(file)
    assert len(NEW.split(";")) == 25
    assert read.frame["city"].tolist() == ["ALBA CEDEX 9", "BORA", "ALBA", "CIMA"]
    assert read.frame["post_code"].iloc[0] == "01000"
    assert {"country", "nuts", "role"} <= read.present
    assert "start" not in read.present
    assert weights(build_partnerships(read, TOWNS, PartnershipSettings(weighting="full"))) == {
        ("A", "B"): 1,
        ("A", "C"): 1,
    }


def test_the_older_layout_names_projects_and_organisations_otherwise(tmp_path):
    path = tmp_path / "organizations.csv"
    path.write_text("projectRcn;id;city;country;extra\n900;1;ALBA;FR;\n900;2;BORA;FR;\n")
    projects = tmp_path / "projects.csv"
    projects.write_text(PROJECTS)
    read = read_participations(path, projects)
    assert read.frame["organisation"].tolist() == ["1", "2"]
    assert read.frame["start"].tolist() == ["2015-02-01"] * 2
    assert read.frame["programmes"].iloc[0] == "H2020;H2020-EU.1.1."


def test_years_of_the_participations_stay_where_the_projects_have_none(tmp_path):
    path = tmp_path / "organization.csv"
    path.write_text("projectID;id;city;startDate\n1;1;ALBA;2014-01-01\n2;1;ALBA;2015-01-01\n")
    projects = tmp_path / "project.csv"
    projects.write_text("id;legalBasis\n1;H2020\n")
    read = read_participations(path, projects)
    assert read.frame["start"].tolist() == ["2014-01-01", "2015-01-01"]
    assert read.frame["programmes"].tolist() == [";H2020", ""]


def test_packed_files_are_read_and_one_archive_may_hold_both(file, tmp_path):
    archive = tmp_path / "cordis-h2020projects-csv.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("topics.csv", "projectID;topic\n101;x\n")
        packed.writestr("csv/organization.csv", FILE)
        packed.writestr("csv/project.csv", PROJECTS)
    squeezed = tmp_path / "organization.csv.gz"
    squeezed.write_bytes(gzip.compress(FILE.encode()))
    plain = read_participations(file).frame
    pd.testing.assert_frame_equal(read_participations(squeezed).frame, plain)
    read = read_participations(archive, archive)
    pd.testing.assert_frame_equal(
        read.frame[list(ORGANISATION_COLUMNS)].drop(columns="start"),
        plain[list(ORGANISATION_COLUMNS)].drop(columns="start"),
    )
    for chosen, expected in (
        (PartnershipSettings(weighting="full", last_year=2016), {("A", "B"): 1}),
        (PartnershipSettings(weighting="full", programmes=("HORIZON",)), {("A", "C"): 1}),
        (PartnershipSettings(weighting="full", programmes=("H2020-EU.1",)), {("A", "B"): 1}),
    ):
        assert weights(build_partnerships(read, TOWNS, chosen)) == expected


def test_an_archive_cut_short_is_refused(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("organization.csv", FILE * 50)
    path = tmp_path / "organization.zip"
    path.write_bytes(content.getvalue()[:400])
    with pytest.raises(InputError, match="cut or damaged"):
        read_participations(path)


def test_a_missing_column_and_the_wrong_file_are_told(file, tmp_path):
    path = tmp_path / "towns.csv"
    path.write_text("projectID;organisationID;town\n101;1;ALBA\n")
    with pytest.raises(InputError, match=r"no column “city”.*projectID, organisationID, town"):
        read_participations(path)
    path.write_text("a;b\n1;2\n")
    with pytest.raises(InputError, match="no column “projectID”"):
        read_participations(path)
    projects = tmp_path / "project.csv"
    projects.write_text("acronym;startDate\nX;2015-01-01\n")
    with pytest.raises(InputError, match="no column “id”"):
        read_participations(file, projects)
    projects.write_text("id;startDate\n7;2015-01-01\n")
    with pytest.raises(InputError, match="same release"):
        read_participations(file, projects)


def test_mixed_encodings_lose_a_town_or_ask_for_another_file(tmp_path):
    path = tmp_path / "organization.csv"
    header = b"projectID;organisationID;city;country\n"
    path.write_bytes(header + b"1;1;\xc9lva;FR\n1;2;\xc3\x89lva;FR\n1;3;Alba;FR\n")
    with pytest.raises(InputError, match="save the file again as UTF-8"):
        read_participations(path)
    long = b"1;2;\xc3\x89lva;FR\n" * 50_000  # the damage lies beyond what tells the encoding
    path.write_bytes(header + long + b"1;1;\xc9lva;FR\n1;3;Alba;FR\n")
    chosen = PartnershipSettings(max_partners=0)
    built = build_partnerships(read_participations(path), TOWNS, chosen)
    assert any("damaged" in warning for warning in built.loading.warnings)
    assert left_out(built) == {"unknown_town": 1}
    assert weights(built) == {("A", "E"): 1}


def test_rows_cut_short_are_counted(tmp_path):
    path = tmp_path / "organization.csv"
    path.write_text("projectID;organisationID;city;country\n1;1;Alba;FR\n1;2;Bora;FR\n1;3\n")
    built = build_partnerships(read_participations(path), TOWNS, PartnershipSettings())
    assert left_out(built) == {"malformed_row": 1}
    assert_account(built)


# --- real participations ------------------------------------------------------------------------

# The towns that the published table reads otherwise than by the name of a commune of 2024.
PUBLISHED = {
    "CERGY PONTOISE": "95127",
    "ENNERY": "57193",
    "LE CHESNAY": "78158",
    "MARNE LA VALLEE": "77083",
    "PARIS LA DEFENSE": "92026",
    "ROISSY CDG": "95527",
    "SAINT SAUVEUR": "60597",
    "SOPHIA ANTIPOLIS": "06152",
}
# Those that it does not find, because of the ligature in “Vandœuvre” and “Barœul”.
LIGATURES = "BAROEUL|VANDOEUVRE"


@pytest.fixture(scope="module")
def h2020(shared_data):
    return read_participations(shared_data / "sources" / "h2020_participations.csv.gz")


@pytest.fixture(scope="module")
def communes(shared_data):
    """Communes of 2024 with their populations."""
    path = shared_data / "national" / "communes_2024.gpkg"
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as package:
        (layer,) = package.execute("SELECT table_name FROM gpkg_contents").fetchone()
        return pd.read_sql_query(f'SELECT * FROM "{layer}"', package)


@pytest.fixture(scope="module")
def areas(shared_data):
    """Codes of the 793 urban areas, and the lookup from communes."""
    folder = shared_data / "national"
    units = pd.read_csv(folder / "au2010_points.csv", dtype=str)["code"].tolist()
    return units, read_lookup(folder / "commune_zones_2014.csv.gz", "CODGEO", "AU2010")


@pytest.fixture(scope="module")
def our_towns(communes):
    return build_gazetteer(
        communes["NOM"],
        communes["INSEE_COM"],
        aliases=shipped_aliases(),
        departments=shipped_departments(),
    )


def test_the_published_table_between_urban_areas_is_found_again(
    shared_data, h2020, communes, areas
):
    """It counts communes once a project, no project being too large; homonyms go to the largest.

    433 of its 435 counts and all its Newman weights are ours; two counts differ by 1.
    """
    units, lookup = areas
    towns = build_gazetteer(
        communes["NOM"], communes["INSEE_COM"], weight=communes["POPULATION"], decided=PUBLISHED
    )
    frame = h2020.frame.assign(
        city=h2020.frame["city"].mask(h2020.frame["city"].str.contains(LIGATURES), "")
    )
    rows = Participations(frame, h2020.present)
    published = pd.read_csv(
        shared_data / "national" / "partnerships_h2020_au2010.csv",
        dtype={"unit_a": str, "unit_b": str},
    ).set_index(["unit_a", "unit_b"])
    for weighting, column, most_different, allowed in (
        ("full", "projects", 2, 1),
        ("newman", "newman", 0, 0),
    ):
        chosen = PartnershipSettings(weighting=weighting, max_partners=0)
        built = build_partnerships(rows, towns, chosen, units=units, lookup=lookup)
        pairs = built.flows.off_diagonal().frame().set_index(["origin", "dest"])["volume"]
        assert len(pairs) == 435
        # Its weights were rounded to six digits before they were summed.
        gap = (pairs - published[column]).abs()
        assert gap.notna().all()
        assert (gap > 1e-4).sum() <= most_different
        assert gap.max() < allowed + 1e-4


def test_real_participations_are_the_projections_of_networkx(h2020, our_towns, areas):
    lookup = areas[1]
    for level in ("place", "unit"):
        for weighting, project in (
            ("full", bipartite.weighted_projected_graph),
            ("newman", bipartite.collaboration_weighted_projected_graph),
        ):
            chosen = PartnershipSettings(weighting=weighting, max_partners=0, level=level)
            options = {"lookup": lookup} if level == "unit" else {}
            built = build_partnerships(h2020, our_towns, chosen, **options)
            graph, towns = graph_of(presence_of(h2020, our_towns, options.get("lookup")))
            expected = edges_of(project(graph, towns))
            if level == "unit":
                inside = set(built.flows.codes)
                expected = {pair: w for pair, w in expected.items() if set(pair) <= inside}
            assert weights(built) == pytest.approx(expected, rel=1e-12)


def presence_of(h2020, towns, lookup=None):
    """Return (project, town) by a plain loop: communes, or urban areas where there is one."""
    from alliance.core.towns import Address

    area = {}
    if lookup is not None:
        known = lookup[~lookup["to"].isin(["000", "997", "998"])]
        area = dict(zip(known["from"], known["to"]))
    found = {}
    french = h2020.frame[h2020.frame["country"] == "FR"]
    pairs = set()
    for project, city in zip(french["project"], french["city"]):
        if city not in found:
            found[city] = towns.find(Address(city)).code
        if found[city]:
            pairs.add((project, area.get(found[city], found[city])))
    return pairs


def test_most_real_towns_are_found(h2020, communes, our_towns):
    """98.2 % of the addresses with a town, when only names and few aliases are looked up."""
    plain = build_gazetteer(
        communes["NOM"], communes["INSEE_COM"], weight=communes["POPULATION"], decided=PUBLISHED
    )
    found = figures(build_partnerships(h2020, plain, PartnershipSettings(max_partners=0)))
    located = 12_771 - 3_482
    assert found["participations"] == 12_771
    assert found["towns_found"] / located == pytest.approx(0.982, abs=0.001)
    ours = build_partnerships(h2020, our_towns, PartnershipSettings(max_partners=0))
    rejects = ours.loading.rejects.groupby("reason")["rows"].sum()
    assert rejects["unknown_town"] < 10
    assert figures(ours)["homonyms_share"] == pytest.approx(2.5, abs=0.1)
    assert rejects["ambiguous_town"] == pytest.approx(0.025 * located, rel=0.05)
    assert_account(ours)


def test_the_cnrs_is_a_ninth_of_the_french_participations(h2020, our_towns):
    cnrs = {"999997930": ()}
    kept = build_partnerships(h2020, our_towns, PartnershipSettings(), bodies=cnrs)
    assert figures(kept)["national_rows"] == 1_372
    assert figures(kept)["national_share"] == pytest.approx(100 * 1_372 / 12_771)
    dropped = build_partnerships(
        h2020, our_towns, PartnershipSettings(seats="drop", max_partners=0), bodies=cnrs
    )
    assert left_out(dropped)["national_body"] == 1_372
    assert dropped.flows.total < kept.flows.total


def test_real_rows_in_another_order_give_the_same_table(h2020, our_towns, areas):
    units, lookup = areas
    chosen = PartnershipSettings()
    shuffled = Participations(
        h2020.frame.sample(frac=1, random_state=7).reset_index(drop=True), h2020.present
    )
    one, other = (
        build_partnerships(rows, our_towns, chosen, units=units, lookup=lookup)
        for rows in (h2020, shuffled)
    )
    pd.testing.assert_frame_equal(one.flows.frame(), other.flows.frame(), check_exact=True)
    pd.testing.assert_frame_equal(one.loading.rejects, other.loading.rejects)
