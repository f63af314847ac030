"""The app as its screens know it: what they ask of it, and how one of them opens another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from tui.state.settings import Settings
from tui.state.workspace import Workspace
from tui.widgets.palette import Colours

if TYPE_CHECKING:
    from tui.state.interview_session import InterviewSession

ScreenName: TypeAlias = Literal[
    "about",
    "answers",
    "changes_since",
    "command_palette",
    "export",
    "help",
    "interview",
    "new_session",
    "note",
    "pathway_map",
    "plan",
    "review",
    "what_if",
]
"""A screen by the name of its module."""


class Confirms(Protocol):
    """Holds back what a paste or a held key would confirm."""

    def offer(self) -> None:
        """Note that something is on the screen now that a key can confirm."""
        ...

    def confirm(self, then: Callable[[], None]) -> None:
        """Do it for the key that was just pressed, unless that came too soon or is held down."""
        ...


class Locks(Protocol):
    """Opens the lock of the screen."""

    @property
    def pin_is_set(self) -> bool:
        """Whether a PIN unlocks the screen."""
        ...

    def unlock(self) -> None:
        """Uncover what was shown."""
        ...

    def try_pin(self, typed: str) -> str:
        """Unlock if this is the PIN; else say why not."""
        ...

    def open_by_emergency(self, reason: str) -> str:
        """Unlock without the PIN, once the reason is recorded; else say why not."""
        ...

    def set_pin(self, chosen: str) -> str:
        """Keep a PIN; say what came of it."""
        ...

    def begin_as_guest(self) -> None:
        """Begin a session over the lock."""
        ...


class Host(Locks, Protocol):
    """The app.

    Attributes:
        workspace: the sessions, the content and the clock.
        settings: what the user has set.
        export_directory: where exports are proposed to go.
        colours: those that are drawn in.
        monotonic: gives seconds that pass.
    """

    workspace: Workspace
    settings: Settings
    export_directory: Path
    colours: Colours
    monotonic: Callable[[], float]

    @property
    def confirmations(self) -> Confirms:
        """Holds back keys that nobody meant."""
        ...

    def show(self, name: ScreenName, *about: object, instead: bool = False) -> None:
        """Open a screen.

        Args:
            name: of the screen.
            about: what the screen is made with.
            instead: whether it takes the place of the one that is shown.
        """
        ...

    def paint(self, colours: Colours) -> None:
        """Draw everything in other colours."""
        ...

    def when_ready(self, then: Callable[[], None]) -> None:
        """Do something as soon as the content is there."""
        ...

    def begin(self, label: str) -> None:
        """Begin a session and show its first question."""
        ...

    def open_session(self, session_id: str) -> None:
        """Open a session; a finished one at its plan."""
        ...

    def follow_up(self, session_id: str) -> None:
        """Begin a session that goes on from a finished one."""
        ...

    def export_session(self, session_id: str) -> None:
        """Export a session from the list."""
        ...

    def train(self) -> None:
        """Go over to training mode, or back."""
        ...

    def search(self, typed: str) -> None:
        """Look for sessions among all that are kept."""
        ...

    def look_closer(self) -> None:
        """Find out which results the sessions wait for."""
        ...

    def leave(self, interview_session: InterviewSession) -> None:
        """Go from an interview session back to the list."""
        ...

    def go_home(self, message: str = "") -> None:
        """Go back to the list of sessions."""
        ...
