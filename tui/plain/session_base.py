"""What the pages on lines about one sitting share: what is pinned, and the ways to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from data.export import FORMATS
from data.session.events import WORDS_LENGTH
from tui.plain import announcements as reading
from tui.plain.base import LinePage
from tui.plain.commands import HELP, word
from tui.plain.export import TAKES, export
from tui.rows.row import Row
from tui.state.interview_session import Sitting

if TYPE_CHECKING:
    from tui.plain.navigation import Walk

BACK: Final = word("back b", "back to the questions", often=True)
PLAN: Final = word("plan p", "the plan so far", often=True)
ANSWERS: Final = word(
    "answers r", "all answers; the number of one leads to its question", often=True
)
REVIEW: Final = word("review v", "what is missing, set aside, contradictory", often=True)
FINISH: Final = word("finish", "the review, where finish ends the session", action="review")
UNDO: Final = word("undo z", "take the last step back, and so on to the first", often=True)
NOTE: Final = word(
    "note", "keep your own words with the session; they change no advice", takes="WORDS"
)
EXPORT: Final = word(
    "export",
    f"write the summary to a file, of a name of its own without a path. Formats:"
    f" {', '.join(FORMATS)}",
    takes=TAKES,
)
QUIT: Final = word("quit q", "back to the list of sessions; every answer is saved", often=True)
ALWAYS: Final = (NOTE, EXPORT, HELP, QUIT)
"""What every page about a sitting takes."""


class SittingLines(LinePage):
    """A page about a sitting."""

    def __init__(self, walk: Walk, sitting: Sitting) -> None:
        """Say something of a sitting."""
        super().__init__(walk)
        self.sitting = sitting

    def head(self, title: str, items: Collection[str] | None = None) -> None:
        """Say where this is, and what is pinned to every page.

        Args:
            title: of the page.
            items: what it says of the content, for its review status; None for none of it.
        """
        session = self.sitting.session
        self.say("")
        self.say(f"{title}. Session {session.id}. {session.label}".rstrip())
        desk = self.walk.desk
        self.tell(desk.said_first if items is None else desk.banners_of(items))
        self.tell(reading.pinned_lines(self.sitting))

    def rows(self, rows: Iterable[Row]) -> None:
        """Read rows out."""
        self.tell(filter(None, (row.aloud for row in rows)))

    def may_leave(self, _: str) -> bool:
        """Whether nothing is lost by leaving the page with this word."""
        return True

    def go_to(self, key: str, otherwise: str) -> None:
        """Go to the question of a finding, or say why not."""
        if self.sitting.go_to(key):
            self.walk.close()
        else:
            self.say(otherwise)

    def do_back(self, _: str) -> None:
        """Back to the page before."""
        self.walk.close()

    def do_plan(self, _: str) -> None:
        """On to the plan."""
        from tui.plain.plan import PlanLines

        self.walk.switch(PlanLines(self.walk, self.sitting))

    def do_answers(self, _: str) -> None:
        """On to all answers."""
        from tui.plain.lists import AnswersLines

        self.walk.switch(AnswersLines(self.walk, self.sitting))

    def do_review(self, _: str) -> None:
        """On to the review before the end."""
        from tui.plain.lists import ReviewLines

        self.walk.switch(ReviewLines(self.walk, self.sitting))

    def do_undo(self, _: str) -> None:
        """Take the last step back."""
        if not self.may_leave("undo"):
            return
        undone = self.sitting.undo()
        if self.sitting.fault:
            self.say(self.sitting.fault)
        elif undone:
            self.say(f"Taken back: {undone}")
            self.opened()
        else:
            self.say("There is nothing to take back.")

    def do_note(self, words: str) -> None:
        """Keep a note."""
        if not words:
            self.say("Type note and your own words. Do not use a name.")
        elif len(words) > WORDS_LENGTH:
            self.say(f"A note has {WORDS_LENGTH} characters at most; this has {len(words)}.")
        else:
            self.sitting.note(words)
            self.say(self.sitting.fault or "The note is kept; it changes no advice.")

    def do_export(self, words: str) -> None:
        """Write the summary to a file."""
        export(self, self.sitting, words)

    def do_quit(self, _: str) -> None:
        """Back to the list of sessions; asks first when answers would be lost."""
        sitting = self.sitting
        if not self.may_leave("quit"):
            return
        sitting.rest()
        if sitting.fault and not sitting.read_only:
            self.ask(f"{sitting.fault} y leaves without what is not saved.", self.walk.home)
            return
        self.say(sitting.fault or f"Session {sitting.session.id} is saved.")
        self.walk.home()
