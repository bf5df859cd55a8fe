"""Rounds of the battery, in a process of their own: `rounds.py FOLDER JOB FIRST LAST`.

FOLDER holds the plugin under the name `alliance`; everything is written there. Each round says
`start` before, and its outcome after, as a line of JSON: what crashes or hangs is known by it.
"""

from __future__ import annotations

import faulthandler
import hashlib
import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

# A round that takes longer is cancelled as a user would do.
_PATIENCE = 20.0
# What a cancel may take, with all its cleaning.
_GRACE = 10.0


def say(**what: Any) -> None:
    """Write one line for the process that counts."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def hidden(folder: Path) -> list[str]:
    """Return what a run left half-way."""
    return sorted(path.name for path in folder.rglob(".alliance-*"))


class Impatient:
    """A feedback that is cancelled after a while."""

    def __init__(self) -> None:
        from qgis.core import QgsProcessingFeedback

        self.feedback = QgsProcessingFeedback(False)
        self.timer = threading.Timer(_PATIENCE, self.feedback.cancel)
        self.timer.start()
        self.began = time.monotonic()

    def seconds(self) -> float:
        """Stop waiting; return how long the run took."""
        self.timer.cancel()
        return time.monotonic() - self.began


def checked(name: str, parameters: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Run an algorithm and check what holds of every run; return the outcome."""
    from .start import attempt

    clock = Impatient()
    outcome, result = attempt(name, parameters, clock.feedback)
    seconds = clock.seconds()
    told = {"outcome": outcome, "text": str(result)[:300], "seconds": round(seconds, 2)}
    if seconds > _PATIENCE + _GRACE:
        return {**told, "outcome": "fault", "text": f"did not end when cancelled: {told['text']}"}
    left = hidden(folder)
    if left:
        return {**told, "outcome": "fault", "text": f"left behind: {left}"}
    if outcome == "sentence":
        written = sorted(path.name for path in folder.iterdir())
        if written:
            return {**told, "outcome": "fault", "text": f"failed and wrote {written}: {result}"}
    if outcome == "done" and "ROWS_READ" in result:
        return {**told, **_account(result)}
    return told


def _account(outputs: dict[str, Any]) -> dict[str, Any]:
    """Rows and volume read are those kept and those left out."""
    from qgis.core import QgsVectorLayer

    layer = outputs.get("REJECTS")
    if not layer:
        return {}
    if isinstance(layer, str):
        layer = QgsVectorLayer(layer, "rejects", "ogr")
    rows = volume = 0.0
    for feature in layer.getFeatures():
        rows += feature["rows"]
        volume += feature["volume"]
    if rows + outputs["ROWS_KEPT"] != outputs["ROWS_READ"]:
        return {"outcome": "fault", "text": f"rows do not add up: {rows} {outputs}"}
    total, read = volume + outputs["VOLUME_KEPT"], outputs["VOLUME_READ"]
    if abs(total - read) > 1e-9 * max(abs(read), 1.0):
        return {"outcome": "fault", "text": f"volumes do not add up: {total} {outputs}"}
    return {}


def mutated_files(folder: Path, first: int, last: int) -> None:
    """Read damaged flows, lookups, units, memberships and recipes."""
    from qgis.core import QgsProject

    from .mutations import mutate
    from .published import write_published

    exercise = folder / "alliance" / "resources" / "exercise"
    work = folder / "work"
    for seed in range(first, last):
        say(start=seed)
        chance = np.random.default_rng(seed)
        shutil.rmtree(work, ignore_errors=True)
        source, out = work / "in", work / "out"
        out.mkdir(parents=True)
        shutil.copytree(exercise, source)
        write_published(source / "published")
        names = sorted(path for path in source.rglob("*") if path.suffix in _MUTABLE)
        victim = names[int(chance.integers(0, len(names)))]
        data, ways = mutate(victim.read_bytes(), victim.suffix != ".gpkg", chance)
        if ways.endswith("pack") and victim.suffix == ".csv":
            victim = victim.with_suffix(".zip" if data[:2] == b"PK" else ".csv.gz")
        victim.write_bytes(data)
        name, parameters = _reading(victim, source, out)
        told = checked(name, parameters, out)
        QgsProject.instance().clear()
        say(seed=seed, name=name, what=f"{victim.name}: {ways}", **told)


_MUTABLE = (".csv", ".gpkg", ".json", ".txt")


