"""The amendments of the second edition, each with what states it and what shows it.

An amendment's number stands in `safety/rules.toml`. Rules cite it, invariants and safety rules in
code have it as their number, and a case names it in its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from data.content.loader import load, pathway_directory
from engine.spine.safety import RULES

PLACE: Final = Path(__file__).parents[1] / "amendments.md"

KINDS: Final = ("rules", "invariants", "safety rules", "cases")

_HEAD: Final = """# Amendments of the second edition, and where each is held

`safety/rules.toml` says what each amendment is about; the numbers there, AM01 to AM17, are A01 to
A17 here. The rest is derived from the content and the code, and a test keeps it:
`SPINEPATH_GOLDENS=write python -m pytest tests/data/content/test_amendments.py` writes it anew.

| # | Rules that cite it | Invariants | Safety rules in code | Cases |
| --- | --- | --- | --- | --- |
"""


STATED_ELSEWHERE: Final = {
    ("AM14", "invariants"): "none: SR55, on a worse picture at follow-up, states it",
    ("AM14", "safety rules"): "none: SR55, on a worse picture at follow-up, states it",
}
"""The reason why an amendment has nothing of a kind with its own number."""


def amendments() -> dict[str, Mapping[str, list[str]]]:
    """By number, what there is of each kind."""
    content = load()
    pathway, cases = content.pathway, list(_cases())
    found: dict[str, Mapping[str, list[str]]] = {}
    for number in sorted(key for key in content.safety_rules if key.startswith("AM")):
        name = number.replace("AM", "A")
        found[number] = {
            "rules": [key for key, rule in pathway.rules.items() if number in rule.cites],
            "invariants": [key for key in pathway.invariants if key == number],
            "safety rules": [rule.says for rule in RULES if rule.number == number],
            "cases": [case["id"] for case in cases if name in _named(case)],
        }
    return found


def _cases() -> Iterator[Mapping[str, Any]]:
    for name in ("vignettes.json", "boundaries.json"):
        yield from json.loads((pathway_directory() / "cases" / name).read_text("utf-8"))


def _named(case: Mapping[str, Any]) -> set[str]:
    """The amendments that a case names."""
    words = " ".join(str(case.get(key, "")) for key in ("id", "title", "why", "note"))
    return set(re.findall(r"(?:\b|(?<=M)|(?<=V))A\d\d", words))


def rendered() -> str:
    """The table of the amendments as Markdown."""
    return _HEAD + "".join(
        f"| {number.replace('AM', 'A')} | "
        + " | ".join(_cell(number, kind, found[kind]) for kind in KINDS)
        + " |\n"
        for number, found in amendments().items()
    )


def _cell(number: str, kind: str, found: list[str]) -> str:
    if not found:
        return STATED_ELSEWHERE.get((number, kind), "none")
    return "; ".join(found) if kind == "safety rules" else ", ".join(f"`{one}`" for one in found)
