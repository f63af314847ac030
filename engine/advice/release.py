"""The release of a hold: the findings of one patient that would free it.

A finding frees where it is not answered yet, a newer dated result can change it, or it contradicts
another answer and can be corrected. First come those that free by themselves, or with the one
question that they open, then the fewest that do it together. Questions that do not apply to the
patient free nothing; neither does a finding that makes an earlier section stop the pathway, or that
puts another hold in the place of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt
from typing import Final

from engine.advice.facts import is_settled
from engine.advice.reasons import Patient
from engine.diagram.diagram import FALSE, TRUE
from engine.diagram.domains import UNKNOWN_CELL
from engine.diagram.shortest_path import cheapest_path
from engine.model.answers import UNKNOWN
from engine.model.findings import Derivation
from engine.model.release import corrected

_LEARNT: Final = 1.0
_RENEWED: Final = 1.001
_LATER: Final = 1e-6
"""Costs: of what frees together, what is not answered yet is preferred, then earlier questions.

The least part is the root of a question's place: sums of different questions do not tie, so the
answer hangs on the questionnaire and not on the order of the diagram.
"""


@dataclass(frozen=True, slots=True)
class Release:
    """The findings that free a hold.

    Attributes:
        findings: keys of questions, those not answered yet first, in the order of the questions.
        together: whether it takes all of them; else any one of them can do it.
        known: those that are answered, so that only something newer, or a correction, frees.
    """

    findings: tuple[str, ...] = ()
    together: bool = False
    known: frozenset[str] = frozenset()


NONE: Final = Release()
"""The release of what nothing known to the content frees, and of what holds nothing."""


class ReleaseSearch:
    """Looks for the releases of one patient's holds."""

    def __init__(self, situation: Patient) -> None:
        """Note which findings of a patient can still change."""
        self._situation = situation
        self._diagram = situation.compiled.diagram
        findings = situation.compiled.pathway.findings
        asked_when = situation.compiled.functions.asked_when
        self._renewed = situation.compiled.pathway.releases.renewable.keys() | self._corrected()
        self._open = [
            key
            for key, finding in findings.items()
            if finding.derived is None
            and (self._unanswered(key) or key in self._renewed)
            and self._diagram.value(asked_when[key], situation.here)
        ]
        final = {key for key, item in findings.items() if item.derived is None} - {*self._open}
        asked = situation.compiled.asked
        self._moving = {asked[key] for key in self._open if key in asked} | {
            variable
            for variable, key, derivation in situation.compiled.derived
            if self._moves(key, derivation, final)
        }
        sections = situation.compiled.pathway.sections
        gates = situation.compiled.functions.gates
        self._stops = [gates[key] for key, section in sections.items() if section.stops]

    def release(self, code: str, leaf: int = FALSE) -> Release:
        """The findings that free a recommendation.

        Args:
            code: of a hold, which ends; or of what something blocks.
            leaf: TRUE for what something blocks, which comes to hold.
        """
        root = self._situation.compiled.functions.recommendations[code]
        if alone := self._named(set(self._alone(code, root, leaf))):
            return Release(alone, known=self._known(alone))
        together = self._named(self._together(code, root, leaf))
        return Release(together, together=len(together) > 1, known=self._known(together))

    def _known(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(key for key in keys if not self._unanswered(key))

    def _unanswered(self, key: str) -> bool:
        return self._situation.facts.get(key, UNKNOWN) == UNKNOWN

    def _corrected(self) -> Set[str]:
        """The answers of which one is wrong, as they contradict each other."""
        pathway, functions = self._situation.compiled.pathway, self._situation.compiled.functions
        return {
            finding
            for key, pair in pathway.contradictions.items()
            if self._diagram.value(functions.conditions[key], self._situation.here)
            for finding in corrected(pair.when, pathway.findings)
        }

    def _moves(self, key: str, derivation: Derivation, final: Set[str]) -> bool:
        renewed = not self._renewed.isdisjoint(derivation.inputs)
        value = None if renewed else self._situation.facts.get(key)
        return not is_settled(derivation, value, final)

    def _alone(self, code: str, root: int, leaf: int) -> Iterator[int]:
        """The variables of which one other value does it; only what the patient's path tests.

        Where a value opens one further question, an answer to that one goes with it.
        """
        diagram, domains = self._diagram, self._situation.compiled.domains
        path, support = diagram.path(root, self._situation.here), diagram.support(root)
        for variable in self._moving:
            opened = self._situation.compiled.opened.get(domains[variable].key)
            with_it = opened is not None and support >> opened & 1
            start = root if with_it else path.get(variable)
            if start is not None and any(
                diagram.value(start, there) == (leaf == TRUE) and self._goes_on(code, there)
                for there in self._answers(variable, opened if with_it else None)
            ):
                yield variable

    def _answers(self, variable: int, opened: int | None) -> Iterator[Sequence[int]]:
        """The patient with each other value of a variable, and with each of what it opens.

        It is one list, which the next step changes.
        """
        sizes, there = self._diagram.sizes, [*self._situation.here]
        for position in range(UNKNOWN_CELL + 1, sizes[variable]):
            there[variable] = position
            yield there
            if opened is not None:
                before = there[opened]
                for further in range(UNKNOWN_CELL + 1, sizes[opened]):
                    there[opened] = further
                    yield there
                there[opened] = before

    def _together(self, code: str, root: int, leaf: int) -> Set[int]:
        """The fewest variables that do it together; those that no section's gate reads, if any."""
        functions = self._situation.compiled.functions
        gates = 0
        for section in self._situation.compiled.sections[code]:
            gates |= self._diagram.support(functions.gates[section])
        read = {variable for variable in self._moving if gates >> variable & 1}
        here = self._situation.here
        for goal, value in ((root, leaf), *self._instead(code)):
            for moving in (self._moving - read, self._moving) if read else (self._moving,):
                way = cheapest_path(self._diagram, goal, value, here, self._costs(moving))
                if way is None:
                    continue
                there = [way.moves.get(at, position) for at, position in enumerate(here)]
                if self._goes_on(code, there):
                    return set(way.moves)
        return set()

    def _instead(self, code: str) -> Iterator[tuple[int, int]]:
        """The functions of what can take the place of a hold and holds nothing, to be true."""
        pathway = self._situation.compiled.pathway
        roots = self._situation.compiled.functions.recommendations
        for other in roots:
            if other in pathway.alternatives(code) and not pathway.holds(other):
                yield roots[other], TRUE

    def _costs(self, moving: Set[int]) -> Sequence[Sequence[float]]:
        """The costs of each variable's values: infinite for one that does not move."""
        costs: list[Sequence[float]] = [*self._situation.compiled.fixed]
        for variable in moving:
            costs[variable] = self._priced[variable]
        return costs

    @cached_property
    def _priced(self) -> Mapping[int, Sequence[float]]:
        """The costs of the values of each variable that moves."""
        compiled, priced = self._situation.compiled, {}
        places = {key: at for at, key in enumerate(compiled.pathway.findings)}
        for variable in self._moving:
            price = _LEARNT if self._situation.here[variable] == UNKNOWN_CELL else _RENEWED
            price += _LATER * sqrt(places[compiled.domains[variable].key])
            priced[variable] = [inf, *[price] * (self._diagram.sizes[variable] - 1)]
        return priced

    def _goes_on(self, code: str, there: Sequence[int]) -> bool:
        """Return whether the page goes on at some values, with no hold instead of a code.

        It goes on where no section stops the pathway earlier than now.
        """
        pathway, here = self._situation.compiled.pathway, self._situation.here
        functions, value = self._situation.compiled.functions, self._diagram.value
        others = filter(pathway.holds, pathway.alternatives(code))
        if any(value(functions.recommendations[other], there) for other in others):
            return False
        first = next((g for g in self._stops if value(g, here) or value(g, there)), None)
        return first is None or value(first, here)

    def _named(self, variables: Set[int]) -> tuple[str, ...]:
        """The questions behind some variables, those not answered yet first."""
        findings = self._situation.compiled.pathway.findings
        keys: set[str] = set()
        for variable in variables:
            finding = findings[self._situation.compiled.domains[variable].key]
            keys.update(finding.derived.inputs if finding.derived else (finding.key,))
        named = [key for key in self._open if key in keys]
        return tuple(sorted(named, key=lambda key: not self._unanswered(key)))
