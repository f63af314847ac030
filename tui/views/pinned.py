"""The rows under the bar of a page: the next step, the review status and the red flags."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from tui.rows.row import TextRow
from tui.state.workspace import Workspace
from tui.views.notices import brief_rows, notice_rows

if TYPE_CHECKING:
    from tui.state.interview_session import InterviewSession

TALL: Final = 16
"""Lines from which on all notices are written out; below, the help has them in full, and a
message that passes stands in the place of the keys."""

ROOMY: Final = 30
"""Lines from which on red flags are whole; review and help have them in full."""


def pinned_rows(
    workspace: Workspace,
    session: InterviewSession | None,
    items: Collection[str] | None,
    *,
    height: int,
    in_full: bool,
) -> list[TextRow]:
    """The rows, in as few lines as the screen can spare.

    Args:
        workspace: what there is to say of the content.
        session: whose next step is said; None where the page itself says it.
        items: of the content, of which is said what has to be said; None for all of it.
        height: of the screen, in lines.
        in_full: whether red flags are written out however small the screen is.
    """
    room = ROOMY if in_full else height
    if room < TALL:
        notices = brief_rows(workspace, items)
    else:
        notices = notice_rows(workspace, items, cut=room < ROOMY)
    if session is None:
        return [*notices]
    from tui.views.advice_panel import next_step_line  # late: the first frame has no session

    return [*next_step_line(session, cut=height < TALL), *notices]
