"""Search for a better order of the diagram's variables.

Run `python -m tests.tools.variable_order [SECONDS]`.

The order changes no answer, only how many nodes it takes: from 62,021 in the order of the
questionnaire to some 10,000. Random moves that do not make the diagram larger are kept, starting
from the order in use; the best is written to `order.toml` beside the content. Worth a few minutes
when the rules have changed much.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random

from data.content.loader import load
from engine.diagram.compiler import compile_into
from engine.diagram.diagram import BUDGET, Diagram, DiagramTooLargeError
from engine.diagram.domains import domains
from engine.model.conditions import UnaryTest
from engine.model.pathway import Pathway

PLACE = Path(__file__).parents[2] / "data" / "pathways" / "vertebral_fracture" / "order.toml"
HEAD = """\
# The order in which the decision diagram tests findings. It changes no advice, only the size of
# the diagram; found by `python -m tests.tools.variable_order`. A finding that is not listed comes
# last.

"""
STEPS = (1, 2, 3, 5, 8, 13, 21, 40, 80)


def tested(pathway: Pathway) -> list[str]:
    """The findings that some cell tests, in the order in use."""
    names = {
        clause.name
        for table in pathway.tables()
        for row in table
        for clause in row
        if isinstance(clause.test, UnaryTest)
    }
    return [key for key in dict.fromkeys((*pathway.order, *pathway.findings)) if key in names]


def size(pathway: Pathway, order: list[str], most: int = BUDGET) -> int:
    """The number of nodes that are built in an order; one more than `most` where they are more."""
    ordered = replace(pathway, order=tuple(order))
    found = domains(ordered)
    diagram = Diagram([domain.size for domain in found])
    diagram.budget = most + 1
    try:
        compile_into(diagram, found, ordered)
    except DiagramTooLargeError:
        return most + 1
    return len(diagram)


def moved(order: list[str], random: Random) -> list[str]:
    """The order with one, two or four neighbours moved elsewhere."""
    count = random.choice((1, 1, 1, 2, 4))
    start = random.randrange(len(order) - count)
    block, rest = order[start : start + count], order[:start] + order[start + count :]
    target = start + random.choice((-1, 1)) * random.choice(STEPS)
    target = max(0, min(len(rest), target))
    return rest[:target] + block + rest[target:]


def main() -> None:
    """Search, and write what was found."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    pathway, random = load().pathway, Random(1)
    best = tested(pathway)
    fewest = first = size(pathway, best)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        other = moved(best, random)
        nodes = size(pathway, other, fewest)
        if nodes <= fewest:
            best, fewest = other, nodes
    lines = "".join(f'  "{key}",\n' for key in best)
    PLACE.write_text(f"{HEAD}order = [\n{lines}]\n", "utf-8")
    print(f"{first:,} nodes before, {fewest:,} now")


if __name__ == "__main__":
    main()
