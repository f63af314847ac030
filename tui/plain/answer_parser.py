"""Typed lines: which keys of a form a line of words stands for, and what is legal to type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data.input.quantities import MINUS
from tui.forms.checklist import ChecklistForm
from tui.forms.choice import ChoiceForm
from tui.forms.form import ENTER, NONE, QuestionForm
from tui.forms.levels import DONE, MORE, NO_LEVEL, REMOVE, LevelsForm
from tui.forms.number import FIGURES, LONGEST, SIGNS, NumberForm

UNKNOWN: Final = "unknown"
"""The key that stands for not known; a form takes it by `not_known`."""

_NUMBER: Final = re.compile(rf"([{SIGNS}]?\s*[-{MINUS}+0-9.,]+)\s*(.*)")
_NOT_KNOWN: Final = frozenset({"u", "unknown", "not known"})
_NONE: Final = frozenset({"n", "none"})


def keys_for(form: QuestionForm, line: str) -> Sequence[str] | None:
    """The keys that a line stands for, None where it means nothing to the form.

    An empty line keeps what is ticked or typed already, and means nothing elsewhere.
    """
    words = line.strip().lower()
    match form:
        case LevelsForm():
            return keys_for(form.step, line) if form.step else _levels(form, words)
        case _ if words in _NOT_KNOWN:
            return [UNKNOWN]
        case ChecklistForm():
            return _ticks(form, words)
        case ChoiceForm():
            return _choice(form, words)
        case NumberForm():
            return _number(form, line.strip())
        case _:
            return None


def keeps(line: str) -> bool:
    """Return whether a line keeps what is entered already."""
    return line.strip().lower() in ("", "keep")


def legal(form: QuestionForm) -> str:
    """The legal input, in one sentence."""
    match form:
        case LevelsForm() if form.step:
            return legal(form.step)
        case LevelsForm():
            more = ", more and a level for more of it" if form.more else ""
            where = form.sites.words
            return f"a level ({where}) to read it{more}, remove and a level, done, or unknown"
        case ChecklistForm() if form.ticks:
            return "keep, unknown (the others are not known), or a key to change its line"
        case ChecklistForm():
            own = ", 1- for no, 1? for not known" if len(form.own_marks) > 1 else ""
            return f"the keys of lines to tick{own}, then keep; none (all are checked); or unknown"
        case ChoiceForm() if form.answered:
            return f"keep, or {', '.join(form.labels)}, or the words of an option"
        case ChoiceForm():
            return f"{', '.join(form.labels)}, or the words of an option"
        case NumberForm() if len(form.units) > 1:
            unit = form.first_unit
            return f"a number, or a bound such as <5, with its unit if it is not {unit}; or unknown"
        case _:
            return "a number, a bound such as <5, or unknown"


def _levels(form: LevelsForm, words: str) -> Sequence[str] | None:
    if words in _NOT_KNOWN:
        return [UNKNOWN]
    if words in ("done", "d"):
        return [DONE]
    if words in ("y", "yes", *_NONE):
        return [NO_LEVEL] if words.startswith("y") else [DONE]
    verb, _, level = words.rpartition(" ")
    verbs = {"": ENTER, "read": ENTER, "more": MORE, "m": MORE, "remove": REMOVE, "x": REMOVE}
    if verb not in verbs or level.upper() not in form.sites.names:
        return None
    return [level.upper(), verbs[verb]]


def _ticks(form: ChecklistForm, words: str) -> Sequence[str] | None:
    """Keys of lines, a key again for its line's next value; then at most one word that stores.

    `8-` is line 8 checked and absent, `8?` line 8 not known.
    """
    *ticks, last = re.split(r"[\s,;]+", words)
    stores = {**dict.fromkeys(_NONE, NONE), **dict.fromkeys(_NOT_KNOWN, UNKNOWN), "keep": ENTER}
    if not ticks and not last:
        return [ENTER]
    end = stores.get(last)
    ticks += [] if end else [last]
    if not all(tick[:1] in form.item_keys and tick[1:] in form.own_marks for tick in ticks):
        return None
    return [*ticks, end] if end else ticks


def _choice(form: ChoiceForm, words: str) -> Sequence[str] | None:
    """An option by its key, its words or an unmistakable beginning of them."""
    if not words:
        return None
    if words == "keep":
        return [ENTER] if form.answered else None
    if words in form.labels or words in form.digits:
        return [words]
    labels = {key: label.lower() for key, label in form.labels.items()}
    whole = [key for key, label in labels.items() if label == words]
    begun = [key for key, label in labels.items() if label.startswith(words) and len(words) > 1]
    found = whole or begun
    return found if len(found) == 1 else None


def _number(form: NumberForm, line: str) -> Sequence[str] | None:
    """A number and perhaps its unit; an empty line or `keep` confirms what was typed before."""
    if keeps(line):
        return [ENTER] if form.typed else None
    parted = _NUMBER.fullmatch(line)
    if parted is None:
        return None
    number, unit = parted.groups()
    number = "".join(number.replace(MINUS, "-").split())
    meant = form.unit_named(unit) if unit else form.first_unit
    if meant is None or len(number) > LONGEST or not set(number) <= FIGURES:
        return None
    turns = (form.units.index(meant) - form.units.index(form.unit)) % len(form.units)
    return ["delete", *["t"] * turns, *number, ENTER]
