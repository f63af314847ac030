"""The related questions of the article: what their pages say beside the codes."""

from __future__ import annotations

import pytest

from engine.advice.decide import decide
from engine.diagram.compiler import Compiled
from tests.support.cases import CASES, answers_of


def remarks(compiled: Compiled, case: str) -> set[str]:
    """The remarks on the page of a case."""
    return {remark.key for remark in decide(compiled, answers_of(compiled, CASES[case])).remarks}


@pytest.mark.parametrize(
    ("case", "said", "not_said"),
    [
        ("V27", "why_treat", "low_bone_mass"),
        ("R06", "fracture_makes_the_diagnosis", "why_treat"),
        ("V28", "low_bone_mass", "why_treat"),
        ("V31", "no_operation_pointed_to", "operation_pointed_to"),
        ("R07", "operation_pointed_to", "no_operation_pointed_to"),
    ],
)
def test_a_related_question_is_answered_on_its_page(
    compiled: Compiled, case: str, said: str, not_said: str
) -> None:
    found = remarks(compiled, case)
    assert said in found
    assert not_said not in found


def test_the_justification_stands_in_order(compiled: Compiled) -> None:
    says = compiled.pathway.remarks["why_treat"].says
    places = [says.index(reason) for reason in ("fracture", "T-score of -2.5", "menopause")]
    assert places == sorted(places)
