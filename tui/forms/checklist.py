"""Lists to tick: checklists of findings, findings with several choices, signs of a level."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from data.wording.phrases import NOT_KNOWN
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from engine.model.pathway import Checklist, Pathway
from tui.forms.form import ENTER, MARGIN, OPTION_KEYS, SPACE, TICKED, Answered
from tui.rows.cursor import moved
from tui.rows.row import BLANK, TextRow, TextStyle
from tui.state.partial_entry import CARRIED, PartialEntry

YES: Final = "yes"
NO: Final = "no"
_ONE_COLUMN: Final = 8
_COLUMN: Final = 39


class Rest(Enum):
    """What is stored for the items without a tick."""

    ABSENT = "absent"
    NOT_KNOWN = "not known"


Settle: TypeAlias = Callable[[Mapping[str, str], Rest], Answered]


@dataclass(frozen=True, slots=True)
class Item:
    """One line to tick.

    Attributes:
        states: the words for each value that its key steps through, by value.
        before: how it was answered earlier, in words, where that was not a tick.
    """

    key: str
    says: str
    states: Mapping[str, str]
    before: str = ""


class ChecklistForm:
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
        """
        self._ask, self._hint, self._words = ask, hint, words
        self._items = tuple(items)
        self._settle = settle
        self._ticked = dict(ticked or {})
        self._before = dict(self._ticked)
        self._earlier = earlier
        self._keys = OPTION_KEYS[: len(self._items)]
        self._at = 0
        self._touched = False
        self._message = ""

    @property
    def pending(self) -> bool:
        """Whether ticks were set or taken away: a list with ticks looks as if it were kept."""
        return self._ticked != self._before

    @property
    def draft(self) -> Mapping[str, Value]:
        """Ticks alone are no answer, as they say nothing of the other items."""
        return {}

    @property
    def partial_entry(self) -> PartialEntry:
        """The ticks, if any was set or taken away: the state of every item, "" for none."""
        if not self.pending:
            return {}
        return {item.key: self._ticked.get(item.key, "") for item in self._items}

    def resume(self, half: PartialEntry) -> None:
        """Set the ticks as they were; items that were not there then stay as they are."""
        states = {item.key: item.states for item in self._items if item.key in half}
        kept = {key: str(half[key]) for key in states if half[key] in states[key]}
        self._ticked = {k: v for k, v in self._ticked.items() if k not in states} | kept
        if self.pending:
            self._touched, self._message = True, TICKED

    def rows(self) -> Iterator[TextRow]:
        """The list with the state of each item in words, then what the keys would store."""
        yield TextRow(self._ask, TextStyle.STRONG, pinned=True)
        if self._message:
            yield TextRow(self._message, TextStyle.STRONG, continuation_indent=MARGIN, pinned=True)
        elif self._hint:
            yield TextRow(self._hint)
        yield BLANK
        drawn = [self._drawn(position) for position in range(len(self._items))]
        if len(drawn) > _ONE_COLUMN:
            yield from self._two_columns(drawn)
        else:
            for position, text in enumerate(drawn):
                here = position == self._at
                yield TextRow(
                    text,
                    TextStyle.HERE if here else TextStyle.PLAIN,
                    here=here,
                    continuation_indent=8,
                )
        yield BLANK
        yield from self._legend()

    def lines(self) -> Iterator[str]:
        """The list with the state of each item in words."""
        yield from filter(None, (self._ask, self._message or self._hint))
        for position in range(len(self._items)):
            yield self._drawn(position).removeprefix(">").strip()

    @property
    def item_keys(self) -> Sequence[str]:
        """The key of each item."""
        return self._keys

    @property
    def ticks(self) -> int:
        """How many items are ticked."""
        return len(self._ticked)

    def press(self, key: str) -> Answered | bool:
        """Keys of items tick, n says none, Enter keeps, arrows and space do it by cursor."""
        self._message = ""
        if key == "n":
            return self._none()
        if key == ENTER:
            return self._keep()
        if key in self._keys:
            self._at = self._keys.index(key)
            self._step()
        elif key == SPACE:
            self._step()
        elif (to := moved(self._at, key, len(self._items))) is not None:
            self._at = to
        else:
            return False
        return True

    def not_known(self) -> Answered | bool:
        """The ticked ones are stored; the others are not known."""
        return self._settle(self._ticked, Rest.NOT_KNOWN)

    def back(self) -> bool:
        """There is no step inside."""
        return False

    def _step(self) -> None:
        """Go to the item's next state, after the last one to none."""
        item = self._items[self._at]
        states = (None, *item.states)
        following = states[(states.index(self._ticked.get(item.key)) + 1) % len(states)]
        self._touched = True
        self._ticked.pop(item.key, None)
        if following is not None:
            self._ticked[item.key] = following

    def _none(self) -> Answered | bool:
        if self._ticked:
            self._message = "Something is ticked. Untick it first, or press Enter to keep it."
            return True
        return self._settle({}, Rest.ABSENT)

    def _keep(self) -> Answered | bool:
        if self._earlier is not None and not self._touched:
            return self._earlier
        if self._ticked:
            return self._settle(self._ticked, Rest.ABSENT)
        self._message = "Nothing is ticked. Press n if all are checked and absent, u if not known."
        return True

    def _drawn(self, position: int) -> str:
        item, key = self._items[position], self._keys[position]
        mark = ">" if position == self._at else " "
        state = self._ticked.get(item.key)
        if state is not None:
            word = item.states[state] and f": {item.states[state]}"
            carried = "" if self._touched or not item.before else f"  ({item.before})"
            return f"{mark} {key} [x] {item.says}{word}{carried}"
        before = f"  ({item.before})" if item.before and not self._touched else ""
        return f"{mark} {key} [ ] {item.says}{before}"

    def _two_columns(self, drawn: Sequence[str]) -> Iterator[TextRow]:
        half = (len(drawn) + 1) // 2
        for position in range(half):
            right = drawn[position + half] if position + half < len(drawn) else ""
            here = self._at in (position, position + half)
            yield TextRow(f"{drawn[position]:<{_COLUMN}}{right}".rstrip(), here=here)

    def _legend(self) -> Iterator[TextRow]:
        none, others = self._words
        if self._earlier is not None and not self._touched:
            yield TextRow("  Enter keep the answer as it is", continuation_indent=8)
            return
        if self._ticked:
            yield TextRow(f"  Enter keep what is ticked; {others}", continuation_indent=8)
            yield TextRow(
                "  u     keep what is ticked; the others are not known", continuation_indent=8
            )
            yield from self._next_state()
        else:
            yield TextRow(f"  n     {none}", continuation_indent=8)
            yield TextRow("  u     not known", continuation_indent=8)

    def _next_state(self) -> Iterator[TextRow]:
        """What the key of the item at hand would make of it, where that is no plain untick."""
        item = self._items[self._at]
        states = list(item.states)
        if self._ticked.get(item.key) in states[:-1]:
            following = states[states.index(self._ticked[item.key]) + 1]
            key = self._keys[self._at]
            yield TextRow(
                f"  {key}     change it to: {item.states[following]}", continuation_indent=8
            )


