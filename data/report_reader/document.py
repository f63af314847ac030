"""The studies that a text reports, or the reason why it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from data.report_reader.layout import Sentence, covered
from data.report_reader.lexicon import Lexicon, Roles
from data.report_reader.word_files import KindModel

Kinds: TypeAlias = Mapping[str, KindModel]


class Study(NamedTuple):
    """One study of a report: its kind, the words that name it, and its sentences."""

    kind: str
    named: tuple[int, int] | None
    sentences: list[Sentence]


class Classified(NamedTuple):
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
    table, kinds = lexicon.files.layout, lexicon.files.kinds.kind
    judged = [item for item in sentences if item.heading not in table.not_judged]
    for refusal, least in table.refuse.items():
        found = {
            (mark.roles, *(t.word for t in item.tokens[mark.first : mark.last]))
            for item in judged
            for mark in item.marks
            if f"refuse_{refusal}" in mark.roles
        }
        if len(found) >= least:
            return Classified(refusal=refusal)
    titled, before = _titled(sentences, kinds, kind)
    own = [study for study in titled if study.kind]
    named, place = _mentioned(before, kinds) or (kind, None)
    first = bool(titled and titled[0].kind)
    if before and named and not first:
        own.insert(0, Study(named, place, before))
    elif before and first:
        own[0].sentences[:0] = before
    if own:
        return Classified(tuple(own))
    return Classified(refusal="other_study") if titled else Classified(refusal="unclear", open=True)


def _titled(
    sentences: Sequence[Sentence], kinds: Kinds, said: str
) -> tuple[list[Study], list[Sentence]]:
    """The studies by title, and the sentences before the first title.

    A study that says nothing of the own part of the body has no kind.
    """
    studies: list[Study] = []
    before: list[Sentence] = []
    for sentence in sentences:
        # Within a line, the first title is words of another document on a study.
        last = before[-1] if before and not studies else sentence
        within = last.run == sentence.run and not covered(last.tokens, last.marks)
        if sentence.is_title and not within:
            studies.append(Study(_kind(sentence.study, kinds), (sentence.start, sentence.end), []))
        (studies[-1].sentences if studies else before).append(sentence)
    return [_gated(study, kinds, said) for study in studies], before


def _gated(study: Study, kinds: Kinds, said: str) -> Study:
    """The study, without a kind where neither title nor any sentence names the own part."""
    roles = study.sentences[0].study
    if "part_own" in roles or (study.kind and not kinds[study.kind].part):
        return study
    near = "part_near" in roles and said in ("", study.kind)
    own = near and any("part_own" in sentence.roles for sentence in study.sentences)
    return Study(study.kind if own else "", None, study.sentences)


def _kind(roles: Roles, kinds: Kinds) -> str:
    """The kind that the words of a title name; empty when they name none or several."""
    found = [kind for kind in kinds if f"modality_{kind}" in roles]
    return found[0] if len(found) == 1 else ""


def _mentioned(sentences: Sequence[Sentence], kinds: Kinds) -> tuple[str, tuple[int, int]] | None:
    """The study that a text without a title begins with, or that its only sentence names."""
    told = [sentence for sentence in sentences if sentence.heading in ("", "section_findings")]
    roles = told[0].roles if told else frozenset()
    kind = _kind(roles, kinds)
    if not kind or "part_own" not in roles or roles & {"scope_plan", "scope_family"}:
        return None
    tokens, marks = told[0].tokens, told[0].marks
    mark = next(mark for mark in marks if f"modality_{kind}" in mark.roles)
    before = tokens[: mark.first]
    alone = len(told) == 1 and ":" not in [token.word for token in before]
    if alone or covered(before, [other for other in marks if other.last <= mark.first]):
        return kind, (tokens[mark.first].start, tokens[mark.last - 1].end)
    return None
