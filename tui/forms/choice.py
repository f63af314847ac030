"""A question with one answer out of several: the key of an option answers at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from tui.forms.form import (
    ENTER,
    NO_HINT,
    NONE,
    NOT_KNOWN_KEY,
    NOT_KNOWN_OPTION,
    SPACE,
    YES_KEY,
    Answered,
    Hint,
    QuestionForm,
    heading,
    option_keys,
    spoken_heading,
)
from tui.rows.cursor import moved
from tui.rows.row import TextRow, TextStyle
from tui.state.partial_entry import YOURS

_SPOKEN: Final = {"yes": YES_KEY, "no": NONE}
_NOTHING_CHOSEN: Final = Hint("Nothing is chosen: press the key of an answer, or move to one.")


class ChoiceForm(QuestionForm):
    """The options of a finding, one a line, and "not known" as the last."""

    def __init__(self, finding: Finding, given: Value | None = None, earlier: str = YOURS) -> None:
        """Start at the given answer; without one no option is chosen before a key."""
        self._earlier = earlier
        self._finding = finding
        self._given = given
        self._values = (*finding.options, UNKNOWN)
        self._keys = (*option_keys(finding.options), NOT_KNOWN_KEY)
        letters = _letters(finding.options)
        keys = zip(self._values, self._keys, strict=True)
        self._shown = tuple(letters.get(value, key) for value, key in keys)
        self._at = self._values.index(given) if given in self._values else None

    def rows(self) -> Iterator[TextRow]:
        """The question and its options."""
        yield from heading(self._finding)
        for position, option in enumerate(self._drawn()):
            chosen = position == self._at
            look = TextStyle.HERE if chosen else TextStyle.PLAIN
            mark = ">" if chosen else " "
            here = position == (self._at or 0)
            yield TextRow(f"{mark} {option}", look, here=here, continuation_indent=5)
        if says := self._message.on_screens:
            yield TextRow(says, TextStyle.STRONG)

    def lines(self) -> Iterator[str]:
        """The question and its options."""
        yield from spoken_heading(self._finding)
        yield from self._drawn()

    @property
    def labels(self) -> Mapping[str, str]:
        """The words of each option by its key."""
        words = (self._finding.options.get(value, NOT_KNOWN_OPTION) for value in self._values)
        return dict(zip(self._shown, words, strict=True))

    def press(self, key: str) -> Answered | bool:
        """An option's key answers; arrows move and Enter takes the line that was chosen."""
        self._message = NO_HINT
        for keys in (self._shown, self._keys):
            if key in keys:
                return self._give(self._values[keys.index(key)])
        if key in (ENTER, SPACE):
            if self._at is not None:
                return self._give(self._values[self._at])
            self._message = _NOTHING_CHOSEN
            return True
        to = moved(-1 if self._at is None else self._at, key, len(self._values))
        if to is not None:
            self._at = to
        return to is not None

    def not_known(self) -> Answered | bool:
        """Asked, and not known."""
        return self._give(UNKNOWN)

    def _keys_of(self, words: str) -> Sequence[str] | None:
        """An option by its key, its words or an unmistakable beginning of them."""
        words = words.lower()
        words = _SPOKEN.get(words, words)
        if not words:
            return None
        if words == "keep":
            return [ENTER] if self._answered else None
        if words in self._shown or words in self._keys:
            return [words]
        labels = {key: label.lower() for key, label in self.labels.items()}
        whole = [key for key, label in labels.items() if label == words]
        begun = [key for key, label in labels.items() if label.startswith(words) and len(words) > 1]
        found = whole or begun
        return found if len(found) == 1 else None

    @property
    def legal_lines(self) -> str:
        """The keys of the options."""
        keep = "keep, or " if self._answered else ""
        return f"{keep}{', '.join(self._shown)}, or the words of an option"

    @property
    def _answered(self) -> bool:
        """Return whether there is an earlier answer, which Enter keeps."""
        return self._given in self._values

    def _drawn(self) -> Iterator[str]:
        for (key, label), value in zip(self.labels.items(), self._values, strict=True):
            answered = f"  ({self._earlier})" if value == self._given else ""
            yield f"{key}  {label}{answered}"

    def _give(self, value: str) -> Answered:
        return Answered({self._finding.key: value})


def _letters(options: Collection[str]) -> Mapping[str, str]:
    """The letters for yes and no, by value; of two options, "none" takes the letter for no."""
    if "no" in options:
        return {"yes": YES_KEY, "no": NONE}
    if len(options) == 2 and "none" in options:
        return {value: NONE if value == "none" else YES_KEY for value in options}
    return {}
