"""The judge of answers: one verdict, whichever way a value came."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.input.case import CaseError, parse_case
from data.input.kinds import is_legal, legal_number
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value


@pytest.mark.parametrize(
    ("key", "value", "legal"),
    [
        ("pain_nrs", 7, True),
        ("pain_nrs", 7.0, True),
        ("pain_nrs", 6.5, False),
        ("pain_nrs", True, False),
        ("pain_nrs", 10**400, False),
        ("inr", float("nan"), False),
        ("inr", "1.2", False),
        ("fever", "yes", True),
        ("fever", UNKNOWN, True),
        ("fever", "perhaps", False),
        ("failed_analgesics", frozenset({"nsaid", "paracetamol"}), True),
        ("failed_analgesics", frozenset({"none"}), True),
        ("failed_analgesics", frozenset({"none", "nsaid"}), False),
        ("xray_levels", ({"level": "T12"}, {"level": "L1"}), True),
        ("xray_levels", ({"level": "T12"}, {"level": "T12"}), False),
        ("xray_levels", ({"level": "C5"},), False),
        ("xray_levels", ({"level": "T12", "height_loss_pct": True},), False),
    ],
)
def test_a_value_is_legal_or_is_not(
    compiled: Compiled, key: str, value: Value, legal: bool
) -> None:
    assert is_legal(compiled.pathway.findings[key], value) is legal


@given(st.data())
def test_cases_and_forms_give_the_same_verdict(compiled: Compiled, data: st.DataObject) -> None:
    asked = [f for f in compiled.pathway.findings.values() if f.kind.numeric and not f.derived]
    finding = data.draw(st.sampled_from(asked))
    number = data.draw(
        st.sampled_from([finding.low or 0, finding.high or 0]).flatmap(
            lambda end: st.floats(end - 2, end + 2)
        )
    )
    legal = is_legal(finding, number)
    assert (legal_number(finding, number) is not None) is legal
    try:
        taken = parse_case(
            json.dumps({"findings": {finding.key: number}}).encode(), compiled.pathway
        )
    except CaseError:
        assert not legal
    else:
        assert legal
        assert taken == {finding.key: number}
