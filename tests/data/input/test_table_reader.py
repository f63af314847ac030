"""Shapes: every fault at once, with its place and what would be legal, and nothing of the input."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.input.faults import FaultyInputError
from data.input.table_reader import Length, plain, shaped


class Leaf(NamedTuple):
    name: Annotated[str, Length(1, 5)]
    kind: Literal["oak", "ash"] = "oak"


class Tree(NamedTuple):
    height: float
    planted: date
    leaves: Annotated[tuple[Leaf, ...], Length(1)]
    by_name: Mapping[str, Leaf] = {}
    span: tuple[float, float] | None = None
    alive: bool | str = True
    rings: int = 0
    more: Any = None


SOUND: dict[str, Any] = {
    "height": 3,
    "planted": date(2026, 3, 1),
    "leaves": [{"name": "a"}, {"name": "b", "kind": "ash"}],
}


def faults(**parts: object) -> list[str]:
    with pytest.raises(FaultyInputError) as caught:
        shaped(Tree, SOUND | parts)
    return list(map(str, caught.value.faults))


def test_a_sound_table_becomes_its_shape() -> None:
    tree = shaped(Tree, SOUND | {"span": [1, 2.5], "more": {"any": [1]}})
    assert tree.leaves == (Leaf("a"), Leaf("b", "ash"))
    assert (tree.height, type(tree.height)) == (3.0, float)
    assert tree.span == (1.0, 2.5)
    assert tree.more == {"any": [1]}


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"height": "3"}, "height: not legal; legal: a number"),
        ({"height": True}, "height: not legal; legal: a number"),
        ({"height": float("nan")}, "height: not a finite number"),
        ({"height": 10**400}, "height: not a finite number"),
        ({"rings": 1.0}, "rings: not legal; legal: a whole number"),
        ({"rings": True}, "rings: not legal; legal: a whole number"),
        ({"alive": 1}, "alive: not legal; legal: true or false or text"),
        ({"planted": datetime(2026, 3, 1, tzinfo=UTC)}, "planted: not legal; legal: a day"),
        ({"hight": 1}, "hight: no such key; did you mean height?"),
        ({"leaves": []}, "leaves: its length is 0; legal: at least 1"),
        ({"leaves": {}}, "leaves: not legal; legal: a list"),
        ({"leaves": [{"name": "a"}, {}]}, "leaves[1].name: is missing"),
        ({"leaves": [{"name": "abcdef"}]}, "leaves[0].name: its length is 6; legal: at most 5"),
        (
            {"by_name": {"x": {"name": "a", "kind": "aah"}}},
            "by_name.x.kind: not legal; did you mea",
        ),
        (
            {"by_name": {"x": {"name": "a", "kind": "fir"}}},
            "by_name.x.kind: not legal; legal: oak,",
        ),
        (
            {"by_name": {"x": {"name": "a", "kind": 1}}},
            "by_name.x.kind: not legal; legal: oak, ash",
        ),
        ({"span": [1]}, "span: has 1 values; legal: 2"),
        ({"span": ["1", 2]}, "span[0]: not legal; legal: a number"),
    ],
)
def test_a_fault_has_its_place_and_says_what_is_legal(parts: dict[str, object], says: str) -> None:
    found = faults(**parts)
    assert len(found) == 1
    assert found[0].startswith(says)


def test_every_fault_is_reported_at_once() -> None:
    found = faults(height=None, leaves=[{"name": ""}, {"kind": "fir"}, 5], other=1)
    assert [fault.partition(": ")[0] for fault in found] == [
        "other",
        "height",
        "leaves[0].name",
        "leaves[1].name",
        "leaves[1].kind",
        "leaves[2]",
    ]


def test_whatever_is_missing_is_named() -> None:
    with pytest.raises(FaultyInputError) as caught:
        shaped(Tree, {})
    assert [fault.place for fault in caught.value.faults] == ["height", "planted", "leaves"]
    with pytest.raises(FaultyInputError, match="legal: a table"):
        shaped(Tree, None)


def test_a_fault_never_repeats_what_was_found() -> None:
    secret = "Mrs Example, bed 7"
    for parts in ({"height": secret}, {"leaves": [{"name": secret, "kind": secret}]}):
        assert not [fault for fault in faults(**parts) if "Example" in fault]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
)
TABLES = st.fixed_dictionaries({}, optional=dict.fromkeys(Tree._fields, JSON))


@given(TABLES | JSON)
def test_anything_is_read_or_refused_with_faults(given_: object) -> None:
    try:
        shaped(Tree, given_)
    except FaultyInputError as error:
        assert error.faults


@given(st.builds(Leaf, st.text(min_size=1, max_size=5), st.sampled_from(["oak", "ash"])))
def test_what_is_written_is_read_again(leaf: Leaf) -> None:
    assert shaped(Leaf, json.loads(json.dumps(plain(leaf)))) == leaf
