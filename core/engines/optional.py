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
        It is not installed, or cannot be loaded.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(
            translate(
                "Alliance",
                "This engine needs the Python library {library}, which is not installed here: "
                "install it as the page “Large data” of the guide says, or choose the engine "
                "“pandas”."
            ).format(library=name)
        ) from error
    except Exception as error:  # a version made for another Python or pandas may raise anything
        raise InputError(
            translate(
                "Alliance",
                "The Python library {library} is installed here but cannot be loaded ({reason}): "
                "install a version of it for this Python and pandas, or choose the engine “pandas”."
            ).format(library=name, reason=str(error).strip().split("\n")[0])
        ) from error
