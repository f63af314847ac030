"""How much work the tests do: little in the quick suite, all of it with the slow tests."""

from __future__ import annotations

from hypothesis import settings


def examples(full: int) -> int:
    """How many examples are tried where the whole suite tries `full`: a fifth in the quick one."""
    assert settings.default
    return max(3, full * settings.default.max_examples // 100)
