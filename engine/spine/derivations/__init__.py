"""Derived findings: what follows from several answers and no single cell can say.

Each function reads raw answers and returns one value. Like everything here they are total: where
the inputs do not settle the result it is UNKNOWN, never the reassuring value.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Final

from engine.model.library import Derive
from engine.spine.derivations import film_and_ct, history, markers, mri, opinions

_FORM: Final = {"facts": "Facts", "return": "Value"}
"""The signature of a derivation; a helper with a name of its own has another."""


def _derivations(module: ModuleType) -> Iterator[tuple[str, Derive]]:
    for name, function in vars(module).items():
        if not name.startswith("_") and getattr(function, "__annotations__", None) == _FORM:
            yield name, function


FUNCTIONS: Final[dict[str, Derive]] = dict(
    pair
    for module in (film_and_ct, history, mri, markers, opinions)
    for pair in _derivations(module)
)
"""The derivations that content may name: every public function of these files, by its name."""
