"""Tables in columns: which number of a row stands under which heading, or none for certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from data.report_reader.lexicon import Lexicon
from data.report_reader.prints import dates_in
from data.report_reader.proposals import Statement
from data.report_reader.tokens import Token, plain

_CELL: Final = re.compile(
    r"[-+]?\d+\.\d+(?![^\s|])|[^\s|]+(?: (?![-+]?\d+\.\d+(?![^\s|]))[^\s|]+)*"
)
"""Words with single blanks between them; a number is a cell of its own."""
_SCORE: Final = re.compile(r"[-+]?\d{1,2}\.\d{1,2}")
_AFTER: Final = re.compile(
    r"[ \t]*(?:(?:of|at|in|for) (?:the )?[a-z0-9 /()%-]{2,40}?)?[ \t]*(?:is|of|was|:|=)?[ \t]*"
    r"(?<![\w.])([-+]?\d+\.\d+)(?![\w.])"
)
_SLACK: Final = 1
"""Characters by which a number may stand beside its heading."""
_SIDES: Final = 60
"""Characters of a line that names a place and is no row."""


class _Score(NamedTuple):
    """A score: of which column and row, when, and where it stands; None where it is unclear."""

    column: str
    row: str
    when: tuple[int, ...]
    value: float | None
    start: int
    end: int
    line: tuple[int, int]
    unread: bool = False


class ColumnReader:
    """Reads the scores of a print whose numbers stand in columns, or in sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the headings, the rows and the words that tell reference tables."""
        self._table = lexicon.files.columns
        self._scored = _patterns(self._table.headings)
        self._heads: list[Token] = []
        self._place, self._sides = "", 1
        self._rows = _patterns(self._table.rows)
        self._places = _patterns(self._table.places)
        self._reference = re.compile("|".join(self._table.reference))
        self._lexicon = lexicon

    def statements(self, text: str) -> Iterator[Statement]:
        """The scores of the text, each under its own column and place."""
        scores = list(self._scores(plain(text)))
        for finding, rule in self._table.finding.items():
            found = [s for s in scores if s.column == rule.column and s.row in rule.rows]
            rivals = [row for row in self._table.alternatives if row in {s.row for s in found}]
            found = [score for score in found if score.row not in rivals[1:]]
            if found:
                yield self._one(finding, _newest(found), same=rule.pick == "first")

    def _one(self, finding: str, scores: list[_Score], *, same: bool) -> Statement:
        """One statement of the scores of one finding: the lowest of several sides."""
        values = {score.value for score in scores}
        certain = None not in values and (len(values) == 1 or not same)
        lowest = min(scores, key=lambda s: (99.0 if s.value is None else s.value, s.unread))
        note = self._table.lowest if len(values) > 1 and certain else ""
        value = lowest.value if certain else None
        place = lowest.start, lowest.end
        return Statement(finding, value, *place, lowest.line, note=note, unread=lowest.unread)

    def _scores(self, text: str) -> Iterator[_Score]:
        """The scores of every row under a heading, and of sentences that name one."""
        above: list[Token] = []
        for line in re.finditer(r"[^\r\n]+", text):
            cells = [Token(m[0], m.start(), m.end()) for m in _CELL.finditer(line[0])]
            joined = cells if self._sides > 1 else _joined(above, cells)
            prose, scored = line[0].rstrip().endswith("."), _SCORE.search(line[0])
            named = [name for name, found in self._places.items() if found.search(line[0])]
            if scored:
                row = list(self._in_row(line, cells, named))
                unread = bool(row) and self._lexicon.unread_in(line[0], "scores")
                in_row = [score._replace(unread=unread) for score in row]
                yield from in_row or self._in_sentences(line)
            elif self._columns(joined) and not self._reference.search(line[0]):
                self._heads = joined
                self._place = named[0] if len(named) == 1 else self._place
            elif len(named) == 1 and len(line[0].strip()) < _SIDES and not prose:
                self._place = named[0]
                self._sides = len(self._places[named[0]].findall(line[0]))
            above = [] if prose or scored else cells

    def _columns(self, heads: list[Token]) -> dict[str, list[Token]]:
        """The headings of scores, by their column."""
        found = {
            name: [head for head in heads if pattern.search(head.word)]
            for name, pattern in self._scored.items()
        }
        return {name: cells for name, cells in found.items() if cells}

    def _row_name(self, line: str, places: Iterable[str]) -> str:
        """The row that a line is of, with its place; empty where it is not clear."""
        rows = [name for name, pattern in self._rows.items() if pattern.search(line)]
        known = {f"{place}_{row}" for place in places for row in rows} & {*self._table.known}
        return known.pop() if len(known) == 1 else ""

    def _in_row(
        self, line: re.Match[str], cells: list[Token], named: list[str]
    ) -> Iterator[_Score]:
        """The scores of a row, each by its position or its number among the columns.

        Columns that are printed once for each side of a place are all of the same row.
        """
        above = [self._place] if self._place else self._places
        row = self._row_name(line[0], named or above)
        if not row or not self._heads:
            return
        when = next(filter(None, dates_in(line[0])), ())
        columns, divided = self._columns(self._heads), "|" in line[0]
        for column, own in columns.items():
            others = [head for name, heads in columns.items() if name != column for head in heads]
            if len(own) != self._sides or any(head in others for head in own):
                yield _Score(column, row, when, None, *line.span(), line.span())
                continue
            for head in own:
                under = _under(head, self._heads, cells, divided=divided)
                under = [cell for cell in under if any(map(str.isdecimal, cell.word))]
                if under:
                    exact = len(under) == 1 and _SCORE.fullmatch(under[0].word)
                    value = float(under[0].word) if exact else None
                    span = line.start() + cells[0].start, line.start() + under[0].end
                    yield _Score(column, row, when, value, *span, line.span())

    def _in_sentences(self, line: re.Match[str]) -> Iterator[_Score]:
        """The scores that a sentence gives right after their headings, of one place."""
        for said in re.finditer(r"(?:[^.;]|\.(?=\d))+", line[0]):
            named = {name for name, found in self._places.items() if found.search(said[0])}
            places = named or ([self._place] if self._place else self._places)
            alone = self._table.alone.get(min(named), "") if len(named) == 1 else ""
            row = self._row_name(said[0], places) or alone
            if len(named) > 1 or not row or self._reference.search(said[0]):
                continue
            for column, head in self._scored.items():
                heads = list(head.finditer(said[0]))
                if len(heads) == 1 and (number := _AFTER.match(said[0], heads[0].end())):
                    value = float(number[1]) if _SCORE.fullmatch(number[1]) else None
                    start = line.start() + said.start() + len(said[0]) - len(said[0].lstrip())
                    span = start, line.start() + said.start() + number.end()
                    unread = self._lexicon.unread_in(said[0], "scores")
                    yield _Score(column, row, (), value, *span, line.span(), unread)


def _patterns(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?<![\w,-])(?:{words})(?![\w,-])") for name, words in table.items()}


def _joined(above: list[Token], below: list[Token]) -> list[Token]:
    """The headings of two lines, those that stand over one another as one."""
    heads = [
        Token(
            " ".join([*(c.word for c in above if _over(c, cell)), cell.word]),
            min([cell.start, *(c.start for c in above if _over(c, cell))]),
            max([cell.end, *(c.end for c in above if _over(c, cell))]),
        )
        for cell in below
    ]
    alone = [cell for cell in above if not any(_over(cell, other) for other in below)]
    return sorted([*alone, *heads], key=lambda cell: cell.start)


def _over(one: Token, other: Token, slack: int = -1) -> bool:
    return one.start <= other.end + slack and other.start <= one.end + slack


def _under(head: Token, heads: list[Token], cells: list[Token], *, divided: bool) -> list[Token]:
    """The cell of a heading, by number where all are there and by place; more where they differ.

    Where signs divide the cells, the number alone counts.
    """
    by_place = [cell for cell in cells if [h for h in heads if _over(cell, h, _SLACK)] == [head]]
    if len(cells) != len(heads):
        return by_place
    cell = cells[heads.index(head)]
    if divided:
        return [cell]
    return [cell, *(other for other in by_place if other != cell)]


def _newest(scores: list[_Score]) -> list[_Score]:
    """The scores of the last day; all of them where a day is missing."""
    days = {score.when for score in scores}
    return [score for score in scores if score.when == max(days)] if () not in days else scores
