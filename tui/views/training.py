"""Training: the worked cases as entries, and the guided tour as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.content.worked_cases import WorkedCase
from tui.rows.list_entries import Entry, entry, heading
from tui.rows.page_actions import action_of, key_of
from tui.rows.row import TextRow, TextStyle

TOUR: Final = "tour"
_STEPS: Final = (
    (
        "Everything here is practice. It is kept apart from the sessions of patients, and every"
        " screen and every export says so."
    ),
    (
        "Open the article's patient below. The plan comes first: the next step stands on top, what"
        " to do now below it."
    ),
    (
        f"On the plan, {key_of('plan', 'why')} says why, {key_of('plan', 'change')} what would"
        f" change it, {key_of('plan', 'sources')} on whose word it stands."
    ),
    (
        f"{key_of('plan', 'back')} goes to the questions. One answer changes the next step at once;"
        f" {key_of('interview', 'undo')} takes it back."
    ),
    f"{key_of('plan', 'what_if')} on the plan tries other answers in a copy.",
    (
        f"{key_of('plan', 'accept')} accepts a line, {key_of('plan', 'decline')} declines it with a"
        f" reason, {key_of('plan', 'accept_rest')} accepts what is left."
    ),
    (
        f"{key_of('everywhere', 'search')} finds any question, advice or statement;"
        f" {key_of('everywhere', 'help')} lists all keys."
    ),
    (
        f"{key_of('plan', 'export')} writes the page; {key_of('interview', 'home')} goes home, and"
        f" {key_of('home', 'train')} there goes back to the sessions of patients."
    ),
)


def case_entries(found: Iterable[WorkedCase]) -> Iterator[Entry[str]]:
    """The tour, then each case by its question."""
    yield entry(TOUR, "Guided tour: eight steps, two minutes; go on below at any time")
    yield heading("Worked cases")
    for case in found:
        yield entry(case.id, f"{case.id}  {case.question}", hang=7)


def tour_rows() -> Iterator[TextRow]:
    """The steps, numbered; the keys are those of the screens."""
    for number, step in enumerate(_STEPS, 1):
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
