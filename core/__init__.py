"""The method: flows, links, cumulation, systems and perimeters, without QGIS or Qt."""
