"""A list to tick, whatever it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final, TypeAlias

from data.wording.kinds import NOT_KNOWN
from tui.forms import checklist_keys as keys
from tui.forms.checklist_item import ITEM_NO, ITEM_NOT_KNOWN, ITEM_WHICH, Item
from tui.forms.checklist_keys import Marks, item_rows, key_lines, meter
from tui.forms.form import (
    ENTER,
    MARGIN,
    NO_HINT,
    NONE,
    NONE_WORDS,
    NOT_KNOWN_KEY,
    NOT_KNOWN_LINE,
    NOT_KNOWN_WORDS,
    OPTION_KEYS,
    SPACE,
    TICKED,
    TICKED_WHOLE,
    Answered,
    Hint,
    QuestionForm,
)
from tui.keys.keys import key_of
from tui.rows.cursor import moved
from tui.rows.row import BLANK, TextRow, TextStyle
from tui.state.partial_entry import PartialEntry

_STORING: Final = dict.fromkeys(NONE_WORDS, NONE) | dict.fromkeys(NOT_KNOWN_WORDS, NOT_KNOWN_LINE)
"""The keys of the words that store what a typed line of ticks says; `keep` is Enter."""

_WORDS: Final = {ITEM_NO: "no", ITEM_NOT_KNOWN: NOT_KNOWN, ITEM_WHICH: "say which"}
_WHICH: Final = " {} {} again until it names the right one."
_UNSEEN: Final = "Read the whole list first ({}), or {}."


class Rest(Enum):
    """The value stored for items without a tick."""

    ABSENT = "absent"
    NOT_KNOWN = "not known"


Settle: TypeAlias = Callable[[Mapping[str, str], Rest], Answered]


class ChecklistForm(QuestionForm):
    """Items with a key each; the ticks become an answer in whatever way `settle` says."""

    def __init__(
        self,
        ask: str,
        items: Sequence[Item],
        settle: Settle,
        *,
        words: tuple[str, str],
        hint: str = "",
        ticked: Mapping[str, str] | None = None,
        earlier: Answered | None = None,
        each: bool = True,
    ) -> None:
        """Start with the ticks of an earlier answer.

        Args:
            ask: what the list asks.
            items: what can be ticked.
            settle: makes the answer from the ticks and what is stored for everything else.
            words: what is stored for n, and for the others when ticks are kept, in words.
            hint: a line below the question.
            ticked: the values ticked at the start, by item.
            earlier: the answer given before, which Enter keeps as long as nothing is touched.
            each: whether an item can be absent, or not known, by itself.
        """
        self._ask, self._hint, self._words = ask, hint, words
        self._items = tuple(items)
        self._settle = settle
        self._ticked = dict(ticked or {})
        self._before = dict(self._ticked)
        self._earlier = earlier
        self._own = (ITEM_NO, ITEM_NOT_KNOWN) if each else ()
        self._keys = OPTION_KEYS[: len(self._items)]
        self._at = 0
        self._touched = False

    @property
    def pending(self) -> bool:
        """Say whether ticks were set or taken away: a list with ticks looks as if it were kept."""
        return self._ticked != self._before

    @property
    def partial_entry(self) -> PartialEntry:
        """The ticks, if any was set or taken away: the state of every item, "" for none."""
        if not self.pending:
            return {}
        return {item.key: self._ticked.get(item.key, "") for item in self._items}

    def resume(self, entry: PartialEntry) -> None:
        """Set the ticks as they were; items that were not there then stay as they are."""
        states = {i.key: (*i.states, *self._own) for i in self._items if i.key in entry}
        kept = {key: str(entry[key]) for key in states if entry[key] in states[key]}
        self._ticked = {k: v for k, v in self._ticked.items() if k not in states} | kept
        if self.pending:
            self._touched, self._message = True, TICKED if self._own else TICKED_WHOLE

    def rows(self) -> Iterator[TextRow]:
        """The list with the state of each item in words, then what the keys would store."""
        yield TextRow(self._ask, TextStyle.STRONG, pinned=True)
        if says := self._message.on_screens:
            yield TextRow(says, TextStyle.STRONG, continuation_indent=MARGIN, pinned=True)
        elif self._hint:
            yield TextRow(self._hint)
        yield meter(len(self._ticked), len(self._items))
        drawn = [self._drawn(position) for position in range(len(self._items))]
        yield from item_rows(drawn, self._at)
        yield replace(BLANK, aside=True)
        yield from (replace(row, aside=True) for row in self._legend())

    def lines(self) -> Iterator[str]:
        """The list with the state of each item in words."""
        yield from filter(None, (self._ask, self._message.on_lines or self._hint))
        drawn = map(self._drawn, range(len(self._items)))
        yield from (line.removeprefix(">").strip() for line in drawn)

    def press(self, key: str) -> Answered | bool:
        """Keys of items tick, n says none, Enter keeps, arrows and space do it by cursor.

        Plain lines add what an item is to its key: `8-` is absent, `8?` is not known.
        """
        self._message = NO_HINT
        if key == NONE:
            return self._none()
        if key == ENTER:
            return self._keep()
        if self._names_an_item(key):
            self._at = self._keys.index(key[0])
            self._step(key[1:])
        elif key == SPACE:
            self._step()
        elif (to := moved(self._at, key, len(self._items))) is not None:
            self._at = to
        else:
            return False
        return True

    def _names_an_item(self, key: str) -> bool:
        """Return whether it is the key of an item, with or without a mark."""
        return key[:1] in self._keys and key[1:] in ("", *self._own)

    def not_known(self) -> Answered | bool:
        """The marked ones are stored; the others are not known."""
        self._begin_anew()
        if self._ticked and not self._own:
            self._message = keys.WHOLE
            return True
        asks = self._none_left(ITEM_NOT_KNOWN) or self._ask_which()
        return asks or self._settle(self._ticked, Rest.NOT_KNOWN)

    def _begin_anew(self) -> None:
        """Take the marks for no and not known off an answer of before that no key touched."""
        if self._is_as_before:
            self._ticked = {i: mark for i, mark in self._ticked.items() if mark not in self._own}
            self._touched = True

    def _none_left(self, mark: str) -> bool:
        """Say where every item has a mark: a key for the others would store other than it says."""
        if len(self._ticked) < len(self._items) or {*self._ticked.values()} == {mark}:
            return False
        self._message = keys.FULL
        return True

    @property
    def _is_as_before(self) -> bool:
        return self._earlier is not None and not self._touched

    @property
    def _is_partly_carried(self) -> bool:
        """Return whether a part is marked from before and the rest is open; no key touched it.

        Enter stores nothing then, as it may come before the list was read.
        """
        marked = 0 < len(self._ticked) < len(self._items)
        return marked and self._earlier is None and not self._touched

    def _ask_which(self) -> bool:
        """Go to the first item of which it is still to be said which; False without one."""
        for position, item in enumerate(self._items):
            if self._ticked.get(item.key) == ITEM_WHICH:
                self._at = position
                key = self._keys[position]
                ways = (_WHICH.format(verb, key) for verb in ("Press", "Type"))
                self._message = Hint(f"{item.says}: say which.", *ways)
                return True
        return False

    def _keys_of(self, words: str) -> Sequence[str] | None:
        """Keys of items, a key again for its item's next value; then at most one that stores."""
        *ticks, last = re.split(r"[\s,;]+", words.lower())
        if not ticks and not last:
            return [ENTER]
        end = ENTER if last == "keep" else _STORING.get(last)
        ticks += [] if end else [last]
        if not all(map(self._names_an_item, ticks)):
            return None
        return [*ticks, end] if end else ticks

    @property
    def legal_lines(self) -> str:
        """The keys of items, and the words that store them, with what each makes of the others."""
        if not self._ticked:
            own = ", 1- for no, 1? for not known" if self._own else ""
            keep = f"then keep ({self._words[1]})"
            return f"the keys of lines to tick{own}, {keep}; none (all are checked); or unknown"
        if len(self._ticked) == len(self._items) and not self._is_as_before:
            return "keep or a key to change its line"
        others = "the answer as it is" if self._is_as_before else self._words[1]
        rest = ", unknown (the others are not known)," if self._own else ""
        word = "none" if self._is_partly_carried else "keep"
        return f"{word} ({others}){rest} or a key to change its line"

    def _step(self, mark: str = "") -> None:
        """Go to the item's next state, after the last one to none, or to the one named."""
        item = self._items[self._at]
        self._touched = True
        if following := mark or self._following(item):
            self._ticked[item.key] = following
        else:
            self._ticked.pop(item.key, None)

    def _following(self, item: Item) -> str:
        """The next state; "present" comes first, also after an earlier no or not known."""
        before = self._before.get(item.key, "")
        first = before if before in self._own else ""
        states = (first, *item.states, *(own for own in self._own if own != first))
        return states[(states.index(self._ticked.get(item.key, "")) + 1) % len(states)]

    def _none(self) -> Answered | bool:
        if not self._is_partly_carried and not set(self._ticked.values()) <= {*self._own}:
            self._message = keys.SOME
            return True
        self._begin_anew()
        return self._none_left(ITEM_NO) or self._others_absent()

    def _keep(self) -> Answered | bool:
        if self._earlier is not None and not self._touched:
            return self._earlier
        if self._ticked and not self._is_partly_carried:
            return self._others_absent()
        self._message = keys.PARTLY if self._ticked else keys.NOTHING
        return True

    def _others_absent(self) -> Answered | bool:
        """Store the items without a mark as absent, once every item was there to be read."""
        if not self._ask_which():
            if self.seen or len(self._ticked) == len(self._items):
                return self._settle(self._ticked, Rest.ABSENT)
            self._message = Hint(_UNSEEN.format(key_of("everywhere", "page(1)"), NOT_KNOWN_KEY))
        return True

    def _drawn(self, position: int) -> str:
        item, key = self._items[position], self._keys[position]
        mark = ">" if position == self._at else " "
        state = self._ticked.get(item.key, "")
        box = state if state in self._own else "x" if state else " "
        word: str = {"": "", **item.states, **_WORDS}[state]
        before = f"  ({item.before})" if item.before and not self._touched else ""
        return f"{mark} {key} [{box}] {item.says}{word and f': {word}'}{before}"

    def _legend(self) -> Iterator[TextRow]:
        before = self._is_as_before
        touched = bool(self._ticked) and not before
        state = Marks(
            as_before=before,
            partly=self._is_partly_carried,
            some=touched,
            all=touched and len(self._ticked) == len(self._items),
            present=not {*self._ticked.values()} <= {*self._own},
            each=bool(self._own),
        )
        for key, says in key_lines(*self._words, state):
            yield TextRow(f"  {key:<6}{says}", continuation_indent=8)
        if touched:
            yield from self._next_state()

    def _next_state(self) -> Iterator[TextRow]:
        """The next state of the current item by its key, unless that only unticks it."""
        item = self._items[self._at]
        if item.key in self._ticked and (following := self._following(item)):
            words = {**_WORDS, **item.states}.get(following, "") or "yes"
            key = self._keys[self._at]
            yield TextRow(f"  {key}     change it to: {words}", continuation_indent=8)
