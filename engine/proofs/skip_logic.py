"""An answer hidden by skip logic influences nothing.

The interview takes the findings in questionnaire order, leaves out those whose condition does not
hold for the answers kept so far, and lets only those through to the tables. So a hidden answer can
act only through a condition that reads it before it was left out, or through a derived finding
that stands before one of its inputs. The claim is that the content has neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly


def hidden(space: AnswerSpace) -> Iterator[Claim]:
    """Every condition of a question, and every derivation, reads earlier findings only."""
    order = {key: number for number, key in enumerate(space.pathway.findings)}
    for key, finding in space.pathway.findings.items():
        read = space.compiled.read(space.applies(key))
        late = [name for name in read if order[name] >= order[key]]
        yield plainly(f"{key} is asked by what stands before it", holds=not late)
        if finding.derived:
            late = [name for name in finding.derived.inputs if order[name] >= order[key]]
            yield plainly(f"{key} is derived from what stands before it", holds=not late)
