"""Headings, lines and pictures: what every document that leaves is laid out in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_BAND: Final = " | "
_NOT_NAMED: Final = "."


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 is the title, 4 one recommendation.
        first: whether it is over what a reader looks for first.
    """

    level: int
    text: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, with a label before it and an address after it, or either, or none."""

    text: str
    label: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """The marks of one finding, by site, with what each means."""

    label: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """The sites of the body in bands, and a row of marks for each finding that is read there."""

    bands: Mapping[str, tuple[str, ...]]
    rows: tuple[PictureRow, ...]

    def drawn(self) -> Iterator[str]:
        """The sites in a line, below them the marks of each row; a dot where none is named."""
        width = max(len(row.label) for row in self.rows) + 1
        names = _BAND.join(" ".join(band) for band in self.bands.values())
        yield f"{'':<{width}}{names}"
        for row in self.rows:
            marks = _BAND.join(
                " ".join(f"{row.marks.get(site, _NOT_NAMED):^{len(site)}}" for site in band)
                for band in self.bands.values()
            )
            yield f"{row.label:<{width}}{marks}".rstrip()


Block = Heading | Line
PageBlock = Block | Picture
