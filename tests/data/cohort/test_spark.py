"""A cohort on Spark: the same result however the rows are divided."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest

from data.cohort.evaluation import Evaluation
from data.cohort.spark import advise, columns
from engine.diagram.compiler import Compiled

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="the extra `spark` and a Java runtime of 17 or later on the path are needed",
)


def test_the_function_gives_what_an_evaluation_gives(compiled: Compiled) -> None:
    batch = pa.RecordBatch.from_pydict({"id": ["a", "b"], "age_years": ["72", "x"]})
    (result,) = advise(compiled.pathway.digest)(iter([batch]))
    assert result == Evaluation(compiled)(batch).drop_columns(["row"])
    assert [part.split("`")[1] for part in columns().split(", ")] == result.schema.names


def test_an_executor_with_other_content_refuses() -> None:
    with pytest.raises(ValueError, match="this executor has content"):
        next(advise("0" * 64)(iter([pa.RecordBatch.from_pydict({"age_years": ["72"]})])))


@pytest.mark.slow
@needs_spark
def test_partitions_make_no_difference_and_a_killed_worker_loses_nothing() -> None:
    words = [sys.executable, "-m", "tests.support.spark_cohort", "400"]
    house = Path(__file__).parents[3]
    done = subprocess.run(words, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    runs = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [run["partitions"] for run in runs] == [1, 2, 4, 2]
    assert {run["rows"] for run in runs} == {400}
    assert len({run["digest"] for run in runs}) == 1
    assert runs[-1]["killed"]
