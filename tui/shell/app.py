"""The Textual app, and the services that its screens share."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from tui.keys.keys import PAGES
from tui.rows.printed import print_last
from tui.screens.base import Page
from tui.screens.home import HomeScreen
from tui.screens.lock import LockScreen
from tui.screens.too_small import HEIGHT, WIDTH, SmallScreen
from tui.shell.navigation import NavigatingApp
from tui.shell.options import Options
from tui.shell.textual_private import set_terminal
from tui.state.export_directory import export_directory
from tui.state.settings import Settings, save
from tui.terminal import terminal
from tui.widgets.palette import Colours

if TYPE_CHECKING:
    from tui.state.interview_session import InterviewSession

_WHILE: Final = 5.0
"""Seconds within which a second Ctrl+C quits."""


class Spinepath(NavigatingApp):
    """The program on a terminal.

    Attributes:
        export_directory: where exports are proposed to go.
        ends_login: whether the login ends with the program, as the lock does that here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(one.keys, one.name, show=False, priority=True) for one in PAGES["app"]
    ]

    def __init__(self, options: Options | None = None) -> None:
        """Prepare; nothing is read before the first frame."""
        super().__init__(options or Options())
        self._report = self.options.report
        self.export_directory = export_directory(self.options.settings.export_directory)
        self._asked = float("-inf")
        self._behind: InterviewSession | None = None
        self.ends_login = False

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the list of sessions."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Take over the signals and the cursor of the terminal."""
        if not self.is_headless:
            terminal.watch_signals(self.exit)
            set_terminal(self)
            self.app_resume_signal.subscribe(self, lambda _: self._resume())

    def _resume(self) -> None:
        """Take the terminal over again, which another program has used."""
        set_terminal(self)
        self.draw_anew()

    def on_ready(self) -> None:
        """Listen to keys once the first frame can be seen."""
        self.call_after_refresh(self.options.input_sequences.listen)

    def on_unmount(self) -> None:
        """Let others open the sessions; answers are safe whether this is reached or not."""
        self.workspace.close_sessions()

    def on_resize(self, event: events.Resize) -> None:
        """Put one sentence over a screen that nothing fits on."""
        self._lines.forget()
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        small = size.width < WIDTH or size.height < HEIGHT
        if small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen(practice=self.workspace.is_training))
        elif not small and isinstance(self.screen, SmallScreen):
            self.pop_screen()

    def lock(self, *, chosen: bool = False) -> None:
        """Cover the screen and store the entries; or end the program, if the settings say so."""
        self.workspace.save_drafts()
        self.workspace.saved.settle()
        if self.workspace.settings.lock == "end" and not self.workspace.saved.warning:
            self.ends_login = True
            self.exit()
            return
        if not self.locked:
            self._behind = self.workspace.interview_session
        else:
            self.workspace.close_sessions(but=self._behind)
            self.workspace.interview_session = self._behind
        super().lock(chosen=chosen)

    def unlock(self) -> None:
        """Uncover what was shown, at the size that the terminal has now."""
        super().unlock()
        self.workspace.interview_session = self._behind
        self._fit(self.size)

    def opened_by_emergency(self, reason: str) -> None:
        """Say on every screen that this was done."""
        self.workspace.opened_by_emergency(reason)
        if isinstance(self.screen, Page):
            self.screen.pin()

    def allowed(self) -> Settings:
        """The settings as they are now."""
        return self.workspace.settings

    def set_settings(self, settings: Settings) -> str:
        """Go on with other settings, and save them; return why that fails, or nothing."""
        if settings.colour != self.workspace.settings.colour:
            self.paint(_colours(settings.colour))
        self.workspace.settings = settings
        self._idle.limit = settings.lock_minutes * 60.0
        self.export_directory = export_directory(settings.export_directory)
        return save(settings)

    def say(self, message: str) -> None:
        """Tell the user something, on whatever screen this is."""
        if isinstance(self.screen, Page):
            self.screen.say(message)
            self.screen.show_keys(self.screen.size.width)
        elif isinstance(self.screen, LockScreen):
            self.screen.tell(message)

    def action_leave(self) -> None:
        """Leave on the second press within a while."""
        before, self._asked = self._asked, self.monotonic()
        if self._asked - before < _WHILE:
            self.confirmations.confirm(self.exit)
            return
        self.confirmations.offer()
        pending = any(isinstance(page, Page) and page.pending for page in self.screen_stack)
        saved = self.workspace.saved
        entered = "The entry here is no answer yet." if pending else saved.sentence
        said = f"{saved.warning or entered} The same key again quits."
        if isinstance(self.screen, Page):
            self.screen.passing(said)
            self.set_timer(_WHILE, partial(self.screen.over, said))
        else:
            self.say(said)


def run(app: Spinepath, passphrase: str | None = None) -> int:
    """Run the interface on the terminal of this process.

    Args:
        app: the interface.
        passphrase: of the sessions, where they have one.

    Returns:
        The exit status: 0, or 128 and the number of the signal that ended it, or 70, or 1 when
        something is not saved.
    """
    saved = app.workspace.saved
    app.paint(_colours(app.workspace.settings.colour))
    if passphrase is not None:
        app.workspace.worklist.passphrase = lambda: passphrase
    terminal.reset_keyboard()
    terminal.say_last(lambda: saved.sentence)
    app.run(mouse=False)
    status = saved.status(terminal.ended_by() or app.return_code or 0)
    if status or app.ends_login:
        print_last(terminal.LOGIN_ENDS if app.ends_login else "", saved.sentence)
    if app.ends_login:
        terminal.end_login()
    return status


def _colours(colour: str) -> Colours:
    """The colours that the settings name, within what this terminal can show."""
    barred = "NO_COLOR" in os.environ
    return Colours(colour, terminal.colours_shown(os.environ), barred=barred)
