"""The desk: what a sitting is made from, once the content is there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.wording.banners import PRACTICE, READ_ONLY, UNREVIEWED, banners
from tui import __version__
from tui.state.loaded_content import Loaded
from tui.state.session_list import Shelf

if TYPE_CHECKING:
    from data.content.loader import Content
    from data.session.session import Session
    from tui.state.interview_session import Sitting


class Desk:
    """The sessions, the content and the clock, put together.

    Attributes:
        shelf: the kept sessions, of patients or of training mode.
        training: whether it is training mode.
        loaded: the content, None until it is read.
        clock: the time of day.
        emergency: what every screen says since the lock was opened without the PIN.
        sitting: the session that the screens are about; None at the list of sessions.
    """

    def __init__(
        self, directory: Path | None, clock: Callable[[], datetime], program: str = __version__
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            directory: where the sessions are kept; None for the user's own place.
            clock: the time of day.
            program: version of the program.
        """
        self._directory = directory
        self.training = False
        self.shelf = Shelf(directory)
        self.loaded: Loaded | None = None
        self.sitting: Sitting | None = None
        self.clock = clock
        self.emergency = ""
        self._held: list[Sitting] = []
        self._program = program

    @property
    def content(self) -> Content:
        """The content, once it is there."""
        return self._ready().content

    @property
    def banners(self) -> tuple[str, ...]:
        """What a screen says first that shows the content as a whole."""
        return self.banners_of(None)

    def banners_of(self, items: Collection[str] | None) -> tuple[str, ...]:
        """What a screen says first that shows some items of the content, or all of it.

        That it is practice comes before everything. Until the content is there it is said to be
        in the worst state.
        """
        of_content: tuple[str, ...] = (UNREVIEWED,)
        if self.loaded is not None:
            of_content = banners(self.content, self.clock().date(), items)
        return (*self.said_first, *of_content)

    @property
    def said_first(self) -> tuple[str, ...]:
        """What stands before everything: practice, an emergency opening, that nothing is stored."""
        read_only = self.sitting is not None and self.sitting.read_only
        said = ((self.practice, PRACTICE), (self.emergency, self.emergency), (read_only, READ_ONLY))
        return tuple(words for holds, words in said if holds)

    @property
    def practice(self) -> bool:
        """Whether what is on the screen is about no patient."""
        return self.training or (self.sitting is not None and self.sitting.session.practice)

    @property
    def flags(self) -> tuple[str, ...]:
        """The red flags of the session at hand, a line for each kind."""
        return self.sitting.flags.lines if self.sitting else ()

    @property
    def fault(self) -> str:
        """Why answers are not saved; empty when they are."""
        return next((sitting.fault for sitting in self._held if sitting.fault), "")

    def begin(self, label: str) -> Sitting:
        """A new session."""
        from data.session.session import begin

        pathway = self.content.pathway
        session = begin(
            pathway,
            program=self._program,
            now=self.clock(),
            label=label,
            practice=self.training,
        )
        return self._sitting(session, new=True)

    def train(self, *, training: bool) -> None:
        """Go over to the sessions of training mode, or back to those of patients."""
        self.training = training
        passphrase, self.shelf = self.shelf.passphrase, Shelf(self._directory, training=training)
        self.shelf.passphrase = passphrase

    def follow_up(self, session_id: str) -> Sitting | str:
        """A new session that goes on from a kept one, or why that cannot be read."""
        from data.session.follow_up import follow_up

        kept = self.shelf.load(session_id)
        if isinstance(kept, str):
            return kept
        before = self._seated(kept, new=False, held=False)
        session = follow_up(
            self.content.pathway,
            self.content.episode,
            kept,
            before.standing.active,
            program=self._program,
            now=self.clock(),
        )
        return self._sitting(session, new=True)

    def previous(self, sitting: Sitting) -> Sitting | str | None:
        """The session that a sitting goes on from, why it cannot be read, None where none is."""
        before = sitting.session.continues
        if not before:
            return None
        session = self.shelf.load(before)
        return session if isinstance(session, str) else self._seated(session, new=False, held=False)

    def look_closer(self, wanted: Callable[[], bool]) -> None:
        """Find out which results the kept sessions wait for, as long as that is wanted."""
        self.shelf.look_closer(self._ready(), self.clock(), wanted)

    def look_back(self, wanted: Callable[[], bool]) -> None:
        """Find the older sessions that wait for a result, as long as that is wanted."""
        self.shelf.look_back(self._ready(), self.clock(), wanted)

    def take_up(self, session_id: str) -> Sitting | str:
        """A kept session, or why it cannot be read."""
        session = self.shelf.load(session_id)
        return session if isinstance(session, str) else self._sitting(session, new=False)

    def rest(self) -> None:
        """Keep what is half entered, for whoever comes back to it."""
        for sitting in self._held:
            sitting.rest()

    def put_away(self, *, but: Sitting | None = None) -> None:
        """Let others open the sessions that are open here.

        Args:
            but: the one that stays open.
        """
        for sitting in self._held:
            if sitting is not but:
                sitting.put_away()
        self._held = [sitting for sitting in self._held if sitting is but]

    def _sitting(self, session: Session, *, new: bool) -> Sitting:
        self.sitting = sitting = self._seated(session, new=new)
        self._held = [one for one in self._held if one.session.id != session.id] + [sitting]
        return sitting

    def _seated(self, session: Session, *, new: bool, held: bool = True) -> Sitting:
        """A sitting; one that is only looked at does not hold its session."""
        from tui.state.autosave import Keeper
        from tui.state.interview_session import Sitting

        keeper = Keeper(lambda: self.shelf.store, session, new=new, held=held)
        compiled = self._ready().compiled
        return Sitting(compiled, session, keeper, self.clock, self._program)

    def _ready(self) -> Loaded:
        if self.loaded is None:
            raise RuntimeError("the content is not loaded yet")
        return self.loaded
