"""Headings and lines as one HTML file: no script, nothing loaded, fit for a printer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from data.export.blocks import Heading, Line, PageBlock
from data.text.outside_text import one_line

_LONGEST: Final = 10_000
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~/?#!$&'()*+,;=%:-]+")
_STYLE: Final = """\
body { font: 11pt/1.4 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
  color: #000; background: #fff; }
h1 { font-size: 1.6em; } h2 { font-size: 1.3em; border-bottom: 1px solid #000; }
h3 { font-size: 1.1em; } h4 { font-size: 1em; margin: 1em 0 0.2em; }
p { margin: 0.2em 0 0.2em 1.5em; text-indent: -1.5em; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  h2, h3, h4 { break-after: avoid; } p { break-inside: avoid; } }"""


def html_of(blocks: Iterable[PageBlock], title: str) -> str:
    """A whole HTML document.

    Args:
        blocks: what it says.
        title: what a browser names it by.
    """
    return "".join(f"{line}\n" for line in _lines(blocks, title))


def _lines(blocks: Iterable[PageBlock], title: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f"<title>{_text(title)}</title>"
    yield f"<style>\n{_STYLE}\n</style></head>"
    yield "<body>"
    for block in blocks:
        if isinstance(block, Heading):
            yield f"<h{block.level}>{_text(block.text)}</h{block.level}>"
        elif isinstance(block, Line):
            yield f"<p>{_line(block)}</p>"
    yield "</body>"
    yield "</html>"


def _line(line: Line) -> str:
    label = f"<b>{_text(line.label)}:</b> " if line.label else ""
    return f"{label}{_text(line.text)}{_link(line.link)}"


def _link(address: str) -> str:
    if not address:
        return ""
    text = _text(address)
    return f' <a href="{text}">{text}</a>' if _ADDRESS.fullmatch(address) else f" {text}"


def _text(text: str) -> str:
    return escape(one_line(text, _LONGEST))
