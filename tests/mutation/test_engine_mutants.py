"""The planter of faults in the engine's code knows where the code and its tests stand."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

pytest.importorskip("mutmut", reason="the extra `mutation` is not installed")

from tests.mutation.engine_code import TESTS, modules_of, reasons
from tests.mutation.engine_mutants import ROOT, faults


def test_every_pattern_names_a_module_and_every_test_file_is_there() -> None:
    for patterns, tests in TESTS:
        assert all(modules_of(pattern) for pattern in patterns), patterns
        assert all((ROOT / "tests" / "engine" / f"{name}.py").is_file() for name in tests), tests


@pytest.mark.slow
def test_every_reason_names_a_fault_that_can_still_be_planted() -> None:
    modules = {module for module, _, _ in reasons()}
    planted = {
        (fault.module, fault.function, fault.says) for module in modules for fault in faults(module)
    }
    assert not [known for known in reasons() if known not in planted]
    assert all(any(fnmatch(m, f"engine/{p}") for ps, _ in TESTS for p in ps) for m in modules)
