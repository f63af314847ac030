"""Text that tries to act on a terminal, a markup parser, a file name or a reader's eye."""

from __future__ import annotations

import re
from typing import Final

ESCAPES: Final = [
    "\x1b[2J\x1b[1;1HNO RED FLAGS",
    "\x1b[31;1mred",
    "\x1bc reset",
    "\x1b[?1049l left",
    "\x1b[?1003h mouse",
    "\x1b[6n\x1b[c report",
    "\x1b[20;1H\x1b[K\x1b[1A\x1b[100D moves",
    "\x1b(0lqqk\x1b(B line drawing",
    "\x1b#8 screen of E",
    "\x1b[s\x1b[u\x1b7\x1b8",
    "\x1b unfinished \x1b[",
]
OPERATING_SYSTEM: Final = [
    "\x1b]0;PWNED\x07",
    "\x1b]2;PWNED\x1b\\",
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]52;c;UFdORUQ=\x1b\\",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]4;1;#000000\x07 palette",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]9;notify\x07",
    "\x1b]7;file://host/\x1b\\ unfinished \x1b]0;",
]
DEVICE: Final = [
    "\x1bP+q544e\x1b\\",
    "\x1bPq#0;2;0;0;0~\x1b\\ picture",
    "\x1bX start of string \x1b\\",
    "\x1b^private\x1b\\",
    "\x1b_Gq=1;AAAA\x1b\\",
]
EIGHT_BIT: Final = [
    "\x9b31mC1\x85",
    "\x9d0;PWNED\x9c",
    "\x90q~\x9c",
    "\x8eshift\x8f",
]
CONTROLS: Final = [
    "line\nbreak\r\nand\x0bmore\x0c",
    "tab\tand\bback\x7fspace",
    "nul\0bell\x07",
    "\x0eshift out\x0f\x13stop\x11",
    "over\rwritten",
]
MARKUP: Final = [
    "[/]",
    "[/b] pain [/ 7/10",
    "[b]bold",
    "[undefined][/]",
    "[@click=app.quit]quit[/]",
    "[bold red on white]NO RED FLAGS",
    "[link=http://example.org]x",
    "[[[[[[[[[[",
    "\\[b] \\\\[b]",
    "$primary [$error]x[/]",
    "{'a[0]': [type=x, v={'a[0]'}]}",
    ":warning: **bold** `code` | table |",
    "<script>alert(1)</script> & <b>",
]
UNICODE: Final = [
    "Bed\u202e4 deB",
    "\u2066isolated\u2069 \u200fmark \u061c",
    "zero\u200bwidth\u200c\u200d\u2060\ufeff",
    "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308algo",
    "\U000e0041\U000e0042 tags",
    "lone \ud800 surrogate \udcff",
    "\N{HANGUL FILLER}\N{VARIATION SELECTOR-16}\N{COMBINING GRAPHEME JOINER}\N{SOFT HYPHEN}",
    "line\u2028paragraph\u2029next\x85",
    "\ue000 private \U0010ffff none \ufffe",
    "khmer \u17b4\u17b5 mongolian \u180b\u180e\u180f",
    "half \uffa0 filler \u2800 braille \U000e0100 variation",
    "music \U0001d173\U0001d17a shorthand \U0001bca0 annotation \ufff9\ufffb",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067 \u4e2d\u6587",
]
FORMATS: Final = [
    "%s %n %x {0} {name} ${HOME} $(id) `id`",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "'; DROP TABLE sessions; --",
    "-rf --help",
    "~no-such-user/.ssh/authorized_keys",
    "CON.txt:stream",
    " ",
    "\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}",
]
SIZES: Final = [
    "x" * 100_000,
    "\x1b[31m" * 20_000,
    "\u0301" * 50_000,
    "\u4e2d" * 30_000,
    "[" * 30_000,
]

HOSTILE: Final = [
    *ESCAPES,
    *OPERATING_SYSTEM,
    *DEVICE,
    *EIGHT_BIT,
    *CONTROLS,
    *MARKUP,
    *UNICODE,
    *FORMATS,
    *SIZES,
]

UNSAFE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ue000-\uf8ff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff\ud800-\udfff]"
)
"""A character that must not be in what is printed; only ends of lines may."""


def control_sequences(written: bytes) -> set[str]:
    """The kinds of control sequences and characters in a stream, numbers and text left out."""
    text = written.decode("utf-8", "replace")
    found = re.findall(
        "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[PX^_\\]][^\x1b\x07]*|\x1b.|[^\x20-\x7e\x1b]", text
    )
    kinds = {re.sub("[0-9;:]+", "", token) for token in found}
    return {kind for kind in kinds if len(kind) > 1 or UNSAFE.match(kind)}


def ascii_id(text: str) -> str:
    """A name for a text in the list of tests."""
    return ascii(text)[:24]
