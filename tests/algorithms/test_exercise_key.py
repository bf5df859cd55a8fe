"""The answer key: its figures against the files of the exercise, computed another way."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from alliance.algorithms.exercise import COMMUTING, MEMBERSHIPS, SOURCE
from alliance.algorithms.exercise_key import answer_key, write_key
from alliance.algorithms.exercise_runs import run_exercise
from alliance.algorithms.exercise_sheet import sheet
from alliance.algorithms.language import in_language
from alliance.algorithms.report import to_html
from alliance.core.errors import Cancelled


@pytest.fixture(scope="module")
def runs(qgis_app):
    return run_exercise()


@pytest.fixture(scope="module")
def commuting():
    """Volumes between units, read with nothing but Python."""
    with (SOURCE / COMMUTING).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    codes = {row["CODGEO"] for row in rows}
    return {
        (row["CODGEO"], row["DCLT"]): float(row["NBFLUX_C22_ACTOCC15P"])
        for row in rows
        if row["DCLT"] in codes and row["NBFLUX_C22_ACTOCC15P"]
    }


def text_of(report):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", to_html(report).partition("<body")[2]))


def test_rows_left_out_are_those_of_the_answers_shipped_with_the_data(runs):
    with (SOURCE / "rejets_attendus_exercice.csv").open(encoding="utf-8", newline="") as file:
        expected = {
            (row["motif"], row["code"]): int(row["lignes"])
            for row in csv.DictReader(file)
            if row["fichier"] == COMMUTING
        }
    rejects = runs.tables["load", "REJECTS"].to_dict("records")
    assert {(r["reason"], r["code"] or ""): r["rows"] for r in rejects} == expected
    figures = runs.figures["load"]
    assert figures["ROWS_READ"] - figures["ROWS_KEPT"] == sum(expected.values())


def test_towns_without_a_link_by_volume(runs, commuting):
    kept = {pair for pair, volume in commuting.items() if volume >= 2000 and len(set(pair)) == 2}
    assert runs.figures["volume"]["FLOW_COUNT"] == len(kept)
    towns = {code for pair in commuting for code in pair}
    alone = len(towns - {code for pair in kept for code in pair})
    assert f"{alone} of {len(towns)} towns have no link left" in text_of(answer_key(runs))


def test_every_town_keeps_a_link_with_its_first_flows(runs, commuting):
    links = runs.tables["relative", "LINKS"]
    towns = {code for pair in commuting for code in pair}
    assert {*links["unit_a"], *links["unit_b"]} == towns


def test_scores_count_the_kinds(runs):
    for row in runs.links.to_dict("records"):
        assert row["score"] == row["n_types"] == len(row["types"].split(","))


def test_agreement_with_the_pays_counted_by_pairs(runs):
    """The adjusted Rand index from its definition, over all pairs of towns."""
    units = runs.tables["attachment", "UNITS_OUT"]
    system = {code: number for code, number in zip(units["code"], units["system"]) if number}
    with (SOURCE / MEMBERSHIPS).open(encoding="utf-8", newline="") as file:
        pays = {r["code"]: r["perim"] for r in csv.DictReader(file) if r["kind"] == "pays"}
    together, in_system, in_pays, pairs = 0, 0, 0, 0
    for one, other in combinations(sorted(system), 2):
        same_system, same_pays = system[one] == system[other], pays[one] == pays[other]
        together += same_system and same_pays
        in_system += same_system
        in_pays += same_pays
        pairs += 1
    chance = in_system * in_pays / pairs
    expected = (together - chance) / ((in_system + in_pays) / 2 - chance)
    assert runs.figures["pays"]["ARI"] == pytest.approx(expected)
    crossed = {number: set() for number in set(system.values())}
    for code, number in system.items():
        crossed[number].add(pays[code])
    summary = runs.tables["pays", "SYSTEMS_SUMMARY"].to_dict("records")
    assert {r["system"]: r["n_perim"] for r in summary} == {n: len(p) for n, p in crossed.items()}


def test_commuters_who_cross_a_limit_of_the_pays(runs, commuting):
    units = runs.tables["attachment", "UNITS_OUT"]
    system = dict(zip(units["code"], units["system"]))
    with (SOURCE / MEMBERSHIPS).open(encoding="utf-8", newline="") as file:
        pays = {r["code"]: r["perim"] for r in csv.DictReader(file) if r["kind"] == "pays"}
    inside, crossing = Counter(), Counter()
    for (one, other), volume in commuting.items():
        if system[one] and system[one] == system[other]:
            inside[system[one]] += volume
            crossing[system[one]] += volume * (pays[one] != pays[other])
    for row in runs.tables["pays", "SYSTEMS_SUMMARY"].to_dict("records"):
        number = row["system"]
        assert row["cross"] == pytest.approx(crossing[number] / inside[number])


def test_what_the_key_says_of_the_figures_is_true(runs):
    """The sentences of the trainer rest on these orders of size."""
    table = runs.tables["sensitivity", "OUTPUT"]
    ari = {r["threshold"]: r["ari"] for r in table.to_dict("records") if not r["left_out"]}
    covered = {r["threshold"]: r["covered"] for r in table.to_dict("records") if not r["left_out"]}
    assert sorted(ari) == [1, 2, 3, 4, 5]
    assert min(ari[1], ari[2], ari[3]) > 0.95
    assert ari[4] < 0.5
    assert 0.4 < 1 - covered[4] / covered[1] < 0.5
    assert covered[5] < 15
    assert runs.figures["components"]["SYSTEM_COUNT"] == 1
    assert runs.figures["epci"]["ARI"] < 0.1 < runs.figures["pays"]["ARI"]
    without = table[table["run"] == "left_out"].sort_values("ari")["ari"].tolist()
    assert without[0] < 0.6
    assert without[1] > 0.85


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_key_is_whole_and_the_sheet_gives_nothing_away(runs, language):
    with in_language(language):
        key, questions = text_of(answer_key(runs)), text_of(sheet())
    assert "nan" not in key.lower().split()
    assert "{" not in key
    for figure in ("Rennes Métropole", "CA Morlaix Communauté"):
        assert figure in key
        assert figure not in questions


def test_it_can_be_stopped(tmp_path, qgis_app):
    def stop(done: float) -> None:
        if done > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_key(tmp_path / "key.html", stop)
    assert list(Path(tmp_path).iterdir()) == []
