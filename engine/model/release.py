"""Releases: the ends of a hold, a screen or a block, and the holds that nothing ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.conditions import Table, clauses
from engine.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Unreleased:
    """Holds that no finding ends while some row holds, and why.

    Attributes:
        codes: the recommendations that stand then.
    """

    key: str
    codes: tuple[str, ...]
    when: Table
    because: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Releases:
    """The findings that can end a hold.

    Attributes:
        screens: codes of holds and screens that stand among what is to be done; all that stands
            in *Not now* holds something as well.
        renewable: findings that a newer dated result or examination can change, with the reason.
        by: what comes before the names of those: `a newer examination of`.
        permanent: blocks that never end, as what they rest on does not change.
        unreleased: blocks that may end, by something that the content does not ask for yet.
    """

    screens: frozenset[str] = frozenset()
    renewable: Mapping[str, str] = field(default_factory=dict)
    by: Mapping[str, str] = field(default_factory=dict)
    permanent: tuple[Unreleased, ...] = ()
    unreleased: tuple[Unreleased, ...] = ()


def corrected(when: Table, findings: Mapping[str, Finding]) -> frozenset[str]:
    """The answers of which one is wrong where a contradiction holds; of derived ones the inputs."""
    named = [findings[clause.name] for clause in clauses(when)]
    return frozenset(
        key for item in named for key in (item.derived.inputs if item.derived else (item.key,))
    )
