"""What all tests share: the shipped content, compiled once."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from data.case import parse_case
from data.content import Content, load
from engine.compile import Compiled, compile_pathway
from engine.findings import Answers

settings.register_profile(
    "spinepath",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("spinepath")

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def content() -> Content:
    """The shipped content."""
    return load()


@pytest.fixture(scope="session")
def compiled(content: Content) -> Compiled:
    """The shipped pathway, ready to decide."""
    return compile_pathway(content.pathway)


@pytest.fixture(scope="session")
def vignettes() -> dict[str, dict[str, Any]]:
    """The dossier's vignettes by their number."""
    return {case["id"]: case for case in json.loads((CASES / "vignettes.json").read_text())}


@pytest.fixture(scope="session")
def typical(compiled: Compiled, vignettes: dict[str, dict[str, Any]]) -> list[Answers]:
    """The vignettes' answers: patients that reach the depths of the pathway."""
    return [
        parse_case(json.dumps({"findings": case["findings"]}).encode(), compiled.pathway)
        for case in vignettes.values()
    ]


@pytest.fixture(scope="session")
def boundaries() -> list[dict[str, Any]]:
    """The dossier's boundary tests: a vignette with some findings changed."""
    cases: list[dict[str, Any]] = json.loads((CASES / "boundaries.json").read_text())
    return cases
