"""Unconfirmed numbers: the advice that may rest on them until somebody confirms them."""

from __future__ import annotations

from collections.abc import Collection

from engine.advice.bounds import settled
from engine.advice.facts import permitted
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Bound


def reliable(compiled: Compiled, answers: Answers, doubted: Collection[str]) -> Answers:
    """The answers without the doubted ones on which something permissive would rest.

    The rest is a patient like any other, so all that is proved holds for its advice as well.
    A doubted number that only warns or blocks stays; one that lets something permissive appear
    counts as unknown. A bound such as `<5` counts as far as its whole range decides; one that
    decides nothing is left out too.

    Args:
        compiled: the pathway.
        answers: values by finding key.
        doubted: keys of the findings whose values are in doubt; those without a value are left out.
    """
    counted = settled(compiled, answers).answers
    answers = _without(
        counted, {k for k, v in answers.items() if isinstance(v, Bound) and counted[k] == UNKNOWN}
    )
    doubted = sorted(answers.keys() & set(doubted))
    if not doubted:
        return answers
    left = answers
    for key in doubted:
        without = _without(left, {key})
        if permitted(compiled, left) - permitted(compiled, without):
            left = without
    least = _without(answers, set(doubted))
    # Two numbers may each allow what the other allows too: then neither is left.
    return least if permitted(compiled, left) - permitted(compiled, least) else left


def _without(answers: Answers, keys: Collection[str]) -> Answers:
    return {k: value for k, value in answers.items() if k not in keys} if keys else answers
