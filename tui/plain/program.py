"""The program on plain lines: the list of sessions, and the way from it to an interview."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from tui import failure
from tui.desk import Desk
from tui.kept import Kept
from tui.loaded import Load, load
from tui.plain.ears import Ears
from tui.plain.interview import PROMPT, LineInterview
from tui.plain.reading import session_lines
from tui.sitting import Sitting

_COMMANDS: Final = (
    "Type the number of a session to take it up, new (and a bed or local number if you want one,"
    " no name), delete and a number, list, or quit."
)


class LineProgram:
    """The list of sessions on plain lines."""

    def __init__(self, desk: Desk, ears: Ears, say: Callable[[str], None]) -> None:
        """Prepare; the content is loaded already."""
        self._desk = desk
        self._ears = ears
        self._say = say
        self._doomed: Kept | None = None
        self.interview: LineInterview | None = None

    def run(self) -> None:
        """Go on until the user quits or there are no more lines."""
        self._say("Spinepath, on plain lines.")
        for words in self._desk.banners:
            self._say(words)
        self._list()
        while (line := self._ears.line(self._prompt)) is not None:
            word, _, rest = line.strip().partition(" ")
            if word.lower() in ("quit", "q"):
                return
            if not self._take(word.lower(), rest.strip()):
                break
        self._say("")
        self._say("No more lines to read. Every answer that was given is saved.")

    def _prompt(self) -> None:
        self._say(_COMMANDS)
        self._say(PROMPT.strip())

    def _take(self, word: str, rest: str) -> bool:
        """Carry out one line; false when there are no more."""
        doomed, self._doomed = self._doomed, None
        if word in ("y", "yes") and doomed is not None:
            fault = self._desk.shelf.delete(doomed.id)
            self._say(fault or f"Session {doomed.id} is deleted.")
        elif word in ("new", "n"):
            return self._interview(self._desk.begin(rest))
        elif word in ("list", "l"):
            self._list()
        elif word in ("delete", "d") and (item := self._numbered(rest)):
            self._doomed = item
            self._say(f"Delete session {item.id} for good? y deletes it; anything else keeps it.")
        elif item := self._numbered(word):
            sitting = self._desk.take_up(item.id)
            if not isinstance(sitting, str):
                return self._interview(sitting)
            self._say(sitting)
        elif word:
            self._say("Not understood.")
        return True

    def _numbered(self, words: str) -> Kept | None:
        sessions = self._desk.shelf.sessions or []
        at = int(words) if words.isdecimal() and len(words) < 7 else 0
        return sessions[at - 1] if 1 <= at <= len(sessions) else None

    def _interview(self, sitting: Sitting) -> bool:
        self._say(f"Session {sitting.session.id}. {sitting.session.label}".rstrip())
        if sitting.read_only:
            self._say(sitting.fault)
        self.interview = LineInterview(self._desk, sitting, self._ears, self._say)
        if not self.interview.run():
            return False
        self.interview = None
        self._desk.put_away()
        self._list()
        return True

    def _list(self) -> None:
        fault = self._desk.shelf.read()
        if fault:
            self._say(fault)
        for line in session_lines(self._desk.shelf.sessions or []):
            self._say(line)


def run(
    directory: Path | None = None,
    *,
    load: Load = load,
    training: bool = False,
    faults: str = "",
    passphrase: Callable[[], str] | None = None,
) -> int:
    """Run on standard input and output; both may be files.

    Args:
        directory: where the sessions are kept; None for the user's own place.
        load: what reads the content.
        training: whether this is practice, with sessions of its own.
        faults: what is wrong with the settings.
        passphrase: of the sessions, where they have one.

    Returns:
        The exit status: 0 when the user quits or the lines end, 1 when the content is unusable.
    """
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _gone)

    def say(line: str) -> None:
        print(line, flush=True)

    desk = Desk(directory, lambda: datetime.now(UTC))
    desk.shelf.passphrase = passphrase
    desk.train(training=training)
    try:
        desk.loaded = load()
    except ValueError as error:
        print(f"spinepath: {failure.sentence(error)}", file=sys.stderr)
        return 1
    if faults:
        say(faults)
    try:
        LineProgram(desk, Ears(sys.stdin.fileno(), say), say).run()
    finally:
        desk.put_away()
    return 0


def _gone(number: int, _: FrameType | None) -> None:
    """End at once: every answer was durable before the next question was read out."""
    raise SystemExit(128 + number)
