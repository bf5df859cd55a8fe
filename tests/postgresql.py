"""A PostgreSQL of its own for the tests, made in a folder of theirs and stopped by them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def _as_owner(*command):
    """PostgreSQL refuses to run as root: the user that Debian made for it runs it then."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else [*command]


def _run(*command):
    subprocess.run(
        _as_owner(*map(str, command)),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        cwd="/",
    )


class Server:
    """A server that answers on a socket only."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._program = BINARIES[-1] / "pg_ctl"
        self.dsn = f"host={folder} port=54329 dbname=postgres user=postgres"
        self.folder = folder

    def start(self) -> None:
        _run(
            BINARIES[-1] / "initdb", "-D", self._data, "-U", "postgres", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )
        options = f"-k {self.folder} -p 54329 -c listen_addresses= -c fsync=off"
        _run(
            self._program, "-D", self._data, "-w", "-o", options,
            "-l", self.folder / "log", "start",
        )

    def stop(self) -> None:
        _run(self._program, "-D", self._data, "-m", "immediate", "-w", "stop")

    def copy(self, table: str, rows) -> None:
        """Fill a table with the lines of a csv without header."""
        import psycopg2

        connection = psycopg2.connect(self.dsn)
        with connection, connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT csv)", rows)
        connection.close()

    def require_password(self, user: str) -> None:
        """Let a user in with a password only."""
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"local all {user} scram-sha-256\n" + rules.read_text())
        _run(self._program, "-D", self._data, "reload")

    def processes(self) -> list[int]:
        """The server and all that works for it."""
        main = int((self._data / "postmaster.pid").read_text().split()[0])
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(main)], capture_output=True, text=True
        )
        return [main, *map(int, found.stdout.split())]


@contextmanager
def running_server():
    """Yield a server; skip where Debian's PostgreSQL is not installed."""
    pytest.importorskip("psycopg2", reason="psycopg2 is not here: run `make setup`")
    if not BINARIES or not (BINARIES[-1] / "initdb").exists():
        pytest.skip("PostgreSQL is not installed: run `make setup`")
    # The path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="alliance-pg-", dir="/tmp"))
    server = Server(folder)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
