"""Tables of sites: each row as the words that its cells say under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from data.report_reader.lexicon import Lexicon
from data.report_reader.tokens import Token

_LINE: Final = re.compile(r"[^\r\n]+")
_GAP: Final = re.compile(r"(?: {2,}|\t)[ \t]*")
_SIGN: Final = re.compile(r"\|")


def rows(text: str, lexicon: Lexicon) -> dict[int, list[Token]]:
    """The words of each row of a table, by the place where its line begins.

    Words of a heading have no length and stand where their cell begins.
    """
    table = lexicon.files.layout.table
    found: dict[int, list[Token]] = {}
    says: list[str] = []
    for line in _LINE.finditer(text):
        cells = list(_cells(line, _SIGN if "|" in line[0] else _GAP))
        words = [" ".join(text[slice(*cell)].casefold().split()) for cell in cells]
        if words and words[0] in table.first:
            says = [table.says.get(word, "{}") for word in words]
        elif says and len(cells) == len(says) > 1:
            found[line.start()] = list(_words(text, cells, says, lexicon))
        elif any(map(str.isalnum, line[0])):
            says = []
    return found


def _cells(line: re.Match[str], sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The places of the cells of a line; signs around the line are no cells."""
    text = line[0]
    first = len(text) - len(text.lstrip("| \t"))
    last = len(text.rstrip("| \t"))
    breaks = [place for found in sign.finditer(text, first, last) for place in found.span()]
    places = [first, *breaks, last] if first < last else []
    for start, end in zip(places[::2], places[1::2], strict=True):
        cell = text[start:end]
        start += len(cell) - len(cell.lstrip())
        yield line.start() + start, line.start() + max(start, start + len(cell.strip()))


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
