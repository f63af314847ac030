"""`spinepath sessions purge`: erase the sessions that have not changed for a while."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from data.session.awaited_results import awaited
from data.session.clock import clock_doubt
from data.store import OpenElsewhereError, SessionStore, SessionSummary, StoreError
from data.text.dates import day_text
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import refuse
from tui.state.loaded_content import LoadedContent, load_content

_AGE: Final = re.compile(r"(\d{1,5})([dwy])")
_DAYS: Final = {"d": 1, "w": 7, "y": 365}
_NOTHING: Final = "Nothing was deleted."


def purge(
    store: SessionStore,
    options: argparse.Namespace,
    row: Callable[[SessionSummary], str],
    agreed: Callable[[str], bool],
) -> int:
    """Erase the sessions without an event for some time, after showing them."""
    if (found := _AGE.fullmatch(options.older_than)) is None:
        legal = "Legal: 30d (days), 8w (weeks), 1y (years)."
        return refuse(f"{_NOTHING} {options.older_than!r} is no age. {legal}")
    age, now = timedelta(days=int(found[1]) * _DAYS[found[2]]), datetime.now(UTC)
    everything = store.sessions()
    if doubt := clock_doubt(now, (item.changed for item in everything)):
        return refuse(f"{_NOTHING} {doubt}")
    before = now - min(age, now - datetime.min.replace(tzinfo=UTC))
    old = [item for item in everything if item.changed < before and not item.fault]
    idle = [item for item in old if not item.running]
    if not idle:
        print(f"No session is older than {options.older_than}.")
        return OK
    waits = _waiting(store, idle)
    for item in idle:
        print(f"{row(item)}  last changed {day_text(item.changed)}")
        if item.id in waits:
            print(f"          awaits: {waits[item.id]}")
    if why := _refused(options, len(waits), everything=len(idle) == len(everything)):
        return refuse(f"{_NOTHING} {why}")
    if not agreed(f"Delete these {len(idle)} sessions for good?"):
        print(_NOTHING)
        return FAILED
    return _erased(store, idle)


def _erased(store: SessionStore, items: Sequence[SessionSummary]) -> int:
    try:
        store.erase([item.id for item in items])
    except OpenElsewhereError as error:
        print(f"{_NOTHING} {error}")
        return FAILED
    print(f"Deleted: {len(items)}")
    return OK


def _refused(options: argparse.Namespace, waiting: int, *, everything: bool) -> str:
    """The reason why more is asked for than an age; empty where nothing is."""
    if waiting and not options.awaited:
        return f"{waiting} of them await a result or cannot be read; --awaited deletes these too."
    if everything and options.yes and not options.everything:
        return "Every session would go. If the date of this computer is right: --everything"
    return ""


def _waiting(store: SessionStore, items: Sequence[SessionSummary]) -> dict[str, str]:
    """The results that sessions await, by id, in words."""
    loaded = load_content()
    found = {item.id: _awaits(store, loaded, item.id) for item in items}
    return {name: words for name, words in found.items() if words}


def _awaits(store: SessionStore, loaded: LoadedContent, session_id: str) -> str:
    try:
        session = store.load(session_id)
        if session.pathway_id != loaded.content.pathway.id:
            return ""
        waits = awaited(loaded.compiled, loaded.content.results, session)
    except StoreError as error:
        return f"not known. {error}"
    except Exception:  # whatever one session holds, the others are looked at
        return "not known: this content cannot read it"
    return ", ".join(item.title for item in waits if not item.visit)
