"""Search for a better order of the diagram's variables.

Run `python -m tests.tools.variable_order [SECONDS]`.

The order changes no answer, only how many nodes it takes: some 14,000 in an order that was searched
for, 62,021 in the order of the questionnaire when there were half as many rules. The search starts
from the order in use: each variable is moved to where the diagram is smallest (Rudell 1993), then
random blocks of neighbours are. The best is written to `variable_order.toml` beside the content.
Worth some minutes when the rules have changed much; afterwards the digest and the certificate are
made anew.
"""

from __future__ import annotations

import sys
import time
from random import Random

from data.content.loader import SHIPPED, load
from engine.diagram.compiler import compile_pathway
from engine.model.conditions import UnaryTest
from engine.model.pathway import Pathway
from tests.tools.variable_sifting import SiftedDiagram

PLACE = SHIPPED / "variable_order.toml"
HEAD = """\
# The order in which the decision diagram tests findings. It changes no advice, only the size of
# the diagram; `python -m tests.tools.variable_order` looks for a better one. A finding that is not
# listed comes last.

"""
LONGEST = 8
"""The most neighbours that are moved together."""

ROUND = 200
"""Blocks that are moved between two passes over the variables."""


def tested(pathway: Pathway) -> set[str]:
    """The findings that some cell tests."""
    return {
        clause.name
        for table in pathway.tables()
        for row in table
        for clause in row
        if isinstance(clause.test, UnaryTest)
    }


def main() -> None:
    """Search, and write what was found."""
    end = time.monotonic() + (float(sys.argv[1]) if len(sys.argv) > 1 else 600.0)
    random, compiled = Random(1), compile_pathway(load().pathway)
    sifted = SiftedDiagram(compiled.diagram, compiled.functions.roots)
    first = sifted.size
    variables = range(len(sifted.order))
    while time.monotonic() < end:
        for variable in sorted(variables, key=sifted.count, reverse=True):
            sifted.sift(sifted.order.index(variable))
        for _ in range(ROUND):
            if time.monotonic() < end:
                length = random.randint(1, LONGEST)
                sifted.sift(random.randrange(len(variables) - length), length)
    keys = [compiled.domains[variable].key for variable in sifted.order]
    lines = "".join(f'  "{key}",\n' for key in keys if key in tested(compiled.pathway))
    PLACE.write_text(f"{HEAD}order = [\n{lines}]\n", "utf-8")
    print(f"{first:,} nodes before, {sifted.size:,} now")


if __name__ == "__main__":
    main()
