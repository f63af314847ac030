"""The walk: the pages from the list of sessions to the one that hears what is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tui.plain.base import LinePage
from tui.state.workspace import Workspace


class ReadsLines(Protocol):
    """What a walk needs of ears."""

    def line(self, prompt: Callable[[], None]) -> str | None:
        """The next line after a prompt; None when there is no more."""
        ...


class Navigation:
    """Pages over each other, as the screens lie over each other.

    Attributes:
        workspace: the sessions, the content and the clock.
        say: says one line.
        exports: where exports are proposed to go.
        pages: the open ones, the list of sessions first.
    """

    def __init__(
        self,
        workspace: Workspace,
        line_input: ReadsLines,
        say: Callable[[str], None],
        exports: Path,
    ) -> None:
        """Begin nowhere."""
        self.workspace = workspace
        self.say = say
        self.exports = exports
        self.pages: list[LinePage] = []
        self._line_input = line_input

    def run(self, first: LinePage) -> bool:
        """Go on from a page until the user quits; false when there are no more lines."""
        self.open(first)
        while self.pages:
            line = self._line_input.line(self.pages[-1].prompt)
            if line is None:
                return False
            self.pages[-1].take(line)
        return True

    def open(self, page: LinePage) -> None:
        """Go on to a page; closing it leads back here."""
        self.pages.append(page)
        page.opened()

    def switch(self, page: LinePage) -> None:
        """Go to a page in place of this one."""
        self.pages[-1] = page
        page.opened()

    def close(self) -> None:
        """Back to the page before."""
        self.pages.pop()
        if self.pages:
            self.pages[-1].resumed()

    def home(self) -> None:
        """Back to the first page."""
        del self.pages[1:]
        self.pages[0].resumed()

    def end(self) -> None:
        """Quit."""
        self.pages.clear()
