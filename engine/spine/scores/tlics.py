"""The thoracolumbar injury classification and severity score (TLICS); display only.

For trauma. Its cervical sister, SLIC, gives a nerve root 1 point; here it has 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from engine.spine.scores.scale import Scale, Score, points_of


class Morphology(StrEnum):
    """Form of the injury; of several the worst, never their sum."""

    COMPRESSION = "compression"
    BURST = "burst"
    TRANSLATION_ROTATION = "translation_rotation"
    DISTRACTION = "distraction"


class Ligaments(StrEnum):
    """State of the posterior ligamentous complex."""

    INTACT = "intact"
    INDETERMINATE = "indeterminate"
    INJURED = "injured"


class Neurology(StrEnum):
    """Neurological state; complete and incomplete refer to cord and conus."""

    INTACT = "intact"
    NERVE_ROOT = "nerve_root"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    CAUDA_EQUINA = "cauda_equina"


_SCALE: Final = Scale(
    "TLICS", "2005", "K42", ((3, "non-operative"), (4, "either"), (10, "operative"))
)
_MORPHOLOGY: Final[Mapping[Morphology, int]] = {
    Morphology.COMPRESSION: 1,
    Morphology.BURST: 2,
    Morphology.TRANSLATION_ROTATION: 3,
    Morphology.DISTRACTION: 4,
}
_LIGAMENTS: Final[Mapping[Ligaments, int]] = {
    Ligaments.INTACT: 0,
    Ligaments.INDETERMINATE: 2,
    Ligaments.INJURED: 3,
}
_NEUROLOGY: Final[Mapping[Neurology, int]] = {
    Neurology.INTACT: 0,
    Neurology.NERVE_ROOT: 2,
    Neurology.COMPLETE: 2,
    Neurology.INCOMPLETE: 3,
    Neurology.CAUDA_EQUINA: 3,
}


def score(
    *, morphology: Morphology | None, ligaments: Ligaments | None, neurology: Neurology | None
) -> Score:
    """TLICS: up to 3 non-operative, 4 either, from 5 operative.

    Source: Vaccaro et al., Spine 2005;30:2325.

    Args:
        morphology: the worst form seen.
        ligaments: posterior ligaments; indeterminate is a finding on imaging, None is not known.
        neurology: state on examination.

    Raises:
        ValueError: when a choice is not legal.
    """
    return _SCALE.score(
        {
            "morphology": points_of(_MORPHOLOGY, morphology),
            "ligaments": points_of(_LIGAMENTS, ligaments),
            "neurology": points_of(_NEUROLOGY, neurology),
        }
    )
