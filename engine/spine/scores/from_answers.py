"""Which answers of a patient feed which published score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.pathway import Pathway
from engine.spine.scores import genant, of, rand
from engine.spine.scores.scale import Score

_YES_NO: Final[Mapping[Value, bool]] = {"yes": True, "no": False}


def scores(pathway: Pathway, facts: Mapping[str, Value]) -> tuple[tuple[str, Score], ...]:
    """The scores with what they are about, from answers and derived findings.

    Args:
        pathway: its thresholds say what counts as progression.
        facts: as in `Advice.facts`; a finding that is missing is unknown.
    """
    levels = facts.get("xray_levels")
    readings = levels if isinstance(levels, tuple) else ()
    return (
        *((str(r["level"]), _genant(r)) for r in readings if "height_loss_pct" in r),
        *(("", _of_score(version, pathway, facts)) for version in of.Version if _of_type(facts)),
        ("", rand.score(_signs(facts))),
    )


def _genant(reading: LevelReading) -> Score:
    loss = reading["height_loss_pct"]
    return genant.score(loss if isinstance(loss, int | float) else None)


def _of_score(version: of.Version, pathway: Pathway, facts: Mapping[str, Value]) -> Score:
    return of.score(
        version,
        of_type=_of_type(facts),
        t_score=_number(facts, "lowest_t_score"),
        hounsfield=None,
        progression=_progression(pathway, facts),
        vas=_number(facts, "pain_nrs"),
        deficit=_deficit(facts),
        mobile={"independent": True, "with_aid": True, "no": False}.get(
            str(facts.get("can_mobilise"))
        ),
        health=[of.Health.ANTICOAGULATION] if facts.get("anticoagulant") == "yes" else None,
    )


def _of_type(facts: Mapping[str, Value]) -> of.OFType | None:
    """The worst OF type that the MRI readings name."""
    levels = facts.get("mri_levels")
    named = {str(r.get("of_type")) for r in levels} if isinstance(levels, tuple) else set()
    found: tuple[of.OFType, ...] = get_args(of.OFType)
    return max((kind for kind in found if kind in named), default=None)


def _progression(pathway: Pathway, facts: Mapping[str, Value]) -> bool | None:
    """Whether the deformity has progressed by the pathway's own limits (dossier 4.13.10)."""
    limits = (
        ("follow_up_height_loss_change_pct", "collapse_progress"),
        ("follow_up_kyphosis_change_deg", "kyphosis_progress"),
    )
    signs = [
        change >= pathway.thresholds[limit].value
        for key, limit in limits
        if (change := _number(facts, key)) is not None
    ]
    return any(signs) if signs else None


def _deficit(facts: Mapping[str, Value]) -> bool | None:
    states = [facts.get(key, UNKNOWN) for key in ("motor_deficit", "sensory_deficit")]
    if any(state in ("new", "old_stable") for state in states):
        return True
    return None if UNKNOWN in states else False


def _signs(facts: Mapping[str, Value]) -> dict[rand.Sign, bool | None]:
    """Those of the ten signs that some finding answers."""
    limitation = facts.get("adl_limitation")
    return {
        rand.Sign.DAILY_LIVING_SEVERELY_LIMITED: None
        if limitation is None
        else limitation == "severe",
        rand.Sign.RECENT_LOW_VELOCITY_TRAUMA: {"low_energy": True, "none": False}.get(
            str(facts.get("mechanism"))
        ),
        rand.Sign.PREVIOUS_VERTEBRAL_FRACTURE: _positive(facts, "vertebral_fracture_count"),
        rand.Sign.CHRONIC_STEROIDS: {"ge3mo": True, "lt3mo": False, "none": False}.get(
            str(facts.get("steroid_use"))
        ),
        rand.Sign.SPINOUS_PROCESS_TENDERNESS: _YES_NO.get(
            facts.get("focal_tenderness_matches_level", UNKNOWN)
        ),
    }


def _positive(facts: Mapping[str, Value], key: str) -> bool | None:
    number = _number(facts, key)
    return None if number is None else number > 0


def _number(facts: Mapping[str, Value], key: str) -> float | None:
    value = facts.get(key)
    return float(value) if isinstance(value, int | float) else None
