"""The heavy step in SQL that DuckDB and PostgreSQL both understand.

The texts are whole and fixed. What belongs to the user (names of tables and columns, codes) reaches
the engine otherwise: the engine's caller provides, under these names,

- `flows`: origin and destination (text), written (the volume as text, NULL where it is a number),
  value (the volume as float8, NULL where it is missing or odd), thousands (whether the volume
  looks like one whose comma parts thousands);
- `origins` and `destinations`: code (text), number (int8), and own (int8) for the origins, the
  number of the code itself; `odd`: written (text), value (float8);
- `blank`: one row, first, second and own, the numbers of rows without code.
"""

from __future__ import annotations

from typing import Any

from .two_passes import Survey

# One scan for the distinct origins, destinations and odd volumes, and for commas.
SURVEY = """
SELECT GROUPING(origin), GROUPING(destination), GROUPING(odd), origin, destination, odd,
    min(comma), bool_and(thousands)
FROM (
    SELECT origin, destination,
        CASE WHEN value IS NULL THEN written END AS odd,
        CASE WHEN value IS NOT NULL AND strpos(written, ',') > 0 THEN written END AS comma,
        CASE WHEN value IS NOT NULL AND strpos(written, ',') > 0 THEN thousands END AS thousands
    FROM flows
) AS seen
GROUP BY GROUPING SETS ((origin), (destination), (odd), ())
"""

# One join to each code table, one GROUP BY. Sums of the parts are exact in any order.
SUMS = """
SELECT fault, first, second, count(*), sum(CASE WHEN v = 0 THEN 1 ELSE 0 END),
    coalesce(sum(whole), 0), coalesce(sum(fine), 0), coalesce(sum(part - fine), 0)
FROM (
    SELECT fault, first, second, v, whole, part, floor(part * 67108864) / 67108864 AS fine
    FROM (
        SELECT fault, v,
            CASE WHEN fault > 0 THEN own WHEN o < 0 OR d >= 0 THEN o ELSE 0 END AS first,
            CASE WHEN fault = 0 AND o >= 0 THEN d ELSE 0 END AS second,
            floor(readable) AS whole, readable - floor(readable) AS part
        FROM (
            SELECT o, d, own, v, fault,
                CASE WHEN fault = 1 OR fault = 2 THEN 0 ELSE v END AS readable
            FROM (
                SELECT o, d, own, v,
                    CASE WHEN v IS NULL OR v = CAST('NaN' AS float8) THEN 1
                        WHEN v = CAST('Infinity' AS float8) THEN 2
                        WHEN v = CAST('-Infinity' AS float8) THEN 2
                        WHEN v < 0 THEN 3 ELSE 0 END AS fault
                FROM (
                    SELECT coalesce(origins.number, blank.first) AS o,
                        coalesce(destinations.number, blank.second) AS d,
                        coalesce(origins.own, blank.own) AS own,
                        coalesce(flows.value, odd.value) AS v
                    FROM flows CROSS JOIN blank
                    LEFT JOIN origins ON origins.code = flows.origin
                    LEFT JOIN destinations ON destinations.code = flows.destination
                    LEFT JOIN odd ON flows.value IS NULL AND odd.written = flows.written
                ) AS joined
            ) AS judged
        ) AS read
    ) AS placed
) AS cut
GROUP BY fault, first, second
"""


def survey_of(rows: list[tuple[Any, ...]]) -> Survey:
    """Return the first pass from the rows of `sql.SURVEY`."""
    survey = Survey()
    lists = (survey.origins, survey.destinations, survey.odd_volumes)
    for *grouping, origin, destination, odd, comma, thousands in rows:
        if 0 not in grouping:
            survey.with_comma = comma or ""
            survey.could_be_thousands = bool(thousands)
            continue
        place = grouping.index(0)
        text = (origin, destination, odd)[place]
        if text is not None:
            lists[place].append(text)
    return survey
