"""The screen that begins a session: an optional label, no name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from data.session.session import LABEL_LENGTH
from tui.keys.help_lines import TYPING_KEYS
from tui.rows.row import BLANK, TextRow, TextStyle
from tui.screens.base import Page
from tui.security.answer_timing import QUIET, TOO_SOON, AnswerTiming
from tui.views import page_texts
from tui.widgets.clean_input import CleanInput
from tui.widgets.rows import RowsView

_ASK: Final = (
    TextRow(),
    TextRow("  Label (optional): bed or local number, never a name", TextStyle.STRONG),
    TextRow(),
)


class NewSessionScreen(Page):
    """Ask for a label; Enter begins."""

    DEFAULT_CSS = """
    NewSessionScreen #label { max-width: 64; }
    NewSessionScreen #rest { height: 1fr; }
    """
    page_name = "new_session"
    longest = "#rest"
    keys = f" Enter begin   {TYPING_KEYS}"

    def body(self) -> Iterable[Widget]:
        """The question, the line to type on, what follows."""
        yield RowsView(id="ask")
        yield CleanInput(LABEL_LENGTH, id="label", refuses=self._refuses)
        yield RowsView(id="rest")

    def opened(self) -> None:
        """Ask."""
        self._timing = AnswerTiming(self.host.monotonic, self.call_after_refresh, QUIET, reading=0)
        self._timing.shown()
        self.bar("New session")
        of = self.host.workspace.content.pathway.focuses
        forms = self.host.workspace.content.pathway.forms.values()
        self._begins = [f"  Enter begins with: {form.title}." for form in forms][:1]
        self._choices = [
            ("", page_texts.EVERYTHING),
            *((key, one.title) for key, one in of.items()),
        ]
        known = [key for key, _ in self._choices]
        at = self.host.workspace.focus
        self._at = known.index(at) if at in known else 0
        self.rows("#ask").show(_ASK)
        self._rest()
        self.query_one("#label").focus()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Say when the line is full."""
        self._rest(cut=self.query_one("#label", CleanInput).cut)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Begin; keys may answer at once where no key can have missed the form it was meant for."""
        self.host.begin(event.value, self._choices[self._at][0], named=not event.value)

    def _refuses(self, event: events.Key) -> bool:
        """Refuse what was typed before the label was asked for, and then all up to a pause.

        Enter is taken at once where it comes first: it begins what the page before offered.
        """
        came = self.host.came(event)
        printed = event.is_printable
        refused = not self._timing.allows(came) if printed else self._timing.refuses(came)
        if refused:
            self.say(TOO_SOON, TextStyle.ALERT)
        return refused

    def action_about(self, direction: int) -> None:
        """Choose what the session asks about."""
        self._at = (self._at + direction) % len(self._choices)
        self._rest()

    def action_home(self) -> None:
        """Begin nothing."""
        self.host.go_home()

    def _rest(self, *, cut: bool = False) -> None:
        titles = [title for _, title in self._choices]
        others = ", ".join(title for title in titles if title != titles[self._at])
        rest = [
            BLANK,
            TextRow(f"  Asks about: {titles[self._at]}", TextStyle.STRONG),
            TextRow(f"  Down, Up: {others}"),
            BLANK,
            *map(TextRow, self._begins),
        ]
        if cut:
            rest += [
                TextRow(),
                TextRow(f"  {page_texts.too_long('A label', LABEL_LENGTH)}", TextStyle.STRONG),
            ]
        self.rows("#rest").show(rest)
