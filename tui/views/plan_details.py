"""One entry of the plan in full, in rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from data.content.loader import Content
from data.content.review import recommended_items
from data.export.citations import Citation, citations
from data.export.disagreements import DisagreementItem, disagreements
from data.session.session import Decision
from data.wording.advice_words import REFUSAL, decision_label, reason_text
from data.wording.page import release_text
from data.wording.reasons import BECAUSE, Nearby, Reasons
from engine.advice.interview import Question
from engine.advice.outlook import Expected
from engine.advice.reasons import Known, Reason
from engine.advice.recommended import Recommended, Withheld
from engine.model.library import Violation
from engine.model.pathway import Contradiction, Pathway, Recommendation, Remark
from tui.keys.keys import action_of, key_of, word_of
from tui.rows.row import TextRow, TextStyle


def advice_details(
    content: Content,
    item: Recommended,
    action: Iterable[tuple[str, str]],
    notes: Mapping[str, str],
) -> Iterator[TextRow]:
    """A recommendation in full: action, urgency, reasons, cautions, sources.

    Args:
        content: that advises.
        item: the recommendation.
        action: the limit and what to do, in the words of whoever reads, with their labels.
        notes: on values that are no answers, by finding.
    """
    recommendation = item.recommendation
    yield TextRow(item.title, TextStyle.STRONG)
    for label, text in action:
        yield from _part(label, [text])
    yield from _part("Why", [recommendation.why])
    yield from _part("Rule", dict.fromkeys(rule.says for rule in item.rules))
    yield from _part(BECAUSE, (_noted(content.pathway, r, notes) for r in item.because))
    status = (
        "confirmed: no open answer can change it"
        if item.settled
        else "may change: answers are still missing"
    )
    yield from _part("Status", [status])
    yield from _part("Freed by", [release_text(content.pathway, item.release)])
    yield from _part("Caution", recommendation.cautions)
    yield from _part("Pitfall", recommendation.pitfalls)
    yield from _worth(content, recommendation, recommended_items(item))
    tags = (*recommendation.cites, *(tag for rule in item.rules for tag in rule.cites))
    yield from _cited(content, tags, sources=False)


def _noted(pathway: Pathway, reason: Reason, notes: Mapping[str, str]) -> str:
    """A reason in words, with the note on its finding."""
    note = notes.get(reason.finding) if isinstance(reason, Known) else None
    return reason_text(pathway, reason) + f" ({note})" * bool(note)


def why_details(content: Content, item: Recommended, reasons: Reasons) -> Iterator[TextRow]:
    """The reasons why it holds: the rules' sentences, then the fewest findings that force it."""
    recommendation = item.recommendation
    yield TextRow(recommendation.title, TextStyle.STRONG)
    yield from _part("Why", [recommendation.why])
    yield from _part("Rule", dict.fromkeys(rule.says for rule in item.rules))
    yield _strong("These answers are enough, whatever the others are:")
    yield from _grounds(content.pathway, reasons, recommendation.code)


def why_not_details(pathway: Pathway, item: Recommendation, reasons: Reasons) -> Iterator[TextRow]:
    """The reasons why it is not advised: the fewest findings that rule it out."""
    yield TextRow(item.title, TextStyle.STRONG)
    yield from _part("For", [item.why])
    says = (rule.says for rule in pathway.rules.values() if rule.gives == item.code)
    yield from _part("Advised if", dict.fromkeys(says))
    yield TextRow(
        "Not advised: these alone keep it out, whatever every other answer is:", TextStyle.STRONG
    )
    yield from _grounds(pathway, reasons, item.code)


