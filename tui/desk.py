"""The desk: what a sitting is made from, once the content is there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.wording import UNREVIEWED, banners
from tui.loaded import Loaded
from tui.shelf import Shelf

if TYPE_CHECKING:
    from data.content import Content
    from data.session import Session
    from tui.sitting import Sitting


class Desk:
    """The sessions, the content and the clock, put together.

    Attributes:
        shelf: the kept sessions.
        loaded: the content, None until it is read.
        clock: the time of day.
    """

    def __init__(
        self, directory: Path | None, clock: Callable[[], datetime], program: str = ""
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            directory: where the sessions are kept; None for the user's own place.
            clock: the time of day.
            program: version of the program; found out when it is empty.
        """
        self.shelf = Shelf(directory)
        self.loaded: Loaded | None = None
        self.clock = clock
        self._sat: Sitting | None = None
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

        Until the content is there it is said to be in the worst state.
        """
        if self.loaded is None:
            return (UNREVIEWED,)
        return banners(self.content, self.clock().date(), items)

    @property
    def fault(self) -> str:
        """Why answers of the latest sitting are not saved; empty when they are."""
        return self._sat.fault if self._sat else ""

    def begin(self, label: str) -> Sitting:
        """A new session."""
        from data.session import begin

        self._program = self._program or _version()
        pathway = self.content.pathway
        session = begin(pathway, program=self._program, now=self.clock(), label=label)
        return self._sitting(session, new=True)

    def take_up(self, session_id: str) -> Sitting | str:
        """A kept session, or why it cannot be read."""
        session = self.shelf.load(session_id)
        return session if isinstance(session, str) else self._sitting(session, new=False)

    def put_away(self) -> None:
        """Let others open the session of the latest sitting."""
        if self._sat is not None:
            self._sat.put_away()
            self._sat = None

    def _sitting(self, session: Session, *, new: bool) -> Sitting:
        from tui.keeper import Keeper
        from tui.sitting import Sitting

        self._program = self._program or _version()
        keeper = Keeper(lambda: self.shelf.store, session, new=new)
        compiled = self._ready().compiled
        self._sat = Sitting(compiled, session, keeper, self.clock, self._program)
        return self._sat

    def _ready(self) -> Loaded:
        if self.loaded is None:
            raise RuntimeError("the content is not loaded yet")
        return self.loaded


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("spinepath")
    except PackageNotFoundError:
        return "0"
