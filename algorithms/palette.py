"""The colours of the maps.

Fills are light enough for black text and dark links, and stay apart for the common kinds of
colour blindness; links and towns use lightness first and hue second, so that they survive a
photocopy.
"""

from __future__ import annotations

# Eight fills, drawn with some transparency. As drawn, the nearest two are 16 apart in CIELAB, and
# 10 for each of the three kinds of colour blindness (simulated after Machado et al. 2009).
SYSTEM_FILLS = (
    "#74aeea",
    "#ef8a52",
    "#f9ea86",
    "#2f9e78",
    "#ee8fbb",
    "#93703f",
    "#a4eaf0",
    "#c6e8a0",
)
NO_SYSTEM_FILL = "#f1f0ec"

PAPER = "#ffffff"
INK = "#22252b"
SOFT_INK = "#5b616b"
HAIRLINE = "#c4c6ca"
OUTLINE = "#9aa0a8"
LAND = "#dcdad3"
# From the largest perimeters to the smallest: regions, départements, intermunicipal groupings.
PERIMETERS = ("#23305c", "#3c4a78", "#5d6b99")
EXCLUDED = "#a3362b"
TRANSVERSAL = "#7d8591"
UNATTACHED = "#a9afb8"

# From one kind of links to the most: light to dark, one hue.
SCORE_RAMP = ("#a06cb0", "#85499a", "#6b2f85", "#52186c", "#380a4d")
ONE_KIND = "#52186c"
# A colour a kind of links: dark enough for thin lines on white. The nearest two are 30 apart in
# CIELAB for normal sight, and some 19 for each kind of colour blindness.
KIND_COLOURS = (
    "#0b5394",
    "#bf7800",
    "#7300e6",
    "#730e00",
    "#88996b",
    "#bf86b1",
    "#4c1f3b",
    "#6d5ce6",
)
ROLE_COLOURS = {
    "dominant": "#22252b",
    "intermediate": "#7b828c",
    "dominated": "#ffffff",
    "isolated": "#e4e2dd",
}


def score_colours(count: int) -> list[str]:
    """Return `count` colours of the score ramp, light to dark, spread over its whole length."""
    if count <= 1:
        return [ONE_KIND] * count
    last = len(SCORE_RAMP) - 1
    return [SCORE_RAMP[round(i * last / (count - 1))] for i in range(count)]
