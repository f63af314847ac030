"""Models: every fault at once, with its place and what would be legal, and nothing of the input."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from data.input.faults import FaultyInputError
from data.input.model import Items, Model, Moment, json_schema, read


class Leaf(Model):
    name: Annotated[str, Field(min_length=1, max_length=5)]
    kind: Literal["oak", "ash"] = "oak"


Row = dict[str, str | bool | Annotated[Items[str], Field(min_length=1)]]


class Tree(Model):
    height: float
    planted: date
    leaves: Annotated[Items[Leaf], Field(min_length=1)]
    by_name: dict[str, Leaf] = Field(default_factory=dict)
    span: Annotated[Items[float], Field(min_length=2, max_length=2)] | None = None
    alive: bool | str = True
    rings: int = 0
    more: Any = None
    seen: Moment | None = None
    when: Row | Items[Row] | None = None


SOUND: dict[str, Any] = {
    "height": 3,
    "planted": date(2026, 3, 1),
    "leaves": [{"name": "a"}, {"name": "b", "kind": "ash"}],
}


def faults(**parts: object) -> list[str]:
    with pytest.raises(FaultyInputError) as caught:
        read(Tree, SOUND | parts)
    return list(map(str, caught.value.faults))


def test_a_sound_table_becomes_its_shape() -> None:
    tree = read(Tree, SOUND | {"span": [1, 2.5], "more": {"any": [1]}})
    assert tree.leaves == (Leaf(name="a"), Leaf(name="b", kind="ash"))
    assert (tree.height, type(tree.height)) == (3.0, float)
    assert tree.span == (1.0, 2.5)
    assert tree.more == {"any": [1]}


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"height": "3"}, "height: not legal; legal: a number"),
        ({"height": True}, "height: not legal; legal: a number"),
        ({"height": float("nan")}, "height: not legal; legal: a number"),
        ({"height": 10**400}, "height: not legal; legal: a number"),
        ({"rings": 1.0}, "rings: not legal; legal: a whole number"),
        ({"rings": True}, "rings: not legal; legal: a whole number"),
        ({"alive": 1}, "alive: not legal; legal: true or false or text"),
        ({"planted": datetime(2026, 3, 1, tzinfo=UTC)}, "planted: not legal; legal: a day"),
        ({"hight": 1}, "hight: no such key; did you mean height?"),
        ({"leaves": []}, "leaves: not legal; legal: a list of at least 1 values"),
        ({"leaves": {}}, "leaves: not legal; legal: a list"),
        ({"leaves": [{"name": "a"}, {}]}, "leaves[1].name: is missing"),
        ({"leaves": [{"name": "abcdef"}]}, "leaves[0].name: not legal; legal: text of 1 to 5 char"),
        (
            {"by_name": {"x": {"name": "a", "kind": "fir"}}},
            "by_name.x.kind: not legal; legal: oak,",
        ),
        (
            {"by_name": {"x": {"name": "a", "kind": 1}}},
            "by_name.x.kind: not legal; legal: oak, ash",
        ),
        ({"span": [1]}, "span: not legal; legal: a list of 2"),
        ({"span": ["1", 2]}, "span[0]: not legal; legal: a number"),
        ({"seen": "2027-02-25"}, "seen: not legal; legal: a moment with its time zone"),
        ({"seen": 1.5}, "seen: not legal; legal: a moment with its time zone"),
        ({"seen": "0001-01-01T00:00:00+14:00"}, "seen: not legal; legal: a moment"),
        ({"when": 5}, "when: not legal; legal: a table or a list"),
        ({"when": {"a": 5}}, "when.a: not legal; legal: text or true or false or a list"),
        ({"when": {"a": []}}, "when.a: not legal; legal: text or true or false or a list"),
        ({"when": {"a": ["b", 5]}}, "when.a[1]: not legal; legal: text"),
        ({"when": [{"a": "b"}, {"a": 5}]}, "when[1].a: not legal; legal: text or true"),
    ],
)
def test_a_fault_has_its_place_and_says_what_is_legal(parts: dict[str, object], says: str) -> None:
    found = faults(**parts)
    assert len(found) == 1
    assert found[0].startswith(says)


def test_every_fault_is_reported_at_once() -> None:
    found = faults(height=None, leaves=[{"name": ""}, {"kind": "fir"}, 5], other=1)
    assert sorted(fault.partition(": ")[0] for fault in found) == [
        "height",
        "leaves[0].name",
        "leaves[1].kind",
        "leaves[1].name",
        "leaves[2]",
        "other",
    ]


def test_whatever_is_missing_is_named() -> None:
    with pytest.raises(FaultyInputError) as caught:
        read(Tree, {})
    assert [fault.place for fault in caught.value.faults] == ["height", "planted", "leaves"]
    with pytest.raises(FaultyInputError, match="legal: a table"):
        read(Tree, None)


def test_a_fault_never_repeats_what_was_found() -> None:
    secret = "Mrs Example, bed 7"
    for parts in (
        {"height": secret},
        {"leaves": [{"name": secret, "kind": secret}]},
        {"seen": secret, "rings": secret, "when": {"a": [[secret]]}},
    ):
        assert not [fault for fault in faults(**parts) if "Example" in fault]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
)
TABLES = st.fixed_dictionaries({}, optional=dict.fromkeys(Tree.model_fields, JSON))


@given(TABLES | JSON)
def test_anything_is_read_or_refused_with_faults(given_: object) -> None:
    try:
        read(Tree, given_)
    except FaultyInputError as error:
        assert error.faults


LEAVES = st.builds(Leaf, name=st.text(min_size=1, max_size=5), kind=st.sampled_from(["oak", "ash"]))


@given(LEAVES)
def test_what_is_written_is_read_again(leaf: Leaf) -> None:
    assert read(Leaf, json.loads(leaf.model_dump_json())) == leaf


def test_the_schema_says_what_is_read() -> None:
    schema = json_schema(Tree)
    assert schema["required"] == ["height", "planted", "leaves"]
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Leaf"]["properties"]["kind"]["enum"] == ["oak", "ash"]
