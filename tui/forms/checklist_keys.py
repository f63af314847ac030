"""The rows of a list to tick beside its items: its meter, columns, and its keys as they act now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.forms.form import NONE, NOT_KNOWN_KEY, NOT_KNOWN_OPTION, Hint
from tui.rows.row import TextRow, TextStyle

_ONE_COLUMN: Final = 9
_COLUMN: Final = 39
_MARKED: Final = "█"
_UNMARKED: Final = "░"

FULL: Final = Hint("Every line is marked.", " Enter keeps the marks.", " keep stores the marks.")
SOME: Final = Hint(
    "Something is ticked: ", "Enter keeps it; or untick it first.", "untick or keep."
)
NOTHING: Final = Hint(
    "Nothing is ticked.",
    f" Press {NONE} if all are checked and absent, {NOT_KNOWN_KEY} if not known.",
    " Type none if all are checked and absent, unknown if not known.",
)
PARTLY: Final = Hint(
    "Some lines are open.",
    f" {NONE}: they are checked and absent. {NOT_KNOWN_KEY}: they are not known.",
    " none: they are checked and absent. unknown: they are not known.",
)
WHOLE: Final = Hint(
    "Only the whole list can be not known. ",
    "Untick it first, or Enter: the others are absent.",
    "Untick it first, or keep: the others are absent.",
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a list, as far as its keys depend on them.

    Attributes:
        as_before: whether an answer given before stands there untouched.
        partly: whether a part of one does, and the rest is open.
        some: whether an item was marked now.
        all: whether every item was.
        present: whether an item is marked as present.
        each: whether an item can be not known by itself.
    """

    as_before: bool
    partly: bool
    some: bool
    all: bool
    present: bool
    each: bool


def key_lines(none: str, others: str, marks: Marks) -> Iterator[tuple[str, str]]:
    """The keys that store the list, and what each stores.

    Args:
        none: what the key for none stores, in words.
        others: what is stored for items without a mark.
        marks: of the list.
    """
    if marks.as_before:
        yield "Enter", "Keep the answer as it is"
    elif marks.partly:
        yield NONE, f"Keep what is marked; {others}"
    elif marks.some:
        yield "Enter", "Keep what is marked" + ("" if marks.all else f"; {others}")
    if not marks.some and not marks.present:
        yield NONE, none
        yield NOT_KNOWN_KEY, NOT_KNOWN_OPTION
    elif marks.each and not marks.all:
        yield NOT_KNOWN_KEY, "Keep what is marked; the others are not known"


def meter(marked: int, count: int) -> TextRow:
    """The number of items with a mark; the row is left out where lines are short."""
    bar = _MARKED * marked + _UNMARKED * (count - marked)
    return TextRow(f"  {bar}  {marked}/{count}", optional=True, drawn=True)


def item_rows(drawn: Sequence[str], at: int) -> Iterator[TextRow]:
    """The items one below the other; many of them side by side, where the line is wide enough.

    Args:
        drawn: the items as they are shown.
        at: where the cursor is.
    """
    half = (len(drawn) + 1) // 2
    column = max(_COLUMN, 2 + max(map(len, drawn[:half]), default=0))
    beside = [*drawn[half:], ""]
    pairs = [f"{drawn[n]:<{column}}{beside[n]}".rstrip() for n in range(half)]
    wide = max(map(len, pairs), default=0) if len(drawn) > _ONE_COLUMN else None
    for position, text in enumerate(pairs if wide else ()):
        yield TextRow(text, here=at % half == position, least=wide or 0)
    for position, text in enumerate(drawn):
        here = position == at
        look = TextStyle.HERE if here else TextStyle.PLAIN
        most = wide and wide - 1
        yield TextRow(text, look, here=here, continuation_indent=8, most=most)
