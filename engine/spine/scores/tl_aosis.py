"""The thoracolumbar AO Spine injury score (TL AOSIS); display only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from engine.spine.scores.scale import Scale, Score, points_of


class Injury(StrEnum):
    """Type of the injury.

    A0 process; A1 one end plate, A2 split or pincer, both with an intact posterior wall; A3
    incomplete and A4 complete burst; B1 bony and B2 posterior tension band; B3 anterior,
    hyperextension; C displacement.
    """

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    C = "C"


class Neurology(StrEnum):
    """N0 intact; N1 transient; N2 root; N3 incomplete cord, any cauda equina; N4 complete.

    NX is unknown: it has points of its own.
    """

    N0 = "N0"
    N1 = "N1"
    N2 = "N2"
    N3 = "N3"
    N4 = "N4"
    NX = "NX"


class Modifier(StrEnum):
    """M1 indeterminate posterior ligaments; M2 of the patient, as an ankylosed spine."""

    M1 = "M1"
    M2 = "M2"


_SCALE: Final = Scale(
    "TL AOSIS", "2016", "K43", ((3, "non-operative"), (5, "either"), (13, "surgery"))
)
_INJURY: Final[Mapping[Injury, int]] = {
    Injury.A0: 0,
    Injury.A1: 1,
    Injury.A2: 2,
    Injury.A3: 3,
    Injury.A4: 5,
    Injury.B1: 5,
    Injury.B2: 6,
    Injury.B3: 7,
    Injury.C: 8,
}
_NEUROLOGY: Final[Mapping[Neurology, int]] = {
    Neurology.N0: 0,
    Neurology.N1: 1,
    Neurology.N2: 2,
    Neurology.N3: 4,
    Neurology.N4: 4,
}
_UNKNOWN: Final = {"neurology": 3}
_MODIFIERS: Final[Mapping[Modifier, int]] = {Modifier.M1: 1, Modifier.M2: 0}


def score(
    *,
    injury: Injury | None,
    neurology: Neurology | None,
    modifiers: Collection[Modifier] | None,
) -> Score:
    """TL AOSIS: up to 3 non-operative, 4 or 5 either, above 5 surgery.

    Source: Kepler et al., Global Spine J 2016;6:329; limits Vaccaro et al., Eur Spine J 2016.

    Args:
        injury: type of the injury.
        neurology: state on examination; None counts as NX, 3 points, and both are named missing.
        modifiers: those that apply, each counted once; None when not known.

    Raises:
        ValueError: when a choice is not legal.
    """
    known = None if neurology == Neurology.NX else neurology
    return _SCALE.score(
        {
            "injury": points_of(_INJURY, injury),
            "neurology": points_of(_NEUROLOGY, known),
            "modifiers": _modifier_points(modifiers),
        },
        _UNKNOWN,
    )


def _modifier_points(modifiers: Collection[Modifier] | None) -> int | None:
    if modifiers is None:
        return None
    return sum(_MODIFIERS[modifier] for modifier in set(map(Modifier, modifiers)))
