"""*What if*: other answers in a copy, and their advice beside the present advice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from data.wording.advice_words import REFUSAL
from data.wording.kinds import NOT_ASKED, value_text
from engine.advice.comparison import Comparison, compare
from engine.advice.recommended import Recommended
from tui.forms.form import QuestionForm
from tui.forms.form_for import form_for
from tui.rows.list_entries import Entry, entry, group
from tui.rows.row import TextRow, TextStyle, rule, wrapped
from tui.state.interview_session import InterviewSession
from tui.views.advice_panel import look_of, spoken_advice

UNCHANGED: Final = "Every answer is as it was."
_NAME: Final = 32
_SIDE_BY_SIDE: Final = 70
"""Columns from which both advices stand beside each other."""


class WhatIf:
    """Trials of other answers in a copy of an interview session, which is never stored.

    Attributes:
        scratch: the copy.
    """

    def __init__(self, interview_session: InterviewSession) -> None:
        """Begin with the answers as they are."""
        self._interview_session = interview_session
        self.scratch = interview_session.scratch()

    @property
    def changed(self) -> list[str]:
        """The findings whose answer is another one here."""
        before, after = self._interview_session.answers, self.scratch.answers
        return [key for key in after if before.get(key) != after[key]]

    @property
    def count(self) -> str:
        """The number of changed answers, in words."""
        count = len(self.changed)
        return f"{count} changed answer{'s' * (count != 1)}"

    @property
    def still(self) -> str:
        """The sentence that no advice differs, with its reason."""
        return "The advice would be the same." if self.changed else "No answer is changed yet."

    def begin_again(self) -> None:
        """Discard the trial answers."""
        self.scratch = self._interview_session.scratch()

    def ask(self, key: str) -> QuestionForm | None:
        """The question of a finding, for the copy alone; None where it does not apply."""
        if not self.scratch.go_to(key) or self.scratch.question is None:
            return None
        return form_for(self.scratch.compiled.pathway, self.scratch.question, self.scratch.answers)

    def adopt(self) -> None:
        """Adopt the trial answers into the session as one step."""
        self._interview_session.adopt(self.scratch)

    def entries(self, width: int = 0) -> Iterator[Entry[str]]:
        """The changed answers first, then all others in questionnaire order."""
        interview_state, changed = self.scratch.interview_state, self.changed
        asked = {key for question in interview_state.questions for key in question.findings}
        still = {key for question in interview_state.open for key in question.findings}
        order = [key for key in self.scratch.compiled.pathway.findings if key in asked]
        groups = {
            "Changed here": [key for key in order if key in changed],
            "Answered": [k for k in order if k in interview_state.active and k not in changed],
            "Open, can change the advice": [
                k for k in order if k in still and k not in interview_state.active
            ],
        }
        for title, keys in groups.items():
            yield from group(title, (self._entry(key, width) for key in keys))

    def difference(self, width: int = 0) -> Iterator[TextRow]:
        """Advice gained, lost and reclassified, after any refusal or contradiction."""
        now, then = self._interview_session.advice, self.scratch.advice
        if then.refused:
            yield TextRow(REFUSAL, TextStyle.ALERT, continuation_indent=2)
            for violation in then.refused:
                yield TextRow(
                    f"{violation.rule}: {violation.says}", TextStyle.STRONG, continuation_indent=2
                )
        for conflict in then.conflicts:
            if conflict not in now.conflicts:
                yield TextRow(
                    f"CONTRADICTION: {conflict.says}", TextStyle.FAULT, continuation_indent=2
                )
        if not then.refused:
            yield from self._compared(compare(now, then), width)

    def _entry(self, key: str, width: int) -> Entry[str]:
        finding = self.scratch.compiled.pathway.findings[key]
        now, then = self._interview_session.answers.get(key), self.scratch.answers.get(key)
        words = value_text(finding, then) if then is not None else NOT_ASKED
        if now != then:
            before = value_text(finding, now) if now is not None else NOT_ASKED
            words += f" (in the session: {before})"
        wide = width >= _SIDE_BY_SIDE
        name = f"{finding.short:<{_NAME}}" if wide else f"{finding.short}: "
        return entry(
            key,
            f"{name}{words}",
            hang=_NAME + 2 if wide else 4,
            spoken=f"{finding.short}: {words}",
        )

    def _compared(self, found: Comparison, width: int) -> Iterator[TextRow]:
        """The difference, side by side where there is room."""
        parts = (found.gained, "gained"), (found.lost, "lost"), (found.moved, "moved")
        counted = ", ".join(f"{len(items)} {word}" for items, word in parts)
        counted += f", {found.kept} the same"
        side_by_side = width >= _SIDE_BY_SIDE
        yield (
            rule(counted, pinned=True)
            if side_by_side
            else TextRow(counted, TextStyle.STRONG, continuation_indent=2)
        )
        if found.same:
            yield TextRow(self.still)
            return
        if side_by_side:
            yield from _beside("", "NOW", "WHAT IF", width, TextStyle.STRONG)
        for item in found.gained:
            yield from _pair("gained", None, item, width)
        for item in found.lost:
            yield from _pair("lost", item, None, width)
        for pair in found.moved:
            yield from _pair("moved", pair.before, pair.after, width)


def _pair(
    word: str, now: Recommended | None, then: Recommended | None, width: int
) -> Iterator[TextRow]:
    """One difference: in two columns, or as a sentence where the screen is narrow."""
    item = then or now
    look = look_of(item.urgency) if item else TextStyle.PLAIN
    if width >= _SIDE_BY_SIDE:
        yield from _beside(word, _said(now), _said(then), width, look)
        return
    both = " -> ".join(_said(one) for one in (now, then) if one)
    spoken = " now, then ".join(spoken_advice(one) for one in (now, then) if one)
    yield TextRow(
        f"{word.upper()} {both}", look, continuation_indent=2, spoken=f"{word.upper()}: {spoken}"
    )


def _beside(word: str, now: str, then: str, width: int, look: TextStyle) -> Iterator[TextRow]:
    room = (width - 7 - 3) // 2
    left, right = wrapped(now or "-", room, 2), wrapped(then or "-", room, 2)
    for number, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        start = word if number == 0 else ""
        yield TextRow(f"{start:<7}{one:<{room}} | {other}", look)


def _said(item: Recommended | None) -> str:
    if item is None:
        return ""
    return spoken_advice(item)
