"""A cohort on Apache Spark: a function for `DataFrame.mapInArrow`; needs the extra `spark`.

    frame.mapInArrow(advise(digest), schema=columns())

Each executor loads the content that is installed there, and refuses another than the digest names.
Nothing here is a cluster: Spark divides the rows, starts the processes and repeats what is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

import pyarrow as pa

from data.cohort.evaluation import ALWAYS, ID, PARTS, Evaluation, group_column
from data.content.loader import load
from engine.diagram.compiler import compile_pathway

_ROW: Final = "row"
"""Left out: a partition does not know where in the table its rows stand."""


def columns(
    parts: Sequence[str] = ALWAYS, kept: Sequence[str] = (), groups: Sequence[str] = ()
) -> str:
    """The schema of the result as Spark writes it; the arguments are those of `advise`."""
    texts = [ID, *kept]
    typed = [(name, "string") for name in texts]
    typed += [(name, "string" if PARTS[name] == pa.string() else "array<string>") for name in parts]
    typed += [(group_column(key), "string") for key in groups]
    return ", ".join(f"`{name}` {kind}" for name, kind in [*typed, ("faults", "array<string>")])


def advise(
    digest: str,
    parts: Sequence[str] = ALWAYS,
    kept: Sequence[str] = (),
    groups: Sequence[str] = (),
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function that Spark runs on each partition.

    Args:
        digest: of the content that every executor must have.
        parts: columns of the result, some of PARTS.
        kept: columns of the input that the result repeats as text.
        groups: findings whose values the result repeats.
    """
    asked = (digest, tuple(parts), tuple(kept), tuple(groups))

    def evaluate(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        evaluation = _evaluation(*asked)
        for batch in batches:
            yield evaluation(batch).drop_columns([_ROW])

    return evaluate


@cache
def _evaluation(
    digest: str, parts: tuple[str, ...], kept: tuple[str, ...], groups: tuple[str, ...]
) -> Evaluation:
    """The evaluation of this process, made once.

    Raises:
        ValueError: when this executor has another content.
    """
    pathway = load().pathway
    if pathway.digest != digest:
        raise ValueError(f"this executor has content {pathway.digest[:12]}, not {digest[:12]}")
    return Evaluation(compile_pathway(pathway), parts, kept, groups)
