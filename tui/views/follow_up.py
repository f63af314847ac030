"""The follow-up page: changes since the last session of the patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.text.dates import day_text
from data.wording.advice_words import decision_label
from data.wording.changes_since import SAME, Since, moved_text, since
from engine.advice.comparison import Reclassified
from engine.advice.recommended import Recommended
from tui.rows.row import TextRow, rule
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.views.advice_panel import SIGNS, advice_rows
from tui.views.charts import charts_of

FIRST: Final = "This is the first session of the patient: there is nothing to compare with."
_OTHER_CONTENT: Final = (
    "The answers of then are read by today's content, which is newer than theirs."
)


def follow_up_page(
    workspace: Workspace, now: InterviewSession
) -> tuple[str, tuple[TextRow, ...]] | str:
    """The title and the rows of the page, or why there is nothing to compare with."""
    before = workspace.previous(now)
    if before is None or isinstance(before, str):
        return before or FIRST
    day = day_text(before.session.created)
    return f"Since {day}", (*_changes(before, now), *_charts(workspace, now), *_decided(before))


def _changes(before: InterviewSession, now: InterviewSession) -> Iterator[TextRow]:
    """New, ended and reclassified advice and changed answers since an earlier session."""
    pathway = now.compiled.pathway
    found = since(
        pathway,
        before.advice,
        now.advice,
        before.interview_state.given,
        now.interview_state.given,
    )
    if before.session.edition.digest != pathway.digest:
        yield TextRow(_OTHER_CONTENT)
    if found.same:
        yield TextRow(SAME)
    yield from _group("New", found.gained)
    yield from _moved(found.moved)
    yield from _group("No longer advised", found.lost)
    yield from _group("Not advised now, still possible with more answers", found.pending)
    yield from _answers(found)


def _charts(workspace: Workspace, now: InterviewSession) -> Iterator[TextRow]:
    for chart in charts_of(workspace, now, "follow_up"):
        yield from chart.headed


def _group(title: str, items: Iterable[Recommended]) -> Iterator[TextRow]:
    rows = list(advice_rows(items))
    if rows:
        yield rule(f"{title} ({len(rows)})")
    yield from rows


def _moved(pairs: tuple[Reclassified, ...]) -> Iterator[TextRow]:
    if pairs:
        yield rule(f"More or less urgent ({len(pairs)})")
    for pair in pairs:
        signs = f"{SIGNS[pair.before.urgency]} -> {SIGNS[pair.after.urgency]}"
        title = pair.after.recommendation.title
        yield TextRow(f"  {signs}  {title}", continuation_indent=4, spoken=moved_text(pair))


def _decided(before: InterviewSession) -> Iterator[TextRow]:
    """The decisions of the earlier session; they do not count now."""
    decisions = before.session.state.decisions
    known = before.compiled.pathway.recommendations
    if decisions:
        yield rule(f"Decided then ({len(decisions)})")
    accepted: dict[str, list[str]] = {}
    for code, decision in decisions.items():
        title, label = known[code].title if code in known else code, decision_label(decision)
        if decision.reason:
            said = f"  {title}: {label}: {decision.reason}"
            yield TextRow(said, continuation_indent=4)
        else:
            accepted.setdefault(label, []).append(title)
    for label, titles in accepted.items():
        yield TextRow(f"  {label}:")
        yield from (TextRow(f"    {title}", continuation_indent=6) for title in titles)


def _answers(found: Since) -> Iterator[TextRow]:
    if found.answers:
        yield rule(f"Answered otherwise ({len(found.answers)})")
    for answer in found.answers:
        spoken = f"{answer.name}: {answer.says}"
        yield TextRow(
            f"  {answer.name}: {answer.was} -> {answer.now}", continuation_indent=4, spoken=spoken
        )
    if found.missing:
        yield rule(f"Answered then, not now ({len(found.missing)})")
        yield TextRow(f"  {'; '.join(found.missing)}", continuation_indent=4)
