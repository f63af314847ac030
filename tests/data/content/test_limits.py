"""Of equally urgent rules that give one recommendation, the page names the shortest limit."""

from __future__ import annotations

import pytest

from data.wording.advice_words import URGENCY
from engine.advice.decide import decide
from engine.diagram.compiler import Compiled
from engine.model.urgency import Urgency
from tests.support.cases import CASES, answers_of

ASCENDING = (
    "at once",
    "within 4 hours of request",
    "today",
    "the same day",
    "24 to 48 hours",
    "1 week",
    "about 2 weeks",
)
"""The limits in words, the shortest first."""


def length(within: str) -> int:
    """The place of a limit among all; a new one has to be given its place above."""
    return ASCENDING.index(within.removesuffix(" (tool convention)"))


def test_rules_stand_with_the_shorter_limit_first(compiled: Compiled) -> None:
    pathway = compiled.pathway
    limits: dict[tuple[str, str, Urgency], list[int]] = {}
    for rule in pathway.rules.values():
        if rule.within:
            urgency = rule.urgency or pathway.recommendations[rule.gives].urgency
            limits.setdefault((rule.section, rule.gives, urgency), []).append(length(rule.within))
    assert not [key for key, found in limits.items() if found != sorted(found)]


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({"cancer_history": "past"}, "1 week"),
        ({"cancer_history": "past", "fever": "yes"}, "24 to 48 hours (tool convention)"),
        (
            {"cancer_history": "past", "fever": "yes", "sepsis_signs": "yes"},
            "the same day (tool convention)",
        ),
    ],
)
def test_the_shortest_limit_is_named(
    compiled: Compiled, change: dict[str, str], limit: str
) -> None:
    answers = {**answers_of(compiled, CASES["V02"]), **change}
    advised = {item.code: item for item in decide(compiled, answers).recommended}
    assert advised["mri_spine_with_contrast"].within == limit


def test_no_heading_contradicts_a_limit_that_stands_under_it(compiled: Compiled) -> None:
    pathway = compiled.pathway
    longer = {
        urgency
        for rule in pathway.rules.values()
        if rule.within
        and length(rule.within) > length("the same day")
        and (urgency := rule.urgency or pathway.recommendations[rule.gives].urgency)
    }
    assert Urgency.URGENT in longer, "some urgent imaging has a week"
    for urgency in longer:
        heading = URGENCY[urgency]
        assert "same day" not in heading or "or as stated" in heading


def test_the_heading_of_the_next_step_is_whole_beside_the_details() -> None:
    narrowest = 110 * 9 // 19
    assert all(len(f"── NEXT STEP: {words} ") <= narrowest for words in URGENCY.values())
