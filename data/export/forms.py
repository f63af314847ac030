"""Forms for a purpose: a request, a paragraph, a handover, as the content words them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import Final, TypeAlias

from data.content.schema.summary import FormLineModel, FormModel
from data.export.one_page import (
    awaited_lines,
    decided_lines,
    is_against,
    items_of,
    texts_of,
    when_text,
)
from data.export.page_text import WIDTH
from data.export.summary import AdviceItem, Summary
from data.export.text import ascii_line, wrapped
from data.text.dates import moment_text
from data.wording.banners import PRACTICE, UNREVIEWED
from data.wording.page import Section
from data.wording.phrases import REFUSAL

_LEFT_OUT: Final = "Left out for length, see the page"
_UNREVIEWED: Final = "Unreviewed."

_Part: TypeAlias = tuple[FormLineModel, str]
"""A line of a form with its words."""


def render_form(summary: Summary, key: str) -> str:
    """A form as lines of ASCII, each ended by a newline.

    Args:
        summary: of one session.
        key: of a form; content without it has one line that says so.
    """
    form = summary.forms.get(key)
    if form is None:
        return f"This pathway has no form of the name {key}.\n"
    parts = list(_parts(summary, form, summary.presentation.forms[key]))
    return "".join(f"{line}\n" for line in _fitted(summary, form, parts))


def _parts(summary: Summary, form: FormModel, findings: Iterable[str]) -> Iterator[_Part]:
    """The lines that stand on it, with their words."""
    if summary.refused:
        yield FormLineModel(), REFUSAL
        return
    item = _about(summary, form.codes)
    if form.codes and item is None:
        yield FormLineModel(), form.none
        return
    advised = {one.code for one in summary.advice}
    for line, said in zip(form.line, findings, strict=True):
        if line.codes and advised.isdisjoint(line.codes):
            continue
        told = _told(summary, line, item) if line.tells else ""
        if words := ". ".join(part.rstrip(".") for part in (told, line.says, said) if part):
            yield line, words


def _about(summary: Summary, codes: Iterable[str]) -> AdviceItem | None:
    """The first recommendation that the form can be about and nobody decided against."""
    wanted = set(codes)
    found = (item for item in summary.advice if item.code in wanted and not is_against(item))
    return next(found, None)


def _told(summary: Summary, line: FormLineModel, item: AdviceItem | None) -> str:
    """The words of the page for one thing."""
    if line.tells == "flags":
        return ". ".join(summary.pinned)
    if line.tells in ("advised", "what", "when"):
        return _of(summary, line.tells, item)
    if line.tells == "dates":
        return "; ".join(f"{one.title} by {one.due}" for one in summary.awaited if one.due)
    if line.tells == "awaited":
        return "; ".join(f"{one.label}: {one.text}" for one in awaited_lines(summary))
    if line.tells == "decided":
        return "; ".join(f"{one.label}: {one.text}" for one in decided_lines(summary))
    if line.tells == "established":
        return "; ".join(texts_of(summary, Section.ASSESSMENT))
    if line.tells == "not_started":
        return "; ".join(text.partition(" (")[0] for text in summary.not_started)
    kinds = {
        "next_step": (Section.NEXT,),
        "first": (Section.NEXT,),
        "do_now": (Section.DO_NOW, Section.MORE),
        "alongside": (Section.ALONGSIDE,),
    }
    told = [one for one in items_of(summary, *kinds[str(line.tells)]) if not is_against(one)]
    return ". ".join(f"{one.title}{_dated(summary, line, one)}" for one in told)


def _dated(summary: Summary, line: FormLineModel, item: AdviceItem) -> str:
    return when_text(summary, item) if line.tells == "next_step" else ""


def _of(summary: Summary, tells: str, item: AdviceItem | None) -> str:
    """The words for the recommendation that the form is about."""
    if item is None:
        return ""
    when = when_text(summary, item).removeprefix(", ")
    words = {
        "advised": item.title,
        "what": item.what,
        "when": ", ".join(filter(None, (item.urgency.name, when))),
    }
    return words[tells]


def _fitted(summary: Summary, form: FormModel, parts: list[_Part]) -> list[str]:
    """The lines of the form; where there are too many, parts are left out by name.

    The last ones are left out first; what then still finds room comes back, the first one first.
    """
    kept = len(parts)
    while kept > 1 and _too_long(form, _drawn(summary, form, parts, {*range(kept)})):
        kept -= 1
    shown = {*range(kept)}
    for place in range(kept, len(parts)):
        if not _too_long(form, _drawn(summary, form, parts, {*shown, place})):
            shown.add(place)
    return _drawn(summary, form, parts, shown)


def _too_long(form: FormModel, lines: Sequence[str]) -> bool:
    return bool(form.most) and len(lines) > form.most


def _drawn(summary: Summary, form: FormModel, parts: Sequence[_Part], shown: Set[int]) -> list[str]:
    """The form with some of its parts, and the names of the others."""
    left = [line.label for place, (line, _) in enumerate(parts) if place not in shown]
    more = [(FormLineModel(), f"{_LEFT_OUT}: {', '.join(left)}")] if left else []
    told = [*(part for place, part in enumerate(parts) if place in shown), *more]
    return list((_paragraph if form.paragraph else _lines)(summary, form, told))


def _paragraph(summary: Summary, _: FormModel, parts: list[_Part]) -> Iterator[str]:
    said = (f"{_said(part).rstrip('.')}." for part in parts)
    words = " ".join((*_practice(summary), *said, _stamp(summary)))
    yield from textwrap.wrap(ascii_line(words), WIDTH, break_on_hyphens=False)


def _lines(summary: Summary, form: FormModel, parts: list[_Part]) -> Iterator[str]:
    for words in (*_practice(summary), f"{form.title.upper()}. {_stamp(summary)}"):
        yield from wrapped(ascii_line(words), "", WIDTH)
    for heading, group in groupby(parts, key=lambda part: part[0].part):
        if heading:
            yield heading.upper()
        indent = "  " if heading else ""
        for words in _joined(group):
            yield from wrapped(ascii_line(words), indent, WIDTH)


def _joined(parts: Iterable[_Part]) -> Iterator[str]:
    """The parts, those that join the one before it in its line."""
    words = ""
    for part in parts:
        if part[0].joins and words:
            words = f"{words.rstrip('.')}. {_said(part)}"
            continue
        if words:
            yield words
        words = _said(part)
    yield words


def _said(part: _Part) -> str:
    line, words = part
    return f"{line.label}: {words}" if line.label and line.named else words


def _practice(summary: Summary) -> tuple[str, ...]:
    return (PRACTICE,) if summary.training else ()


def _stamp(summary: Summary) -> str:
    """The session, its day and its author, and that nobody has reviewed the content."""
    header = summary.header
    by = f", {header.author}" if header.author else ""
    unreviewed = f" {_UNREVIEWED}" if UNREVIEWED in header.review else ""
    moment = moment_text(header.exported).partition(" (")[0]
    return f"Session {header.session}, {moment}{by}.{unreviewed}"
