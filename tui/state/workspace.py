"""The workspace: content, sessions and clock, from which interview sessions are made."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.wording.banners import PRACTICE, READ_ONLY, UNREVIEWED, banners
from tui import __version__
from tui.state.loaded_content import LoadedContent
from tui.state.saved_state import SavedState
from tui.state.settings import Settings
from tui.state.worklist import Worklist

if TYPE_CHECKING:
    from data.content.loader import Content
    from data.content.worked_cases import WorkedCase
    from data.session.session import Session
    from tui.state.interview_session import InterviewSession


class Workspace:
    """The sessions, the content and the clock, put together.

    Attributes:
        worklist: the kept sessions, of patients or of training mode.
        training: whether it is training mode.
        loaded: the content, None until it is read.
        clock: the time of day.
        focus: what interviews are about; empty for the whole pathway.
        settings: what the user has set.
        asks_author: whether the first decision asks who decides.
        asks_reader: whether the first screen asks who reads.
        emergency: what every screen says since the lock was opened without the PIN.
        saved: what is durable of all that was entered since the start.
        interview_session: the session that the screens are about; None at the list of sessions.
    """

    def __init__(
        self, directory: Path | None, clock: Callable[[], datetime], program: str = __version__
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            directory: where the sessions are kept; None for the user's own place.
            clock: the time of day.
            program: version of the program.
        """
        self._directory = directory
        self.training = False
        self.loaded: LoadedContent | None = None
        self.interview_session: InterviewSession | None = None
        self.clock = clock
        self.worklist = self._worklist(training=False)
        self.focus = ""
        self.settings = Settings()
        self.asks_author = self.asks_reader = False
        self.emergency = ""
        self._held: list[InterviewSession] = []
        self.saved = SavedState(lambda: [one.autosave for one in self._held])
        self._program = program

    @property
    def content(self) -> Content:
        """The content, once it is there."""
        return self._ready().content

    @property
    def banners(self) -> tuple[str, ...]:
        """The banners of a screen that shows the content as a whole."""
        return self.banners_of(None)

    def banners_of(self, items: Collection[str] | None) -> tuple[str, ...]:
        """The banners of a screen that shows some items of the content, or all of it.

        That it is practice comes before everything. Until the content is there it is said to be
        in the worst state.
        """
        of_content: tuple[str, ...] = (UNREVIEWED,)
        if self.loaded is not None:
            of_content = banners(self.content, self.clock().date(), items)
        return (*self.said_first, *of_content)

    @property
    def said_first(self) -> tuple[str, ...]:
        """The first banners: training mode, opened in emergency, read only, old values."""
        shown = self.interview_session
        read_only = shown is not None and shown.read_only
        banners = (
            (self.is_training, PRACTICE),
            (self.clock_doubt, self.clock_doubt),
            (self.emergency, self.emergency),
            (read_only, READ_ONLY),
            (aged := self._aged, aged),
        )
        return tuple(words for holds, words in banners if holds)

    @property
    def _aged(self) -> str:
        """The sentence on the old values of the current session; empty without any."""
        if (shown := self.interview_session) is None:
            return ""
        from data.session.value_age import aged  # late: the start does without

        return aged(
            shown.compiled.pathway, shown.session, shown.interview_state.active, self.clock()
        )

    @property
    def clock_doubt(self) -> str:
        """The sentence when the clock is behind the newest session; empty when it is not."""
        return self.worklist.clock_doubt

    @property
    def today(self) -> datetime | None:
        """The time from which dates are counted; None where the clock is in doubt."""
        return None if self.clock_doubt else self.clock()

    @property
    def is_training(self) -> bool:
        """Return whether what is on the screen is about no patient."""
        return self.training or (
            self.interview_session is not None and self.interview_session.session.training
        )

    @property
    def red_flags(self) -> tuple[str, ...]:
        """The red flags of the current session, a line for each kind."""
        return self.interview_session.red_flags.lines if self.interview_session else ()

    @property
    def fault(self) -> str:
        """The reason why answers are not saved; empty if they are."""
        return next((one.fault for one in self._held if one.fault), "")

    def opened_by_emergency(self, reason: str) -> None:
        """Show on every screen the reason for opening it without the PIN."""
        self.emergency = f"OPENED WITHOUT THE PIN, recorded: {reason}" if reason else ""

    def begin(self, label: str, focus: str = "") -> InterviewSession:
        """A new session, about all of the pathway or a focus of it."""
        from data.session.session import begin  # late: the start does without

        pathway = self.content.pathway
        session = begin(
            pathway,
            program=self._program,
            now=self.clock(),
            label=label,
            practice=self.training,
        )
        return self._interview_session(session.about(focus or self.focus, self.clock()), new=True)

    def begin_case(self, case: WorkedCase) -> InterviewSession:
        """A new session for practice with the answers of a worked case."""
        from data.session.events import answer  # late: the start does without
        from data.session.session import begin  # late: as above

        if not self.training:
            self.train(training=True)
        pathway, now = self.content.pathway, self.clock()
        begun = begin(
            pathway, program=self._program, now=now, label=f"Case {case.id}", practice=True
        )
        given = (
            answer(key, value, now, asked=pathway.findings[key].ask)
            for key, value in case.answers.items()
        )
        return self._interview_session(begun.after(given), new=True)

    def train(self, *, training: bool) -> None:
        """Switch to the sessions of training mode, or back to those of patients."""
        self.training = training
        passphrase = self.worklist.passphrase
        self.worklist = self._worklist(training=training)
        self.worklist.passphrase = passphrase

    def _worklist(self, *, training: bool) -> Worklist:
        """A worklist by the clock of the workspace, whichever that is when it is read."""
        return Worklist(self._directory, lambda: self.clock(), training=training)

    def follow_up(self, session_id: str) -> InterviewSession | str:
        """A new session that continues a stored one, or the reason why that cannot be read."""
        from data.session.follow_up import follow_up  # late: the start does without

        kept = self._own(session_id)
        if isinstance(kept, str):
            return kept
        before = self._opened(kept, new=False, held=False)
        session = follow_up(
            self.content.pathway,
            kept,
            before.interview_state.given,
            program=self._program,
            now=self.clock(),
        )
        return self._interview_session(session.about(self.focus, self.clock()), new=True)

    def previous(self, interview_session: InterviewSession) -> InterviewSession | str | None:
        """The session that this one continues, or why it cannot be read; None for a first."""
        before = interview_session.session.continues
        if not before:
            return None
        session = self._own(before)
        return session if isinstance(session, str) else self._opened(session, new=False, held=False)

    def drop(self, session_id: str, result: str, reason: str) -> tuple[str, bool]:
        """Wait no more for a result of a session; the words for it, and whether it is kept."""
        from data.store import StoreError  # late: the start does without
        from tui.state.dropped_result import drop  # late: as above

        try:
            store = self.worklist.store
            return drop(store, self._ready(), session_id, result, reason, self.clock()), True
        except (StoreError, ValueError) as error:
            return str(error), False

    def earlier(self, interview_session: InterviewSession) -> list[Session]:
        """The earlier sessions of the same patient that can be read, the first one first."""
        found: list[Session] = []
        before = interview_session.session.continues
        while before and before not in (one.id for one in found):
            session = self._own(before)
            if isinstance(session, str):
                break
            found.insert(0, session)
            before = session.continues
        return found

    def find_awaited_results(self, wanted: Callable[[], bool]) -> None:
        """Find the results that the stored sessions await, while that is wanted."""
        self.worklist.find_awaited_results(self._ready(), wanted)

    def find_older_sessions(self, wanted: Callable[[], bool]) -> None:
        """Find the older sessions that await a result, while that is wanted."""
        self.worklist.find_older_sessions(wanted)

    def open_session(self, session_id: str) -> InterviewSession | str:
        """A stored session, or the reason why it cannot be read."""
        session = self._own(session_id)
        return session if isinstance(session, str) else self._interview_session(session, new=False)

    def _own(self, session_id: str) -> Session | str:
        """A stored session of this pathway, or the reason why it is not opened."""
        from data.session.assessment import OtherPathwayError, require_own  # late: as above

        session = self.worklist.load(session_id)
        if isinstance(session, str):
            return session
        try:
            require_own(self.content.pathway, session)
        except OtherPathwayError as error:
            return str(error)
        return session

    def save_drafts(self) -> None:
        """Store partial entries, so that the session reopens there."""
        for one in self._held:
            one.save_draft()

    def close_sessions(self, *, but: InterviewSession | None = None) -> None:
        """Release the sessions that are open here."""
        for one in [one for one in self._held if one is not but]:
            one.close()
            self._held.remove(one)
            self.saved.left(one.autosave)

    def _interview_session(self, session: Session, *, new: bool) -> InterviewSession:
        self.interview_session = interview_session = self._opened(session, new=new)
        for one in [one for one in self._held if one.session.id == session.id]:
            self._held.remove(one)
            self.saved.left(one.autosave)
        self._held.append(interview_session)
        before = self.previous(interview_session)
        interview_session.before = None if isinstance(before, str) else before
        return interview_session

    def _opened(self, session: Session, *, new: bool, held: bool = True) -> InterviewSession:
        """An interview session; a read-only one does not lock its session."""
        from tui.state.autosave import Autosave  # late: the start does without
        from tui.state.interview_session import InterviewSession  # late: the start does without

        autosave = Autosave(lambda: self.worklist.store, session, new=new, held=held)
        compiled = self._ready().compiled
        of = (self.clock, self._program, session.focus, lambda: self.settings.person)
        return InterviewSession(compiled, session, autosave, *of)

    def _ready(self) -> LoadedContent:
        if self.loaded is None:
            raise RuntimeError("the content is not loaded yet")
        return self.loaded
