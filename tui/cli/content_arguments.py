"""The words and options of the commands about content, and of `schema`."""

from __future__ import annotations

from typing import Final

from data.guides import READERS
from tui.cli.argument_words import EXIT, Commands, add_format, kept_words, runs

_SIGNED: Final = """\
Without an option: what is submitted, under review and approved. An item is named by its kind and
key, such as rule.NAME. A signature is of what the item means today; after any
change of it the item counts as submitted again. SPINEPATH_REVIEWS names the file of signatures
that a hospital keeps for all accounts; without it they are kept beside the user's own sessions."""
_DIFFERENCE: Final = """\
OLD and NEW are directories of content; NEW is the program's own unless it is named. For each line
of advice that some answers gain or lose, the number of such patterns is exact, and one of them is
a case that `spinepath evaluate` replays."""

DOCUMENTS: Final = ("case", "advice", "session", "content")
"""The names of `data.export.schemas.SCHEMAS`, which help must not import."""


def add_content(commands: Commands) -> None:
    """Add the command about sources, review and differences of the content."""
    content = commands.add_parser("content", help="sources, review status and digests")
    content.add_argument(
        "--statements",
        action="store_true",
        help="the article statement by statement, with the rules and cases that carry each",
    )
    content.set_defaults(run=runs("content"))
    actions = content.add_subparsers(title="actions", metavar="ACTION")
    actions.add_parser(
        "questionnaire", help="the questions as a FHIR R4 Questionnaire", epilog=EXIT
    ).set_defaults(run=runs("content_questionnaire"))
    digest = actions.add_parser(
        "digest",
        help="whether each item still means what its kept digest says",
        description="Compare what each item of the content means with the digests kept beside it,"
        " and name the items that differ. Comments and layout make no difference.",
        epilog=EXIT,
    )
    digest.add_argument("--write", action="store_true", help="keep the digests as they are now")
    digest.set_defaults(run=runs("content_digest"))
    _review(actions)
    diff = actions.add_parser(
        "diff",
        help="what changes from one content to another, and for which patients",
        description=_DIFFERENCE,
        epilog=EXIT,
    )
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW", nargs="?")
    add_format(diff, "text", "json")
    diff.add_argument(
        "--cohort",
        metavar="TABLE",
        help="count whose advice changes in a table of patients, as `spinepath cohort` reads it",
    )
    diff.set_defaults(run=runs("content_diff"))


def add_safety(commands: Commands) -> None:
    """Add the command that prints the safety case."""
    safety = commands.add_parser(
        "safety", help="the safety case: intended use, hazard log with controls, parts", epilog=EXIT
    )
    safety.set_defaults(run=runs("safety"))


def add_guide(commands: Commands) -> None:
    """Add the command that prints a guide."""
    guide = commands.add_parser("guide", help="a guide for one reader, as Markdown", epilog=EXIT)
    guide.add_argument("reader", choices=READERS, nargs="?", default=READERS[0])
    guide.set_defaults(run=runs("guide"))


def add_schema(commands: Commands) -> None:
    """Add the command that prints a JSON Schema."""
    schema = commands.add_parser(
        "schema", help="the JSON Schema of what the program reads or writes", epilog=EXIT
    )
    schema.add_argument("document", choices=DOCUMENTS)
    schema.set_defaults(run=runs("schema"))


def _review(actions: Commands) -> None:
    review = actions.add_parser(
        "review", help="who has reviewed what, and signing", description=_SIGNED, epilog=EXIT
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
    review.add_argument("--by", metavar="NAME", type=kept_words, help="who signs")
    review.add_argument(
        "--role", metavar="ROLE", type=kept_words, help='such as "consultant radiologist"'
    )
    add_format(review, "text", "json")
    review.set_defaults(run=runs("content_review"))
