"""The reference for the engine's speed: the tables as plain Python if/else, generated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.diagram.compiler import Compiled
from engine.model.conditions import Clause, Row, Table, UnaryTest

Plain = Callable[[Sequence[int]], list[bool]]


def plain_python(compiled: Compiled) -> Plain:
    """A function from a diagram point to the truth of every recommendation, as one would write it.

    It decides one patient whose answers are all in; it cannot say what may still change.
    """
    return _Writer(compiled).function()


class _Writer:
    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def function(self) -> Plain:
        pathway = self._compiled.pathway
        lines = ["def decide(p):"]
        for condition in (*pathway.contradictions.values(), *pathway.concepts.values()):
            holds = self._holds(condition.when, condition.unless)
            lines.append(f"    {condition.key} = {holds}")
        stopped = "False"
        for key, section in pathway.sections.items():
            gate = self._table(section.gate) if section.gate else "True"
            lines.append(f"    gate_{key} = not ({stopped}) and ({gate})")
            if section.stops:
                stopped += f" or gate_{key}"
        for rule in pathway.rules.values():
            holds = self._holds(rule.when, rule.unless)
            lines.append(f"    rule_{rule.key} = gate_{rule.section} and {holds}")
        lines.append("    return [")
        for code in pathway.recommendations:
            rules = [f"rule_{r.key}" for r in pathway.rules.values() if r.gives == code]
            lines.append(f"        {' or '.join(rules)},")
        lines.append("    ]")
        space: dict[str, Any] = {}
        exec("\n".join(lines), space)
        found: Plain = space["decide"]
        return found

    def _holds(self, when: Table, unless: Table) -> str:
        return f"({self._table(when)}) and not ({self._table(unless)})"

    def _table(self, table: Table) -> str:
        return " or ".join(f"({self._row(row)})" for row in table) or "False"

    def _row(self, row: Row) -> str:
        return " and ".join(map(self._clause, row)) or "True"

    def _clause(self, clause: Clause) -> str:
        if not isinstance(clause.test, UnaryTest):
            return clause.name if clause.test else f"not {clause.name}"
        variable = self._compiled.variables[clause.name]
        positions = sorted(self._compiled.domains[variable].positions(clause.test))
        return f"p[{variable}] in {tuple(positions)}"
