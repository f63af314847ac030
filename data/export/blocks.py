"""Headings, lines and charts: the blocks of which every exported document consists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from data.text.outside_text import one_line
from data.wording.charts import Scale, SiteChart, TimeLine

_LONGEST: Final = 10_000
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~/?#!$&'()*+,;=%:-]+")

ITEM: Final = "-"
"""The label of a line that is one of a list."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 is the title, 4 one recommendation.
        first: whether its part is the one that a reader looks for first.
        silent: whether it is left out where space is short.
    """

    level: int
    text: str
    first: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; a label before it and an address after it are optional.

    Attributes:
        alert: whether it comes before everything else.
    """

    text: str
    label: str = ""
    link: str = ""
    alert: bool = False

    @property
    def followed(self) -> bool:
        """Return whether the address can be followed."""
        return _ADDRESS.fullmatch(self.link) is not None


Block = Heading | Line
Chart = SiteChart | Scale | TimeLine
PageBlock = Block | Chart


def cleaned(text: str) -> str:
    """A text of a document as one clean line."""
    return one_line(text, _LONGEST)


def nested(blocks: Iterable[PageBlock]) -> Iterator[tuple[PageBlock, int]]:
    """Each block with its depth in the outline, without gaps, as screen readers expect."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [*(level for level in above if level < block.level), block.level]
        yield block, len(above)


def sections(blocks: Iterable[PageBlock], before: str) -> Iterator[tuple[str, list[Line]]]:
    """The lines below each heading of level 2, by its text.

    Args:
        blocks: the blocks of a document.
        before: names the lines before the first heading of level 2.
    """
    title, lines = before, list[Line]()
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif isinstance(block, Heading) and block.level == 2:
            yield title, lines
            title, lines = block.text, []
    yield title, lines
