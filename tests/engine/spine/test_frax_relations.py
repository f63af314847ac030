"""FRAX figures that cannot be right beside each other, or beside the age."""

from __future__ import annotations

import pytest

from engine.advice.decide import decide
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.spine.safety.rules.bone_health import INDICATED_BY_RISK


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({"frax_major_pct": 5.0, "frax_hip_pct": 20.0}, {"X16"}),
        ({"frax_major_pct": 20.0, "frax_hip_pct": 5.0}, set()),
        ({"frax_major_pct": 20.0, "age_years": 97}, {"X17"}),
        ({"frax_hip_pct": 5.0, "age_years": 39}, {"X17"}),
        ({"frax_hip_pct": 5.0, "age_years": 40}, set()),
        ({"frax_major_pct": 20.0, "age_years": 90}, set()),
        ({"frax_major_pct": 0.35, "frax_hip_pct": 0.06}, {"X18"}),
        ({"frax_major_pct": 1.0}, set()),
        ({"age_years": 97}, set()),
    ],
)
def test_figures_that_do_not_fit_contradict(
    compiled: Compiled, answers: Answers, keys: set[str]
) -> None:
    assert {item.key for item in decide(compiled, answers).conflicts} == keys


@pytest.mark.parametrize(
    ("figures", "indicated"),
    [
        ({"frax_major_pct": 25.0}, True),
        ({"frax_hip_pct": 4.0}, True),
        ({"frax_major_pct": 25.0, "frax_hip_pct": 4.0}, True),
        ({"frax_major_pct": 3.0, "frax_hip_pct": 4.0}, False),
        ({"frax_major_pct": 25.0, "age_years": 91}, False),
        ({"frax_major_pct": 0.25}, False),
    ],
)
def test_only_figures_that_fit_indicate_a_drug(
    compiled: Compiled, figures: Answers, indicated: bool
) -> None:
    patient: Answers = {"age_years": 70, **figures}
    facts = derive(compiled.pathway, patient)
    holds = compiled.diagram.value(
        compiled.functions.conditions["indicated_by_risk"], point(compiled, facts)
    )
    assert bool(holds) is indicated
    assert INDICATED_BY_RISK(patient) is indicated
