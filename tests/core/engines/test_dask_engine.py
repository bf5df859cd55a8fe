"""What the user is told when the work of a cluster fails there."""

from __future__ import annotations

import gc
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


def test_nothing_dead_is_collected_while_dask_starts_or_ends():
    """A dead client takes the lock that a starting one holds, and whoever collects it waits."""
    collecting = []

    class Client:
        def __init__(self, *_, **__):
            collecting.append(gc.isenabled())

        def close(self, timeout):
            collecting.append(gc.isenabled())

    with dask_engine._client(SimpleNamespace(Client=Client), "tcp://x:1"):
        assert gc.isenabled()
    assert collecting == [False, False]
    assert gc.isenabled()


def test_the_collector_works_again_after_a_failure():
    def refuse(*_, **__):
        raise OSError("nobody")

    client = dask_engine._client(SimpleNamespace(Client=refuse), "tcp://x:1")
    with pytest.raises(InputError, match="No Dask scheduler answers"), client:
        pass
    assert gc.isenabled()
