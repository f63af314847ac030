"""From answers to advice.

Two questions have two exact answers, both from the same diagram. *Advice now*: every finding that
is not answered stands at unknown. *What could still change*: those findings range over all their
known values; a recommendation that holds for all of them is settled, one that holds for none is
ruled out, the others are open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from engine.compile import Compiled, Domain
from engine.derive import FUNCTIONS
from engine.derive.facts import Facts
from engine.explain import Reason, Situation
from engine.findings import UNKNOWN, Answers, Finding, Value
from engine.masks import CAN_BE_FALSE, CAN_BE_TRUE, outcomes
from engine.safety.rule import Violation
from engine.tables import KINDS, Contradiction, Pathway, Recommendation, Remark, Rule
from engine.urgency import Urgency


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation that holds now.

    Attributes:
        rules: the rules that fired.
        because: the findings they rest on, and the conditions whose absence they rest on.
        settled: whether it holds whatever the open findings turn out to be.
    """

    recommendation: Recommendation
    rules: tuple[Rule, ...]
    because: tuple[Reason, ...]
    settled: bool

    @property
    def urgency(self) -> Urgency:
        """How soon it is acted on: as its most urgent rule says, or by itself."""
        of_rules = (rule.urgency for rule in self.rules if rule.urgency is not None)
        return min(of_rules, default=self.recommendation.urgency)

    @property
    def rank(self) -> tuple[Urgency, int]:
        """Where it stands in a list: by urgency, then by kind."""
        return self.urgency, KINDS.index(self.recommendation.kind)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A recommendation whose reasons hold but which something blocks."""

    recommendation: Recommendation
    rule: Rule
    blocked_by: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the pathway says of one set of answers.

    Attributes:
        recommended: what holds now, most urgent first.
        withheld: what would hold but is blocked.
        still_possible: codes that do not hold now and may still come to hold.
        conflicts: contradictions between answers.
        remarks: what a reader needs to know beside the advice.
        facts: the answers with the derived findings added.
        refused: the safety rules that this advice would have broken; none of it is shown then.
    """

    recommended: tuple[Recommended, ...]
    withheld: tuple[Withheld, ...]
    still_possible: tuple[str, ...]
    conflicts: tuple[Contradiction, ...]
    remarks: tuple[Remark, ...]
    facts: Mapping[str, Value]
    refused: tuple[Violation, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the recommendations that hold now, most urgent first."""
        return tuple(item.recommendation.code for item in self.recommended)


def derive(pathway: Pathway, answers: Answers) -> dict[str, Value]:
    """The answers with every derived finding added; unknown ones are left out."""
    facts = {key: value for key, value in answers.items() if value != UNKNOWN}
    given = given_facts(pathway, facts)
    for key, finding in pathway.findings.items():
        if finding.derived:
            value = FUNCTIONS[finding.derived.function](given)
            if value != UNKNOWN:
                facts[key] = value
    return facts


def given_facts(pathway: Pathway, answers: Answers) -> Facts:
    """What derivations may read of some answers."""
    return Facts(answers, {key: item.value for key, item in pathway.thresholds.items()})


def point(compiled: Compiled, facts: Mapping[str, Value]) -> list[int]:
    """The position of each diagram variable, unknown where there is no fact."""
    return [place(domain, facts) for domain in compiled.domains]


def place(domain: Domain, facts: Mapping[str, Value]) -> int:
    """The position of one diagram variable, unknown where there is no fact."""
    return domain.position(facts.get(domain.key, UNKNOWN))


def prospects(
    compiled: Compiled, facts: Mapping[str, Value], closed: Set[str] = frozenset()
) -> list[int]:
    """What each diagram variable may still turn out to be, as masks.

    A variable that is settled keeps the value it has, unknown if its finding is closed. Others
    range over their known values; a derived one can stay unknown whatever is answered.
    """
    final = {key for key, value in facts.items() if value != UNKNOWN} | closed
    findings = compiled.pathway.findings
    return [
        1 << place(domain, facts)
        if is_settled(findings[domain.key], facts, final)
        else prospect(findings[domain.key], domain)
        for domain in compiled.domains
    ]


def prospect(finding: Finding, domain: Domain) -> int:
    """The values that a finding may take once everything is answered."""
    return domain.everything if finding.derived else domain.known


def is_settled(finding: Finding, facts: Mapping[str, Value], final: Set[str]) -> bool:
    """Whether no further answer can change a finding's value.

    Args:
        finding: asked or derived.
        facts: what is known.
        final: the asked findings whose value, known or not, stays as it is.
    """
    if finding.derived is None:
        return finding.key in final
    if facts.get(finding.key) in finding.derived.final:
        return True
    return final >= set(finding.derived.inputs)


def statuses(compiled: Compiled, masks: Sequence[int]) -> dict[str, int]:
    """What each recommendation can be while every variable stays within its mask.

    A code of which every section is silent is ruled out, and needs no walk of its own.

    Returns:
        by code CAN_BE_FALSE, CAN_BE_TRUE or both, added up.
    """
    functions, outcome = compiled.functions, outcomes(compiled.diagram, masks)
    silent = {key for key, gate in functions.gates.items() if outcome(gate) == CAN_BE_FALSE}
    return {
        code: CAN_BE_FALSE if compiled.sections[code] <= silent else outcome(root)
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
    here = point(compiled, facts)
    can_be = statuses(compiled, prospects(compiled, facts, closed))
    situation = Situation(compiled, facts, here)
    holding = {
        code
        for code, root in functions.recommendations.items()
        if compiled.diagram.value(root, here)
    }
    recommended = [
        _recommended(situation, code, settled=not can_be[code] & CAN_BE_FALSE)
        for code in functions.recommendations
        if code in holding
    ]
    return Advice(
        recommended=tuple(sorted(recommended, key=lambda item: item.rank)),
        withheld=_withheld(situation, holding),
        still_possible=tuple(
            code
            for code, possible in can_be.items()
            if code not in holding and possible & CAN_BE_TRUE
        ),
        conflicts=tuple(
            contradiction
            for key, contradiction in pathway.contradictions.items()
            if situation.holds(key)
        ),
        remarks=tuple(
            remark
            for key, remark in pathway.remarks.items()
            if compiled.diagram.value(functions.remarks[key], here)
        ),
        facts=facts,
    )


def _recommended(situation: Situation, code: str, *, settled: bool) -> Recommended:
    pathway = situation.compiled.pathway
    fired = tuple(
        rule for rule in pathway.rules.values() if rule.gives == code and situation.fires(rule)
    )
    because = dict.fromkeys(reason for rule in fired for reason in situation.reasons(rule.when))
    return Recommended(pathway.recommendations[code], fired, tuple(because), settled)


def _withheld(situation: Situation, holding: set[str]) -> tuple[Withheld, ...]:
    pathway = situation.compiled.pathway
    return tuple(
        Withheld(pathway.recommendations[rule.gives], rule, situation.reasons(rule.unless))
        for rule in pathway.rules.values()
        if rule.gives not in holding
        and rule.unless
        and _of_note(pathway.recommendations[rule.gives])
        and situation.blocked(rule)
    )


def _of_note(recommendation: Recommendation) -> bool:
    """Whether a reader wants to know that it is withheld."""
    return recommendation.permissive or recommendation.kind == "imaging"
