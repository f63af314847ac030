"""Rows of a table over findings."""

from __future__ import annotations

import pytest

from engine.model.answers import Value
from engine.model.conditions import Row, holds
from tests.support.small_pathway import row


@pytest.mark.parametrize(
    ("cells", "values", "expected"),
    [
        (row(pain="present", pain_nrs=">= 7"), {"pain": "present", "pain_nrs": 7}, True),
        (row(pain="present", pain_nrs=">= 7"), {"pain": "present", "pain_nrs": 6}, False),
        (row(pain="present", pain_nrs=">= 7"), {"pain": "none", "pain_nrs": 7}, False),
        (row(pain="present"), {}, False),
        (row(pain="unknown"), {}, True),
        (row(pain="unknown"), {"pain": "none"}, False),
        ((), {}, True),
        # A clause over a concept never holds here.
        (row(sore=True), {"sore": "yes"}, False),
        (row(sore=False), {}, False),
        (row(pain="none", sore=False), {"pain": "none"}, False),
    ],
)
def test_a_row_holds_where_all_its_clauses_do(
    cells: Row, values: dict[str, Value], expected: bool
) -> None:
    assert holds((cells,), values) is expected
