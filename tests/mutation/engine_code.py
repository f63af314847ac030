"""Faults in the engine's code: how many of them do its tests notice?

`python -m tests.mutation.engine_code` plants every fault that mutmut makes in the engine, prints
how many the tests notice and every one that they do not;
`python -m tests.mutation.engine_code 'engine/spine/derivations/*'` does so for some modules;
`--every 5` plants one fault in five; `--tables` plants faults outside the functions instead, where
the rules of `engine/spine/safety` stand, which mutmut by itself leaves alone.

The tests of a module (`TESTS`) are collected once and run once, to see which functions each of them
reaches and how long it takes. Then each fault is planted in a copy of the process, and the tests
that reach its function are run, quickest first, until one fails. A test that does not end in time
fails. What nothing notices is looked up in `survivors.toml`, which says why.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

import pytest

from tests.mutation.engine_mutants import ROOT, Fault, faults
from tests.mutation.mutant_runner import QUIET, Fate, Outcome, Planter

TESTS: Final[Sequence[tuple[Sequence[str], Sequence[str]]]] = (
    (["spine/calculators.py"], ["spine/test_calculators"]),
    (["spine/scores/*"], ["spine/test_scores"]),
    (["spine/safety/*", "advice/checked.py"], ["spine/test_levels", "spine/test_safety"]),
    (
        ["spine/derivations/*"],
        [
            "spine/test_derivations_random",
            "spine/test_film_and_ct",
            "spine/test_history",
            "spine/test_markers",
            "spine/test_mri",
        ],
    ),
    (["model/unary_tests.py"], ["model/test_unary_tests", "advice/test_small_pathway"]),
    (
        ["diagram/diagram.py", "diagram/partial_values.py"],
        ["diagram/test_diagram", "advice/test_small_pathway"],
    ),
    (
        ["model/conditions.py", "model/pathway.py"],
        ["model/test_conditions", "model/test_unary_tests"],
    ),
    (
        ["diagram/compiler.py", "diagram/domains.py"],
        ["advice/test_small_pathway", "proofs/test_small_pathway", "advice/test_decide"],
    ),
    (
        ["advice/decide.py", "advice/facts.py", "advice/reasons.py"],
        ["advice/test_small_pathway", "advice/test_decide"],
    ),
    (["advice/interview.py"], ["advice/test_small_pathway", "advice/test_interview"]),
    (["advice/applicability.py"], ["advice/test_small_pathway", "advice/test_applicability"]),
    (
        [
            "advice/minimal_reasons.py",
            "advice/counterfactuals.py",
            "advice/route.py",
            "advice/comparison.py",
            "diagram/shortest_path.py",
            "diagram/sample_values.py",
        ],
        [
            "diagram/test_sample_values",
            "advice/test_small_pathway",
            "advice/test_reasons_and_counterfactuals",
        ],
    ),
    (
        ["diagram/content_diff.py"],
        ["diagram/test_content_diff_by_hand", "diagram/test_content_diff"],
    ),
    (["diagram/fingerprint.py"], ["diagram/test_fingerprint"]),
    (["proofs/*"], ["proofs/test_small_pathway", "proofs/test_derivation_trials"]),
)
"""Modules of the engine, and the files whose tests speak of them."""

REASONS: Final = Path(__file__).with_name("survivors.toml")


def outcomes(planted: Sequence[Fault], tests: Sequence[str], jobs: int) -> list[Outcome]:
    """The results of faults that have their tests in common."""
    planter = Planter(planted, jobs)
    files = [str(ROOT / "tests" / "engine" / f"{name}.py") for name in tests]
    code = pytest.main([*QUIET, *files], plugins=[planter])
    if code is not pytest.ExitCode.OK or len(planter.outcomes) < len(planted):
        raise SystemExit(f"the tests could not be run: {code!r}")
    return planter.outcomes


def reasons() -> dict[tuple[str, str, str], str]:
    """The reasons why no test can notice some faults, by module, function and change."""
    return {
        (entry["module"], entry["function"], change): entry["why"]
        for entry in tomllib.loads(REASONS.read_text("utf-8"))["survivor"]
        for change in entry["changes"]
    }


def modules_of(pattern: str) -> list[str]:
    """The files that a pattern of `TESTS` stands for."""
    found = (ROOT / "engine").glob(pattern)
    return sorted(str(path.relative_to(ROOT)) for path in found if path.suffix == ".py")


def row(name: str, found: Iterable[Outcome], known: Mapping[tuple[str, str, str], str]) -> str:
    """A line of the table."""
    found = list(found)
    fates = Counter(outcome.fate for outcome in found)
    left = [outcome.fault for outcome in found if outcome.fate is Fate.SURVIVED]
    equal = sum((fault.module, fault.function, fault.says) in known for fault in left)
    killed = fates[Fate.KILLED] + fates[Fate.TIMEOUT]
    share = f"{killed / len(found):.1%}" if found else "-"
    cells = (name, len(found), killed, fates[Fate.TIMEOUT], share, equal, len(left) - equal)
    return " | ".join(map(str, cells))


def main() -> None:
    """Plant the faults of the chosen modules and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.engine_code")
    parser.add_argument("modules", nargs="*", default=["*"], help="patterns of paths; else all")
    parser.add_argument("--jobs", type=int, default=1, help="faults tried at once")
    parser.add_argument("--every", type=int, default=1, help="plant every n-th fault only")
    parser.add_argument("--tables", action="store_true", help="plant faults outside of functions")
    options = parser.parse_args()
    os.environ["SPINEPATH_FAULTS"] = "1"
    known = reasons()
    found: list[Outcome] = []
    print("module | planted | killed | of these out of time | share | equal | left", flush=True)
    for patterns, tests in TESTS:
        chosen = [
            module
            for pattern in patterns
            for module in modules_of(pattern)
            if any(fnmatch(module, asked) for asked in options.modules)
        ]
        if not chosen:
            continue
        planted = [f for module in chosen for f in faults(module, tables=options.tables)]
        of_group = outcomes(planted[:: options.every], tests, options.jobs)
        for module in chosen:
            print(row(module, (o for o in of_group if o.fault.module == module), known), flush=True)
        for outcome in of_group:
            fault = outcome.fault
            if outcome.fate is Fate.SURVIVED:
                why = known.get((fault.module, fault.function, fault.says), "LEFT")
                print(f"  {fault.module} {fault.function}: {fault.says}  [{why}]", flush=True)
        found += of_group
    print(row("all", found, known))


if __name__ == "__main__":
    main()
