"""What can go wrong, told to the user in one sentence: what is wrong, where, what to do."""

from __future__ import annotations


class AllianceError(Exception):
    """Any foreseen error. Its text is a whole sentence that a user can act on."""


class InputError(AllianceError):
    """A file, a layer, a column or a value cannot be used as it is."""


class SettingsError(AllianceError):
    """A parameter is out of its range or does not go with another one."""


class RecipeError(AllianceError):
    """A key of the recipe is unknown, missing, or has a value of the wrong kind."""


class Cancelled(AllianceError):
    """The user asked to stop."""
