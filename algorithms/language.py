"""The language of labels, messages, maps and reports: French or English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from ..core.messages import translated_by, use_translator

LANGUAGES = ("fr", "en")
TRANSLATIONS = Path(__file__).parent.parent / "i18n"


def user_language() -> str:
    """Return the language of QGIS: French for fr, fr_FR, fr_CA…, else English."""
    application = QgsApplication.instance()
    if not isinstance(application, QgsApplication):
        return "en"
    # The language of the window may be asked for at start; the locale only tells the settings.
    code = application.translation() or QgsApplication.locale()
    return "fr" if code.lower().startswith("fr") else "en"


@cache
def translator_of(language: str) -> QTranslator:
    """Return the translator of `language`; English is the source and translates nothing."""
    translator = QTranslator()
    if language != "en":
        translator.load(str(TRANSLATIONS / f"alliance_{language}.qm"))
    return translator


def install_user_language() -> None:
    """Translate labels and messages into the language of QGIS, in every thread."""
    QCoreApplication.installTranslator(translator_of(user_language()))
    use_translator(QCoreApplication.translate)


def remove_user_language() -> None:
    """Undo `install_user_language`."""
    QCoreApplication.removeTranslator(translator_of(user_language()))


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Write every sentence inside the block in `language`, whatever the language of QGIS."""
    translator = translator_of(language)

    def translated(context: str, text: str) -> str:
        # Unlike QCoreApplication, QTranslator takes text of PyQt 5 as ASCII: give it bytes.
        return translator.translate(context, text.encode("utf-8")) or text

    with translated_by(translated):
        yield
