"""A cohort on Spark in a process of its own: `python -m tests.support.spark_cohort ROWS`.

Prints whether 1, 2 and 4 partitions give the same rows, and so do 2 of which one worker is killed
while it works, how many rows there are, and how long each took.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from data.cohort.spark import advise, columns
from data.input.case import json_value
from engine.diagram.compiler import compile_pathway
from tests.support.coherent_patients import CoherentPatients


def table_of(rows: int) -> tuple[pa.Table, str]:
    """Coherent patients as a table of text, and the digest of their content."""
    from data.content.loader import load

    compiled = compile_pathway(load().pathway)
    cases = []
    for number, answers in enumerate(islice(CoherentPatients(compiled, 5), rows)):
        plain = {key: json_value(value) for key, value in answers.items()}
        texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in plain.items()}
        cases.append({"id": f"{number:07}", **texts})
    names = dict.fromkeys(name for case in cases for name in case)
    cells = {name: pa.array([case.get(name) for case in cases], pa.string()) for name in names}
    return pa.table(cells), compiled.pathway.digest


def dying(
    digest: str, alive: Path
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function of a cohort, of which the first worker is killed while a file is there."""
    advised = advise(digest)

    def evaluate(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in advised(batches):
            if alive.exists():
                alive.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            yield batch

    return evaluate


def main(rows: int) -> None:
    """Evaluate the same table in 1, 2 and 4 partitions."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    from pyspark.sql import SparkSession

    table, digest = table_of(rows)
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    spark = builder.getOrCreate()
    place = Path(tempfile.mkdtemp()) / "patients.parquet"
    parquet.write_table(table, place)
    frame = spark.read.parquet(str(place)).cache()
    frame.count()
    results, seconds = [], []
    alive = place.parent / "alive"
    alive.touch()
    work = [(parts, advise(digest)) for parts in (1, 2, 4)]
    for parts, function in (*work, (2, dying(digest, alive))):
        started = time.perf_counter()
        advised = frame.repartition(parts).mapInArrow(function, columns())
        results.append(sorted(json.dumps(row.asDict()) for row in advised.collect()))
        seconds.append(round(time.perf_counter() - started, 1))
    spark.stop()
    same = all(result == results[0] for result in results)
    found = {"same": same, "rows": len(results[0]), "seconds": seconds}
    print(json.dumps({**found, "killed": not alive.exists()}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
