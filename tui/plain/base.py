"""A page on plain lines: what is read out, and what a typed line does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from tui.plain.commands import HELP, Command, help_lines
from tui.plain.host import Host
from tui.plain.line_input import LONGEST

PROMPT: Final = ">"
_YES: Final = ("y", "yes")


class LinePage:
    """One page; the last one that was opened hears what is typed.

    A word of the page does what its method `do_` and its action says, with the rest of the line.

    Attributes:
        words: what may be typed, besides what the page itself asks for.
        host: the program that it is a page of.
    """

    words: ClassVar[tuple[Command, ...]] = (HELP,)

    def __init__(self, host: Host) -> None:
        """Prepare; nothing is read out yet."""
        self.host = host
        self._agreed: Callable[[], None] | None = None

    def opened(self) -> None:
        """Read the page out."""

    def resumed(self) -> None:
        """Say where this is when it is come back to."""
        self.opened()

    def legal(self) -> str:
        """What the page itself asks for, in words; empty where it asks for nothing."""
        return ""

    def answer(self, _: str) -> bool:
        """Take a line as what the page asks for; whether it was that."""
        return False

    def prompt(self) -> None:
        """Say what may be typed."""
        often = ", ".join(word.names[0] for word in self.words if word.often)
        legal = self.legal()
        self.say(f"Type {legal}. Also: {often}." if legal else f"Type one of: {often}.")
        self.say(PROMPT)

    def take(self, line: str) -> None:
        """Carry out one line."""
        agreed, self._agreed = self._agreed, None
        if len(line) > LONGEST:
            self.say(f"Not taken: a line has {LONGEST} characters at most.")
        elif agreed is not None and line.strip().lower() in _YES:
            agreed()
        elif not self.answer(line):
            self._carry_out(line.strip())

    def ask(self, question: str, then: Callable[[], None]) -> None:
        """Do something if the next line is yes."""
        self._agreed = then
        self.say(question)

    def say(self, line: str) -> None:
        """Say one line."""
        self.host.say(line)

    def tell(self, lines: Iterable[str]) -> None:
        """Say lines in order."""
        for line in lines:
            self.say(line)

    def do_help(self, _: str) -> None:
        """Say what every word does."""
        self.tell(help_lines(self.words))

    def _carry_out(self, line: str) -> None:
        first, _, rest = line.partition(" ")
        for word in self.words:
            if first.lower() in word.names:
                getattr(self, f"do_{word.action}")(rest.strip())
                return
        if line:
            self.say("Not understood, and nothing is stored.")
