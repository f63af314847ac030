"""The worked cases and the guided tour of training mode, on plain lines."""

from __future__ import annotations

from data.content.worked_cases import worked_cases
from tui.keys.keys import word_of
from tui.plain.base import LinePage
from tui.plain.commands import commands
from tui.rows.list_entries import Numbered
from tui.views.training import case_entries, tour_rows


class CasesLines(LinePage):
    """The tour and the cases, numbered."""

    words = commands("cases", "back help")

    def opened(self) -> None:
        """Say them."""
        self.say("")
        self.say("Training: worked cases.")
        self.tell(self.host.workspace.said_first)
        self._cases = {case.id: case for case in worked_cases(self.host.workspace.content)}
        self.numbered = Numbered(case_entries(self._cases.values()))
        self.tell(self.numbered.lines)

    def legal(self) -> str:
        """A number."""
        return "the number of the tour or of a case"

    def chosen(self, picked: str) -> None:
        """Say the tour, or begin a session for practice with the answers of a case."""
        case = self._cases.get(picked)
        if case is None:
            self.tell(row.aloud for row in tour_rows(word_of))
        else:
            self.say(f"{case.question} {case.answer}".rstrip())
            self.host.show("interview", self.host.workspace.begin_case(case), instead=True)
