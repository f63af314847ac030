"""Results of the engine that tests remember: the same patient is answered in many of them.

The engine is pure, so equal arguments have one result.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path
from typing import TypeVar

from data.content.loader import Content, load, pathway_directory
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Answers, Value
from engine.model.form import Focus
from engine.model.pathway import Pathway

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


class RememberedContent:
    """Content that is read again, and compiled again, only where its files have changed.

    Commands that run in a fork of the tests find here what the tests have loaded before.
    """

    def __init__(self) -> None:
        self._read: dict[object, Content] = {}
        self._compiled: dict[int, Compiled] = {}

    def load(self, directory: Path | None = None, *, reader: bool = True) -> Content:
        """Content as `data.content.loader.load` reads it."""
        place = directory or pathway_directory()
        files = sorted(path for path in place.rglob("*") if path.is_file())
        key = directory is None, reader, tuple((path, path.read_bytes()) for path in files)
        if key not in self._read:
            self._read[key] = load(directory, reader=reader)
        return self._read[key]

    def compile(self, pathway: Pathway) -> Compiled:
        """A pathway as `engine.diagram.compiler.compile_pathway` compiles it."""
        if id(pathway) not in self._compiled:
            self._compiled[id(pathway)] = compile_pathway(pathway)
        return self._compiled[id(pathway)]  # it holds the pathway, whose number is no other's
