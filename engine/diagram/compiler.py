"""Compile tables to diagrams: every condition of a pathway is one function over all patients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from math import inf

from engine.diagram.diagram import FALSE, TRUE, Diagram, DiagramTooLargeError
from engine.diagram.domains import Domain, domains
from engine.diagram.rows import Rows
from engine.model.conditions import Clause, Row, Table, UnaryTest, clauses
from engine.model.findings import Derivation
from engine.model.pathway import Concept, Pathway, Rule


@dataclass(frozen=True, slots=True)
class Functions:
    """The nodes of a pathway's conditions in its diagram, by name.

    Attributes:
        conditions: contradictions and concepts.
        gates: where a section applies.
        rules: rules by themselves; one fires where its section applies as well.
        recommendations: where some rule fires that gives the recommendation.
        remarks: where a remark holds and its section applies.
        asked_when: where the question of a finding applies.
    """

    conditions: Mapping[str, int]
    gates: Mapping[str, int]
    rules: Mapping[str, int]
    recommendations: Mapping[str, int]
    remarks: Mapping[str, int]
    asked_when: Mapping[str, int]

    @property
    def roots(self) -> frozenset[int]:
        """The nodes of all of them."""
        every = (getattr(self, field.name) for field in fields(self))
        return frozenset().union(*(named.values() for named in every))


@dataclass(frozen=True)
class Compiled:
    """A pathway ready to decide.

    Attributes:
        variables: the number of each finding in the diagram.
        functions: the node of each condition.
        sections: for each recommendation, the sections whose rules give it.
    """

    pathway: Pathway
    domains: tuple[Domain, ...]
    variables: Mapping[str, int]
    diagram: Diagram
    functions: Functions
    sections: Mapping[str, frozenset[str]]

    @cached_property
    def rows(self) -> Rows:
        """The rows of the tables, for what holds at one point."""
        return Rows(self.pathway, self.domains)

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """The variables of the findings that are asked."""
        derived = dict(self.pathway.derived)
        return {key: variable for key, variable in self.variables.items() if key not in derived}

    @cached_property
    def derived(self) -> tuple[tuple[int, str, Derivation], ...]:
        """The variables of the findings that are computed, each with its finding."""
        found = self.pathway.derived
        return tuple((self.variables[k], k, by) for k, by in found if k in self.variables)

    def read(self, root: int) -> frozenset[str]:
        """The findings that a function reads."""
        support = self.diagram.support(root)
        return frozenset(key for key, v in self.variables.items() if support >> v & 1)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each finding in the questionnaire."""
        return {key: place for place, key in enumerate(self.pathway.findings)}

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The place of each variable's finding in the questionnaire."""
        return tuple(self.places[domain.key] for domain in self.domains)

    @cached_property
    def dependents(self) -> Mapping[str, frozenset[int]]:
        """The places of the findings that are computed from each, or whose question hangs on it."""
        found: dict[str, set[int]] = {key: set() for key in self.places}
        for key, finding in self.pathway.findings.items():
            parents = self.read(self.functions.asked_when[key])
            for parent in parents.union(finding.derived.inputs if finding.derived else ()):
                found[parent].add(self.places[key])
        return {key: frozenset(places) for key, places in found.items()}

    @cached_property
    def prospects(self) -> tuple[int, ...]:
        """The values that each finding may take once everything is answered, as masks.

        A derived one can stay unknown whatever is answered.
        """
        asked = self.asked
        return tuple(d.known if d.key in asked else d.everything for d in self.domains)

    @cached_property
    def fixed(self) -> tuple[tuple[float, ...], ...]:
        """The costs of the values of each variable that no price moves."""
        return tuple((inf,) * size for size in self.diagram.sizes)

    @cached_property
    def conditional(self) -> Mapping[str, int]:
        """The nodes of the conditions under which questions apply that do not always apply."""
        return {key: root for key, root in self.functions.asked_when.items() if root != TRUE}

    @cached_property
    def opened(self) -> Mapping[str, int]:
        """The variables of the questions that one question alone opens, by that question."""
        found = {}
        for key, finding in self.pathway.findings.items():
            parents = {clause.name for clause in clauses(finding.asked_when)}
            if len(parents) == 1 and key in self.asked:
                found[parents.pop()] = self.variables[key]
        return found


