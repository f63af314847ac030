"""The worked cases and the guided tour of training mode."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from data.content.worked_cases import worked_cases
from tui.rows.row import rule
from tui.screens.base import Page
from tui.views.training import case_entries, case_rows, tour_rows
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView


class CasesScreen(Page):
    """The tour and the cases above, the one under the cursor below."""

    DEFAULT_CSS = """
    CasesScreen #cases { height: 1fr; }
    CasesScreen #details { height: 1fr; }
    """
    page_name = "cases"
    longest = "#details"

    def body(self) -> Iterable[Widget]:
        """The list, and one of it in full."""
        yield Picker[str](self._moved, id="cases")
        yield RowsView(id="details")

    def opened(self) -> None:
        """Fill the list."""
        self.bar("Training: worked cases")
        self._cases = {case.id: case for case in worked_cases(self.host.workspace.content)}
        self.picker.fill(case_entries(self._cases.values()))
        self.picker.focus()

    def action_open(self) -> None:
        """Begin a session for practice with the answers of the case under the cursor."""
        if (case := self._cases.get(self.picker.picked or "")) is not None:
            self.host.begin_case(case)
        else:
            self.passing("The tour is read here. Down goes to the cases; Enter opens one.")

    def action_new(self) -> None:
        """Begin a session for practice without any answer."""
        self.host.show("new_session", instead=True)

    def action_train(self) -> None:
        """Go back to the sessions of patients."""
        self.host.train()

    def _moved(self, picked: str | None) -> None:
        case = self._cases.get(picked or "")
        shown = case_rows(case) if case else tour_rows()
        title = rule("Case" if case else "Guided tour", pinned=True)
        self.rows("#details").show([title, *shown], top=True)
