"""An awaited result that somebody drops: the session keeps who waits no more, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui.state.loaded_content import LoadedContent

if TYPE_CHECKING:
    from data.store import SessionStore


def drop(
    store: SessionStore,
    loaded: LoadedContent,
    session_id: str,
    result: str,
    reason: str,
    now: datetime,
) -> str:
    """Store in a session that a result is not awaited any more; return that in words.

    Raises:
        ValueError: when the session does not await it, or no reason is given; says what is legal.
        StoreError: when it is not kept.
    """
    from data.session.assessment import require_own  # late: the start does without
    from data.session.awaited_results import awaited, dropping  # late: as above

    session = store.load(session_id)
    require_own(loaded.content.pathway, session)
    waits = awaited(loaded.compiled, loaded.content.results, session)
    store.append(session_id, [dropping(waits, session, result, reason, now)])
    store.close_session(session_id)
    title = next(item.title for item in waits if item.key == result)
    return f"{title} is not awaited any more for session {session_id}. Undo there takes it back."
