"""The tables as a decision of zen-engine, a rule engine in Rust: for comparison only.

Zen takes a missing value for an ordinary one, so unknown is spelled out: a choice is the word
`unknown`, and every finding has a companion that says whether it is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value
from engine.model.conditions import Clause, Cut, Row, Table, UnaryTest
from engine.model.pathway import Pathway

Context = dict[str, Any]


def zen_decision(compiled: Compiled) -> Callable[[Context], list[bool]]:
    """A function from a patient's facts to the truth of every recommendation."""
    import zen

    decision = zen.ZenEngine().create_decision(json.dumps(_graph(compiled.pathway)))
    codes = list(compiled.pathway.recommendations)

    def decide(context: Context) -> list[bool]:
        result: Mapping[str, bool] = decision.evaluate(context)["result"]
        return [result[f"code_{code}"] for code in codes]

    return decide


def context(compiled: Compiled, facts: Mapping[str, Value]) -> Context:
    """A patient's facts as Zen reads them."""
    found: Context = {}
    for domain in compiled.domains:
        value = facts.get(domain.key, UNKNOWN)
        found[f"{domain.key}_known"] = value != UNKNOWN
        found[domain.key] = value if domain.choices or value != UNKNOWN else 0
    return found


def _graph(pathway: Pathway) -> dict[str, Any]:
    expressions = [
        {"id": key, "key": key, "value": value} for key, value in _expressions(pathway).items()
    ]
    nodes: list[dict[str, Any]] = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {
            "id": "tables",
            "type": "expressionNode",
            "name": "tables",
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    place: dict[str, Any] = {"position": {"x": 0, "y": 0}}
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "tables", "type": "edge"},
        {"id": "second", "sourceId": "tables", "targetId": "out", "type": "edge"},
    ]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [node | place for node in nodes],
        "edges": edges,
    }


def _expressions(pathway: Pathway) -> dict[str, str]:
    """All conditions in order; each names earlier ones as `$.name`."""
    found = {}
    for condition in (*pathway.contradictions.values(), *pathway.concepts.values()):
        found[condition.key] = _holds(condition.when, condition.unless)
    stopped = "false"
    for key, section in pathway.sections.items():
        gate = _table(section.gate) if section.gate else "true"
        found[f"gate_{key}"] = f"not ({stopped}) and ({gate})"
        if section.stops:
            stopped += f" or $.gate_{key}"
    for key, rule in pathway.rules.items():
        holds = _holds(rule.when, rule.unless)
        found[f"rule_{key}"] = f"$.gate_{rule.section} and {holds}"
    for code in pathway.recommendations:
        rules = (f"$.rule_{r.key}" for r in pathway.rules.values() if r.gives == code)
        found[f"code_{code}"] = " or ".join(rules)
    return found


def _holds(when: Table, unless: Table) -> str:
    return f"({_table(when)}) and not ({_table(unless)})"


def _table(table: Table) -> str:
    return " or ".join(f"({_row(row)})" for row in table) or "false"


def _row(row: Row) -> str:
    return " and ".join(map(_clause, row)) or "true"


def _clause(clause: Clause) -> str:
    name, test = clause.name, clause.test
    if not isinstance(test, UnaryTest):
        return f"$.{name}" if test else f"not ($.{name})"
    if not test.number:
        words = sorted(test.choices) + ([UNKNOWN] if test.unknown else [])
        if words == [UNKNOWN]:
            return f"not {name}_known"
        listed = ", ".join(f"'{word}'" for word in words)
        return f"({name} in [{listed}])"
    bounds = [f"{name}_known", *_bounds(name, test.low, ">", ">=")]
    bounds += _bounds(name, test.high, "<=", "<")
    inside = " and ".join(bounds)
    return f"(({inside}) or not {name}_known)" if test.unknown else f"({inside})"


def _bounds(name: str, cut: Cut | None, above: str, below: str) -> list[str]:
    if cut is None:
        return []
    return [f"{name} {above if cut.above else below} {cut.value}"]
