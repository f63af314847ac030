"""Resolve follow_up.toml: the results to wait for, their names and time limits checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from data.content.follow_up import AwaitableResult, Limit
from data.content.resolve.shared_fields import shared
from data.content.resolve.symbols import Symbols
from data.content.schema.follow_up import AwaitedModel
from engine.model.pathway import Pathway, Recommendation, Rule

_FILE: Final = "follow_up.toml"
_UNITS: Final = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_TIME: Final = re.compile(r"(\d+) (hour|day|week)s?\b")


def results(names: Symbols, pathway: Pathway) -> tuple[AwaitableResult, ...]:
    """The results that can be waited for after a session, tied to a pathway."""
    awaited = names.models.follow_up.awaited.items()
    return tuple(_result(names, key, model, pathway) for key, model in awaited)


def _result(names: Symbols, key: str, model: AwaitedModel, pathway: Pathway) -> AwaitableResult:
    place = f"{_FILE} [awaited.{key}]"
    names.check_codes(model.codes, place)
    tied = {
        "requested": names.table(model.requested or (), place),
        "arrived": names.table(model.arrived or (), place),
        "limits": tuple(_limits(names, model, pathway, place)),
    }
    return AwaitableResult(**shared(model, AwaitableResult) | tied)


def _limits(names: Symbols, model: AwaitedModel, pathway: Pathway, place: str) -> Iterator[Limit]:
    stating: dict[str, Rule | Recommendation] = {**pathway.rules, **pathway.recommendations}
    codes = [limit.code for limit in model.limits]
    names.require("no rule or recommendation", codes, stating, place)
    for limit in model.limits:
        stated = stating.get(limit.code)
        if stated is not None and limit.says not in stated.within:
            names.fault(place, f"limits: {limit.code} does not say {limit.says!r} in `within`")
        if times := [int(n) * _UNITS[unit] for n, unit in _TIME.findall(limit.says)]:
            yield Limit(limit.code, limit.says, max(times))
        else:
            names.fault(place, f"limits: no time in {limit.says!r}, such as 2 weeks")
