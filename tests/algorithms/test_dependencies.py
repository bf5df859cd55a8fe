"""A QGIS without pandas or networkx shows the provider, and says what to install."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alliance.algorithms import dependencies
from alliance.algorithms.dependencies import installation_advice, missing_libraries
from alliance.tests.algorithms.assertions import assert_is_sentence

# A fresh QGIS where some libraries cannot be imported, as on a plain build of OSGeo4W.
BARE_QGIS = """
import importlib.util, sys
sys.modules.update(dict.fromkeys({blocked!r}))
sys.path[:0] = ["/usr/share/qgis/python", "/usr/share/qgis/python/plugins"]
spec = importlib.util.spec_from_file_location(
    "alliance", {root!r} + "/__init__.py", submodule_search_locations=[{root!r}]
)
package = importlib.util.module_from_spec(spec)
sys.modules["alliance"] = package
spec.loader.exec_module(package)

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

application = QgsApplication([], False)
application.initQgis()
from alliance.alliance_plugin import AlliancePlugin

plugin = AlliancePlugin(None)
plugin.initProcessing()
algorithms = QgsApplication.processingRegistry().providerById("alliance").algorithms()
print(len(algorithms))
for algorithm in algorithms:
    algorithm.shortHelpString(), algorithm.tags(), algorithm.parameterDefinitions()
    can, why = algorithm.canExecute()
    print(can, why)
try:
    algorithms[0].create().processAlgorithm({{}}, QgsProcessingContext(), QgsProcessingFeedback())
except Exception as error:
    print(type(error).__name__, error)
plugin.unload()
application.exitQgis()
"""


@pytest.mark.parametrize("blocked", [["pandas"], ["networkx"], ["pandas", "networkx"]])
def test_a_qgis_without_the_libraries_says_what_to_install(repository, blocked):
    script = BARE_QGIS.format(blocked=blocked, root=str(repository))
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    count, *algorithms, last = run.stdout.splitlines()
    assert int(count) == len(algorithms) >= 5
    advice = installation_advice(blocked)
    assert set(algorithms) == {f"False {advice}"}
    assert last == f"QgsProcessingException {advice}"


def test_nothing_is_missing_here():
    assert missing_libraries() == []


def test_a_blocked_library_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    assert missing_libraries() == ["networkx"]


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("linux", "sudo apt install python3-pandas python3-networkx"),
        ("win32", "OSGeo4W"),
        ("darwin", "pip install --user pandas networkx"),
    ],
)
def test_the_advice_fits_the_system(monkeypatch, platform, words):
    monkeypatch.setattr(dependencies.sys, "platform", platform)
    advice = installation_advice(["pandas", "networkx"])
    assert_is_sentence(advice)
    assert "This QGIS lacks pandas, networkx" in advice
    assert words in advice
    assert "restart QGIS" in advice
