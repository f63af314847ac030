"""Documents as Markdown, in which outside text stays text, whatever it contains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from data.export.blocks import Heading, Line, PageBlock, cleaned
from data.export.documents import blocks_of
from data.export.source import Source
from data.export.text import drawn
from data.wording.charts import SiteChart

_ACTIVE: Final = re.compile(
    r"""[\\`*_{}\[\]<>\#|~&!$^@]   # emphasis, code, links, HTML, tables, headings, addresses
    | (?<=\w)\.(?=[^\W\d])         # a dot that could make a host name
    | :(?=//) | /(?=/)             # a colon or slash that could make an address
    | ^[-+=:]                      # lists and underlines at the start
    """,
    re.VERBOSE,
)
_NUMBER_AT_START: Final = re.compile(r"^(\d+)([.)])")


def markdown_of(blocks: Iterable[PageBlock]) -> str:
    """Headings and lines in CommonMark, without raw HTML."""
    return "".join(f"{line}\n" for line in _lines(blocks))


def escape(text: str) -> str:
    """The text as one line that Markdown and HTML show as it is."""
    active = _ACTIVE.sub(r"\\\g<0>", cleaned(text))
    return _NUMBER_AT_START.sub(r"\1\\\2", active)


def _lines(blocks: Iterable[PageBlock]) -> Iterator[str]:
    after_line = False
    for block in blocks:
        if isinstance(block, Heading):
            if after_line:
                yield ""
            yield f"{'#' * block.level} {escape(block.text)}"
            yield ""
        elif isinstance(block, Line):
            yield _bullet(block)
        elif isinstance(block, SiteChart):
            yield from ("```text", *drawn(block), "```", "")
        after_line = isinstance(block, Line)


def _bullet(line: Line) -> str:
    label = f"**{escape(line.label)}:** " if line.label else ""
    text = f"**{escape(line.text)}**" if line.alert else escape(line.text)
    link = f"<{line.link}>" if line.followed else escape(line.link)
    return f"- {label}{text}{link and ' '}{link}"


def render(source: Source, document: str) -> str:
    """A document as Markdown."""
    return markdown_of(blocks_of(source, document))
