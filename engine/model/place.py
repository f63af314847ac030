"""Places on the page."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """A section of the page."""

    DO_NOW = "do_now"
    ALONGSIDE = "alongside"
    ASSESSMENT = "assessment"
    NOT_NOW = "not_now"
    BEWARE = "beware"
    EVIDENCE = "evidence"


TO_DO = (Place.DO_NOW, Place.ALONGSIDE)
"""The places of what somebody has to do."""


class Leads(StrEnum):
    """The ways in which a recommendation can be the next step.

    OTHERWISE is the next step only where nothing that leads by itself holds.
    """

    YES = "yes"
    OTHERWISE = "otherwise"
    NO = "no"
