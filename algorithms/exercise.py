"""The exercise in a folder of the user's: its data, and a project that opens offline.

Nothing that is in the folder is ever written over, but by `write_exercise(…, again=True)`, and then
only the files of the exercise themselves.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsRectangle, QgsVectorLayer, QgsWkbTypes

from ..core.errors import InputError
from ..core.messages import translate
from .compat import REAL, TEXT
from .geometry import Units, read_units
from .geopackage import GeoPackage
from .project_file import LayerSpec, write_project
from .publishing import Staging, make_folder
from .shapes import outline
from .styling import PERIMETERS, TABLE, UNITS

if TYPE_CHECKING:
    import pandas as pd

SOURCE = Path(__file__).parent.parent / "resources" / "exercise"

DATA, RECIPE = "exercise.gpkg", "recipe.json"
COMMUTING = "flux_simules_domicile_travail.csv"
MEMBERSHIPS = "appartenances_simulees.csv"
SHIPPED = (
    DATA,
    RECIPE,
    COMMUTING,
    MEMBERSHIPS,
    "communes_unites_exercice.csv",
    "flux_simules_migrations_residentielles.csv",
    "flux_simules_partenariats.csv",
    "flux_simules_residences_secondaires.csv",
    "flux_simules_sieges_etablissements.csv",
    "flux_simules_trains.csv",
)
PAYS = "pays_exercice.gpkg"
PROJECT = "exercice.qgz"
SHEET, KEY = "feuille_participants.html", "corrige_formateur.html"
RESULTS = "resultats"
_RESULT_FILES = ("results.gpkg", "project.qgz", "map.png", "report.html", "run.json")
# What SQLite puts beside the results.
_COMPANIONS = ("-wal", "-shm", "-journal")
# What systems put into any folder.
_IGNORED = ("desktop.ini", "thumbs.db")

_PAYS_FIELDS = (("code", TEXT), ("name", TEXT), ("population", REAL))
_PLACES = ("29019", "35238", "29232", "56121", "56260", "22278", "29024")
_AROUND_M = 30_000.0
_BREATH = 1.08


def simulated_mark() -> str:
    """Return what stands on everything that is made of the exercise."""
    return translate("Alliance", "Simulated exercise data")


def holds_exercise(folder: Path) -> bool:
    """Tell whether a folder holds the project and the data of the exercise."""
    return all((folder / name).is_file() for name in (PROJECT, DATA, PAYS))


def write_exercise(folder: Path, *, again: bool = False) -> None:
    """Write the exercise into a folder, all of it or nothing.

    Parameters
    ----------
    folder : Path
        Made where it does not exist; else it must be empty.
    again : bool
        True writes over the files of the exercise and removes its results; other files stay.

    Raises
    ------
    InputError
        The folder holds other files, or cannot be written.
    """
    make_folder(folder)
    if not again:
        _require_room(folder)
    with Staging(folder) as staging:
        write_data(staging.folder)
        _write_project(staging.folder)
        staging.publish()
    if again:
        _remove_results(folder)


def write_data(folder: Path) -> None:
    """Copy the data of the exercise into an empty folder, and derive the pays from them."""
    try:
        for name in SHIPPED:
            # The contents alone: the folder of the plugin may be read-only, its copy may not.
            shutil.copyfile(SOURCE / name, folder / name)
    except OSError as error:
        raise InputError(
            translate(
                "Alliance",
                "The exercise cannot be copied to “{folder}” ({reason}). Check the free space of "
                "the disk, or choose another folder."
            ).format(folder=folder.parent, reason=error.strerror)
        ) from error
    _write_pays(folder)


def unit_layer(folder: Path) -> str:
    """Return what opens the units of the exercise."""
    return f"{folder / DATA}|layername=units"


# --- the folder ---------------------------------------------------------------------------------


def _require_room(folder: Path) -> None:
    others = sorted(
        path.name
        for path in folder.iterdir()
        if not path.name.startswith(".") and path.name.lower() not in _IGNORED
    )
    if others:
        raise InputError(
            translate(
                "Alliance",
                "The folder “{folder}” holds other files (“{example}”): choose an empty folder, or "
                "a new one."
            ).format(folder=folder, example=others[0])
        )


def _remove_results(folder: Path) -> None:
    results = folder / RESULTS
    made = [results / name for name in _RESULT_FILES]
    made += [Path(f"{made[0]}{ending}") for ending in _COMPANIONS]
    try:
        for path in (*made, folder / SHEET, folder / KEY):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            translate(
                "Alliance",
                "The exercise is back as it was, but “{path}” cannot be removed: it may be open in "
                "another program."
            ).format(path=error.filename)
        ) from error
    # Files of the user's own keep it.
    with suppress(OSError):
        results.rmdir()


# --- the data -----------------------------------------------------------------------------------


def _write_pays(folder: Path) -> None:
    """Dissolve the towns of each pays: perimeters between EPCI and départements, as SCoT are."""
    units = _units(folder)
    pays = _pays(folder, units)
    members = pays.pop("members").tolist()
    GeoPackage(folder / PAYS).write(
        "pays",
        pays,
        _PAYS_FIELDS,
        geometry=lambda row: outline(units, members[row], "dissolve"),
        wkb_type=QgsWkbTypes.Type.MultiPolygon,
        crs=units.crs,
    )


def _units(folder: Path) -> Units:
    layer = QgsVectorLayer(unit_layer(folder), "units", "ogr")
    return read_units(layer, "code", "name", "pop_zone")


def _pays(folder: Path, units: Units) -> pd.DataFrame:
    """Return code, name, population and member towns of each pays, by code."""
    import pandas as pd

    table = pd.read_csv(folder / MEMBERSHIPS, dtype=str)
    table = table[table["kind"] == "pays"].merge(
        units.frame[["code", "weight"]].rename(columns={"weight": "population"}), on="code"
    )
    groups = table.sort_values("code").groupby(["perim", "perim_name"], sort=True)
    pays = groups.agg(population=("population", "sum"), members=("code", list)).reset_index()
    return pays.rename(columns={"perim": "code", "perim_name": "name"})


# --- the project --------------------------------------------------------------------------------


def _write_project(folder: Path) -> None:
    units = _units(folder)
    data = folder / DATA
    write_project(
        data,
        folder / PROJECT,
        (
            LayerSpec("units", translate("Alliance", "Units"), UNITS, weight="pop_zone"),
            LayerSpec("departements", translate("Alliance", "Départements"), PERIMETERS),
            LayerSpec(
                "pays",
                translate("Alliance", "Pays (as SCoT)"),
                PERIMETERS,
                visible=False,
                file=folder / PAYS,
            ),
            LayerSpec("epci", translate("Alliance", "EPCI (simplified)"), PERIMETERS, False),
            LayerSpec(
                "",
                translate("Alliance", "Commuting (simulated)"),
                TABLE,
                file=folder / COMMUTING,
            ),
            LayerSpec(
                "",
                translate("Alliance", "Memberships (simulated)"),
                TABLE,
                file=folder / MEMBERSHIPS,
            ),
        ),
        translate("Alliance", "Exercise: systems of towns in Brittany ({mark})").format(
            mark=simulated_mark().lower()
        ),
        units.crs,
        _bookmarks(units),
        simulated_mark(),
    )


def _bookmarks(units: Units) -> dict[str, QgsRectangle]:
    """Return the whole of Brittany, and the surroundings of some towns."""
    whole = QgsRectangle()
    for shape in units.shapes.values():
        whole.combineExtentWith(shape.boundingBox())
    whole.scale(_BREATH)
    places = {
        units.names[code]: QgsRectangle.fromCenterAndSize(
            units.points[code], 2 * _AROUND_M, 2 * _AROUND_M
        )
        for code in _PLACES
    }
    return {translate("Alliance", "Whole of Brittany"): whole, **places}
