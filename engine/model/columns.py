"""The answers of many patients as columns, in which each different value stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.model.answers import Value


@dataclass(frozen=True, slots=True)
class Column:
    """One finding of many patients.

    Attributes:
        codes: for each patient, the number of the value.
        values: the different values; None where the finding is not known.
    """

    codes: Sequence[int]
    values: Sequence[Value | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """The findings of many patients.

    Attributes:
        size: how many patients there are.
        by_key: the columns by finding; one that is missing is not known of anybody.
    """

    size: int
    by_key: Mapping[str, Column]

    def answers(self, number: int, keys: Iterable[str] | None = None) -> dict[str, Value]:
        """The answers of one patient, to all findings or to some."""
        columns = self.by_key
        named = columns if keys is None else filter(columns.__contains__, keys)
        found = ((key, columns[key].values[columns[key].codes[number]]) for key in named)
        return {key: value for key, value in found if value is not None}

    def groups(self, keys: Iterable[str]) -> Iterator[Sequence[int]]:
        """The numbers of the patients whose answers to some findings are the same."""
        named = [self.by_key[key].codes for key in keys if key in self.by_key]
        equal: dict[tuple[int, ...], list[int]] = {}
        for number, codes in enumerate(zip(*named, strict=True)):
            equal.setdefault(codes, []).append(number)
        yield from equal.values() if named else filter(None, [range(self.size)])
