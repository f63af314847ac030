"""Sentences that screens and plain pages both say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.state.interview_session import InterviewSession

from tui.keys.keys import key_of

SESSIONS: Final = "Sessions on this computer"
TRAINING: Final = "Training sessions"
LEAVES_TRAINING: Final = f"{key_of('home', 'train')} leaves training"
NONE_YET: Final = "No sessions yet."
NOT_READ: Final = "The sessions cannot be read."
ALL_ANSWERS: Final = "All answers"
REVIEW: Final = "Review before finish"
ALL_ASKED: Final = "All questions are asked; an answer not known can still change the advice."
FIRST_QUESTION: Final = "This is the first question."
NOT_ASKED_NOW: Final = "Its question does not apply now."
NOTHING_ADVISED: Final = "Nothing is advised on these answers yet."
NO_REST: Final = "This form has no such key for the rest of it."
NOTHING_TO_UNDO: Final = "There is nothing left to take back."
NO_FOCUS: Final = "The session asks about the whole pathway already."
WIDENED: Final = "The questions are now about the whole pathway."
EVERYTHING: Final = "everything"
NO_STEP_YET: Final = "NEXT STEP  after the first answer"
"""The word for no focus."""

FINISHED: Final = "The session is finished; a changed answer asks first whether to open it again."
REOPEN: Final = "This session is finished; nothing is changed. y opens it again, nothing else does."
NAMED_BY_ID: Final = "A script names a session by its id, as spinepath sessions lists it."
ASK_READER: Final = (
    "Who reads? Type reader and clinician, specialist, therapist or patient. Until then it is the"
    " clinician's words."
)
ASK_READER_BY_KEY: Final = (
    f"Who reads? {key_of('everywhere', 'reader')} chooses: clinician, specialist, nurse or"
    " therapist, patient beside you. Until then it is the clinician's words."
)
REPORT_WAITS: Final = "The report is read into the session that you begin or open first."
NOTHING_DECIDED: Final = "Nothing was decided."
ALL_DECIDED: Final = "Everything that is to be done is decided on."
NO_AUTHOR: Final = (
    "No initials stand beside it. Type settings, then set initials AB and set role registrar."
)
AUTHOR: Final = "Your initials and role, such as AB, registrar; asked once. Empty: not stated"
ENTERED_FIRST: Final = "Finish what is entered here first, or take it away."
ONLY_CARRIED: Final = "Only what is carried is open in this form: confirm it or answer it anew."
PARTLY_CARRIED: Final = "Only a part of this list is carried: mark the rest, then keep it."
NOTHING_CARRIED: Final = "Nothing that is carried waits for a confirmation in this form."
STAYS_FINISHED: Final = "Nothing is changed; the session stays finished."


def saved(session_id: str) -> str:
    """Say that a session is saved."""
    return f"Session {session_id} is saved."


def left(interview_session: InterviewSession) -> str:
    """Say what is kept of a session that is left."""
    if interview_session.autosave.is_empty:
        return "Nothing was entered, so nothing is kept of that session."
    return saved(interview_session.session.id)


def finished(session_id: str) -> str:
    """Say that a session is finished."""
    return f"Session {session_id} is finished."


def deleted(session_id: str) -> str:
    """Say that a session is deleted."""
    return f"Session {session_id} is deleted."


def taken_back(step: str) -> str:
    """Say which step was taken back."""
    return f"Taken back: {step}" if step else NOTHING_TO_UNDO


def too_long(what: str, most: int) -> str:
    """Say how long something may be: `A note has 300 characters at most.`."""
    return f"{what} has {most} characters at most."


def read_first(key: str) -> str:
    """Say that a form has to be read before the rest of it is answered."""
    return f"Not all of this form was on the screen yet: {key} goes to its next question."
