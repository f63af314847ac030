"""Invariants: patient and page that the rules together never produce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.content.resolve.symbols import Symbols
from engine.model.pathway import Group, Invariant


def invariants(names: Symbols) -> Iterator[tuple[str, Invariant]]:
    """The invariants, each named by the safety rule that it states."""
    names = replace(names, codes=names.recommendations)
    for key, model in names.models.safety.invariants.invariant.items():
        place = f"safety/invariants.toml [invariant.{key}]"
        names.cited([key], place)
        yield key, Invariant(key, model.says, names.table(model.never, place))


def groups(names: Symbols) -> Iterator[tuple[str, Group]]:
    """The groups of codes that exclude each other."""
    for key, model in names.models.safety.invariants.group.items():
        place = f"safety/invariants.toml [group.{key}]"
        names.cited(model.cites, place)
        names.check_codes(model.codes, place)
        yield key, Group(key, model.says, model.codes, model.holds == "exactly one")
