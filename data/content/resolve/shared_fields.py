"""The fields that a table of the content and its part of the pathway have in common."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from data.input.model import Model


def shared(model: Model, part: type) -> dict[str, Any]:
    """The fields that both have by name, so that a new one is named in these two places alone.

    Args:
        model: a checked table.
        part: the class of the pathway that is made of it; what it holds in another form, such as
            the rows of a table, is given beside these.
    """
    return {name: getattr(model, name) for name in _names(type(model), part)}


@cache
def _names(model: type[Model], part: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(part) if one.name in model.model_fields)
