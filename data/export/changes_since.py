"""Changes since the last session of the patient, as exports say them."""

from __future__ import annotations

from dataclasses import dataclass

from data.export.decisions import DecisionItem, decision_item
from data.session.assessment import Assessment, OtherPathwayError, assess
from data.session.session import Session
from data.text.dates import day_text
from data.wording.changes_since import Since, since
from engine.diagram.compiler import Compiled


@dataclass(frozen=True, slots=True)
class SinceItem:
    """Changes since the last session of the patient.

    Attributes:
        session: which one that was, and when; or that it cannot be read, and why.
        day: of that session; empty where nothing could be compared.
        found: what is advised or answered otherwise; None where nothing could be compared.
        decided: what was decided then.
    """

    session: str
    day: str = ""
    found: Since | None = None
    decided: tuple[DecisionItem, ...] = ()

    @property
    def new(self) -> frozenset[str]:
        """The codes of what is advised now and was not."""
        gained = self.found.gained if self.found else ()
        return frozenset(item.code for item in gained)


def since_item(
    compiled: Compiled, now: Assessment, earlier: Session | str | None
) -> SinceItem | None:
    """The changes, or the reason why they are not known; None without an earlier session.

    Args:
        compiled: the pathway that reads both.
        now: the session of now.
        earlier: the one that it goes on from, or why that cannot be read.
    """
    if earlier is None:
        return None
    if isinstance(earlier, str):
        return SinceItem(f"Nothing is compared: {earlier}")
    try:
        then, pathway = assess(compiled, earlier), compiled.pathway
    except OtherPathwayError as error:
        return SinceItem(f"Nothing is compared: {error}")
    name = f"session {earlier.id} of {day_text(earlier.created)}"
    if then.advice.refused or now.advice.refused:
        return SinceItem(f"Nothing is compared with {name}, as there is no advice to compare.")
    decisions = earlier.state.decisions
    decided = (decision_item(pathway, code, decisions) for code in decisions)
    return SinceItem(
        session=f"Compared with {name}, read by the content named above.",
        day=day_text(earlier.created),
        found=since(
            pathway, then.advice, now.advice, then.interview_state.given, now.interview_state.given
        ),
        decided=tuple(item for item in decided if item is not None),
    )
