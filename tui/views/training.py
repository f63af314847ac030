"""Training: the worked cases as entries, and the guided tour as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from data.content.worked_cases import WorkedCase
from tui.keys.keys import action_of, key_of
from tui.rows.list_entries import Entry, entry, heading
from tui.rows.row import TextRow, TextStyle

TOUR: Final = "tour"

Named: TypeAlias = Callable[[str, str], str]
"""The name of an action of a page: its key on screens, its word on plain lines."""


def _steps(named: Named) -> Iterator[str]:
    yield (
        "Everything here is practice. It is kept apart from the sessions of patients, and every"
        " screen and every export says so."
    )
    yield (
        "Open the article's patient. The plan comes first: the next step stands on top, what to do"
        " now below it."
    )
    yield (
        f"On the plan, {named('plan', 'why')} says why, {named('plan', 'change')} what would change"
        f" it, {named('plan', 'sources')} on whose word it stands."
    )
    yield (
        f"{named('plan', 'back')} goes to the questions. One answer changes the next step at once;"
        f" {named('interview', 'undo')} takes it back."
    )
    yield f"{named('plan', 'what_if')} on the plan tries other answers in a copy."
    yield (
        f"{named('plan', 'accept')} accepts a line, {named('plan', 'decline')} declines it with a"
        f" reason, {named('plan', 'accept_rest')} accepts what is left."
    )
    yield (
        f"{named('home', 'search')} finds any question, advice or statement;"
        f" {named('plan', 'export')} writes the page."
    )
    yield (
        f"{named('interview', 'home')} goes to the list; {named('home', 'train')} there goes back"
        " to the sessions of patients."
    )


def case_entries(found: Iterable[WorkedCase]) -> Iterator[Entry[str]]:
    """The tour, then each case by its question."""
    yield entry(TOUR, "Guided tour: eight steps, two minutes; go on below at any time")
    yield heading("Worked cases")
    for case in found:
        yield entry(case.id, case.question, hang=4)


def tour_rows(named: Named = key_of) -> Iterator[TextRow]:
    """The steps, numbered."""
    for number, step in enumerate(_steps(named), 1):
        yield TextRow(f"  {number}  {step}", continuation_indent=5)


def case_rows(case: WorkedCase) -> Iterator[TextRow]:
    """The question of a case and the answer that the content states."""
    yield TextRow(case.question, TextStyle.STRONG, continuation_indent=2)
    if case.answer:
        yield TextRow(f"Answer     {case.answer}", continuation_indent=11)
    opens = action_of("cases", "open").printed
    yield TextRow(
        f"{opens} opens it as a session for practice, with its answers.",
        spoken="Its number opens it as a session for practice, with its answers.",
    )
