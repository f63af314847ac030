"""Mutation of the content.

`python -m tests.mutation` plants every fault and prints who notices how many;
`python -m tests.mutation.vignettes` chooses vignettes that notice faults.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from multiprocessing import Pool

from data.content.loader import load
from tests.mutation.content_mutants import mutants
from tests.mutation.detectors import Effect, Jury, Killer, Verdict


def verdicts(part: int, parts: int, *, every: int = 1, proofs: int = 0) -> list[Verdict]:
    """The results of one part of the mutants, of which every n-th is planted."""
    content = load()
    planted = list(mutants(content.pathway))[::every][part::parts]
    return list(Jury(content, proofs).verdicts(planted))


def share(found: Iterable[Verdict], killers: Sequence[Killer]) -> float:
    """The share of the mutants that change advice which any of some killers notices."""
    advice = [verdict for verdict in found if verdict.effect is Effect.ADVICE]
    return sum(not verdict.killers.isdisjoint(killers) for verdict in advice) / len(advice)


def table(found: Sequence[Verdict]) -> str:
    """The number of mutants that each detector notices, by kind of fault."""
    heads = ("kind", "planted", "no effect", "noticed of", *(killer.value for killer in Killer))
    lines = [" | ".join(heads)]
    for kind in (*dict.fromkeys(verdict.kind for verdict in found), "all that change advice"):
        of_kind = [
            verdict
            for verdict in found
            if verdict.kind == kind or (kind.startswith("all") and verdict.effect is Effect.ADVICE)
        ]
        real = [verdict for verdict in of_kind if verdict.effect is not Effect.NOTHING]
        noticed = Counter(killer for verdict in real for killer in verdict.killers)
        counts = (len(of_kind), len(of_kind) - len(real), len(real))
        asked = sum(verdict.proved for verdict in real)
        cells = (
            kind,
            *counts,
            *(
                f"{noticed[killer]} of {asked}" if killer is Killer.PROOFS else noticed[killer]
                for killer in Killer
            ),
        )
        lines.append(" | ".join(map(str, cells)))
    return "\n".join(lines)


def main() -> None:
    """Plant the faults and print who notices them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--every", type=int, default=1, help="plant every n-th fault only")
    parser.add_argument("--proofs", type=int, default=15, help="prove every n-th of these")
    options = parser.parse_args()
    with Pool(2) as pool:
        asked = {"every": options.every, "proofs": options.proofs}
        waiting = [pool.apply_async(verdicts, (part, 2), asked) for part in range(2)]
        parts = [part.get() for part in waiting]
    found = [verdict for part in parts for verdict in part]
    print(table(found))
    pinned = [killer for killer in Killer if killer is not Killer.DIGEST]
    print(f"noticed without the digest, of those that change advice: {share(found, pinned):.1%}")
    for verdict in found:
        if verdict.effect is Effect.ADVICE and verdict.killers <= {Killer.DIGEST}:
            print(f"  {verdict.kind}: {verdict.what}")


if __name__ == "__main__":
    main()
