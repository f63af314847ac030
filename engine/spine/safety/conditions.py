"""Conditions on answers, read so that what is not known satisfies only `unknown`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from engine.model.answers import UNKNOWN, Answers, Value


class Join(Enum):
    """The ways in which a condition is made of others."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A statement about answers; `&`, `|` and `~` combine statements.

    Attributes:
        holds: tells whether some answers satisfy it, where it has no parts.
        parts, join: what it is made of, so that what recurs is worked out once
            (`engine.spine.safety.screening`).
    """

    holds: Callable[[Answers], bool] = lambda _: True
    parts: tuple[Condition, ...] = ()
    join: Join = Join.ANY

    def __call__(self, answers: Answers) -> bool:
        """Return whether the answers satisfy it."""
        if not self.parts:
            return self.holds(answers)
        found = (part(answers) for part in self.parts)
        return all(found) if self.join is Join.ALL else any(found) is (self.join is Join.ANY)

    def __and__(self, other: Condition) -> Condition:
        return Condition(parts=(self, other), join=Join.ALL)

    def __or__(self, other: Condition) -> Condition:
        return Condition(parts=(self, other))

    def __invert__(self) -> Condition:
        return Condition(parts=(self,), join=Join.NONE)


class WatchedAnswers(Mapping[str, Value]):
    """Answers that remember which of them were read."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.keys_read: set[str] = set()

    def __getitem__(self, key: str) -> Value:
        self.keys_read.add(key)
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        self.keys_read.update(self._answers)
        return iter(self._answers)

    def __len__(self) -> int:
        return sum(1 for _ in self)


ALWAYS = Condition()
"""Whatever the answers."""


def choice(answers: Answers, key: str) -> str:
    """The value of a choice, `UNKNOWN` where there is none."""
    value = answers.get(key)
    return value if isinstance(value, str) else UNKNOWN


def number(answers: Answers, key: str) -> float | None:
    """The value of a number, None where it is not known."""
    value = answers.get(key)
    return float(value) if isinstance(value, int | float) else None


def is_in(key: str, *values: str) -> Condition:
    """The finding has one of these values."""
    return Condition(lambda answers: choice(answers, key) in values)


def yes(*keys: str) -> Condition:
    """Some of these findings is present."""
    return Condition(parts=tuple(is_in(key, "yes") for key in keys))


def includes(key: str, *values: str) -> Condition:
    """Some of these values is among the several that were chosen."""

    def holds(answers: Answers) -> bool:
        chosen = answers.get(key)
        return isinstance(chosen, frozenset) and not chosen.isdisjoint(values)

    return Condition(holds)


def unknown(*keys: str) -> Condition:
    """Some of these findings is not known."""
    return Condition(parts=tuple(map(_one_unknown, keys)))


def _one_unknown(key: str) -> Condition:
    return Condition(lambda answers: answers.get(key, UNKNOWN) == UNKNOWN)


def known(*keys: str) -> Condition:
    """All of these findings are known."""
    return ~unknown(*keys)


def below(key: str, limit: float) -> Condition:
    """The number is known and less than the limit."""
    return _compared(key, lambda found: found < limit)


def above(key: str, limit: float) -> Condition:
    """The number is known and more than the limit."""
    return _compared(key, lambda found: found > limit)


def at_least(key: str, limit: float) -> Condition:
    """The number is known and the limit or more."""
    return _compared(key, lambda found: found >= limit)


def at_most(key: str, limit: float) -> Condition:
    """The number is known and the limit or less."""
    return _compared(key, lambda found: found <= limit)


def opinion(key: str, value: str = "cleared") -> Condition:
    """A specialist said so in the last 90 days, not before this pain or its worsening (AM07)."""
    days = f"{key}_days"

    def older_than_pain(answers: Answers) -> bool:
        given, weeks = number(answers, days), number(answers, "weeks_since_onset")
        return given is not None and weeks is not None and given / 7 > weeks

    recent = is_in(key, value) & at_most(days, 90) & ~Condition(older_than_pain)
    return recent & ~(above(days, 7) & (_WORSE | _ONSET_OPEN))


def _compared(key: str, satisfies: Callable[[float], bool]) -> Condition:
    def holds(answers: Answers) -> bool:
        found = number(answers, key)
        return found is not None and satisfies(found)

    return Condition(holds)


COLLAPSE = at_least("follow_up_height_loss_change_pct", 20) | at_least(
    "follow_up_kyphosis_change_deg", 10
)
"""The vertebra has collapsed further since the film before."""

_WORSE = (
    yes("follow_up_new_pain_site")
    | is_in("visit_type", "follow_up") & is_in("pain_trend", "worse")
    | COLLAPSE & ~yes("mri_since_worsening")
)
PAIN = is_in("back_pain", "present") | above("pain_nrs", 0)
"""Pain is stated; a pain score outweighs a denied pain (X02)."""

_ONSET_OPEN = PAIN & unknown("weeks_since_onset")
