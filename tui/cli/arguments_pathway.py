"""`spinepath verify` and `spinepath print`: the pathway as a whole."""

from __future__ import annotations

import argparse

from tui.cli import Commands


def add(commands: Commands) -> None:
    """Add the commands."""
    verify = commands.add_parser("verify", help="prove the content and print the certificate")
    verify.add_argument("--format", choices=("text", "json"), default="text")
    verify.add_argument(
        "--write",
        action="store_true",
        help="keep the certificate beside the content, where the interface shows it under About",
    )
    verify.set_defaults(run=_verify)
    _add_print(commands)


def _add_print(commands: Commands) -> None:
    paper = commands.add_parser(
        "print", help="the whole pathway as a document, for the day the computer is down"
    )
    paper.set_defaults(run=_print)
    paper.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    paper.add_argument("--out", metavar="PATH", help="a file, in place of standard output")
    paper.add_argument("--replace", action="store_true", help="replace PATH if it is there")


def _verify(options: argparse.Namespace) -> int:
    from tui.cli import verify

    return verify.run(form=options.format, write=options.write)


def _print(options: argparse.Namespace) -> int:
    from tui.cli import print as paper

    return paper.run(form=options.format, out=options.out, replace=options.replace)
