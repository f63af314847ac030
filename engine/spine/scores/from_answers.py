"""The published scores, computed from a patient's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, get_args

from engine.model.answers import UNKNOWN, LevelReading
from engine.model.facts import Facts
from engine.model.library import Score
from engine.spine.derivations.readings import MRI, film_levels, read
from engine.spine.scores import genant, of_score, rand_signs

_YES_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}


def scores(facts: Facts) -> tuple[Score, ...]:
    """The scores that answers and derived findings allow.

    Args:
        facts: with the thresholds that say what counts as progression.
    """
    readings = film_levels(facts) or ()
    of_type = _of_type(facts)
    return (
        *(
            replace(_genant(reading), about=str(reading["level"]))
            for reading in readings
            if "height_loss_pct" in reading
        ),
        *(_of_score(version, of_type, facts) for version in of_score.Version if of_type),
        rand_signs.score(_signs(facts)),
    )


def _genant(reading: LevelReading) -> Score:
    loss = reading["height_loss_pct"]
    return genant.score(loss if isinstance(loss, int | float) else None)


def _of_score(version: of_score.Version, of_type: of_score.OFType, facts: Facts) -> Score:
    items = of_score.Items(
        of_type=of_type,
        t_score=facts.number("lowest_t_score"),
        hounsfield=None,
        progression=_progression(facts),
        vas=facts.number("pain_nrs"),
        deficit=_deficit(facts),
        mobile={"independent": True, "with_aid": True, "no": False}.get(
            facts.choice("can_mobilise")
        ),
        health=[of_score.Health.ANTICOAGULATION]
        if facts.choice("anticoagulant") == "yes"
        else None,
    )
    return of_score.score(version, items)


def _of_type(facts: Facts) -> of_score.OFType | None:
    """The worst OF type that the MRI readings name."""
    named = {str(reading.get("of_type")) for reading in read(facts, MRI) or ()}
    found: tuple[of_score.OFType, ...] = get_args(of_score.OFType)
    return max((kind for kind in found if kind in named), default=None)


def _progression(facts: Facts) -> bool | None:
    """Return whether the deformity has progressed by the pathway's own limits (dossier 4.13.10)."""
    limits = (
        ("follow_up_height_loss_change_pct", "collapse_progress"),
        ("follow_up_kyphosis_change_deg", "kyphosis_progress"),
    )
    signs = [
        change >= facts.thresholds[limit]
        for key, limit in limits
        if (change := facts.number(key)) is not None
    ]
    return any(signs) if signs else None


def _deficit(facts: Facts) -> bool | None:
    states = [facts.choice(key) for key in ("motor_deficit", "sensory_deficit")]
    if any(state in ("new", "old_stable") for state in states):
        return True
    return None if UNKNOWN in states else False


def _signs(facts: Facts) -> dict[rand_signs.Sign, bool | None]:
    """Those of the ten signs that some finding answers."""
    limitation = facts.choice("adl_limitation")
    fractures = facts.number("vertebral_fracture_count")
    return {
        rand_signs.Sign.DAILY_LIVING_SEVERELY_LIMITED: None
        if limitation == UNKNOWN
        else limitation == "severe",
        rand_signs.Sign.RECENT_LOW_VELOCITY_TRAUMA: {"low_energy": True, "none": False}.get(
            facts.choice("mechanism")
        ),
        rand_signs.Sign.PREVIOUS_VERTEBRAL_FRACTURE: None if fractures is None else fractures > 0,
        rand_signs.Sign.CHRONIC_STEROIDS: {"ge3mo": True, "lt3mo": False, "none": False}.get(
            facts.choice("steroid_use")
        ),
        rand_signs.Sign.SPINOUS_PROCESS_TENDERNESS: _YES_NO.get(
            facts.choice("focal_tenderness_matches_level")
        ),
    }
