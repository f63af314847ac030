"""Random terminal input: no sequence, cut and paused at random, types anything.

`python -m tests.tools.random_input --help` lists the options.
"""

from __future__ import annotations

import argparse
import random
import time

from tests.support.terminal_input import Wire, cut, sequence


def play(sequences: int, seed: int) -> int:
    """Send sequences, each cut at up to three places with up to one second between.

    Returns:
        How many were dropped.

    Raises:
        AssertionError: a sequence became a key that types, or ended Textual's parser.
    """
    chance = random.Random(seed)
    wire = Wire()
    for _ in range(sequences):
        whole = sequence(chance)
        for piece in cut(whole, [chance.randrange(300) for _ in range(chance.randrange(4))]):
            wire.send(piece, after=chance.choice((0, 0, chance.random(), 1)))
        assert not wire.typed, ascii(whole)
        assert not wire.faults, ascii(whole)
        wire.messages.clear()
    return wire.sequences.dropped


def main() -> None:
    """Play, and say how many were sent and dropped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    dropped = play(asked.sequences, asked.seed)
    spent = time.monotonic() - began
    print(f"{asked.sequences} sequences, {dropped} dropped, 0 typed, 0 faults, {spent:.0f} s")


if __name__ == "__main__":
    main()
