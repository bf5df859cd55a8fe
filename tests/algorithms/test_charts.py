"""Small charts: sound SVG, right lengths, texts that cannot break out, numbers of the language."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from alliance.algorithms import charts, palette
from alliance.algorithms.charts import Bar, Key, Panel, Part
from alliance.algorithms.language import in_language

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>&\"'[% %]=cmd\x00\x0b\ud800</b>"


def drawn(data: bytes) -> ElementTree.Element:
    """The chart, which must be sound XML."""
    return ElementTree.fromstring(data.decode("utf-8"))


def boxes(data: bytes) -> list[dict[str, str]]:
    """The rectangles, without the paper."""
    return [box.attrib for box in drawn(data).iter(SVG + "rect")][1:]


def texts(data: bytes) -> list[str]:
    return [item.text or "" for item in drawn(data).iter(SVG + "text")]


def widths(data: bytes) -> list[float]:
    return [float(box["width"]) for box in boxes(data)]


# --- shares ---------------------------------------------------------------------------------------


def test_parts_are_as_long_as_their_shares():
    data = charts.share_bars([Bar("A", [Part(0.5, "#000000"), Part(0.3, "#777777")])])
    first, second = boxes(data)
    assert float(first["width"]) / float(second["width"]) == pytest.approx(5 / 3, rel=0.01)
    assert float(second["x"]) == pytest.approx(float(first["x"]) + float(first["width"]), abs=0.2)


def test_parts_that_sum_to_one_fill_the_axis():
    whole = charts.share_bars([Bar("A", [Part(1.0, "#000000")]), Bar("B", [Part(0.5, "#000000")])])
    full, half = widths(whole)
    assert full == pytest.approx(2 * half, abs=0.2)
    assert [text for text in texts(whole) if "%" in text] == ["0%", "25%", "50%", "75%", "100%"]


def test_overlapping_shares_lengthen_the_axis():
    data = charts.share_bars([Bar("A", [Part(0.9, "#000000"), Part(0.7, "#777777")])])
    assert [text for text in texts(data) if "%" in text][-1] == "175%"
    right = max(float(box["x"]) + float(box["width"]) for box in boxes(data))
    assert right < charts.WIDTH


def test_rounding_does_not_lengthen_the_axis():
    parts = [Part(0.1, "#000000")] * 10 + [Part(1e-12, "#000000")]
    assert "125%" not in texts(charts.share_bars([Bar("A", parts)]))


def test_missing_shares_are_no_part():
    parts = [Part(float("nan"), "#000000"), Part(0.0, "#000000"), Part(None, "#000000")]
    assert boxes(charts.share_bars([Bar("A", parts)])) == []


def test_a_name_is_cut_where_there_is_no_room():
    def shown(share):
        data = charts.share_bars([Bar("", [Part(share, "#ffffff", "Loire-Atlantique")])])
        return [text for text in texts(data) if text and "%" not in text]

    assert shown(1.0) == ["Loire-Atlantique"]
    (cut,) = shown(0.1)
    assert re.fullmatch("Loire-[A-Za-z]*…", cut)
    assert shown(0.03) == []


def test_a_code_is_never_cut():
    data = charts.share_bars([Bar("", [Part(0.1, "#ffffff", "200067213200067213")])])
    assert not any("2" in text and "%" not in text for text in texts(data))


def test_what_is_written_in_a_part_can_be_read():
    parts = [Part(0.4, fill, "name") for fill in ("#000000", "#ffffff")]
    data = charts.share_bars([Bar("A", parts)])
    inks = [item.get("fill") for item in drawn(data).iter(SVG + "text") if item.text == "name"]
    assert inks == [palette.PAPER, palette.INK]


# --- bars side by side ----------------------------------------------------------------------------


def test_bars_are_as_long_as_their_values():
    data = charts.side_bars([Bar("A", [Part(10, "#000000"), Part(4, "#777777")])])
    long, short = widths(data)
    assert long / short == pytest.approx(2.5, rel=0.01)
    assert texts(data) == ["A", "10", "4"]


def test_values_below_zero_go_the_other_way():
    data = charts.side_bars([Bar("A", [Part(-0.5, "#000000")]), Bar("B", [Part(1.0, "#000000")])])
    negative, positive = boxes(data)
    assert float(negative["x"]) + float(negative["width"]) == pytest.approx(float(positive["x"]))
    assert float(positive["width"]) == pytest.approx(2 * float(negative["width"]), abs=0.2)


def test_a_missing_value_is_a_dash():
    assert texts(charts.side_bars([Bar("A", [Part(float("nan"), "#000000")])])) == ["A", "–"]


@pytest.mark.parametrize("bars", [[], [Bar("A", [])], [Bar("A", [Part(0, "#000000")])]])
def test_nothing_to_draw_is_still_a_chart(bars):
    drawn(charts.side_bars(bars))
    drawn(charts.share_bars(bars))


def test_the_legend_shows_each_key_and_breaks_its_lines():
    keys = [Key("#123456", f"a rather long name of a series, number {n}") for n in range(6)]
    data = charts.side_bars([Bar("A", [Part(1, "#123456")])], keys)
    assert sum(box["fill"] == "#123456" for box in boxes(data)) == 7
    assert len({box["y"] for box in boxes(data)}) > 2
    assert all(float(box["x"]) + float(box["width"]) < charts.WIDTH for box in boxes(data))


# --- curves ---------------------------------------------------------------------------------------


def corners(data: bytes) -> list[tuple[float, float]]:
    path = next(drawn(data).iter(SVG + "polyline")).get("points")
    return [tuple(map(float, corner.split(","))) for corner in path.split()]


def test_a_curve_rises_to_the_right():
    (x1, y1), (x2, y2) = corners(charts.curves([Panel("n", [(1, 0), (3, 10)])], "x"))
    assert x1 < x2
    assert y1 > y2  # the y of SVG goes down


def test_steps_hold_their_value_back_to_the_point_before():
    points = corners(charts.curves([Panel("n", [(1, 8), (2, 4), (3, 0)])], "x", stepped=True))
    (x1, y1), (_, y2), (x3, y3), (x4, y4), (x5, y5) = points
    assert (x3 - x1) == pytest.approx(x5 - x3, abs=0.2)
    assert y1 < y2 == y3 < y4 == y5
    assert points[1][0] == x1
    assert x4 == x3


def test_the_mark_stands_at_its_place_across_all_panels():
    panels = [Panel("a", [(0, 1), (10, 2)]), Panel("b", [(0, 0.1), (10, 0.9)], percent=True)]
    data = charts.curves(panels, "threshold", 5, "present: 5")
    mark = next(line for line in drawn(data).iter(SVG + "line") if line.get("stroke-dasharray"))
    (x1, _), (x2, _) = corners(data)
    assert float(mark.get("x1")) == pytest.approx((x1 + x2) / 2, abs=0.2)
    assert mark.get("x1") == mark.get("x2")
    assert {"a", "b", "threshold", "present: 5", "100%"} <= set(texts(data))
    dots = [float(dot.get("cy")) for dot in drawn(data).iter(SVG + "circle")]
    assert float(mark.get("y1")) < min(dots)
    assert float(mark.get("y2")) > max(dots)


def test_the_label_of_a_mark_at_the_end_stays_on_the_page():
    data = charts.curves([Panel("a", [(0, 1), (10, 2)])], "x", 10, "present threshold: 10")
    label = next(item for item in drawn(data).iter(SVG + "text") if "present" in item.text)
    assert label.get("text-anchor") == "end"


def test_points_without_a_value_are_left_out():
    data = charts.curves([Panel("a", [(0, 1), (1, float("nan")), (2, None), (3, 2)])], "x")
    assert len(corners(data)) == 2


def test_every_point_lies_between_the_ticks():
    for top in (0.3, 1, 7, 35, 148, 1999):
        data = charts.curves([Panel("a", [(0, 0), (1, top)])], "x")
        heights = sorted(
            float(line.get("y1"))
            for line in drawn(data).iter(SVG + "line")
            if line.get("y1") == line.get("y2")
        )
        ys = [y for _, y in corners(data)]
        assert heights[0] - 0.2 <= min(ys)
        assert max(ys) <= heights[-1] + 0.2


def test_few_places_are_written_one_by_one():
    data = charts.curves([Panel("a", [(1, 5), (2, 4), (7, 1)])], "x")
    assert {"1", "2", "7"} <= set(texts(data))
    assert "3" not in texts(data)


def test_very_unequal_places_are_spread_out():
    points = [(10.0**power / 100, 1.0) for power in range(5)]
    xs = [x for x, _ in corners(charts.curves([Panel("a", points)], "x"))]
    gaps = [b - a for a, b in zip(xs, xs[1:])]
    assert gaps == pytest.approx([gaps[0]] * 4, abs=0.3)


@pytest.mark.parametrize("points", [[], [(2, 3)], [(2, 3), (2, 3)], [(0, 0), (1, 0)]])
def test_a_curve_of_little_is_still_a_chart(points):
    drawn(charts.curves([Panel("a", points)], "x", 2, "here"))


# --- all charts -----------------------------------------------------------------------------------


def all_charts(text: str = "Évry") -> list[bytes]:
    bars = [Bar(text, [Part(0.4321, "#000000", text), Part(0.5, "#eeeeee", text)])]
    keys = [Key("#000000", text)]
    panel = Panel(text, [(1, 1234.5), (2, 2000)])
    return [
        charts.share_bars(bars, keys),
        charts.side_bars(bars, keys, percent=True),
        charts.curves([panel], text, 1.5, text),
    ]


@pytest.mark.parametrize("number", range(3))
def test_texts_cannot_break_out(number):
    data = all_charts(HOSTILE)[number]
    assert any("[% %]=cmd" in text for text in texts(data))
    assert {item.tag for item in drawn(data).iter()} <= {
        SVG + tag for tag in ("svg", "rect", "text", "line", "polyline", "circle")
    }


@pytest.mark.parametrize("number", range(3))
def test_nothing_is_fetched_and_nothing_runs(number):
    data = all_charts()[number].decode("utf-8")
    assert re.findall(r"https?://[^\"]*", data) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|<style|<image|href|url\(|on\w+=", data)


def test_the_same_figures_give_the_same_bytes():
    assert all_charts() == all_charts()


def test_numbers_are_written_in_the_language_of_the_run():
    with in_language("fr"):
        shares, sides, curve = all_charts()
    assert "25\u202f%" in texts(shares)
    assert "43,2\u202f%" in texts(sides)
    assert "1\u202f000" in texts(curve)


def test_tints_differ_in_lightness():
    light = [int(colour[1:3], 16) + int(colour[3:5], 16) for colour in charts.tints(5)]
    gaps = [b - a for a, b in zip(light, light[1:])]
    assert min(gaps) > 60
    assert charts.tints(1) == [palette.PERIMETERS[0]]
    assert charts.tints(0) == []
