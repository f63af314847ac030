"""An app that lets nothing out but its screen: no values after a fault, no clipboard, no links."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.segment import Segment, Segments
from textual.app import App

from tui import failure
from tui.text import Guard


class DiscreetApp(App[int]):
    """What Textual would show, copy or write by itself is turned off.

    It uses the terminal's own colours, so contrast is what the user has chosen.
    """

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, directory: Path | None, *, ascii_only: bool) -> None:
        """Prepare.

        Args:
            directory: where faults are noted, without values; None for the user's own place.
            ascii_only: whether the terminal shows ASCII only.
        """
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self._filters.append(Guard(ascii_only=ascii_only))
        self._directory = directory

    def copy_to_clipboard(self, text: str) -> None:
        """Put nothing on a clipboard, which may be another computer's."""

    def panic(self, *renderables: object) -> None:
        """End with one sentence; what is to be rendered may hold answers and is dropped."""
        del renderables
        self._fatal_error()

    def _fatal_error(self) -> None:
        """End with one sentence and a number to ask about, and no values."""
        number = failure.record(self._exception, self._directory)
        self._return_code = failure.STATUS
        self._exit_renderables[:] = [Segments([Segment(failure.last_words(number))])]
        self._close_messages_no_wait()
