"""The screen for a note: the user's own words, beside the pathway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from data.session.events import WORDS_LENGTH
from data.wording.phrases import NOTES, note_text
from tui.rows.row import Look, Row, rule
from tui.screens.base import Page
from tui.screens.key_bindings import key
from tui.state.interview_session import Sitting
from tui.widgets.clean_input import Field
from tui.widgets.rows import Rows

_ASK: Final = (
    Row(),
    Row("  Your note", Look.STRONG),
    Row("  It is exported with the session, marked as yours. Do not use a name.", hang=2),
    Row(),
)


class NoteScreen(Page):
    """One line to type on; Enter keeps it and goes back."""

    DEFAULT_CSS = "NoteScreen #notes { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [key("ctrl+g,escape", "back", "back", "write nothing")]
    keys = " Enter keep (empty: nothing)   Ctrl+G back   F1 help"

    def __init__(self, sitting: Sitting) -> None:
        """Write a note into the session of a sitting."""
        super().__init__()
        self._sitting = sitting

    def body(self) -> Iterable[Widget]:
        """The line, then the notes so far."""
        yield Rows(id="ask")
        yield Field(WORDS_LENGTH, id="note")
        yield Rows(id="notes")

    @property
    def pending(self) -> bool:
        """Words that Enter has not kept."""
        return bool(self.query_one("#note", Field).value.strip())

    def opened(self) -> None:
        """Ask."""
        session = self._sitting.session
        self.bar(f"{session.id}  {session.label}".rstrip(), "Note")
        self.rows("#ask").show(_ASK)
        self.rows("#notes").show(self._notes())
        self.query_one("#note").focus()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Say when the line is full."""
        full = f"A note has {WORDS_LENGTH} characters at most."
        self.say(full * self.query_one("#note", Field).cut)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it."""
        if event.value.strip() and self._sitting.read_only:
            self.say(self._sitting.fault)
            return
        if event.value.strip():
            self._sitting.note(event.value)
            self.query_one("#note", Field).value = ""
        self.close()

    def action_back(self) -> None:
        """Write nothing."""
        self.close()

    def _notes(self) -> Iterator[Row]:
        notes = self._sitting.session.state.notes
        if notes:
            yield Row()
            yield rule(NOTES)
        for note in notes:
            yield Row(note_text(note.at, note.detail), hang=2)
