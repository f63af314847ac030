"""The code of the vertebral fracture pathway, as the core takes it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from engine.model.library import Library
from engine.spine.derivations import FUNCTIONS
from engine.spine.safety import RULES, violations
from engine.spine.scores.from_answers import scores

LIBRARY: Final = Library(
    derivations=FUNCTIONS,
    violations=violations,
    checked=Counter(rule.number for rule in RULES),
    scores=scores,
)
