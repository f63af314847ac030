"""The words of a page on plain lines: each named once, read by prompts and help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A word that a page takes at the beginning of a line.

    Attributes:
        names: the word, then what is short for it.
        action: what the page does, without its `do_`.
        says: what that is, in a sentence.
        takes: what has to follow the word, or may; empty where nothing does.
        often: whether every prompt names it.
    """

    names: tuple[str, ...]
    action: str
    says: str
    takes: str = ""
    often: bool = False


def word(
    names: str, says: str, *, action: str = "", takes: str = "", often: bool = False
) -> Command:
    """A word with its short forms after it, blanks between; it does what it is called."""
    first, *short = names.split()
    return Command((first, *short), action or first, says, takes, often)


HELP = word("help h ?", "all words of this page, and what they do", action="help", often=True)


def help_lines(words: Iterable[Command]) -> Iterator[str]:
    """Every word with what may follow it, its short forms and what it does."""
    for one in words:
        first, *short = one.names
        also = f", or {', '.join(short)}" if short else ""
        yield f"{first} {one.takes}".rstrip() + f"{also}: {one.says}."
