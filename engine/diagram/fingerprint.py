"""The meaning of a function over all patients as one number, the same in any diagram.

A function from values to true or false is a polynomial: at a node, each value's weight times what
its child comes to, added up, where the weights of one finding add up to one. With weights that
SHA-256 draws from the names of findings and values, modulo a prime, equal functions come to the
same number. Neither the order of the questions, nor the numbering of nodes, nor the places where
other rules cut the numbers make a difference. That two different functions come to the same number
has a chance of less than one in 2^240 (Schwartz and Zippel: degree over size of the field).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from operator import mul
from typing import Final

from engine.diagram.diagram import FALSE, TRUE, Diagram
from engine.diagram.domains import Domain
from engine.model.conditions import Cut

_PRIME: Final = 2**255 - 19


class Fingerprints:
    """The fingerprints of the functions of one diagram."""

    def __init__(
        self, diagram: Diagram, domains: Sequence[Domain], basis: Mapping[str, str] | None = None
    ) -> None:
        """Draw the weights.

        Args:
            diagram: the functions are its nodes.
            domains: of its variables.
            basis: what the values of some findings rest on, by key: one that rests on something
                else is another finding, and every function that depends on it another function.
        """
        self._diagram = diagram
        self._weights = [_weights(domain, (basis or {}).get(domain.key, "")) for domain in domains]
        self._known = {FALSE: 0, TRUE: 1}

    def __call__(self, root: int) -> str:
        """The fingerprint of a function, as 64 hexadecimal digits."""
        return f"{self._number(root):064x}"

    def _number(self, node: int) -> int:
        found = self._known.get(node)
        if found is None:
            weights = self._weights[self._diagram.variables[node]]
            below = map(self._number, self._diagram.children[node])
            found = sum(map(mul, weights, below)) % _PRIME
            self._known[node] = found
        return found


def _weights(domain: Domain, basis: str) -> tuple[int, ...]:
    """One weight for each position; unknown gets what the others leave of one.

    So a function that takes a new value for unknown keeps its fingerprint.
    """
    name = f"{domain.key}\0{basis}"
    known = tuple(_of_choices(name, domain) if domain.choices else _of_cells(name, domain))
    return (1 - sum(known), *known)


def _of_choices(name: str, domain: Domain) -> Iterator[int]:
    return (_drawn(name, choice) for choice in domain.choices)


def _of_cells(name: str, domain: Domain) -> Iterator[int]:
    """The weight of a cell is the difference between its ends, so cutting it adds nothing."""
    ends = (0, *(_drawn(name, _text(cut)) for cut in domain.cuts), _drawn(name, "end"))
    return (high - low for low, high in pairwise(ends))


def _text(cut: Cut) -> str:
    return f"{'above' if cut.above else 'below'} {float(cut.value)!r}"


def _drawn(name: str, word: str) -> int:
    return int.from_bytes(sha256(f"{name}\0{word}".encode()).digest()) % _PRIME
