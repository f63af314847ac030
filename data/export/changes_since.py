"""Changes since the last session of the patient, in words."""

from __future__ import annotations

from dataclasses import dataclass

from data.export.decisions import DecisionItem, decision_item
from data.session.assessment import Assessment, OtherPathwayError, assess
from data.session.session import Session
from data.text.dates import day_text, local_time
from data.wording.changes_since import OtherAnswer, since
from engine.advice.comparison import Reclassified
from engine.advice.recommended import Recommended
from engine.diagram.compiler import Compiled
from engine.model.urgency import Urgency


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """A recommendation with its urgency.

    Attributes:
        urgency: of now, or of then where it is not advised now.
        says: its title with its urgency, and its earlier urgency if that differs.
    """

    code: str
    urgency: Urgency
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class SinceItem:
    """Changes since the last session of the patient.

    Attributes:
        session: which one that was, and when; or that it cannot be read, and why.
        day: of that session; empty where nothing could be compared.
        gained: what is advised now and was not.
        pending: what was advised, is not, and may be again with answers that are still missing.
        lost: what was advised and is ruled out now.
        moved: what is more or less urgent.
        decided: what was decided then.
        answers: the findings that are answered otherwise, with what was said then and now.
        missing: the findings that were answered then and are not now.
    """

    session: str
    day: str = ""
    gained: tuple[ChangedItem, ...] = ()
    pending: tuple[ChangedItem, ...] = ()
    lost: tuple[ChangedItem, ...] = ()
    moved: tuple[ChangedItem, ...] = ()
    decided: tuple[DecisionItem, ...] = ()
    answers: tuple[OtherAnswer, ...] = ()
    missing: tuple[str, ...] = ()


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
    name = f"session {earlier.id} of {day_text(local_time(earlier.created))}"
    if then.advice.refused or now.advice.refused:
        return SinceItem(f"Nothing is compared with {name}, as there is no advice to compare.")
    found = since(
        pathway, then.advice, now.advice, then.interview_state.given, now.interview_state.given
    )
    decisions = earlier.state.decisions
    decided = (decision_item(pathway, code, decisions) for code in decisions)
    return SinceItem(
        session=f"Compared with {name}, read by the content named above.",
        day=day_text(local_time(earlier.created)),
        gained=tuple(map(_changed, found.gained)),
        pending=tuple(map(_changed, found.pending)),
        lost=tuple(map(_changed, found.lost)),
        moved=tuple(map(_moved, found.moved)),
        decided=tuple(item for item in decided if item is not None),
        answers=found.answers,
        missing=found.missing,
    )


def _changed(item: Recommended) -> ChangedItem:
    code, title = item.recommendation.code, item.recommendation.title
    return ChangedItem(code, item.urgency, title, f"{item.urgency.name}: {title}")


def _moved(pair: Reclassified) -> ChangedItem:
    was, now, recommendation = pair.before.urgency, pair.after.urgency, pair.after.recommendation
    says = f"{was.name} then, {now.name} now: {recommendation.title}"
    return ChangedItem(recommendation.code, now, recommendation.title, says)