def change_details(item: Recommendation, reasons: Reasons, *, holds: bool) -> Iterator[TextRow]:
    """The nearest changes: of open questions, and of answers."""
    yield TextRow(item.title, TextStyle.STRONG)
    result = "It would no longer be advised" if holds else "It would be advised"
    learnt = reasons.change(item.code, learnt=True)
    yield from _near(f"{result} if what is still missing turned out so", learnt)
    other = reasons.change(item.code, learnt=False)
    rest = tuple(words for words in other.single if words not in learnt.single)
    if rest or other.together != learnt.together:
        yield from _near(f"{result} if answers were otherwise", replace(other, single=rest))
    if not (*learnt.single, *learnt.together, *other.single, *other.together):
        yield TextRow(
            "No near change was found; several answers together may still do it.",
            continuation_indent=2,
        )
    yield TextRow(
        f"{key_of('plan', 'what_if')} tries others out.",
        continuation_indent=2,
        spoken=f"{word_of('plan', 'what_if')}: other answers in a copy.",
    )


def other_details(content: Content, item: Recommendation) -> Iterator[TextRow]:
    """A recommendation that is not advised: its action and urgency if it were."""
    yield TextRow(item.title, TextStyle.STRONG)
    yield from _part("What", [item.what])
    yield from _part("Why", [item.why])
    yield from _cited(content, item.cites, sources=False)


def source_details(content: Content, item: Recommendation) -> Iterator[TextRow]:
    """The sources in full, with strength, review status and disagreements."""
    yield TextRow(item.title, TextStyle.STRONG)
    rules = [rule for rule in content.pathway.rules.values() if rule.gives == item.code]
    signed = (f"recommendation.{item.code}", *(f"rule.{rule.key}" for rule in rules))
    yield from _worth(content, item, signed)
    for topic in disagreements(content, (item.code,)):
        yield from disagreement_details(topic)
    tags = (*item.cites, *(tag for rule in rules for tag in rule.cites))
    yield from _cited(content, tags, sources=True)


def decision_rows(decision: Decision | None) -> Iterator[TextRow]:
    """The user's decision, if there is one."""
    if decision is not None:
        reason = f": {decision.reason}" if decision.reason else ""
        yield _strong(f"{decision_label(decision)}{reason}")


def _grounds(pathway: Pathway, reasons: Reasons, code: str) -> Iterator[TextRow]:
    found = reasons.grounds(code)
    for words in found.own:
        yield _item(words)
    if found.before:
        steps = ", ".join(s.title.lower() for s in pathway.sections.values() if s.stops)
        words = f"s to the steps that come first ({steps}):"
        yield _strong(f"and, a{words}" if found.own else f"A{words}")
    for words in found.before:
        yield _item(words)


def _near(title: str, change: Nearby) -> Iterator[TextRow]:
    for how, changes in (("any one of these", change.single), ("together", change.together)):
        if changes:
            count = f"{len(changes)} answers " if how == "together" and len(changes) > 1 else ""
            yield _strong(f"{title}, {count}{how}:")
        for words in changes:
            yield _item(words)
    if change.replaced:
        yield _item(f"replaced by {' and '.join(change.replaced)}")


def _worth(content: Content, item: Recommendation, signed: Collection[str]) -> Iterator[TextRow]:
    stated = [f"{_source_name(source)}: {says}" for source, says in item.evidence]
    yield from _part("Strength", stated or ["source states none"])
    yield from _part("Review", [content.review.words(signed)])


def withheld_details(pathway: Pathway, item: Withheld) -> Iterator[TextRow]:
    """A recommendation that is withheld, and the answers that block it."""
    yield TextRow(item.recommendation.title, TextStyle.STRONG)
    yield from _part("Withheld", ["its reasons hold, but something stands against it"])
    yield from _part("Rule", [item.rule.says])
    yield from _part("Blocked by", (reason_text(pathway, r) for r in item.blocked_by))
    yield from _part("Freed by", [release_text(pathway, item.release)])


def remark_details(content: Content, remark: Remark, *, sources: bool) -> Iterator[TextRow]:
    """A remark beside the advice, with its sources."""
    yield _strong(remark.says)
    yield from _part("Review", [content.review.words([f"remark.{remark.key}"])])
    yield from _cited(content, remark.cites, sources=sources)


