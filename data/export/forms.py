"""Forms for a purpose: a request, a paragraph, a handover, as the content words them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from data.content.schema.summary import FormLineModel, FormModel
from data.export.blocks import Line
from data.export.one_page import (
    awaited_lines,
    decided_lines,
    grounds_of,
    is_against,
    items_of,
    texts_of,
    to_do_lines,
    when_text,
)
from data.export.presentation import Piece, ended, joined
from data.export.source import Source
from data.export.summary import AdviceItem, Summary
from data.export.text import PAGE_WIDTH, ascii_line, wrapped
from data.text.dates import moment_text
from data.wording.advice_words import REFUSAL
from data.wording.banners import PRACTICE, UNREVIEWED
from data.wording.page import Section

LEFT_OUT: Final = "Left out"
_UNREVIEWED: Final = "Unreviewed."
_SECTIONS: Final[Mapping[str | None, tuple[Section, ...]]] = {
    "next_step": (Section.NEXT,),
    "first": (Section.NEXT,),
    "do_now": (Section.DO_NOW, Section.MORE),
    "established": (Section.ASSESSMENT,),
}
"""The sections of the page whose recommendations a line names."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a form with its words; some of them may be left out."""

    place: int
    line: FormLineModel
    pieces: tuple[Piece, ...]
    left_out: int = 0

    @property
    def words(self) -> str:
        """The words, with the number of those that are left out."""
        if not self.left_out:
            return joined(self.pieces)
        return f"{joined(self.pieces[: -self.left_out])} ({self.left_out} more left out)"

    @property
    def said(self) -> str:
        """The words after their label."""
        named = self.line.label and self.line.named
        words = self.words
        return f"{self.line.label}: {words}" if named else f"{words[:1].upper()}{words[1:]}"

    def without(self, count: int) -> _Part:
        """The line without some of its last pieces."""
        return replace(self, left_out=count)


def render_form(summary: Summary, key: str) -> str:
    """A form as lines of ASCII, each ended by a newline.

    Args:
        summary: the summary of one session.
        key: the key of a form; content without it has one line that says so.
    """
    form = summary.forms.get(key)
    if form is None:
        return f"This pathway has no form of the name {key}.\n"
    parts = list(_parts(summary, form, summary.presentation.forms[key]))
    return "".join(f"{line}\n" for line in _fitted(summary, form, parts))


def _parts(
    summary: Summary, form: FormModel, findings: Sequence[tuple[Piece, ...]]
) -> Iterator[_Part]:
    """The lines that stand on it, with their words."""
    if summary.refused:
        yield _Part(0, FormLineModel(keep=True), (Piece(REFUSAL),))
        return
    item = _about(summary, form.codes)
    if form.codes and item is None:
        yield _Part(0, FormLineModel(keep=True), (Piece(form.none),))
        return
    words_of = {
        key: tuple(Piece(words, begins=True) for words in said)
        for key, said in _page_words(summary, item).items()
    }
    words_of["reasons"] = tuple(_reasons(summary, form, item, findings))
    words_of["flags"] = tuple(_flags(summary))
    advised = {one.code for one in summary.advice}
    for place, (line, found) in enumerate(zip(form.line, findings, strict=True)):
        if line.codes and advised.isdisjoint(line.codes):
            continue
        fixed = (Piece(line.says, begins=True),) if line.says else ()
        if pieces := (*words_of.get(line.tells or "", ()), *fixed, *found):
            yield _Part(place, line, pieces)


def _about(summary: Summary, codes: Iterable[str]) -> AdviceItem | None:
    """The first recommendation that the form can be about and nobody decided against."""
    wanted = set(codes)
    candidates = (item for item in summary.advice if item.code in wanted and not is_against(item))
    return next(candidates, None)


def _reasons(
    summary: Summary,
    form: FormModel,
    item: AdviceItem | None,
    findings: Iterable[tuple[Piece, ...]],
) -> Iterator[Piece]:
    """The known findings behind the advice that the form names, but for those it names already."""
    named = frozenset[str]().union(*(piece.names for line in findings for piece in line))
    sections = [one for line in form.line for one in _SECTIONS.get(line.tells, ())]
    items = [*([item] if item else []), *items_of(summary, *sections)]
    for number, ground in enumerate(grounds_of(items, named)):
        yield Piece(ground.says, ground.names, begins=number == 0)


