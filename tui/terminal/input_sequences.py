"""The input of a terminal, read as whole characters and escape sequences or not at all.

It stands between the bytes and Textual's parser. That parser takes what it does not know for
keys, a sequence that a slow line has cut as well: the digits in it would answer a question. The
grammar is that of ECMA-48 (CSI, SS3, control strings) as xterm's "Control Sequences" lists it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tui.terminal import LONGEST_PASTE
from tui.terminal.key_notices import (
    ESCAPE,
    NO_TEXT,
    NOT_UNDERSTOOD,
    PASTED_NO_TEXT,
    UNENDING_PASTE,
    UNKNOWN,
    after_escape,
)
from tui.terminal.known_sequences import IGNORED, KEY, QUIET, REPORT
from tui.terminal.output_text import typed_text

PAUSE: Final = 1.5
"""Seconds without a byte after which the rest of a sequence will not come; lines may pause."""

LONGEST: Final = 4000
"""Characters at most of one burst of keys; no answer and no note is longer."""

BURST_PAUSE: Final = 0.25
"""Seconds without a byte after which a burst is over."""

TOO_MANY: Final = f"More than {LONGEST} characters came at once: the rest was dropped."

_OFTEN: Final = 20
"""Dropped sequences after which the user is told once."""

_STORED: Final = 32
"""Characters of a sequence that are kept; one that is longer is none that is known."""

_ESC, _BELL, _STRING_END = "\x1b", "\x07", "\x9c"
_PASTE: Final = "\x1b[200~"
_PASTE_END: Final = "\x1b[201~"
_CONTROLS: Final = {chr(ord(letter) + 0x40): letter for letter in "OPX[]^_"}
"""The one-character forms of the openings of a sequence (C1), and the letters after ESC."""

_FAULTY: Final = "\N{REPLACEMENT CHARACTER}"

_SURROGATES: Final = range(0xDC80, 0xDD00)
"""Code points that Python gives bytes which are not UTF-8 (`surrogateescape`)."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Input that may be read as keys.

    Attributes:
        text: whole characters and sequences that are known.
        typed: how many keys other than moves came, those that were dropped as well.
        notice: a sentence for the user on what was dropped; empty for none.
    """

    text: str = ""
    typed: int = 0
    notice: str = ""


class InputSequences:
    """Reads the characters that come from a terminal.

    Attributes:
        dropped: how many sequences were dropped: unknown, malformed or unfinished ones.
    """

    def __init__(self) -> None:
        """Wait for the first character; keys are dropped until `listen`."""
        self.dropped = 0
        self._listening = False
        self._read: Callable[[str], None] = self._ground
        self._held = ""
        self._ends_by_bell = False
        self._skipped = 0
        self._pasted: list[str] = []
        self._last = float("-inf")
        self._burst = 0
        self._text: list[str] = []
        self._typed = 0
        self._notice = ""

    def listen(self) -> None:
        """Pass keys on from now: the user has seen what they are for."""
        self._listening = True

    def feed(self, text: str, now: float) -> Passed:
        """Read what the terminal sent.

        Args:
            text: decoded from UTF-8 with `surrogateescape`.
            now: seconds of a clock that only goes forward.
        """
        self._expire(now)
        if now - self._last >= BURST_PAUSE:
            self._burst = 0
        self._last = now
        for character in text:
            self._read(character)
        return self._taken()

    def handled(self, now: float) -> None:
        """Count pauses from now: all that was fed has been handed on, which may take long."""
        self._last = now

    def due(self, now: float) -> Passed:
        """Drop a sequence whose rest will not come; to be called from time to time."""
        self._expire(now)
        return self._taken()

    def restart(self) -> None:
        """Drop what is unfinished, after a fault of whoever reads on."""
        self._drop()
        self._pasted.clear()

    def _taken(self) -> Passed:
        passed = Passed("".join(self._text), self._typed, self._notice * self._listening)
        self._text.clear()
        self._typed, self._notice = 0, ""
        return passed

    def _expire(self, now: float) -> None:
        if now - self._last < PAUSE or self._read == self._ground:
            return
        if self._read == self._paste:
            self._notice = UNENDING_PASTE
            self._pasted.clear()
        elif self._read == self._escape:
            self._notice = ESCAPE
        self._drop()

    def _drop(self, notice: str = "") -> None:
        """Drop the sequence at hand."""
        self._read, self._held = self._ground, ""
        self.dropped += 1
        self._notice = notice or self._notice
        if self.dropped == _OFTEN:
            self._notice = NOT_UNDERSTOOD

    def _pass(self, text: str, *, typed: int = 0) -> None:
        """Pass text on, as far as the burst that it comes in is not too long."""
        if not self._listening and not REPORT.fullmatch(text):
            return
        self._typed += typed
        self._burst += len(text)
        if self._burst <= LONGEST:
            self._text.append(text)
        else:
            self._notice = TOO_MANY

    def _ground(self, character: str) -> None:
        character = _of_byte(character)
        if character == _ESC:
            self._read = self._escape
        elif character in _CONTROLS:
            self._open(_CONTROLS[character])
        elif character == _FAULTY:
            self._drop(NO_TEXT)
        elif not "\x80" <= character <= "\x9f":
            self._pass(character, typed=1)

    def _escape(self, character: str) -> None:
        """Read on after ESC: what opens a sequence, or the key that was pressed with Alt."""
        character = _of_byte(character)
        if character == _ESC:
            self.dropped += 1
        elif character in _CONTROLS:
            self._open(_CONTROLS[character])
        elif character in _CONTROLS.values():
            self._open(character)
        elif " " <= character <= "/":
            self._held, self._read = _ESC + character, self._designation
        else:
            self._drop_alt(character)

    def _drop_alt(self, keys: str) -> None:
        """Drop keys that came right after Esc, as those do that are pressed with Alt."""
        self._typed += self._listening
        self._drop(after_escape(keys))

    def _open(self, letter: str) -> None:
        """Begin the sequence that ESC and a letter open."""
        self._held = _ESC + letter
        self._ends_by_bell = letter == "]"
        self._read = (
            self._csi if letter == "[" else self._ss3 if letter == "O" else self._control_string
        )

    def _opens_anew(self, character: str) -> bool:
        """Return whether a character opens another sequence, so that the one at hand is none."""
        character = _of_byte(character)
        if character != _ESC and character not in _CONTROLS:
            return False
        self._drop()
        self._ground(character)
        return True

    def _csi(self, character: str) -> None:
        """Up to the final byte; whatever else comes before it belongs to the sequence."""
        if self._opens_anew(character):
            return
        first = self._held == "\x1b["
        if len(self._held) < _STORED:
            self._held += character
        if not "@" <= character <= "~":
            return
        if first and character in "[M":
            # F1 to F5 of the Linux console; a mouse of X10, whose place follows as characters.
            self._skipped, self._read = (1 if character == "[" else 3), self._rest
        else:
            self._finish()

    def _rest(self, character: str) -> None:
        """A fixed count of characters, whichever they are."""
        if self._opens_anew(character):
            return
        self._held += character
        self._skipped -= 1
        if not self._skipped:
            self._finish()

    def _ss3(self, character: str) -> None:
        """One character, behind digits where a key was pressed with others."""
        if self._opens_anew(character):
            return
        if len(self._held) < _STORED:
            self._held += character
        if not (character.isdigit() or character == ";" or character < " "):
            self._finish()

    def _designation(self, character: str) -> None:
        """ESC, a blank to a slash, and a character: no key sends that."""
        if not self._opens_anew(character) and "0" <= character <= "~":
            self._drop_alt(self._held[1:] + character)

    def _control_string(self, character: str) -> None:
        """OSC, DCS, SOS, PM and APC: dropped up to their end, however long they are."""
        ended = (self._held == _ESC and character == "\\") or _of_byte(character) == _STRING_END
        self._held = character
        if ended or (character == _BELL and self._ends_by_bell):
            self._drop()

    def _finish(self) -> None:
        """Pass the sequence on if it is known."""
        sequence, self._held, self._read = self._held, "", self._ground
        if sequence == _PASTE:
            self._read = self._paste
        elif KEY.fullmatch(sequence) or REPORT.fullmatch(sequence):
            self._pass(sequence)
        elif IGNORED.fullmatch(sequence):
            return
        elif QUIET.match(sequence):
            self._drop()
        else:
            self._typed += self._listening
            self._drop(UNKNOWN)

    def _paste(self, character: str) -> None:
        """Between the brackets of a paste: text, of which what is too long is left out."""
        self._held += character
        if _PASTE_END.startswith(self._held):
            if self._held == _PASTE_END:
                self._end_paste()
            return
        kept, self._held = self._held, ""
        if character == _ESC:
            kept, self._held = kept[:-1], _ESC
        if len(self._pasted) <= LONGEST_PASTE:
            self._pasted += (_of_byte(one) for one in kept if one >= " " or one in "\t\r\n")

    def _end_paste(self) -> None:
        text = "".join(self._pasted)[: LONGEST_PASTE + 1]
        self._pasted.clear()
        self._held, self._read = "", self._ground
        if text and self._listening:
            self._notice = PASTED_NO_TEXT if _FAULTY in text else self._notice
            self._text.append(f"{_PASTE}{text}{_PASTE_END}")


def _of_byte(character: str) -> str:
    """A byte that is not UTF-8: a control character, that of the terminal's code, or its mark."""
    code = ord(character)
    if code not in _SURROGATES:
        return character
    control = chr(code - 0xDC00)
    known = control in {*_CONTROLS, _STRING_END}
    return control if known else typed_text(control.encode("latin-1"))
