"""The base of all forms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase, digits
from typing import Final

from engine.model.answers import Value
from engine.model.findings import Finding
from tui.keys.help_lines import letters_of
from tui.keys.keys import key_of
from tui.rows.row import BLANK, TextRow, TextStyle
from tui.state.partial_entry import PartialEntry

ENTER: Final = "enter"
SPACE: Final = "space"
MARGIN: Final = 2

NONE: Final = key_of("form", "none")
YES_KEY: Final = key_of("form", "yes")
NOT_KNOWN_KEY: Final = key_of("interview", "not_known")
NOT_KNOWN_OPTION: Final = "Not known"
"""The words of the option beside that key, at every question."""

_RESERVED: Final = letters_of("interview", "form", "levels") | {*"hjk"}
LETTERS: Final = "".join(letter for letter in ascii_lowercase if letter not in _RESERVED)
"""Letters that mean nothing else at a question, and so can stand for an option."""

OPTION_KEYS: Final = tuple("123456789" + LETTERS)


NOT_KNOWN_LINE: Final = "unknown"
"""The key that a typed line gives for not known; a form takes it by `not_known`."""

NONE_WORDS: Final = frozenset({"n", "none"})
NOT_KNOWN_WORDS: Final = frozenset({"u", "unknown", "not known"})
_KEEP: Final = frozenset({"", "keep"})

TYPED: Final = "typed, not entered"
"""The note on a partial entry when the question was left."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Words at a question, and what to do about them by keys or by lines."""

    says: str = ""
    keys: str = ""
    words: str = ""

    @property
    def on_screens(self) -> str:
        """The words and the keys."""
        return self.says + self.keys

    @property
    def on_lines(self) -> str:
        """The words and what can be typed."""
        return self.says + self.words


NO_HINT: Final = Hint()

TICKED: Final = Hint(
    "Ticked, not entered: none of it is an answer before ",
    f"Enter or {NOT_KNOWN_KEY}.",
    "keep or unknown.",
)
"""The note on a partial entry when the question was left."""

TICKED_WHOLE: Final = replace(TICKED, keys="Enter.", words="keep.")
"""The same where only the whole list can be not known."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that a form has arrived at.

    Attributes:
        values: by finding key, UNKNOWN included.
        typed: what was typed, where it was converted from another unit.
    """

    values: Mapping[str, Value]
    typed: str = ""


class QuestionForm(ABC):
    """One question on the screen; an answer of a single key has no partial entry.

    Attributes:
        seen: whether all of it was there to be read; a screen may be too small to show it at once.
        alone: whether it needs the page, and the next questions are named only where room is left.
        figures: the characters that are typed and count with Enter alone.
        confirmed_by: the key that confirms an entry which is asked for again.
    """

    seen = True
    alone = False
    figures: Collection[str] = ()
    confirmed_by: str = ENTER
    _message: Hint = NO_HINT

    @property
    def asking(self) -> QuestionForm:
        """The form that takes the next key: this one, or that of a step inside it."""
        return self

    @property
    def pending(self) -> bool:
        """Return whether leaving would lose an entry that is not easily repeated."""
        return False

    @property
    def entered(self) -> bool:
        """Return whether something is entered that a key for the whole form would take away."""
        return self.pending

    @property
    def fault(self) -> str:
        """The reason, for lines, why nothing is stored; empty where that is to be confirmed."""
        return "" if self.confirming else self._message.on_lines

    @property
    def confirming(self) -> bool:
        """Return whether the entry counts only when it is entered again."""
        return False

    def confirms(self, line: str) -> bool:
        """Return whether a typed line confirms the entry."""
        return self.keys_of(line) == [self.confirmed_by]

    @property
    def draft(self) -> Mapping[str, Value]:
        """The draft by finding key, for entries that take many keys."""
        return {}

    @property
    def partial_entry(self) -> PartialEntry:
        """The partial entry: neither an answer nor a draft."""
        return {}

    def resume(self, entry: PartialEntry) -> None:  # noqa: B027
        """Restore a partial entry; parts without a meaning here are left out."""

    def keeps(self, capital: str) -> bool:  # noqa: ARG002
        """Return whether a capital letter means something here that its small one does not."""
        return False

    @abstractmethod
    def rows(self) -> Iterable[TextRow]:
        """The form as it stands."""

    @abstractmethod
    def lines(self) -> Iterable[str]:
        """The same to be read aloud: one thing a line, in order, and no cursor."""

    @abstractmethod
    def press(self, key: str) -> Answered | bool:
        """Take a key: the answer if it completes one, else whether the key meant anything."""

    @abstractmethod
    def not_known(self) -> Answered | bool:
        """Take "not known": as `press`."""

    def back(self) -> bool:
        """Take one step back inside the form; false when there is none."""
        return False

    def keys_of(self, line: str) -> Sequence[str] | None:
        """The keys that a typed line stands for, None where it means nothing here.

        An empty line keeps what is ticked or typed already, and means nothing elsewhere.
        """
        words = line.strip()
        return [NOT_KNOWN_LINE] if words.lower() in NOT_KNOWN_WORDS else self._keys_of(words)

    @abstractmethod
    def _keys_of(self, words: str) -> Sequence[str] | None:
        """The keys of words other than those for not known."""

    @property
    @abstractmethod
    def legal_lines(self) -> str:
        """The lines that may be typed, in one sentence."""


def keeps(line: str) -> bool:
    """Return whether a typed line keeps what is entered already."""
    return line.strip().lower() in _KEEP


def heading(finding: Finding, *extra: str) -> Iterator[TextRow]:
    """The question with its help and whatever else is said before the answers."""
    yield TextRow(finding.ask, TextStyle.STRONG, continuation_indent=MARGIN, pinned=True)
    for words in (finding.help, *extra):
        if words:
            yield TextRow(words)
    yield BLANK


def spoken_heading(finding: Finding, *extra: str) -> Iterator[str]:
    """The question to be read aloud, with what is said before the answers."""
    yield from filter(None, (finding.ask, finding.help, *extra))


def option_keys(options: Iterable[str]) -> list[str]:
    """A key for each option.

    Options that are digits themselves, such as grades, keep them, whatever stands beside them:
    pressing 1 for grade 1 can then not give grade 0. The others get a letter.
    """
    names = list(options)
    if not any(map(_is_digit, names)):
        return list(OPTION_KEYS[: len(names)])
    letters = iter(LETTERS)
    return [name if _is_digit(name) else next(letters) for name in names]


def _is_digit(name: str) -> bool:
    return len(name) == 1 and name in digits
