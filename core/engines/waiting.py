"""Work that is done elsewhere, in a thread or on a server, while the user may cancel."""

from __future__ import annotations

import threading
import time
from typing import Any, Callable

from ..progress import Progress

_EVERY_S = 0.1


class _Work:
    """A call in a thread of its own, which does not keep the program from ending."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._outcome: Any = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._work()
        except BaseException as error:  # noqa: BLE001 handed to the thread that waits
            self._failure = error

    def is_done(self) -> bool:
        """Wait for a moment, then tell whether the call has ended."""
        self._thread.join(_EVERY_S)
        return not self._thread.is_alive()

    def end(self) -> None:
        """Wait until the call has ended."""
        self._thread.join()

    def result(self) -> Any:
        """Return what the call returned, or raise what it raised."""
        if self._failure is not None:
            raise self._failure
        return self._outcome


def watched(
    work: Callable[[], Any],
    *,
    stop: Callable[[], None],
    share: Callable[[], float],
    progress: Progress,
) -> Any:
    """Run `work` in a thread and return its result.

    Parameters
    ----------
    stop : callable
        Makes `work` end soon; called when `progress` raises, which is how the user cancels.
    share : callable
        Returns the share done.
    """
    running = _Work(work)
    try:
        while not running.is_done():
            progress(share())
    except BaseException:
        stop()
        running.end()
        raise
    return running.result()


def answered(work: Callable[[], Any], within: float) -> Any:
    """Return the result of a call to a server that may never answer.

    Raises
    ------
    TimeoutError
        No answer came within so many seconds; the call is left to itself.
    """
    running = _Work(work)
    end = time.monotonic() + within
    while not running.is_done():
        if time.monotonic() > end:
            raise TimeoutError
    return running.result()
