"""Results of the engine that tests remember: the same patient is answered in many of them.

The engine is pure, so equal arguments have one result.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TypeVar

from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Value
from engine.model.form import Focus

_Result = TypeVar("_Result")
_MOST = 5_000


def remembered(
    function: Callable[..., _Result],
) -> Callable[..., _Result]:
    """A function of a pathway and answers that works out each result once."""
    known: dict[object, tuple[Compiled, _Result]] = {}

    def looked_up(
        compiled: Compiled, answers: Answers, third: Set[str] | Focus | None = None
    ) -> _Result:
        rest = frozenset(third) if isinstance(third, Set) else third
        key = id(compiled), _key(answers), rest or None
        if key not in known:
            if len(known) >= _MOST:
                known.clear()
            more = (third,) if third else ()
            known[key] = compiled, function(compiled, answers, *more)
        return known[key][1]  # with the pathway, whose number is no other's as long as it is held

    return looked_up


def _key(answers: Answers) -> object:
    return tuple((key, _fixed(value)) for key, value in answers.items())


def _fixed(value: Value) -> object:
    if isinstance(value, tuple):
        return tuple(tuple(reading.items()) for reading in value)
    return type(value), value
