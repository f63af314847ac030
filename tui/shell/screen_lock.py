"""The screen lock: when it closes, and how it opens."""

from __future__ import annotations

import signal
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType

from tui.keys.keys import LOCK, key_of
from tui.screens.base import Page
from tui.screens.footer import binding
from tui.screens.lock import LockScreen
from tui.security import access_log, pin
from tui.security.access_log import AccessRecord
from tui.security.idle_timer import IdleTimer
from tui.security.pin_guard import PinGuard
from tui.shell.confirmations import Confirmations
from tui.shell.options import Options
from tui.shell.private_app import PrivateApp
from tui.terminal import terminal

_TICK: Final = 1.0
_GUEST: Final = key_of("lock", "guest")
_SOON: Final = "The screen locks in 30 seconds. Any key keeps it open, and does nothing else."
_SET: Final = "The PIN is set, and the screen is locked."


class LockingApp(PrivateApp):
    """An app that covers its screens when nobody is there.

    Attributes:
        monotonic: the time that passes.
        confirmations: what keys may confirm.
    """

    BINDINGS: ClassVar[list[BindingType]] = [binding(LOCK)]

    def __init__(self, options: Options) -> None:
        """Prepare."""
        super().__init__(options)
        self.monotonic = options.monotonic
        self.confirmations = Confirmations(self, lambda: self.monotonic(), self.call_after_refresh)
        self._idle = options.idle or IdleTimer(options.settings.lock_minutes)
        self._warned = False
        self._beats = 0

    def on_mount(self) -> None:
        """Begin to watch; where there is a PIN it is asked for first."""
        self.set_interval(_TICK, self._tick)
        if not self.is_headless:
            threading.Thread(target=self._watch_loop, daemon=True).start()
        if self.pin_is_set:
            self.push_screen(LockScreen(chosen=True))

    async def on_event(self, event: events.Event) -> None:
        """Restart the idle time; a key that comes after the warning does nothing else."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.confirmations.heard(event.key, self.came(event))
            late, warned = self._idle.over, self._warned
            self._idle.touch()
            self._warned = False
            if late and not isinstance(self.screen, LockScreen):
                self.lock()
                return
            if warned and not self.locked:
                self._end_warning()
                return
        await super().on_event(event)

    def came(self, event: events.Key) -> float:
        """The moment at which a key came from the terminal, however late it is handled."""
        return self.monotonic() - max(time.monotonic() - event.time, 0.0)

    def takes(self, event: events.Key) -> bool:
        """Return whether a question that stands on the screen takes a key."""
        return self.confirmations.takes(event.character)

    def lock(self, *, chosen: bool = False) -> None:
        """Cover everything; what was shown stays as it is below."""
        self.clear_notifications()
        if self.locked:
            while not isinstance(self.screen, LockScreen):
                self.pop_screen()
            if chosen and isinstance(self.screen, LockScreen):
                self.screen.choose()
            return
        if self._warned:
            self._end_warning()
        self.confirmations.decline()
        self._record.note(access_log.LOCKED)
        self.push_screen(LockScreen(chosen=chosen))

    def unlock(self) -> None:
        """Uncover what was shown."""
        if isinstance(self.screen, LockScreen):
            self._idle.touch()
            self.pop_screen()

    def try_pin(self, typed: str) -> str:
        """Unlock if this is the PIN; else why not."""
        if fault := self._pins.try_pin(typed):
            return f"{fault} {_GUEST} begins a new session." if "Wait" in fault else fault
        self.unlock()
        return ""

    def open_by_emergency(self, reason: str) -> str:
        """Unlock without the PIN, once the reason is recorded; else why not."""
        if not self._record.note(access_log.EMERGENCY, reason):
            return (
                f"The reason cannot be recorded: this way is closed. {_GUEST} begins a new session."
            )
        self.unlock()
        self.opened_by_emergency(reason)
        return ""

    def opened_by_emergency(self, reason: str) -> None:
        """Say on every screen that this was done."""

    def set_pin(self, chosen: str) -> str:
        """Keep a PIN; what came of it."""
        try:
            pin.keep(self._place, chosen)
        except pin.PinError as error:
            return str(error)
        self._record.note(access_log.PIN_SET)
        return _SET

    def action_lock_now(self) -> None:
        """Lock on purpose."""
        self.lock(chosen=True)

    @property
    def locked(self) -> bool:
        """Return whether the user's screens are covered."""
        return any(isinstance(screen, LockScreen) for screen in self.screen_stack)

    @property
    def pin_is_set(self) -> bool:
        """Return whether a PIN unlocks the screen."""
        return pin.is_set(self._place)

    @cached_property
    def _place(self) -> Path:
        from data.files.data_directory import data_directory  # late: the start does without

        return self.options.directory or data_directory()

    @cached_property
    def _pins(self) -> PinGuard:
        return PinGuard(self._place, self.options.clock)

    @property
    def _record(self) -> AccessRecord:
        return AccessRecord(self._place, self.options.clock)

    def _tick(self) -> None:
        self._beats += 1
        if not self.screen_stack or isinstance(self.screen, LockScreen):
            return  # while the program ends, the last screen goes before the clock does
        if self._idle.over:
            self.lock()
        elif self._idle.nearly_over and not self._warned:
            self._warned = True
            self.say(_SOON)

    def _end_warning(self) -> None:
        """Show in place of the warning what stands there, such as a question a key answers."""
        self.say(self.screen.standing if isinstance(self.screen, Page) else "")

    def _watch_loop(self) -> None:
        """End, from a thread, when the terminal reads no more, as nothing could cover it then.

        A terminal that stalls holds the event loop, and so the lock, for as long as it likes.
        """
        seen, missed = self._beats, 0
        while missed * _TICK < self._idle.limit:
            time.sleep(_TICK)
            missed = missed + 1 if self._beats == seen else 0
            seen = self._beats
        terminal.end_now(signal.SIGHUP)
