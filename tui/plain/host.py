"""The program as its plain pages see it, as a protocol; pages open each other through it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from tui.state.settings import Settings
from tui.state.workspace import Workspace

PageName: TypeAlias = Literal[
    "answers",
    "cases",
    "interview",
    "not_advised",
    "pathway_map",
    "plan",
    "report",
    "review",
    "search",
    "settings",
    "what_if",
]


class Host(Protocol):
    """The program on plain lines.

    Attributes:
        workspace: the sessions, the content and the clock.
        exports: where exports are proposed to go.
        attended: whether somebody reads what is said; nobody does where a script writes the lines.
    """

    workspace: Workspace
    exports: Path
    attended: bool

    def say(self, line: str) -> None: ...

    def refuse(self, why: str) -> None: ...

    def show(self, name: PageName, *about: object, instead: bool = False) -> None: ...

    def close(self) -> None: ...

    def home(self) -> None: ...

    def set_settings(self, settings: Settings) -> str: ...

    def open_session(self, session_id: str) -> None: ...

    def to_questions(self) -> None: ...

    def end(self) -> None: ...
