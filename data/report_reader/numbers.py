"""Numbers with their units in a row of words, and whether each is exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data.report_reader.word_files import BindingFile, KeyModel


class Number(NamedTuple):
    """A number with its unit: where it stands, and whether it is exact."""

    value: float
    first: int
    last: int
    exact: bool

    @property
    def span(self) -> tuple[int, int]:
        """The words of the number and its unit."""
        return self.first, self.last


def numbers(
    said: Sequence[str], limits: tuple[int, int], rule: KeyModel, table: BindingFile
) -> Iterator[Number]:
    """The numbers with one of some units between two places; exact if plausible."""
    (low, high), (first, last) = rule.plausible, limits
    words = [*said, "", "", ""]
    digits = [bool(word) and word[0].isdecimal() for word in words]
    ranges = [word in table.ranges for word in words]
    for at in range(first, last - 1):
        step = 2 if words[at + 1] == "-" and at + 2 < last else 1
        if not digits[at] or words[at + step] not in rule.units:
            continue
        joined = at > 1 and ranges[at - 1] and digits[at - 2]
        spread = at > 2 and ranges[at - 2] and digits[at - 3]
        limited = {*words[max(0, at - 3) : at]} & {*table.bounds}
        value = float(words[at])
        exact = not (joined or spread or limited or (ranges[at + 2] and digits[at + 3]))
        yield Number(value, at, at + 2, exact and low <= value <= high)
