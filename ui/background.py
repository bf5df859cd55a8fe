"""Work that does not hold the window: jobs of the panel, in tasks of QGIS."""

from __future__ import annotations

import traceback
from typing import Any, Callable

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask
from qgis.PyQt.QtCore import QTimer

from ..core.errors import AllianceError, Cancelled
from ..core.messages import translate
from ..core.progress import Progress

Work = Callable[[Progress], Any]


class Job(QgsTask):
    """A function of the method in a worker thread; its outcome comes back in the main one.

    Attributes
    ----------
    result : object
        What the function returned.
    problem : str
        A sentence, where it failed.
    """

    def __init__(self, description: str, work: Work, done: Callable[[Job], None]) -> None:
        super().__init__(description, QgsTask.Flag.CanCancel)
        self.result: Any = None
        self.problem = ""
        self._work = work
        self._done = done

    def run(self) -> bool:
        try:
            self.result = self._work(self._advance)
        except Cancelled:
            return False
        except AllianceError as error:
            self.problem = str(error)
            return False
        except Exception as error:  # noqa: BLE001 (a thread that dies would say nothing)
            self.problem = unforeseen(error)
            return False
        return True

    def finished(self, succeeded: bool) -> None:
        if not self.isCanceled() or self.problem:
            self._done(self)

    def _advance(self, done: float) -> None:
        if self.isCanceled():
            raise Cancelled(translate("Alliance", "Cancelled."))
        self.setProgress(100.0 * done)


# Jobs under way, those that were given up too: a task whose Python half is gone cannot run.
_ALIVE: set[Job] = set()


class Jobs:
    """The jobs of one page, one a purpose: starting a new one gives up the one before.

    A job that was given up may still run for a while; what it brings is dropped.
    """

    def __init__(self) -> None:
        self._running: dict[str, Job] = {}

    def start(self, purpose: str, description: str, work: Work, done: Callable[[Job], None]) -> Job:
        """Run `work` in a thread, then `done` with the finished job, unless it is given up."""
        self.give_up(purpose)

        def finish(job: Job) -> None:
            if self._running.get(purpose) is job:
                del self._running[purpose]
                done(job)

        job = Job(description, work, finish)
        self._running[purpose] = job
        _ALIVE.add(job)
        job.taskCompleted.connect(lambda: _release(job))
        job.taskTerminated.connect(lambda: _release(job))
        QgsApplication.taskManager().addTask(job)
        return job

    def give_up(self, purpose: str = "") -> None:
        """Give up the job of a purpose, all of them without one."""
        for name in [purpose] if purpose else list(self._running):
            job = self._running.pop(name, None)
            if job is not None:
                job.cancel()

    def is_running(self, purpose: str) -> bool:
        """Tell whether a job has not brought its result yet."""
        return purpose in self._running


def _release(job: Job) -> None:
    # QGIS is still inside the task that says so.
    QTimer.singleShot(0, lambda: _ALIVE.discard(job))


def unforeseen(error: Exception) -> str:
    """Log an error that nobody foresaw and return the sentence that the user reads."""
    QgsMessageLog.logMessage(
        "".join(traceback.format_exception(type(error), error, error.__traceback__)),
        "Alliance",
        Qgis.MessageLevel.Critical,
    )
    return translate(
        "Alliance",
        "The panel met an error that was not foreseen ({error}). The details are in the log "
        "messages panel, page “Alliance”."
    ).format(error=type(error).__name__)
