"""A private app: no values after a fault, no links, a clipboard only where it is allowed."""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input

from tui import PROGRAM
from tui.keys.keys import key_of
from tui.rows.printed import printed_lines
from tui.screens.base import Page
from tui.security.paste_detection import HARMLESS
from tui.shell.changed_lines import ChangedLines
from tui.shell.options import Options
from tui.shell.output_filter import OutputFilter
from tui.shell.textual_private import EndsQuietly
from tui.state.settings import Settings
from tui.terminal import crash_report
from tui.widgets.palette import Colours, Paint

_AT_ONCE: Final = "Several keys came at once, as from a paste: none was taken."
_TYPED: Final = (
    "Several keys came at once, as from a paste: what they typed stands, nothing else was done."
)
_BURST: Final = 1.0
"""Seconds in which keys that are typed and dropped are of one burst; what is said of it stays."""


class PrivateApp(EndsQuietly, App[int]):
    """An app without the texts, copies and files that Textual makes by itself.

    It draws in the terminal's own two colours, bold and reverse video; a palette adds the rest.

    Attributes:
        options: what it was started with.
        colours: those that are drawn in.
    """

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, options: Options) -> None:
        """Prepare."""
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.options = options
        self.colours = Colours(barred=self.no_color)
        self._guard = OutputFilter(ascii_only=options.ascii_only)
        self._paint = Paint(self.colours.palette)
        self._lines = ChangedLines()
        self._drawn: Screen[Any] | None = None
        self._typed_at = self._dropped_at = float("-inf")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add, as the last ones, the filter against control characters and links, and colours."""
        own = (self._guard, self._paint)
        return [*super().get_line_filters(), *(one for one in own if one.enabled)]

    async def on_event(self, event: events.Event) -> None:
        """Let no key of a burst act, other than by moving or by being typed on a line.

        Beside a line to type on, capital letters are the small ones: Caps Lock changes no key.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            if isinstance(self.screen, Page) and event.time - self._dropped_at > _BURST:
                self.screen.over()
            typed = isinstance(self.focused, Input) and event.is_printable
            typed |= isinstance(self.screen, Page) and self.screen.types(event)
            self._typed_at = event.time if typed else self._typed_at
            if not typed and (event.character or "").isupper() and not self._keeps(event):
                event.key = event.character = (event.character or "").lower()
            if (
                event.key not in HARMLESS
                and self.options.paste_detector.hold(event.time, time.monotonic())
                and not typed
            ):
                say = self.screen.dropped if isinstance(self.screen, Page) else self.say
                self._dropped_at = event.time
                say(_TYPED if event.time - self._typed_at < _BURST else _AT_ONCE)
                return
            if self.takes(event):
                return
        await super().on_event(event)

    def takes(self, event: events.Key) -> bool:  # noqa: ARG002
        """Return whether a question that stands on the screen takes a key."""
        return False

    def _keeps(self, event: events.Key) -> bool:
        """Return whether the page answers this capital letter by itself."""
        return isinstance(self.screen, Page) and self.screen.keeps(event.character or "")

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write what changes on the terminal, in place of all that Textual draws.

        A page that opens is written whole, over what another program may have written there.
        """
        if isinstance(renderable, CompositorUpdate):
            if screen is not self._drawn:
                self._lines.forget()
                self._drawn = screen
            renderable = self._lines.of(renderable, self.size.width)
        super()._display(screen, renderable)

    async def on_key(self, event: events.Key) -> None:
        """Run the action of a key that no widget took, in place of Textual's own handler.

        Textual (`App._on_key`, 8.2.8) says nothing where a key has no action.
        """
        event.prevent_default()
        if not await self._check_bindings(event.key) and isinstance(self.screen, Page):
            self.screen.nothing_here(event.key, event.character)

    def paint(self, colours: Colours) -> None:
        """Draw everything in other colours, also what lies below the screen that is shown."""
        self.colours = colours
        self._paint = Paint(colours.palette)
        self.draw_anew()

    def draw_anew(self) -> None:
        """Write every part of every page again: the terminal shows something else."""
        self._lines.forget()
        for screen in self.screen_stack if self.is_running else ():
            for part in screen.walk_children(with_self=True):
                part.refresh()

    def say(self, message: str) -> None:
        """Tell the user something, on whatever screen this is."""

    def allowed(self) -> Settings:
        """The settings as they are now."""
        return self.options.settings

    def copy_to_clipboard(self, text: str) -> None:
        """Put nothing on a clipboard, which may be another computer's."""

    def share(self, text: str) -> str:
        """Put text on the clipboard of the user's terminal where the settings allow it.

        It goes as OSC 52 through SSH; whether it arrives the terminal never says.
        """
        if self.allowed().clipboard != "on":
            kept = key_of("everywhere", "settings")
            return f"Nothing is copied. The settings ({kept}, Clipboard) allow it."
        if self._driver is not None:
            coded = base64.b64encode(text.encode()).decode()
            self._driver.write(f"\x1b]52;c;{coded}\a")
        return (
            "Sent to the clipboard of your terminal. Some refuse it, and so does tmux without"
            " set-clipboard on: then select the text here."
        )

    def last_words(self, error: Exception | None, place: str) -> tuple[int, str]:
        """One sentence and a number to ask about, and no values."""
        number = crash_report.record(error, self.options.directory, place)
        lines = printed_lines(f"{PROGRAM}: {crash_report.message(number)}")
        return crash_report.STATUS, "\n".join(lines)
