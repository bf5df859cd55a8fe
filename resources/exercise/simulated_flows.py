"""Simulated flows of the exercise: six kinds of links from one documented gravity model.

Nothing here is an observation. The formulas and their parameters are the constants below; the
README of this folder gives them to the reader. Every kind draws from its own generator, so that
changing one kind leaves the five others as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

SEED = 20_290
STREAMS = {
    "jobs": 0,
    "commuting": 1,
    "migration": 2,
    "second_homes": 3,
    "headquarters": 4,
    "partnerships": 5,
    "rail": 6,
}

EMPLOYED_RATE = 0.41  # residents in work per inhabitant
MOVER_RATE = 0.045  # inhabitants who lived in another unit of the region a year before
MIN_DISTANCE_KM = 4.0

# Columns as their files are met in the field.
COMMUTING_COLUMNS = ("CODGEO", "LIBGEO", "DCLT", "L_DCLT", "NBFLUX_C22_ACTOCC15P")
MIGRATION_COLUMNS = ("CODGEO", "LIBGEO", "DCRAN", "L_DCRAN", "NBFLUX_C20_POP01P")
SECOND_HOME_COLUMNS = ("commune_rs", "commune_proprietaire", "nb_logements")
HEADQUARTER_COLUMNS = ("commune_siege", "commune_etablissement", "effectif")
PARTNERSHIP_COLUMNS = ("unit_a", "unit_b", "projects")
RAIL_COLUMNS = ("gare_origine", "gare_destination", "trains_semaine")

STATISTICAL_SECRET = "s"

# Weight of the research and teaching sites in the draw of partnerships (simulated).
ACADEMIC_WEIGHTS = {
    "Rennes": 10.0, "Brest": 8.0, "Lorient": 3.5, "Vannes": 3.2, "Quimper": 2.6, "Lannion": 2.6,
    "Saint-Brieuc": 2.0, "Saint-Malo": 1.2, "Saint-Pol-de-Léon": 1.6, "Concarneau": 1.2,
    "Pontivy": 0.8, "Morlaix": 0.9, "Guingamp": 0.6, "Redon": 0.5, "Ploërmel": 0.6,
    "Fougères": 0.6, "Vitré": 0.5, "Dinan": 0.4, "Loudéac": 0.4, "Carhaix-Plouguer": 0.4,
    "Landerneau": 0.5, "Quimperlé": 0.3,
}  # fmt: skip

# Units on the sea, where second homes are, with the number of second homes (simulated).
SEASIDE_HOMES = {
    "Saint-Malo": 9000, "Dol-de-Bretagne": 900, "Dinan": 900, "Plancoët": 4200,
    "Lamballe-Armor": 1500, "Pléneuf-Val-André": 5200, "Saint-Brieuc": 1200,
    "Saint-Quay-Portrieux": 4200, "Paimpol": 5200, "Tréguier": 2400, "Perros-Guirec": 6400,
    "Lannion": 2200, "Morlaix": 2600, "Saint-Pol-de-Léon": 4300, "Lesneven": 2900,
    "Brest": 1500, "Saint-Renan": 5800, "Landerneau": 900, "Crozon": 5600,
    "Châteaulin": 700, "Douarnenez": 2900, "Audierne": 3900, "Pont-l'Abbé": 7400,
    "Fouesnant": 6500, "Concarneau": 4600, "Quimperlé": 3400, "Lorient": 5200,
    "Hennebont": 500, "Quiberon": 8600, "Le Palais": 3700, "Auray": 7800, "Sarzeau": 8200,
    "Vannes": 3300, "Muzillac": 4900,
}  # fmt: skip


class RailLine(NamedTuple):
    """A line with its stops in order and the number of trains of a week that run all along it."""

    trains: float
    stops: tuple[str, ...]


# The real railway map of Brittany, reduced to the stops that are units; frequencies are simulated.
RAIL_LINES = (
    RailLine(96, ("Rennes", "Lamballe-Armor", "Saint-Brieuc", "Guingamp", "Morlaix", "Landerneau",
                  "Brest")),
    RailLine(92, ("Rennes", "Redon", "Vannes", "Auray", "Lorient", "Quimperlé", "Rosporden",
                  "Quimper")),
    RailLine(88, ("Rennes", "Dol-de-Bretagne", "Saint-Malo")),
    RailLine(84, ("Rennes", "Vitré")),
    RailLine(56, ("Brest", "Landerneau", "Châteaulin", "Quimper")),
    RailLine(52, ("Saint-Brieuc", "Guingamp", "Lannion")),
    RailLine(44, ("Lorient", "Hennebont", "Auray", "Vannes")),
    RailLine(34, ("Guingamp", "Paimpol")),
    RailLine(30, ("Guingamp", "Carhaix-Plouguer")),
    RailLine(40, ("Lamballe-Armor", "Dinan", "Dol-de-Bretagne")),
    RailLine(60, ("Rennes", "Janzé")),
)  # fmt: skip
# Stops that long-distance trains do not skip.
MAIN_STATIONS = ("Rennes", "Brest", "Quimper", "Lorient", "Vannes", "Saint-Brieuc", "Saint-Malo",
                 "Redon", "Guingamp", "Morlaix", "Auray")  # fmt: skip


def generator(stream: str) -> np.random.Generator:
    """Give the generator of one kind of draw, always in its first state."""
    return np.random.default_rng([SEED, STREAMS[stream]])


def simulate_jobs(residents: NDArray[np.float64]) -> NDArray[np.int64]:
    """Simulate the jobs of units from their residents: larger towns hold more than their share.

    Parameters
    ----------
    residents : (n,) array
        Inhabitants of the units.

    Returns
    -------
    (n,) array of int
        Jobs; their sum is the number of residents in work, but for rounding.
    """
    noise = generator("jobs").lognormal(0.0, 0.12, len(residents))
    raw = residents**1.12 * noise
    return np.rint(raw * EMPLOYED_RATE * residents.sum() / raw.sum()).astype(np.int64)


def distances_km(units: pd.DataFrame) -> Matrix:
    """Distances between towns in km; on the diagonal, the mean radius of the unit.

    The mean distance of two points of a disc of area A is 0.9 times its radius; half of it stands
    for moves inside a unit, since people gather in its town.
    """
    east, north = units["x"].to_numpy(), units["y"].to_numpy()
    distance = np.hypot(east[:, None] - east, north[:, None] - north) / 1000.0
    np.fill_diagonal(distance, 0.45 * np.sqrt(units["area_km2"].to_numpy() / np.pi))
    return np.maximum(distance, np.where(np.eye(len(units)) > 0, 0.0, MIN_DISTANCE_KM))


def spread(totals: NDArray[np.float64], pull: Matrix) -> Matrix:
    """Share the total of each row between columns in proportion to their pull."""
    return totals[:, None] * pull / pull.sum(axis=1, keepdims=True)


def simulate_commuting(units: pd.DataFrame) -> Matrix:
    """F_ij = E_i J_j exp(-0.085 d_ij) e_ij / sum_j(...), E = residents in work, J = jobs.

    e is a log-normal noise; on the diagonal it is 4: at equal distance a job of one's own unit
    draws four times as much. Flows under 4 are left out.
    """
    distance = distances_km(units)
    noise = generator("commuting").lognormal(0.0, 0.45, distance.shape)
    np.fill_diagonal(noise, 4.0)
    pull = units["jobs_sim"].to_numpy(float) * np.exp(-0.085 * distance) * noise
    flows = spread(EMPLOYED_RATE * units["pop_zone"].to_numpy(float), pull)
    flows[flows < 4.0] = 0.0
    return flows


def simulate_migration(units: pd.DataFrame) -> Matrix:
    """F_ij = M_i P_j^0.95 c_j d_ij^-1.4 e_ij / sum_j(...), from i to j.

    M = 4.5 % of the inhabitants of i. The charm c is 1, plus 0.5 on the sea, plus 0.4 in Rennes
    and Brest, where students go. The diagonal holds those who have not changed unit.
    """
    residents = units["pop_zone"].to_numpy(float)
    distance = distances_km(units)
    noise = generator("migration").lognormal(0.0, 0.5, distance.shape)
    charm = 1.0 + 0.5 * units["name"].isin(SEASIDE_HOMES).to_numpy()
    charm += 0.4 * units["name"].isin(("Rennes", "Brest")).to_numpy()
    pull = residents**0.95 * charm * distance**-1.4 * noise
    np.fill_diagonal(pull, 0.0)
    flows = spread(MOVER_RATE * residents, pull)
    flows[flows < 3.0] = 0.0
    np.fill_diagonal(flows, residents - flows.sum(axis=1))
    return flows


def simulate_second_homes(units: pd.DataFrame) -> Matrix:
    """H_ij = S_i P_j^1.05 exp(-0.02 d_ij) e_ij / sum_j(...): homes in i, owners in j.

    S is the stock of second homes of a seaside unit, 0 elsewhere; nobody owns a second home in
    the unit of his first.
    """
    stock = units["name"].map(SEASIDE_HOMES).fillna(0.0).to_numpy(float)
    distance = distances_km(units)
    noise = generator("second_homes").lognormal(0.0, 0.5, distance.shape)
    pull = units["pop_zone"].to_numpy(float) ** 1.05 * np.exp(-0.02 * distance) * noise
    np.fill_diagonal(pull, 0.0)
    return spread(stock, pull)


def simulate_headquarters(units: pd.DataFrame) -> Matrix:
    """F_ij = 0.11 J_j J_i^1.1 exp(-0.03 d_ij) e_ij / sum_i(...): seat in i, staff in j."""
    jobs = units["jobs_sim"].to_numpy(float)
    distance = distances_km(units)
    noise = generator("headquarters").lognormal(0.0, 0.6, distance.shape)
    pull = (jobs**1.1)[:, None] * np.exp(-0.03 * distance) * noise
    np.fill_diagonal(pull, 0.0)
    flows = spread(0.11 * jobs, pull.T).T
    flows[flows < 8.0] = 0.0
    return np.rint(flows)


def simulate_partnerships(units: pd.DataFrame) -> Matrix:
    """P_ab ~ Poisson(36 w_a w_b / d_ab^0.75), one draw a pair (upper triangle)."""
    weight = units["name"].map(ACADEMIC_WEIGHTS).fillna(0.0).to_numpy(float)
    expected = 36.0 * np.outer(weight, weight) * distances_km(units) ** -0.75
    draws = generator("partnerships").poisson(expected).astype(float)
    return np.triu(draws, 1)


def simulate_rail(units: pd.DataFrame) -> Matrix:
    """Trains of a week from i to j: those of the lines that join them, by class of both stops.

    A pair of main stations has all the trains of the line, a main and a small one 60 %, two small
    ones 35 %; the two directions differ by a few trains.
    """
    position = {name: row for row, name in enumerate(units["name"])}
    trains = np.zeros((len(units), len(units)))
    for line in RAIL_LINES:
        for rank, start in enumerate(line.stops):
            for end in line.stops[rank + 1 :]:
                main = sum(stop in MAIN_STATIONS for stop in (start, end))
                share = (0.35, 0.60, 1.0)[main]
                trains[position[start], position[end]] += line.trains * share
                trains[position[end], position[start]] += line.trains * share
    noise = generator("rail").uniform(-3.0, 3.0, trains.shape)
    return np.where(trains > 0, np.rint(trains + noise), 0.0)


# --- tables as users meet them ------------------------------------------------------------------


def pairs(flows: Matrix) -> Iterable[tuple[int, int, float]]:
    """List the positive cells of a matrix, row by row."""
    for row, column in zip(*np.nonzero(flows)):
        yield int(row), int(column), float(flows[row, column])


def insee_table(units: pd.DataFrame, flows: Matrix, columns: tuple[str, ...]) -> pd.DataFrame:
    """Write a matrix in the layout of the census files: code, name, code, name, volume.

    For migration the matrix comes transposed: the first column is where people live now.
    """
    codes, names = units["code"].tolist(), units["name"].tolist()
    rows = [
        (codes[i], names[i], codes[j], names[j], f"{value:.6f}") for i, j, value in pairs(flows)
    ]
    return pd.DataFrame(rows, columns=list(columns))


def plain_table(units: pd.DataFrame, flows: Matrix, columns: tuple[str, ...]) -> pd.DataFrame:
    """Write a matrix of whole numbers as origin, destination, volume."""
    codes = units["code"].tolist()
    rows = [(codes[i], codes[j], f"{value:.0f}") for i, j, value in pairs(flows)]
    return pd.DataFrame(rows, columns=list(columns))


def commune_table(units: pd.DataFrame, communes: pd.DataFrame, flows: Matrix) -> pd.DataFrame:
    """Bring second homes down to communes, so that they have to be aggregated again.

    Homes go to the seaside town and the two next communes of its unit (50, 30, 20 %), owners to
    the two largest communes of theirs (75, 25 %). Cells under 3 homes are left out.
    """
    largest: dict[str, list[str]] = {
        unit: members.sort_values(["population", "code"], ascending=[False, True])["code"].tolist()
        for unit, members in communes.groupby("unit")
    }
    codes = units["code"].tolist()
    rows = []
    for i, j, value in pairs(flows):
        for home, home_share in zip(largest[codes[i]], (0.5, 0.3, 0.2)):
            for owner, owner_share in zip(largest[codes[j]], (0.75, 0.25)):
                homes = round(value * home_share * owner_share)
                if homes >= 3:
                    rows.append((home, owner, str(homes)))
    return pd.DataFrame(rows, columns=list(SECOND_HOME_COLUMNS))


def simulate_tables(units: pd.DataFrame, communes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Simulate the six kinds of flows and lay them out as text tables.

    Parameters
    ----------
    units : DataFrame
        Sorted by code: code, name, pop_zone, jobs_sim, x, y (metres), area_km2.
    communes : DataFrame
        code, population, unit.
    """
    return {
        "commuting": insee_table(units, simulate_commuting(units), COMMUTING_COLUMNS),
        "migration": insee_table(units, simulate_migration(units).T, MIGRATION_COLUMNS),
        "second_homes": commune_table(units, communes, simulate_second_homes(units)),
        "headquarters": plain_table(units, simulate_headquarters(units), HEADQUARTER_COLUMNS),
        "partnerships": plain_table(units, simulate_partnerships(units), PARTNERSHIP_COLUMNS),
        "rail": plain_table(units, simulate_rail(units), RAIL_COLUMNS),
    }
