"""The first screen: the sessions kept on this computer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from data.wording import day_text
from tui.rows import Look, Row
from tui.screens.page import Page
from tui.widgets.picker import Picker
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.shelf import Kept

_HANG = 12
_NONE_YET = ("No session is kept yet.", "Press n to begin one. It can be stopped at any time.")
_NOT_READ = ("The sessions cannot be read.", "One begun now with n may not be saved.")
_TITLES = "  Session   Started            State     Answers  Label"


class HomeScreen(Page):
    """The list of sessions, the newest first."""

    DEFAULT_CSS = """
    HomeScreen #titles { height: 1; }
    HomeScreen #sessions { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("n", "new", "new"),
        ("enter", "open", "open"),
        ("e", "export", "export"),
        ("d", "delete", "delete"),
        ("y", "confirm", "yes"),
        ("a", "about", "about"),
        ("q", "app.quit", "quit"),
        ("pagedown", "page(1)", "more"),
        ("pageup", "page(-1)", "more"),
    ]
    keys = " n new   Enter open   e export   d delete   a about   ? help   q quit"

    def __init__(self) -> None:
        """A list that is not read yet."""
        super().__init__()
        self._deleting: str | None = None

    def body(self) -> Iterable[Widget]:
        """The list under its column titles."""
        yield Rows(id="titles")
        yield Picker[str](self._moved, id="sessions")

    def opened(self) -> None:
        """Draw the frame; the list follows when it is read."""
        self.bar("Sessions on this computer")
        self.query_one("#sessions").focus()
        self.fill()

    def fill(self) -> None:
        """Show the sessions as they are kept now."""
        sessions = self.spinepath.desk.shelf.sessions
        self.rows("#titles").show([Row(_TITLES, Look.STRONG)] if sessions else [])
        if sessions:
            self._list.fill((item.id, partial(_row, item)) for item in sessions)
            return
        words, hint = _NONE_YET
        if sessions is None:
            words, hint = "Reading the sessions...", ""
        elif self.spinepath.desk.shelf.fault:
            words, hint = _NOT_READ
        self._list.fill((None, partial(_plain, text)) for text in ("", f"  {words}", f"  {hint}"))

    def action_new(self) -> None:
        """Begin a session."""
        self.spinepath.when_ready(self._ask_label)

    def action_open(self) -> None:
        """Take up the session under the cursor."""
        if picked := self._list.picked:
            self.spinepath.when_ready(partial(self.spinepath.open_session, picked))

    def action_export(self) -> None:
        """Export the session under the cursor."""
        if picked := self._list.picked:
            self.spinepath.when_ready(partial(self.spinepath.export_session, picked))

    def action_delete(self) -> None:
        """Ask before a session is deleted."""
        if picked := self._list.picked:
            self._deleting = picked
            self.say(f"Delete session {picked} for good? y deletes it; any move keeps it.")

    def action_confirm(self) -> None:
        """Delete the session that was asked about."""
        if self._deleting is not None:
            doomed, self._deleting = self._deleting, None
            self.say(self.spinepath.desk.shelf.delete(doomed) or f"Session {doomed} is deleted.")
            self.fill()

    def action_about(self) -> None:
        """Show what the advice rests on."""
        self.spinepath.when_ready(self._show_about)

    def _show_about(self) -> None:
        from tui.screens.about import AboutScreen

        self.app.push_screen(AboutScreen())

    def action_page(self, direction: int) -> None:
        """Show more of the list."""
        self._list.scroll_page(direction)

    def _ask_label(self) -> None:
        from tui.screens.new import NewScreen

        self.app.push_screen(NewScreen())

    @property
    def _list(self) -> Picker[str]:
        return self.query_one("#sessions", Picker)

    def _moved(self, picked: str | None) -> None:
        if self.spinepath.desk.shelf.more(picked):
            self.fill()
        if self._deleting is not None:
            self._deleting = None
            self.say()


def _row(item: Kept, here: bool) -> Row:
    state = item.state
    moment = item.created.astimezone()
    started = f"{day_text(moment)} {moment:%H:%M}"
    count = "-" if item.answers is None else str(item.answers)
    text = f"{item.id:<8}  {started}  {state:<8}  {count:>7}  {item.label}".rstrip()
    look = Look.HERE if here else Look.PLAIN
    return Row(f"{'>' if here else ' '} {text}", look, here=here, hang=_HANG)


def _plain(text: str, _: bool) -> Row:
    return Row(text)