def expected_details(item: Expected) -> Iterator[TextRow]:
    """A possible result, with the advice that certainly comes or goes with it."""
    yield TextRow(f"If it shows {item.outcome.says}", TextStyle.STRONG, continuation_indent=2)
    yield from _part("Comes", (one.title for one in item.comes))
    yield from _part("Goes", (one.title for one in item.goes))
    yield TextRow("Said only where it holds whatever else turns out.", continuation_indent=2)


def conflict_details(item: Contradiction) -> Iterator[TextRow]:
    """Two answers that cannot both be right."""
    yield TextRow(item.says, TextStyle.FAULT, continuation_indent=2)
    yield from _part("Meanwhile", [item.meanwhile])
    yield TextRow(
        f"{key_of('plan', 'answers')} shows all answers; Enter there changes one.",
        spoken=f"{word_of('plan', 'answers')}: {action_of('plan', 'answers').spoken}.",
    )


def disagreement_details(item: DisagreementItem) -> Iterator[TextRow]:
    """The position of each body on a disputed question, and that of the rules."""
    yield _strong(item.question)
    for position in item.positions:
        said = f"{position.body}: {position.says} ({position.cited()})"
        yield TextRow(said, continuation_indent=2)
    yield _strong(f"Where these rules stand: {item.ours}")


def refusal_details(violation: Violation) -> Iterator[TextRow]:
    """A safety rule that the advice would have broken."""
    yield _strong(f"{violation.rule}: {violation.says}")
    yield TextRow(REFUSAL, TextStyle.ALERT, continuation_indent=2)


def open_details(pathway: Pathway, question: Question) -> Iterator[TextRow]:
    """A question without an answer that can still change the advice."""
    yield TextRow(question.ask, TextStyle.STRONG)
    for key in question.findings:
        finding = pathway.findings[key]
        yield from _part(finding.short if len(question.findings) > 1 else "Why", [finding.why])
    yield TextRow(
        f"{key_of('plan', 'question')} goes to this question.",
        spoken=f"{word_of('plan', 'go')} and its number leads to this question.",
    )


def _cited(content: Content, tags: Iterable[str], *, sources: bool) -> Iterator[TextRow]:
    cited = citations(content, tags)
    everything = (*cited.sources, *cited.statements, *cited.references)
    if not sources:
        names = ", ".join(citation.tag for citation in everything)
        shown = f"{names} ({key_of('plan', 'sources')} shows them in full)"
        spoken = f"Sources: {names}. {word_of('plan', 'sources')} and its number says them in full."
        yield TextRow(f"{'Sources':<11}{shown}", continuation_indent=11, spoken=spoken)
        return
    for label, group in (
        ("Source", cited.sources),
        ("Article", cited.statements),
        ("Its ref.", cited.references),
    ):
        yield from _part(label, (_citation(content, citation) for citation in group))


def _citation(content: Content, citation: Citation) -> str:
    source = content.sources.get(citation.tag)
    notes = [f"seen: {source.seen}", source.funding] if source else [citation.provenance]
    note = "; ".join(filter(None, notes))
    said = f"{citation.tag} {citation.says}" + (f" ({note})" if note else "")
    return f"{said} {citation.link}".rstrip()


def _source_name(source: str) -> str:
    return source.removeprefix("seed:")


def _strong(words: str) -> TextRow:
    return TextRow(words, TextStyle.STRONG, continuation_indent=2)


def _item(words: str) -> TextRow:
    return TextRow(f"- {words}", continuation_indent=2)


def _part(label: str, texts: Iterable[str]) -> Iterator[TextRow]:
    """Texts in a column beside their label; read aloud, each has it before it."""
    shown = label
    for text in texts:
        if text:
            yield TextRow(f"{shown:<11}{text}", continuation_indent=11, spoken=f"{label}: {text}")
            shown = ""
