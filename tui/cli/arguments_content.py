"""`spinepath content` and what it does with digests, differences and signatures."""

from __future__ import annotations

import argparse

from tui.cli import EXIT, Commands


def add(commands: Commands) -> None:
    """Add the command and its actions."""
    content = commands.add_parser("content", help="sources, review status and digests")
    content.add_argument(
        "--statements",
        action="store_true",
        help="the article statement by statement, with the rules and cases that carry each",
    )
    content.set_defaults(run=_content)
    actions = content.add_subparsers(title="actions", metavar="ACTION")
    digest = actions.add_parser(
        "digest",
        help="whether each item still means what its kept digest says",
        description="Compare what each item of the content means with the digests kept beside it,"
        " and name the items that differ. Comments and layout make no difference.",
        epilog=EXIT,
    )
    digest.add_argument("--write", action="store_true", help="keep the digests as they are now")
    digest.set_defaults(run=_digest)
    _add_review(actions)
    diff = actions.add_parser(
        "diff",
        help="what changes from one content to another, and for which patients",
        description="OLD and NEW are directories of content; NEW is the program's own unless it is"
        " named. For each line of advice that some answers gain or lose, the number of such"
        " patterns is exact, and one of them is a case that `spinepath evaluate` replays.",
        epilog=EXIT,
    )
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW", nargs="?")
    diff.add_argument("--format", choices=("text", "json"), default="text")
    diff.set_defaults(run=_diff)


def _add_review(actions: Commands) -> None:
    review = actions.add_parser(
        "review",
        help="who has reviewed what, and signing",
        description="Without an option: what is submitted, under review and approved. An item is"
        " named by its kind and key, such as rule.augmentation_consider. A signature is of what the"
        " item means today; after any change of it the item counts as submitted again."
        " SPINEPATH_REVIEWS names the file of signatures that a hospital keeps for all accounts;"
        " without it they are kept beside the user's own sessions.",
        epilog=EXIT,
    )
    review.add_argument("show", metavar="ITEM", nargs="*", help="show these items in full")
    signing = review.add_mutually_exclusive_group()
    signing.add_argument("--approve", metavar="ITEM", nargs="+", help="sign these items")
    signing.add_argument("--start", metavar="ITEM", nargs="+", help="say that a review has begun")
    signing.add_argument("--withdraw", metavar="ITEM", nargs="+", help="take signatures back")
    signing.add_argument(
        "--status",
        choices=("submitted", "under_review", "approved"),
        help="name every item of this status",
    )
    review.add_argument("--by", metavar="NAME", help="who signs")
    review.add_argument("--role", metavar="ROLE", help='such as "consultant radiologist"')
    review.add_argument("--format", choices=("text", "json"), default="text")
    review.set_defaults(run=_review)


def _content(options: argparse.Namespace) -> int:
    from tui.cli import content as ledger

    return ledger.run(statements=options.statements)


def _digest(options: argparse.Namespace) -> int:
    from tui.cli import content_digest as digest

    return digest.run(write=options.write)


def _diff(options: argparse.Namespace) -> int:
    from tui.cli import content_diff as difference

    return difference.run(options.old, options.new, form=options.format)


def _review(options: argparse.Namespace) -> int:
    from tui.cli import content_review as review

    return review.run(options)
