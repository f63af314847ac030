"""The saved state: the one place from which every ending takes its sentence and exit status."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

EVERYTHING: Final = "Every answer that was given is saved."


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The part of a session that is not durable.

    Attributes:
        answers: how many answers; a list that is answered as one counts as one.
        others: how many other entries, such as notes; a session that is not stored is one.
        fault: why; empty when everything is durable.
    """

    answers: int = 0
    others: int = 0
    fault: str = ""

    def __bool__(self) -> bool:
        """Return whether anything is not durable."""
        return bool(self.answers or self.others)

    def __add__(self, more: Unsaved) -> Unsaved:
        """Both together; the reason is that of the last one."""
        fault = (more.fault if more else "") or self.fault
        return Unsaved(self.answers + more.answers, self.others + more.others, fault)

    def __str__(self) -> str:
        """The sentence for the user."""
        if not self:
            return EVERYTHING
        count = f"{self.answers} answer{'s are' if self.answers > 1 else ' is'}"
        return f"{count if self.answers else 'What was entered is'} NOT saved. {self.fault}".strip()


class Saves(Protocol):
    """A session that knows what of it is durable."""

    @property
    def unsaved(self) -> Unsaved:
        """The part of it that is not durable."""

    def retry(self) -> None:
        """Try again to write what is not durable."""


class SavedState:
    """The durable part of all sessions that this program has had open, and what was lost."""

    def __init__(self, held: Callable[[], Iterable[Saves]]) -> None:
        """Begin with nothing lost."""
        self._held = held
        self._lost = Unsaved()

    def settle(self) -> None:
        """Try once more to write everything, before the last sentence is said."""
        for one in self._held():
            one.retry()

    def left(self, session: Saves) -> None:
        """Remember what of a session was not durable when it was left for good."""
        self._lost += session.unsaved

    @property
    def unsaved(self) -> Unsaved:
        """Everything that is not durable, of sessions that were left as well."""
        return sum((one.unsaved for one in self._held()), self._lost)

    @property
    def sentence(self) -> str:
        """The sentence of every ending."""
        return str(self.unsaved)

    @property
    def warning(self) -> str:
        """The sentence where something is not durable; empty where everything is."""
        return str(found) if (found := self.unsaved) else ""

    def status(self, otherwise: int) -> int:
        """The exit status: 1 in the place of 0 where something is not durable."""
        return otherwise or int(bool(self.unsaved))
