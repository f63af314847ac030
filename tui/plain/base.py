"""A page on plain lines: its text, and the actions of typed lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from data.wording.reader_roles import reader_words
from tui.keys.page_action import PageAction
from tui.plain.commands import commands, help_lines
from tui.plain.host import Host
from tui.rows.list_entries import Numbered
from tui.state.settings import changed
from tui.terminal.input_sequences import LONGEST
from tui.views.page_texts import ASK_READER

PROMPT: Final = ">"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_NO_TEXT: Final = (
    "Not taken: the line holds control characters, as arrow keys and Esc send them. Type it again."
)
_NOT_TEXT: Final = "Not taken: the line holds bytes that are no text here. UTF-8 is understood."
_YES: Final = ("y", "yes")
_NO: Final = ("n", "no")
_NOT_DONE: Final = "Nothing was done."


class LinePage:
    """One page; typed lines go to the page opened last.

    A word of the page does what its method `do_` and its action says, with the rest of the line.

    Attributes:
        takes_text: whether the next line is one of a text, which may be pasted.
        words: what may be typed, besides what the page itself asks for.
        way_out: the action that leaves the page; empty where it is of no help to name one.
        host: the program that it is a page of.
        numbered: the entries that can be picked by number.
    """

    takes_text = False
    words: ClassVar[tuple[PageAction, ...]] = commands("plain", "help")
    way_out: ClassVar[str] = "back"

    def __init__(self, host: Host) -> None:
        """Prepare; nothing is read out yet."""
        self.host = host
        self.numbered: Numbered[Any] = Numbered(())
        self._agreed: Callable[[], None] | None = None
        self._declined = ""

    def opened(self) -> None:
        """Say the page."""

    def resumed(self) -> None:
        """Say the name of the page when the user returns to it."""
        self.opened()

    def legal(self) -> str:
        """The legal input of the page itself, in words; empty if it asks for nothing."""
        return ""

    def answer(self, line: str) -> bool:
        """Take a line as a number of the page's list; return whether it was one."""
        if not line.strip().isdecimal():
            return False
        picked = self.picked(line)
        if picked is not None:
            self.chosen(picked)
        return True

    def chosen(self, picked: Any) -> None:  # noqa: ANN401
        """Carry out the action of a numbered entry."""

    def picked(self, number: str, word: str = "", more: str = "") -> Any:  # noqa: ANN401
        """The entry with a number; says the legal numbers if there is none."""
        found = self.numbered.find(number.strip())
        if found is None:
            numbers = f"from 1 to {len(self.numbered)}{more}."
            said = f"Type {word} and a number {numbers}" if word else f"The numbers go {numbers}"
            self.refuse(said)
        return found

    def prompt(self) -> None:
        """Say what may be typed."""
        often = ", ".join(word.words[0] for word in self.words if word.often)
        legal = self.legal()
        self.say(f"Type {legal}. Also: {often}." if legal else f"Type one of: {often}.")
        self.say(PROMPT)

    def take(self, line: str) -> None:
        """Carry out one line."""
        agreed, self._agreed = self._agreed, None
        if len(line) > LONGEST:
            self.refuse(f"Not taken: a line has {LONGEST} characters at most.")
        elif _CONTROL.search(line):
            self.refuse(_NO_TEXT)
        elif "\N{REPLACEMENT CHARACTER}" in line:
            self.refuse(_NOT_TEXT)
        elif agreed is not None and line.strip().lower() in _YES:
            agreed()
        elif agreed is not None and line.strip().lower() in _NO:
            self.say(self._declined)
        elif not self.answer(line):
            self._carry_out(line.strip())

    def refuse(self, why: str) -> None:
        """Say why a line is not carried out; a script ends there, and no later line is read."""
        self.host.refuse(why)

    def leaves_open(self, line: str | None) -> bool:
        """Return whether a line, None after the last, leaves open what the one before it asked."""
        answered = line is not None and line.strip().lower() in (*_YES, *_NO)
        return self._agreed is not None and not answered

    def ask(self, question: str, then: Callable[[], None], declined: str = _NOT_DONE) -> None:
        """Do something if the next line is yes; after no, only say that nothing was done."""
        self._agreed, self._declined = then, declined
        self.say(question)

    def say(self, line: str) -> None:
        """Say one line."""
        self.host.say(line)

    def tell(self, lines: Iterable[str]) -> None:
        """Say lines in order."""
        for line in lines:
            self.say(line)

    def do_back(self, _: str) -> None:
        """Go back to the page before."""
        self.host.close()

    def do_search(self, typed: str) -> None:
        """Search the sessions and the content."""
        if typed:
            self.host.show("search", typed)
        else:
            self.refuse("Type find and the words to look for.")

    def do_settings(self, _: str) -> None:
        """Open the settings."""
        self.host.show("settings")

    def do_reader(self, typed: str) -> None:
        """Say who reads, or change it."""
        if typed:
            wanted = changed(self.host.workspace.settings, "reader", typed)
            if isinstance(wanted, str):
                self.refuse(wanted)
                return
            if fault := self.host.set_settings(wanted):
                self.refuse(fault)
        now = self.host.workspace.settings.reader
        self.say(reader_words(now) if now else ASK_READER)

    def do_help(self, _: str) -> None:
        """Say what every word does."""
        self.tell(help_lines(self.words))

    def _carry_out(self, line: str) -> None:
        first, _, rest = line.partition(" ")
        for word in self.words:
            if first.lower() in word.words:
                getattr(self, f"do_{word.name}")(rest.strip())
                return
        if line:
            ways = (word for word in self.words if word.name == self.way_out)
            back = "".join(f" {way.words[0]}: {way.says}." for way in ways)
            self.refuse(f"Not understood, and nothing is stored.{back}")
