"""The review before the end: what is missing, contradictory, set aside or noted; then finish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from data.wording import NOTES, note_text, value_text
from engine.findings import UNKNOWN
from engine.interview import interview
from tui.keys import key
from tui.rows import Look, Row, rule
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.widgets.picker import Entry, Picker
from tui.widgets.rows import Rows

_COMPLETE: Final = "Nothing is missing that could change the advice."
_FINISHED: Final = "The session is finished; a changed answer opens it again."


class ReviewScreen(Page):
    """What a second pair of eyes would ask about; Enter goes to the question."""

    flags_in_full = True
    DEFAULT_CSS = "ReviewScreen #review { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "finish", "finish", "finish the session and go back to the list", foot=True),
        key("enter", "change", "go to it", "go to the question under the cursor", foot=True),
        key("o", "note", "note", "add a note of your own; it changes no advice", foot=True),
        key("p", "plan", "plan", "the plan", foot=True),
        key("r", "answers", "answers", "all answers"),
        key("b,v,escape", "back", "back", "back to the questions", foot=True),
        key("q", "home", "home", "back to the list of sessions, not finished"),
        key("pagedown", "page(1)", "more below"),
        key("pageup", "page(-1)", "more above"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        """Review the session of a sitting."""
        super().__init__()
        self._sitting = sitting

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker[str](lambda _: self.say(), id="review")

    def opened(self) -> None:
        """Fill the list."""
        self._fill()
        self.spinepath.confirmations.offer()

    def on_screen_resume(self) -> None:
        """Show a note that was added meanwhile."""
        if self.app.screen is self:
            self._fill()

    def action_finish(self) -> None:
        """Mark the session as finished and go back to the list."""
        self.spinepath.confirmations.confirm(self._finish)

    def _finish(self) -> None:
        sitting = self._sitting
        sitting.finish()
        if sitting.fault:
            self.say(sitting.fault)
        else:
            self.spinepath.go_home(f"Session {sitting.session.id} is finished.")

    def action_change(self) -> None:
        """Go to the question that asks for what is under the cursor."""
        picked = self.query_one("#review", Picker).picked
        if picked is None:
            return
        if self._sitting.go_to(picked):
            self.close()
        else:
            self.say("Its question does not apply now. The answer is kept.")

    def action_note(self) -> None:
        """Write a note."""
        from tui.screens.note import NoteScreen

        self.app.push_screen(NoteScreen(self._sitting))

    def action_plan(self) -> None:
        """On to the plan."""
        from tui.screens.plan import PlanScreen

        self.app.switch_screen(PlanScreen(self._sitting))

    def action_answers(self) -> None:
        """To all answers."""
        from tui.screens.answers import AnswersScreen

        self.app.switch_screen(AnswersScreen(self._sitting))

    def action_back(self) -> None:
        """Back to the questions."""
        self.close()

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.spinepath.leave(self._sitting)

    def action_page(self, direction: int) -> None:
        """Show more of the list."""
        self.query_one("#review", Rows).scroll_page(direction)

    def _fill(self) -> None:
        sitting = self._sitting
        self.bar(f"{sitting.session.id}  {sitting.session.label}".rstrip(), "Review before finish")
        picker = self.query_one("#review", Picker)
        picker.focus()
        picker.fill(_entries(sitting))
        self.say(_FINISHED if sitting.session.finished else sitting.fault)


def _entries(sitting: Sitting) -> Iterator[Entry[str]]:
    pathway, standing, state = sitting.compiled.pathway, sitting.standing, sitting.session.state
    conflicts = [
        f"{c.says} Until that is resolved: {c.meanwhile}" for c in sitting.advice.conflicts
    ]
    yield from _told("CONTRADICTIONS BETWEEN ANSWERS", conflicts, Look.FAULT)
    drafts = [(key, pathway.findings[key].short) for key in sitting.drafts]
    yield from _group("ENTERED, BUT NOT STORED AS AN ANSWER", drafts)
    carried = [
        (key, f"{pathway.findings[key].short}: {value_text(pathway.findings[key], value)}")
        for key, value in state.proposals.items()
        if key in pathway.findings
    ]
    yield from _group("CARRIED FROM AN EARLIER SESSION, NOT CONFIRMED, NOT USED", carried)
    asked = [(q.key, q.ask) for q in standing.open]
    yield from _group("NOT ASKED YET, CAN CHANGE THE ADVICE", asked)
    unknown = [(key, pathway.findings[key].short) for key in _would_matter(sitting)]
    yield from _group("ASKED, NOT KNOWN: AN ANSWER COULD CHANGE THE ADVICE", unknown)
    if not asked and not unknown:
        yield None, partial(_plain, Row(_COMPLETE))
    aside = [
        (key, f"{pathway.findings[key].short}: {value_text(pathway.findings[key], value)}")
        for key, value in standing.set_aside.items()
    ]
    yield from _group("SET ASIDE: THE QUESTION DOES NOT APPLY NOW", aside)
    notes = [note_text(note.at, note.detail) for note in state.notes]
    yield from _told(NOTES.upper(), notes, Look.PLAIN)


def _would_matter(sitting: Sitting) -> list[str]:
    """The findings that are not known and, if they were, could change the advice."""
    active = sitting.standing.active
    known = {key: value for key, value in active.items() if value != UNKNOWN}
    still_open = {key for q in interview(sitting.compiled, known).open for key in q.findings}
    return [key for key, value in active.items() if value == UNKNOWN and key in still_open]


def _group(title: str, items: list[tuple[str, str]]) -> Iterator[Entry[str]]:
    if items:
        yield None, partial(_plain, rule(f"{title} ({len(items)})"))
    for name, words in items:
        yield name, partial(_row, words)


def _told(title: str, lines: Iterable[str], look: Look) -> Iterator[Entry[str]]:
    """Lines to read, without a question to go to."""
    rows = [Row(f"  {words}", look, hang=2) for words in lines]
    if rows:
        yield None, partial(_plain, rule(title))
    for row in rows:
        yield None, partial(_plain, row)


def _plain(row: Row, _: bool) -> Row:
    return row


def _row(words: str, here: bool) -> Row:
    look = Look.HERE if here else Look.PLAIN
    return Row(f"{'>' if here else ' '} {words}", look, hang=2, here=here)
