"""The provider as QGIS shows it, and the same checks for each of its algorithms."""

from __future__ import annotations

import pytest
from alliance.algorithms.compute_links import ComputeLinks
from alliance.algorithms.language import in_language
from alliance.algorithms.provider import ALGORITHMS
from alliance.tests.algorithms.assertions import (
    CARDS,
    assert_can_execute,
    assert_card,
    assert_enumerations_are_keys,
    assert_new_instance,
    assert_refuses,
    assert_texts,
)
from qgis.core import QgsApplication, QgsProcessingException

# They touch layers and layouts of the project.
IN_MAIN_THREAD = ("styleresults", "flowmaplayout")
PUBLISHED = [algorithm for algorithm in ALGORITHMS if algorithm.ID in CARDS]


@pytest.fixture(params=[algorithm.ID for algorithm in ALGORITHMS])
def algorithm(request, alliance_provider):
    """Each algorithm of the provider, in turn."""
    return alliance_provider.algorithm(request.param)


@pytest.fixture(params=[algorithm.ID for algorithm in PUBLISHED])
def published(request, alliance_provider):
    """Each algorithm whose interface is in `CARDS`."""
    return alliance_provider.algorithm(request.param)


def test_the_provider_has_its_public_name(alliance_provider):
    assert alliance_provider.id() == "alliance"
    assert alliance_provider.name() == "Alliance"
    assert not alliance_provider.icon().isNull()


def test_the_main_chain_is_there(alliance_provider):
    names = {algorithm.name() for algorithm in alliance_provider.algorithms()}
    assert names >= set(CARDS) - {"runrecipe"}


def test_titles_are_all_different(alliance_provider):
    titles = [algorithm.displayName() for algorithm in alliance_provider.algorithms()]
    assert len(set(titles)) == len(titles)


def test_it_keeps_its_public_interface(published):
    assert_card(published)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_explains_itself(algorithm, language):
    with in_language(language):
        assert_texts(algorithm.create())


def test_its_choices_are_keys(algorithm):
    assert_enumerations_are_keys(algorithm)


def test_it_is_created_anew_for_each_run(algorithm):
    assert_new_instance(algorithm)


def test_it_can_run_here(algorithm):
    assert_can_execute(algorithm)


def test_it_has_an_icon(algorithm):
    assert not algorithm.icon().isNull()


def test_it_runs_in_the_background_unless_it_changes_layers_of_the_project(algorithm):
    stays = algorithm.name() in IN_MAIN_THREAD
    assert bool(algorithm.flags() & algorithm.Flag.FlagNoThreading) == stays


def test_it_refuses_in_one_sentence_what_it_cannot_use(run, algorithm, make_layer, tmp_path):
    unrelated = make_layer("colour:string", [("red", None)], name="paint")
    assert_refuses(run, algorithm, unrelated, tmp_path)


# --- what nobody foresaw ------------------------------------------------------------------------


@pytest.fixture
def logged(qgis_app):
    """What the message log of QGIS receives on the page of the plugin."""
    messages = []

    def receive(message, page, _):
        if page == "Alliance":
            messages.append(message)

    QgsApplication.messageLog().messageReceived.connect(receive)
    yield messages
    QgsApplication.messageLog().messageReceived.disconnect(receive)


def test_an_unforeseen_error_is_one_sentence_and_its_details_are_logged(
    run, flows, logged, monkeypatch
):
    monkeypatch.setattr(ComputeLinks, "compute", lambda *_: {}["missing key"])
    with pytest.raises(QgsProcessingException) as caught:
        run("computelinks", FLOWS=flows, LINKS="memory:")
    sentence = str(caught.value)
    assert (
        "“Compute links” met an error that was not foreseen (KeyError: 'missing key')" in sentence
    )
    assert "Traceback" not in sentence
    assert "\n" not in sentence
    assert logged[0].startswith("alliance:computelinks\nTraceback")


def test_too_little_memory_is_told(refused, flows, monkeypatch):
    def compute(*_):
        raise MemoryError

    monkeypatch.setattr(ComputeLinks, "compute", compute)
    assert "not enough memory" in refused("computelinks", FLOWS=flows, LINKS="memory:")


def test_foreseen_errors_stay_out_of_the_log(refused, tmp_path, logged):
    refused("computelinks", FLOWS=str(tmp_path / "nowhere.csv"), LINKS="memory:")
    assert logged == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_is_none_is_refused(run, flows, value):
    with pytest.raises(QgsProcessingException, match=r"\(MIN_VOLUME\) must be a number, and is"):
        run("computelinks", FLOWS=flows, MIN_VOLUME=value, LINKS="memory:")


def test_a_number_out_of_bounds_is_told_its_bounds(run, flows):
    with pytest.raises(QgsProcessingException, match=r"\(MIN_VOLUME\) must be 0 or more"):
        run("computelinks", FLOWS=flows, MIN_VOLUME="-1", LINKS="memory:")
    with pytest.raises(QgsProcessingException, match=r"\(STAR_SHARE\) must .* 0 to 1, and is 70"):
        run("detectsystems", LINKS=flows, UNITS=flows, STAR_SHARE=70)
