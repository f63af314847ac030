"""The safety case: every control is held by a proof, the safety check or a living test."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from data.content.loader import Content
from data.content.schema.references import HazardsFileModel
from data.governance.safety_case import control, safety_case
from data.governance.soup import parts

TREE = Path(__file__).parents[3]


def test_every_safety_rule_is_held(content: Content) -> None:
    assert not [rule for rule in content.safety_rules if not control(content, rule).holds]


def test_a_test_that_holds_a_rule_is_in_the_tree(content: Content) -> None:
    for held in content.hazards.elsewhere.values():
        path, _, name = held.partition("::")
        assert re.search(rf"^def {name}\(", (TREE / path).read_text(), re.MULTILINE), held


def test_the_safety_case_has_its_parts_in_order(content: Content) -> None:
    text = "\n".join(safety_case(content))
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "1. Intended use",
        "2. Known limits",
        "3. Hazard log",
        "4. Proofs",
        "5. Software of unknown provenance (SOUP)",
    ]
    assert "NOT HELD" not in text
    assert all(re.search(rf"Control {rule}\b", text) for rule in content.safety_rules)


def test_the_parts_are_all_that_the_lock_names_as_far_as_installed() -> None:
    named = {part.name: part for part in parts() if part.extra in ("", "encryption")}
    assert re.match(r"\d+\.", named["textual"].version)
    lines = (TREE / "tests/release/requirements.txt").read_text().splitlines()
    locked = {line.split("==")[0] for line in lines if "==" in line}
    assert named.keys() - {"python"} == {name for name in locked if installed(name)}


def installed(package: str) -> bool:
    """Return whether a package is installed."""
    try:
        return bool(distribution(package))
    except PackageNotFoundError:
        return False


def test_a_part_of_an_extra_names_it() -> None:
    extras = {part.name: part.extra for part in parts()}
    assert (extras["cryptography"], extras["numpy"]) == ("encryption", "cohort")


def test_nothing_is_called_proved_in_content_that_is_not(content: Content) -> None:
    text = "\n".join(safety_case(replace(content, certificate=None)))
    assert "stated, not proved: " in text
    assert "This content is not proved" in text
    assert not re.search(r"(?<!not )proved: ", text)


def test_content_without_a_hazard_log_says_so(content: Content) -> None:
    with pytest.raises(ValueError, match=r"no safety/hazards\.toml"):
        list(safety_case(replace(content, hazards=HazardsFileModel())))
