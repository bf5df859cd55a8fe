"""A Dask cluster for the tests: processes of their own, which stop however the tests end.

Started in the process of the tests, it would share their threads and locks with the clients that
the tests make fail.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_LONGEST_STOP_S = 10
_CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def running_cluster() -> Iterator[tuple[str, int]]:
    """Start two workers and their scheduler; give its address, and the process of all."""
    pytest.importorskip("distributed", reason="Dask is not here: run `make setup`")
    with subprocess.Popen(
        [sys.executable, "-c", _CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as cluster:
        try:
            address = cluster.stdout.readline().strip()
            assert address, "the Dask cluster of the tests did not start"
            yield address, cluster.pid
        finally:
            cluster.stdin.close()
            try:
                cluster.wait(_LONGEST_STOP_S)
            except subprocess.TimeoutExpired:
                cluster.kill()
