"""Numbers in sentences, as English and French write them."""

from __future__ import annotations

import pytest
from alliance.core.messages import translated_by
from alliance.core.numbers import counted, format_number, format_percent, format_value


def in_french(_context, text):
    return "fr" if text == "en" else text


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        (lambda: format_number(372325), "372,325", "372\u202f325"),
        (lambda: format_number(-1234.5, decimals=1), "\u22121,234.5", "\u22121\u202f234,5"),
        (lambda: format_value(2_200_011), "2,200,011", "2\u202f200\u202f011"),
        (lambda: format_value(0.999995, digits=6), "0.999995", "0,999995"),
        (lambda: format_percent(0.5226), "52.3%", "52,3\u202f%"),
        (lambda: format_number(float("nan")), "–", "–"),
    ],
)
def test_a_sentence_has_the_numbers_of_its_language(written, english, french):
    assert written() == english
    with translated_by(in_french):
        assert written() == french


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 towns of 9", "0 town of 9"),
        (1, "1 town of 9", "1 town of 9"),
        (2, "2 towns of 9", "2 towns of 9"),
    ],
)
def test_nothing_is_plural_in_english_and_singular_in_french(count, english, french):
    words = ("{count} town of {total}", "{count} towns of {total}")
    assert counted(count, *words, total="9") == english
    assert counted(count, *words, language="fr", total="9") == french
