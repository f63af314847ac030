"""Real patients for a function of the diagram: answers to asked findings, derived ones reached.

A derived finding is a variable of the diagram, but a case cannot state it. So for each group of
derivations that share inputs a list is made of what some answers to these inputs derive; a
patient is a way through the function on which every group stands where one line of its list does.
The ways are walked one after the other, and nothing is added to the diagram.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice, product
from random import Random

from data.input.legal_values import is_legal
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.diagram.diagram import TRUE, Diagram
from engine.diagram.domains import Domain
from engine.diagram.partial_values import CAN_BE_TRUE, possible_values
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.facts import Facts
from engine.model.findings import Finding, Kind
from engine.model.pathway import Pathway
from engine.spine.derivations import FUNCTIONS
from tests.mutation.content_mutants import unit
from tests.support.random_patients import Patients

_TRIALS = 500
"""The number of answers to hidden inputs that are tried for each choice of the visible ones."""

_STEPS = 20_000
"""Values that are tried on the ways through one function, at most."""

_PATHS = 40
"""Ways through one function that are tried, at most."""

Line = tuple[int, ...]

Lines = Mapping[int, Sequence[Line]]
"""By the number of a group, its lines that agree with the values chosen so far."""

Path = tuple[dict[int, int], Lines]


@dataclass(frozen=True)
class Group:
    """Derivations that share an input which no variable tells in full.

    Attributes:
        variables: of the visible inputs, then of the derived findings.
        shared: how many of them are visible inputs.
        lines: positions of the variables, with answers that lead there.
    """

    variables: tuple[int, ...]
    shared: int
    lines: Mapping[Line, Answers]


class PatientsFor:
    """Finds patients at whom functions of one diagram are true."""

    def __init__(self, compiled: Compiled) -> None:
        self._pathway = compiled.pathway
        self._domains = compiled.domains
        self._variables = compiled.variables
        self.values = [self._values(domain) for domain in compiled.domains]
        self._groups = [self._group(compiled, keys) for keys in _grouped(self)]
        self._slices: dict[tuple[int, int], dict[int, list[Line]]] = {}
        self._columns: dict[int, list[tuple[int, int]]] = {}
        for number, group in enumerate(self._groups):
            for column, variable in enumerate(group.variables):
                self._columns.setdefault(variable, []).append((number, column))

    def find(self, compiled: Compiled, root: int) -> Answers | None:
        """Answers at which a function is true; None where none are found."""
        for chosen, lines in islice(self._paths(compiled.diagram, root), _PATHS):
            answers = self._answers(chosen, lines)
            if answers is not None and reaches(compiled, root, answers):
                return answers
        return None

    def _paths(self, diagram: Diagram, root: int) -> Iterator[Path]:
        """The ways to make a function true, with the lines of each group that agree with one."""
        legal = [sum(1 << position for position in values) for values in self.values]
        outcome = possible_values(diagram, legal)
        steps = count()

        def walk(node: int, chosen: dict[int, int], lines: Lines) -> Iterator[Path]:
            if node == TRUE:
                yield chosen, lines
                return
            variable = diagram.variables[node]
            for position in self.values[variable]:
                child = diagram.children[node][position]
                if next(steps) > _STEPS or not outcome(child) & CAN_BE_TRUE:
                    continue
                narrowed = self._narrowed(lines, variable, position)
                if all(narrowed.values()):
                    yield from walk(child, {**chosen, variable: position}, narrowed)

        return walk(root, {}, {}) if outcome(root) & CAN_BE_TRUE else iter(())

    def _narrowed(self, lines: Lines, variable: int, position: int) -> Lines:
        """The lines of each group that have a variable at a position."""
        narrowed = dict(lines)
        for number, column in self._columns.get(variable, ()):
            if number in lines:
                narrowed[number] = [line for line in lines[number] if line[column] == position]
            else:
                narrowed[number] = self._slice(number, column, position)
        return narrowed

    def _slice(self, number: int, column: int, position: int) -> Sequence[Line]:
        """All lines of a group with one position in a column; kept, since a group can be long."""
        if (number, column) not in self._slices:
            slices: dict[int, list[Line]] = {}
            for line in self._groups[number].lines:
                slices.setdefault(line[column], []).append(line)
            self._slices[number, column] = slices
        return self._slices[number, column].get(position, ())

    def _answers(self, chosen: Mapping[int, int], lines: Lines) -> Answers | None:
        """The answers of a path; None where two groups want different answers."""
        answers: dict[str, Value] = {}
        asked = dict(chosen)
        for number, possible in lines.items():
            group = self._groups[number]
            if not any(variable in chosen for variable in group.variables[group.shared :]):
                continue
            seen = group.variables[: group.shared]
            line = next(
                (
                    line
                    for line in possible
                    if all(asked.get(v, p) == p for v, p in zip(seen, line, strict=False))
                ),
                None,
            )
            if line is None:
                return None
            asked |= dict(zip(seen, line, strict=False))
            answers |= group.lines[line]
        for variable, position in asked.items():
            domain = self._domains[variable]
            if self._pathway.findings[domain.key].derived is None:
                answers[domain.key] = self.values[variable][position]
        return {key: value for key, value in answers.items() if value != UNKNOWN}

    def _values(self, domain: Domain) -> dict[int, Value]:
        """A legal value at each position that has one."""
        finding = self._pathway.findings[domain.key]
        found: dict[int, Value] = {0: UNKNOWN}
        if domain.choices:
            return found | {1 + n: choice for n, choice in enumerate(domain.choices)}
        for number in _numbers(finding, domain):
            if finding.derived or is_legal(finding, number):
                found.setdefault(domain.position(number), number)
        return found

    def hidden(self, key: str) -> bool:
        """Return whether the diagram reads the derivations of a finding, never its value."""
        finding = self._pathway.findings[key]
        variable = self._variables.get(key)
        return variable is None or (finding.numeric and len(self._domains[variable].cuts) < 1)

    @property
    def pathway(self) -> Pathway:
        return self._pathway

    def _group(self, compiled: Compiled, derived: Sequence[str]) -> Group:
        findings = self._pathway.findings
        inputs = dict.fromkeys(key for name in derived for key in _derivation(findings[name]))
        visible = [key for key in inputs if not self.hidden(key)]
        hidden = [key for key in inputs if self.hidden(key)]
        variables = tuple(self._variables[key] for key in (*visible, *derived))
        numbers = {key: item.value for key, item in self._pathway.thresholds.items()}
        lines: dict[Line, Answers] = {}
        parts = list(self._trials(hidden, derived))
        choices = [self.values[self._variables[key]].items() for key in visible]
        for chosen in product(*choices):
            seen = {key: value for key, (_, value) in zip(visible, chosen, strict=True)}
            for part in parts:
                answers = {k: v for k, v in (seen | part).items() if v != UNKNOWN}
                facts = Facts(answers, numbers)
                values = (FUNCTIONS[_function(findings[name])](facts) for name in derived)
                line = (
                    *(position for position, _ in chosen),
                    *(
                        self._domains[self._variables[name]].position(value)
                        for name, value in zip(derived, values, strict=True)
                    ),
                )
                lines.setdefault(line, answers)
        return Group(variables, len(visible), lines)

    def _trials(self, hidden: Sequence[str], derived: Sequence[str]) -> Iterator[dict[str, Value]]:
        """Answers to hidden inputs: none, one alone, at the cuts of what is derived, any."""
        findings = self._pathway.findings
        patients, random = Patients(self._pathway, seed=70), Random(70)
        yield {}
        if not hidden:
            return
        for key, name in product(hidden, derived):
            for value in self.values[self._variables[name]].values():
                if findings[key].numeric and not isinstance(value, str):
                    yield {key: value} if is_legal(findings[key], value) else {}
        for key in hidden:
            for _ in range(40):
                yield {key: patients.value(findings[key], calm=random.random() < 0.5)}
        for _ in range(_TRIALS):
            yield {
                key: patients.value(findings[key], calm=random.random() < 0.5)
                for key in hidden
                if random.random() < 0.8
            }


def reaches(compiled: Compiled, root: int, answers: Answers) -> bool:
    """Return whether a function is true of a patient."""
    return compiled.diagram.value(root, point(compiled, derive(compiled.pathway, answers)))


def _derivation(finding: Finding) -> tuple[str, ...]:
    return finding.derived.inputs if finding.derived else ()


def _function(finding: Finding) -> str:
    return finding.derived.function if finding.derived else ""


def _grouped(patients: PatientsFor) -> list[list[str]]:
    """Derived findings that share hidden inputs, together."""
    groups: list[tuple[set[str], list[str]]] = []
    for key, finding in patients.pathway.findings.items():
        if finding.derived is None:
            continue
        hidden = {name for name in finding.derived.inputs if patients.hidden(name)}
        joined = [key]
        for group in [group for group in groups if group[0] & hidden]:
            groups.remove(group)
            hidden |= group[0]
            joined = [*group[1], *joined]
        groups.append((hidden, joined))
    return [names for _, names in groups]


def _numbers(finding: Finding, domain: Domain) -> Iterator[float]:
    """Numbers on the cuts and one unit beside them, then the ends of the range."""
    for cut in domain.cuts:
        step = unit(finding, cut.value)
        for number in (cut.value, cut.value - step, cut.value + step):
            whole = finding.kind is Kind.INTEGER
            yield int(number) if whole else round(number, 4)
    ends = [end for end in (finding.low, finding.high) if end is not None]
    yield from (int(end) if finding.kind is Kind.INTEGER else end for end in ends)
    if len(ends) == 2:
        middle = sum(ends) / 2
        yield int(middle) if finding.kind is Kind.INTEGER else round(middle, 2)
