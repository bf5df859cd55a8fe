"""The pages made from the code: they are up to date, complete, and their examples run."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys

import pytest

pytest.importorskip("qgis.core", reason="there is no QGIS on this machine")

from qgis.core import QgsProcessingFeedback, QgsVectorLayer

LANGUAGES = ["en", "fr"]


@pytest.fixture(scope="module")
def make_help(repository):
    """The generator, `docs/make_help.py`."""
    path = repository / "docs" / "make_help.py"
    spec = importlib.util.spec_from_file_location("make_help", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_help"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, make_help, alliance_provider):
    """The pages of one language, as the code makes them now."""
    return make_help.pages(request.param)


@pytest.fixture(scope="module")
def algorithms(alliance_provider):
    """The algorithms of the provider by name."""
    return {algorithm.name(): algorithm for algorithm in alliance_provider.algorithms()}


def test_the_pages_are_those_that_the_code_makes(made, repository):
    stale = [
        path
        for path, text in made.items()
        if not (repository / "docs" / path).exists()
        or (repository / "docs" / path).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"


def test_no_page_is_left_of_an_algorithm_that_is_gone(made, make_help, repository):
    other = {re.sub("^(en|fr)/", prefix, path) for path in made for prefix in ("en/", "fr/")}
    assert make_help.stale(other) == []


def test_every_algorithm_has_a_page(made, algorithms):
    named = {path.rpartition("/")[2][:-3] for path in made if "/algorithms/" in path}
    assert named - {"README"} == set(algorithms)


def test_tables_are_whole(made):
    for path, text in made.items():
        for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(widths) == 1, (path, block[:200])


def test_nothing_of_the_markup_is_left(made):
    pages = {path: text for path, text in made.items() if path.endswith(".md")}
    for path, text in pages.items():
        prose = re.sub(r"```.*?```|`[^`]*`|<!--.*?-->", "", text, flags=re.DOTALL)
        assert not re.search(r"</?(b|i|p|br|code|small)\b|&\w+;", prose), path


def test_every_key_of_the_method_has_its_entry(made):
    from alliance.core import options

    page = next(text for path, text in made.items() if path.endswith("/keys.md"))
    for family in ("INTENSITIES", "RULES", "MARGINS", "NORMALISATIONS", "SYSTEM_METHODS", "SHAPES"):
        for key in getattr(options, family):
            assert f"### `{key}`" in page


# --- examples -------------------------------------------------------------------------------------


def test_an_example_names_parameters_of_its_algorithm(make_help, algorithms):
    for name, runs in make_help.EXAMPLES.items():
        known = {definition.name() for definition in algorithms[name].parameterDefinitions()}
        for run in runs:
            assert set(run) <= known, (name, set(run) - known)


def test_a_command_line_is_quoted_for_the_shell(make_help):
    run = {"UNITS": "a.gpkg|layername=b", "LINKS": ["x.gpkg", "y.gpkg"], "FLAG": False}
    line = make_help.command_line("alliance:x", run)
    assert "UNITS='a.gpkg|layername=b'" in line
    assert "LINKS=x.gpkg \\\n  LINKS=y.gpkg" in line
    assert "FLAG=false" in line


def test_the_examples_run_as_they_are_printed(
    make_help, algorithms, repository, tmp_path, monkeypatch
):
    """One after the other, in a copy of the exercise; layers have the fields of the page."""
    import processing

    folder = tmp_path / "exercise"
    shutil.copytree(repository / "resources" / "exercise", folder)
    monkeypatch.chdir(folder)
    for name, runs in make_help.EXAMPLES.items():
        for run in runs:
            outputs = processing.run("alliance:" + name, dict(run), feedback=Quiet())
            for output in make_help.written_layers(algorithms[name]):
                if output in run:
                    schema = make_help.schema_of(name, output)
                    expected = [field for field, _ in make_help.fields_of(schema)]
                    assert fields_of(outputs[output]) == expected, (name, output)


class Quiet(QgsProcessingFeedback):
    """A feedback that writes nothing."""

    def __init__(self):
        super().__init__(False)


def fields_of(written):
    """Return the fields of a layer that was written, those of each kind as `s_…` and `r_…`."""
    layer = QgsVectorLayer(str(written), "written", "ogr")
    assert layer.isValid(), written
    names = [field.name() for field in layer.fields() if field.name() != "fid"]
    general = [re.sub("^(s|r)_.+", r"\1_…", name) for name in names]
    return list(dict.fromkeys(general))
