"""Real patients for a function of the diagram: answers to asked findings, derived ones reached.

A derived finding is a variable of the diagram, but a case cannot state it. So for each group of
derivations that share inputs a list is made of what some answers to these inputs derive; a
patient is a point of the function at which every group stands where one line of its list does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from data.input.legal_values import is_legal
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE
from engine.diagram.domains import Domain
from engine.diagram.partial_values import witness
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.facts import Facts
from engine.model.findings import Finding, Kind
from engine.model.pathway import Pathway
from engine.spine.derivations import FUNCTIONS
from tests.mutation.content_mutants import unit
from tests.support.random_patients import Patients

_TRIALS = 500
"""How many answers to hidden inputs are tried for each choice of the visible ones."""

Line = tuple[int, ...]


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
        self._projections: dict[tuple[int, ...], dict[Line, Answers]] = {}
        self._groups = [self._group(compiled, keys) for keys in _grouped(self)]

    def find(self, compiled: Compiled, root: int) -> Answers | None:
        """Answers at which a function is true; None where no list has such."""
        diagram = compiled.diagram
        support = diagram.support(root)
        touched = [
            group
            for group in self._groups
            if any(support >> variable & 1 for variable in group.variables[group.shared :])
        ]
        where = root
        for variable, values in enumerate(self.values):
            if support >> variable & 1 and len(values) < diagram.sizes[variable]:
                where = diagram.conjunction(where, diagram.literal(variable, values))
        projected = [self._projected(group, support) for group in touched]
        for variables, lines in projected:
            where = diagram.conjunction(where, _relation(compiled, variables, sorted(lines)))
        if where == FALSE:
            return None
        chosen = witness(diagram, where)
        answers: dict[str, Value] = {}
        for variable, position in chosen.items():
            domain = self._domains[variable]
            if self._pathway.findings[domain.key].derived is None:
                answers[domain.key] = self.values[variable][position]
        for variables, lines in projected:
            answers |= lines[tuple(chosen.get(variable, 0) for variable in variables)]
        return {key: value for key, value in answers.items() if value != UNKNOWN}

    def _projected(self, group: Group, support: int) -> tuple[tuple[int, ...], dict[Line, Answers]]:
        """The lines of a group by its visible inputs and the derived findings that matter."""
        kept = [
            n
            for n, variable in enumerate(group.variables)
            if n < group.shared or support >> variable & 1
        ]
        variables = tuple(group.variables[n] for n in kept)
        if variables not in self._projections:
            lines: dict[Line, Answers] = {}
            for line, answers in group.lines.items():
                lines.setdefault(tuple(line[n] for n in kept), answers)
            self._projections[variables] = lines
        return variables, self._projections[variables]

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
        """Whether the diagram does not know a finding's value, only that of its derivations."""
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
    """Whether a function is true of a patient."""
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


def _relation(compiled: Compiled, variables: Sequence[int], lines: Sequence[Line]) -> int:
    """The function that is true where the variables stand as in one of the lines."""
    order = sorted(range(len(variables)), key=variables.__getitem__)
    diagram = compiled.diagram

    def build(depth: int, some: Sequence[Line]) -> int:
        if depth == len(order):
            return 1
        place = order[depth]
        below: dict[int, list[Line]] = {}
        for line in some:
            below.setdefault(line[place], []).append(line)
        children = (
            build(depth + 1, below[p]) if p in below else FALSE
            for p in range(diagram.sizes[variables[place]])
        )
        return diagram.node(variables[place], tuple(children))

    return build(0, lines) if lines else FALSE
