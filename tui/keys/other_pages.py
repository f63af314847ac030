"""The commands of other pages, each with the keys that lead to it from a page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tui.keys.keys import PAGES
from tui.keys.page_action import PageAction

_NAMES: Final[Mapping[str, str]] = {
    "interview": "the questions",
    "plan": "the plan",
    "not_advised": "what is not advised",
    "what_if": "what if",
    "pathway_map": "the map",
    "follow_up": "what changed",
    "review": "the review",
    "answers": "all answers",
    "export": "the export",
    "home": "the list of sessions",
    "cases": "training",
}
"""The pages whose commands are offered elsewhere, as a sentence names them."""

_LEFT_OUT: Final = frozenset({"back", "escape", "change", "question"})
"""Actions that mean something only to who stands on their page."""

_LEADS: Final[Mapping[tuple[str, str], str]] = {
    ("home", "open"): "interview",
    ("plan", "back"): "interview",
    ("plan", "finish"): "review",
    ("plan", "others"): "not_advised",
    ("plan", "map"): "pathway_map",
    ("plan", "since"): "follow_up",
    ("not_advised", "back"): "plan",
    ("what_if", "back"): "plan",
    ("pathway_map", "back"): "plan",
    ("follow_up", "back"): "plan",
}
"""The page to which an action leads, where it is not called like that page."""


@dataclass(frozen=True, slots=True)
class FarAction:
    """A command of another page.

    Attributes:
        keys: that lead there, one after the other, and then its own.
        page: on which it is, as a sentence calls it.
    """

    keys: tuple[str, ...]
    action: PageAction
    page: str

    @property
    def words(self) -> str:
        """The keys one after the other, its page, and what it does."""
        says = "" if self.action.says == self.action.label else f", {self.action.says}"
        return f"{', then '.join(self.keys)}: {self.action.label}{says} (on {self.page})"


def far_actions(page: str) -> Iterator[FarAction]:
    """The commands that a page lacks, by the shortest way to one that has them."""
    here = {page, *_LEFT_OUT, *(one.name for one in (*PAGES[page], *PAGES["everywhere"]))}
    for far, keys in _ways(page):
        for one in PAGES[far]:
            if one.keys and one.label and not one.moves and one.name not in here:
                here.add(one.name)
                yield FarAction((*keys, one.key), one, _NAMES[far])


def _ways(page: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The other pages, the nearest first, each with the keys to it."""
    reached, waiting = {page}, deque([(page, tuple[str, ...]())])
    while waiting:
        at, keys = waiting.popleft()
        if keys:
            yield at, keys
        for one in PAGES[at]:
            to = _LEADS.get((at, one.name), one.name)
            if to in _NAMES and to not in reached and one.keys:
                reached.add(to)
                waiting.append((to, (*keys, one.key)))
