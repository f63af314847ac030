"""Two contents side by side: for which patients does the advice differ?

Both are compiled into one diagram, whose variables know the values and the cuts of either. A value
that only one content knows counts as unknown to the other, as an answer that is no longer legal
does in a session. Derived findings are variables of their own, as in the proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from math import prod

from engine.diagram.compiler import Compiled, Functions, compile_into
from engine.diagram.diagram import FALSE, Diagram
from engine.diagram.domains import UNKNOWN_CELL, Domain, domains
from engine.model.pathway import Pathway, Rule
from engine.model.urgency import Urgency


class IncomparableError(ValueError):
    """A finding is of one form in the old content and of another in the new."""


class AdviceChange(StrEnum):
    """The fate of a line of advice."""

    GAINED = "gained"
    LOST = "lost"
    SOONER = "sooner"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class AffectedPatients:
    """Patients for whom one line of advice changes.

    Attributes:
        kind: recommendation, remark or contradiction.
        key: which one.
        change: what becomes of it.
        where: the node of the patients.
        patterns: how many combinations of answers they have.
    """

    kind: str
    key: str
    change: AdviceChange
    where: int
    patterns: int


@dataclass(frozen=True, slots=True)
class ContentPair:
    """Two contents over the same variables, in one diagram."""

    old: Compiled
    new: Compiled

    @property
    def diagram(self) -> Diagram:
        """The diagram that both are in."""
        return self.new.diagram

    @property
    def patterns(self) -> int:
        """The number of combinations of answers, with one value of each cell."""
        return prod(domain.size for domain in self.new.domains)


def pair(old: Pathway, new: Pathway) -> ContentPair:
    """Compile two contents into one diagram.

    Raises:
        IncomparableError: when a finding is a number in one and a choice in the other.
    """
    before = {domain.key: domain for domain in domains(old)}
    after = {domain.key: domain for domain in domains(new)}
    joint = tuple(_joint(before.get(key), after.get(key)) for key in _order(before, after))
    diagram = Diagram([domain.size for domain in joint])
    return ContentPair(*(_compiled(diagram, joint, pathway) for pathway in (old, new)))


def _order(before: Mapping[str, Domain], after: Mapping[str, Domain]) -> list[str]:
    """The new order, with what only the old content has after its neighbour there."""
    keys = list(after)
    place = 0
    for key in before:
        if key not in after:
            keys.insert(place, key)
        place = keys.index(key) + 1
    return keys


def _joint(before: Domain | None, after: Domain | None) -> Domain:
    if before is None or after is None:
        return _one(before, after)
    if bool(before.choices) != bool(after.choices):
        raise IncomparableError(
            f"{after.key} is a number in one content and a choice in the other; give it a new key"
        )
    choices = dict.fromkeys((*after.choices, *before.choices))
    return Domain(after.key, tuple(choices), tuple(sorted({*after.cuts, *before.cuts})))


def _one(before: Domain | None, after: Domain | None) -> Domain:
    found = after or before
    if found is None:
        raise ValueError("one of the contents has to know the finding")
    return found


def _compiled(diagram: Diagram, joint: tuple[Domain, ...], pathway: Pathway) -> Compiled:
    built = compile_into(diagram, joint, pathway)
    foreign = {
        variable: frozenset(
            position
            for position, choice in enumerate(domain.choices, start=1)
            if choice not in pathway.findings[domain.key].options
        )
        for variable, domain in enumerate(joint)
        if domain.key in pathway.findings
    }
    blind = _UnknownToOld(diagram, {variable: seen for variable, seen in foreign.items() if seen})
    functions = Functions(
        **{
            group.name: {
                name: blind(root) for name, root in getattr(built.functions, group.name).items()
            }
            for group in fields(Functions)
        }
    )
    return replace(built, functions=functions)


class _UnknownToOld:
    """Functions made to take some values for unknown."""

    def __init__(self, diagram: Diagram, foreign: Mapping[int, frozenset[int]]) -> None:
        self._diagram = diagram
        self._foreign = foreign
        self._known: dict[int, int] = {}

    def __call__(self, node: int) -> int:
        if not self._foreign or not self._diagram.children[node]:
            return node
        found = self._known.get(node)
        if found is None:
            variable = self._diagram.variables[node]
            unseen = self._foreign.get(variable, frozenset())
            below = list(map(self, self._diagram.children[node]))
            seen = (
                below[UNKNOWN_CELL] if position in unseen else child
                for position, child in enumerate(below)
            )
            found = self._known[node] = self._diagram.node(variable, tuple(seen))
        return found


def shifts(both: ContentPair) -> Iterator[AffectedPatients]:
    """Every line of advice that some patients gain, lose, or get sooner or later."""
    old, new = both.old, both.new
    yield from _shown(
        both, "recommendation", old.functions.recommendations, new.functions.recommendations
    )
    yield from _timed(both)
    yield from _shown(both, "remark", old.functions.remarks, new.functions.remarks)
    yield from _shown(both, "contradiction", _contradictions(old), _contradictions(new))


def _contradictions(compiled: Compiled) -> dict[str, int]:
    return {key: compiled.functions.conditions[key] for key in compiled.pathway.contradictions}


def _shown(
    both: ContentPair, kind: str, old: Mapping[str, int], new: Mapping[str, int]
) -> Iterator[AffectedPatients]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key, FALSE), new.get(key, FALSE)
        yield from _shift(
            both, kind, key, AdviceChange.GAINED, _without(both.diagram, after, before)
        )
        yield from _shift(both, kind, key, AdviceChange.LOST, _without(both.diagram, before, after))


def _timed(both: ContentPair) -> Iterator[AffectedPatients]:
    """Recommendations that hold before and after, with another urgency."""
    diagram = both.diagram
    for code in both.new.pathway.recommendations:
        if code not in both.old.pathway.recommendations:
            continue
        old, new = _by_urgency(both.old, code), _by_urgency(both.new, code)
        kept = diagram.conjunction(old[-1], new[-1])
        sooner = diagram.some(_without(diagram, n, o) for o, n in zip(old, new, strict=True))
        later = diagram.some(_without(diagram, o, n) for o, n in zip(old, new, strict=True))
        for change, where in ((AdviceChange.SOONER, sooner), (AdviceChange.LATER, later)):
            among = diagram.conjunction(kept, where)
            yield from _shift(both, "recommendation", code, change, among)


def _by_urgency(compiled: Compiled, code: str) -> Sequence[int]:
    """The functions true where a code holds with at least each urgency, most urgent first."""
    diagram, pathway = compiled.diagram, compiled.pathway
    given = [rule for rule in pathway.rules.values() if rule.gives == code]
    own = pathway.recommendations[code].urgency
    timed = diagram.some(_fires(compiled, rule) for rule in given if rule.urgency is not None)
    plain = _without(diagram, compiled.functions.recommendations[code], timed)
    return [
        diagram.some(
            (
                *(
                    _fires(compiled, rule)
                    for rule in given
                    if rule.urgency is not None and rule.urgency <= urgency
                ),
                plain if own <= urgency else FALSE,
            )
        )
        for urgency in Urgency
    ]


def _fires(compiled: Compiled, rule: Rule) -> int:
    functions = compiled.functions
    return compiled.diagram.conjunction(functions.gates[rule.section], functions.rules[rule.key])


def _shift(
    both: ContentPair, kind: str, key: str, change: AdviceChange, where: int
) -> Iterator[AffectedPatients]:
    if where != FALSE:
        yield AffectedPatients(kind, key, change, where, both.diagram.count(where))


def _without(diagram: Diagram, a: int, b: int) -> int:
    return diagram.conjunction(a, diagram.negation(b))
