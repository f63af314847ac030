"""A pathway's cases: findings with the codes that they demand and forbid.

They were derived from written rules, not by clinicians, and wait for one to sign them. A
pathway need not have any.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.content.loader import pathway_directory


@dataclass(frozen=True, slots=True)
class Case:
    """One vignette, or a boundary case: a vignette with some findings changed.

    Attributes:
        findings: as in a case file; null means unknown.
        expect: codes that the advice has to hold.
        forbid: codes that the advice may not hold.
    """

    id: str
    why: str
    findings: Mapping[str, Any]
    expect: tuple[str, ...]
    forbid: tuple[str, ...]


def cases() -> tuple[Case, ...]:
    """All cases of the pathway that the program runs on, vignettes first."""
    vignettes = {case["id"]: case for case in _read("vignettes.json")}
    return (
        *(_case(case, case["findings"]) for case in vignettes.values()),
        *(
            _case(case, vignettes[case["base"]]["findings"] | case["change"])
            for case in _read("boundaries.json")
        ),
    )


def _case(case: Mapping[str, Any], findings: Mapping[str, Any]) -> Case:
    return Case(case["id"], case["why"], findings, tuple(case["expect"]), tuple(case["forbid"]))


def _read(name: str) -> Iterator[dict[str, Any]]:
    path = pathway_directory() / "cases" / name
    if path.exists():
        yield from json.loads(path.read_text("utf-8"))