def compile_pathway(pathway: Pathway) -> Compiled:
    """Build the diagrams of all conditions of a pathway."""
    found = domains(pathway)
    compiled = compile_into(Diagram([domain.size for domain in found]), found, pathway)
    compiled.diagram.forget()
    return compiled


def compile_into(diagram: Diagram, found: tuple[Domain, ...], pathway: Pathway) -> Compiled:
    """Build the diagrams of a pathway in a store of `found`, which may know more than it does."""
    return Compiled(
        pathway,
        found,
        variables={domain.key: number for number, domain in enumerate(found)},
        diagram=diagram,
        functions=_Compiler(pathway, found, diagram).functions(),
        sections={
            code: frozenset(rule.section for rule in pathway.rules.values() if rule.gives == code)
            for code in pathway.recommendations
        },
    )


class _Compiler:
    """Builds the functions of one pathway, concepts first."""

    def __init__(self, pathway: Pathway, found: Iterable[Domain], diagram: Diagram) -> None:
        self._pathway = pathway
        self._diagram = diagram
        self._variables = {domain.key: (n, domain) for n, domain in enumerate(found)}
        self._conditions: dict[str, int] = {}

    def functions(self) -> Functions:
        for condition in (
            *self._pathway.contradictions.values(),
            *self._pathway.concepts.values(),
        ):
            self._conditions[condition.key] = self._condition(condition)
        gates = self._gates()
        rules = {key: self._condition(rule) for key, rule in self._pathway.rules.items()}
        return Functions(
            conditions=self._conditions,
            gates=gates,
            rules=rules,
            recommendations={
                code: self._given(code, gates, rules) for code in self._pathway.recommendations
            },
            remarks={
                key: self._diagram.conjunction(gates[remark.section], self._condition(remark))
                for key, remark in self._pathway.remarks.items()
            },
            asked_when={
                key: self._table(finding.asked_when) if finding.asked_when else TRUE
                for key, finding in self._pathway.findings.items()
            },
        )

    def _given(self, code: str, gates: Mapping[str, int], rules: Mapping[str, int]) -> int:
        """The function true where some rule of an applying section gives a recommendation."""
        by_section: dict[str, list[int]] = {}
        for key, rule in self._pathway.rules.items():
            if rule.gives == code:
                by_section.setdefault(rule.section, []).append(rules[key])
        return self._diagram.some(
            self._diagram.conjunction(gates[section], self._diagram.some(given))
            for section, given in by_section.items()
        )

    def _gates(self) -> dict[str, int]:
        """Functions true where a section applies: its gate is open, no earlier one ended it."""
        gates = {}
        ended = FALSE
        for key, section in self._pathway.sections.items():
            gate = self._table(section.gate) if section.gate else TRUE
            gates[key] = self._diagram.conjunction(gate, self._diagram.negation(ended))
            if section.stops:
                ended = self._diagram.disjunction(ended, gate)
        return gates

    def _condition(self, condition: Concept | Rule) -> int:
        """The function true where some row of `when` holds and none of `unless`.

        Raises:
            DiagramTooLargeError: naming the condition that would make the diagram too large.
        """
        try:
            unless = self._diagram.negation(self._table(condition.unless))
            return self._diagram.conjunction(self._table(condition.when), unless)
        except DiagramTooLargeError as error:
            raise DiagramTooLargeError(
                f"{condition.key}: {error}; split it into concepts of their own"
            ) from error

    def _table(self, table: Table) -> int:
        return self._diagram.some(map(self._row, table))

    def _row(self, row: Row) -> int:
        return self._diagram.every(map(self._clause, row))

    def _clause(self, clause: Clause) -> int:
        if isinstance(clause.test, UnaryTest):
            variable, domain = self._variables[clause.name]
            return self._diagram.literal(variable, domain.positions(clause.test))
        holds = self._conditions[clause.name]
        return holds if clause.test else self._diagram.negation(holds)
