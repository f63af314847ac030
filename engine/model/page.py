"""Parts of every page and of the leaflet, by names of the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.conditions import Table


@dataclass(frozen=True, slots=True)
class Emergency:
    """The code that holds in an emergency, and the concept whose rows are its signs."""

    code: str
    concept: str


@dataclass(frozen=True, slots=True)
class RedFlags:
    """The red flags: findings pinned to every page beside an emergency.

    Attributes:
        checklist: key of the one whose ticked lines are red flags; empty for none.
        concepts: those whose findings are red flags where they hold.
    """

    checklist: str = ""
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdviceKind:
    """A kind of recommendation, and who is shown more of it than where it holds.

    Attributes:
        patient: whether the leaflet has it.
        asked_after: whether a reader asks why it is not advised; the others state facts.
        withheld: whether the page says so where something blocks it; of what is permissive it
            always does.
    """

    patient: bool = False
    asked_after: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The content of the leaflet.

    Attributes:
        return_advice: the code that says when to come back at once.
        also: codes of what is not done now that the patient is told all the same.
    """

    title: str = ""
    return_advice: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Parts of every page and of the leaflet, and the kinds of recommendation.

    Attributes:
        complete: codes whose titles name what is not known.
    """

    emergency: Emergency | None = None
    red_flags: RedFlags = field(default_factory=RedFlags)
    leaflet: Leaflet = field(default_factory=Leaflet)
    kinds: Mapping[str, AdviceKind] = field(default_factory=dict)
    plain_words: Table = ()
    complete: frozenset[str] = frozenset()
