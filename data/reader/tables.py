"""Tables of sites: each row as the words that its cells say under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from data.reader.lexicon import Lexicon
from data.reader.tokens import Token

_CELLS: Final = re.compile(r"\s*\|\s*|\t+| {2,}")


def rows(text: str, lexicon: Lexicon) -> dict[int, list[Token]]:
    """The words of each row of a table, by the place where its line begins.

    Words of a heading have no length and stand where their cell begins.
    """
    table = lexicon.tables["layout"]["table"]
    found: dict[int, list[Token]] = {}
    says: list[str] = []
    for line in re.finditer(r"[^\r\n]*\w[^\r\n]*", text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        cells = list(_cells(text, start, line.end()))
        words = [" ".join(text[slice(*cell)].casefold().split()) for cell in cells]
        if words[0] in table["first"]:
            says = [table["says"].get(word, "{}") for word in words]
        elif len(cells) == len(says) > 1:
            found[line.start()] = list(_words(text, cells, says, lexicon))
        else:
            says = []
    return found


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of the cells of a line; signs around the line are no cells."""
    while text[start] in "| \t":
        start += 1
    while text[end - 1] in "| \t":
        end -= 1
    breaks = [place for found in _CELLS.finditer(text, start, end) for place in found.span()]
    places = [start, *breaks, end]
    return zip(places[::2], places[1::2], strict=True)


def _words(
    text: str, cells: list[tuple[int, int]], says: list[str], lexicon: Lexicon
) -> Iterator[Token]:
    """The words of the cells with those of their headings, and a sign after each cell."""
    for number, ((start, end), form) in enumerate(zip(cells, says, strict=True)):
        before, after = form.split("{}")
        if number:
            yield Token(":" if number == 1 else ",", start, start)
        yield from (Token(token.word, start, start) for token in lexicon.tokens(before, 0))
        yield from lexicon.tokens(text[start:end], start)
        yield from (Token(token.word, end, end) for token in lexicon.tokens(after, 0))
