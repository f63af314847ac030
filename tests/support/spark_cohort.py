"""A cohort on Spark in a process of its own: `python -m tests.support.spark_cohort ROWS`.

Prints whether 1, 2 and 4 partitions give the same rows, how many there are, and how long each took.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
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


def main(rows: int) -> None:
    """Evaluate the same table in 1, 2 and 4 partitions."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    from pyspark.sql import SparkSession

    table, digest = table_of(rows)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.getOrCreate()
    place = Path(tempfile.mkdtemp()) / "patients.parquet"
    parquet.write_table(table, place)
    frame = spark.read.parquet(str(place)).cache()
    frame.count()
    results, seconds = [], []
    for parts in (1, 2, 4):
        started = time.perf_counter()
        advised = frame.repartition(parts).mapInArrow(advise(digest), columns())
        results.append(sorted(json.dumps(row.asDict()) for row in advised.collect()))
        seconds.append(round(time.perf_counter() - started, 1))
    spark.stop()
    same = results[0] == results[1] == results[2]
    print(json.dumps({"same": same, "rows": len(results[0]), "seconds": seconds}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
