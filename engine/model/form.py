"""Forms: which questions stand together; and what an interview can be about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Form:
    """Questions that stand together on one screen, in their order.

    Attributes:
        asks: keys of findings and checklists.
        rest: the value that one key stores for all that is still open here; empty for none.
        rest_says: that key in words.
        ends: whether the next step is shown on a page of its own once nothing is open up to here.
        settles: by finding and by its value, the answers to other questions that it holds already.
    """

    key: str
    title: str
    asks: tuple[str, ...]
    rest: str = ""
    rest_says: str = ""
    ends: bool = False
    settles: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Focus:
    """A decision that an interview can be limited to: only questions that can change it are asked.

    Attributes:
        codes: of the recommendations that it is about.
        first: forms of which all that matters is asked in any case.
        forms: those beyond which nothing is asked; empty for all.
    """

    key: str
    title: str
    codes: tuple[str, ...]
    first: tuple[str, ...]
    forms: tuple[str, ...] = ()
