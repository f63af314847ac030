"""The order in which the diagram tests findings."""

from __future__ import annotations

from data.content.resolve.symbols import Symbols

_FILE = "variable_order.toml"


def order(names: Symbols) -> tuple[str, ...]:
    """The findings as `variable_order.toml` lists them."""
    listed = names.models.variable_order.order
    names.require("no finding", dict.fromkeys(listed), names.findings, _FILE)
    for key in dict.fromkeys(listed):
        if listed.count(key) > 1:
            names.fault(_FILE, f"{key!r} is listed more than once")
    return listed
