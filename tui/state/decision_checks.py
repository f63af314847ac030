"""Checks of a decision: whether it is possible, and whether its reason is sufficient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.session.events import WORDS_LENGTH, EventKind
from tui.state.interview_session import InterviewSession

_NAMED: Final = 4
"""The most recommendations that a question names."""


def undecidable(interview_session: InterviewSession, code: str | None, kind: EventKind) -> str:
    """The reason why a decision is not possible on an entry of the plan; empty if it is.

    Args:
        interview_session: whose plan it is.
        code: the code of the recommendation; None where the piece is about none.
        kind: ACCEPTED, DECLINED or OVERRIDDEN.
    """
    if interview_session.read_only:
        return interview_session.fault
    if code is None:
        return "Only a recommendation can be accepted, declined or overridden."
    if kind is not EventKind.OVERRIDDEN and code not in interview_session.advice.codes:
        return "It is not advised now, so it can only be overridden."
    return ""


def undecided(interview_session: InterviewSession) -> list[str]:
    """The codes of what the page says to do and nobody has decided on, in its order."""
    page, decided = interview_session.advice.page, interview_session.session.state.decisions
    first = [page.next_step] if page.next_step else []
    to_do = (*first, *page.do_now, *page.more, *page.alongside)
    codes = (item.code for item in to_do)
    return [code for code in codes if code not in decided or decided[code].outdated]


def accept_rest(interview_session: InterviewSession) -> str:
    """Accept everything that is undecided, as one step; return the result in words."""
    codes = undecided(interview_session)
    if codes:
        interview_session.decide(codes[0], EventKind.ACCEPTED, "", *codes[1:])
    return interview_session.fault or f"{len(codes)} recommendations recorded as accepted."


def accept_question(interview_session: InterviewSession) -> str:
    """The question before all the rest is accepted; empty if there is no rest."""
    codes = undecided(interview_session)
    known = interview_session.compiled.pathway.recommendations
    titles = "; ".join(known[code].title for code in codes[:_NAMED])
    more = f" and {len(codes) - _NAMED} more" * (len(codes) > _NAMED)
    return f"Accept the {len(codes)} that are left? y accepts: {titles}{more}." if codes else ""


def reason_of(kind: EventKind, reasons: Sequence[str], typed: str) -> str:
    """The reason that is typed, or that of the number that stands alone; no reason accepts."""
    alone = typed.isdecimal() and len(typed) == 1 and kind is not EventKind.ACCEPTED
    number = int(typed) if alone else 0
    return reasons[number - 1] if 0 < number <= len(reasons) else typed


def reason_fault(kind: EventKind, reason: str) -> str:
    """The fault in the reason of a decision; empty without one."""
    if reason and not any(character.isalpha() for character in reason):
        if kind is EventKind.ACCEPTED:
            return "A number alone is no note."
        return "That is no number of a reason, and no reason."
    if not reason and kind is not EventKind.ACCEPTED:
        return "A reason is needed."
    if len(reason) > WORDS_LENGTH:
        return f"A reason has {WORDS_LENGTH} characters at most; this has {len(reason)}."
    return ""
