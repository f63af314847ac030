"""The views of one entry of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from data.content.loader import Content
from data.export.disagreements import DisagreementItem
from data.wording.advice_words import what_text
from data.wording.reader_role_words import action_texts
from data.wording.reasons import Reasons
from engine.advice.interview import Question
from engine.advice.outlook import Expected
from engine.advice.page import Fold
from engine.advice.recommended import Recommended, Withheld
from engine.model.library import Violation
from engine.model.pathway import Contradiction, Recommendation, Remark
from tui.keys.keys import key_of
from tui.rows.row import TextRow
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.views import page_texts, plan_details
from tui.views.charts import Chart
from tui.views.plan import Piece, code_of


class Side(Enum):
    """The views of an entry; the value is the title."""

    FULL = "In full"
    WHY = f"Why ({key_of('plan', 'why')}: in full again)"
    CHANGE = f"What would change it ({key_of('plan', 'change')}: in full again)"
    SOURCES = f"Sources ({key_of('plan', 'sources')}: in full again)"


def view_rows(
    piece: Piece | None,
    view: Side,
    workspace: Workspace,
    interview_session: InterviewSession,
    reasons: Reasons,
) -> Iterable[TextRow]:
    """One view of an entry; entries that are no recommendations have fewer."""
    if isinstance(piece, Fold) and view is not Side.CHANGE:
        return [
            row
            for item in piece.items
            for row in view_rows(item, view, workspace, interview_session, reasons)
        ]
    content = workspace.content
    code = code_of(piece)
    if code is None:
        return _beside(piece, content, sources=view is Side.SOURCES)
    item = content.pathway.recommendations[code]
    decision = interview_session.session.state.decisions.get(code)
    rows = _side(piece, item, view, workspace, interview_session, reasons)
    return [*plan_details.decision_rows(decision), *rows]


def _side(
    piece: Piece | None,
    item: Recommendation,
    view: Side,
    workspace: Workspace,
    interview_session: InterviewSession,
    reasons: Reasons,
) -> Iterable[TextRow]:
    """One view of a recommendation, advised, withheld or not advised."""
    content = workspace.content
    advised = isinstance(piece, Recommended) or (isinstance(piece, Fold) and bool(piece.held))
    match view:
        case Side.WHY if isinstance(piece, Recommended):
            return plan_details.why_details(content, piece, reasons)
        case Side.WHY:
            return plan_details.why_not_details(content.pathway, item, reasons)
        case Side.CHANGE:
            return plan_details.change_details(item, reasons, holds=advised)
        case Side.SOURCES:
            return plan_details.source_details(content, item)
        case Side.FULL if isinstance(piece, Recommended):
            active = interview_session.interview_state.active
            what = what_text(content.pathway, item, active)
            settings = workspace.settings
            said = action_texts(settings.reader, piece, what, settings.telephones)
            notes = interview_session.value_notes
            return plan_details.advice_details(content, piece, said, notes)
        case Side.FULL if isinstance(piece, Withheld):
            return plan_details.withheld_details(content.pathway, piece)
        case Side.FULL:
            return plan_details.other_details(content, item)


def _beside(piece: Piece | None, content: Content, *, sources: bool) -> Iterable[TextRow]:
    """An entry that is no recommendation."""
    match piece:
        case Remark():
            return plan_details.remark_details(content, piece, sources=sources)
        case Expected():
            return plan_details.expected_details(piece)
        case Contradiction():
            return plan_details.conflict_details(piece)
        case Question():
            return plan_details.open_details(content.pathway, piece)
        case DisagreementItem():
            return plan_details.disagreement_details(piece)
        case Chart():
            return piece.rows
        case Violation():
            return plan_details.refusal_details(piece)
        case str():
            return [TextRow(piece, continuation_indent=2)]
        case _:
            return [TextRow(page_texts.NOTHING_ADVISED)]
