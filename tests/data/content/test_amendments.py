"""Every amendment is held by rules, invariants, safety rules in code and cases."""

from __future__ import annotations

import os

from data.content.loader import load
from tests.support.amendments import KINDS, PLACE, STATED_ELSEWHERE, amendments, rendered


def test_every_amendment_is_held_by_something_of_each_kind_or_says_why_not() -> None:
    found = amendments()
    assert [*found] == [f"AM{number:02}" for number in range(1, 18)]
    lacking = {(number, kind) for number in found for kind in KINDS if not found[number][kind]}
    assert lacking == STATED_ELSEWHERE.keys()


def test_what_states_an_amendment_instead_is_there_and_is_cited_with_it() -> None:
    pathway = load().pathway
    assert "SR55" in pathway.invariants
    both = [rule.key for rule in pathway.rules.values() if {"AM14", "SR55"} <= {*rule.cites}]
    assert both


def test_the_table_of_the_amendments_is_that_of_the_content() -> None:
    if os.environ.get("SPINEPATH_GOLDENS") == "write":
        PLACE.write_text(rendered(), "utf-8")
    assert PLACE.read_text("utf-8") == rendered()
