"""The base of all screens: title bar, banners, message line, keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from data.wording.reader_roles import READERS, reader_words
from tui.keys.keys import action_of, key_of
from tui.keys.page_action import nothing_here
from tui.rows.row import TextRow, TextStyle
from tui.screens.footer import bindings, footer
from tui.screens.host import Host
from tui.views.pinned import TALL, pinned_rows
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

if TYPE_CHECKING:
    from tui.state.interview_session import InterviewSession

PROGRAM: Final = "Spinepath"

_FRAME: Final = {"bar", "review_status", "status", "keys", "titles", "details", "advice"}
"""Parts that a search of the page leaves out: the frame, and what stands beside a list."""

_LOCKED: Final = "The settings open when the screen is unlocked."

_STEADY: Final = 24  # lines from which on a page can spare the line of messages


class Page(Screen[None]):
    """A screen of rows, updated in place.

    Attributes:
        page_name: by which its actions are known.
        keys: the few keys shown at the bottom, where they are not those marked for it; all of
            them are on the help screen.
        flags_in_full: whether red flags are written out however small the screen is.
        steady: whether a tall screen keeps a line for messages, so that none moves the page.
        longest: the part that is read on in where it is longer than the screen.
        takes_keys: whether it is there; keys that come before wait.
    """

    DEFAULT_CSS = """
    Page { layout: vertical; overflow: hidden; }
    Page #bar, Page #keys, Page #status, Page #review_status { height: auto; }
    Page #keys { dock: bottom; }
    Page #text { height: 1fr; }
    OptionList, Select { min-width: 12; min-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    page_name: ClassVar[str] = ""
    keys: ClassVar[str] = ""
    flags_in_full: ClassVar[bool] = False
    steady: ClassVar[bool] = False
    longest: ClassVar[str] = "#text"
    takes_keys = False
    _passing = ""
    _items: Collection[str] | None = None

    def __init_subclass__(cls) -> None:
        """Bind the keys of the page, by its name."""
        if "page_name" in vars(cls):
            cls.BINDINGS = bindings(cls.page_name)
        super().__init_subclass__()

    def keeps(self, capital: str) -> bool:  # noqa: ARG002
        """Return whether a capital letter means something here that its small one does not."""
        return False

    def types(self, event: events.Key) -> bool:  # noqa: ARG002
        """Return whether a key is typed into an entry of the page, where it answers nothing."""
        return False

    def dropped(self, reason: str) -> None:
        """Say why a key was dropped; where keys answer, none of the next ones does."""
        self.passing(reason)

    def compose(self) -> ComposeResult:
        """The frame, with the screen's own part in the middle."""
        yield RowsView(id="bar")
        yield RowsView(id="review_status")
        yield from self.body()
        yield RowsView(id="status")
        yield RowsView(id="keys")

    def body(self) -> Iterable[Widget]:
        """The screen's own part; rows to read by default."""
        yield RowsView(id="text")

    def on_mount(self) -> None:
        """Fill the frame."""
        self.say()
        self.pin()
        self.bar()
        self.opened()
        self.call_later(self.app.call_later, self._is_there)

    async def _is_there(self) -> None:
        """Let keys come, after all that opening the page has begun: it has the focus by now."""
        self.takes_keys = True
        await self.host.take_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Show the keys, as many as the line has room for, and what is pinned."""
        self.show_keys(event.size.width)
        self.say(self.rows("#status").text)
        self.pin()

    def show_keys(self, width: int) -> None:
        """Show the keys of the page, or those that answer the open question, on as many columns."""
        asked = self.host.confirmations.question
        keys = footer("moving", width) if asked else self.footer(width)
        self.rows("#keys").show([TextRow(keys, TextStyle.BAR, single=True)])

    def footer(self, width: int) -> str:
        """The keys of the page in one line."""
        return self.keys or footer(self.page_name, width)

    def on_screen_resume(self) -> None:
        """Show what is pinned as it is now."""
        if self.app.screen is self:
            self.pin()
            if self.focused is not None:
                self.focused.refresh()

    def pin(self) -> None:
        """Show next step, review status and red flags, in as few lines as the screen can spare."""
        rows = pinned_rows(
            self.host.workspace,
            self.about,
            self._items,
            height=self.size.height,
            in_full=self.flags_in_full,
        )
        self.rows("#review_status").show(rows)
        self.rows("#review_status").display = bool(rows)

    @property
    def about(self) -> InterviewSession | None:
        """The session whose next step is pinned; None where the page itself says it."""
        return None if self.host.locked else self.host.workspace.interview_session

    def opened(self) -> None:
        """Fill the screen's own part; called once, when the frame is there."""

    @property
    def paged(self) -> str:
        """The part that the page keys move now."""
        return self.longest

    @property
    def pending(self) -> bool:
        """Return whether something is entered that is not stored yet."""
        return False

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return cast("Host", self.app)

    def rows(self, selector: str) -> RowsView:
        """One of the screen's parts."""
        return self.query_one(selector, RowsView)

    @property
    def picker(self) -> Picker[Any]:
        """The list to pick from, on a page that has one."""
        return self.query_one(Picker)

    def close(self) -> None:
        """Go back to the screen under this one, unless that was done already."""
        if self.app.screen is self and len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_back(self) -> None:
        """Go back to where it was called."""
        self.close()

    def action_help(self) -> None:
        """Show all keys."""
        self.host.show("help", self.page_name)

    def action_colour(self) -> None:
        """Draw in the next colours, and say how they are kept."""
        app = self.host
        if app.colours.barred:
            self.say("NO_COLOR is set, so no colour is shown.")
            return
        app.paint(app.colours.following)
        kept = key_of("everywhere", "settings")
        self.say(f"Colours: {app.colours.setting}. They last until the end; {kept} keeps them.")

    def action_settings(self) -> None:
        """Open the settings, unless the screen is locked below."""
        if self.host.locked:
            self.say(_LOCKED)
        else:
            self.host.show("settings")

    def action_reader(self) -> None:
        """Go to the next reader, and say with which words."""
        if self.host.locked:
            self.say(_LOCKED)
            return
        app, names = self.host, list(READERS)
        at = names.index(app.workspace.settings.reader) if app.workspace.settings.reader else -1
        chosen = names[(at + 1) % len(names)]
        kept = replace(app.workspace.settings, reader=chosen)
        fault = app.set_settings(kept)
        self.words_changed()
        self.say(f"{reader_words(chosen)} {fault}".rstrip())

    def words_changed(self) -> None:
        """Show the page again in the words for another reader."""

    def action_palette(self) -> None:
        """Show everything this screen can do, and search from there."""
        self.host.show("search", self, commands=True)

    def action_search(self) -> None:
        """Search this page, the sessions and the content."""
        self.host.show("search", self, commands=False)

    def lines(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """The lines of the page's lists and texts, each with what brings the page there."""
        for part in self.query(RowsView):
            if part.id not in _FRAME:
                yield from part.lines()

    def sessions_changed(self) -> None:
        """Show the sessions as they are kept now, where this page shows any."""

    def action_page(self, direction: int) -> None:
        """Read on in the part that the page keys move, or back."""
        for part in self.query(self.paged).results(RowsView):
            part.scroll_page(direction)

    def bar(self, place: str = "", right: str = "") -> None:
        """Name the program and the place in it at the top."""
        right = f"{right} " if right else " "
        left = f" {PROGRAM}  {place}".rstrip()
        if place and len(left) + len(right) >= self.app.size.width:
            left = f" {place}"
        self.rows("#bar").show([TextRow(left, TextStyle.BAR, right=right)])

    def warn(self, items: Collection[str] | None) -> None:
        """Say of these items of the content what has to be said of them; None for all of it."""
        self._items = items
        self.pin()

    def nothing_here(self, key: str, character: str | None) -> None:
        """Say, until the next key, that a key has no action here, and which key lists those."""
        lists = action_of("everywhere", "help").printed.split()
        shown = lists[-1] if isinstance(self.focused, Input) else lists[0]
        self.passing(f"{nothing_here(key, character)} {shown} lists the keys.")

    def passing(self, message: str) -> None:
        """Show a message until the next key, or until it is over by itself."""
        self.say(message)
        self._passing = message
        self.rows("#keys").display = self.size.height >= TALL

    def over(self, message: str = "") -> None:
        """Take a passing message away, that one or any, for what stands there without one."""
        if not self._passing or message not in ("", self._passing):
            return
        self.rows("#keys").display = True
        if self.rows("#status").text == self._passing:
            self.say(self.standing)
        self._passing = ""

    @property
    def standing(self) -> str:
        """The message that stands there while nothing else is said; empty for none."""
        return self.host.confirmations.question

    def say(
        self, message: str = "", look: TextStyle = TextStyle.MESSAGE, *, single: bool = False
    ) -> None:
        """Show a message above the keys until the next one, or none.

        Args:
            message: a sentence; empty for none.
            look: its style.
            single: whether dots stand for what does not fit on a line.
        """
        status = self.rows("#status")
        status.show([TextRow(message, look, single=single)] if message else [])
        status.display = bool(message) or (self.steady and self.size.height >= _STEADY)
