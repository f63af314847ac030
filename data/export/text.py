"""Documents as plain text: ASCII, nothing that a terminal or a printer acts on.

Of the charts the sites are drawn; the others say nothing that is not said in words.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from data.export.blocks import ITEM, Heading, Line, PageBlock, cleaned
from data.export.documents import blocks_of
from data.export.source import Source
from data.wording.charts import SiteChart

WIDTH: Final = 78
"""Columns of a document."""

PAGE_WIDTH: Final = 80
"""Columns of what has to stand on one page."""

NOT_NAMED: Final = "."
"""The mark of a site that a report does not name."""

_UNDERLINES: Final = {1: "=", 2: "=", 3: "-"}
_MICRO: Final = ("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")
_SPELT_OUT: Final = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{GREATER-THAN OR EQUAL TO}": ">=",
        "\N{LESS-THAN OR EQUAL TO}": "<=",
        "\N{NOT EQUAL TO}": "!=",
        "\N{PLUS-MINUS SIGN}": "+/-",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{MICRO SIGN}": "u",
        "\N{GREEK SMALL LETTER MU}": "u",
        "\N{DEGREE SIGN}": " deg",
        "\N{SUPERSCRIPT TWO}": "^2",
        "\N{SUPERSCRIPT THREE}": "^3",
        "\N{VULGAR FRACTION ONE HALF}": " 1/2",
        "\N{VULGAR FRACTION ONE QUARTER}": " 1/4",
        "\N{VULGAR FRACTION THREE QUARTERS}": " 3/4",
        "\N{LATIN SMALL LETTER SHARP S}": "ss",
        "\N{LATIN SMALL LETTER AE}": "ae",
        "\N{LATIN CAPITAL LETTER AE}": "AE",
        "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
        "\N{LATIN CAPITAL LETTER O WITH STROKE}": "O",
        "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
        "\N{LATIN CAPITAL LETTER L WITH STROKE}": "L",
    }
)


def text_of(blocks: Iterable[PageBlock], *, dense: bool = False) -> str:
    """Blocks as lines of ASCII, each ended by a newline.

    Args:
        blocks: what it says.
        dense: whether it is to stand on one page: lines set in below their heading, no underlines.
    """
    return "".join(f"{line}\n" for line in (_dense if dense else _lines)(blocks))


def ascii_line(text: str) -> str:
    """The text as one line of ASCII; what has no plain equivalent becomes a question mark.

    Signs with a meaning are spelt out, never dropped: a power must not run into its number, nor
    "not equal" lose its stroke.
    """
    line = cleaned(text)
    for micro in _MICRO:
        # "ug" is easily misread as "mg".
        line = line.replace(f"{micro}g", "mcg")
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", line.translate(_SPELT_OUT)):
        accent = unicodedata.combining(character) and kept and kept[-1].isalpha()
        if not accent:
            kept.append(character if character.isascii() else "?")
    return "".join(kept)


def _lines(blocks: Iterable[PageBlock]) -> Iterator[str]:
    indent = ""
    for block in blocks:
        if isinstance(block, Heading):
            indent = "   " if block.level == 4 else ""
            yield from _heading(block)
        elif isinstance(block, Line):
            yield from wrapped(_plain(block), indent) or [""]
        elif isinstance(block, SiteChart):
            yield from drawn(block)


def _dense(blocks: Iterable[PageBlock]) -> Iterator[str]:
    indent = ""
    for block in _run_in(list(blocks)):
        if isinstance(block, Heading):
            indent = "" if block.level == 1 or block.silent else "  "
            yield from [""] * block.first
            if not block.silent:
                yield from wrapped(ascii_line(block.text).upper(), "", PAGE_WIDTH)
        elif isinstance(block, Line):
            yield from wrapped(_plain(block), indent, PAGE_WIDTH)
        elif isinstance(block, SiteChart):
            yield from (f"{indent}{line}" for line in drawn(block))


def _run_in(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """The blocks, with a heading over a single line before that line."""
    after = [*blocks[1:], None, None]
    heading: Heading | None = None
    for block, below, last in zip(blocks, after, after[1:], strict=False):
        alone = isinstance(below, Line) and not isinstance(last, Line)
        if isinstance(block, Heading) and alone and not block.first and not block.silent:
            heading = block
            yield replace(block, silent=True)
        elif isinstance(block, Line) and heading:
            label = ": ".join(filter(None, (heading.text.upper(), block.label)))
            yield replace(block, label=label)
            heading = None
        else:
            yield block


def drawn(chart: SiteChart) -> Iterator[str]:
    """The sites in a line, below them the marks of each report."""
    width = max(len(column.title) for column in chart.columns) + 1
    bands = chart.shown
    yield f"{'':<{width}}{' | '.join(' '.join(band) for band in bands)}"
    for column in chart.columns:
        marks = " | ".join(
            " ".join(f"{column.mark(site) or NOT_NAMED:^{len(site)}}" for site in band)
            for band in bands
        )
        yield f"{column.title:<{width}}{marks}".rstrip()


def _heading(heading: Heading) -> Iterator[str]:
    text = ascii_line(heading.text)
    if heading.level > 1:
        yield ""
    lines = wrapped(text.upper() if heading.level == 2 else text, "")
    yield from lines
    if underline := _UNDERLINES.get(heading.level):
        yield underline * max(map(len, lines))


def _plain(line: Line) -> str:
    label = f"{line.label}{' ' if line.label == ITEM else ': '}" if line.label else ""
    return ascii_line(f"{label}{line.text} {line.link}")


def wrapped(text: str, indent: str, width: int = WIDTH) -> list[str]:
    """A line of ASCII cut at a width, the lines after the first set in by two more columns."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )


def render(source: Source, document: str) -> str:
    """A document as text; the page is set densely."""
    return text_of(blocks_of(source, document), dense=document == "page")
