"""The two scans that plugins.qgis.org runs, where one finding is enough to refuse an upload."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def scan(repository, module, *arguments):
    pytest.importorskip(module, reason="the developers' tools are not here: run `make setup`")
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=repository,
        capture_output=True,
        text=True,
    )
    assert run.stdout, run.stderr
    return json.loads(run.stdout)


def test_bandit_finds_nothing(repository, shipped):
    modules = [name for name in shipped if name.endswith(".py")]
    report = scan(repository, "bandit", "-q", "-f", "json", *modules)
    found = [
        f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"
        for one in report["results"]
    ]
    assert found == []
    assert report["errors"] == []
    assert report["metrics"]["_totals"]["nosec"] == 0


def test_detect_secrets_finds_nothing(repository, shipped):
    report = scan(repository, "detect_secrets", "scan", "--all-files", *shipped)
    found = [
        f"{name}:{one['line_number']} {one['type']}"
        for name, findings in report["results"].items()
        for one in findings
    ]
    assert found == []
