"""Fingerprints of functions against their definition: a weighted sum over all points."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from math import prod
from typing import Any

from hypothesis import given

from engine.diagram.diagram import FALSE, TRUE, Diagram
from engine.diagram.domains import Domain
from engine.diagram.fingerprint import Fingerprints
from engine.model.conditions import Cut
from tests.support.formulas import POINTS, SIZES, build, formulas, parity, truth

PRIME = 2**255 - 19
DOMAINS = (
    Domain("a", choices=("yes",)),
    Domain("b", choices=("yes", "no")),
    Domain("c"),
    Domain("d", cuts=(Cut(3, above=False), Cut(5.5, above=True))),
)


def drawn(*words: str) -> int:
    return int.from_bytes(sha256("\0".join(words).encode()).digest(), "big") % PRIME


def weights(domain: Domain, basis: str) -> list[int]:
    """By position, unknown first: all of them together make one."""
    words = {"c": ["end"], "d": ["below 3.0", "above 5.5", "end"]}.get(domain.key)
    if words is None:
        known = [drawn(domain.key, basis, choice) for choice in domain.choices]
    else:
        ends = [0, *(drawn(domain.key, basis, word) for word in words)]
        known = [high - low for low, high in pairwise(ends)]
    return [1 - sum(known), *known]


def by_definition(formula: Any, basis: dict[str, str]) -> str:
    tables = [weights(domain, basis.get(domain.key, "")) for domain in DOMAINS]
    points = (point for point in POINTS if truth(formula, point))
    chances = (
        prod(table[position] for table, position in zip(tables, point, strict=True))
        for point in points
    )
    return f"{sum(chances) % PRIME:064x}"


@given(formulas)
def test_a_fingerprint_is_a_weighted_sum(formula: Any) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    assert Fingerprints(diagram, DOMAINS)(root) == by_definition(formula, {})
    basis = {"b": "something", "d": "else"}
    assert Fingerprints(diagram, DOMAINS, basis)(root) == by_definition(formula, basis)


def test_a_node_that_many_paths_share_is_walked_once() -> None:
    diagram = Diagram([2] * 60)
    domains = [Domain(str(number), choices=("yes",)) for number in range(60)]
    odd, even = (parity(diagram, range(60), odd=odd) for odd in (True, False))
    fingerprints = Fingerprints(diagram, domains)
    numbers = [int(fingerprints(root), 16) for root in (odd, even)]
    assert sum(numbers) % PRIME == 1


def test_the_leaves() -> None:
    fingerprints = Fingerprints(Diagram(SIZES), DOMAINS)
    assert fingerprints(FALSE) == 64 * "0"
    assert fingerprints(TRUE) == 63 * "0" + "1"
