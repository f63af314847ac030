"""Terminal input by the grammar of ECMA-48, and the line that brings it to Textual's parser."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from textual import events
from textual.message import Message

from tui.security.paste_detection import PasteDetector
from tui.shell.terminal_parser import InputDropped, TerminalParser
from tui.terminal.input_sequences import InputSequences

_PARAMETERS: Final = "0123456789:;<=>?"
_INTERMEDIATES: Final = " !\"#$%&'()*+,-./"
_FINALS: Final = "".join(map(chr, range(0x40, 0x7F)))
_PRINTED: Final = "".join(map(chr, range(0x20, 0x7F)))
_NUMBERS: Final = ("", "0", "1", "2", "13", "27", "48", "49", "110", "57441", "60000", "1114112")
_HUGE: Final = "9" * 40


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Wire:
    """A terminal's line into Textual's own parser.

    Attributes:
        clock: what time it is on the line.
        sequences: what reads it first.
        keys: hears how many keys came.
        faults: what Textual's parser raised.
        messages: what the app was sent.
    """

    def __init__(self, *, listening: bool = True) -> None:
        self.clock = Clock()
        self.sequences = InputSequences()
        self.detector = PasteDetector()
        self.faults: list[Exception] = []
        self.messages: list[Message] = []
        self._parser = TerminalParser(self.sequences, self.detector, self.faults.append, self.clock)
        if listening:
            self.sequences.listen()

    def send(self, text: str, *, after: float = 0.0) -> None:
        """Send characters after a pause in which the driver looks at the clock as it does."""
        self.clock.now += after
        self.messages += self._parser.tick()
        self.messages += self._parser.feed(text)

    def parsed(self, text: str) -> Iterator[Message]:
        """Send characters, and take the messages for them one by one."""
        yield from self._parser.feed(text)

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.now += seconds
        self.messages += self._parser.tick()

    @property
    def pressed(self) -> list[str]:
        """The names of the keys that came."""
        return [one.key for one in self.messages if isinstance(one, events.Key)]

    @property
    def typed(self) -> str:
        """The characters of the keys that came, moves left out."""
        keys = (one for one in self.messages if isinstance(one, events.Key))
        return "".join(one.character or "" for one in keys)

    @property
    def notices(self) -> list[str]:
        """The message to the user."""
        return [one.notice for one in self.messages if isinstance(one, InputDropped)]


def sequence(chance: random.Random) -> str:
    """One whole sequence: a CSI, an SS3 or a control string, sensible or absurd."""
    kind = chance.randrange(10)
    if kind < 6:
        opening = chance.choice(("\x1b[", "\x1b[", "\x1b[", "\x9b"))
        body = _parameters(chance) + _csi_end(chance)
        # What these two open is longer than the grammar says: a key of the Linux console, a mouse.
        return opening + body + {"[": "A", "M": "!!!"}.get(body, "")
    if kind < 7:
        return chance.choice(("\x1bO", "\x8f")) + chance.choice(_PRINTED[1:])
    text = "".join(chance.choices(_PRINTED, k=chance.choice((0, 3, 20, 200))))
    if kind < 9:
        return "\x1b]" + text + chance.choice(("\x07", "\x1b\\", "\x9c"))
    return chance.choice(("\x1bP", "\x1bX", "\x1b^", "\x1b_", "\x90")) + text + "\x1b\\"


def _parameters(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return "".join(chance.choices(_PARAMETERS, k=chance.randrange(12)))
    fields = (
        ":".join(chance.choices((*_NUMBERS, _HUGE), k=chance.choice((1, 1, 1, 2, 3))))
        for _ in range(chance.randrange(6))
    )
    return chance.choice(("", "", "", "?", "<", ">")) + ";".join(fields)


def _csi_end(chance: random.Random) -> str:
    between = "".join(chance.choices(_INTERMEDIATES, k=chance.choice((0, 0, 0, 1, 2))))
    final = chance.choice(chance.choice((_FINALS, "~uABCDHFRMmtPQS")))
    return between + final


def cut(whole: str, places: Iterable[int]) -> Iterator[str]:
    """The parts of a text that is cut at some places."""
    ends: Sequence[int] = sorted({0, len(whole), *(place % (len(whole) + 1) for place in places)})
    return (whole[begin:end] for begin, end in pairwise(ends))
