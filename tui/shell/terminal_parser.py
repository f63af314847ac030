"""Textual's parser of what a terminal sends, behind a reader of whole sequences.

`XTermParser` of Textual 8.2.8: it is fed with what is known, so that it makes no keys of the rest,
and a fault in it ends no program.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.message import Message

from tui.security.paste_detection import PasteDetector
from tui.terminal.input_sequences import InputSequences, Passed


class InputDropped(Message):
    """Something that the terminal sent was dropped; `notice` says so to the user."""

    def __init__(self, notice: str) -> None:
        """A sentence for the user."""
        super().__init__()
        self.notice = notice


class TerminalParser(XTermParser):
    """Makes messages for the app of what a terminal sends."""

    def __init__(
        self,
        sequences: InputSequences,
        paste_detector: PasteDetector,
        note_fault: Callable[[Exception], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin.

        Args:
            sequences: reads the text first; it outlives a parser, which Textual makes anew.
            paste_detector: told how many keys came, and when.
            note_fault: writes down where Textual's parser failed.
            clock: seconds that pass, by which keys are stamped.
        """
        self._sequences = sequences
        self._paste_detector = paste_detector
        self._note_fault = note_fault
        self._clock = clock
        super().__init__()

    def feed(self, data: str) -> Iterator[Message]:
        """The messages for what came; an empty text ends it."""
        if not data:
            yield from self._contained(super().feed(""))
            return
        now = self._clock()
        passed = self._sequences.feed(data, now)
        self._paste_detector.heard(passed.typed, now)
        yield from self._messages(passed)
        self._sequences.handled(self._clock())

    def tick(self) -> Iterator[Message]:
        """The messages for what did not come in time."""
        yield from self._messages(self._sequences.due(self._clock()))

    def _messages(self, passed: Passed) -> Iterator[Message]:
        if passed.text:
            yield from self._contained(super().feed(passed.text))
        if passed.notice:
            yield InputDropped(passed.notice)

    def _contained(self, messages: Iterable[Message]) -> Iterator[Message]:
        """Messages up to a fault, after which parsing begins anew with what comes next."""
        try:
            yield from messages
        except Exception as error:
            self._note_fault(error)
            self._sequences.restart()
            self._tokens.clear()
            self._gen = self.parse(self._tokens.append)
            self._awaiting = next(self._gen)
