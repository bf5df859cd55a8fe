"""What the user is told when the work of a cluster fails there."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from alliance.core.engines import dask_engine
from alliance.core.errors import InputError
from alliance.core.progress import silent

distributed = pytest.importorskip("distributed", reason="Dask is not here: run `make setup`")


def failed(failure, status="error"):
    """Return what is told of work that ends with `failure`."""

    def result(timeout):
        raise failure

    work = SimpleNamespace(done=lambda: True, status=status, result=result)
    client = SimpleNamespace(compute=lambda collection: work)
    with pytest.raises(InputError) as caught:
        dask_engine._Cluster(distributed, client, "tcp://x:1", "t.csv").result(None, silent)
    return str(caught.value)


@pytest.mark.parametrize(
    "failure", [distributed.KilledWorker("sum", None, 3), MemoryError()], ids=["killed", "memory"]
)
def test_workers_without_memory(failure):
    sentence = failed(failure)
    assert "“tcp://x:1” have not enough memory for “t.csv”" in sentence
    assert "nothing was written" in sentence


def test_a_result_that_never_comes():
    """Before Python 3.11 the timeout of Dask is not Python's own."""
    assert "stopped answering" in failed(distributed.TimeoutError())


def test_a_scheduler_that_forgot_the_work():
    assert "stopped answering" in failed(None, status="cancelled")


def test_a_file_that_workers_cannot_read():
    sentence = failed(FileNotFoundError("No such file: t.csv"))
    assert "could not read “t.csv” (No such file: t.csv)" in sentence
