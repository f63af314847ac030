"""Keys that answer a question, and the answer that they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from hypothesis import strategies as st

from data.input.doubts import doubt
from data.input.kinds import amount_text
from engine.advice.interview import Question
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway
from tui.forms.checklist_item import ITEM_WHICH
from tui.forms.choice import ChoiceForm
from tui.forms.form import OPTION_KEYS, QuestionForm, option_keys
from tui.forms.form_for import form_for
from tui.forms.levels import LevelsForm
from tui.state.partial_entry import PartialEntry

_T = TypeVar("_T")
Draw: TypeAlias = Callable[[st.SearchStrategy[int]], int]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Keys that answer a question.

    Attributes:
        keys: those that enter something, and then the one that confirms it.
        values: the answer, by finding.
        begun: how many of the keys leave it half entered.
        half: what is half entered then.
    """

    keys: tuple[str, ...]
    values: Mapping[str, Value]
    begun: int = 0
    half: PartialEntry = field(default_factory=dict)


def answer(
    draw: Draw,
    pathway: Pathway,
    question: Question,
    shown: Mapping[str, Value],
    half: PartialEntry,
) -> Pressed:
    """Any answer to a question.

    Args:
        draw: an element of a strategy.
        pathway: what the question belongs to.
        question: the question at hand.
        shown: what it begins with, by finding.
        half: what is half entered.
    """
    if question.key in pathway.checklists:
        return _checklist(draw, pathway, question, shown, half)
    finding = pathway.findings[question.key]
    match finding.kind:
        case Kind.CHOICE:
            options = dict(zip(option_keys(finding.options), finding.options, strict=True))
            key = _one(draw, [*options, "u"])
            return Pressed((key,), {finding.key: options.get(key, UNKNOWN)})
        case Kind.SEVERAL:
            return _several(draw, finding, shown.get(finding.key), half)
        case Kind.LEVELS:
            return _levels(draw, finding, shown.get(finding.key), half)
        case _:
            form = form_for(pathway, question, shown, entry=half)
            assert form.partial_entry == half
            return _typed(draw, finding, form, shown)


def _one(draw: Draw, options: Sequence[_T]) -> _T:
    return options[draw(st.integers(0, len(options) - 1))]


def _typed(draw: Draw, finding: Finding, form: QuestionForm, shown: Mapping[str, Value]) -> Pressed:
    """A number that is taken without a further question, or that it is not known."""
    low, high = finding.warn or (finding.low or 0, finding.high or 100)
    likely = [n for n in range(-int(-low // 1), int(high) + 1) if doubt(finding, n, shown) is None]
    number = _one(draw, [None, *likely])
    if number is None:
        return Pressed(("u",), {finding.key: UNKNOWN})
    keys = form.keys_of(amount_text(finding, number)) or ()
    typed = "".join(key for key in keys if key in form.figures)
    half: PartialEntry = {"typed": typed, "unit": finding.unit}
    if shown.get(finding.key) == number:
        half = {}
    return Pressed((*keys,), {finding.key: number}, len(keys) - 1, half)


def _checklist(
    draw: Draw, pathway: Pathway, question: Question, shown: Mapping[str, Value], half: PartialEntry
) -> Pressed:
    items = pathway.checklists[question.key].items
    lines = [item for item in items if item.finding in question.findings]
    answered = {
        line.finding: {line.absent: "-", UNKNOWN: "?"}.get(value, value)
        for line in lines
        for value in [str(shown.get(line.finding, ""))]
    }
    present = {
        line.finding: (*[ITEM_WHICH] * line.which, *line.present, "-", "?") for line in lines
    }
    keys, marks = _ticked(draw, present, answered, half)
    unknown = bool(draw(st.integers(0, 1)))
    ticked = {key: mark for key, mark in marks.items() if mark}
    values: Mapping[str, Value] = {
        line.finding: {"-": line.absent, "?": UNKNOWN}.get(mark, mark)
        for line in lines
        for mark in [ticked.get(line.finding, "?" if unknown else "-")]
    }
    touched = keys or half or unknown or not ticked
    if not touched and all(line.finding in shown for line in lines):
        values = {line.finding: shown[line.finding] for line in lines}
    last = _last(unknown=unknown, ticked=bool(ticked))
    return Pressed((*keys, last), values, len(keys), {} if marks == answered else marks)


def _several(draw: Draw, finding: Finding, shown: Value | None, half: PartialEntry) -> Pressed:
    choices = [option for option in finding.options if option != finding.none]
    chosen = shown if isinstance(shown, frozenset) else frozenset()
    answered = {choice: choice if choice in chosen else "" for choice in choices}
    keys, marks = _ticked(draw, {c: (c,) for c in choices}, answered, half)
    unknown = bool(draw(st.integers(0, 1)))
    ticked = frozenset(mark for mark in marks.values() if mark)
    value: Value = ticked
    if not ticked:
        value = UNKNOWN if unknown else frozenset(map(str, {finding.none} - {None}))
    last = _last(unknown=unknown, ticked=bool(ticked))
    half = {} if marks == answered else marks
    return Pressed((*keys, last), {finding.key: value}, len(keys), half)


def _ticked(
    draw: Draw,
    present: Mapping[str, Sequence[str]],
    answered: Mapping[str, str],
    half: PartialEntry,
) -> tuple[list[str], dict[str, str]]:
    """Keys that step some items on, and the state of each item then, "" for no tick."""
    keys: list[str] = []
    marks = {}
    for key, (item, states) in zip(OPTION_KEYS, present.items(), strict=False):
        first = answered[item] if answered[item] in ("-", "?") else ""
        steps = [first, *(state for state in states if state != first)]
        turns = max(draw(st.integers(-2 * len(steps), len(steps) - 1)), 0)
        at = steps.index(str({**answered, **half}[item])) + turns
        if steps[at % len(steps)] == ITEM_WHICH:  # nothing is stored until it is said which
            turns, at = turns + 1, at + 1
        keys += [key] * turns
        marks[item] = steps[at % len(steps)]
    return keys, marks


def _last(*, unknown: bool, ticked: bool) -> str:
    return "u" if unknown else "enter" if ticked else "n"


def _levels(draw: Draw, finding: Finding, shown: Value | None, half: PartialEntry) -> Pressed:
    """One level more, or one of them anew, of which at most the first thing is known."""
    out = ("b",) if half else ()
    if not isinstance(shown, tuple) and draw(st.integers(0, 4)) == 0:
        return Pressed((*out, "u"), {finding.key: UNKNOWN})
    level = _one(draw, finding.sites.names)
    form = LevelsForm(finding, shown)
    keys = [*out, "home", *["down"] * finding.sites.names.index(level), "enter"]
    for key in keys[len(out) :]:
        form.press(key)
    halves = [(len(keys), form.partial_entry)]
    known = draw(st.integers(0, 1))
    while (step := form.step) is not None:
        key = _one(draw, list(step.labels)) if known and isinstance(step, ChoiceForm) else "u"
        known = 0
        keys.append(key)
        if key == "u":
            form.not_known()
        else:
            form.press(key)
        halves.append((len(keys), form.partial_entry))
    given = form.press("d")
    assert not isinstance(given, bool)
    begun, half = halves[draw(st.integers(0, len(halves) - 2))]
    return Pressed((*keys, "d"), given.values, begun, half)
