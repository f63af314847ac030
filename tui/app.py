"""The interface: what its screens share, and how one leads to another."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from tui import __version__, failure, terminal
from tui.bursts import Bursts
from tui.desk import Desk
from tui.idle import Idle
from tui.loaded import Load, Loaded, load
from tui.locking import LockingApp
from tui.screens.home import HomeScreen
from tui.screens.lock import LockScreen
from tui.screens.page import Page
from tui.screens.small import HEIGHT, WIDTH, SmallScreen
from tui.settings import Settings

if TYPE_CHECKING:
    from tui.sitting import Sitting

_WHILE: Final = 5.0
"""Seconds within which a second Ctrl+C quits."""


class Spinepath(LockingApp):
    """The program on a terminal.

    Attributes:
        desk: the sessions, the content and the clock.
        monotonic: the time that passes.
        export_directory: where exports are proposed to go.
        settings: what the user has set.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        directory: Path | None = None,
        *,
        load: Load = load,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        program: str = __version__,
        ascii_only: bool = False,
        training: bool = False,
        bursts: Bursts | None = None,
        settings: Settings | None = None,
        faults: str = "",
        idle: Idle | None = None,
    ) -> None:
        """Prepare; nothing is read before the first frame. See `run` for most arguments."""
        self.settings = settings or Settings()
        super().__init__(
            directory,
            clock=clock,
            ascii_only=ascii_only,
            bursts=bursts,
            idle=idle or Idle(self.settings.lock_minutes),
        )
        self._faults = faults
        self.desk = Desk(directory, clock, program)
        self.desk.train(training=training)
        self.monotonic = monotonic
        place = self.settings.export_directory or os.environ.get("PWD", "")
        self.export_directory = Path(place).expanduser().absolute()
        self._load = load
        self._waiting: Callable[[], None] | None = None
        self._fault = ""
        self._unsaved: Sitting | None = None
        self._asked = float("-inf")
        self._behind: Sitting | None = None

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the list of sessions."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Let the first frame out, then read what it does not need."""
        if not self.is_headless:
            terminal.watch_signals(self.exit)
            self._show_cursor()
            self.app_resume_signal.subscribe(self, self._show_cursor)
        self.call_after_refresh(self._begin_reading)

    def on_unmount(self) -> None:
        """Let others open the session; its answers are safe whether this is reached or not."""
        self.desk.put_away()

    def on_resize(self, event: events.Resize) -> None:
        """Put one sentence over a screen that nothing fits on."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        small = size.width < WIDTH or size.height < HEIGHT
        if small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen(practice=self.desk.practice))
        elif not small and isinstance(self.screen, SmallScreen):
            self.pop_screen()

    def when_ready(self, then: Callable[[], None]) -> None:
        """Do something as soon as the content is there, and say so if it takes a while."""
        if self.desk.loaded is not None:
            then()
            return
        self._waiting = then
        self.home.say(self._fault or "Loading the pathway...")

    def begin(self, label: str) -> None:
        """Begin a session and show its first question."""
        from tui.screens.interview import InterviewScreen

        self.switch_screen(InterviewScreen(self.desk.begin(label)))

    def lock(self, *, chosen: bool = False) -> None:
        """Cover everything, and keep what it is about."""
        if not self.locked:
            self._behind = self.desk.sitting
        super().lock(chosen=chosen)

    def unlock(self) -> None:
        """Uncover what was shown, at the size that the terminal has now."""
        super().unlock()
        self.desk.sitting = self._behind
        self._fit(self.size)

    def begin_as_guest(self) -> None:
        """Begin a session over the lock; it sees nothing of what is below."""
        from tui.screens.interview import InterviewScreen

        if self.desk.loaded is None:
            self.say("The pathway is still loading. Press n again.")
            return
        self.push_screen(InterviewScreen(self.desk.begin("")))

    def opened_by_emergency(self, reason: str) -> None:
        """Say on every screen that this was done."""
        self.desk.emergency = f"OPENED BY EMERGENCY, recorded: {reason}"
        if isinstance(self.screen, Page):
            self.screen.pin()

    def open_session(self, session_id: str) -> None:
        """Take up a session; a finished one at its plan."""
        from tui.screens.interview import InterviewScreen

        sitting = self.desk.take_up(session_id)
        self._show(sitting, lambda s: InterviewScreen(s, to_plan=s.session.finished))

    def train(self) -> None:
        """Go over to training mode, or back."""
        self.desk.train(training=not self.desk.training)
        self.go_home()

    def follow_up(self, session_id: str) -> None:
        """Begin a session that goes on from a finished one."""
        from tui.screens.interview import InterviewScreen

        self._show(self.desk.follow_up(session_id), InterviewScreen)

    def export_session(self, session_id: str) -> None:
        """Export a session from the list."""
        from tui.screens.export import ExportScreen

        self._show(self.desk.take_up(session_id), ExportScreen)

    def leave(self, sitting: Sitting) -> None:
        """From a sitting back to the list; asks first when answers would be lost."""
        if sitting.fault and not sitting.read_only and self._unsaved is not sitting:
            self._unsaved = sitting
            self.say(f"{sitting.fault} q again leaves without what is not saved.")
        else:
            self.go_home(f"Session {sitting.session.id} is saved." * (not sitting.fault))

    def go_home(self, message: str = "") -> None:
        """Back to the list of sessions from wherever this is, or to the lock over it."""
        if self.locked:
            self.lock()
            return
        self._unsaved = None
        left = self.desk.sitting.session.id if self.desk.sitting else None
        self.desk.sitting = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.desk.put_away()
        fault = self.desk.shelf.read()
        self.home.fill(left)
        self.home.say(fault or message)
        self.look_closer()

    def action_leave(self) -> None:
        """Leave on the second press within a while."""
        before, self._asked = self._asked, self.monotonic()
        if self._asked - before < _WHILE:
            self.exit()
        pending = any(isinstance(page, Page) and page.pending for page in self.screen_stack)
        saved = "What is entered here is not stored yet." if pending else "Every answer is saved."
        self.say(f"{self.desk.fault or saved} Ctrl+C again quits.")

    @property
    def home(self) -> HomeScreen:
        """The list of sessions, which is always at the bottom."""
        screen = self.screen_stack[0]
        if not isinstance(screen, HomeScreen):
            raise TypeError("the first screen is the list of sessions")
        return screen

    def _show(self, sitting: Sitting | str, shown: Callable[[Sitting], Page]) -> None:
        if isinstance(sitting, str):
            self.home.say(sitting)
        else:
            self.push_screen(shown(sitting))

    def look_closer(self) -> None:
        """Find out what the sessions wait for, while the list is already there."""
        if self.desk.loaded is not None:
            self._in_background(self._look)

    def _look(self) -> None:
        worker = get_current_worker()
        for look in (self.desk.look_closer, self.desk.look_back):
            look(lambda: not worker.is_cancelled)
            self.call_from_thread(self.home.fill)

    def search(self, typed: str) -> None:
        """Look for sessions among all that are kept, while the newest are in the list already."""
        self._in_background(partial(self._search, typed))

    def _search(self, typed: str) -> None:
        worker = get_current_worker()
        self.desk.shelf.search(typed, lambda: not worker.is_cancelled)
        self.call_from_thread(self.home.fill)

    def _in_background(self, work: Callable[[], None]) -> None:
        """Work on the list; what was at work on it before gives way."""
        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="worklist")

    def say(self, message: str) -> None:
        """Tell the user something, on whatever screen this is."""
        if isinstance(self.screen, Page):
            self.screen.say(message)
        elif isinstance(self.screen, LockScreen):
            self.screen.tell(message)

    def _begin_reading(self) -> None:
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        """In a thread: the list first, as it is what the screen shows."""
        fault = self.desk.shelf.read()
        self.call_from_thread(self._have_sessions, fault)
        self.call_from_thread(self._have_content, self._load())

    def _have_sessions(self, fault: str) -> None:
        self.home.fill()
        if fault or self._waiting is None:
            self.home.say(fault or self._faults)

    def _have_content(self, loaded: Loaded) -> None:
        self.desk.loaded = loaded
        self.home.pin()
        self.look_closer()
        if self._waiting is not None:
            then, self._waiting = self._waiting, None
            self.home.say()
            then()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why the content cannot be used."""
        if event.state is WorkerState.ERROR:
            self._fault = failure.sentence(event.worker.error)
            self.home.say(self._fault)


def run(
    directory: Path | None = None,
    *,
    load: Load = load,
    ascii_only: bool = False,
    passphrase: str | None = None,
    training: bool = False,
    bursts: Bursts | None = None,
    settings: Settings | None = None,
    faults: str = "",
) -> int:
    """Run the interface on the terminal of this process.

    Args:
        directory: where the sessions are kept; None for the user's own place.
        load: what reads the content.
        ascii_only: whether the terminal shows ASCII only.
        passphrase: of the sessions, where they have one.
        training: whether to begin in training mode.
        bursts: when several keys came at once.
        settings: what the user has set.
        faults: what is wrong with the settings, for the first screen.

    Returns:
        The exit status: 0, or 128 and the number of the signal that ended it, or 70.
    """
    app = Spinepath(
        directory,
        load=load,
        ascii_only=ascii_only,
        training=training,
        bursts=bursts,
        settings=settings,
        faults=faults,
    )
    app.paint(terminal.colours(app.settings.colour))
    if passphrase is not None:
        app.desk.shelf.passphrase = lambda: passphrase
    app.run(mouse=False)
    return terminal.ended_by() or app.return_code or 0
