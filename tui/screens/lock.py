"""The lock: an opaque screen over all others, and the ways to open it."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from tui.keys.keys import LOCK, action_of
from tui.keys.page_action import nothing_here
from tui.rows.row import TextRow, TextStyle
from tui.screens.host import Host
from tui.security import pin
from tui.security.access_log import REASON_LENGTH
from tui.widgets.clean_input import CleanInput
from tui.widgets.rows import RowsView


class Ask(Enum):
    """Prompts of the input line."""

    NOTHING = ""
    PIN = "The PIN, then Enter. Ctrl+G goes back."
    CHOSEN = f"Choose a PIN of at least {pin.SHORTEST} letters or figures. Ctrl+G goes back."
    AGAIN = "The same PIN again."
    REASON = "The reason for opening it by emergency; it is recorded. Ctrl+G goes back."


_UNLOCK: Final = action_of("lock", "unlock")
_GUEST: Final = action_of("lock", "guest")
_EMERGENCY: Final = action_of("lock", "emergency")
_WAYS: Final = (_UNLOCK, _GUEST, _EMERGENCY, action_of("app", "leave"))
_NO_PIN: Final = f"No PIN is set, so {_UNLOCK.key} uncovers the screen. {LOCK.key} sets one."


class LockScreen(Screen[None]):
    """The lock screen shows no session. Without a PIN any key uncovers, and does nothing else."""

    DEFAULT_CSS = """
    LockScreen { layout: vertical; overflow: hidden; }
    LockScreen #ways { height: auto; }
    LockScreen #told { height: 1fr; }
    """
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+g", "wait", "back")]

    def __init__(self, *, chosen: bool) -> None:
        """Lock.

        Args:
            chosen: whether the user asked for it, and so is here; else the first key only wakes.
        """
        super().__init__()
        self._awake = chosen
        self._chosen = chosen
        self._ask = Ask.NOTHING
        self._first = ""

    def compose(self) -> ComposeResult:
        """The choices, an input line, and the result."""
        yield RowsView(id="ways")
        yield CleanInput(REASON_LENGTH, id="typed")
        yield RowsView(id="told")

    def on_mount(self) -> None:
        """Show what can be done; without a PIN, who locks on purpose is asked for one."""
        missing = not self._host.pin_is_set
        self._turn(Ask.CHOSEN if missing and self._chosen else Ask.NOTHING)

    def choose(self) -> None:
        """Ask for a PIN where none is set."""
        if not self._host.pin_is_set and self._ask is Ask.NOTHING:
            self._turn(Ask.CHOSEN)

    def tell(self, words: str) -> None:
        """Say one sentence."""
        self.query_one("#told", RowsView).show(
            [TextRow(), TextRow(words, TextStyle.STRONG, continuation_indent=2)]
        )

    def on_key(self, event: events.Key) -> None:
        """Take one of the ways."""
        if self._ask is not Ask.NOTHING:
            return
        event.stop()
        awake, self._awake = self._awake, True
        if not awake and (self._host.pin_is_set or event.key != _UNLOCK.keys):
            self._host.confirmations.offer()
            self.tell("Locked. That key did nothing.")
        elif event.key == _UNLOCK.keys and self._host.pin_is_set:
            self._turn(Ask.PIN)
        elif event.key == _UNLOCK.keys:
            self._host.confirmations.confirm(self._host.unlock)
        elif event.key == _GUEST.keys:
            self._host.confirmations.confirm(self._host.begin_as_guest)
        elif event.key == _EMERGENCY.keys and self._host.pin_is_set:
            self._turn(Ask.REASON)
        else:
            self.tell(nothing_here(event.key, event.character))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed; it stays on no widget."""
        typed, event.input.value = event.value, ""
        match self._ask:
            case Ask.PIN:
                self.tell(self._host.try_pin(typed))
            case Ask.REASON if typed.strip():
                self._host.confirmations.confirm(partial(self._open, typed.strip()))
            case Ask.REASON:
                self.tell("Type a reason first.")
            case Ask.CHOSEN:
                self._first = typed
                fault = pin.fault(typed)
                self._turn(Ask.CHOSEN if fault else Ask.AGAIN, fault)
            case Ask.AGAIN if typed != self._first:
                self._turn(Ask.CHOSEN, "The two were not the same.")
            case Ask.AGAIN:
                self._turn(Ask.NOTHING, self._host.set_pin(typed))

    def _open(self, reason: str) -> None:
        self.tell(self._host.open_by_emergency(reason))

    def action_wait(self) -> None:
        """Go back to the ways; nothing is done."""
        self._turn(Ask.NOTHING)

    @property
    def _host(self) -> Host:
        return cast("Host", self.app)

    def _turn(self, ask: Ask, told: str = "") -> None:
        """Ask for something else."""
        self._ask = ask
        self._host.confirmations.offer()
        field = self.query_one("#typed", CleanInput)
        field.password = ask in (Ask.PIN, Ask.CHOSEN, Ask.AGAIN)
        field.value = ""
        field.display = ask is not Ask.NOTHING
        rows = [TextRow(" Spinepath  Locked", TextStyle.BAR, right=" "), TextRow()]
        if unsaved := self._host.workspace.saved.warning:
            warning = TextRow(f"  {unsaved}", TextStyle.STRONG)
            rows += [warning, TextRow()]
        if ask is Ask.NOTHING:
            ways = _WAYS if self._host.pin_is_set else _WAYS[1::2]
            rows += [TextRow(f"  {way.key:<8}{way.says}", continuation_indent=10) for way in ways]
            rows += [] if self._host.pin_is_set else [TextRow(), TextRow(f"  {_NO_PIN}")]
            self.set_focus(None)
        else:
            rows += [TextRow(f"  {ask.value}", TextStyle.STRONG)]
            field.focus()
        self.query_one("#ways", RowsView).show(rows)
        self.tell(told)
