"""The order in which the diagram tests findings."""

from __future__ import annotations

from data.content.resolve.symbols import Symbols
from data.input.faults import nearest

_FILE = "variable_order.toml"


def order(names: Symbols) -> tuple[str, ...]:
    """The findings as `variable_order.toml` lists them."""
    listed = names.models.variable_order.order
    for key in dict.fromkeys(listed):
        if key not in names.findings:
            names.fault(_FILE, f"no finding {key!r}; {nearest(key, names.findings)}")
        if listed.count(key) > 1:
            names.fault(_FILE, f"{key!r} is listed more than once")
    return listed
