"""A run over a table: formats, bad rows, going on after a stop, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from data.cohort import tables
from data.cohort.evaluation import Evaluation
from data.cohort.run import Plan, clear, run
from data.cohort.tables import TableError
from engine.diagram.compiler import Compiled

ROWS: list[dict[str, Any]] = [
    {"id": "a", "age_years": 72, "sex": "female", "back_pain": "present"},
    {"id": "b", "age_years": 9999, "sex": "female"},
    {"id": "c", "age_years": 12},
    {"id": "d", "motor_deficit": "new", "xray_levels": [{"level": "T12", "genant": "1"}]},
]


@pytest.fixture(scope="module")
def evaluation(compiled: Compiled) -> Evaluation:
    return Evaluation(compiled)


def table(directory: Path, ending: str) -> Path:
    path = directory / f"patients{ending}"
    if ending == ".parquet":
        names = dict.fromkeys(name for row in ROWS for name in row)
        columns = {name: [row.get(name) for row in ROWS] for name in names}
        parquet.write_table(pa.table(columns), path)
    elif ending == ".csv":
        texts = [
            {k: json.dumps(v) if isinstance(v, list) else v for k, v in row.items()} for row in ROWS
        ]
        names = dict.fromkeys(name for row in texts for name in row)
        cells = {name: [row.get(name) for row in texts] for name in names}
        csv.write_csv(pa.table(cells), path)
    else:
        cases = [{"id": r["id"], "findings": {k: r[k] for k in r if k != "id"}} for r in ROWS]
        path.write_text("\n".join(map(json.dumps, cases)))
    return path


def done(plan: Plan, evaluation: Evaluation) -> list[dict[str, Any]]:
    counted: list[int] = []
    found = run(plan, evaluation, counted.append)
    assert (found.evaluated, found.faulty) == (3, 1)
    assert sum(counted) == len(ROWS)
    return [json.loads(line) for line in plan.out.read_text().splitlines()]


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".ndjson"])
def test_every_format_gives_the_same(tmp_path: Path, evaluation: Evaluation, ending: str) -> None:
    plan = Plan(table(tmp_path, ending), tmp_path / "out.ndjson")
    rows = done(plan, evaluation)
    assert [row["id"] for row in rows] == ["a", "c", "d"]
    assert rows[2]["urgency"] == "emergency"
    (bad,) = [json.loads(line) for line in plan.faults.read_text().splitlines()]
    assert (bad["row"], bad["id"]) == (2, "b")
    clear(plan)
    assert not plan.workplace.exists()


def test_a_run_goes_on_where_it_was_stopped(
    tmp_path: Path, evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS", 1)
    plan = Plan(table(tmp_path, ".ndjson"), tmp_path / "out.ndjson")
    evaluated: list[int] = []

    def stop_in_the_third(batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
        if first == 3:
            raise KeyboardInterrupt
        return evaluation(batch, first)

    class Stopping(Evaluation):
        __call__ = staticmethod(stop_in_the_third)  # type: ignore[assignment]

    stopping = Stopping(evaluation._compiled)
    with pytest.raises(KeyboardInterrupt):
        run(plan, stopping, evaluated.append)
    assert len(evaluated) == 2
    assert not plan.out.exists()
    assert len(done(plan, evaluation)) == 3


@pytest.mark.slow
def test_a_run_that_loses_a_process_says_so_and_can_go_on(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    source = table(tmp_path, ".csv")
    lost = Plan(source, tmp_path / "out.ndjson", digest="0" * 64, jobs=2)  # no process can work
    with pytest.raises(OSError, match="a process of the run was ended"):
        run(lost, evaluation, print)
    assert lost.workplace.exists()


def processes_of(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(number) for number in path.read_text().split()]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_a_killed_run_leaves_no_process(tmp_path: Path) -> None:
    words = ["cohort", str(table(tmp_path, ".csv")), "--out", str(tmp_path / "out.csv")]
    command = [sys.executable, "-m", "tui.cli.main", *words, "--jobs", "2"]
    begun = subprocess.Popen(command, cwd=Path(__file__).parents[3], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(started := processes_of(begun.pid)) < 2:  # one that works, and one that tidies up
        assert time.monotonic() < until
        assert begun.poll() is None
        time.sleep(0.02)
    begun.kill()
    begun.wait()
    while any(Path(f"/proc/{number}").exists() for number in started):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_workplace_of_another_run_is_left_alone(tmp_path: Path, evaluation: Evaluation) -> None:
    source = table(tmp_path, ".csv")
    done(Plan(source, tmp_path / "out.ndjson"), evaluation)
    with pytest.raises(TableError, match="of another run"):
        run(Plan(source, tmp_path / "out.ndjson", kept=("ward",)), evaluation, print)


def test_columns_that_are_no_findings_are_named(tmp_path: Path, evaluation: Evaluation) -> None:
    path = tmp_path / "patients.csv"
    path.write_text("age_years,ward\n72,4\n")
    with pytest.raises(TableError, match="no such findings: ward"):
        run(Plan(path, tmp_path / "out.csv"), evaluation, print)
    kept = Evaluation(evaluation._compiled, kept=("ward",), groups=("age_years",))
    run(Plan(path, tmp_path / "out.csv", kept=("ward",)), kept, print)
    head, row = (tmp_path / "out.csv").read_text().splitlines()
    assert head.startswith("row,id,ward,codes,")
    assert row.startswith("1,1,4,")
    assert "70 to 79" in row


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("patients.txt", "", "legal endings"),
        ("patients.parquet", "no parquet", "cannot be read"),
        ("patients.csv", "age_years,age_years\n", "more than once"),
        ("absent.csv", None, "No such file"),
    ],
)
def test_a_table_that_is_none_is_refused(
    tmp_path: Path, evaluation: Evaluation, name: str, text: str | None, says: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    with pytest.raises(TableError, match=says):
        run(Plan(path, tmp_path / "out.csv"), evaluation, print)


def test_lines_that_are_no_cases_are_rows_with_faults(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    path = tmp_path / "patients.ndjson"
    path.write_text('{"findings": {}}\n[]\n{"findings": {"age_years": 1, "age_years": 2}}\nno\n')
    found = run(Plan(path, tmp_path / "out.csv"), evaluation, lambda _: None)
    assert (found.evaluated, found.faulty) == (1, 3)


def test_a_cell_of_csv_is_never_a_formula(tmp_path: Path, compiled: Compiled) -> None:
    path = tmp_path / "patients.ndjson"
    path.write_text('{"id": "=1+1", "age_years": 72}\n')
    plan = Plan(path, tmp_path / "out.csv")
    run(plan, Evaluation(compiled), lambda _: None)
    assert plan.out.read_text().splitlines()[1].startswith("1,'=1+1,")
