"""Vertebra by vertebra: what film, CT and MRI say of each level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.model.answers import UNKNOWN, Answers, LevelReading
from engine.spine.safety.conditions import Condition, is_in, yes

_FILM = ("xray_levels",)
_MRI = ("mri_levels",)

MRI_DONE = yes("mri_done")
"""There is an MRI; without one, whatever stands under MRI is not read (X04)."""

MRI_READ = MRI_DONE & Condition(lambda answers: any(True for _ in scans(answers)))
"""Some level of an MRI is entered; without one its result is not known."""

MRI_DENIED = ~MRI_DONE & Condition(lambda answers: any(True for _ in _readings(answers, _MRI)))
"""Levels of an MRI are entered that nobody says was done (X04)."""

MRI_UNREAD = MRI_DONE & ~MRI_READ
"""An MRI is said to be done, and nothing of it is entered."""

_FILM_READ = Condition(lambda answers: any(isinstance(answers.get(key), tuple) for key in _FILM))

CT_READ = yes("ct_done") & _FILM_READ
"""A CT is done, and the levels of film and CT are entered."""

STIR_READ = MRI_DONE & yes("mri_stir_included")
"""The MRI can date a fracture."""

UPTAKE = yes("spect_uptake_at_level", "dual_energy_ct_oedema_at_level")
"""An alternative to MRI shows activity at the level."""


def films(answers: Answers) -> Iterator[LevelReading]:
    """The levels that a film or CT describes."""
    return _readings(answers, _FILM)


def scans(answers: Answers) -> Iterator[LevelReading]:
    """The levels that the MRI describes; none where no MRI was done."""
    return _readings(answers, _MRI) if MRI_DONE(answers) else iter(())


def on_film(field: str, *values: str) -> Condition:
    """Some level of the film reads so."""
    return Condition(lambda answers: any(map(says(field, *values), films(answers))))


def on_mri(field: str, *values: str) -> Condition:
    """Some level of the MRI reads so."""
    return some_scan(says(field, *values))


def some_scan(satisfies: Callable[[LevelReading], bool]) -> Condition:
    """Some level of the MRI satisfies this."""
    return Condition(lambda answers: any(map(satisfies, scans(answers))))


def every_scan(satisfies: Callable[[LevelReading], bool]) -> Condition:
    """The MRI describes a level, and every one satisfies this."""

    def holds(answers: Answers) -> bool:
        found = list(scans(answers))
        return bool(found) and all(satisfies(at) for at in found)

    return Condition(holds)


def grade(reading: LevelReading) -> float:
    """Genant's grade of a level, the larger of what is stated and what is measured (X12)."""
    return max(stated_grade(reading) or 0.0, measured_grade(reading) or 0.0)


def stated_grade(reading: LevelReading) -> float | None:
    """Genant's grade as reported."""
    stated = reading.get("genant", UNKNOWN)
    return None if stated in (UNKNOWN, "not_stated") else float(stated)


def measured_grade(reading: LevelReading) -> float | None:
    """Genant's grade by loss of height."""
    loss = reading.get("height_loss_pct")
    if not isinstance(loss, int | float):
        return None
    return 3.0 if loss > 40 else 2.0 if loss >= 25 else 1.0 if loss >= 20 else 0.0


def deformed(answers: Answers, least: float = 1.0) -> set[str]:
    """The levels whose film shows at least this grade; grade 1 where none is stated (A08)."""
    named = _levels(films(answers), lambda at: grade(at) >= least)
    return named | (ungraded(answers) if least <= 1 else set())


def graded(answers: Answers) -> set[str]:
    """The levels deformed to a known degree."""
    return deformed(answers) - ungraded(answers)


def ungraded(answers: Answers) -> set[str]:
    """The levels named as deformed with neither a grade nor a loss of height."""
    return _levels(films(answers), lambda at: stated_grade(at) is measured_grade(at) is None)


def lined(answers: Answers) -> set[str]:
    """The levels with a fracture line on the MRI."""
    return _levels(scans(answers), says("fracture_line", "yes"))


def fractures(answers: Answers) -> int:
    """The number of levels fractured to a known degree, acute, or with a line on MRI."""
    broken = graded(answers) | lined(answers) | acute(answers)
    regions = {level for level in broken if level in ("TU", "LU")}
    told = {level[0] for level in broken - regions}
    return len(broken - regions) + sum(region[0] not in told for region in regions)


def cemented(answers: Answers) -> set[str]:
    """The levels that hold cement; oedema there proves no fresh fracture (AM08)."""
    return _levels(films(answers), says("cemented", "yes"))


