"""Decide: work out the advice that answers lead to.

Two questions have two exact answers, both from the same diagram. *Advice now*: every finding that
is not answered stands at unknown. *What could still change*: those findings range over all their
known values; a recommendation that holds for all of them is settled, one that holds for none is
ruled out, the others are open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from engine.advice.facts import derive, prospects
from engine.advice.page import EMPTY, Page, lay_out
from engine.advice.reasons import Known, Patient
from engine.advice.recommended import Recommended, Withheld
from engine.advice.release import NONE, ReleaseSearch
from engine.diagram.compiler import Compiled
from engine.diagram.diagram import TRUE
from engine.diagram.partial_values import CAN_BE_FALSE, CAN_BE_TRUE, possible_values
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.library import Violation
from engine.model.pathway import Contradiction, Pathway, Recommendation, Remark


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice for one set of answers.

    Attributes:
        recommended: what holds now, most urgent first, then what weighs most.
        withheld: what would hold but is blocked.
        still_possible: codes that do not hold now and may still come to hold.
        conflicts: contradictions between answers.
        remarks: what a reader needs to know beside the advice.
        facts: the answers with the derived findings added.
        page: the same in the sections in which it is read.
        refused: the safety rules that this advice would have broken; none of it is shown then.
    """

    recommended: tuple[Recommended, ...]
    withheld: tuple[Withheld, ...]
    still_possible: tuple[str, ...]
    conflicts: tuple[Contradiction, ...]
    remarks: tuple[Remark, ...]
    facts: Mapping[str, Value]
    page: Page = EMPTY
    refused: tuple[Violation, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the recommendations that hold now, most urgent first."""
        return tuple(item.code for item in self.recommended)


def statuses(compiled: Compiled, masks: Sequence[int]) -> dict[str, int]:
    """The truth values that each recommendation can take within the variables' masks.

    A code is ruled out without a walk if all its sections are suppressed.

    Returns:
        by code CAN_BE_FALSE, CAN_BE_TRUE or both, added up.
    """
    functions, outcome = compiled.functions, possible_values(compiled.diagram, masks)
    suppressed = {key for key, gate in functions.gates.items() if outcome(gate) == CAN_BE_FALSE}
    return {
        code: CAN_BE_FALSE if compiled.sections[code] <= suppressed else outcome(root)
        for code, root in functions.recommendations.items()
    }


def decide(compiled: Compiled, answers: Answers, closed: Set[str] = frozenset()) -> Advice:
    """The advice for a set of answers, however partial.

    Args:
        compiled: the pathway.
        answers: values by finding key; each is legal for its finding.
        closed: findings that can no longer be asked and stay unknown, for what is settled.
    """
    pathway, functions = compiled.pathway, compiled.functions
    facts = derive(pathway, answers)
    can_be = statuses(compiled, prospects(compiled, facts, closed))
    situation = Patient.of(compiled, facts)
    holding = {rule.gives for rule in situation.truths.fired}
    value, here = compiled.diagram.value, situation.here
    said = {key for key, root in functions.remarks.items() if value(root, here)}
    search = ReleaseSearch(situation)
    held = (
        _recommended(situation, search, code, settled=not can_be[code] & CAN_BE_FALSE)
        for code in functions.recommendations
        if code in holding
    )
    recommended = tuple(sorted(held, key=lambda item: item.rank))
    withheld = _withheld(situation, search, holding)
    remarks = tuple(remark for key, remark in pathway.remarks.items() if key in said)
    return Advice(
        recommended=recommended,
        withheld=withheld,
        still_possible=tuple(
            code for code, can in can_be.items() if code not in holding and can & CAN_BE_TRUE
        ),
        conflicts=tuple(
            found for key, found in pathway.contradictions.items() if situation.holds(key)
        ),
        remarks=remarks,
        facts=facts,
        page=lay_out(pathway.folds, recommended, withheld, remarks),
    )


def _recommended(
    situation: Patient, search: ReleaseSearch, code: str, *, settled: bool
) -> Recommended:
    pathway = situation.compiled.pathway
    fired = tuple(rule for rule in situation.truths.fired if rule.gives == code)
    because = dict.fromkeys(reason for rule in fired for reason in situation.reasons(rule.when))
    release = search.release(code) if pathway.holds(code) else NONE
    missing = (
        pathway.findings[reason.finding].short
        for reason in because
        if code in pathway.page.complete and isinstance(reason, Known) and reason.value == UNKNOWN
    )
    return Recommended(
        pathway.recommendations[code], fired, tuple(because), settled, release, tuple(missing)
    )


def _withheld(situation: Patient, search: ReleaseSearch, holding: set[str]) -> tuple[Withheld, ...]:
    pathway = situation.compiled.pathway
    return tuple(
        Withheld(
            pathway.recommendations[rule.gives],
            rule,
            situation.reasons(rule.unless),
            search.release(rule.gives, TRUE),
        )
        for key, rule in pathway.rules.items()
        if key in situation.truths.blocked
        and rule.gives not in holding
        and _of_note(pathway, pathway.recommendations[rule.gives])
    )


def _of_note(pathway: Pathway, recommendation: Recommendation) -> bool:
    """Return whether a reader wants to know that it is withheld."""
    return recommendation.permissive or pathway.page.kinds[recommendation.kind].withheld
