"""Work that is done elsewhere, in a thread or on a server, while the user may cancel."""

from __future__ import annotations

import threading
from typing import Any, Callable

from ..progress import Progress

_EVERY_S = 0.1


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
    outcome: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 handed to the thread that waits
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_EVERY_S)
            progress(share())
    except BaseException:
        stop()
        thread.join()
        raise
    if failure:
        raise failure[0]
    return outcome[0]