def _reading(victim: Path, source: Path, out: Path) -> tuple[str, dict[str, Any]]:
    """Return the algorithm that reads a file, and its parameters."""
    units = {
        "UNITS": f"{source / 'exercise.gpkg'}|layername=units",
        "UNIT_CODE": "code",
        "UNIT_NAME": "name",
    }
    flows = str(source / "flux_simules_domicile_travail.csv")
    written = {"FLOWS": str(out / "flows.gpkg"), "REJECTS": str(out / "rejects.gpkg")}
    if "published" in victim.parts:
        return _building(victim, source, {**units, **written})
    if victim.suffix in (".gpkg", ".json"):
        return "runrecipe", {"RECIPE": str(source / "recipe.json"), "OUTPUT_FOLDER": str(out / "r")}
    if victim.name.startswith("communes_unites"):
        lookup = {"LOOKUP": str(victim), "LOOKUP_FROM": "code", "LOOKUP_TO": "unit"}
        return "loadflows", {"INPUT": flows, **units, **lookup, **written}
    if victim.name.startswith(("appartenances", "rejets")):
        membership = {"MEMBERSHIP": str(victim), "MEMBERSHIP_UNIT": "code"}
        membership.update(MEMBERSHIP_CODE="perim", MEMBERSHIP_NAME="perim_name")
        columns = {"ORIGIN_FIELD": "CODGEO", "DESTINATION_FIELD": "DCLT"}
        columns.update(FLOWS=flows, VOLUME_FIELD="NBFLUX_C22_ACTOCC15P")
        output = {"OUTPUT": str(out / "balance.csv")}
        return "territorialbalance", {**columns, **units, **membership, **output}
    return "loadflows", {"INPUT": str(victim), **_columns(victim), **units, **written}