def _flags(summary: Summary) -> Iterator[Piece]:
    """The red flags, of which the last ones can be left out."""
    for words in summary.pinned:
        for number, flag in enumerate(words.split("; ")):
            yield Piece(flag, begins=number == 0)


def _page_words(summary: Summary, item: AdviceItem | None) -> dict[str, list[str]]:
    """The sentences of each part of the page, and of the recommendation that the form is about."""
    about = [item] if item else []
    after = [one for one in items_of(summary, Section.NEXT) if one != item and not is_against(one)]
    return {
        "advised": [one.title for one in about],
        "when": [f"{one.urgency.name}{when_text(summary, one)}" for one in about],
        "next_step": [f"{one.urgency.name}: {one.title}{when_text(summary, one)}" for one in after],
        "first": [one.title for one in after],
        "limit": [*summary.limit],
        "do_now": _labelled(to_do_lines(summary)),
        "dates": [f"{one.title} by {one.due}" for one in summary.awaited if one.due],
        "awaited": _labelled(awaited_lines(summary)),
        "decided": _labelled(decided_lines(summary, noted=True)),
        "established": texts_of(summary, Section.ASSESSMENT),
        "not_started": [item.brief for item in summary.not_started],
    }


def _labelled(lines: Iterable[Line]) -> list[str]:
    return [f"{one.label}: {one.text}" for one in lines]


def _fitted(summary: Summary, form: FormModel, parts: list[_Part]) -> list[str]:
    """The lines of the form, no more than it may have.

    Where there are too many, each line to keep loses its last words; of the others, the first ones
    find room first, and the rest is left out by name. Should that be not enough, the last lines to
    keep go too.
    """

    def fits(chosen: Mapping[int, _Part]) -> bool:
        return not form.most or len(_drawn(summary, form, parts, chosen)) <= form.most

    shown = {part.place: part.without(len(part.pieces) - 1) for part in parts if part.line.keep}
    while len(shown) > 1 and not fits(shown):
        shown.popitem()
    for part in sorted(parts, key=lambda one: one.place not in shown):
        for shorter in map(part.without, range(len(part.pieces))):
            if fits(shown | {part.place: shorter}):
                shown[part.place] = shorter
                break
    return _drawn(summary, form, parts, shown)


def _drawn(
    summary: Summary, form: FormModel, parts: Iterable[_Part], chosen: Mapping[int, _Part]
) -> list[str]:
    """The form with some of its parts, and the names of the others."""
    shown = [chosen[part.place] for part in parts if part.place in chosen]
    left = [part.line.label for part in parts if part.place not in chosen]
    marked = f"{LEFT_OUT}: {', '.join(left)}. " if left else ""
    foot = marked + _stamp(summary)
    if form.paragraph:
        words = " ".join((*_practice(summary), *(ended(part.said) for part in shown), foot))
        return textwrap.wrap(ascii_line(words), PAGE_WIDTH, break_on_hyphens=False)
    head = f"{form.title.upper()}. "
    if any(part.line.part for part in shown):
        return [*_wrapped(*_practice(summary), head + foot), *_headed(shown)]
    first, *others = _joined(shown)
    return _wrapped(*_practice(summary), head + first, *others, foot)


def _headed(parts: Iterable[_Part]) -> Iterator[str]:
    """The parts below their headings."""
    for heading, group in groupby(parts, key=lambda part: part.line.part):
        yield heading.upper()
        yield from _wrapped(*_joined(group), indent="  ")


def _wrapped(*texts: str, indent: str = "") -> list[str]:
    return [line for words in texts for line in wrapped(ascii_line(words), indent, PAGE_WIDTH)]


def _joined(parts: Iterable[_Part]) -> Iterator[str]:
    """The parts, those that join the one before it in its line."""
    words = ""
    for part in parts:
        if part.line.joins and words:
            words = f"{ended(words)} {part.said}"
            continue
        if words:
            yield words
        words = part.said
    yield words


def _practice(summary: Summary) -> tuple[str, ...]:
    return (PRACTICE,) if summary.training else ()


def _stamp(summary: Summary) -> str:
    """The session, its day and its author, and that nobody has reviewed the content."""
    header = summary.header
    by = f", {header.author}" if header.author else ""
    unreviewed = f" {_UNREVIEWED}" if UNREVIEWED in header.review else ""
    moment = moment_text(header.exported).partition(" (")[0]
    return f"Session {header.session}, {moment}{by}.{unreviewed}"


def render(source: Source, key: str) -> str:
    """A form as text."""
    return render_form(source.summary, key)
