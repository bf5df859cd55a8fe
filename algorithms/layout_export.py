"""A layout to files: one pdf, or one picture a page, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsFeedback, QgsLayoutExporter, QgsLayoutRenderContext, QgsPrintLayout

from ..core.errors import Cancelled, InputError, SettingsError
from ..core.messages import translate
from ..core.progress import Progress
from .layout_items import round_bars
from .publishing import Staging

PDF, PNG = ".pdf", ".png"
DPI = 300.0
_RESULT = QgsLayoutExporter.ExportResult


def check_ending(path: Path) -> None:
    """Raise unless a path ends with a format that can be written."""
    if path.suffix.lower() not in (PDF, PNG):
        raise SettingsError(
            translate(
                "Alliance", "“{path}” cannot be written as a layout: give a name in .pdf or .png."
            ).format(path=path)
        )


def export(layout: QgsPrintLayout, path: Path, progress: Progress, feedback: Any) -> list[Path]:
    """Write every page of a layout.

    Parameters
    ----------
    path : Path
        A ``.pdf`` holds all pages; an atlas as ``.png`` makes one file a page, numbered after
        the name asked for.
    feedback : QgsFeedback
        Asked between pages whether to stop.

    Returns
    -------
    list of Path
        The files, in the order of the pages.

    Raises
    ------
    Cancelled
        The user stopped; nothing is written.
    InputError
        A file cannot be written; what was there before is left as it was.
    """
    with Staging(path.parent) as staging, round_bars(layout):
        target = staging.folder / path.name
        if path.suffix.lower() == PDF:
            _export_pdf(layout, target, progress, feedback)
        else:
            _export_pictures(layout, target, progress)
        names = sorted(made.name for made in staging.folder.iterdir())
        progress(1.0)
        staging.publish()
    return [path.parent / name for name in names]


def _export_pdf(layout: QgsPrintLayout, target: Path, progress: Progress, feedback: Any) -> None:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = DPI
    # Small text in a picture would blur in the compression of photographs.
    settings.flags |= QgsLayoutRenderContext.Flag.FlagLosslessImageRendering
    pages = layout.atlas()
    if not pages.enabled():
        progress(0.1)
        _check(QgsLayoutExporter(layout).exportToPdf(str(target), settings), target)
        return
    inner = QgsFeedback()

    def advance(percent: float) -> None:
        feedback.setProgress(percent)
        if feedback.isCanceled():
            inner.cancel()

    inner.progressChanged.connect(advance)
    told = QgsLayoutExporter.exportToPdf(pages, str(target), settings, inner)
    if feedback.isCanceled():
        raise Cancelled(translate("Alliance", "Cancelled."))
    _check(told[0], target)


def _export_pictures(layout: QgsPrintLayout, target: Path, progress: Progress) -> None:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    pages = layout.atlas()
    if not pages.enabled():
        progress(0.1)
        _check(QgsLayoutExporter(layout).exportToImage(str(target), settings), target)
        return
    pages.beginRender()
    try:
        count = pages.count()
        digits = len(str(count))
        for number in range(count):
            progress(number / count)
            pages.seekTo(number)
            file = target.with_name(f"{target.stem}_{number + 1:0{digits}d}{target.suffix}")
            _check(QgsLayoutExporter(layout).exportToImage(str(file), settings), file)
    finally:
        pages.endRender()


def _check(result: Any, target: Path) -> None:
    if result == _RESULT.Success and target.exists():
        return
    raise InputError(
        translate(
            "Alliance",
            "The layout “{name}” could not be written: the disk may be full, or the page too large "
            "for the memory. What was there before is left as it was."
        ).format(name=target.name)
    )
