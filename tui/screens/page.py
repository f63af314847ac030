"""What all screens share: the bar, the line on the review status, a message, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui.rows import Look, Row
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.app import Spinepath

PROGRAM: Final = "Spinepath"

AS_READ: Final = 0.1
"""Seconds after which a key can confirm what was just shown: nobody reads faster, but a held
key, a double tap or a stray paste does."""

TOO_SOON: Final = "Too soon: the key was not taken. Press it again."

_TALL: Final = 16


class Page(Screen[None]):
    """A screen of rows, updated in place.

    Attributes:
        keys: the few keys shown at the bottom; all of them are on the help screen.
    """

    DEFAULT_CSS = """
    Page { layout: vertical; overflow: hidden; }
    Page #bar, Page #keys, Page #status, Page #review_status { height: auto; }
    OptionList, Select { min-width: 12; min-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("question_mark,f1", "help", "help"),
    ]
    keys: ClassVar[str] = ""

    def compose(self) -> ComposeResult:
        """The frame, with the screen's own part in the middle."""
        yield Rows(id="bar")
        yield Rows(id="review_status")
        yield from self.body()
        yield Rows(id="status")
        yield Rows(id="keys")

    def body(self) -> Iterable[Widget]:
        """The screen's own part."""
        return ()

    def on_mount(self) -> None:
        """Fill the frame."""
        self.rows("#status").display = False
        self.warn(self.spinepath.desk.banners)
        self.bar()
        self.opened()

    def on_resize(self, event: events.Resize) -> None:
        """Show the keys, or only where to find them when every line counts."""
        keys = self.keys if event.size.height >= _TALL else " ? or F1: all keys"
        self.rows("#keys").show([Row(keys, Look.BAR)])

    def opened(self) -> None:
        """Fill the screen's own part; called once, when the frame is there."""

    @property
    def pending(self) -> bool:
        """Whether something is entered that is not stored yet."""
        return False

    @property
    def spinepath(self) -> Spinepath:
        """The app, by its own type."""
        return cast("Spinepath", self.app)

    def rows(self, selector: str) -> Rows:
        """One of the screen's parts."""
        return self.query_one(selector, Rows)

    def close(self) -> None:
        """Go back to the screen under this one, unless that was done already."""
        if self.app.screen is self and len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def bar(self, place: str = "", right: str = "") -> None:
        """Name the program and the place in it at the top."""
        left = f" {PROGRAM}  {place}" if place else f" {PROGRAM}"
        right = f"{right} " if right else " "
        self.rows("#bar").show([Row(left, Look.BAR, right=right)])

    def warn(self, banners: Sequence[str]) -> None:
        """Say what stands before everything else on this page, or nothing."""
        self.rows("#review_status").show(Row(words) for words in banners)
        self.rows("#review_status").display = bool(banners)

    def say(self, message: str = "") -> None:
        """Show a message above the keys until the next one, or none."""
        status = self.rows("#status")
        status.show([Row(message, Look.STRONG)] if message else [])
        status.display = bool(message)
