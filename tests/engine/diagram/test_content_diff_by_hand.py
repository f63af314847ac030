"""Two versions of a small pathway side by side, counted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from engine.diagram.content_diff import AdviceChange, IncomparableError, pair, shifts
from engine.model.kinds import Kind
from engine.model.pathway import Pathway
from engine.model.urgency import Urgency
from tests.support.small_pathway import FINDINGS, SMALL, choice, finding, row

Counts = Mapping[tuple[str, str, AdviceChange], Fraction]

NOT_NUMB = Fraction(2, 3)
"""Of a yes, a no and an unknown: there the main section speaks."""


def changed(kind: str, key: str, **parts: Any) -> Pathway:
    items = getattr(SMALL, kind)
    return _with(kind, {**items, key: replace(items[key], **parts)})


def without(kind: str, key: str) -> Pathway:
    return _with(kind, {k: item for k, item in getattr(SMALL, kind).items() if k != key})


def _with(kind: str, items: Mapping[str, Any]) -> Pathway:
    parts: dict[str, Any] = {kind: items}
    return replace(SMALL, **parts)


def counted(old: Pathway, new: Pathway) -> Counts:
    both = pair(old, new)
    found = list(shifts(both))
    assert all(both.diagram.count(shift.where) == shift.patterns for shift in found)
    return {(s.kind, s.key, s.change): Fraction(s.patterns, both.patterns) for s in found}


JOB = choice("job", "sitting", "standing")
SPINE = ("recommendation", "urgent_spine_review")
LATE = changed("recommendations", "urgent_spine_review", urgency=Urgency.ROUTINE)
DIFFERENCES: dict[str, tuple[Pathway, Counts]] = {
    "nothing": (SMALL, {}),
    "heavy work alone": (
        changed("rules", "work", when=(row(job="heavy"),)),
        {("recommendation", "work_advice", AdviceChange.LOST): Fraction(1, 4) * NOT_NUMB},
    ),
    "any work": (
        changed("rules", "work", when=(row(job="known"),)),
        {("recommendation", "work_advice", AdviceChange.GAINED): Fraction(1, 4) * NOT_NUMB},
    ),
    "another limit": (
        changed("rules", "inflamed", when=(row(crp="> 20"),)),
        {(*SPINE, AdviceChange.LOST): Fraction(1, 5) * NOT_NUMB},
    ),
    "one rule sooner": (
        changed("rules", "infected", urgency=Urgency.EMERGENCY),
        {(*SPINE, AdviceChange.SOONER): Fraction(1, 4) * NOT_NUMB},
    ),
    "one rule no sooner than the other": (
        changed("rules", "infected", urgency=None),
        {(*SPINE, AdviceChange.LATER): Fraction(1, 4) * NOT_NUMB},
    ),
    "one rule later than the recommendation is by itself": (
        changed("rules", "infected", urgency=Urgency.ROUTINE),
        {(*SPINE, AdviceChange.LATER): Fraction(1, 4) * NOT_NUMB},
    ),
    "the recommendation later by itself": (
        LATE,
        {(*SPINE, AdviceChange.LATER): Fraction(1, 4) * NOT_NUMB},
    ),
    "no remark": (
        without("remarks", "odd"),
        {("remark", "odd", AdviceChange.LOST): Fraction(1, 9) * NOT_NUMB},
    ),
    "a wider contradiction": (
        changed("contradictions", "X01", when=(row(pain="none", pain_nrs="known"),)),
        {
            ("contradiction", "X01", AdviceChange.GAINED): Fraction(1, 9),
            ("remark", "odd", AdviceChange.GAINED): Fraction(1, 9) * NOT_NUMB,
        },
    ),
    "no advice on work": (
        replace(
            without("rules", "work"),
            recommendations={k: r for k, r in SMALL.recommendations.items() if k != "work_advice"},
        ),
        {("recommendation", "work_advice", AdviceChange.LOST): Fraction(1, 2) * NOT_NUMB},
    ),
    "an answer less": (
        replace(
            changed("rules", "work", when=(row(job="standing"),)),
            rules={
                **SMALL.rules,
                "work": replace(SMALL.rules["work"], when=(row(job="standing"),)),
                "brace": replace(SMALL.rules["brace"], unless=(row(job="standing"),)),
            },
            findings={**FINDINGS, "job": JOB},
        ),
        {
            ("recommendation", "work_advice", AdviceChange.LOST): Fraction(1, 4) * NOT_NUMB,
            ("recommendation", "brace_optional", AdviceChange.GAINED): Fraction(1, 4)
            * Fraction(1, 3),
        },
    ),
}
OPPOSITE = {
    AdviceChange.GAINED: AdviceChange.LOST,
    AdviceChange.LOST: AdviceChange.GAINED,
    AdviceChange.SOONER: AdviceChange.LATER,
    AdviceChange.LATER: AdviceChange.SOONER,
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_differences_are_counted(difference: str) -> None:
    other, expected = DIFFERENCES[difference]
    assert counted(SMALL, other) == expected
    back = {(kind, key, OPPOSITE[change]): n for (kind, key, change), n in expected.items()}
    assert counted(other, SMALL) == back


def test_all_combinations_are_counted() -> None:
    assert pair(SMALL, SMALL).patterns == 3**8 * 4**2


@pytest.mark.parametrize(
    ("old", "new", "order"),
    [
        ("abc", "abc", "abc"),
        ("xabc", "abc", "xabc"),
        ("abxyc", "abc", "abxyc"),
        ("abcx", "abc", "abcx"),
        ("axbc", "cab", "caxb"),
        ("ab", "abc", "abc"),
        ("xy", "abc", "xyabc"),
    ],
)
def test_what_only_the_old_content_has_keeps_its_neighbour(old: str, new: str, order: str) -> None:
    def asking(keys: str) -> Pathway:
        findings = {key: choice(key, "yes", "no") for key in keys}
        kinds = ("concepts", "contradictions", "remarks", "rules", "sections", "invariants")
        none: dict[str, Any] = {kind: {} for kind in kinds}
        return replace(SMALL, findings=findings, **none)

    both = pair(asking(old), asking(new))
    assert [domain.key for domain in both.old.domains] == list(order)
    assert both.old.domains == both.new.domains
    assert both.diagram is both.old.diagram


def test_a_finding_of_two_forms_is_refused() -> None:
    numeric = finding("note", Kind.NUMBER, low=0.0, high=9.0)
    other = replace(SMALL, findings={**FINDINGS, "note": numeric})
    says = "note is a number in one content and a choice in the other; give it a new key"
    for sides in ((SMALL, other), (other, SMALL)):
        with pytest.raises(IncomparableError, match=f"^{says}$"):
            pair(*sides)
