"""Models: what data from outside may hold, and every fault in it with what would be legal.

Nothing is converted but whole numbers to fractions where those are asked for, lists to tuples,
and texts to moments. A fault is built from its kind, its place and the JSON Schema of that place,
and never from what was found there, which may be a patient's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    Strict,
    ValidationError,
    WithJsonSchema,
)

from data.input.faults import MOST, Fault, FaultyInputError, nearest
from data.text.outside_text import one_line

_KEY_LENGTH: Final = 60

CONFIG: Final = ConfigDict(
    strict=True, frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True
)


class Model(BaseModel):
    """A table of a file: strict types, declared keys only, immutable."""

    model_config = CONFIG


Table = TypeVar("Table", bound=BaseModel)
Item = TypeVar("Item")
Items = Annotated[tuple[Item, ...], Strict(strict=False)]
"""A list in a file, a tuple when it is read."""

Words = Annotated[str, Field(min_length=1)]
Range = Annotated[tuple[float, float], Strict(strict=False)]

NOTHING: Any = Field(default_factory=dict)
"""A table that is not there."""

Place = tuple[str | int, ...]
"""The keys and positions that lead to a value."""

JsonSchema = dict[str, Any]


def _moment(text: object) -> datetime:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
        if at is not None and at.tzinfo is not None and at.astimezone(UTC):
            return at
    except (ValueError, OverflowError):
        pass
    raise ValueError


Moment = Annotated[
    datetime,
    PlainValidator(_moment),
    PlainSerializer(datetime.isoformat),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment with its time zone, written as text."""


def joined(place: Place) -> str:
    """A place as a fault names it: `events[3].kind`."""
    parts = (f"[{p}]" if isinstance(p, int) else "." + one_line(p, _KEY_LENGTH) for p in place)
    return "".join(parts).removeprefix(".")


def read(model: type[Table], plain: object, place: Callable[[Place], str] = joined) -> Table:
    """Read plain values, as TOML and JSON have them, into a model.

    Args:
        model: what is legal.
        plain: what was found.
        place: how a fault names a place.

    Raises:
        FaultyInputError: naming every fault.
    """
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        found = _faults(model, error)
    raise FaultyInputError(Fault(place(where), says) for where, says in found)


@cache
def json_schema(model: type[BaseModel]) -> JsonSchema:
    """The JSON Schema, draft 2020-12, of what a model reads."""
    return model.model_json_schema()


def _faults(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[Place, str]]:
    """The faults with their places; faults that only follow from inner ones are left out."""
    schema = json_schema(model)
    wrong: dict[tuple[Place, str], bool] = {}
    for details in error.errors(include_url=False, include_input=False):
        place, nodes, is_choice = _follow(schema, details["loc"])
        hint = len(wrong) < MOST
        says = _says(details["type"], details.get("ctx", {}), nodes, place, hint=hint)
        # A list whose items have faults counts as too short without them.
        wrong[place, says] = is_choice or details["type"] == "too_short"
    causes = {place[:end] for place, _ in wrong for end in range(len(place))}
    causes |= {place for (place, _), may_follow in wrong.items() if not may_follow}
    for (place, says), may_follow in wrong.items():
        if not may_follow or place not in causes:
            yield place, says


def _says(
    kind: str, context: dict[str, Any], nodes: list[JsonSchema], place: Place, *, hint: bool
) -> str:
    if kind in ("missing", "missing_argument"):
        return "is missing"
    if kind in ("extra_forbidden", "unexpected_keyword_argument", "invalid_key"):
        known = [key for node in nodes for key in node.get("properties", ())]
        words = nearest(str(place[-1]), known) if hint else ""
        return f"no such key; {words}".removesuffix("; ")
    if kind == "value_error" and str(context["error"]):
        return str(context["error"])
    return f"not legal; legal: {legal_words(*nodes)}"


def _follow(root: JsonSchema, loc: Place) -> tuple[Place, list[JsonSchema], bool]:
    """The place of an error, the schemas there, and whether it refuses an alternative.

    Pydantic puts names of alternatives between the keys; the schema tells which they are.
    """
    place: list[str | int] = []
    nodes, holders, is_choice = _options(root, root), [root], False
    for part in loc:
        is_choice = len(nodes) > 1 and not is_choice
        if is_choice:
            continue
        place.append(part)
        holders = nodes
        nodes = [o for node in nodes for n in _inside(node, part) for o in _options(root, n)]
    return tuple(place), nodes or holders, is_choice


def _options(root: JsonSchema, node: JsonSchema) -> list[JsonSchema]:
    """The alternatives of a schema, null left out."""
    if "$ref" in node:
        return _options(root, root["$defs"][node["$ref"].rpartition("/")[2]])
    if "anyOf" in node:
        return [option for part in node["anyOf"] for option in _options(root, part)]
    return [] if node.get("type") == "null" else [node]


def _inside(node: JsonSchema, part: str | int) -> Iterator[JsonSchema]:
    if isinstance(part, int):
        columns = node.get("prefixItems", [])
        yield from columns[part : part + 1] or filter(None, [node.get("items")])
    elif part in node.get("properties", {}):
        yield node["properties"][part]
    elif isinstance(more := node.get("additionalProperties"), dict):
        yield more


def legal_words(*nodes: JsonSchema) -> str:
    """The values that a JSON Schema allows, in words."""
    return " or ".join(dict.fromkeys(map(_words, nodes)))


def _words(node: JsonSchema) -> str:
    kind = str(node.get("type", "anything"))
    if "description" in node and kind != "object":
        return str(node["description"])
    if "const" in node or "enum" in node:
        return ", ".join(map(str, node.get("enum") or [node["const"]]))
    if node.get("format") in _FORMATS:
        return _FORMATS[node["format"]]
    size, unit = _SIZES.get(kind, ("", ""))
    least, most = node.get(f"min{size}"), node.get(f"max{size}")
    return f"{_KINDS.get(kind, kind)}{_range(least, most)}" + f" {unit}" * (least != most)


def _range(least: float | None, most: float | None) -> str:
    if least == most:
        return "" if least is None else f" of {least}"
    if least is None:
        return f" of at most {most}"
    return f" of at least {least}" if most is None else f" of {least} to {most}"


_FORMATS: Final = {
    "date": "a day such as 2027-02-25",
    "date-time": "a moment with its time zone, such as 2027-02-25T09:30:00+00:00",
}
_KINDS: Final = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a table",
}
_SIZES: Final = {
    "string": ("Length", "characters"),
    "array": ("Items", "values"),
}
