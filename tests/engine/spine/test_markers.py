"""The course of CRP and ESR, case by case."""

from __future__ import annotations

import pytest

from engine.model.answers import UNKNOWN, Value
from engine.model.facts import Facts
from engine.spine.derivations import FUNCTIONS

LIMITS = {"crp_raised": 10.0, "crp_high": 30.0}


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        (20, UNKNOWN, UNKNOWN),
        (UNKNOWN, 10, "normal"),
        (5, 10, "normal"),
        (UNKNOWN, 31, "high"),
        (50, 31, "high"),
        (UNKNOWN, 11, UNKNOWN),
        (20, 11, "falling"),
        (20, 20, "steady"),
        (20, 30, "steady"),
    ],
)
def test_the_course_of_crp(first: Value, again: Value, expected: str) -> None:
    given = Facts({"crp": first, "crp_repeat": again}, LIMITS)
    assert FUNCTIONS["crp_course"](given) == expected


@pytest.mark.parametrize(
    ("first", "again", "sex", "expected"),
    [
        (50, UNKNOWN, "male", UNKNOWN),
        (UNKNOWN, 40, "male", "normal"),
        (UNKNOWN, 41, "male", UNKNOWN),
        (50, 41, "male", "steady"),
        (50, 50, "male", "steady"),
        (50, 51, "male", "rising"),
        (50, 45, "female", "normal"),
        (50, 46, "female", "steady"),
        (50, 40, UNKNOWN, UNKNOWN),
    ],
)
def test_the_course_of_esr(first: Value, again: Value, sex: str, expected: str) -> None:
    answers: dict[str, Value] = {"esr": first, "esr_repeat": again, "sex": sex}
    assert FUNCTIONS["esr_course"](Facts({**answers, "age_years": 80}, LIMITS)) == expected
    assert FUNCTIONS["esr_course"](Facts(answers, LIMITS)) == UNKNOWN
