"""Shapes: what a table of a file may hold, as the named tuple that it is read into.

The annotations of the tuple say what is legal: plain types, `Literal`, unions, tuples, mappings
from text, other shapes, and `Annotated` with a Length. Nothing is converted but whole numbers to
fractions where those are asked for, and lists to tuples. Every fault is named with its place and
what would be legal, and never with what was found there, which may be a patient's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from sys import intern
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from data.input.faults import Fault, FaultyInputError, nearest

Shape = TypeVar("Shape", bound=tuple[Any, ...])

_Read: TypeAlias = Callable[[Any, list[Fault]], Any]
"""Reads a value of the right type; what is wrong with it is added to the faults."""


class Length(NamedTuple):
    """How long a text or a list may be, in characters or items."""

    least: int = 0
    most: int | None = None


class _Kind(NamedTuple):
    """One kind of value.

    Attributes:
        says: what it is called in a fault.
        types: how it is written: types of TOML and JSON; none for anything at all.
    """

    says: str
    types: tuple[type, ...]
    read: _Read


def shaped(shape: type[Shape], plain: object) -> Shape:
    """Read plain values, as TOML and JSON have them, into a shape.

    Raises:
        FaultyInputError: naming every fault, its place written like `events[3].kind`.
    """
    faults: list[Fault] = []
    read = _value(_kinds(shape), plain, faults)
    if faults:
        raise FaultyInputError(faults)
    found: Shape = read
    return found


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """What a shape was read from, with what was left out there as its default."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        parts = map(plain, value)
        return dict(zip(names, parts, strict=True)) if names else list(parts)
    return value


def _value(kinds: tuple[_Kind, ...], plain: object, faults: list[Fault]) -> Any:  # noqa: ANN401
    for kind in kinds:
        if type(plain) in kind.types or not kind.types:
            return kind.read(plain, faults)
    faults.append(Fault("", f"not legal; legal: {' or '.join(kind.says for kind in kinds)}"))
    return None


def _within(key: str | int, kinds: tuple[_Kind, ...], plain: object, faults: list[Fault]) -> Any:  # noqa: ANN401
    """Read a part, and say of its faults where it is."""
    before = len(faults)
    found = _value(kinds, plain, faults)
    if len(faults) > before:
        faults[before:] = [
            Fault(_joined(key, fault.place), fault.says) for fault in faults[before:]
        ]
    return found


def _joined(key: str | int, place: str) -> str:
    first = f"[{key}]" if isinstance(key, int) else key
    return first + place if not place or place.startswith("[") else f"{first}.{place}"


@cache
def _kinds(annotation: Any) -> tuple[_Kind, ...]:  # noqa: ANN401 - what annotations are made of
    """The kinds of value that an annotation allows."""
    if annotation in _SIMPLE:
        return (_SIMPLE[annotation],)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return tuple(kind for part in parts for kind in _kinds(part))
    if origin is Annotated:
        return tuple(_limited(kind, annotation.__metadata__) for kind in _kinds(parts[0]))
    if origin is Literal:
        return (_one_of(parts),)
    if origin is tuple:
        return (_list(_kinds(parts[0])) if parts[-1] is ... else _row(tuple(map(_kinds, parts))),)
    if origin is Mapping:
        return (_mapping(_kinds(parts[1])),)
    return (_table(annotation),)


def _text(plain: str, _: list[Fault]) -> str:
    """The text; names are in many tables, and one object does for all of them."""
    return intern(plain) if plain.isidentifier() else plain


def _same(plain: Any, _: list[Fault]) -> Any:  # noqa: ANN401
    return plain


def _number(plain: float, faults: list[Fault]) -> float:
    try:
        if math.isfinite(number := float(plain)):
            return number
    except OverflowError:
        pass
    faults.append(Fault("", "not a finite number"))
    return 0.0


_SIMPLE: Final[Mapping[Any, _Kind]] = {
    Any: _Kind("anything", (), _same),
    str: _Kind("text", (str,), _text),
    bool: _Kind("true or false", (bool,), _same),
    int: _Kind("a whole number", (int,), _same),
    float: _Kind("a number", (int, float), _number),
    date: _Kind("a day such as 2027-02-25", (date,), _same),
    NoneType: _Kind("null", (NoneType,), _same),
}


def _one_of(legal: tuple[str | int, ...]) -> _Kind:
    """One of some words or numbers."""

    def read(plain: str | int, faults: list[Fault]) -> str | int:
        if plain not in legal:
            hint = nearest(str(plain), map(str, legal))
            faults.append(Fault("", f"not legal; {hint}"))
        return plain

    return _Kind(", ".join(map(str, legal)), tuple(set(map(type, legal))), read)


def _list(kinds: tuple[_Kind, ...]) -> _Kind:
    """Any number of values of the same kinds."""

    def read(plain: list[Any], faults: list[Fault]) -> tuple[Any, ...]:
        return tuple([_within(n, kinds, part, faults) for n, part in enumerate(plain)])

    return _Kind("a list", (list,), read)


def _row(columns: tuple[tuple[_Kind, ...], ...]) -> _Kind:
    """A list with a value for each column."""

    def read(plain: list[Any], faults: list[Fault]) -> tuple[Any, ...]:
        if len(plain) != len(columns):
            faults.append(Fault("", f"has {len(plain)} values; legal: {len(columns)}"))
            return ()
        pairs = zip(columns, plain, strict=True)
        return tuple([_within(n, kinds, part, faults) for n, (kinds, part) in enumerate(pairs)])

    return _Kind(f"a list of {len(columns)}", (list,), read)


def _mapping(kinds: tuple[_Kind, ...]) -> _Kind:
    """Values of the same kinds by name."""

    def read(plain: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
        return {intern(key): _within(key, kinds, part, faults) for key, part in plain.items()}

    return _Kind("a table", (dict,), read)


def _table(shape: type[Any]) -> _Kind:
    """A table with the fields of a shape."""
    hints = get_type_hints(shape, include_extras=True)
    fields = {name: _kinds(hint) for name, hint in hints.items()}
    required = [name for name in fields if name not in shape._field_defaults]

    def read(plain: dict[str, Any], faults: list[Fault]) -> Any:  # noqa: ANN401
        missing = [name for name in required if name not in plain]
        faults.extend(_unknown(key, fields) for key in plain if key not in fields)
        faults.extend(Fault(name, "is missing") for name in missing)
        parts = {
            name: _within(name, kinds, plain[name], faults)
            for name, kinds in fields.items()
            if name in plain
        }
        return None if missing else shape(**parts)

    return _Kind("a table", (dict,), read)


def _unknown(key: str, fields: Iterable[str]) -> Fault:
    return Fault(key, f"no such key; {nearest(key, fields)}".removesuffix("; "))


def _limited(kind: _Kind, lengths: tuple[Length, ...]) -> _Kind:
    return kind._replace(read=partial(_measured, kind.read, lengths))


def _measured(
    read: _Read, lengths: tuple[Length, ...], plain: str | list[Any], faults: list[Fault]
) -> Any:  # noqa: ANN401
    size = len(plain)
    for least, most in lengths:
        if size < least:
            faults.append(Fault("", f"its length is {size}; legal: at least {least}"))
        elif most is not None and size > most:
            faults.append(Fault("", f"its length is {size}; legal: at most {most}"))
    return read(plain, faults)