def acute(answers: Answers) -> set[str]:
    """The levels that the MRI proves fractured and unhealed: oedema with fracture morphology."""
    if not STIR_READ(answers):
        return set()
    swollen = _levels(scans(answers), says("stir", "hyper"))
    return swollen & (graded(answers) | _shaped(answers)) - cemented(answers)


def says(field: str, *values: str) -> Callable[[LevelReading], bool]:
    """A reading of one level."""
    return lambda at: at.get(field) in values


def tumour_free(reading: LevelReading) -> bool:
    """Every sign of a tumour at this level was looked for, and none is there."""
    masses = ("posterior_convex", "pedicle_marrow", "epidural_mass", "paraspinal_mass")
    marrow = says("t1_pattern", "normal", "band_low")(reading) or says("spared_marrow", "yes")(
        reading
    )
    return marrow and all(says(mass, "no")(reading) for mass in masses)


def _healed(answers: Answers) -> bool:
    """Every level that film or MRI shows fractured is on the MRI, and each without oedema."""
    found = _levels(scans(answers), lambda _: True)
    broken = deformed(answers) | _shaped(answers)
    still = found == _levels(scans(answers), says("stir", "normal"))
    return STIR_READ(answers) and bool(broken) and broken <= found and still


def _readings(answers: Answers, keys: Iterable[str]) -> Iterator[LevelReading]:
    for value in map(answers.get, keys):
        yield from value if isinstance(value, tuple) else ()


def _levels(
    readings: Iterable[LevelReading], satisfying: Callable[[LevelReading], bool]
) -> set[str]:
    return {str(at["level"]) for at in readings if satisfying(at)}


def _shaped(answers: Answers) -> set[str]:
    """The levels that the MRI shows fractured, with a line or an OF type."""
    return lined(answers) | _levels(
        scans(answers), lambda at: at.get("of_type", UNKNOWN) != UNKNOWN
    )


def _thoracic(answers: Answers) -> bool:
    """A thoracic level is affected, beyond the doubt of a borderline grade."""
    return any(level.startswith("T") for level in deformed(answers) | _shaped(answers))


def _upper_only(answers: Answers) -> bool:
    """Deformed or broken levels are known, and none is known to lie below T6."""
    broken = deformed(answers) | lined(answers)
    return bool(broken) and broken <= {"T1", "T2", "T3", "T4", "T5", "T6", "TU"}


UPPER_ONLY = Condition(_upper_only)
"""The spine is deformed or broken, and nowhere that is known to lie below T6."""

THORACIC = Condition(_thoracic)
"""An affected level is thoracic."""

DEFORMED = Condition(lambda answers: bool(deformed(answers)))
"""A level is deformed on film or CT."""

STRAIGHT = _FILM_READ & ~Condition(lambda answers: bool(deformed(answers, 0.5)))
"""The levels of film or CT are entered, and none is deformed, not even perhaps."""

LUMBAR_DEFORMED = Condition(
    lambda answers: any(at.startswith("L") for at in deformed(answers) | cemented(answers))
)
"""A lumbar level is deformed on film or CT, or holds cement."""

CEMENTED = Condition(lambda answers: bool(cemented(answers)))
"""Some level holds cement."""

NOT_NUMBERED = Condition(
    lambda answers: any(
        str(at["level"]).endswith("U")
        for at in (scans(answers) if MRI_DONE(answers) else films(answers))
    )
)
"""The MRI, or the film without one, names a level by its region only."""

NEW_ON_FILM = on_film("reported_age", "new")
"""The film report calls a level new since earlier images."""

ACUTE = Condition(lambda answers: bool(acute(answers)))
"""The MRI proves an unhealed fracture."""

SEVERAL_ACUTE = Condition(lambda answers: len(acute(answers)) >= 2)
"""The MRI proves unhealed fractures at two levels or more."""

HEALED = Condition(_healed)
"""The MRI shows every fractured level without oedema."""

SEVERAL_FRACTURES = Condition(lambda answers: fractures(answers) >= 2)
"""Two levels or more are fractured."""

ONLY_UNGRADED = Condition(lambda answers: bool(ungraded(answers)) and not graded(answers))
"""No deformed level has a stated degree."""

SEVERAL_UNGRADED = Condition(lambda answers: len(ungraded(answers)) >= 2)
"""Two levels or more are deformed to a degree that nobody states."""

CONFIRMED = (
    ACUTE
    | on_mri("fracture_line", "yes")
    | Condition(lambda answers: bool(deformed(answers, least=2.0)))
    | DEFORMED & (is_in("prior_imaging", "available_was_normal") | yes("ct_done"))
    | DEFORMED & NEW_ON_FILM
    | Condition(lambda answers: bool(graded(answers))) & UPTAKE & ~MRI_DONE
)
"""The deformity is a fracture and not only probably one (Appendix A, step 10)."""
