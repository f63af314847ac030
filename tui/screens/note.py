"""The screen for a note: the user's own words, beside the pathway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from textual.widget import Widget
from textual.widgets import Input

from data.session.events import WORDS_LENGTH
from data.wording.advice_words import NOTES, note_text
from tui.keys.help_lines import TYPING_KEYS
from tui.rows.row import TextRow, TextStyle, rule
from tui.screens.session_base import SessionPage
from tui.views import page_texts
from tui.widgets.clean_input import CleanInput
from tui.widgets.rows import RowsView

_ASK: Final = (
    TextRow(),
    TextRow("  Your note", TextStyle.STRONG),
    TextRow("  It is exported with the session, marked as yours. Do not use a name."),
    TextRow(),
)


class NoteScreen(SessionPage):
    """One line to type on; Enter keeps it and goes back."""

    DEFAULT_CSS = "NoteScreen #notes { height: 1fr; }"
    page_name = "note"
    longest = "#notes"
    keys = f" Enter keep (empty: nothing)   {TYPING_KEYS}"

    def body(self) -> Iterable[Widget]:
        """The line, then the notes so far."""
        yield RowsView(id="ask")
        yield CleanInput(WORDS_LENGTH, id="note")
        yield RowsView(id="notes")

    @property
    def pending(self) -> bool:
        """Words that Enter has not kept."""
        return bool(self.query_one("#note", CleanInput).value.strip())

    def opened(self) -> None:
        """Ask."""
        self.head("Note")
        self.rows("#ask").show(_ASK)
        self.rows("#notes").show(self._notes())
        self.query_one("#note").focus()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Say when the line is full."""
        full = page_texts.too_long("A note", WORDS_LENGTH)
        self.say(full * self.query_one("#note", CleanInput).cut)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it."""
        if event.value.strip() and self.interview_session.read_only:
            self.say(self.interview_session.fault)
            return
        if event.value.strip():
            self.interview_session.note(event.value)
            self.query_one("#note", CleanInput).value = ""
        self.close()

    def _notes(self) -> Iterator[TextRow]:
        notes = self.interview_session.session.state.notes
        if notes:
            yield TextRow()
            yield rule(NOTES)
        for note in notes:
            yield TextRow(note_text(note.at, note.detail), continuation_indent=2)