def _building(victim: Path, source: Path, common: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the builder that reads a published file, and its parameters."""
    folder = source / "published"
    lookup = {"LOOKUP": str(source / "communes_unites_exercice.csv")}
    common = {**common, **lookup, "LOOKUP_FROM": "code", "LOOKUP_TO": "unit"}
    if victim.name.startswith("etablissements"):
        return "buildheadquarterlinks", {"INPUT": str(victim), **common}
    if victim.name.startswith(("organization", "places")):
        tables = {"ORGANISATIONS": str(folder / "organization.csv")}
        tables.update(PLACES=str(folder / "places.csv"), PLACE_NAME="name", PLACE_CODE="code")
        return "buildpartnerships", {**tables, "PLACE_POST_CODE": "post_code", **common}
    stations = {"STATIONS": str(folder / "stations.csv")}
    stations.update(STATION_ID="uic", STATION_CODE="insee")
    return "buildraillinks", {"INPUT": str(folder / "feed"), **stations, **common}


# What the tables that are not in a layout of INSEE call their columns.
_COLUMNS = {
    "flux_simules_partenariats": ("unit_a", "unit_b", "projects"),
    "flux_simules_residences_secondaires": ("commune_rs", "commune_proprietaire", "nb_logements"),
    "flux_simules_sieges_etablissements": ("commune_siege", "commune_etablissement", "effectif"),
    "flux_simules_trains": ("gare_origine", "gare_destination", "trains_semaine"),
}


def _columns(victim: Path) -> dict[str, str]:
    columns = _COLUMNS.get(victim.name.split(".")[0], ())
    return dict(zip(("ORIGIN_FIELD", "DESTINATION_FIELD", "VOLUME_FIELD"), columns))


def random_runs(folder: Path, first: int, last: int) -> None:
    """Run every algorithm in turn with odd layers and odd values among right ones."""
    from qgis.core import QgsProject

    from .samples import odd_value, right_parameters
    from .start import algorithms

    made = folder / "made"
    made.mkdir(exist_ok=True)
    exercise = folder / "alliance" / "resources" / "exercise"
    right = right_parameters(exercise, made)
    files = [str(path) for path in (*made.iterdir(), *exercise.iterdir())]
    known = algorithms()
    out = folder / "out"
    for seed in range(first, last):
        say(start=seed)
        chance = np.random.default_rng(seed)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        algorithm = known[seed % len(known)]
        parameters = _with_outputs(algorithm, right.get(algorithm.name(), {}), out)
        odd = chance.choice(algorithm.parameterDefinitions(), int(chance.choice([1, 1, 1, 2, 4])))
        for definition in odd:
            parameters[definition.name()] = odd_value(definition, files, out, chance)
        told = checked(algorithm.name(), parameters, out)
        QgsProject.instance().clear()
        say(seed=seed, name=algorithm.name(), what=str(parameters)[:600], **told)


def full_disk(folder: Path, first: int, last: int) -> None:
    """Run every algorithm on a disk (`FOLDER/disk`) that has less and less room."""
    from .samples import right_parameters
    from .start import algorithms

    made, disk = folder / "made", folder / "disk"
    made.mkdir(exist_ok=True)
    right = right_parameters(folder / "alliance" / "resources" / "exercise", made)
    known = [algorithm for algorithm in algorithms() if algorithm.name() in right]
    for seed in range(first, last):
        say(start=seed)
        chance = np.random.default_rng(seed)
        algorithm = known[seed % len(known)]
        out = disk / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        filler = disk / "filler"
        filler.unlink(missing_ok=True)
        room = int(shutil.disk_usage(disk).free * chance.random())
        filler.write_bytes(b"\0" * room)
        parameters = _with_outputs(algorithm, right[algorithm.name()], out)
        told = checked(algorithm.name(), parameters, out)
        filler.unlink()
        say(seed=seed, name=algorithm.name(), what=f"{room} bytes taken", **told)


def eight_at_once(folder: Path, first: int, last: int) -> None:
    """Run eight algorithms at the same time; each must give what it gives alone."""
    from .samples import right_parameters
    from .start import attempt

    made = folder / "made"
    made.mkdir(exist_ok=True)
    right = right_parameters(folder / "alliance" / "resources" / "exercise", made)
    names = sorted(name for name in right if name not in _ON_THE_MAIN_THREAD)[:8]
    alone = folder / "alone"
    alone.mkdir()
    for name in names:
        attempt(name, _outputs_of(name, right[name], alone))
    expected = {name: _content(alone / name) for name in names}
    for seed in range(first, last):
        say(start=seed)
        together = folder / f"together_{seed}"
        together.mkdir()
        began = time.monotonic()
        chance = np.random.default_rng(seed)
        order = [str(name) for name in chance.permutation(names)]
        tasks = [_Task(name, _outputs_of(name, right[name], together)).started() for name in order]
        _wait(tasks)
        seconds = time.monotonic() - began
        wrong = [name for name in names if _content(together / name) != expected[name]]
        failed = [task.name for task in tasks if not task.ok]
        outcome = "fault" if wrong or failed or hidden(together) else "done"
        text = f"differ: {wrong}, failed: {failed}"
        what = f"{len(tasks)} tasks"
        say(seed=seed, name="eight", what=what, outcome=outcome, text=text, seconds=seconds)


def layers_removed(folder: Path, first: int, last: int) -> None:
    """Remove layers from the project while an algorithm reads them in the background."""
    from qgis.core import QgsProject, QgsVectorLayer
    from qgis.PyQt.QtCore import QCoreApplication

    from .samples import right_parameters

    made = folder / "made"
    made.mkdir(exist_ok=True)
    right = right_parameters(folder / "alliance" / "resources" / "exercise", made)
    names = sorted(name for name in right if name not in (*_ON_THE_MAIN_THREAD, "runrecipe"))
    project = QgsProject.instance()
    for seed in range(first, last):
        say(start=seed)
        chance = np.random.default_rng(seed)
        name = names[seed % len(names)]
        parameters = dict(right[name])
        for key, value in parameters.items():
            if isinstance(value, str) and ".gpkg" in value:
                layer = QgsVectorLayer(value, key, "ogr")
                project.addMapLayer(layer)
                parameters[key] = layer.id()
                del layer
        out = folder / f"removed_{seed}"
        out.mkdir()
        task = _Task(name, _outputs_of(name, parameters, out)).started()
        began = time.monotonic()
        pause = float(chance.random()) * 0.3
        while time.monotonic() - began < pause:
            QCoreApplication.processEvents()
        project.clear() if chance.random() < 0.5 else project.removeAllMapLayers()
        _wait([task])
        left = hidden(out)
        outcome = "fault" if left else ("done" if task.ok else "sentence")
        text = f"left behind: {left}; {task.said()}"
        seconds = round(time.monotonic() - began, 2)
        what = f"removed after {pause:.2f} s"
        say(seed=seed, name=name, what=what, outcome=outcome, text=text, seconds=seconds)


def busy(folder: Path, first: int, last: int) -> None:
    """Run recipes into the same folder, one after another, until somebody kills this process."""
    from .start import attempt

    recipe = folder / "alliance" / "resources" / "exercise" / "recipe.json"
    for seed in range(first, last):
        say(start=seed)
        outcome, result = attempt(
            "runrecipe", {"RECIPE": str(recipe), "OUTPUT_FOLDER": str(folder / "out")}
        )
        say(seed=seed, name="runrecipe", what="", outcome=outcome, text=str(result), seconds=0)


_ON_THE_MAIN_THREAD = ("styleresults", "flowmaplayout")


class _Task:
    """An algorithm in the background, as the toolbox starts it."""

    def __init__(self, name: str, parameters: dict[str, Any]) -> None:
        from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

        from .start import algorithms

        self.name = name
        self.ok: bool | None = None
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        self.feedback = QgsProcessingFeedback(False)
        self.algorithm = next(item for item in algorithms() if item.name() == name).create()
        self.parameters = parameters

    def started(self) -> _Task:
        """Start the task; every task gets a thread of its own."""
        from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask
        from qgis.PyQt.QtCore import QThreadPool

        manager = QgsApplication.taskManager()
        pools = [QThreadPool.globalInstance()]
        if hasattr(manager, "threadPool"):  # QGIS 3.40
            pools.append(manager.threadPool())
        for pool in pools:
            pool.setMaxThreadCount(10)
        task = QgsProcessingAlgRunnerTask(
            self.algorithm, self.parameters, self.context, self.feedback
        )
        task.executed.connect(self._finished)
        manager.addTask(task)
        return self

    def said(self) -> str:
        """Return the end of the log."""
        return self.feedback.textLog()[-200:]

    def _finished(self, ok: bool, outputs: dict[str, Any]) -> None:
        self.ok = ok


def _wait(tasks: list[_Task]) -> None:
    """Let the tasks end; one that hangs is known by the time that all rounds may take."""
    from qgis.PyQt.QtCore import QCoreApplication

    while any(task.ok is None for task in tasks):
        QCoreApplication.processEvents()
        time.sleep(0.005)


def _outputs_of(name: str, parameters: dict[str, Any], folder: Path) -> dict[str, Any]:
    from .start import algorithms

    out = folder / name
    out.mkdir()
    algorithm = next(item for item in algorithms() if item.name() == name)
    return _with_outputs(algorithm, parameters, out)


def _content(folder: Path) -> dict[str, str]:
    """Return a digest of every table below a folder: fields, attributes and shapes."""
    from qgis.core import QgsVectorLayer

    digests = {}
    for path in sorted(folder.rglob("*.gpkg")):
        package = QgsVectorLayer(str(path), "all", "ogr")  # kept: its provider dies with it
        tables = package.dataProvider().subLayers()
        for table in sorted(line.split("!!::!!")[1] for line in tables):
            layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
            digest = hashlib.sha256(",".join(layer.fields().names()).encode())
            for feature in layer.getFeatures():
                digest.update(str(feature.attributes()).encode())
                digest.update(bytes(feature.geometry().asWkb()))
            digests[f"{path.name}/{table}"] = digest.hexdigest()
    return digests


def _with_outputs(algorithm: Any, parameters: dict[str, Any], out: Path) -> dict[str, Any]:
    """Return parameters that write every output to a file of `out`."""
    endings = {"sink": "gpkg", "fileDestination": "html", "folderDestination": "folder"}
    outputs = {
        definition.name(): str(out / f"{definition.name().lower()}.{endings[definition.type()]}")
        for definition in algorithm.destinationParameterDefinitions()
        if definition.type() in endings
    }
    if algorithm.name() == "flowmaplayout":
        outputs["OUTPUT"] = str(out / "page.png")
    return {**outputs, **parameters}


JOBS = {
    "mutated": mutated_files,
    "random": random_runs,
    "disk": full_disk,
    "eight": eight_at_once,
    "removed": layers_removed,
    "busy": busy,
}


def main() -> None:
    """Start QGIS and do the rounds."""
    faulthandler.enable()
    folder, job = Path(sys.argv[1]), sys.argv[2]
    sys.path.insert(0, str(folder))
    from alliance.tests.hostile import rounds  # itself, as a part of the package
    from alliance.tests.hostile.start import start_qgis

    alive = start_qgis(folder)
    rounds.JOBS[job](folder, int(sys.argv[3]), int(sys.argv[4]))
    say(end=True)
    # Taking QGIS down under Python's own objects crashes now and then; all has been said.
    sys.stdout.flush()
    del alive
    os._exit(0)


if __name__ == "__main__":
    main()
