"""Derived findings from MRI and what replaces it, level by level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.facts import Facts
from engine.spine.derivations.film_and_ct import deformed_levels, graded_levels
from engine.spine.derivations.inputs import NO, YES, both, either, negation, yes_no
from engine.spine.derivations.readings import (
    MRI,
    any_sign,
    distinct,
    film_levels,
    levels_with,
    mri_levels,
    read,
    sign,
)

_SLIPS: Final = {
    "none": "none",
    "grade_1": "small",
    "non_significant": "small",
    "present_ungraded": "not_graded",
    "grade_2": "large",
    "grade_3_to_5": "large",
    "significant": "large",
}


def mri_read(facts: Facts) -> Value:
    """Return whether a level of an MRI is entered; without one nothing is known of its result."""
    readings = read(facts, MRI)
    return UNKNOWN if readings is None else yes_no(bool(readings))


def acuity(facts: Facts) -> Value:
    """The age of the fracture, judged level by level by oedema, not by the calendar.

    `acute_one` and `acute_several` are acute or unhealed fractures; `healed` means that no
    fractured level has oedema (dossier Appendix A step 9). Unknown: nothing dates it yet.
    """
    if facts.choice("mri_done") == YES:
        return _acuity_on_mri(facts)
    alternatives = {
        facts.choice("spect_uptake_at_level"),
        facts.choice("dual_energy_ct_oedema_at_level"),
    }
    if YES in alternatives:
        return "acute_one" if graded_levels(facts) else "indeterminate"
    return "indeterminate" if NO in alternatives else UNKNOWN


def _acuity_on_mri(facts: Facts) -> Value:
    with_stir, readings = facts.choice("mri_stir_included"), mri_levels(facts)
    if with_stir != YES or not readings:
        return "indeterminate" if with_stir == NO else UNKNOWN
    ages = _level_ages(facts, readings)
    acute = sum(age == "acute" for age in ages.values())
    if acute:
        return "acute_one" if acute == 1 else "acute_several"
    if deformed_levels(facts) - ages.keys() or UNKNOWN in ages.values():
        return UNKNOWN
    return "indeterminate" if "indeterminate" in ages.values() else "healed"


def _level_ages(facts: Facts, readings: Iterable[LevelReading]) -> dict[str, str]:
    graded, filled = graded_levels(facts), levels_with(film_levels(facts), "cemented")
    return {str(at["level"]): _level_acuity(at, graded, filled) for at in readings}


def _level_acuity(reading: LevelReading, graded: frozenset[str], filled: frozenset[str]) -> str:
    stir, line = sign(reading, "stir"), sign(reading, "fracture_line")
    if stir != "hyper":
        return "healed" if stir == "normal" else UNKNOWN
    if str(reading["level"]) in filled:  # oedema beside cement lasts for months (AM08)
        return "indeterminate"
    if line == YES or str(reading["level"]) in graded or sign(reading, "of_type") != UNKNOWN:
        return "acute"
    return "indeterminate" if line == NO else UNKNOWN


def fracture_count(facts: Facts) -> Value:
    """The number of fractured vertebrae: as entered or by levels, whichever is more (A08).

    A level counts where its deformity has a known degree, where it is acute, or where the MRI
    shows a fracture line. A level of unstated degree does not count. Unknown where nothing counts.
    """
    entered, readings = facts.number("vertebral_fracture_count"), mri_levels(facts) or ()
    dated = facts.choice("mri_stir_included") == YES
    ages = _level_ages(facts, readings if dated else ())
    acute = {level for level, age in ages.items() if age == "acute"}
    found = distinct(graded_levels(facts) | levels_with(readings, "fracture_line") | acute)
    return max(len(found), entered or 0) if found or entered is not None else UNKNOWN


def fracture_line(facts: Facts) -> Value:
    """Return whether the MRI shows a fracture line at any level."""
    return any_sign(mri_levels(facts), "fracture_line")


def mri_cleft(facts: Facts) -> Value:
    """Return whether the MRI shows an intravertebral cleft at any level."""
    return any_sign(mri_levels(facts), "intravertebral_cleft")


def mri_retropulsion(facts: Facts) -> Value:
    """Return whether the MRI shows a retropulsed fragment at any level."""
    return any_sign(mri_levels(facts), "retropulsed_fragment")


def mri_infection(facts: Facts) -> Value:
    """Return whether the MRI shows a sign of infection at any level.

    An eroded end plate counts together with a bright disc only: alone it also fits a plain
    osteoporotic end-plate fracture (dossier 4.11).
    """
    readings = mri_levels(facts)
    return either(*map(_infected, readings)) if readings else UNKNOWN


def _infected(reading: LevelReading) -> str:
    disc_and_plate = both(sign(reading, "endplate_erosion"), sign(reading, "disc_hyper"))
    collections = ("epidural_collection", "paraspinal_infiltration")
    return either(disc_and_plate, *(sign(reading, name) for name in collections))


def endplate_eroded(facts: Facts) -> Value:
    """Say whether the MRI shows an eroded end plate at any level, whatever the disc looks like."""
    return any_sign(mri_levels(facts), "endplate_erosion")


def mri_malignancy(facts: Facts) -> Value:
    """Return whether the MRI shows a major sign of malignancy at any level (dossier 4.11)."""
    readings = mri_levels(facts)
    return either(*map(_malignant, readings)) if readings else UNKNOWN


def _malignant(reading: LevelReading) -> str:
    pattern = sign(reading, "t1_pattern")
    low = pattern if pattern == UNKNOWN else yes_no(pattern == "diffuse_low")
    replaced = both(low, negation(sign(reading, "spared_marrow")))
    masses = ("epidural_mass", "paraspinal_mass", "pedicle_marrow", "posterior_convex")
    return either(replaced, *(sign(reading, name) for name in masses))


def ligaments(facts: Facts) -> Value:
    """The posterior ligaments on MRI, the worst of all levels."""
    readings = mri_levels(facts)
    states = {sign(reading, "plc") for reading in readings or ()}
    for worst in ("disrupted", UNKNOWN, "indeterminate"):
        if worst in states:
            return worst
    return "intact" if states else UNKNOWN


def spondylolisthesis(facts: Facts) -> Value:
    """The larger slip of a vertebra on film and on an MRI that was done (AM08).

    From Meyerding's grade 2 it is large, a convention of this program.
    """
    names = ["xray_spondylolisthesis"]
    if facts.choice("mri_done") == YES:
        names.append("mri_spondylolisthesis")
    sizes = [_SLIPS.get(facts.choice(name), UNKNOWN) for name in names]
    known = [size for size in sizes if size != UNKNOWN]
    return max(known, key=("none", "small", "not_graded", "large").index, default=UNKNOWN)


def of_class(facts: Facts) -> Value:
    """The worst OF type on MRI over all levels, as far as it changes anything.

    Source of the types: Schnake, Blattert et al., Global Spine J 2018;8(2S).
    """
    types = [sign(reading, "of_type") for reading in mri_levels(facts) or ()]
    for worst in ("5", "4"):
        if worst in types:
            return worst
    return "1-3" if types and UNKNOWN not in types else UNKNOWN
