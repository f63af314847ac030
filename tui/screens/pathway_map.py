"""The map of the pathway: its sections as a tree, and the way that the answers take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.widget import Widget

from tui.screens.session_base import SessionPage
from tui.state.interview_session import InterviewSession
from tui.views.pathway_map import (
    Branch,
    Node,
    first_travelled,
    node_rows,
    pathway_tree,
    tree_entries,
)
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

_ROOMY: Final = 34
"""Lines from which on what the sections give is shown from the start."""


class PathwayMapScreen(SessionPage):
    """The tree above, what is under the cursor in full below."""

    DEFAULT_CSS = """
    PathwayMapScreen #sections { height: auto; max-height: 75%; }
    PathwayMapScreen #section { height: 1fr; min-height: 2; }
    PathwayMapScreen.-short #sections { height: 3; }
    """
    page_name = "pathway_map"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-normal")]  # noqa: RUF012

    def __init__(self, interview_session: InterviewSession) -> None:
        """Find the way; it does not change on this page."""
        super().__init__(interview_session)
        self._tree = pathway_tree(interview_session)
        self._opened: set[str] = set()

    def body(self) -> Iterable[Widget]:
        """The tree, and the place under the cursor."""
        yield Picker[Node](self._show, id="sections")
        yield RowsView(id="section")

    def opened(self) -> None:
        """Draw the way."""
        self.head("Map of the pathway")
        self.picker.focus()
        if self.size.height >= _ROOMY:
            self._opened = {branch.key for branch in self._tree if branch.stop.fired}
        self._fill(first_travelled(self._tree))

    def action_open(self) -> None:
        """Open the section under the cursor, or close it."""
        node = self.picker.picked
        if isinstance(node, Branch):
            self._opened ^= {node.key}
            self._fill(node)

    def action_page(self, direction: int) -> None:
        """Read on in what is said of the place under the cursor, then in the tree."""
        if not self.rows("#section").scroll_page(direction):
            self.picker.scroll_page(direction)

    def _fill(self, at: Node | None) -> None:
        self.picker.fill(tree_entries(self._tree, self._opened), at=at)

    def _show(self, node: Node | None) -> None:
        if node is not None:
            rows = node_rows(self.interview_session.compiled.pathway, node)
            self.rows("#section").show(rows, top=True)
