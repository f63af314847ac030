"""Advice that has passed the safety check, or a refusal that names the rule it would break."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace

from engine.advice.decide import Advice, decide
from engine.advice.page import EMPTY
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.library import Violation
from engine.model.pathway import Pathway


def checked_advice(compiled: Compiled, answers: Answers, closed: Set[str] = frozenset()) -> Advice:
    """The advice for a set of answers, if it breaks no safety rule.

    The tables say what to do; the pathway's library reads the safety rules a second time and knows
    nothing of the tables. Where the two disagree nothing is advised: the result then
    holds no recommendation, and `refused` says which rules would have been broken.

    Args:
        compiled: the pathway.
        answers: values by finding key; each is legal for its finding.
        closed: findings that can no longer be asked and stay unknown, for what is settled.
    """
    advice = decide(compiled, answers, closed)
    broken = broken_rules(compiled.pathway, answers, advice.codes)
    if not broken:
        return advice
    return replace(
        advice,
        recommended=(),
        withheld=(),
        still_possible=(),
        remarks=(),
        page=EMPTY,
        refused=broken,
    )


def broken_rules(
    pathway: Pathway, answers: Answers, codes: Collection[str]
) -> tuple[Violation, ...]:
    """The safety rules that a page with these codes breaks, by the pathway's own library."""
    return pathway.library.violations(answers, codes)