def checklist_form(
    pathway: Pathway,
    checklist: Checklist,
    asked: Sequence[str],
    given: Mapping[str, Value],
    carried: Container[str] = (),
) -> ChecklistForm:
    """The form of a checklist, for those of its findings that apply.

    Carried ticks are set, so that they are confirmed or taken away with everything else; what
    was carried as absent is named, and said anew with the others.
    """
    lines = [item for item in checklist.items if item.finding in asked]
    items, ticked = [], {}
    for line in lines:
        options = pathway.findings[line.finding].options
        value = given.get(line.finding)
        states = {name: _state_word(line.present, options[name]) for name in line.present}
        before = ""
        if isinstance(value, str) and value in states:
            ticked[line.finding] = value
        elif value is not None:
            before = NOT_KNOWN if value == UNKNOWN else "checked, absent"
        if line.finding in carried:
            before = CARRIED if line.finding in ticked else "carried: absent"
        items.append(Item(line.finding, line.says, states, before))

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        others = {line.finding: line.absent if rest is Rest.ABSENT else UNKNOWN for line in lines}
        return Answered({**others, **marks})

    known = {line.finding: given[line.finding] for line in lines if line.finding in given}
    return ChecklistForm(
        checklist.ask,
        items,
        settle,
        words=("none of these, all checked", "the others are checked and absent"),
        hint=checklist.hint,
        ticked=ticked,
        earlier=Answered(known) if len(known) == len(lines) else None,
    )


def _state_word(present: Sequence[str], label: str) -> str:
    return "" if len(present) == 1 else label


def several_form(finding: Finding, given: Value | None) -> ChecklistForm:
    """The form of a finding of which several choices can hold together."""
    none = frozenset() if finding.none is None else frozenset({finding.none})
    choices = [option for option in finding.options if option != finding.none]
    chosen = given if isinstance(given, frozenset) else frozenset()

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        if not marks:
            return Answered({finding.key: none if rest is Rest.ABSENT else UNKNOWN})
        return Answered({finding.key: frozenset(marks)})

    label = finding.options.get(finding.none or "", "none")
    return ChecklistForm(
        finding.ask,
        [Item(option, finding.options[option], {option: ""}) for option in choices],
        settle,
        words=(label[0].lower() + label[1:], "none of the others"),
        hint=finding.help,
        ticked={option: option for option in choices if option in chosen},
        earlier=None if given is None else Answered({finding.key: given}),
    )


def signs_form(
    level: str, signs: Sequence[Finding], given: Mapping[str, str | float]
) -> ChecklistForm:
    """The form of the yes-or-no signs of one level."""
    items = []
    for sign in signs:
        before = {NO: "no", UNKNOWN: NOT_KNOWN}.get(str(given.get(sign.key, "")), "")
        items.append(Item(sign.key, sign.short, {YES: ""}, before))

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        others = NO if rest is Rest.ABSENT else UNKNOWN
        return Answered({sign.key: marks.get(sign.key, others) for sign in signs})

    known = {sign.key: given[sign.key] for sign in signs if sign.key in given}
    return ChecklistForm(
        f"{level}: which of these does the report describe?",
        items,
        settle,
        words=("none of these: the report excludes all of them", "the others are excluded"),
        ticked={key: YES for key, value in known.items() if value == YES},
        earlier=Answered(known) if len(known) == len(signs) else None,
    )
