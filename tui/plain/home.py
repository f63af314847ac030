"""The list of sessions on lines: what is open, which results are awaited, what is finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from data.export.formats import FORMATS
from data.store import StoreError
from tui.plain.base import LinePage
from tui.plain.commands import HELP, Command, word
from tui.plain.export import TAKES, export
from tui.plain.host import Host
from tui.rows.list_entries import Numbered
from tui.state.interview_session import InterviewSession
from tui.state.session_row import SessionRow
from tui.views.about import ledger_lines
from tui.views.worklist import entries, overdue

_NONE_YET: Final = "No session is kept yet. new begins one."
_CARRIED: Final = "What is carried over is proposed, and no answer until you confirm it."
_NOT_READ: Final = "The sessions cannot be read. One begun now with new may not be saved."


class HomeLines(LinePage):
    """The sessions, numbered."""

    words: ClassVar[tuple[Command, ...]] = (
        word(
            "new n",
            "begin a session; a label is a bed or a local number, never a name",
            takes="[LABEL]",
            often=True,
        ),
        word(
            "follow f",
            "begin a follow-up of a finished session; what is stable is carried over",
            takes="NUMBER",
            often=True,
        ),
        word("find", "the sessions with these words in label or number", takes="WORDS", often=True),
        word("list l", "all sessions again", often=True),
        word("more", "older sessions as well"),
        word(
            "export e",
            f"write the summary of a session. Formats: {', '.join(FORMATS)}",
            takes=f"NUMBER {TAKES}",
        ),
        word("delete d", "delete a session, after asking", takes="NUMBER", often=True),
        word("training t", "training mode, with sessions of its own; again goes back"),
        word("about", "review status, sources, thresholds, what is not considered or covered"),
        HELP,
        word("quit q", "quit", often=True),
    )

    def __init__(self, host: Host) -> None:
        """Nothing is read yet."""
        super().__init__(host)
        self._numbered: Numbered[str] = Numbered(())

    def opened(self) -> None:
        """Let others open the session that was left, and read the list out."""
        workspace = self.host.workspace
        self._put_away()
        self.say("")
        self.say("Training sessions." if workspace.training else "Sessions on this computer.")
        self.tell(workspace.banners)
        self._list("")

    def legal(self) -> str:
        """A number, where there is one."""
        return "the number of a session to take it up" if len(self._numbered) else ""

    def answer(self, line: str) -> bool:
        """Take up the session of a number."""
        if not line.strip().isdecimal():
            return False
        if item := self._kept(line.strip(), ""):
            self._put_away()
            self._sit(self.host.workspace.open_session(item.id))
        return True

    def do_new(self, label: str) -> None:
        """Begin a session."""
        self._put_away()
        self._sit(self.host.workspace.begin(label))

    def do_follow(self, number: str) -> None:
        """Ask before a follow-up is begun."""
        item = self._kept(number, "follow")
        if item is None:
            return
        if not item.finished:
            self.say(f"Session {item.id} is open. A follow-up begins after its end.")
            return
        self.ask(
            f"Begin a follow-up of session {item.id}? y begins it; anything else does not.",
            lambda: self._follow(item.id),
        )

    def _follow(self, session_id: str) -> None:
        self.say(f"Follow-up of session {session_id}. {_CARRIED}")
        self._sit(self.host.workspace.follow_up(session_id))

    def do_find(self, typed: str) -> None:
        """Say the sessions that have what is typed, however old."""
        if typed:
            self._try(lambda: self.host.workspace.session_list.search(typed, _wanted))
        self._list(typed)

    def do_list(self, _: str) -> None:
        """Say all sessions again."""
        self._list("")

    def do_more(self, _: str) -> None:
        """Read older sessions as well."""
        if self.host.workspace.session_list.more():
            self._list("")
        else:
            self.say("There are no more.")

    def do_export(self, words: str) -> None:
        """Write the summary of a session, as its own page does."""
        number, _, rest = words.partition(" ")
        item = self._kept(number, "export", " and a format")
        if item is None:
            return
        self._put_away()
        interview_session = self.host.workspace.open_session(item.id)
        if isinstance(interview_session, str):
            self.say(interview_session)
        else:
            export(self, interview_session, rest, self._put_away)

    def do_delete(self, number: str) -> None:
        """Ask before a session is deleted."""
        if item := self._kept(number, "delete"):
            self.ask(
                f"Delete session {item.id} for good? y deletes it; anything else keeps it.",
                lambda: self._delete(item.id),
            )

    def do_training(self, _: str) -> None:
        """Go over to training mode, or back."""
        workspace = self.host.workspace
        workspace.train(training=not workspace.training)
        self.opened()

    def do_about(self, _: str) -> None:
        """Say what the advice rests on."""
        lines = "\n".join(ledger_lines(self.host.workspace.content)).splitlines()
        self.tell(line.strip() for line in lines if line.strip())

    def do_quit(self, _: str) -> None:
        """Quit."""
        self.host.end()

    def _put_away(self) -> None:
        """Let others open the session that this was about."""
        self.host.workspace.interview_session = None
        self.host.workspace.close_sessions()

    def _sit(self, interview_session: InterviewSession | str) -> None:
        """Take up an interview session; a finished one at its plan."""
        if isinstance(interview_session, str):
            self.say(interview_session)
            return
        session = interview_session.session
        self.say(f"Session {session.id}. {session.label}".rstrip())
        self.host.show("interview", interview_session)

    def _delete(self, session_id: str) -> None:
        fault = self.host.workspace.session_list.delete(session_id)
        self.say(fault or f"Session {session_id} is deleted.")
        self._list("")

    def _kept(self, number: str, word: str, more: str = "") -> SessionRow | None:
        """The session of a number; says which numbers there are where it is none."""
        found = self._numbered.find(number)
        if found is None and not len(self._numbered):
            self.say("No session is listed.")
        elif found is None:
            numbers = f"from 1 to {len(self._numbered)}{more}"
            self.say(f"Type {word} and a number {numbers}." if word else f"Numbers go {numbers}.")
        return next((k for k in self.host.workspace.session_list.find("") if k.id == found), None)

    def _list(self, typed: str) -> None:
        """Read the sessions anew and say those that have what is typed."""
        workspace = self.host.workspace
        if fault := workspace.session_list.read():
            self.say(fault)
        workspace.look_closer(_wanted)
        self._try(lambda: workspace.look_back(_wanted))
        if late := overdue(workspace.session_list.find(""), workspace.clock()):
            self.say(f"{late}.")
        self._numbered = Numbered(entries(workspace.session_list.find(typed), workspace.clock()))
        self.tell(self._numbered.lines)
        if not len(self._numbered):
            self.say(self._nothing(typed))
        elif workspace.session_list.has_more and not typed:
            self.say("There may be older ones: more reads them, find searches through all.")

    def _try(self, look: Callable[[], None]) -> None:
        try:
            look()
        except StoreError as error:
            self.say(str(error))

    def _nothing(self, typed: str) -> str:
        """Why no session is listed."""
        if self.host.workspace.session_list.fault:
            return _NOT_READ
        return f"No session has these words: {typed}" if typed else _NONE_YET


def _wanted() -> bool:
    """Whoever reads lines waits for them."""
    return True
