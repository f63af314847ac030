"""Cases from outside: every fault named at once, nothing half taken."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.input.case import (
    LARGEST_CASE,
    CaseError,
    json_value,
    parse_case,
    parse_whole_case,
    read_case,
)
from data.wording.kinds import value_text
from engine.advice.checked import checked_advice
from engine.diagram.compiler import Compiled
from engine.model.answers import Bound


def faults(compiled: Compiled, content: str | bytes) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(CaseError) as caught:
        parse_case(raw, compiled.pathway)
    return [str(fault) for fault in caught.value.faults]


def findings(compiled: Compiled, **given: Any) -> Any:
    return parse_case(json.dumps({"findings": given}).encode(), compiled.pathway)


def test_legal_values(compiled: Compiled) -> None:
    assert findings(
        compiled,
        pain_nrs=7,
        temperature_c=38.4,
        back_pain="present",
        fever="unknown",
        weight_loss=None,
        failed_analgesics=["nsaid", "paracetamol"],
        xray_levels=[{"level": "T12", "genant": 1, "height_loss_pct": 22, "lytic": "unknown"}],
    ) == {
        "pain_nrs": 7,
        "temperature_c": 38.4,
        "back_pain": "present",
        "failed_analgesics": frozenset({"nsaid", "paracetamol"}),
        "xray_levels": ({"level": "T12", "genant": "1", "height_loss_pct": 22},),
    }


def test_values_are_read_as_an_exported_session_has_them(compiled: Compiled) -> None:
    readings, drugs = [{"level": "T12", "genant": "1"}], ["nsaid", "paracetamol"]
    exported = {"xray_levels": {"levels": readings}, "failed_analgesics": {"several": drugs}}
    listed = {"xray_levels": readings, "failed_analgesics": drugs}
    assert findings(compiled, **exported) == findings(compiled, **listed)


def test_a_case_of_the_first_edition_still_evaluates(compiled: Compiled) -> None:
    """Its keys and values keep their meaning: each is read, and the advice is what it expected."""
    content = Path(__file__).with_name("first_edition_case.json").read_bytes()
    case = json.loads(content)
    answers = parse_case(content, compiled.pathway)
    assert answers.keys() == case["findings"].keys()
    advice = checked_advice(compiled, answers)
    assert not advice.refused
    assert set(case["expect"]) <= set(advice.codes)
    assert not set(case["forbid"]) & set(advice.codes)


def test_other_units_are_converted(compiled: Compiled) -> None:
    assert findings(
        compiled,
        calcium_corrected_mmol_l={"value": 9.4, "unit": "mg/dL"},
        temperature_c={"value": 100.4, "unit": "F"},
        haemoglobin_g_l={"value": 120, "unit": "g/L"},
        egfr={"value": 60, "unit": "mL/min/1.73m2"},
    ) == {
        "calcium_corrected_mmol_l": pytest.approx(2.3453),
        "temperature_c": pytest.approx(38.0),
        "haemoglobin_g_l": 120,
        "egfr": 60,
    }


def test_texts_are_read_as_people_write_them(compiled: Compiled) -> None:
    assert findings(
        compiled,
        pain_nrs="7",
        temperature_c="98,6 fahrenheit",
        creatinine_umol_l="88 \N{MICRO SIGN}mol/l",
        egfr="60 ml/min",
        t_score_total_hip="\N{MINUS SIGN}2.4",
    ) == {
        "pain_nrs": 7,
        "temperature_c": 37,
        "creatinine_umol_l": 88,
        "egfr": 60,
        "t_score_total_hip": -2.4,
    }


@pytest.mark.parametrize(
    "number", ["1." + "9" * 30, "1." + "9" * 900_000, "2.0000000000000000000000001"]
)
def test_a_fraction_never_becomes_a_whole_number(compiled: Compiled, number: str) -> None:
    found = faults(compiled, f'{{"findings": {{"pain_nrs": {number}}}}}')
    assert "too many digits" in found[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32-be"])
def test_a_case_is_utf_8_alone(compiled: Compiled, encoding: str) -> None:
    case = json.dumps({"findings": {"pain_nrs": 7}})
    with pytest.raises(CaseError):
        parse_case(case.encode(encoding), compiled.pathway)
    assert parse_case(case.encode("utf-8-sig"), compiled.pathway) == {"pain_nrs": 7}


@pytest.mark.parametrize(
    ("confirmed", "places"),
    [
        ([], []),
        (["creatinine_umol_l"], []),
        (["fever"], ["confirmed[0]"]),
        (["creatinine_umol_l", "inr"], ["confirmed[1]"]),
        (["creatinine_umol_l", 7], ["confirmed[1]"]),
        ("creatinine_umol_l", ["confirmed"]),
    ],
)
def test_a_case_says_which_numbers_are_confirmed(
    compiled: Compiled, confirmed: Any, places: list[str]
) -> None:
    case = {"findings": {"creatinine_umol_l": 10.5, "fever": "no"}, "confirmed": confirmed}
    text = json.dumps(case)
    if places:
        assert [fault.split(":")[0] for fault in faults(compiled, text)] == places
    else:
        whole = parse_whole_case(text.encode(), compiled.pathway)
        assert whole.confirmed == frozenset(confirmed)


def test_whole_numbers_may_be_written_as_floats(compiled: Compiled) -> None:
    assert findings(compiled, pain_nrs=7.0) == {"pain_nrs": 7}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"pain_nsr": 7}, "did you mean pain_nrs"),
        ({"pain_nrs": 11}, "a whole number from 0 to 10"),
        ({"pain_nrs": 6.5}, "not legal; legal: a whole number from 0 to 10"),
        ({"pain_nrs": "seven"}, "not a number; legal: a whole number from 0 to 10"),
        ({"pain_nrs": "7 of 10"}, "no unit of pain_nrs; legal: a number without a unit"),
        ({"alp_u_l": "1,250"}, "a comma before exactly three figures reads in two ways"),
        ({"creatinine_umol_l": "88 mmol"}, "legal: umol/L, mg/dL"),
        ({"creatinine_umol_l": 0.9}, "Was mg/dL meant"),
        ({"pain_nrs": True}, "not a number"),
        ({"pain_nrs": [7]}, "not a number"),
        ({"inr": 0.1}, "from 0.5 to 20"),
        ({"inr": {"value": 1.2}}, '{"value": ..., "unit": "ratio"}'),
        ({"inr": {"value": 1.2, "unit": "mg/dL"}}, "no unit of inr; legal: ratio"),
        ({"crp": {"value": "5", "unit": "mg/L"}}, "not a number"),
        ({"crp": {"value": 5, "unit": "g/L"}}, "legal: mg/L, mg/dL"),
        ({"calcium_corrected_mmol_l": 9.4}, "Was mg/dL meant"),
        ({"haemoglobin_g_l": 12}, "Was g/dL meant"),
        ({"pain_nrs": {"value": 70, "unit": "%"}}, "no unit of pain_nrs"),
        ({"back_pain": "some"}, "legal: present, none, unknown"),
        ({"back_pain": ["present"]}, "legal: present, none, unknown"),
        ({"back_pain": {}}, "legal: present, none, unknown"),
        ({"fever": True}, "legal: yes, no, unknown"),
        ({"failed_analgesics": "nsaid"}, "not a list"),
        ({"failed_analgesics": ["nsaid", "aspirin"]}, "legal: a list of paracetamol"),
        ({"failed_analgesics": ["none", "nsaid"]}, "none excludes the others"),
        ({"xray_levels": {"level": "T12"}}, "not a list"),
        ({"xray_levels": [{"level": "C5"}]}, "legal: T1 to T12, L1 to L5"),
        ({"xray_levels": [{"genant": 1}]}, "legal: T1 to T12, L1 to L5"),
        ({"xray_levels": [{"level": "T12"}, {"level": "T12"}]}, "T12 is given more than once"),
        ({"xray_levels": [{"level": "T12", "genant": 4}]}, "legal: 0, 0.5, 1, 2, 3"),
        ({"xray_levels": [{"level": "T12", "genat": 1}]}, "did you mean genant"),
        ({"acuity": "acute_one"}, "computed from other findings"),
    ],
)
def test_illegal_values_say_what_is_legal(
    compiled: Compiled, given: dict[str, Any], says: str
) -> None:
    found = faults(compiled, json.dumps({"findings": given}))
    assert len(found) == 1
    assert says in found[0]


def test_every_fault_is_named_at_once(compiled: Compiled) -> None:
    given = {"pain_nrs": 11, "fevr": "no", "back_pain": "some", "inr": 1.0}
    found = faults(compiled, json.dumps({"findings": given}))
    assert [fault.split(":")[0] for fault in found] == [
        "findings.pain_nrs",
        "findings.fevr",
        "findings.back_pain",
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "a case is"),
        ("7", "a case is"),
        ("null", "a case is"),
        ('{"findings": []}', "a case is"),
        ('{"pain_nrs": 7}', "a case is"),
        ('{"findings": {}, "pain_nrs": 7}', "write it under findings"),
        ('{"findings": {}, "extra": 7}', "extra: no such key"),
        ('{"findings": {"pain_nrs": NaN}}', "NaN is not a number"),
        ('{"findings": {"inr": Infinity}}', "Infinity is not a number"),
        ('{"findings": {"inr": 1e999}}', "not legal; legal: a number from"),
        ('{"findings": {"pain_nrs": ' + "9" * 5000 + "}}", "too many digits"),
        ('{"findings": {"fever": "yes", "fever": "no"}}', "given more than once"),
        (b'{"findings": {"back_pain": "\xff"}}', "UTF-8"),
        ("[" * 10_000 + "]" * 10_000, "deep"),
        ('{"findings": {"x": ' + "[" * 20 + "]" * 20 + "}}", "deep"),
    ],
)
def test_not_a_case(compiled: Compiled, raw: str | bytes, says: str) -> None:
    assert says in "\n".join(faults(compiled, raw))


def test_messages_show_nothing_active(compiled: Compiled) -> None:
    found = faults(compiled, json.dumps({"findings": {"a\x1b[31m\u202e" * 50: 1}}))
    assert len(found[0]) < 200
    assert found[0].isprintable()


def test_messages_repeat_nothing_that_was_found(compiled: Compiled) -> None:
    secret = "Mrs Example"
    given = {
        "pain_nrs": secret,
        "fever": secret,
        "crp": {"value": secret, "unit": secret},
        "failed_analgesics": [secret],
        "xray_levels": [{"level": secret}, {"level": "T12", "genant": secret}],
        "egfr": 98765.4321,
    }
    found = faults(compiled, json.dumps({"findings": given}))
    assert len(found) >= 6
    assert not [fault for fault in found if "Example" in fault or "98765" in fault]


def test_a_huge_case_is_refused_unread() -> None:
    with pytest.raises(CaseError, match="larger than"):
        read_case(io.BytesIO(b" " * (LARGEST_CASE + 1)))
    assert read_case(io.BytesIO(b"{}")) == b"{}"


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.data())
def test_any_json_gives_answers_or_faults(compiled: Compiled, data: st.DataObject) -> None:
    keys = st.sampled_from(sorted(compiled.pathway.findings))
    given = data.draw(st.dictionaries(keys, JSON, max_size=5))
    try:
        answers = parse_case(json.dumps({"findings": given}).encode(), compiled.pathway)
    except CaseError as error:
        assert error.faults
    else:
        assert set(answers) <= set(given)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_case_or_faults(compiled: Compiled, content: bytes) -> None:
    try:
        parse_case(content, compiled.pathway)
    except CaseError as error:
        assert error.faults


def test_many_faults_are_counted_and_the_first_are_named(compiled: Compiled) -> None:
    findings = {f"pain_nr{number}": 1 for number in range(50_000)}
    with pytest.raises(CaseError) as refused:
        parse_case(json.dumps({"findings": findings}).encode(), compiled.pathway)
    *named, last = refused.value.faults
    assert (len(named), last.says) == (20, "and 49980 more")
    assert "pain_nrs" in named[19].says


@pytest.mark.parametrize("raw", ['"<5"', '"< 5 mg/L"', '"<0.5 mg/dL"', '{"below": 5}'])
def test_a_bound_is_read_as_laboratories_print_it(compiled: Compiled, raw: str) -> None:
    answers = parse_case(f'{{"findings": {{"crp": {raw}}}}}'.encode(), compiled.pathway)
    bound = answers["crp"]
    assert isinstance(bound, Bound)
    assert (bound.limit, bound.below, float(bound)) == (5, True, 4.99)
    assert json_value(bound) == {"below": 5}
    assert value_text(compiled.pathway.findings["crp"], bound) == "below 5 mg/L"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ('"<0"', "no legal number lies below that"),
        ('{"above": 700}', "no legal number lies above that"),
        ('"<low"', "not a number"),
        ('{"below": "5"}', "not a number"),
        ('{"below": 5, "above": 3}', '"below": NUMBER'),
    ],
)
def test_a_bound_that_leaves_no_number_is_refused(compiled: Compiled, raw: str, says: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(f'{{"findings": {{"crp": {raw}}}}}'.encode(), compiled.pathway)
    assert says in str(caught.value)
