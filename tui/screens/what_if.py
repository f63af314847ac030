"""What if: other answers in a scratch copy, and what the advice would be beside what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import zip_longest
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from data.wording import NOT_ASKED, REFUSAL, value_text
from engine.contrast import Comparison, compare
from engine.decide import Advice, Recommended
from tui.advice import look_of
from tui.forms import Form, Given, form_for
from tui.keys import key
from tui.rows import Look, Row, rule, wrapped
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.widgets.picker import Entry, Picker
from tui.widgets.rows import Rows

_NAME: Final = 32
_SIDE_BY_SIDE: Final = 70
"""Columns from which both advices stand beside each other."""


class _Asked(Rows):
    """The question being answered; its screen has every key first."""

    can_focus = True

    def on_key(self, event: events.Key) -> None:
        """Hand the key to the screen's form."""
        screen = self.screen
        if isinstance(screen, WhatIfScreen) and screen.take(event):
            event.stop()
            event.prevent_default()


class WhatIfScreen(Page):
    """The answers above, or the question of one; below, what would be gained, lost and moved."""

    DEFAULT_CSS = """
    WhatIfScreen #answers, WhatIfScreen #asked { height: 1fr; min-height: 2; }
    WhatIfScreen #asked { display: none; }
    WhatIfScreen.-asking #asked { display: block; }
    WhatIfScreen.-asking #answers { display: none; }
    WhatIfScreen #difference { height: 1fr; min-height: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "change", "change", "change the answer under the cursor", foot=True),
        key("u", "not_known", "not known", "make it not known", foot=True),
        key("x", "again", "start again", "back to the answers of the session", foot=True),
        key("a", "adopt", "adopt", "take the changes over as one step", foot=True),
        key("b,ctrl+g,escape", "back", "discard", "back to the plan; nothing is kept", foot=True),
        key("pagedown", "page(1)", "more below"),
        key("pageup", "page(-1)", "more above"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        """Try other answers than those of a sitting."""
        super().__init__()
        self._sitting = sitting
        self._scratch = sitting.scratch()
        self._form: Form | None = None
        self._leaving = ""

    def body(self) -> Iterable[Widget]:
        """The answers, the question of one of them, the difference."""
        yield Picker[str](self._moved, id="answers")
        yield _Asked(id="asked")
        yield Rows(id="difference")

    def opened(self) -> None:
        """Show the answers, none of them changed yet."""
        session = self._sitting.session
        self.bar(f"{session.id}  {session.label}".rstrip(), "WHAT IF - nothing is saved")
        self._picker.focus()
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the difference out anew."""
        super().on_resize(event)
        self._compare()

    @property
    def pending(self) -> bool:
        """Whether something was tried that leaving forgets."""
        return bool(self._changed)

    def take(self, event: events.Key) -> bool:
        """Let the form have a key; whether it wanted it."""
        if self._form is None:
            return False
        key = event.character if event.is_printable and event.key != "space" else event.key
        return self._took(self._form.press(key or event.key))

    def action_change(self) -> None:
        """Ask the question of what is under the cursor, or adopt if that was just offered."""
        if self._leaving == "a":
            self.spinepath.confirmations.confirm(self._adopt)
            return
        picked = self._picker.picked
        if picked is None or not self._scratch.go_to(picked):
            return
        question = self._scratch.question
        if question is None:
            return
        self._form = form_for(self._scratch.compiled.pathway, question, self._scratch.answers)
        self.add_class("-asking")
        self.query_one("#asked").focus()
        self.rows("#asked").show(self._form.rows(), top=True)
        self.say("Answer for this copy alone; u not known; b back to the answers.")

    def action_not_known(self) -> None:
        """Try what it would be if this were not known."""
        self._leaving = ""
        if self._form is not None:
            self._took(self._form.not_known())

    def action_again(self) -> None:
        """Forget what was tried."""
        if self._form is not None:
            return
        self._scratch = self._sitting.scratch()
        self._fill()
        self.say("Every answer is as it was.")

    def action_adopt(self) -> None:
        """Offer to take the tried answers over; another key confirms, so a held one does not."""
        if self._form is not None:
            return
        if self._changed:
            self._leaving = "a"
            self.spinepath.confirmations.offer()
            self.say(f"Enter stores {self._count()} in the session; any other key does not.")
        else:
            self.say("Nothing is changed yet. Enter changes the answer under the cursor.")

    def action_back(self) -> None:
        """Out of the question, or back to the plan; asks first when something was tried."""
        if self._form is not None:
            if self._form.back():
                self.rows("#asked").show(self._form.rows(), top=True)
            else:
                self._stop_asking()
        elif self._changed and self._leaving != "b":
            self._leaving = "b"
            self.say(f"b again discards {self._count()}; a adopts.")
        else:
            self.close()

    def action_page(self, direction: int) -> None:
        """Show more of the difference."""
        self._leaving = ""
        self.rows("#difference").scroll_page(direction)

    @property
    def _picker(self) -> Picker[str]:
        return self.query_one("#answers", Picker)

    @property
    def _changed(self) -> list[str]:
        """The findings whose answer is another one here."""
        before, after = self._sitting.answers, self._scratch.answers
        return [key for key in after if before.get(key) != after[key]]

    def _adopt(self) -> None:
        """Store what was tried."""
        self._sitting.adopt(self._scratch)
        self.close()

    def _count(self) -> str:
        count = len(self._changed)
        return f"{count} changed answer{'s' * (count != 1)}"

    def _moved(self, _: str | None) -> None:
        self._leaving = ""

    def _took(self, result: Given | bool) -> bool:
        if isinstance(result, Given):
            self._scratch.give(result.values, typed=result.typed)
            self._stop_asking()
        elif result and self._form is not None:
            self.rows("#asked").show(self._form.rows())
        return result is not False

    def _stop_asking(self) -> None:
        self._form = None
        self.remove_class("-asking")
        self._picker.focus()
        self.say()
        self._fill()

    def _fill(self) -> None:
        entries = _entries(self._sitting, self._scratch, self._changed, self.size.width)
        self._picker.fill(entries, at=self._picker.picked)
        self._compare()

    def _compare(self) -> None:
        now, then = self._sitting.advice, self._scratch.advice
        rows = [*_stated(now, then)]
        if not then.refused:
            rows += _difference(compare(now, then), self.size.width, changed=bool(self._changed))
        self.rows("#difference").show(rows, top=True)


