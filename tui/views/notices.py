"""The notices above a page: the state of the content and the session, and red flags."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from tui.keys.keys import key_of
from tui.rows.row import TextRow, TextStyle
from tui.state.workspace import Workspace

_HELP = key_of("everywhere", "help")


def notice_rows(
    workspace: Workspace, items: Collection[str] | None, *, cut: bool = False
) -> Iterator[TextRow]:
    """Every notice in full; a red flag is cut at the end of its line where lines are few.

    Args:
        workspace: whose session and content they are about.
        items: what the page shows of the content; None for all of it.
        cut: whether a red flag has one line only.
    """
    first = workspace.said_first
    for words in workspace.banners_of(items):
        yield TextRow(words, TextStyle.PRACTICE if words in first else TextStyle.CAUTION)
    for words in workspace.red_flags:
        yield TextRow(words, TextStyle.FLAG, single=cut, continuation_indent=2)


def brief_rows(workspace: Workspace, items: Collection[str] | None) -> Iterator[TextRow]:
    """The notices of a small screen: all by name, and the first red flag; the help has the rest."""
    banners, flags = workspace.banners_of(items), workspace.red_flags
    look = TextStyle.PRACTICE if workspace.said_first else TextStyle.CAUTION
    if len(banners) == 1:
        yield TextRow(banners[0], look, single=True)
    elif banners:
        yield TextRow(f"{' | '.join(map(_name, banners))} ({_HELP})", look)
    for words in flags[:1]:
        more = f"+{len(flags) - 1} ({_HELP})" if len(flags) > 1 else ""
        yield TextRow(words, TextStyle.FLAG, single=True, right=more)


def _name(banner: str) -> str:
    """The name of a banner: its first words, in capitals."""
    words = takewhile(str.isupper, banner.split())
    return " ".join(words).rstrip(":,")
