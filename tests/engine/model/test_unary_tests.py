"""Cells: what they accept, what they refuse, and where they cut numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagram.domains import Domain
from engine.model.answers import UNKNOWN
from engine.model.conditions import UnaryTest
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.unary_tests import CellError, parse_cell

DEVICE = Finding(
    "mr_device", Kind.CHOICE, "?", "?", "?", options={"none": "None", "unsafe": "Unsafe"}
)
PAIN = Finding("pain", Kind.INTEGER, "?", "?", "?", low=0, high=10)
INR = Finding("inr", Kind.NUMBER, "?", "?", "?", low=0.5, high=20)
LEVELS = Finding("levels", Kind.LEVELS, "?", "?", "?")
DRUGS = Finding("drugs", Kind.SEVERAL, "?", "?", "?", options={"none": "None", "ppi": "PPI"})
LIMITS = {"severe": 7.0, "inr_limit": 1.5}


def cell(text: str | list[str], finding: Finding) -> UnaryTest:
    return parse_cell(text, finding, LIMITS)


@pytest.mark.parametrize(
    ("text", "finding", "satisfied", "not_satisfied"),
    [
        ("none", DEVICE, ["none"], ["unsafe", UNKNOWN]),
        ("!none", DEVICE, ["unsafe", UNKNOWN], ["none"]),
        ("known", DEVICE, ["none", "unsafe"], [UNKNOWN]),
        ("unknown", DEVICE, [UNKNOWN], ["none", "unsafe"]),
        (["none", "unknown"], DEVICE, ["none", UNKNOWN], ["unsafe"]),
        (">= severe", PAIN, [7, 10], [6, UNKNOWN]),
        ("<= 3", PAIN, [0, 3], [4, UNKNOWN]),
        ("> 3", PAIN, [4], [3]),
        ("5", PAIN, [5], [4, 6]),
        ("2 .. 6", PAIN, [2, 6], [1, 7]),
        ([">= 7", "unknown"], PAIN, [7, UNKNOWN], [6]),
        (["unknown", "2 .. 4"], PAIN, [2, 4, UNKNOWN], [1, 5]),
        (["unknown", "< 3"], PAIN, [0, 2, UNKNOWN], [3]),
        (["unknown"], PAIN, [UNKNOWN], [0, 5, 10]),
        ("known", PAIN, [0, 10], [UNKNOWN]),
        ("> 3.5", PAIN, [4], [3]),
        ("<= 3.5", PAIN, [3], [4]),
        ("> inr_limit", INR, [1.50001, 1.6], [1.5, 1.49]),
        ("<= 1.5", INR, [1.5], [1.50001]),
        ("< 1.5", INR, [1.4999], [1.5]),
    ],
)
def test_meaning(
    text: str | list[str],
    finding: Finding,
    satisfied: list[str | float],
    not_satisfied: list[str | float],
) -> None:
    test = cell(text, finding)
    assert all(test.matches(value) for value in satisfied)
    assert not any(test.matches(value) for value in not_satisfied)


def no_number(word: str) -> str:
    return (
        f"{word!r} is neither a number nor a threshold; pain takes a comparison"
        " such as '>= 7', '2 .. 6', known or unknown"
    )


NO_DEVICE = "mr_device cannot be 'pacemaker'; legal: none, unsafe, known, unknown"


@pytest.mark.parametrize(
    ("text", "finding", "says"),
    [
        ("pacemaker", DEVICE, NO_DEVICE),
        ("!pacemaker", DEVICE, NO_DEVICE),
        (["none", "pacemaker"], DEVICE, NO_DEVICE),
        ("!unknown", DEVICE, 'write "known" for anything but unknown'),
        (">= sever", PAIN, no_number("sever")),
        ("seven", PAIN, no_number("seven")),
        ("1 .. ten", PAIN, no_number("ten")),
        ([">= 7", "< 3"], PAIN, "a list may hold one comparison at most; write one row for each"),
        ([], DEVICE, "an empty list is satisfied by nothing"),
        ("T12", LEVELS, "levels has no single value; test a finding derived from it"),
        ("none", DRUGS, "drugs has no single value; test a finding derived from it"),
    ],
)
def test_refused(text: str | list[str], finding: Finding, says: str) -> None:
    with pytest.raises(CellError) as refused:
        cell(text, finding)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("text", "same"),
    [(" none ", "none"), ("! none", "!none"), ([" none", "unsafe "], ["none", "unsafe"])],
)
def test_spaces_make_no_difference(text: str | list[str], same: str | list[str]) -> None:
    for value in ("none", "unsafe", UNKNOWN):
        assert cell(text, DEVICE).matches(value) == cell(same, DEVICE).matches(value)


def test_readings_satisfy_nothing() -> None:
    assert not cell("known", DEVICE).matches(({"level": "T12"},))
    assert not cell("known", DEVICE).matches(frozenset({"none"}))
    assert not cell("none", DEVICE).matches(1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (">= severe", ("severe",)),
        (">= 7", ()),
        ("3 .. severe", ("severe",)),
        ("inr_limit .. severe", ("inr_limit", "severe")),
        (["unknown", ">= severe"], ("severe",)),
    ],
)
def test_thresholds_are_remembered(text: str | list[str], names: tuple[str, ...]) -> None:
    assert cell(text, PAIN).thresholds == names


@pytest.mark.parametrize(
    ("text", "finding"),
    [("none", DEVICE), ("!none", DEVICE), ("known", DEVICE), (">= 7", PAIN), ("2 .. 6", PAIN)],
)
def test_a_cell_keeps_its_text(text: str, finding: Finding) -> None:
    assert cell(text, finding).text == text
    assert cell([text, "unknown"], finding).text == f"{text}, unknown"


def test_whole_numbers_share_the_cut_between_neighbours() -> None:
    assert set(cell("> 3", PAIN).cuts) == set(cell(">= 4", PAIN).cuts)
    assert set(cell("2 .. 6", PAIN).cuts) == {*cell(">= 2", PAIN).cuts, *cell("< 7", PAIN).cuts}
    assert set(cell("<= 6", PAIN).cuts) == set(cell("< 7", PAIN).cuts)
    assert set(cell("5", PAIN).cuts) == {*cell(">= 5", PAIN).cuts, *cell(">= 6", PAIN).cuts}
    assert set(cell("> 3", INR).cuts) != set(cell(">= 4", INR).cuts)
    assert set(cell("known", PAIN).cuts) == set()


COMPARISONS = st.tuples(
    st.sampled_from(["<", "<=", ">", ">=", ""]), st.integers(-3, 14), st.integers(0, 3)
).map(lambda t: f"{t[0]} {t[1] + t[2] / 4:g}".strip())
RANGES = st.tuples(st.integers(-3, 14), st.integers(-3, 14)).map(lambda t: f"{min(t)} .. {max(t)}")


@given(
    texts=st.lists(st.one_of(COMPARISONS, RANGES), min_size=1, max_size=4),
    number=st.floats(-5, 16),
    finding=st.sampled_from([PAIN, INR]),
)
def test_cells_of_a_domain_never_part_what_a_test_joins(
    texts: list[str], number: float, finding: Finding
) -> None:
    """A number satisfies a test exactly when its cell is one of the test's cells."""
    value = round(number) if finding is PAIN else number
    tests = [cell(text, finding) for text in texts]
    domain = Domain(finding.key, cuts=tuple(sorted({cut for test in tests for cut in test.cuts})))
    for test in tests:
        assert (domain.position(value) in domain.positions(test)) == test.matches(value)
