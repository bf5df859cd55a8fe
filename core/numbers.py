"""Numbers in sentences, as each language writes them: the same in messages, maps and reports."""

from __future__ import annotations

import math

from .messages import translate

NARROW_SPACE = "\u202f"
MINUS = "\u2212"

# (thousands separator, decimal mark, before the percent sign)
_MARKS = {"fr": (NARROW_SPACE, ",", NARROW_SPACE), "en": (",", ".", "")}


def present_language() -> str:
    """Return the language that sentences are being written in, as its two letters."""
    return translate("Alliance", "en")  # translators write the letters of their language


def format_number(value: object, language: str = "", decimals: int = 0) -> str:
    """Write a number with grouped thousands and a fixed number of decimals.

    Without `language`, that of the present run. A missing, infinite or non-numeric value gives an
    en dash: a table never says "nan".
    """
    number = as_finite(value)
    if number is None:
        return "–"
    thousands, point, _ = _marks(language)
    text = f"{abs(number):,.{decimals}f}"
    text = text.replace(",", "\0").replace(".", point).replace("\0", thousands)
    is_zero = not text.strip("0.," + thousands)
    return text if number >= 0 or is_zero else MINUS + text


def format_value(value: object, language: str = "", digits: int = 3) -> str:
    """Write a number of unknown size with `digits` significant figures and no idle zeros."""
    number = as_finite(value)
    if number is None:
        return "–"
    if number == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(number))))
    text = format_number(number, language, min(decimals, 9))
    point = _marks(language)[1]
    return text.rstrip("0").rstrip(point) if point in text else text


def format_percent(share: object, language: str = "", decimals: int = 1) -> str:
    """Write a share (0 to 1) in percent."""
    number = as_finite(share)
    if number is None:
        return "–"
    return format_number(100 * number, language, decimals) + _marks(language)[2] + "%"


def counted(count: float, one: str, several: str, language: str = "", **others: str) -> str:
    """Return the wording for one thing or for several, with its {count} and `others` written out.

    French has the singular for nothing too.
    """
    language = (language or present_language())[:2].lower()
    is_one = abs(count) < 2 if language == "fr" else abs(count) == 1
    return (one if is_one else several).format(count=format_number(count, language), **others)


def as_finite(value: object) -> float | None:
    """Return `value` as a float, or None where it is missing, infinite or not a number."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _marks(language: str) -> tuple[str, str, str]:
    return _MARKS.get((language or present_language())[:2].lower(), _MARKS["en"])
