"""The search: what is on the page below, its commands, the sessions, and all of the content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from textual.widget import Widget
from textual.widgets import Input

from data.content.search import ContentSearch, Found, FoundKind
from data.content.worked_cases import WorkedCase, worked_cases
from tui.keys.keys import PAGES, key_of
from tui.keys.other_pages import FarAction, far_actions
from tui.keys.page_action import PageAction
from tui.rows.list_entries import Entry, entry, group, heading, told
from tui.rows.row import TextRow
from tui.screens.base import Page
from tui.views.search import (
    Hit,
    ToOlder,
    ToSession,
    content_hits,
    found_rows,
    nothing_found,
    session_hits,
)
from tui.widgets.clean_input import CleanInput
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

_LONGEST: Final = 60
_COLUMN: Final = 12
_LEFT_OUT: Final = {"palette", "search"}
_HALF_ENTERED: Final = "Something is entered below that is no answer yet. Finish or leave it first."
_BACK: Final = key_of("search", "back")
_ELSEWHERE: Final = "A command of another page. {} leaves the search; then {}."
_ONLY_READ: Final = "It is said in full below; there is no page of it to go to."


@dataclass(frozen=True, slots=True)
class OnPage:
    """A line of the page below."""

    words: str
    go: Callable[[], None]


_Target: TypeAlias = Hit | PageAction | FarAction | OnPage


class SearchScreen(Page):
    """A line to type on, what it finds, and the one under the cursor in full."""

    DEFAULT_CSS = """
    SearchScreen #found { height: 1fr; }
    SearchScreen #details { height: 1fr; display: none; }
    """
    page_name = "search"
    keys = f" Enter go there   {_BACK} back   Up/Down   type to find"

    def __init__(self, page: Page, *, commands: bool) -> None:
        """Search from a page.

        Args:
            page: the one below.
            commands: whether its commands come before its lines.
        """
        super().__init__()
        self._page = page
        self._commands = commands
        self._here = [OnPage(words, go) for words, go in page.lines()]
        self._content: ContentSearch | None = None

    def body(self) -> Iterable[Widget]:
        """The line to type on, what is found, and one of it in full."""
        yield CleanInput(_LONGEST, id="find")
        yield Picker[_Target](self._moved, id="found")
        yield RowsView(id="details")

    def opened(self) -> None:
        """Show what there is before anything is typed."""
        self.bar("Commands and search" if self._commands else "Search")
        self.sessions_changed()
        self.query_one("#find").focus()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Show what has the words that are typed."""
        self.say()
        self.sessions_changed()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Go to what is under the cursor."""
        match self.picker.picked:
            case PageAction() as action:
                self.close()
                self.app.call_later(self.app.run_action, action.name, self._page)
            case FarAction() as far:
                self.say(_ELSEWHERE.format(_BACK, far.words))
            case OnPage() as line:
                self.close()
                line.go()
            case ToSession(session_id):
                self._open(session_id)
            case ToOlder(typed):
                self.host.search(typed)
            case Found() as found:
                self._go(found)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.picker.move("down" if step > 0 else "up")

    def action_page(self, direction: int) -> None:
        """Read on in what is said in full, or in the list."""
        details = self.rows("#details")
        (details if details.display else self.picker).scroll_page(direction)

    def sessions_changed(self) -> None:
        """Show what is found as things are now."""
        if self._content is None and self.host.workspace.loaded is not None:
            self._content = ContentSearch(self.host.workspace.content)
        typed = self.query_one("#find", CleanInput).value
        self.picker.fill(self._entries(typed))
        if self.picker.picked is None:
            words = nothing_found(self.host.workspace, typed) if typed else "Type a word."
            self.picker.fill([told(TextRow(f"  {words}"))])

    def _entries(self, typed: str) -> Iterator[Entry[_Target]]:
        wanted = typed.casefold().split()
        lines = [line for line in self._here if _has(line.words, wanted)]
        here = group("On this page", (entry(line, line.words) for line in lines))
        found = [one for one in commands(self._page.page_name) if _has(_said(one), wanted)]
        done = group("Commands", ((one, partial(_row, one)) for one in found))
        if not typed:
            yield from done if self._commands or not lines else here
            return
        yield from done if self._commands else here
        if not self.host.locked:
            yield from session_hits(self.host.workspace, typed)
        if self._content is not None:
            session = self.host.workspace.interview_session
            yield from content_hits(self._content, typed, session)
        yield from here if self._commands else done
        far = [one for one in far_actions(self._page.page_name) if _has(one.words, wanted)]
        others: Iterator[Entry[_Target]] = group("Commands of other pages", map(_far, far))
        yield from others

    def _moved(self, picked: _Target | None) -> None:
        details = self.rows("#details")
        details.display = isinstance(picked, Found)
        if isinstance(picked, Found):
            rows = found_rows(picked, self.host.workspace.interview_session)
            details.show([heading_row(picked), *rows], top=True)

    def _open(self, session_id: str) -> None:
        """Put the cursor of the list of sessions on one, or open it from elsewhere."""
        if self._page.page_name == "home":
            self.close()
            self.host.at_session(session_id)
            return
        session = self.host.workspace.interview_session
        if self._page.pending or (session and session.fault and not session.read_only):
            self.say(session.fault if session and session.fault else _HALF_ENTERED)
            return
        if session is not None:
            session.save_draft()
        self.host.go_home()
        self.host.open_session(session_id)

    def _go(self, found: Found) -> None:
        """Go to the question or to the advice, where this session has it."""
        session = self.host.workspace.interview_session
        case = self._case(found) if session is None and not self.host.locked else None
        if case is not None:
            self.close()
            self.host.begin_case(case)
        elif session is None or found.kind not in (FoundKind.QUESTION, FoundKind.ADVICE):
            self.say(_ONLY_READ)
        elif self._page.pending:
            self.say(_HALF_ENTERED)
        elif found.kind is FoundKind.QUESTION and not session.go_to(found.key):
            self.say("Its question does not apply in this session now.")
        elif not self.host.back_to_questions():
            self.say(_ONLY_READ)
        elif found.kind is FoundKind.ADVICE:
            self.host.show("plan", session, "", found.key)

    def _case(self, found: Found) -> WorkedCase | None:
        """The worked case of a related question."""
        related = found.kind is FoundKind.RELATED
        known = worked_cases(self.host.workspace.content) if related else ()
        return next((case for case in known if case.id == found.key), None)


def commands(page: str) -> list[PageAction]:
    """The actions of a screen, each once, movement left out."""
    actions = (*PAGES[page], *PAGES["everywhere"])
    kept = (one for one in actions if one.keys and one.name not in _LEFT_OUT and not one.moves)
    return list({one.name: one for one in kept}.values())


def heading_row(found: Found) -> TextRow:
    """A line across the screen over what is said in full."""
    return heading(found.kind.value)[1](False)


def _far(one: FarAction) -> Entry[_Target]:
    return one, entry(one, one.words, hang=4)[1]


def _has(text: str, wanted: Iterable[str]) -> bool:
    text = text.casefold()
    return all(word in text for word in wanted)


def _said(action: PageAction) -> str:
    return f"{action.label} {action.says}"


def _row(action: PageAction, here: bool) -> TextRow:
    says = "" if action.says in ("", action.label) else f": {action.says}"
    words = f"{action.printed:<{_COLUMN}}{action.label}{says}"
    return entry(action, words, hang=_COLUMN + 2)[1](here)
