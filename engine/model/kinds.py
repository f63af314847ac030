"""Kinds of findings: what form a value has."""

from enum import StrEnum


class Kind(StrEnum):
    """The form of a finding's value."""

    CHOICE = "choice"
    INTEGER = "integer"
    NUMBER = "number"
    SEVERAL = "several"
    LEVELS = "levels"

    @property
    def single(self) -> bool:
        """Return whether there is one value, which the cell of a table can test."""
        return self not in (Kind.SEVERAL, Kind.LEVELS)

    @property
    def numeric(self) -> bool:
        """Return whether the value is a number."""
        return self in (Kind.INTEGER, Kind.NUMBER)

    @property
    def whole(self) -> bool:
        """Return whether the value is a whole number."""
        return self is Kind.INTEGER