def _entries(
    sitting: Sitting, scratch: Sitting, changed: list[str], width: int
) -> Iterator[Entry[str]]:
    """The changed answers first, then all others in questionnaire order."""
    pathway = sitting.compiled.pathway
    asked = {key for question in scratch.standing.questions for key in question.findings}
    still = {key for question in scratch.standing.open for key in question.findings}
    order = [key for key in pathway.findings if key in asked]
    groups = {
        "Changed here": [key for key in order if key in changed],
        "Answered": [k for k in order if k in scratch.standing.active and k not in changed],
        "Open, can change the advice": [
            k for k in order if k in still and k not in scratch.standing.active
        ],
    }
    for title, keys in groups.items():
        if keys:
            yield None, partial(_heading, f"{title} ({len(keys)})")
        for one in keys:
            finding = pathway.findings[one]
            now = sitting.answers.get(one)
            then = scratch.answers.get(one)
            words = value_text(finding, then) if then is not None else NOT_ASKED
            if one in changed:
                words += f" (in the session: {value_text(finding, now) if now else NOT_ASKED})"
            name = f"{finding.short:<{_NAME}}" if width >= _SIDE_BY_SIDE else f"{finding.short}: "
            yield one, partial(_line, name, words)


def _stated(now: Advice, then: Advice) -> Iterator[Row]:
    """What has to be read before any difference: a refusal, or answers that contradict."""
    if then.refused:
        yield Row(REFUSAL, Look.ALERT, hang=2)
        for violation in then.refused:
            yield Row(f"{violation.rule}: {violation.says}", Look.STRONG, hang=2)
    for conflict in then.conflicts:
        if conflict not in now.conflicts:
            yield Row(f"CONTRADICTION: {conflict.says}", Look.FAULT, hang=2)


def _difference(difference: Comparison, width: int, *, changed: bool) -> Iterator[Row]:
    """What is gained, lost and moved, side by side where there is room."""
    gained, lost, moved = difference.gained, difference.lost, difference.moved
    counted = (
        f"{len(gained)} gained, {len(lost)} lost, {len(moved)} moved, {difference.kept} the same"
    )
    side_by_side = width >= _SIDE_BY_SIDE
    yield rule(counted, pinned=True) if side_by_side else Row(counted, Look.STRONG, hang=2)
    if difference.same:
        said = "The advice would be the same." if changed else "Enter changes an answer."
        yield Row(said)
        return
    if side_by_side:
        yield from _pair("", "NOW", "WHAT IF", width, Look.STRONG)
    for item in gained:
        yield from _pair("gained", "", _said(item), width, look_of(item.urgency))
    for item in lost:
        yield from _pair("lost", _said(item), "", width, look_of(item.urgency))
    for pair in moved:
        look = look_of(pair.after.urgency)
        yield from _pair("moved", _said(pair.before), _said(pair.after), width, look)


def _pair(word: str, now: str, then: str, width: int, look: Look) -> Iterator[Row]:
    """One difference: in two columns, or as a sentence where the screen is narrow."""
    if width < _SIDE_BY_SIDE:
        both = f"{now} -> {then}" if now and then else now or then
        yield Row(f"{word.upper()} {both}", look, hang=2)
        return
    room = (width - 7 - 3) // 2
    left, right = wrapped(now or "-", room, 2), wrapped(then or "-", room, 2)
    for number, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        start = word if number == 0 else ""
        yield Row(f"{start:<7}{one:<{room}} | {other}", look)


def _said(item: Recommended) -> str:
    state = "settled" if item.settled else "open"
    return f"{item.urgency.name} {state}: {item.recommendation.title}"


def _heading(title: str, _: bool) -> Row:
    return rule(title)


def _line(name: str, value: str, here: bool) -> Row:
    text = f"{'>' if here else ' '} {name}{value}"
    hang = _NAME + 2 if len(name) == _NAME else 4
    return Row(text, Look.HERE if here else Look.PLAIN, hang=hang, here=here)
