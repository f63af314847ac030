"""A run over a whole table: batch by batch, in several processes, and resumed where it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Final

import pyarrow as pa
from pyarrow import compute, ipc

from data.cohort.evaluation import ALWAYS, Evaluation
from data.cohort.tables import ROWS, TableError, open_table, unreadable
from data.cohort.writers import write_table
from data.content.loader import load
from engine.diagram.compiler import compile_pathway
from engine.model.pathway import Pathway

_PLAN: Final = "plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: what it reads and which columns it writes.

    Attributes:
        source, out: the tables; bad rows go to a table beside `out`.
        parts, kept, groups: as `Evaluation` takes them.
        digest: of the content.
        jobs: how many processes evaluate.
    """

    source: Path
    out: Path
    parts: tuple[str, ...] = ALWAYS
    kept: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    digest: str = ""
    jobs: int = 1

    @property
    def faults(self) -> Path:
        """The table of the rows that could not be evaluated."""
        return self.out.with_name(f"{self.out.stem}.faults{self.out.suffix}")

    @property
    def workplace(self) -> Path:
        """The directory of what is finished, until all is."""
        return self.out.with_name(f"{self.out.name}.parts")

    def written(self) -> str:
        """The plan as the workplace keeps it, so that no other run goes on there."""
        state = self.source.stat()
        plan = {key: str(value) for key, value in asdict(self).items() if key != "jobs"}
        return json.dumps(
            {**plan, "size": state.st_size, "changed": state.st_mtime_ns, "rows": ROWS}
        )


@dataclass(frozen=True, slots=True)
class Done:
    """A finished run.

    Attributes:
        evaluated, faulty: numbers of rows.
    """

    evaluated: int
    faulty: int


def evaluation_of(plan: Plan) -> tuple[Evaluation, Pathway]:
    """The evaluation of a run, and the pathway that this process has.

    Raises:
        TableError: when this process has another content than the run.
    """
    content = load()
    if plan.digest not in ("", content.pathway.digest):
        raise TableError("the content has changed since the run began; begin it anew")
    compiled = compile_pathway(content.pathway)
    return Evaluation(compiled, plan.parts, plan.kept, plan.groups), content.pathway


def run(plan: Plan, evaluation: Evaluation, progress: Callable[[int], None]) -> Done:
    """Evaluate a table, or what is left of it, and write the results.

    Args:
        plan: what is read and written.
        evaluation: of the plan.
        progress: is called with the number of rows of each batch that is finished.

    Raises:
        TableError: when a table cannot be read or written; what is finished stays, and the same
            run goes on from there.
        OSError: likewise, and when one of its processes was ended.
    """
    table = open_table(plan.source)
    if unknown := evaluation.unknown_columns(table.names):
        raise TableError(
            f"{plan.source.name}: no such findings: {', '.join(unknown[:20])};"
            " --keep repeats a column that is not evaluated"
        )
    _begin(plan)
    numbered = enumerate(_safely(plan.source, table.batches()))
    for number, result in _results(plan, evaluation, numbered, progress):
        _store(plan.workplace / f"{number:08}.arrow", result)
        progress(result.num_rows)
    good, bad = ("is_null", "is_valid")
    done = Done(
        write_table(plan.out, evaluation.schema, results(plan, good)),
        write_table(plan.faults, evaluation.schema, results(plan, bad)),
    )
    if not done.faulty:
        plan.faults.unlink()
    return done


def results(plan: Plan, faults: str) -> Iterator[pa.RecordBatch]:
    """The finished batches in order, with the rows whose `faults` are null or not."""
    for path in sorted(plan.workplace.glob("*.arrow")):
        with ipc.open_file(path) as file:
            for number in range(file.num_record_batches):
                batch = file.get_batch(number)
                yield batch.filter(getattr(compute, faults)(batch.column("faults")))


def clear(plan: Plan) -> None:
    """Remove what a finished run has no more use for."""
    for path in [*plan.workplace.glob("*.arrow"), plan.workplace / _PLAN]:
        path.unlink(missing_ok=True)
    plan.workplace.rmdir()


def _begin(plan: Plan) -> None:
    """Make the directory of the run, or go on in the one that is there."""
    note = plan.workplace / _PLAN
    if not plan.workplace.exists():
        plan.workplace.mkdir(mode=0o700)
        note.write_text(plan.written())
    elif not note.is_file() or note.read_text() != plan.written():
        raise TableError(
            f"{plan.workplace} is of another run; remove it, or name another table to write"
        )


def _safely(path: Path, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read a table; a damaged batch is a TableError."""
    try:
        yield from batches
    except (pa.ArrowException, ValueError, OSError) as error:
        raise unreadable(path, error) from error


def _results(
    plan: Plan,
    evaluation: Evaluation,
    numbered: Iterator[tuple[int, pa.RecordBatch]],
    progress: Callable[[int], None],
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The results of the batches that are not finished yet, as they come."""
    left = _unfinished(plan, numbered, progress)
    if plan.jobs == 1:
        for number, first, batch in left:
            yield number, evaluation(batch, first)
        return
    try:
        with ProcessPoolExecutor(plan.jobs, get_context("spawn"), _prepare, (plan,)) as pool:
            waiting: dict[Future[pa.RecordBatch], int] = {}
            for number, first, batch in left:
                waiting[pool.submit(_work, batch, first)] = number
                if len(waiting) >= 2 * plan.jobs:
                    yield from _finished(waiting)
            while waiting:
                yield from _finished(waiting)
    except BrokenProcessPool as error:
        raise OSError("a process of the run was ended, perhaps for lack of memory") from error


def _unfinished(
    plan: Plan, numbered: Iterator[tuple[int, pa.RecordBatch]], progress: Callable[[int], None]
) -> Iterator[tuple[int, int, pa.RecordBatch]]:
    """The batches that have no result yet, each with its number and that of its first row."""
    first = 1
    for number, batch in numbered:
        if (plan.workplace / f"{number:08}.arrow").exists():
            progress(batch.num_rows)
        else:
            yield number, first, batch
        first += batch.num_rows


def _finished(
    waiting: dict[Future[pa.RecordBatch], int],
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Wait for a batch, and give what is finished."""
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future.result()


def _store(path: Path, batch: pa.RecordBatch) -> None:
    """Write a result so that it is there whole or not at all."""
    unfinished = path.with_suffix(".unfinished")
    with ipc.new_file(str(unfinished), batch.schema) as file:
        file.write_batch(batch)
    unfinished.replace(path)


_evaluation: Evaluation | None = None
"""The evaluation of a process that works for a run."""


def _prepare(plan: Plan) -> None:
    global _evaluation
    Thread(target=_end_with_the_run, daemon=True).start()
    _evaluation, _ = evaluation_of(plan)


def _end_with_the_run() -> None:
    """End this process when the run is gone: killed, it cannot end the processes it started."""
    if run_itself := parent_process():
        run_itself.join()
    os._exit(1)


def _work(batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
    if _evaluation is None:
        raise RuntimeError("the process was not prepared")
    return _evaluation(batch, first)
