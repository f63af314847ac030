"""Background loading: the sessions, then the content, then the awaited results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState, get_current_worker

from tui.keys.keys import PAGES
from tui.screens.base import Page
from tui.screens.home import HomeScreen
from tui.security import core_files
from tui.shell.key_order import KeyOrder
from tui.shell.options import Options
from tui.shell.screen_lock import LockingApp
from tui.shell.terminal_parser import InputDropped
from tui.state.loaded_content import LoadedContent
from tui.state.workspace import Workspace
from tui.terminal import crash_report

_AT_ONCE = frozenset(key for one in PAGES["app"] for key in one.keys.split(","))
"""Keys that wait for no other."""


class BackgroundApp(LockingApp):
    """An app that shows its first frame at once, and reads the rest in threads.

    Attributes:
        workspace: the sessions, the content and the clock.
    """

    def __init__(self, options: Options) -> None:
        """Prepare; nothing is read yet."""
        super().__init__(options)
        self.workspace = Workspace(options.directory, options.clock, options.program)
        self.workspace.settings = options.settings
        self.workspace.asks_author = options.asks_author
        self.workspace.asks_reader = options.asks_reader
        self.workspace.focus = options.focus
        self.workspace.train(training=options.training)
        self._fault = ""
        self._waiting: Callable[[], None] | None = None
        self._keys = KeyOrder(self._handle, self._way_of_keys, self._takes_keys)

    def on_mount(self) -> None:
        """Let the first frame out, then read what it does not need."""
        self.call_after_refresh(self._begin_reading)

    async def on_event(self, event: events.Event) -> None:
        """Handle keys in their order, each when the page that it meets is there."""
        if isinstance(event, events.Key) and not (event.is_forwarded or event.key in _AT_ONCE):
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def on_input_dropped(self, message: InputDropped) -> None:
        """Say what of the terminal's was dropped, behind all that the keys before it say."""
        await self._keys.take(message)

    async def _handle(self, message: Message) -> None:
        if isinstance(message, events.Event):
            await super().on_event(message)
        elif isinstance(message, InputDropped):
            self.say(message.notice)

    async def take_keys(self) -> None:
        """Go on with the keys that waited for a page."""
        await self._keys.go_on()

    @property
    def keys_wait(self) -> bool:
        """Return whether a key has come that is not looked at yet."""
        return self._keys.waiting

    def _takes_keys(self) -> bool:
        page = self.screen
        return self._waiting is None and (not isinstance(page, Page) or page.takes_keys)

    def _way_of_keys(self) -> Iterator[MessagePump]:
        yield from (self.focused or self.screen).ancestors_with_self

    @property
    def home(self) -> HomeScreen:
        """The list of sessions, which is always at the bottom."""
        screen = self.screen_stack[0]
        if not isinstance(screen, HomeScreen):
            raise TypeError("the first screen is the list of sessions")
        return screen

    def when_ready(self, then: Callable[[], None]) -> None:
        """Do something as soon as the content is there, and say so if it takes a while."""
        if self.workspace.loaded is not None:
            then()
            return
        if not self._fault:
            self._waiting = then
        self.home.say(self._fault or "Loading the pathway...")

    def _begin_reading(self) -> None:
        core_files.hide_memory()
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        """Read in a thread: the list first, as it is what the screen shows."""
        fault = self.workspace.worklist.read()
        self.call_from_thread(self._have_sessions, fault)
        self.call_from_thread(self._have_content, self.options.load())

    def _have_sessions(self, fault: str) -> None:
        self.home.fill()
        if fault or self._waiting is None:
            self.home.say(fault or self.options.faults)

    def _have_content(self, loaded: LoadedContent) -> None:
        self.workspace.loaded = loaded
        self.home.pin()
        self.find_awaited_results()
        if self._waiting is not None:
            then, self._waiting = self._waiting, None
            self.home.say()
            then()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why the content cannot be used."""
        if event.state is WorkerState.ERROR:
            self._fault = crash_report.sentence(event.worker.error)
            self._waiting = None
            self.home.say(self._fault)
            self.call_later(self.take_keys)

    def find_awaited_results(self) -> None:
        """Find out what the sessions wait for, while the list is already there."""
        if self.workspace.loaded is not None:
            self._in_background(self._find)

    def _find(self) -> None:
        worker = get_current_worker()
        for find in (self.workspace.find_awaited_results, self.workspace.find_older_sessions):
            find(lambda: not worker.is_cancelled)
            self.call_from_thread(self.home.fill)

    def search(self, typed: str) -> None:
        """Look for sessions among all that are kept, while the newest are in the list already."""
        self._in_background(partial(self._search, typed))

    def _search(self, typed: str) -> None:
        worker = get_current_worker()
        self.workspace.worklist.search(typed, lambda: not worker.is_cancelled)
        self.call_from_thread(self.home.fill)
        if isinstance(self.screen, Page):
            self.call_from_thread(self.screen.sessions_changed)

    def _in_background(self, work: Callable[[], None]) -> None:
        """Work on the list; what was at work on it before gives way."""
        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="worklist")
