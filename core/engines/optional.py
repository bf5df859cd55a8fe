"""Libraries that QGIS does not always bring, and what to say where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import InputError
from ..messages import translate


def library(module: str, name: str) -> Any:
    """Return an optional module.

    Parameters
    ----------
    module : str
        What is imported (`dask.dataframe`).
    name : str
        What is installed (`dask[distributed]`).

    Raises
    ------
    InputError
        It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            translate(
                "Alliance",
                "This engine needs the Python library {library}, which is not installed here: "
                "install it as the page “Large data” of the guide says, or choose the engine "
                "“pandas”."
            ).format(library=name)
        ) from error
