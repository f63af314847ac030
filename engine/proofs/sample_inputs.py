"""The values of findings that stand for all of them where a function has to be tried."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from math import prod
from random import Random
from typing import Final

from engine.diagram.compiler import Compiled
from engine.diagram.sample_values import spread
from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

_SINGLES: Final = 600
"""Up to this many readings of one level all are tried; of more, some are drawn."""

_PAIRS: Final = 300


class SampleInputs:
    """Known values of a pathway's findings.

    Every choice; every set of choices, of many the small ones; numbers at both ends, and at, beside
    and between all limits; readings of one level and of two.
    """

    def __init__(self, compiled: Compiled, fields: Collection[str] | None = None) -> None:
        """Choose the values.

        Args:
            compiled: the pathway.
            fields: the fields of a level's reading that are filled in; None means all.
        """
        self._pathway = compiled.pathway
        self._fields = fields
        self._limits = _limits(compiled)
        self._known: dict[str, tuple[Value, ...]] = {}

    def __call__(self, finding: Finding) -> tuple[Value, ...]:
        """The values of one finding."""
        if finding.key not in self._known:
            self._known[finding.key] = tuple(self._values(finding))
        return self._known[finding.key]

    def field(self, field: Finding) -> tuple[Value, ...]:
        """The values of one field of a level's reading."""
        return tuple(field.options or spread(field, _same_unit(self._pathway, field)))

    def readings(
        self, finding: Finding, levels: Sequence[str], random: Random
    ) -> tuple[LevelReading, ...]:
        """A reading of some levels, its fields drawn and some of them left out."""
        fields = self._choices(finding)
        return tuple(
            _reading(level, {name: random.choice(values) for name, values in fields.items()})
            for level in levels
        )

    def _values(self, finding: Finding) -> Iterator[Value]:
        match finding.kind:
            case Kind.CHOICE:
                yield from finding.options
            case Kind.SEVERAL:
                options = finding.options
                sizes = range(len(options) + 1) if len(options) < 10 else (0, 1, 2, len(options))
                sets = chain.from_iterable(combinations(options, size) for size in sizes)
                yield from map(frozenset, sets)
            case Kind.LEVELS:
                yield from self._all_readings(finding)
            case _:
                yield from spread(finding, self._limits[finding.key])

    def _all_readings(self, finding: Finding) -> Iterator[tuple[LevelReading, ...]]:
        random = Random(1)  # noqa: S311
        fields, sites = self._choices(finding), finding.sites.tried
        yield ()
        if len(sites) * prod(map(len, fields.values())) <= _SINGLES:
            for level, values in product(sites, product(*fields.values())):
                yield (_reading(level, dict(zip(fields, values, strict=True))),)
        else:
            for number in range(_SINGLES):
                yield self.readings(finding, [sites[number % len(sites)]], random)
        pairs = finding.sites.tried_pairs
        for number in range(_PAIRS if pairs else 0):
            yield self.readings(finding, pairs[number % len(pairs)], random)

    def _choices(self, finding: Finding) -> Mapping[str, tuple[Value, ...]]:
        """The values of each field of a reading; UNKNOWN if it is left out."""
        return {
            field.key: (UNKNOWN, *self.field(field))
            for field in finding.fields
            if self._fields is None or field.key in self._fields
        }


def _limits(compiled: Compiled) -> Mapping[str, tuple[float, ...]]:
    """The places where the content cuts each number, or a number derived from it."""
    own = {domain.key: tuple(cut.value for cut in domain.cuts) for domain in compiled.domains}
    found = dict(own)
    for finding in compiled.pathway.findings.values():
        for key in finding.derived.inputs if finding.derived else ():
            found[key] = (*found.get(key, ()), *own[finding.key])
    return found


def _same_unit(pathway: Pathway, field: Finding) -> tuple[float, ...]:
    thresholds = pathway.thresholds.values()
    return tuple(item.value for item in thresholds if field.unit and item.unit == field.unit)


def _reading(level: str, fields: Mapping[str, Value]) -> LevelReading:
    known = {
        name: value
        for name, value in fields.items()
        if value != UNKNOWN and isinstance(value, str | int | float)
    }
    return {"level": level, **known}
