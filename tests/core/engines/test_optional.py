"""Libraries that QGIS does not always bring: there, missing, or of the wrong age."""

from __future__ import annotations

import json

import pytest
from alliance.core.engines.optional import library
from alliance.core.errors import InputError


def test_a_library_that_is_there():
    assert library("json", "json") is json


def test_a_library_that_is_missing():
    with pytest.raises(InputError, match=r"needs .* rabbit\[all\], .* not installed"):
        library("rabbit_of_nobody", "rabbit[all]")


@pytest.mark.parametrize("fault", ["TypeError", "AttributeError", "ImportError", "OSError"])
def test_a_library_of_another_age(fault, tmp_path, monkeypatch):
    """An old Dask raises a TypeError as soon as a new Python imports it."""
    (tmp_path / f"old_{fault}.py").write_text(f"raise {fault}('made for\\nothers')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(InputError) as caught:
        library(f"old_{fault}", "old")
    assert "old is installed here but cannot be loaded (made for): install" in str(caught.value)
