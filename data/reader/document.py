"""The kind of a document, or the reason why a text is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from data.reader.layout import Sentence, only_title
from data.reader.lexicon import Lexicon


class Study(NamedTuple):
    """One study of a report: its kind, the words that name it, and its sentences."""

    kind: str
    named: tuple[int, int] | None
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class Classified:
    """The kind of a text: its studies, or the reason for which it is refused.

    Attributes:
        refusal: key of the refusal in the lexicon; empty for a report.
        open: whether the kind would be legal if a person named it.
    """

    studies: tuple[Study, ...] = ()
    refusal: str = ""
    open: bool = False


def classify(sentences: Sequence[Sentence], lexicon: Lexicon, kind: str) -> Classified:
    """Say which studies a text reports.

    Args:
        sentences: the whole text.
        lexicon: its titles, and the marks of letters and other documents.
        kind: what a person says it is; empty when nobody does.
    """
    table = lexicon.tables["layout"]
    for refusal, least in table["refuse"].items():
        found = {
            (mark.roles, *(t.word for t in item.tokens[mark.first : mark.last]))
            for item in sentences
            for mark in item.marks
            if f"refuse_{refusal}" in mark.roles and item.heading not in table["not_judged"]
        }
        if len(found) >= least:
            return Classified(refusal=refusal)
    kinds = lexicon.tables["kinds"]["kind"]
    titled, before = _titled(sentences, kinds, kind)
    own = [study for study in titled if study.kind]
    named, place = _mentioned(before, kinds) or (kind, None)
    if before and named and (not titled or not titled[0].kind):
        own.insert(0, Study(named, place, before))
    elif before and own and titled[0].kind:
        own[0].sentences[:0] = before
    if own:
        return Classified(tuple(own))
    return Classified(refusal="other_study") if titled else Classified(refusal="unclear", open=True)


def _titled(
    sentences: Sequence[Sentence], kinds: dict[str, Any], said: str
) -> tuple[list[Study], list[Sentence]]:
    """The studies under their titles, and what stands before the first.

    A study that says nothing of the own part of the body has no kind.
    """
    studies: list[Study] = []
    before: list[Sentence] = []
    for sentence in sentences:
        # Within a line, the first title is words of another document on a study.
        last = before[-1] if before and not studies else sentence
        within = last.run == sentence.run and not only_title(last.tokens, last.marks)
        if sentence.is_title and not within:
            named = sentence.start, sentence.end
            studies.append(Study(_kind(sentence.study, kinds), named, []))
        (studies[-1].sentences if studies else before).append(sentence)
    return [_gated(study, kinds, said) for study in studies], before


def _gated(study: Study, kinds: dict[str, Any], said: str) -> Study:
    """The study, without a kind where neither title nor any sentence names the own part."""
    roles = study.sentences[0].study
    if "part_own" in roles or (study.kind and not kinds[study.kind]["part"]):
        return study
    near = "part_near" in roles and said in ("", study.kind)
    if near and any("part_own" in sentence.roles for sentence in study.sentences):
        return Study(study.kind, None, study.sentences)
    return Study("", None, study.sentences)


def _kind(roles: frozenset[str], kinds: dict[str, Any]) -> str:
    """The kind that the words of a title name; empty when they name none or several."""
    found = [kind for kind in kinds if f"modality_{kind}" in roles]
    return found[0] if len(found) == 1 else ""


def _mentioned(
    sentences: Sequence[Sentence], kinds: dict[str, Any]
) -> tuple[str, tuple[int, int] | None] | None:
    """The study that a text without a title begins with, or that its only sentence names."""
    told = [sentence for sentence in sentences if sentence.heading in ("", "section_findings")]
    for sentence in told[:1]:
        roles = sentence.roles
        kind = _kind(roles, kinds)
        if kind and "part_own" in roles and not roles & {"scope_plan", "scope_family"}:
            mark = next(m for m in sentence.marks if f"modality_{kind}" in m.roles)
            first, last = sentence.tokens[mark.first], sentence.tokens[mark.last - 1]
            before = [m for m in sentence.marks if m.last <= mark.first]
            alone = len(told) == 1 and ":" not in [t.word for t in sentence.tokens[: mark.first]]
            if alone or only_title(sentence.tokens[: mark.first], before):
                return kind, (first.start, last.end)
    return None
