"""The Processing provider: the method's doors in QGIS."""
