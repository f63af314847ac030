"""Reasons: a text names exactly the findings that its rules read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.model.pathway import Recommendation
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly


def named_reasons(space: AnswerSpace) -> Iterator[Claim]:
    """Each recommendation that names its reasons names all that its rules read, and no other.

    The findings that the rules read are taken from the diagram of their conditions, without the
    gates of their sections; a named concept stands for the findings that its own diagram reads.
    """
    for item in space.pathway.recommendations.values():
        if item.names:
            read, named = _read(space, item), _named(space, item)
            parts = (("not named: ", read - named), ("not read: ", named - read))
            differ = "; ".join(f"{says}{', '.join(sorted(keys))}" for says, keys in parts if keys)
            says = f"{item.code} names the findings that its rules read"
            yield plainly(f"{says} ({differ})" if differ else says, holds=not differ)


def _read(space: AnswerSpace, item: Recommendation) -> frozenset[str]:
    rules = space.pathway.rules.values()
    return _findings(
        space, (space.compiled.functions.rules[r.key] for r in rules if r.gives == item.code)
    )


def _named(space: AnswerSpace, item: Recommendation) -> frozenset[str]:
    conditions = space.compiled.functions.conditions
    concepts = (conditions[name] for name in item.names if name in conditions)
    return _findings(space, concepts) | {name for name in item.names if name not in conditions}


def _findings(space: AnswerSpace, functions: Iterable[int]) -> frozenset[str]:
    return frozenset[str]().union(*map(space.compiled.read, functions))
