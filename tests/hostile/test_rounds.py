"""Damaged files and odd parameters: a right result or a clear sentence, and nothing left behind."""

from __future__ import annotations

import subprocess

import pytest
from alliance.tests.hostile.jobs import count


@pytest.mark.parametrize(
    ("job", "rounds", "seconds"),
    [
        pytest.param("mutated", 60, 200, id="damaged files"),
        pytest.param("random", 42, 300, id="odd layers and parameters"),
    ],
)
def test_no_round_ends_badly(tmp_path, times, tell, request, job, rounds, seconds):
    verdict = count(tmp_path, job, 0, rounds * times, seconds * times)
    tell(request.node.callspec.id, verdict)
    assert verdict.crash == ""
    assert verdict.faults == []
    assert sum(verdict.outcomes.values()) == rounds * times
    assert verdict.outcomes["done"] > 0
    assert verdict.outcomes["sentence"] > 0


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB, where the rights of this run allow it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        made = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no `mount` here to make a small disk")
    if made.returncode:
        pytest.skip(f"a small disk cannot be made here: {made.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.usefixtures("small_disk")
def test_a_disk_that_fills_up_holds_whole_outputs_or_none(tmp_path, times, tell):
    verdict = count(tmp_path, "disk", 0, 13 * times, 200 * times)
    tell("full disk", verdict)
    assert verdict.crash == ""
    assert verdict.faults == []
    assert verdict.outcomes["sentence"] > 0


def test_eight_algorithms_at_once_give_what_each_gives_alone(tmp_path, times, tell):
    verdict = count(tmp_path, "eight", 0, times, 200 * times)
    tell("eight algorithms at once", verdict)
    assert verdict.crash == ""
    assert verdict.faults == []
    assert verdict.outcomes["done"] == times


def test_layers_may_go_while_they_are_read(tmp_path, times, tell):
    verdict = count(tmp_path, "removed", 0, 11 * times, 200 * times)
    tell("layers removed in use", verdict)
    assert verdict.crash == ""
    assert verdict.faults == []
    assert sum(verdict.outcomes.values()) == 11 * times
