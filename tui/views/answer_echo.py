"""The words for a stored answer, and for its effect on the advice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

from rich.cells import cell_len

from data.wording.kinds import NOT_KNOWN, joined, open_bound, value_parts, value_text
from engine.advice.comparison import compare
from engine.advice.decide import Advice
from engine.advice.recommended import Recommended
from engine.model.answers import UNKNOWN, Value
from engine.model.pathway import Pathway
from engine.model.urgency import Urgency
from tui.keys.keys import key_of
from tui.state.interview_session import InterviewSession
from tui.state.progress import unasked
from tui.views.advice_panel import spoken_advice

_PLAN: Final = key_of("interview", "plan")
_ANSWERS: Final = f" ({key_of('interview', 'answers')})"


def value_words(pathway: Pathway, key: str, value: Value, unsettled: Collection[str] = ()) -> str:
    """A finding and its value: `Pain now (0-10): 7`; of a bound whether it settles nothing.

    Args:
        pathway: whose finding it is.
        key: the key of the finding.
        value: the value of the finding.
        unsettled: the findings whose bound leaves the advice open.
    """
    finding = pathway.findings[key]
    words = open_bound(finding, value) if key in unsettled else value_text(finding, value)
    return f"{finding.short}: {words}"


def set_aside_words(pathway: Pathway, keys: Collection[str]) -> list[str]:
    """The findings whose earlier answers no longer count, by name."""
    names = ", ".join(pathway.findings[key].short for key in keys)
    return [f"Set aside: {names}"] if names else []


def change_lines(
    interview_session: InterviewSession, values: Iterable[str], before: Advice
) -> Iterator[str]:
    """The recommendations that an answer has added, removed or reclassified.

    Args:
        interview_session: the session.
        values: the findings that were answered.
        before: the advice before.
    """
    found, questions = compare(before, interview_session.advice), _own(interview_session, values)
    gained, lost = _news(found.gained, questions), _news(found.lost, questions)
    yield from (f"Now advised: {spoken_advice(item)}" for item in gained)
    for pair in found.moved:
        was, item = pair.before.urgency, pair.after
        if was is not item.urgency:
            more = "More" if item.urgency < was else "Less"
            yield f"{more} urgent, before {was.name}: {spoken_advice(item)}"
    if len(lost) > 1 and any(one.urgency is Urgency.EMERGENCY for one in found.gained):
        yield f"No longer advised: {len(lost)} others, while the emergency lasts"
    else:
        yield from (f"No longer advised: {item.recommendation.title}" for item in lost)


def _own(interview_session: InterviewSession, values: Iterable[str]) -> Set[str]:
    """The findings that the questionnaire itself asks: those just answered, and those to come."""
    return unasked(interview_session.interview_state).union(values)


def _news(items: Iterable[Recommended], questions: Set[str]) -> list[Recommended]:
    """The items without demands for what the questionnaire asks by itself."""
    return [item for item in items if not item.awaits or not item.awaits <= questions]


def echo(
    interview_session: InterviewSession,
    values: Mapping[str, Value],
    before: Advice,
    width: int,
    *,
    shown: bool = False,
    set_aside: Collection[str] = (),
) -> str:
    """The answer stored and its effect, on one line; of a list what is present, then counts.

    The next step is left out, for it stands on the screen. Effects after the first are counted.

    Args:
        interview_session: the session.
        values: the values that were stored.
        before: the advice before.
        width: the width of the line, in columns.
        shown: whether the answer is on the screen already; that it settles nothing is still said.
        set_aside: the findings whose earlier answers it has set aside.
    """
    pathway, state = interview_session.compiled.pathway, interview_session.interview_state
    found, following = compare(before, interview_session.advice), interview_session.advice.page
    questions = _own(interview_session, values)
    gained = [one for one in _news(found.gained, questions) if one is not following.next_step]
    did = [f"+ {item.recommendation.title}" for item in gained if _shown(item.urgency)]
    lost = _news(found.lost, questions)
    did += [f"- {item.recommendation.title}" for item in lost if _shown(item.urgency)]
    told = shown and values.keys().isdisjoint(state.unsettled)
    parts = stored_parts(pathway, values, state.unsettled)
    said = [] if told else [" ".join(parts)]
    said += set_aside_words(pathway, set_aside)
    line = _fitted([*said, *did], min(len(did), 1) + len(said), width)
    return line if told or len(line) <= width else whole_parts("", parts, width)


def _fitted(parts: Sequence[str], named: int, width: int) -> str:
    """The parts in one line: the first `named` or as many as fit, and how many more there are."""
    line = ""
    for count in range(named, 0, -1):
        left = len(parts) - count
        line = " | ".join([*parts[:count], *([f"{left} more ({_PLAN})"] if left else [])])
        if len(line) <= width:
            break
    return line


def stored_words(
    pathway: Pathway, values: Mapping[str, Value], unsettled: Collection[str] = ()
) -> str:
    """Some values: what is present by name, then how many are absent or not known."""
    return " ".join(stored_parts(pathway, values, unsettled))


def whole_parts(head: str, parts: Sequence[str], width: int, key: str = _ANSWERS) -> str:
    """The parts behind a head; where they do not fit, the first whole ones and how many more.

    Half a part can say the opposite of the whole.
    """
    line = f"{head}{' '.join(parts)}"
    for count in range(len(parts) - 1, 0, -1):
        if cell_len(line) <= width:
            break
        kept = " ".join(parts[:count]).rstrip(",;")
        line = f"{head}{kept}, {len(parts) - count} more{key}"
        if count == 1 and cell_len(line) > width:
            line = f"{head}{kept}, +{len(parts) - 1}{key}"
    return line


def stored_parts(
    pathway: Pathway, values: Mapping[str, Value], unsettled: Collection[str] = ()
) -> Sequence[str]:
    """The same in parts, each whole by itself."""
    absent = {
        item.finding: item.absent for one in pathway.checklists.values() for item in one.items
    }
    if len(values) == 1:
        absent = {}
    no = [key for key, value in values.items() if absent.get(key) == value]
    unknown = [key for key in absent if values.get(key) == UNKNOWN]
    if len(values) > 1 and not unknown and all(value == UNKNOWN for value in values.values()):
        first, *names = (pathway.findings[key].short for key in values)
        return joined([[f"{NOT_KNOWN.capitalize()}: {first}"], *([name] for name in names)])
    named = [
        [value_words(pathway, key, value, unsettled)]
        if key in unsettled
        else _named(pathway.findings[key].short, value_parts(pathway.findings[key], value))
        for key, value in values.items()
        if key not in no and key not in unknown
    ]
    counts = [(no, "no"), (unknown, NOT_KNOWN)]
    return joined([*named, *([f"{len(keys)} answered {word}"] for keys, word in counts if keys)])


def _named(name: str, parts: Sequence[str]) -> Sequence[str]:
    return [f"{name}: {parts[0]}", *parts[1:]]


def _shown(urgency: Urgency) -> bool:
    return urgency is not Urgency.INFORMATION
