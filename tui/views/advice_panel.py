"""The advice in rows: the panel beside the questions, and the words for one line of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from data.wording.advice_words import REFUSAL, status_word
from data.wording.page import next_step_reason
from engine.advice.decide import Advice
from engine.advice.page import Page
from engine.advice.recommended import Recommended
from engine.model.urgency import Urgency
from tui.keys.keys import key_of
from tui.rows.row import TextRow, TextStyle, layout
from tui.state.interview_session import InterviewSession
from tui.state.progress import unasked
from tui.views import page_texts
from tui.views.lead import Lead, lead

SIGNS: Final[Mapping[Urgency, str]] = {
    Urgency.EMERGENCY: "!! EMERGENCY",
    Urgency.URGENT: "!  URGENT",
    Urgency.SOON: "*  SOON",
    Urgency.ROUTINE: "-  ROUTINE",
    Urgency.INFORMATION: "i  INFO",
}
_LOOKS: Final = {
    Urgency.EMERGENCY: TextStyle.ALERT,
    Urgency.URGENT: TextStyle.URGENT,
    Urgency.SOON: TextStyle.SOON,
}
_HANG: Final = 13
_SMALL: Final = 2
_FEW: Final = 6
"""Lines up to which a panel lists, beside the next step, only what is urgent."""

_BEFORE: Final = " (do this first)"
_NEXT: Final = "NEXT STEP"
_AFTER_LABEL: Final = 11
_ROOM: Final = 3
"""Lines from which on the step and what comes before it have one each."""
_PLAN: Final = key_of("interview", "plan")


def look_of(urgency: Urgency) -> TextStyle:
    """The style of advice of an urgency."""
    return _LOOKS.get(urgency, TextStyle.PLAIN)


def advice_row(item: Recommended, *, first: bool = False, mark: str = "") -> TextRow:
    """One recommendation on a line.

    Args:
        item: the recommendation.
        first: whether it is the first of its urgency, which is then named before it.
        mark: what stands after it.
    """
    sign = SIGNS[item.urgency] if first else ""
    return TextRow(
        f"{sign:<{_HANG}}{item.title}{mark}",
        look_of(item.urgency),
        continuation_indent=_HANG,
        spoken=f"{spoken_advice(item)}{mark}",
    )


def advice_rows(items: Iterable[Recommended], *, mark: str = "") -> Iterator[TextRow]:
    """Recommendations in order; each urgency is named on the first line that has it."""
    before: Urgency | None = None
    for item in items:
        yield advice_row(item, first=item.urgency is not before, mark=mark)
        before, mark = item.urgency, ""


def spoken_advice(item: Recommended) -> str:
    """The same to be read aloud: `URGENT, may change: Blood cultures`."""
    state = status_word(settled=item.settled)
    return f"{item.urgency.name}, {state}: {item.title}"


def panel(
    advice: Advice,
    leads: Lead,
    width: int,
    height: int,
    clock: TextRow | None = None,
    asked: Set[str] = frozenset(),
) -> list[TextRow]:
    """The part of the page that fits in the lines of a panel, the next step first.

    The clock of an emergency follows it, and what is suspected.
    Contradictions come next. Facts wait behind the last line unless there is room for all.
    A small panel only counts what is less than urgent.

    Args:
        advice: the advice with its page.
        leads: the next step, and what comes before it.
        width: the width of the panel, in columns.
        height: the height of the panel, in lines.
        clock: the row of an emergency's clock.
        asked: the findings that the questionnaire has not asked yet and still asks.
    """
    if advice.refused:
        rules = ", ".join(violation.rule for violation in advice.refused)
        return [TextRow(f"{REFUSAL} ({_PLAN}: {rules})", TextStyle.ALERT, continuation_indent=2)]
    page = advice.page
    leads = Lead(page.next_step) if 0 < height < _ROOM and not leads.confirm else leads
    small = height <= _FEW
    shown = _next_step(leads, asked, width, height)
    shown += [clock, suspected(page)] if clock else []
    shown += _contradictions(advice)
    every = (*page.do_now, *page.more, *page.alongside)
    beside = [item for item in every if item is not leads.step and item not in leads.questions]
    named, others = _to_do(beside, leads.step, asked, small=small)
    shown += named
    held = (item for fold in page.not_now for item in fold.held)
    facts = list(advice_rows((*others, *page.assessment, *held)))
    if not shown and not facts:
        return [TextRow(page_texts.NOTHING_ADVISED)]
    return _fitted(shown, facts, width, height)


def next_step_words(interview_session: InterviewSession) -> str:
    """The next step in a sentence; empty before the first answer, and where advice is refused."""
    leads = lead(interview_session)
    first = leads.step
    if not first or not interview_session.answers or interview_session.advice.refused:
        return ""
    before = f"{leads.opening} {leads.after} " * bool(leads.opening)
    return f"Next step: {before}{first.title} ({status_word(settled=first.settled)})."


def next_step_line(interview_session: InterviewSession, *, cut: bool) -> list[TextRow]:
    """The next step for a page that shows neither panel nor plan, or that advice is refused.

    Args:
        interview_session: whose next step; before the first answer there is none.
        cut: whether one line is all there is room for; dots stand for what does not fit on it.
    """
    if not interview_session.answers:
        return []
    asked = unasked(interview_session.interview_state)
    rows = panel(interview_session.advice, lead(interview_session), 0, int(cut), asked=asked)
    return [replace(rows[0], single=cut)]


def suspected(page: Page) -> TextRow:
    """The reason of the emergency."""
    return TextRow(f"  {next_step_reason(page)}", TextStyle.ALERT, continuation_indent=2)


def nothing_yet(_width: int, _height: int) -> list[TextRow]:
    """The panel before the first answer."""
    return [TextRow(page_texts.NO_STEP_YET, TextStyle.NEXT, single=True)]


def _contradictions(advice: Advice) -> Iterator[TextRow]:
    """The contradiction between answers, or how many there are."""
    if found := advice.conflicts:
        count = len(found)
        words = found[0].says if count == 1 else f"{count} pairs of answers, see {_PLAN}"
        yield TextRow(f"x  CONTRADICTION  {words}", TextStyle.FAULT, continuation_indent=_HANG)


def _to_do(
    every: Sequence[Recommended], first: Recommended | None, asked: Set[str], *, small: bool
) -> tuple[list[TextRow], Sequence[Recommended]]:
    """The rows of what is to be done beside the next step, and what a small panel only counts."""
    urgent = [_brief(item, asked) for item in every if item.urgency <= Urgency.URGENT]
    others = [item for item in every if item.urgency > Urgency.URGENT]
    named = urgent if small else every
    sooner = bool(named) and first is not None and named[0].urgency < first.urgency
    return list(advice_rows(named, mark=_BEFORE * sooner)), others if small else []


def _brief(item: Recommended, asked: Set[str]) -> Recommended:
    """The same without the findings that it completes, where all of them are still asked."""
    return replace(item, missing=()) if item.awaits <= asked else item


def _next_step(leads: Lead, asked: Set[str], width: int, height: int) -> list[TextRow]:
    """The next step in its own style: the action, its time limit, and whether it may change.

    The words before it have a line of their own where there is room. Where the panel is too small
    for all of it, its lines begin further left, then the action comes first.
    """
    if leads.step is None:
        return []
    item = _brief(leads.step, asked) if height <= _FEW else leads.step
    urgency = item.urgency
    before = f"{leads.opening} {leads.after} " * bool(leads.opening)
    apart = bool(before) and height >= _ROOM
    label, aloud = _NEXT, f"Next step: {before}"
    if apart:
        label, aloud, before = leads.after, f"{leads.after.capitalize()}: ", ""
    sign = f"{SIGNS[urgency]}: " if urgency is Urgency.EMERGENCY else ""
    row = TextRow(
        f"{label:<{_AFTER_LABEL}}{before}{sign}{item.title}",
        look_of(urgency) if urgency is Urgency.EMERGENCY else TextStyle.NEXT,
        continuation_indent=_AFTER_LABEL,
        spoken=f"{aloud}{spoken_advice(item)}",
    )
    opening = f"{_NEXT:<{_AFTER_LABEL}}{leads.opening}"
    first = [TextRow(opening, TextStyle.NEXT, continuation_indent=_AFTER_LABEL)] * apart
    whole = replace(row, text=f"{row.text} ({status_word(settled=item.settled)})")
    for fitting in (whole, replace(whole, continuation_indent=_SMALL), row):
        if len(layout([fitting], width)) <= height:
            return [*first, fitting]
    return [*first, replace(row, single=True)]


def _fitted(
    shown: Sequence[TextRow], facts: Sequence[TextRow], width: int, height: int
) -> list[TextRow]:
    """The rows that fit, the one after the next step cut if need be, and how many do not.

    Where the next step leaves no line for the number of the others, that stands behind it.
    """
    if len(layout((*shown, *facts), width)) <= height:
        return [*shown, *facts]
    kept = list(shown)
    while len(kept) > 1 and len(layout(kept, width)) > height - 1:
        last = kept.pop()
        if len(kept) == 1 and not last.single:
            kept.append(replace(last, single=True))
    others = len(shown) - len(kept) + len(facts)
    if len(kept) == 1 and len(layout(kept, width)) >= height:
        return [_counting(kept[0], others, width, height)]
    return [*kept, TextRow(f"+ {others} more ({_PLAN})")]


def _counting(row: TextRow, others: int, width: int, height: int) -> TextRow:
    """The next step with the number of the others behind it, as long as there is room for that."""
    for said in (f" + {others} more ({_PLAN})", f" +{others}"):
        longer = replace(row, text=f"{row.text}{said}")
        if not row.single and len(layout([longer], width)) <= height:
            return longer
    return row
