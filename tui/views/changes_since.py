"""What changed since the last session of the patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.text.dates import day_text
from data.wording.changes_since import Since, since
from data.wording.phrases import decision_label
from engine.advice.comparison import Moved
from engine.advice.decide import Recommended
from tui.rows.row import Row, rule
from tui.state.interview_session import Sitting
from tui.views.advice_panel import SIGNS, advice_row

FIRST: Final = "This is the first session of the patient: there is nothing to compare with."
_SAME: Final = "The advice is the same as then."
_OTHER_CONTENT: Final = (
    "The answers of then are read by today's content, which is newer than theirs."
)


def since_title(before: Sitting) -> str:
    """With which day it is compared."""
    return f"Since {day_text(before.session.created)}"


def since_rows(before: Sitting, now: Sitting) -> Iterator[Row]:
    """What is new, gone, moved and answered otherwise since an earlier sitting."""
    pathway = now.compiled.pathway
    found = since(pathway, before.advice, now.advice, before.standing.active, now.standing.active)
    if before.session.edition.digest != pathway.digest:
        yield Row(_OTHER_CONTENT)
    if found.same:
        yield Row(_SAME)
    yield from _group("New", found.gained)
    yield from _moved(found.moved)
    yield from _group("No longer advised", found.lost)
    yield from _group("Not advised now, still possible with more answers", found.pending)
    yield from _decided(before)
    yield from _answers(found)


def _group(title: str, items: Iterable[Recommended]) -> Iterator[Row]:
    rows = [advice_row(item, margin="  ") for item in items]
    if rows:
        yield rule(f"{title} ({len(rows)})")
    yield from rows


def _moved(pairs: tuple[Moved, ...]) -> Iterator[Row]:
    if pairs:
        yield rule(f"More or less urgent ({len(pairs)})")
    for pair in pairs:
        was, now, title = pair.before.urgency, pair.after.urgency, pair.after.recommendation.title
        spoken = f"{was.name} then, {now.name} now: {title}"
        yield Row(f"  {SIGNS[was]} -> {SIGNS[now]}  {title}", hang=4, spoken=spoken)


def _decided(before: Sitting) -> Iterator[Row]:
    """What was decided then; it binds nobody now."""
    decisions = before.session.state.decisions
    known = before.compiled.pathway.recommendations
    if decisions:
        yield rule(f"Decided then ({len(decisions)})")
    for code, decision in decisions.items():
        title = known[code].title if code in known else code
        reason = f": {decision.reason}" if decision.reason else ""
        yield Row(f"  {title}: {decision_label(decision)}{reason}", hang=4)


def _answers(found: Since) -> Iterator[Row]:
    if found.answers:
        yield rule(f"Answered otherwise ({len(found.answers)})")
    for answer in found.answers:
        spoken = f"{answer.name}: {answer.was} then, {answer.now} now"
        yield Row(f"  {answer.name}: {answer.was} -> {answer.now}", hang=4, spoken=spoken)
    if found.missing:
        yield rule(f"Answered then, not now ({len(found.missing)})")
        yield Row(f"  {'; '.join(found.missing)}", hang=4)
