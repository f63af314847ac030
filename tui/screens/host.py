"""The app as its screens see it, as a protocol; screens open each other through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from tui.state.settings import Settings
from tui.state.workspace import Workspace
from tui.widgets.palette import Colours

if TYPE_CHECKING:
    from textual.events import Key

    from data.content.worked_cases import WorkedCase
    from tui.state.interview_session import InterviewSession

ScreenName: TypeAlias = Literal[
    "about",
    "answers",
    "cases",
    "follow_up",
    "drop",
    "export",
    "help",
    "interview",
    "new_session",
    "note",
    "pathway_map",
    "plan",
    "report",
    "review",
    "search",
    "settings",
    "what_if",
]
"""A screen by the name of its module; `what_if` is `WhatIfScreen` there."""


class Confirms(Protocol):
    """Holds back what a paste or a held key would confirm.

    Attributes:
        question: that the next key answers; empty for none.
    """

    question: str

    def offer(self) -> None: ...

    def confirm(self, then: Callable[[], None]) -> None: ...

    def ask(self, question: str, then: Callable[[], None], declined: str) -> None: ...


class Locks(Protocol):
    """Opens the lock of the screen."""

    @property
    def pin_is_set(self) -> bool: ...

    def unlock(self) -> None: ...

    def try_pin(self, typed: str) -> str: ...

    def open_by_emergency(self, reason: str) -> str: ...

    def set_pin(self, chosen: str) -> str: ...

    def begin_as_guest(self) -> None: ...


class Host(Locks, Protocol):
    """The app.

    Attributes:
        workspace: the sessions, the content and the clock.
        export_directory: where exports are proposed to go.
        colours: those that are drawn in.
        monotonic: gives seconds that pass.
    """

    workspace: Workspace
    export_directory: Path
    colours: Colours
    monotonic: Callable[[], float]

    def came(self, event: Key) -> float: ...

    async def take_keys(self) -> None: ...

    @property
    def keys_wait(self) -> bool: ...

    @property
    def confirmations(self) -> Confirms: ...

    @property
    def locked(self) -> bool: ...

    def show(
        self, name: ScreenName, *about: object, instead: bool = False, **more: object
    ) -> None: ...

    def back_to_questions(self) -> bool: ...

    def at_session(self, session_id: str) -> None: ...

    def set_settings(self, settings: Settings) -> str: ...

    def share(self, text: str) -> str: ...

    def paint(self, colours: Colours) -> None: ...

    def when_ready(self, then: Callable[[], None]) -> None: ...

    def begin(self, label: str, focus: str = "", *, named: bool = False) -> None: ...

    def open_session(self, session_id: str) -> None: ...

    def follow_up(self, session_id: str) -> None: ...

    def export_session(self, session_id: str) -> None: ...

    def train(self) -> None: ...

    def begin_case(self, case: WorkedCase) -> None: ...

    def search(self, typed: str) -> None: ...

    def find_awaited_results(self) -> None: ...

    def leave(self, interview_session: InterviewSession) -> None: ...

    def go_home(self, message: str = "") -> None: ...
