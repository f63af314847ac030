"""The fields that a table of the content and its part of the pathway have in common."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from data.input.model import Model


def shared(model: Model, part: type) -> dict[str, Any]:
    """The fields that both have by name, so that a new one is named in these two places alone.

    Args:
        model: a checked table.
        part: the class of the pathway that is made of it; what it holds in another form, such as
            the rows of a table, is given beside these.
    """
    known = type(model).model_fields
    return {field.name: getattr(model, field.name) for field in fields(part) if field.name in known}
