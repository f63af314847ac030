"""The spinal instability neoplastic score (SINS), for tumours only; display only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from engine.spine.scores.scale import Scale, Score, points_of


class Location(StrEnum):
    """Junctional: occiput-C2, C7-T2, T11-L1, L5-S1. Mobile: C3-C6, L2-L4.

    Semirigid: T3-T10. Rigid: S2-S5.
    """

    JUNCTIONAL = "junctional"
    MOBILE = "mobile"
    SEMIRIGID = "semirigid"
    RIGID = "rigid"


class Pain(StrEnum):
    """Mechanical pain is worse with load or movement and better lying."""

    MECHANICAL = "mechanical"
    OCCASIONAL_NOT_MECHANICAL = "occasional_not_mechanical"
    NONE = "none"


class Lesion(StrEnum):
    """What the tumour does to bone."""

    LYTIC = "lytic"
    MIXED = "mixed"
    BLASTIC = "blastic"


class Alignment(StrEnum):
    """Subluxation includes translation; a new deformity is kyphosis or scoliosis."""

    SUBLUXATION = "subluxation"
    NEW_DEFORMITY = "new_deformity"
    NORMAL = "normal"


class Collapse(StrEnum):
    """Loss of height; without any, whether more than half of the body is involved."""

    OVER_50 = "over_50"
    UNDER_50 = "under_50"
    NONE_BODY_OVER_50 = "none_body_over_50"
    NONE = "none"


class Posterolateral(StrEnum):
    """Involvement of the posterolateral elements."""

    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"
    NONE = "none"


_SCALE: Final = Scale(
    "SINS", "2010", "K44", ((6, "stable"), (12, "potentially unstable"), (18, "unstable"))
)
_LOCATION: Final[Mapping[Location, int]] = {
    Location.JUNCTIONAL: 3,
    Location.MOBILE: 2,
    Location.SEMIRIGID: 1,
    Location.RIGID: 0,
}
_PAIN: Final[Mapping[Pain, int]] = {
    Pain.MECHANICAL: 3,
    Pain.OCCASIONAL_NOT_MECHANICAL: 1,
    Pain.NONE: 0,
}
_LESION: Final[Mapping[Lesion, int]] = {
    Lesion.LYTIC: 2,
    Lesion.MIXED: 1,
    Lesion.BLASTIC: 0,
}
_ALIGNMENT: Final[Mapping[Alignment, int]] = {
    Alignment.SUBLUXATION: 4,
    Alignment.NEW_DEFORMITY: 2,
    Alignment.NORMAL: 0,
}
_COLLAPSE: Final[Mapping[Collapse, int]] = {
    Collapse.OVER_50: 3,
    Collapse.UNDER_50: 2,
    Collapse.NONE_BODY_OVER_50: 1,
    Collapse.NONE: 0,
}
_POSTEROLATERAL: Final[Mapping[Posterolateral, int]] = {
    Posterolateral.BILATERAL: 3,
    Posterolateral.UNILATERAL: 1,
    Posterolateral.NONE: 0,
}


def score(
    *,
    location: Location | None,
    pain: Pain | None,
    lesion: Lesion | None,
    alignment: Alignment | None,
    collapse: Collapse | None,
    posterolateral: Posterolateral | None,
) -> Score:
    """SINS: up to 6 stable, 7 to 12 potentially unstable, from 13 unstable.

    From 7 its authors advise surgical consultation. On a collapse of exactly 50 % they are silent.

    Source: Fisher et al., Spine 2010; Fourney et al., J Clin Oncol 2011;29:3072.

    Args:
        location: region of the spine.
        pain: kind of pain.
        lesion: kind of bone lesion.
        alignment: alignment on the film.
        collapse: collapse of the vertebral body.
        posterolateral: involved posterolateral elements.

    Raises:
        ValueError: when a choice is not legal.
    """
    return _SCALE.score(
        {
            "location": points_of(_LOCATION, location),
            "pain": points_of(_PAIN, pain),
            "lesion": points_of(_LESION, lesion),
            "alignment": points_of(_ALIGNMENT, alignment),
            "collapse": points_of(_COLLAPSE, collapse),
            "posterolateral": points_of(_POSTEROLATERAL, posterolateral),
        }
    )
