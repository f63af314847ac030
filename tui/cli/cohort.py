"""`spinepath cohort`: the advice for a table of patients."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.text.os_errors import reason_of
from tui.cli.exit_status import INTERRUPTED, OK
from tui.cli.output import fail, refuse

if TYPE_CHECKING:
    from data.cohort.counts import Counts
    from data.cohort.run import Done, Plan
    from engine.model.pathway import Pathway

_NOTHING: Final = "nothing was evaluated"
_NEEDED: Final = ("numpy", "pyarrow")
_MOST: Final = 15
"""Recommendations that the summary prints."""

_BAR: Final = 30
"""Characters of its longest bar."""


def run(options: argparse.Namespace) -> int:
    """Evaluate a table, print a summary, and say where the results are."""
    if missing := missing_packages():
        return refuse(_NOTHING, missing)
    from data.cohort.counts import Counts  # imported late: the extra may be absent
    from data.cohort.run import clear, evaluation_of, results
    from data.cohort.run import run as run_plan
    from data.cohort.tables import TableError
    from data.export.destination import ExportError

    plan = _plan(options)
    try:
        _require_places(options)
        evaluation, pathway = evaluation_of(plan)
        plan = replace(plan, digest=pathway.digest)
        unknown = sorted(set(plan.groups) - pathway.findings.keys())
        if unknown:
            return refuse(_NOTHING, f"--by: no such findings: {', '.join(unknown)}")
        with _progress() as advance:
            done = run_plan(plan, evaluation, advance)
        if "codes" in plan.parts and "next_step" in plan.parts:
            counts = Counts(plan.groups).add(results(plan, "is_null"))
            _print_summary(pathway, counts)
            if options.svg:
                _write_chart(Path(options.svg), pathway, counts)
        clear(plan)
    except TableError as error:
        return refuse(error)
    except ExportError as error:
        return fail(error)
    except OSError as error:
        again = f"Not finished; the same command goes on from {plan.workplace}"
        return fail(reason_of(error), again)
    except KeyboardInterrupt:
        fail("stopped", f"The same command goes on from {plan.workplace}")
        return INTERRUPTED
    _print_done(plan, done)
    return OK


def _require_places(options: argparse.Namespace) -> None:
    """Refuse names at which nothing may be written, before anything is evaluated."""
    from data.cohort.writers import require_new  # imported late: the extra may be absent
    from data.export.destination import export_path, require_elsewhere

    for path in filter(None, (options.out, options.svg)):
        require_elsewhere(export_path(path))
    require_new(Path(options.out), replace=options.replace)


def missing_packages() -> str:
    """The sentence that names the packages of the extra that are missing; empty without any."""
    names = ", ".join(name for name in _NEEDED if find_spec(name) is None)
    return f"not installed: {names}. Try: python -m pip install 'spinepath[cohort]'" * bool(names)


def _plan(options: argparse.Namespace) -> Plan:
    from data.cohort.evaluation import ALWAYS  # imported late: the extra may be absent
    from data.cohort.run import Plan

    return Plan(
        Path(options.table),
        Path(options.out),
        options.select or ALWAYS,
        options.keep,
        options.by,
        jobs=options.jobs or len(os.sched_getaffinity(0)),
    )


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Show on standard error how many rows are done and how fast, where that is a terminal."""
    from rich.console import Console  # imported late: help needs none of it
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    shown = TextColumn("{task.completed:,.0f} patients, {task.speed:,.0f} a second")
    with Progress(
        shown, TimeElapsedColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None)
        bar.update(task, speed=0)
        yield lambda rows: bar.advance(task, rows)


def _print_summary(pathway: Pathway, counts: Counts) -> None:
    print(f"{counts.patients:,} patients\n\nRECOMMENDATIONS, the most frequent first")
    most = counts.codes.most_common(_MOST)
    for code, number in most:
        bar = "#" * round(_BAR * number / most[0][1])
        print(f"  {number:>9,}  {number / counts.patients:>4.0%}  {bar:<{_BAR}}  {code}")
    if len(counts.codes) > _MOST:
        print(f"  and {len(counts.codes) - _MOST} more")
    print("\nNEXT STEPS")
    for code, number in counts.next_steps.most_common(_MOST):
        print(f"  {number:>9,}  {number / counts.patients:>4.0%}  {code}")
    for key in counts.groups:
        print(f"\nBY {pathway.findings[key].short}")
        for value, number in sorted(counts.sizes[key].items()):
            often = ", ".join(code for code, _ in counts.by_group[key][value].most_common(3))
            print(f"  {number:>9,}  {number / counts.patients:>4.0%}  {value}: {often}")


def _write_chart(path: Path, pathway: Pathway, counts: Counts) -> None:
    from data.cohort.counts import bar_chart  # imported late: the extra may be absent
    from data.export.destination import write_export

    named = pathway.recommendations
    bars = {named[code].title: number for code, number in counts.codes.most_common()}
    write_export(path, bar_chart(f"{counts.patients:,} patients by recommendation", bars))


def _print_done(plan: Plan, done: Done) -> None:
    print(f"\nRows written: {done.evaluated:,}, in {plan.out}")
    if done.faulty:
        print(f"Rows not evaluated: {done.faulty:,}, each with its faults, in {plan.faults}")
