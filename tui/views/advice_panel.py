"""The advice in rows: the panel beside the questions, and the words for one line of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.wording.phrases import REFUSAL
from engine.advice.decide import Advice
from engine.advice.recommended import Recommended
from engine.model.urgency import Urgency
from tui.rows.page_actions import key_of
from tui.rows.row import TextRow, TextStyle, layout
from tui.views import page_texts

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
_HANG: Final = 21
_LOW: Final = 2
"""Lines of a panel up to which the next step takes one of them."""

_PLAN: Final = key_of("interview", "plan")


def look_of(urgency: Urgency) -> TextStyle:
    """The style of advice of an urgency."""
    return _LOOKS.get(urgency, TextStyle.PLAIN)


def advice_row(
    item: Recommended, *, margin: str = "", here: bool = False, mark: str = ""
) -> TextRow:
    """One recommendation on a line: how urgent, whether settled, and what.

    Args:
        item: the recommendation.
        margin: what stands before it.
        here: whether the cursor is on it.
        mark: what stands after it.
    """
    urgency = item.urgency
    state = "settled" if item.settled else "open"
    text = f"{margin}{SIGNS[urgency]:<12} {state:<7} {item.recommendation.title}{mark}"
    look = TextStyle.HERE if here else look_of(urgency)
    spoken = f"{spoken_advice(item)}{mark}"
    return TextRow(text, look, continuation_indent=_HANG + len(margin), here=here, spoken=spoken)


def spoken_advice(item: Recommended) -> str:
    """The same to be read aloud: `URGENT, open: Blood cultures`."""
    state = "settled" if item.settled else "open"
    return f"{item.urgency.name}, {state}: {item.recommendation.title}"


def panel(advice: Advice, width: int, height: int) -> list[TextRow]:
    """As much of the page as fits in the lines of a panel, the next step first.

    Contradictions come next. Facts wait behind the last line unless there is room for all.
    """
    if advice.refused:
        rules = ", ".join(violation.rule for violation in advice.refused)
        return [TextRow(f"{REFUSAL} ({_PLAN}: {rules})", TextStyle.ALERT, continuation_indent=2)]
    page = advice.page
    shown = [_next_step(page.next_step, single=height <= _LOW)] if page.next_step else []
    if advice.conflicts:
        count = len(advice.conflicts)
        words = advice.conflicts[0].says if count == 1 else f"{count} pairs of answers, see {_PLAN}"
        shown.append(
            TextRow(f"x  CONTRADICTION      {words}", TextStyle.FAULT, continuation_indent=_HANG)
        )
    shown += [advice_row(item) for item in (*page.do_now, *page.more, *page.alongside)]
    facts = [advice_row(item) for item in page.assessment]
    facts += [advice_row(item) for fold in page.not_now for item in fold.held]
    if not shown and not facts:
        return [TextRow(page_texts.NOTHING_ADVISED)]
    return _fitted(shown, facts, width, height)


def _next_step(item: Recommended, *, single: bool) -> TextRow:
    """The next step, which looks like nothing else: what, until when, and whether it may change."""
    urgency, title = item.urgency, item.recommendation.title
    sign = f"{SIGNS[urgency]}: " if urgency is Urgency.EMERGENCY else ""
    look = look_of(urgency) if urgency is Urgency.EMERGENCY else TextStyle.STRONG
    state = "confirmed" if item.settled else "may change"
    text = f"NEXT STEP  {sign}{title} ({state})"
    spoken = f"Next step: {spoken_advice(item)}"
    return TextRow(text, look, continuation_indent=11, single=single, spoken=spoken)


def _fitted(
    shown: Sequence[TextRow], facts: Sequence[TextRow], width: int, height: int
) -> list[TextRow]:
    """The rows that fit whole, and how many do not."""
    if len(layout((*shown, *facts), width)) <= height:
        return [*shown, *facts]
    kept = list(shown)
    while len(kept) > 1 and len(layout(kept, width)) > height - 1:
        kept.pop()
    return [*kept, TextRow(f"+ {len(shown) - len(kept) + len(facts)} more ({_PLAN})")]
