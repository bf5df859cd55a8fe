"""Checks of settings that several steps share. Each failure is one sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .errors import SettingsError
from .messages import translate


def require_choice(parameter: str, value: str, choices: Iterable[str]) -> None:
    """Raise SettingsError unless `value` is one of the keys in `choices`."""
    known = tuple(choices)
    if value not in known:
        raise SettingsError(
            translate(
                "Alliance", "“{parameter}” cannot be “{value}”: choose one of {choices}."
            ).format(parameter=parameter, value=value, choices=", ".join(known))
        )


def require_not_negative(parameter: str, value: float) -> None:
    """Raise SettingsError unless `value` is finite and >= 0."""
    if not (math.isfinite(value) and value >= 0):
        raise SettingsError(
            translate(
                "Alliance", "“{parameter}” cannot be {value}: give a number of 0 or more."
            ).format(parameter=parameter, value=value)
        )


def require_positive(parameter: str, value: float) -> None:
    """Raise SettingsError unless `value` is finite and > 0."""
    if not (math.isfinite(value) and value > 0):
        raise SettingsError(
            translate("Alliance", "“{parameter}” cannot be {value}: give a number above 0.").format(
                parameter=parameter, value=value
            )
        )
