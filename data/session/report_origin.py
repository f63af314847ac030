"""Origin of an answer that was taken from a report: its words, their place and the text's hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from data.session.events import ANSWERS, Event
from data.text.outside_text import one_line

FROM_REPORT: Final = "from the report, confirmed"
"""The words of reviews and exports for such an answer."""

COMPLETED: Final = "typed, and completed from the report"
"""The words for an answer of several parts, of which a person typed some before."""

_QUOTE: Final = 400
_ORIGIN: Final = re.compile(r"report sha256:[0-9a-f]{64} \d+-\d+: .*")


def report_origin(text: str, start: int, end: int) -> str:
    """The origin of a proposal. Of the text it holds the quoted words alone, as texts hold names.

    Args:
        text: the whole report.
        start: where the words that carry the value begin.
        end: where they end.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"report sha256:{digest} {start}-{end}: {one_line(text[start:end], _QUOTE)}"


def is_from_report(detail: str) -> bool:
    """Return whether an event's detail is the origin of a proposal from a report."""
    return _ORIGIN.fullmatch(detail) is not None


def completed(events: Iterable[Event]) -> frozenset[str]:
    """The findings whose answer from a report holds parts that somebody typed before."""
    typed: dict[str, bool] = {}
    found: set[str] = set()
    for event in events:
        key = event.finding
        if key is None or event.kind not in ANSWERS:
            continue
        if not is_from_report(event.detail):
            typed[key] = isinstance(event.value, tuple) and bool(event.value)
            found.discard(key)
        elif typed.get(key):
            found.add(key)
    return frozenset(found)
