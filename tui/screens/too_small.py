"""The notice shown while the terminal is too small for a screen."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.screen import Screen

from tui.rows.row import TextRow, TextStyle
from tui.widgets.rows import RowsView

WIDTH: Final = 40
HEIGHT: Final = 10


class SmallScreen(Screen[None]):
    """One sentence; everything under it stays as it is."""

    DEFAULT_CSS = "SmallScreen RowsView { height: 1fr; }"

    def __init__(self, *, practice: bool = False) -> None:
        """Say the sentence, and whether what lies below is practice."""
        super().__init__()
        self._practice = practice

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield RowsView()

    def on_mount(self) -> None:
        """Say it."""
        words = "TRAINING. " * self._practice
        words += f"Terminal too small: make it {WIDTH} x {HEIGHT} or larger. Nothing is lost."
        self.query_one(RowsView).show([TextRow(words, TextStyle.STRONG)])
