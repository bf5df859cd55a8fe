"""Sentences meant for people, translated by whoever runs the method.

The method knows no Qt. It writes every sentence in English through :func:`translate`; the plugin
says once which translator to use (:func:`use_translator`) and lends another one for the time of a
run in another language (:func:`translated_by`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Callable

Translator = Callable[[str, str], str]


def _english(context: str, text: str) -> str:
    return text


# Threads do not inherit context variables, so the usual translator stands in a plain one.
_usual: list[Translator] = [_english]
_lent: ContextVar[Translator | None] = ContextVar("alliance_translator", default=None)


def translate(context: str, text: str) -> str:
    """Return `text` in the language of the present run.

    Call it with two literals, ``translate("Alliance", "…")``, and format the result afterwards:
    only literals can be collected for the translators.
    """
    return (_lent.get() or _usual[0])(context, text)


def use_translator(translator: Translator) -> None:
    """Translate with `translator` from now on, in every thread."""
    _usual[0] = translator


@contextmanager
def translated_by(translator: Translator) -> Iterator[None]:
    """Translate every sentence written inside the block with `translator`."""
    token = _lent.set(translator)
    try:
        yield
    finally:
        _lent.reset(token)
