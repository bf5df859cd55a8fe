"""The card of the plugin, against what QGIS reads and what plugins.qgis.org asks of it."""

from __future__ import annotations

import configparser
import re

import pytest

REQUIRED = (
    *("name", "description", "about", "version", "qgisMinimumVersion", "author", "email"),
    *("homepage", "tracker", "repository", "icon", "tags", "category", "license"),
)
LINKS = ("homepage", "tracker", "repository")


@pytest.fixture(scope="module")
def card(repository):
    # The interpolation that QGIS itself uses: a lone % in a value would break it.
    parser = configparser.ConfigParser()
    parser.read(repository / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_entry_is_given(card, key):
    assert card.get(key, "").strip()


def test_versions(card):
    assert card["qgisMinimumVersion"] == "3.22"
    assert card["qgisMaximumVersion"] == "4.99"
    assert re.fullmatch(r"\d+\.\d+\.\d+", card["version"])


def test_processing_is_announced(card):
    """Without this line, qgis_process does not load the plugin."""
    assert card["hasProcessingProvider"] == "yes"


def test_an_entry_of_the_past_is_absent(card):
    """The maximum version already says that Qt 6 is supported."""
    assert "supportsQt6" not in card


@pytest.mark.parametrize("key", ["experimental", "deprecated", "server"])
def test_a_switch_is_true_or_false(card, key):
    assert card[key] in {"True", "False"}


def test_the_name_can_be_published(card):
    assert re.fullmatch(r"[A-Za-z][\w -]*", card["name"])
    assert "plugin" not in card["name"].lower()


def test_the_description_is_one_line_of_english(card):
    assert "\n" not in card["description"]
    assert len(card["description"]) < 150
    assert card["description"].isascii()


def test_the_presentation_is_english_then_french(card):
    english, french = card["about"].split("\n\n")
    assert english.isascii()
    assert french.strip() == card["about[fr]"]
    assert card["description[fr]"]


@pytest.mark.parametrize("key", ["description", "about", "description[fr]", "about[fr]"])
def test_no_markup_in_the_texts(card, key):
    assert not re.search(r"<\w+", card[key])


@pytest.mark.parametrize("key", LINKS)
def test_the_links_are_of_one_place(card, key):
    assert card[key].startswith("https://")
    assert card[key].startswith(card["homepage"])


def test_the_address_looks_like_one(card):
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", card["email"])


def test_the_tags_are_a_clean_list(card):
    tags = card["tags"].split(",")
    assert all(tags)
    assert tags == [tag.strip() for tag in tags]
    assert len(set(tags)) == len(tags)


def test_the_icon_is_a_small_drawing(card, repository):
    icon = repository / card["icon"]
    assert icon.stat().st_size < 10_000
    assert icon.read_text(encoding="utf-8").startswith("<svg")


def test_the_licence_is_the_one_announced(card, repository):
    text = (repository / "LICENSE").read_text(encoding="utf-8")
    assert card["license"] == "GPL-2.0-or-later"
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 2, June 1991" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_changelog_knows_the_version_or_prepares_it(card, repository):
    headings = re.findall(
        r"^## \[(.+?)\]", (repository / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings[0] == "Unreleased" or headings[0] == card["version"]
    assert len(set(headings)) == len(headings)
