"""A cohort on Spark in a process of its own: `python -m tests.support.spark_cohort ROWS [PARTS]`.

Prints the processor time of one process, then one JSON object a line for each number of partitions
(1, 2 and 4, unless one is named): the digest of the result as JSON lines, its rows, and the seconds
it took. The last of several is again 2 partitions, of which one worker is killed while it works.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from data.cohort.spark import advise, columns
from data.cohort.tables import ROWS
from data.content.loader import load
from data.input.case import json_value
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Value
from tests.support.coherent_patients import CoherentPatients

Function = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def write_patients(compiled: Compiled, rows: int, path: Path) -> None:
    """Write coherent patients as a table of text."""
    asked = [key for key, finding in compiled.pathway.findings.items() if finding.derived is None]
    schema = pa.schema([(name, pa.string()) for name in ("id", *asked)])
    patients = enumerate(islice(CoherentPatients(compiled, 5), rows))
    with parquet.ParquetWriter(path, schema) as writer:
        while part := list(islice(patients, ROWS)):
            cases = [
                {"id": f"{number:09}", **{key: _text(value) for key, value in answers.items()}}
                for number, answers in part
            ]
            writer.write_batch(pa.RecordBatch.from_pylist(cases, schema))


def _text(value: Value) -> str:
    plain = json_value(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


def dying(function: Function, alive: Path) -> Function:
    """A function of which the first worker is killed while a file is there."""

    def evaluate(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in function(batches):
            if alive.exists():
                alive.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            yield batch

    return evaluate


def digest_of(table: Path) -> tuple[str, int]:
    """The SHA-256 of a table as JSON lines, file after file, and the number of its rows."""
    found, rows = sha256(), 0
    for path in sorted(table.glob("part-*.parquet")):
        for batch in parquet.ParquetFile(path).iter_batches(ROWS):
            rows += batch.num_rows
            for row in batch.to_pylist():
                found.update(json.dumps(row).encode() + b"\n")
    return found.hexdigest(), rows


def cost(function: Function, table: Path) -> str:
    """The processor time of one process: once for the content, and then for each row."""
    batches = list(parquet.ParquetFile(table).iter_batches(ROWS))
    begun = time.process_time()
    list(function(iter([batches[0].slice(0, 1)])))
    ready = time.process_time()
    rows = sum(batch.num_rows for batch in function(iter(batches)))
    each = 1e3 * (time.process_time() - ready) / rows
    return f"a process: {ready - begun:.2f} s for the content, then {each:.3f} ms a row"


def main(rows: int, only: int | None) -> None:
    """Evaluate the same table in several numbers of partitions."""
    os.environ |= {"PYTHONPATH": str(Path(__file__).parents[2]), "PYSPARK_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    compiled = compile_pathway(load().pathway)
    advised = advise(compiled.pathway.digest)
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    spark = builder.getOrCreate()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_patients(compiled, rows, place / "patients.parquet")
        print(cost(advised, place / "patients.parquet"), flush=True)
        alive = place / "alive"
        alive.touch()
        runs = [(parts, advised) for parts in ((only,) if only else (1, 2, 4))]
        if not only:
            runs.append((2, dying(advised, alive)))
        for number, (parts, function) in enumerate(runs):
            started, out = time.perf_counter(), place / str(number)
            frame = spark.read.parquet(str(place / "patients.parquet"))
            divided = frame.repartitionByRange(parts, "id").sortWithinPartitions("id")
            divided.mapInArrow(function, columns()).write.parquet(str(out))
            seconds = round(time.perf_counter() - started, 1)
            digest, count = digest_of(out)
            told = {"partitions": parts, "seconds": seconds, "digest": digest, "rows": count}
            print(json.dumps({**told, "killed": not alive.exists()}), flush=True)
    spark.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
