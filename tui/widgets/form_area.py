"""The question of a form; every key goes through it first."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from tui.widgets.rows import RowsView


class FormArea(RowsView):
    """Hands each key to a form; what the form does not want goes on to the screen."""

    can_focus = True

    def __init__(
        self,
        take: Callable[[events.Key], bool],
        id: str,  # noqa: A002
        resized: Callable[[], None] | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            take: lets the form have a key; whether it wanted it.
            id: Textual's name for the widget.
            resized: draws what depends on how many lines there are.
        """
        super().__init__(id=id)
        self._take, self._resized = take, resized

    def on_resize(self, event: events.Resize) -> None:
        """Draw what there is room for now."""
        super().on_resize(event)
        if self._resized is not None:
            self._resized()

    def on_key(self, event: events.Key) -> None:
        """Hand the key to the form."""
        if self._take(event):
            event.stop()
            event.prevent_default()


def pressed(event: events.Key) -> str:
    """A key as forms know it: its character if there is one, except for the space bar."""
    key = event.character if event.is_printable and event.key != "space" else event.key
    return key or event.key
