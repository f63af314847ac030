"""Recheck stored sessions under today's content, one after the other.

Most of the time goes to the interview of each session, which says what its advice may rest on; a
walk over columns, as `data.cohort` has it for tables, would save little.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.input.kinds import usable
from data.session.assessment import relied_on, require_own
from data.session.session import Session
from engine.advice.brief import Briefs
from engine.diagram.compiler import Compiled


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between today's advice and the stored advice.

    Attributes:
        version: the version of the content that advised then.
        kept: whether what was advised then is on record; if not, nothing can be compared.
        added: codes that hold today and did not then, the most urgent first.
        gone: codes that held then and do not today.
        unusable: answers that today's content cannot take, by finding.
    """

    session: Session
    version: str
    kept: bool
    added: tuple[str, ...]
    gone: tuple[str, ...]
    unusable: tuple[str, ...]


def recheck(compiled: Compiled, session: Session, now: datetime | None = None) -> Change | None:
    """The change of a session's advice under this content; None without one.

    Args:
        compiled: the pathway that reads it.
        session: any one of this pathway.
        now: when it is read, which ages the values of an open one; None for its last answer.

    Raises:
        OtherPathwayError: when the session is of another pathway.
    """
    require_own(compiled.pathway, session)
    state = session.state
    can_be_used = usable(compiled.pathway, state.answers)
    unusable = tuple(sorted(state.answers.keys() - can_be_used.keys()))
    then = state.advised
    edition = (then and then.edition) or session.edition
    if then is None:
        same = edition.digest == compiled.pathway.digest
        return None if same else Change(session, edition.version, False, (), (), unusable)
    today = Briefs(compiled)(relied_on(compiled, session, now)[2]).codes
    before = then.codes or ()
    added = tuple(code for code in today if code not in before)
    gone = tuple(code for code in before if code not in today)
    if not (added or gone or unusable):
        return None
    return Change(session, edition.version, True, added, gone, unusable)
