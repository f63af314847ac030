"""Deciding on a recommendation: the line on which it is given its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from textual.widget import Widget
from textual.widgets import Input

from data.session.events import EventKind
from data.wording.advice_words import numbered_reasons
from tui.keys.keys import key_of
from tui.rows.row import TextRow, TextStyle, rule
from tui.screens.session_base import SessionPage
from tui.state.decision_checks import (
    accept_question,
    accept_rest,
    reason_fault,
    reason_of,
    undecidable,
)
from tui.state.interview_session import InterviewSession
from tui.state.settings import KINDS
from tui.terminal.output_text import clean
from tui.views import page_texts
from tui.views.pinned import TALL
from tui.widgets.input_line import InputLine
from tui.widgets.rows import RowsView

_ASKED: Final = {
    EventKind.ACCEPTED: "Accept: Enter alone, or a note and Enter",
    EventKind.DECLINED: "Decline: a number alone, or your own reason, then Enter",
    EventKind.OVERRIDDEN: "Override: a number alone, or what is done instead and why, then Enter",
}
_LEAVE: Final = key_of("plan", "escape")
_LEAVES: Final = f"{_LEAVE} leaves it undecided."


class DecidingPage(SessionPage):
    """A page whose recommendation under the cursor can be accepted, declined or overridden."""

    DEFAULT_CSS = """
    DecidingPage #asked { height: auto; max-height: 6; display: none; }
    DecidingPage #reason { display: none; }
    DecidingPage.-deciding #asked, DecidingPage.-deciding #reason { display: block; }
    DecidingPage.-short.-deciding #pieces { display: none; }
    DecidingPage.-short #asked { height: 1fr; max-height: 100%; }
    """

    def __init__(self, interview_session: InterviewSession) -> None:
        """Decide on nothing yet."""
        super().__init__(interview_session)
        self._deciding: tuple[str, EventKind] | None = None
        self._author_asked = False

    def body(self) -> Iterable[Widget]:
        """The line and what it asks for; both hidden until something is decided on."""
        yield RowsView(id="asked")
        yield InputLine(id="reason")

    @property
    def at(self) -> str | None:
        """The code of the recommendation under the cursor, None where there is none."""
        return None

    def decided(self) -> None:
        """Show the decisions as they are now."""

    def footer(self, width: int) -> str:
        """The keys of the page, or of the line on which a reason is typed."""
        typed = f" Enter records it   {_LEAVE} leaves it   F1 help"
        return typed if self.deciding else super().footer(width)

    @property
    def paged(self) -> str:
        """The reasons to choose from, while one is asked for."""
        return "#asked" if self.deciding else super().paged

    @property
    def deciding(self) -> bool:
        """Return whether a decision waits for its reason."""
        return self._deciding is not None

    @property
    def pending(self) -> bool:
        """Return whether a reason is typed that is not stored yet."""
        return self.deciding and bool(self._line.value)

    def action_accept(self) -> None:
        """Accept what is under the cursor."""
        self._decide(EventKind.ACCEPTED)

    def action_accept_rest(self) -> None:
        """Ask before all that is left is accepted."""
        question = accept_question(self.interview_session)
        if self.interview_session.read_only or not question:
            self.say(self.interview_session.fault or page_texts.ALL_DECIDED)
            return
        then = partial(self.change, self._accept_rest)
        self.host.confirmations.ask(question, then, page_texts.NOTHING_DECIDED)

    def _accept_rest(self) -> None:
        said = accept_rest(self.interview_session)
        self.decided()
        self.passing(said)

    def action_decline(self) -> None:
        """Decline it."""
        self._decide(EventKind.DECLINED)

    def action_override(self) -> None:
        """Do something else, or do it though it is withheld."""
        self._decide(EventKind.OVERRIDDEN)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed clean."""
        if event.value != clean(event.value):
            event.input.value = clean(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Record the decision with its reason."""
        self.host.confirmations.confirm(partial(self._decided, event.value.strip()))

    def _decided(self, reason: str) -> None:
        if self._deciding is None:
            return
        if self._author_asked:
            self._keep_author(reason)
            return
        code, kind = self._deciding
        reason = reason_of(kind, self._offered, reason)
        if fault := reason_fault(kind, reason):
            self.say(f"{fault} {_LEAVES}")
        else:
            self.change(partial(self._record, code, kind, reason))

    def _record(self, code: str, kind: EventKind, reason: str) -> None:
        self.interview_session.decide(code, kind, reason)
        self.stop_deciding(self.interview_session.fault or f"Recorded as {kind.value}.")

    def stop_deciding(self, message: str) -> None:
        """Put the line away."""
        self._deciding = None
        self._line.value = ""
        self.remove_class("-deciding")
        self.show_keys(self.size.width)
        self.decided()
        self.passing(message)

    @property
    def _line(self) -> Input:
        return self.query_one("#reason", Input)

    def _decide(self, kind: EventKind) -> None:
        """Ask for the reason of a decision on what is under the cursor."""
        code = self.at
        fault = undecidable(self.interview_session, code, kind)
        if code is None or fault:
            self.say(fault)
            return
        self._deciding = code, kind
        self._author_asked = self.host.workspace.asks_author
        self._ask()

    def _ask(self) -> None:
        """Show what is asked, and the line for it."""
        if self._deciding is None:
            return
        code, kind = self._deciding
        asks = page_texts.AUTHOR if self._author_asked else _ASKED[kind]
        title = self.interview_session.compiled.pathway.recommendations[code].title
        rows = [rule(asks), TextRow(f"  {title}", TextStyle.STRONG)]
        if self.size.height < TALL:  # the list has made room
            rows[0] = TextRow(asks, TextStyle.STRONG, continuation_indent=2)
        if kind is not EventKind.ACCEPTED and not self._author_asked:
            listed = numbered_reasons(self._offered)
            pairs = (listed[at : at + 2] for at in range(0, len(listed), 2))
            rows += [TextRow(f"  {'   '.join(pair)}", continuation_indent=4) for pair in pairs]
        self.host.confirmations.offer()
        self.rows("#asked").show(rows)
        self.add_class("-deciding")
        self._line.value = ""
        self._line.focus()
        self.show_keys(self.size.width)
        self.pin()
        self.say(_LEAVES)

    def _keep_author(self, typed: str) -> None:
        """Save who decides, then ask for the reason."""
        initials, _, role = (part.strip() for part in typed.partition(","))
        wanted = replace(self.host.workspace.settings, initials=initials, role=role)
        if not all(KINDS[name].fits(getattr(wanted, name)) for name in ("initials", "role")):
            self.say(f"Not legal. Legal: {KINDS['initials'].legal_words}.")
            return
        self._author_asked = self.host.workspace.asks_author = False
        fault = self.host.set_settings(wanted) if typed else ""
        self._ask()
        if fault:
            self.say(fault)

    @property
    def _offered(self) -> Sequence[str]:
        return self.host.workspace.content.summary.decisions.reasons
