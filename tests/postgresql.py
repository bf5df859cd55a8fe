"""A PostgreSQL of its own for the tests, made in a folder of theirs and stopped by them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
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
        self.dsn = f"host={folder} port=54329 dbname=postgres user=postgres"
        self.folder = folder

    def start(self) -> None:
        """Make the server and wait until it answers. It dies with the tests, however these end."""
        _run(
            BINARIES[-1] / "initdb", "-D", self._data, "-U", "postgres", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )
        owner = ["--reuid=postgres", "--regid=postgres", "--init-groups"]
        command = ["setpriv", *(owner if os.geteuid() == 0 else []), "--pdeathsig=INT"]
        options = ["-k", self.folder, "-p", "54329", "-c", "listen_addresses=", "-c", "fsync=off"]
        with (self.folder / "log").open("w") as log:
            self._process = subprocess.Popen(
                [*command, BINARIES[-1] / "postgres", "-D", self._data, *options],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd="/",
            )
        ready = [BINARIES[-1] / "pg_isready", "-q", "-h", self.folder, "-p", "54329"]
        while self._process.poll() is None and subprocess.run(ready).returncode:
            time.sleep(0.1)
        if self._process.poll() is not None:
            raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop at once: nothing is to be kept."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

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
        self._process.send_signal(signal.SIGHUP)

    def processes(self) -> list[int]:
        """The server and all that works for it."""
        main = self._process.pid
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
