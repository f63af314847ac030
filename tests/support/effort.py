"""The amount of work of the tests: little in the quick suite, more of it with the slow tests.

What takes minutes is a sample there too, always the same one; SPINEPATH_WHOLE=1 runs all of it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import Final

import pytest
from hypothesis import settings

WHOLE: Final = bool(os.environ.get("SPINEPATH_WHOLE"))
"""True where all is tried that is otherwise sampled, and other random examples at each run."""


def examples(full: int) -> int:
    """The number of examples where the whole suite tries `full`: a tenth in the quick one."""
    assert settings.default
    return max(3, full * settings.default.max_examples // 100)


def sample(whole: int, part: int) -> int:
    """The number of examples that are tried where all take minutes: a part, or all of them."""
    return whole if WHOLE else part


def some_and_all(every: int) -> list[object]:
    """Steps of a test through many things: every n-th in the quick suite, all with the slow."""
    return [
        pytest.param(every, id="some"),
        pytest.param(1, id="all", marks=(pytest.mark.slow, pytest.mark.mutation)),
    ]


def slow_but(
    quick: Collection[object], values: Iterable[object], *more: pytest.MarkDecorator, every: int = 1
) -> list[object]:
    """Parameters of a test: the quick suite takes some, the slow tests every n-th of all others."""
    marks = (pytest.mark.slow, *more)
    values = [value for n, value in enumerate(values) if WHOLE or not n % every or value in quick]
    return [
        value
        if value in quick
        else pytest.param(*value if isinstance(value, tuple) else (value,), marks=marks)
        for value in values
    ]
