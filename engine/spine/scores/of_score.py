"""The OF score of an osteoporotic vertebral fracture (DGOU, AO Spine); display only.

Its two versions can differ in their result for the same patient: the version is always shown. Its
word surgical includes cement; it is a consensus and stands against the trials of cement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from engine.model.library import Score
from engine.spine.scores.scale import Scale, number, points_of

OFType: TypeAlias = Literal["1", "2", "3", "4", "5"]
"""1 oedema only; 2 one end plate, posterior wall under 1/5; 3 one end plate, posterior wall over
1/5; 4 both end plates, lost frame or pincer; 5 distraction or rotation."""


class Version(StrEnum):
    """Publications of the score."""

    ORIGINAL = "2018"
    AO_CARD = "AO Spine card"


class Health(StrEnum):
    """Health factors against an operation; each version counts some of these."""

    ASA_OVER_3 = "asa_over_3"
    ANTICOAGULATION = "anticoagulation"
    DEMENTIA = "dementia"
    BMI_UNDER_20 = "bmi_under_20"
    DEPENDENCY = "dependency"
    MFI_OVER_2 = "mfi_over_2"


_COUNTED: Final[Mapping[Version, frozenset[Health]]] = {
    Version.ORIGINAL: frozenset(Health) - {Health.MFI_OVER_2},
    Version.AO_CARD: frozenset({Health.ASA_OVER_3, Health.MFI_OVER_2, Health.ANTICOAGULATION}),
}
_SEVERE_PAIN_FROM: Final[Mapping[Version, int]] = {Version.ORIGINAL: 4, Version.AO_CARD: 5}

_BANDS: Final = ((5, "conservative"), (6, "either"), (16, "surgical"))
_SCALES: Final = {version: Scale("OF score", version, "K41", _BANDS) for version in Version}

_MORPHOLOGY: Final[Mapping[OFType, int]] = {"1": 2, "2": 4, "3": 6, "4": 8, "5": 10}
_DENSITY: Final = {True: 1, False: 0}
_FOR_OR_AGAINST: Final = {True: 1, False: -1}
_DEFICIT: Final = {True: 2, False: 0}
_MOBILE: Final = {True: -1, False: 1}

_UNKNOWN: Final = dict.fromkeys(
    ("bone_density", "progression", "pain", "deficit", "mobile", "health"), 0
)
"""Points of an unknown item. Without the OF type, which gives 2 at least, there is no score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The items of the score for one patient; None is unknown.

    Attributes:
        of_type: type of the fracture.
        t_score: lowest valid T-score, SD; counts below -3.
        hounsfield: density of the vertebral body on CT, HU; counts up to 90, AO card only.
        progression: whether the deformity has progressed.
        vas: pain under analgesia, 0 to 10; severe from 4 (2018) or 5 (AO card).
        deficit: whether there is a neurological deficit; on the AO card N2 to N4.
        mobile: whether the patient can be mobilised under analgesia.
        health: what is present; those that the version does not count are passed over. None when
            nobody has looked.
    """

    of_type: OFType | None
    t_score: float | None
    hounsfield: float | None
    progression: bool | None
    vas: float | None
    deficit: bool | None
    mobile: bool | None
    health: Collection[Health] | None


def score(version: Version, items: Items) -> Score:
    """The OF score: up to 5 conservative, 6 either, above 6 surgical.

    An unknown item counts 0 and is named as missing; without the OF type there is no total.

    Source: Schnake, Blattert et al., Global Spine J 2018;8(2S), and the AO Spine card.

    Args:
        version: which publication to follow.
        items: of the patient.

    Raises:
        ValueError: when a number is out of range or a choice is not legal.
    """
    version = Version(version)
    low_density = _low_density(version, items.t_score, items.hounsfield)
    return _SCALES[version].score(
        {
            "of_type": points_of(_MORPHOLOGY, items.of_type),
            "bone_density": points_of(_DENSITY, low_density),
            "progression": points_of(_FOR_OR_AGAINST, items.progression),
            "pain": points_of(_FOR_OR_AGAINST, _severe_pain(version, items.vas)),
            "deficit": points_of(_DEFICIT, items.deficit),
            "mobile": points_of(_MOBILE, items.mobile),
            "health": _health_points(version, items.health),
        },
        _UNKNOWN,
    )


def _low_density(version: Version, t_score: float | None, hounsfield: float | None) -> bool | None:
    t_score, hounsfield = number(t_score, -8, 8), number(hounsfield, -1024, 3071)
    signs = [] if t_score is None else [t_score < -3]
    if version is Version.AO_CARD and hounsfield is not None:
        signs.append(hounsfield <= 90)
    return any(signs) if signs else None


def _severe_pain(version: Version, vas: float | None) -> bool | None:
    vas = number(vas, 0, 10)
    return None if vas is None else vas >= _SEVERE_PAIN_FROM[version]


def _health_points(version: Version, health: Collection[Health] | None) -> int | None:
    if health is None:
        return None
    return -min(2, len(_COUNTED[version] & set(map(Health, health))))
