"""Proposals for answers, and places that touch a question without answering it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from data.report_reader.word_files import OpenModel
from data.text.numbers import number_text
from engine.model.answers import Bound

Given: TypeAlias = str | float
"""A choice, or a number in the finding's unit; a bound stands at its limit."""

DENIED: Final = "\0denied"
"""The value of a statement that a site is not affected; proposed never."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A place of the text that speaks of a finding.

    Attributes:
        finding: its key.
        value: what the text states; None when it touches the question without answering it.
        start, end: the words that carry it, as characters of the text.
        sentence: where its sentence begins and ends.
        site, part: the site that it speaks of, and which of the site's own values.
        note: what the text says beside it, such as how old it is, or why nothing is proposed.
        blocks: whether it leaves the finding open whatever else the text states.
        amends: whether it corrects what the report says of its finding at any site.
        weak: whether a more exact statement of the same finding outweighs it; a denial does not.
        denies: whether it is a denial.
        unread: whether words that are not known stand beside it, which may change its meaning.
    """

    finding: str
    value: Given | None
    start: int
    end: int
    sentence: tuple[int, int]
    site: str = ""
    part: str = ""
    note: str = ""
    blocks: bool = False
    amends: bool = False
    weak: bool = False
    denies: bool = False
    unread: bool = False

    @property
    def name(self) -> str:
        """The finding with site and part: `finding.SITE.part`."""
        return ".".join(word for word in (self.finding, self.site, self.part) if word)


def shown(value: Given | None) -> str:
    """A value as text: `<5` for a bound."""
    if isinstance(value, Bound):
        return number_text(value)
    return f"{value:.6g}" if isinstance(value, float) else value or ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The statements of a text.

    Attributes:
        kind: which kind of document it is; empty when it is refused.
        refused: why nothing is read, as a sentence; empty when something is.
        proposals: one value a name, in the order of the text.
        to_answer: what is stated, but for a person to answer.
        remarks: what a reader has to mind, such as that the text may name more.
        kinds: the kinds that a refused text could be, if a person says which.
    """

    kind: str = ""
    refused: str = ""
    proposals: tuple[Statement, ...] = ()
    to_answer: tuple[Statement, ...] = ()
    remarks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def _one(items: list[Statement], notes: OpenModel, *, amended: bool) -> Statement:
    """The one statement of a name; without a value where a person has to answer."""
    stated = [item for item in items if item.value is not None]
    denied = any(item.denies for item in stated)
    exact = [item for item in stated if not item.weak and not denied]
    strong = exact or stated
    if not strong:
        why = notes.unread if items[0].unread else ""
        return replace(items[0], note=items[0].note or why)
    differ = len({shown(item.value) for item in strong}) > 1
    if differ or amended or any(item.blocks for item in items):
        return replace(strong[0], value=None, note=notes.differ)
    read = [item for item in strong if not item.unread]
    if not read:
        return replace(strong[0], value=None, note=notes.unread)
    said = (item.note for item in items if item.note and not (exact and item.weak))
    return replace(read[0], note="; ".join(dict.fromkeys(said)))


def settled(
    statements: Iterable[Statement], notes: OpenModel
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """One proposal for each name, and the statements that are left to a person.

    Args:
        statements: in the order of the text.
        notes: what is said of a name whose values differ, or stand beside unknown words alone.
    """
    by_name: dict[str, list[Statement]] = {}
    given = list(statements)
    amended = {item.finding for item in given if item.amends}
    for item in given:
        by_name.setdefault(item.name, []).append(item)
    proposals: list[Statement] = []
    left: list[Statement] = []
    for items in by_name.values():
        if {item.value for item in items if item.value is not None} == {DENIED}:
            continue
        item = _one(items, notes, amended=any(item.finding in amended for item in items))
        (left if item.value is None else proposals).append(item)
    # Nothing of a site that is itself left to a person; a part comes after its site.
    sites = {(item.finding, item.site): item.start for item in proposals if not item.part}
    kept = [item for item in proposals if not item.part or (item.finding, item.site) in sites]
    left += [replace(item, value=None) for item in proposals if item not in kept]

    def place(item: Statement) -> tuple[int, bool]:
        return max(item.start, sites.get((item.finding, item.site), 0)), bool(item.part)

    return tuple(sorted(kept, key=place)), tuple(sorted(left, key=lambda item: item.start))
