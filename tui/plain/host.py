"""The program as its plain pages know it: what they ask of it, and how one opens another."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from tui.state.workspace import Workspace

PageName: TypeAlias = Literal[
    "answers", "interview", "not_advised", "pathway_map", "plan", "review", "what_if"
]


class Host(Protocol):
    """The program on plain lines.

    Attributes:
        workspace: the sessions, the content and the clock.
        exports: where exports are proposed to go.
    """

    workspace: Workspace
    exports: Path

    def say(self, line: str) -> None:
        """Say one line."""
        ...

    def show(self, name: PageName, *about: object, instead: bool = False) -> None:
        """Open a page; closing it leads back to this one.

        Args:
            name: of the page.
            about: what the page is made with.
            instead: whether it takes the place of this one.
        """
        ...

    def close(self) -> None:
        """Go back to the page before."""
        ...

    def home(self) -> None:
        """Go back to the list of sessions."""
        ...

    def end(self) -> None:
        """Quit."""
        ...
