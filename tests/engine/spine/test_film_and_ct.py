"""Derivations from film and CT, level by level."""

from __future__ import annotations

import pytest

from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.facts import Facts
from engine.spine.derivations import FUNCTIONS
from engine.spine.derivations.film_and_ct import deformed_levels

LIMITS = {"genant_mild_from": 20.0, "genant_moderate_from": 25.0, "genant_moderate_to": 40.0}


def at(level: str = "T12", **fields: str | float) -> LevelReading:
    return {"level": level, **fields}


def facts(*film: LevelReading) -> Facts:
    return Facts({"xray_levels": film}, LIMITS)


def derived(function: str, *film: LevelReading) -> Value:
    return FUNCTIONS[function](facts(*film))


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        ((), "none"),
        ((at(),), "not_stated"),
        ((at(genant="not_stated"),), "not_stated"),
        ((at(genant="not_stated", height_loss_pct=30.0),), "moderate"),
        ((at(genant="0"),), "none"),
        ((at(genant="0.5"),), "borderline"),
        ((at(genant="1"),), "mild"),
        ((at(genant="2"),), "moderate"),
        ((at(genant="3"),), "severe"),
        ((at(height_loss_pct=19.9),), "none"),
        ((at(height_loss_pct=20.0),), "mild"),
        ((at(height_loss_pct=24.9),), "mild"),
        ((at(height_loss_pct=25.0),), "moderate"),
        ((at(height_loss_pct=40.0),), "moderate"),
        ((at(height_loss_pct=40.1),), "severe"),
        ((at(height_loss_pct=25),), "moderate"),
        # Of the grade and the loss of height the larger counts.
        ((at(genant="1", height_loss_pct=30.0),), "moderate"),
        ((at(genant="3", height_loss_pct=30.0),), "severe"),
        ((at(genant="0", height_loss_pct=19.0),), "none"),
        ((at(genant="1"), at("L1", genant="2"), at("L2", genant="0")), "moderate"),
        # A level without a grade is deformed to a degree that is not stated, apart from grade 0.
        ((at(genant="1"), at("L1")), "mild"),
        ((at(genant="0.5"), at("L1")), "not_stated"),
        ((at(genant="0"), at("L1")), "not_stated"),
    ],
)
def test_the_worst_grade(film: tuple[LevelReading, ...], expected: str) -> None:
    assert derived("film_grade", *film) == expected


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        ((), "none"),
        ((at(genant="1"), at("L1", height_loss_pct=5.0)), "none"),
        ((at(), at("L1", genant="2")), "one"),
        ((at(), at("L1", genant="not_stated")), "several"),
        ((at(), at("L1"), at("L2"), at("L3")), "several"),
    ],
)
def test_levels_of_unstated_degree(film: tuple[LevelReading, ...], expected: str) -> None:
    assert derived("ungraded_levels", *film) == expected


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        ((), "no"),
        ((at(genant="1"),), "no"),
        ((at(height_loss_pct=30.0),), "no"),
        ((at(genant="1", height_loss_pct=20.0),), "no"),
        ((at(genant="1", height_loss_pct=25.0),), "yes"),
        ((at(genant="0.5", height_loss_pct=10.0),), "no"),
        ((at(genant="0.5", height_loss_pct=20.0),), "yes"),
        ((at(genant="0", height_loss_pct=10.0),), "no"),
        ((at(genant="1", height_loss_pct=10.0),), "yes"),
        ((at(genant="1", height_loss_pct=20.0), at("L1", genant="3", height_loss_pct=5.0)), "yes"),
    ],
)
def test_a_grade_that_does_not_fit(film: tuple[LevelReading, ...], expected: str) -> None:
    assert derived("genant_mismatch", *film) == expected


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        ((), "no"),
        ((at("T12", genant="3"),), "no"),
        ((at("L1", genant="1"),), "yes"),
        ((at("L1", genant="0.5"),), "no"),
        ((at("L1", genant="0"),), "no"),
        ((at("L1"),), "yes"),
        ((at("L1", genant="0"), at("L2")), "yes"),
        ((at("L1", genant="0"), at("T12")), "no"),
        ((at("L1", genant="0", cemented="yes"),), "yes"),
        ((at("L1", genant="0", cemented="no"), at("T12", genant="0", cemented="yes")), "no"),
    ],
)
def test_a_deformed_lumbar_level(film: tuple[LevelReading, ...], expected: str) -> None:
    assert derived("lumbar_deformity", *film) == expected


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ((), UNKNOWN),
        (("new",), "new"),
        (("uncertain", "new"), "new"),
        (("old", "uncertain"), UNKNOWN),
        (("unchanged",), "seen_before"),
        (("unchanged", "seen_before"), "seen_before"),
        (("seen_before", "old"), "old"),
    ],
)
def test_the_reported_age(ages: tuple[str, ...], expected: str) -> None:
    film = [at(f"T{n + 1}", reported_age=age) for n, age in enumerate(ages)]
    assert derived("reported_age", *film) == expected


