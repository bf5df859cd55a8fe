"""Sentences in the language of QGIS, or in the one that a run asks for."""

from __future__ import annotations

import threading

import pytest
from alliance.algorithms import language
from alliance.algorithms.language import (
    LANGUAGES,
    in_language,
    install_user_language,
    remove_user_language,
    user_language,
)
from alliance.core.messages import translate
from qgis.core import QgsApplication


def cancelled():
    """A sentence that exists in both languages."""
    return translate("Alliance", "Cancelled.")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("fr", "fr"), ("fr_FR", "fr"), ("fr_CA", "fr"), ("en", "en"), ("de_DE", "en"), ("C", "en")],
)
def test_the_language_is_that_of_qgis(monkeypatch, qgis_app, locale, expected):
    monkeypatch.setattr(QgsApplication, "locale", lambda *_: locale)
    assert user_language() == expected


def test_a_block_in_french_then_english_again(qgis_app):
    with in_language("fr"):
        assert cancelled() == "Annulé."
        with in_language("en"):
            assert cancelled() == "Cancelled."
        assert cancelled() == "Annulé."
    assert cancelled() == "Cancelled."


def test_an_exception_ends_the_block(qgis_app):
    with pytest.raises(ZeroDivisionError), in_language("fr"):
        raise ZeroDivisionError
    assert cancelled() == "Cancelled."


def test_the_language_of_qgis_holds_in_every_thread(monkeypatch, qgis_app):
    monkeypatch.setattr(language, "user_language", lambda: "fr")
    heard = []
    install_user_language()
    try:
        thread = threading.Thread(target=lambda: heard.append(cancelled()))
        thread.start()
        thread.join()
    finally:
        remove_user_language()
    assert heard == ["Annulé."]
    assert cancelled() == "Cancelled."


def test_errors_are_told_in_french(refused, tmp_path):
    with in_language("fr"):
        sentence = refused("computelinks", FLOWS=str(tmp_path / "nulle_part.csv"), LINKS="memory:")
    assert "nulle_part.csv" in sentence
    assert "existe pas" in sentence


def test_the_languages_are_those_of_the_plugin():
    assert LANGUAGES == ("fr", "en")
