"""The first screen: the worklist of the sessions on this computer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from textual.widget import Widget

from data.wording.reader_roles import READERS, reader_words
from tui.keys.keys import key_of
from tui.rows.row import TextRow, TextStyle
from tui.screens.base import Page
from tui.state.worklist_row import WorklistRow
from tui.views import page_texts
from tui.views.worklist import TITLES, entries, overdue
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

_NEW: Final = key_of("home", "new")
_READER: Final = key_of("everywhere", "reader")
_SETTINGS: Final = key_of("home", "settings")
_YES: Final = key_of("moving", "yes")
_NO: Final = key_of("moving", "no")
_NONE_YET: Final = (
    page_texts.NONE_YET,
    f"Press {_NEW} to begin.",
)
_NOT_READ: Final = (page_texts.NOT_READ, f"One begun now with {_NEW} may not be saved.")
_NOT_DONE: Final = "Nothing was done."


class HomeScreen(Page):
    """The sessions: open, awaiting results, finished."""

    DEFAULT_CSS = """
    HomeScreen #titles { height: 1; }
    HomeScreen #sessions { height: 1fr; }
    """
    page_name = "home"
    longest = "#sessions"

    def body(self) -> Iterable[Widget]:
        """The list under its column titles."""
        yield RowsView(id="titles")
        yield Picker[str](self._moved, id="sessions")

    def opened(self) -> None:
        """Draw the frame; the list follows when it is read."""
        self.picker.focus()
        self.fill()

    def on_screen_resume(self) -> None:
        """The screens are about no session any more."""
        if self.app.screen is self:
            self.host.workspace.interview_session = None
            self.host.confirmations.offer()

    def fill(self, at: str | None = None) -> None:
        """Show the sessions as they are kept now, the cursor on one."""
        workspace = self.host.workspace
        place = page_texts.TRAINING if workspace.training else page_texts.SESSIONS
        leaves = page_texts.LEAVES_TRAINING if workspace.training else ""
        self.bar(place, overdue(workspace.worklist.find(""), workspace.today) or leaves)
        self.pin()
        sessions = workspace.worklist.sessions
        self.rows("#titles").show([TextRow(TITLES, TextStyle.STRONG)] if sessions else [])
        found = list(workspace.worklist.find(""))
        if found:
            self.picker.fill(entries(found, workspace.today), at=at or self.picker.picked)
            if workspace.asks_reader and not self.rows("#status").text:
                self.say(page_texts.ASK_READER_BY_KEY)
            return
        words, hint = _NONE_YET
        asks = self.host.workspace.asks_reader and sessions is not None
        if sessions is None:
            words, hint = "Reading the sessions...", ""
        elif workspace.worklist.fault:
            words, hint = _NOT_READ
        lines = [*(self._who_reads() if asks else ()), "", f"  {words}", f"  {hint}"]
        self.picker.fill((None, partial(_plain, text)) for text in lines)

    def _who_reads(self) -> Iterator[str]:
        """The question who reads, which beginning a session skips."""
        yield "  Who reads? This changes words only, never the advice."
        for number, one in enumerate(READERS.values(), 1):
            yield f"  {number}  {one.title}: {one.says}"
        yield f"  {_NEW} skips this: the clinician's words. {_READER} changes it at any time."
        yield f"  {_SETTINGS} sets your initials, the ward and the telephone numbers."

    def lines(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Return nothing: a search has the sessions wherever it begins."""
        return iter(())

    def action_new(self) -> None:
        """Begin a session, unless the key was meant for what was on the screen before."""
        begin = partial(self.host.show, "new_session")
        self.host.confirmations.confirm(partial(self.host.when_ready, begin))

    def action_reads(self, number: int) -> None:
        """Save who reads, where the first screen asks that."""
        if not self.host.workspace.asks_reader:
            self.nothing_here(str(number), str(number))
            return
        self.host.workspace.asks_reader = False
        chosen = list(READERS)[number - 1]
        fault = self.host.set_settings(replace(self.host.workspace.settings, reader=chosen))
        self.fill()
        self.say(f"{reader_words(chosen)} {fault}".rstrip())

    def action_open(self) -> None:
        """Take up the session under the cursor."""
        if kept := self._picked():
            self.host.when_ready(partial(self.host.open_session, kept.id))

    def action_follow(self) -> None:
        """Ask before a follow-up of the session under the cursor is begun."""
        if (kept := self._picked()) is None:
            return
        if not kept.finished:
            self.say(
                f"Session {kept.id} is open: Enter takes it up. A follow-up begins after its end."
            )
            return
        begin = partial(self.host.follow_up, kept.id)
        rows = self.host.workspace.worklist.find("")
        later = next((row.id for row in rows if row.continues == kept.id), "")
        known = f"Session {later} follows it already. " if later else ""
        self.host.confirmations.ask(
            f"{known}Begin a follow-up of session {kept.id}? {_YES} begins it; {_NO} does not.",
            partial(self.host.when_ready, begin),
            _NOT_DONE,
        )

    def action_cases(self) -> None:
        """Open the worked cases of training mode."""
        self.host.when_ready(self._cases)

    def _cases(self) -> None:
        if self.host.workspace.training:
            self.host.show("cases")
        else:
            self.host.train()

    def action_train(self) -> None:
        """Go over to training mode, or back."""
        self.host.train()

    def action_export(self) -> None:
        """Export the session under the cursor."""
        if kept := self._picked():
            self.host.when_ready(partial(self.host.export_session, kept.id))

    def action_drop(self) -> None:
        """Wait no more for a result of the session under the cursor."""
        if kept := self._picked():
            if kept.awaited:
                self.host.when_ready(partial(self.host.show, "drop", kept))
            else:
                self.say(f"Session {kept.id} awaits no result.")

    def action_delete(self) -> None:
        """Ask before a session is deleted."""
        if kept := self._picked():
            self.host.confirmations.ask(
                f"Delete session {kept.id} for good? {_YES} deletes it; {_NO} keeps it.",
                partial(self._delete, kept.id),
                _NOT_DONE,
            )

    def action_quit(self) -> None:
        """End the program, unless the key is still held from the screen before."""
        self.host.confirmations.confirm(self.app.exit)

    def action_about(self) -> None:
        """Show what the advice rests on."""
        self.host.when_ready(partial(self.host.show, "about"))

    def _picked(self) -> WorklistRow | None:
        """The session under the cursor; where there is none, that is said."""
        picked = self.picker.picked
        if picked is None:
            self.passing(f"No session is under the cursor. {_NEW} begins one.")
        return next((k for k in self.host.workspace.worklist.find("") if k.id == picked), None)

    def _delete(self, doomed: str) -> None:
        self.say(self.host.workspace.worklist.delete(doomed) or page_texts.deleted(doomed))
        self.fill()
        self.host.find_awaited_results()

    def _moved(self, picked: str | None) -> None:
        at_end = picked is not None and self.picker.at_end
        if at_end and self.host.workspace.worklist.more():
            self.fill()
            self.host.find_awaited_results()


def _plain(text: str, _: bool) -> TextRow:
    return TextRow(text, continuation_indent=5)
