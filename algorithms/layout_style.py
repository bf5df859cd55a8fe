"""The look of printed pages that an agency can change without code: one small JSON file.

Every key may be left out; `resources/layouts/sobre.json` names them all with their defaults.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ..core.errors import SettingsError
from ..core.messages import translate

LAYOUTS = Path(__file__).parent.parent / "resources" / "layouts"
DEFAULT = LAYOUTS / "sobre.json"

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
# Smallest and largest value of each size; outside of them nothing fits on an A4.
_RANGES = {
    "title_pt": (8.0, 36.0),
    "subtitle_pt": (6.0, 24.0),
    "text_pt": (5.0, 12.0),
    "band_mm": (0.0, 15.0),
    "margin_mm": (4.0, 25.0),
    "panel_mm": (50.0, 100.0),
    "logo_mm": (5.0, 40.0),
}


@dataclass(frozen=True)
class HouseStyle:
    """How the pages of an agency look.

    Attributes
    ----------
    font : str
        Family of titles and texts; empty for the best sans-serif font of the machine.
    title_pt, subtitle_pt, text_pt : float
        Sizes in points.
    title_colour, text_colour, frame_colour : str
        As ``#rrggbb``.
    band_colour : str
        Of a band along the top of the page; empty for none.
    band_mm, margin_mm, panel_mm, logo_mm : float
        Height of the band, margin, width of the panel beside the map, height of the logo.
    logo : str
        Picture, relative to the file of the style; empty for none.
    """

    font: str = ""
    title_pt: float = 18.0
    subtitle_pt: float = 11.0
    text_pt: float = 7.5
    title_colour: str = "#22252b"
    text_colour: str = "#5b616b"
    frame_colour: str = "#c4c6ca"
    band_colour: str = ""
    band_mm: float = 0.0
    margin_mm: float = 10.0
    panel_mm: float = 66.0
    logo: str = ""
    logo_mm: float = 14.0


def read_style(path: Path = DEFAULT, logo: Path | None = None) -> HouseStyle:
    """Read a house style.

    Parameters
    ----------
    path : Path
        JSON file.
    logo : Path, optional
        Takes the place of the logo of the file.

    Raises
    ------
    SettingsError
        The file or the logo cannot be read, a key is unknown, a value is of the wrong kind.
    """
    content = _json_of(path)
    known = {field.name for field in fields(HouseStyle)}
    for key, value in content.items():
        if key not in known:
            raise SettingsError(
                translate(
                    "Alliance",
                    "The template “{path}” has an unknown key “{key}”; keys are: {keys}."
                ).format(path=path, key=key, keys=", ".join(sorted(known)))
            )
        _check(path, key, value)
    style = HouseStyle(**content)
    if logo is None and style.logo:
        logo = path.parent / style.logo
    if logo is not None and not logo.is_file():
        raise SettingsError(
            translate(
                "Alliance", "The logo “{path}” cannot be found: give a png, jpg or svg file."
            ).format(path=logo)
        )
    return replace(style, logo=str(logo) if logo is not None else "")


def _json_of(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            translate(
                "Alliance",
                "The template “{path}” cannot be read: give a JSON file such as those of the "
                "folder resources/layouts of the plugin."
            ).format(path=path)
        ) from error
    if isinstance(content, dict):
        return content
    raise SettingsError(
        translate(
            "Alliance", "The template “{path}” must hold one JSON object, with keys and values."
        ).format(path=path)
    )


def _check(path: Path, key: str, value: Any) -> None:
    if key in _RANGES:
        low, high = _RANGES[key]
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        right, wanted = (
            is_number and low <= value <= high,
            translate("Alliance", "a number from {low} to {high}").format(
                low=f"{low:g}", high=f"{high:g}"
            ),
        )
    elif key.endswith("_colour"):
        empty = key == "band_colour" and value == ""
        right = empty or (isinstance(value, str) and bool(_COLOUR.match(value)))
        wanted = translate("Alliance", "a colour such as #12405f")
    else:
        right, wanted = isinstance(value, str), translate("Alliance", "a text")
    if not right:
        raise SettingsError(
            translate(
                "Alliance",
                "The key “{key}” of the template “{path}” is “{value}”: {wanted} is expected."
            ).format(key=key, path=path, value=value, wanted=wanted)
        )
