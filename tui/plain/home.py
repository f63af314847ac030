"""The list of sessions on plain lines: open, awaiting results, finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from data.session.session import LABEL_LENGTH, is_session_id
from data.store import StoreError
from tui.plain.base import LinePage
from tui.plain.commands import commands
from tui.plain.export import export
from tui.rows.list_entries import Numbered
from tui.state.interview_session import InterviewSession
from tui.state.worklist_row import WorklistRow
from tui.views import page_texts
from tui.views.about import ledger_lines
from tui.views.earlier_session import follow_up_words
from tui.views.worklist import entries, overdue

_NONE_YET: Final = f"{page_texts.NONE_YET} new begins one."
_CARRIED: Final = "Carried values are proposed, and no answers until you confirm them."
_NOT_READ: Final = f"{page_texts.NOT_READ} One begun now with new may not be saved."


class HomeLines(LinePage):
    """The sessions, numbered."""

    words = commands(
        "home",
        "new focus follow search all more export drop delete train cases settings reader"
        " about help quit",
    )

    def opened(self) -> None:
        """Release the session that was left, and say the list."""
        workspace = self.host.workspace
        self._close()
        self.say("")
        self.say(f"{page_texts.TRAINING if workspace.training else page_texts.SESSIONS}.")
        self.tell(workspace.banners)
        self._list()

    def legal(self) -> str:
        """The legal numbers, if there are any."""
        return "the number or the id of a session to take it up" if len(self.numbered) else ""

    def answer(self, line: str) -> bool:
        """Take a line as a session's id, or as its number in the list."""
        typed = line.strip().lower()
        if not is_session_id(typed):
            return super().answer(line)
        self.chosen(typed)
        return True

    def chosen(self, picked: str) -> None:
        """Open the session of a number."""
        self._close()
        self._open(self.host.workspace.open_session(picked))

    def do_new(self, label: str) -> None:
        """Begin a session; a label that would be cut is refused."""
        if len(label) > LABEL_LENGTH:
            self.refuse(page_texts.too_long("A label", LABEL_LENGTH))
            return
        self._close()
        self._open(self.host.workspace.begin(label))

    def do_focus(self, name: str) -> None:
        """Choose what new sessions ask about."""
        workspace = self.host.workspace
        focuses = workspace.content.pathway.focuses
        known = {
            page_texts.EVERYTHING: "",
            **{key: key for key in focuses},
        }
        if name not in known:
            self.refuse(f"Type focus and one of: {', '.join(known)}.")
            return
        workspace.focus = known[name]
        self.say(f"New sessions ask about: {name}.")

    def do_follow(self, number: str) -> None:
        """Ask before a follow-up is begun."""
        item = self._kept(number, "follow")
        if item is None:
            return
        if not item.finished:
            self.refuse(f"Session {item.id} is open. A follow-up begins after its end.")
            return
        self.ask(
            f"Begin a follow-up of session {item.id}? y begins it; anything else does not.",
            lambda: self._follow(item.id),
        )

    def _follow(self, session_id: str) -> None:
        begun = self.host.workspace.follow_up(session_id)
        if not isinstance(begun, str):
            self.say(f"{follow_up_words(self.host.workspace, begun)} {_CARRIED}")
        self._open(begun)

    def do_all(self, _: str) -> None:
        """Say all sessions again."""
        self._list()

    def do_more(self, _: str) -> None:
        """Read older sessions as well."""
        if self.host.workspace.worklist.more():
            self._list()
        else:
            self.say("There are no more.")

    def do_export(self, words: str) -> None:
        """Write the summary of a session, as its own page does."""
        number, _, rest = words.partition(" ")
        item = self._kept(number, "export", " and a format")
        if item is None:
            return
        self._close()
        interview_session = self.host.workspace.open_session(item.id)
        if isinstance(interview_session, str):
            self.refuse(interview_session)
        else:
            export(self, interview_session, rest, self._close)

    def do_drop(self, words: str) -> None:
        """Wait no more for a result of a session."""
        number, _, rest = words.partition(" ")
        result, _, reason = rest.strip().partition(" ")
        if item := self._kept(number, "drop", ", a result and the reason"):
            said, done = self.host.workspace.drop(item.id, result.lower(), reason.strip())
            if not done:
                self.refuse(said)
                return
            self.say(said)
            self._list()

    def do_delete(self, number: str) -> None:
        """Ask before a session is deleted."""
        if item := self._kept(number, "delete"):
            self.ask(
                f"Delete session {item.id} for good? y deletes it; anything else keeps it.",
                lambda: self._delete(item.id),
            )

    def do_train(self, _: str) -> None:
        """Go over to training mode, or back."""
        workspace = self.host.workspace
        workspace.train(training=not workspace.training)
        self.opened()

    def do_cases(self, _: str) -> None:
        """Go over to training mode, and say its worked cases."""
        self._close()
        if not self.host.workspace.training:
            self.do_train("")
        self.host.show("cases")

    def do_about(self, _: str) -> None:
        """Say what the advice rests on."""
        lines = "\n".join(ledger_lines(self.host.workspace.content)).splitlines()
        self.tell(line.strip() for line in lines if line.strip())

    def do_quit(self, _: str) -> None:
        """Quit."""
        self.host.end()

    def _close(self) -> None:
        """Release the session, so that other programs can open it."""
        self.host.workspace.interview_session = None
        self.host.workspace.close_sessions()

    def _open(self, interview_session: InterviewSession | str) -> None:
        """Open an interview session; a finished one at its plan."""
        if isinstance(interview_session, str):
            self.refuse(interview_session)
            return
        session = interview_session.session
        self.say(f"Session {session.id}. {session.label}".rstrip())
        self.host.show("interview", interview_session)

    def _delete(self, session_id: str) -> None:
        fault = self.host.workspace.worklist.delete(session_id)
        if fault:
            self.refuse(fault)
        else:
            self.say(page_texts.deleted(session_id))
        self._list()

    def picked(self, number: str, word: str = "", more: str = "") -> str | None:
        """The session with an id or a number; says what is legal if there is none.

        A script cannot see the list, in which a session has another number tomorrow.
        """
        if is_session_id(number.strip().lower()):
            return number.strip().lower()
        if not self.host.attended:
            self.refuse(page_texts.NAMED_BY_ID)
        if len(self.numbered):
            found: str | None = super().picked(number, word, more)
            return found
        self.refuse("No session is listed.")
        return None

    def _kept(self, number: str, word: str, more: str = "") -> WorklistRow | None:
        """The line of the session of a number or an id."""
        if (found := self.picked(number, word, more)) is None:
            return None
        rows = self.host.workspace.worklist.find("")
        row = next((row for row in rows if row.id == found), None)
        if row is None:
            self.refuse(f"Session {found} is not in the list. more reads older ones.")
        return row

    def _list(self) -> None:
        """Read the sessions again and say them."""
        workspace = self.host.workspace
        said = workspace.clock_doubt
        if fault := workspace.worklist.read():
            self.say(fault)
        if workspace.clock_doubt and not said:
            self.say(workspace.clock_doubt)
        workspace.find_awaited_results(_wanted)
        self._try(lambda: workspace.find_older_sessions(_wanted))
        if late := overdue(workspace.worklist.find(""), workspace.today):
            self.say(f"{late}.")
        self.numbered = Numbered(entries(workspace.worklist.find(""), workspace.today))
        self.tell(self.numbered.lines)
        if not len(self.numbered):
            self.say(self._nothing)
        elif workspace.worklist.has_more:
            self.say("There may be older ones: more reads them, find searches through all.")

    def _try(self, look: Callable[[], None]) -> None:
        try:
            look()
        except StoreError as error:
            self.say(str(error))

    @property
    def _nothing(self) -> str:
        """The reason why no session is listed."""
        return _NOT_READ if self.host.workspace.worklist.fault else _NONE_YET


def _wanted() -> bool:
    """Read all awaited results before the list is said, as lines are not redrawn."""
    return True
