"""Answers that cannot both be right, and withhold nothing of their own."""

from __future__ import annotations

import pytest

from engine.advice.decide import decide
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({"nsaid_risk": "no", "anticoagulant": "yes"}, {"X20"}),
        ({"nsaid_risk": "yes", "anticoagulant": "yes"}, set()),
        ({"anticoagulant": "yes"}, set()),
        ({"nsaid_risk": "no", "anticoagulant": "no"}, set()),
    ],
)
def test_no_reason_against_an_nsaid_fits_no_anticoagulant(
    compiled: Compiled, answers: Answers, keys: set[str]
) -> None:
    advice = decide(compiled, {"back_pain": "present", **answers})
    assert {item.key for item in advice.conflicts} == keys
    assert ("nsaid_avoid" in advice.codes) == (
        answers != {"nsaid_risk": "no", "anticoagulant": "no"}
    )
