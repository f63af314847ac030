"""The screen that begins a session: an optional label, no name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.rows import Look, Row
from tui.screens.page import Page
from tui.text import clean
from tui.widgets.rows import Rows

_LONGEST: Final = 60
_ASK: Final = (
    Row(),
    Row("  A label for this session, if you want one", Look.STRONG),
    Row("  Bed or local number; leave empty if unsure. Do not use a name.", hang=2),
    Row(),
)


class NewScreen(Page):
    """Ask for a label; Enter begins."""

    DEFAULT_CSS = """
    NewScreen #label {
        height: 1; border: none; padding: 0; margin: 0 2; width: 1fr; max-width: 64;
        background: ansi_default; color: ansi_default; text-style: underline;
    }
    NewScreen #label:focus { border: none; background-tint: ansi_default 0%; }
    NewScreen #label > .input--cursor { text-style: reverse; color: ansi_default;
        background: ansi_default; }
    NewScreen #rest { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "home", "home")]
    keys = " Enter begin   Esc back   F1 help"

    def body(self) -> Iterable[Widget]:
        """The question, the line to type on, what follows."""
        yield Rows(id="ask")
        field = Input(id="label")
        field.cursor_blink = False
        yield field
        yield Rows(id="rest")

    def opened(self) -> None:
        """Ask."""
        self.bar("New session")
        self.rows("#ask").show(_ASK)
        self._rest()
        self.query_one("#label").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed clean and short, and say so."""
        value = clean(event.value[: _LONGEST + 1])
        self._rest(cut=len(value) > _LONGEST)
        if event.value != value[:_LONGEST]:
            event.input.value = value[:_LONGEST]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Begin."""
        self.spinepath.begin(event.value)

    def action_home(self) -> None:
        """Begin nothing."""
        self.spinepath.go_home()

    def _rest(self, *, cut: bool = False) -> None:
        rest = [
            Row(),
            Row("  Press Enter to begin. Every answer is saved as it is given;", hang=2),
            Row("  the session can be stopped at any time and taken up again.", hang=2),
        ]
        if cut:
            rest += [Row(), Row(f"  A label has {_LONGEST} characters at most.", Look.STRONG)]
        self.rows("#rest").show(rest)