@pytest.mark.parametrize(("cement", "expected"), [("yes", "yes"), ("no", "no")])
def test_a_level_with_cement(cement: str, expected: str) -> None:
    assert (
        derived("cemented_level", at("T12", cemented="no"), at("L1", cemented=cement)) == expected
    )
    assert derived("cemented_level", at("T12", cemented="no"), at("L1")) == UNKNOWN


@pytest.mark.parametrize(
    ("film", "mri", "done", "expected"),
    [
        ("TU", "T12", "yes", "no"),
        ("TU", "T12", "no", "yes"),
        ("T12", "TU", "yes", "yes"),
        ("T12", "TU", "no", "no"),
    ],
)
def test_a_level_without_a_number(film: str, mri: str, done: str, expected: str) -> None:
    answers: dict[str, Value] = {
        "xray_levels": (at(film),),
        "mri_levels": (at(mri),),
        "mri_done": done,
    }
    assert FUNCTIONS["level_not_numbered"](Facts(answers, LIMITS)) == expected
    assert FUNCTIONS["level_not_numbered"](Facts({"mri_done": done}, LIMITS)) == UNKNOWN


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        ((), "no"),
        ((at(retropulsion="no"),), "no"),
        ((at(retropulsion="no"), at("L1", retropulsion="yes")), "yes"),
        ((at(retropulsion="no"), at("L1")), UNKNOWN),
    ],
)
def test_retropulsion_at_any_level(film: tuple[LevelReading, ...], expected: str) -> None:
    assert derived("film_retropulsion", *film) == expected


@pytest.mark.parametrize(
    "function", ["film_grade", "genant_mismatch", "lumbar_deformity", "film_retropulsion"]
)
def test_a_film_that_nobody_read_says_nothing(function: str) -> None:
    assert FUNCTIONS[function](Facts({}, LIMITS)) == UNKNOWN
    assert FUNCTIONS[function](Facts({"xray_levels": UNKNOWN}, LIMITS)) == UNKNOWN


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, UNKNOWN),
        ({"xray_levels": ()}, UNKNOWN),
        ({"xray_levels": (at("L1"),)}, "no"),
        ({"xray_levels": (at("L1"), at("T11"))}, "yes"),
        ({"mri_levels": (at("T11"),)}, "yes"),
        ({"xray_levels": (at("L1"),), "mri_levels": (at("L2"),)}, "no"),
        ({"xray_levels": (at("L1"),), "mri_levels": (at("T2"),)}, "yes"),
    ],
)
def test_a_thoracic_level(answers: dict[str, Value], expected: str) -> None:
    assert FUNCTIONS["thoracic_level"](Facts(answers, LIMITS)) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, UNKNOWN),
        ({"xray_levels": ()}, "no"),
        ({"xray_levels": (at("T6", genant="1"),)}, "yes"),
        ({"xray_levels": (at("T7", genant="1"),)}, "no"),
        ({"xray_levels": (at("T6", genant="0.5"),)}, "no"),
        ({"xray_levels": (at("T6"), at("L1", genant="0.5"))}, "yes"),
        ({"xray_levels": (at("T6"), at("L1", genant="1"))}, "no"),
        ({"xray_levels": (at("TU"),)}, "yes"),
        ({"xray_levels": (at("T9"), at("TU"))}, "no"),
        ({"xray_levels": (at("T2"), at("TU"))}, "yes"),
        ({"xray_levels": (at("L1"), at("TU"))}, "no"),
        ({"mri_done": "yes", "mri_levels": (at("T1", fracture_line="yes"),)}, "yes"),
        ({"mri_done": "no", "mri_levels": (at("T1", fracture_line="yes"),)}, UNKNOWN),
        (
            {
                "xray_levels": (at("T2"),),
                "mri_done": "yes",
                "mri_levels": (at("T9", fracture_line="yes"),),
            },
            "no",
        ),
    ],
)
def test_a_deformity_of_the_upper_thoracic_spine_alone(
    answers: dict[str, Value], expected: str
) -> None:
    assert FUNCTIONS["upper_thoracic_only"](Facts(answers, LIMITS)) == expected


def test_a_level_is_deformed_to_any_degree_that_is_not_borderline() -> None:
    film = facts(at("T12", genant="2"), at("L1", genant="0.5"), at("L2"))
    assert deformed_levels(film) == {"T12", "L2"}
    assert deformed_levels(Facts({}, LIMITS)) == frozenset()
