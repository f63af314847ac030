"""Filter the interface's output once more, after `tui.terminal.output_text`."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.terminal.output_text import clean, plain_ascii


class OutputFilter(LineFilter):
    """Removes control characters and links from every line that is drawn."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        """Guard lines; with `ascii_only` for a terminal that shows nothing else."""
        super().__init__()
        self._ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments with safe text and no live links."""
        return [self._safe(segment) for segment in segments]

    def _safe(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control:
            return segment
        safe = plain_ascii(clean(text)) if self._ascii_only else clean(text)
        if style is not None and style.link:
            style = Style.combine([style, Style(link=None)]).update_link(None)
        return segment if safe == text and style is segment.style else Segment(safe, style)
