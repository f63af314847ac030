"""Headings and lines as one HTML file: no script, nothing loaded, fit for a printer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from data.export.blocks import Heading, Line, PageBlock, cleaned, nested
from data.export.chart_svg import svg_of
from data.export.documents import blocks_of
from data.export.source import Source

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever else gets into the file, a browser runs and loads nothing."""

_STYLE: Final = """\
:root { color-scheme: light dark; --ink: #111111; --paper: #ffffff; --link: #0645ad;
  --named: #8a1c00; --on-named: #ffffff; --line: #595959; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f0f0; --paper: #121212;
  --link: #9ecbff; --named: #ffb59c; --on-named: #121212; --line: #a6a6a6; } }
body { font: 11pt/1.45 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
  color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; border-bottom: 1px solid var(--line); }
h2.first { border: 2px solid var(--ink); padding: 0.2em 0.4em; }
h3 { font-size: 1.1em; } h4 { font-size: 1em; margin: 1em 0 0.2em; }
p { margin: 0.2em 0 0.2em 1.5em; text-indent: -1.5em; overflow-wrap: anywhere; }
p.alert { border-left: 6px solid var(--named); padding-left: 0.5em; margin-left: 0;
  text-indent: 0; }
a { color: var(--link); }
svg { max-width: 100%; height: auto; font: 12px sans-serif; }
svg text { fill: var(--ink); text-anchor: middle; } svg .label { text-anchor: start; }
svg rect, svg line { fill: none; stroke: var(--line); } svg .named { fill: var(--named); }
svg .open { fill: var(--paper); stroke: var(--named); stroke-width: 2; }
svg .mark { fill: var(--on-named); font-weight: bold; }
@page { size: A4; margin: 11mm 13mm; }
@media print { :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --link: #000000;
    --named: #000000; --on-named: #ffffff; --line: #595959; }
  body { margin: 0; max-width: none; font-size: 8.5pt; line-height: 1.2; padding: 0; }
  h1 { font-size: 1.3em; margin: 0 0 0.3em; } h2 { margin: 0.4em 0 0.2em; }
  p { margin-top: 0.1em; margin-bottom: 0.1em; }
  h1, h2, h3, h4 { break-after: avoid; } p, svg { break-inside: avoid; } svg { zoom: 0.65; } }"""

_DENSE: Final = """
main { columns: 2; column-gap: 6mm; font-size: 9pt; line-height: 1.25; }
h1 { font-size: 1.2em; margin: 0; } h2 { font-size: 1.1em; margin: 0.3em 0; }
h3 { font-size: 1em; margin: 0.4em 0 0.1em; border: 1px solid var(--ink); padding: 0.1em 0.3em; }
p { margin: 0.1em 0 0 1em; text-indent: -1em; }
@page { margin: 9mm; } @media print { main { font-size: 8pt; } }"""
"""Added for two columns."""


def html_of(blocks: Iterable[PageBlock], title: str, *, dense: bool = False) -> str:
    """A whole HTML document.

    Args:
        blocks: what it says.
        title: what a browser names it by.
        dense: whether it is set in two columns of small print, with headings of level 3 in boxes.
    """
    return "".join(f"{line}\n" for line in _lines(blocks, title, dense=dense))


def _lines(blocks: Iterable[PageBlock], title: str, *, dense: bool) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{_text(title)}</title>"
    yield f"<style>\n{_STYLE}{_DENSE * dense}\n</style></head>"
    yield "<body><main>"
    for block, level in nested(blocks):
        if isinstance(block, Heading):
            first = ' class="first"' if block.first else ""
            yield f"<h{level}{first}>{_text(block.text)}</h{level}>"
        elif isinstance(block, Line):
            alert = ' class="alert"' if block.alert else ""
            yield f"<p{alert}>{html_line(block)}</p>"
        else:
            yield from svg_of(block)
    yield "</main></body>"
    yield "</html>"


def html_line(line: Line) -> str:
    """A line as inline HTML."""
    label = f"<b>{_text(line.label)}:</b> " if line.label else ""
    text = f"<b>{_text(line.text)}</b>" if line.alert else _text(line.text)
    link = _text(line.link)
    link = f'<a href="{link}">{link}</a>' if line.followed else link
    return f"{label}{text}{link and ' '}{link}"


def _text(text: str) -> str:
    return escape(cleaned(text))


def render(source: Source, document: str) -> str:
    """A document as an HTML file."""
    return html_of(blocks_of(source, document), source.summary.header.pathway)
