"""Alliance: interurban systems from flows, beside institutional perimeters, in QGIS."""

from __future__ import annotations


def classFactory(iface):  # noqa: N802 (the name that QGIS calls)
    """Return the plugin; QGIS is imported only here, so that the method runs without it."""
    from .alliance_plugin import AlliancePlugin

    return AlliancePlugin(iface)
