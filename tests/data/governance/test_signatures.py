"""Signatures: kept in real files, of what an item means, and gone with any change of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content.loader import SHIPPED, Content, load
from data.content.review import Review, ReviewStatus, Signature, page_items
from data.export.advice_json import AdviceDocuments
from data.governance.item_digests import digests
from data.governance.signature_file import (
    ReviewFileError,
    add_signatures,
    clean_name,
    read_signatures,
    reviewed,
)
from data.wording.banners import UNREVIEWED, banners
from engine.advice.checked import checked_advice
from engine.advice.decide import decide
from engine.diagram.compiler import Compiled, compile_pathway
from tests.support.cases import CASES, answers_of, spoil
from tests.support.forked import run
from tests.support.screen_driver import Bench, interview_session, press, settled, words
from tui.state.loaded_content import LoadedContent
from tui.views.about import ledger_lines

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
RULE = "rule.augmentation_consider"
WHO = ("--by", "Dr A. Example", "--role", "consultant radiologist")


def signed(
    item: str, digest: str, status: ReviewStatus = ReviewStatus.APPROVED, by: str = "Dr A. Example"
) -> Signature:
    return Signature(item, digest, status, by, "consultant radiologist", NOON, "1.0.0")


@pytest.fixture(scope="module")
def meant(content: Content, compiled: Compiled) -> dict[str, str]:
    return digests(content, compiled)


def all_signed(meant: dict[str, str], *but: str) -> Review:
    return Review({n: (signed(n, d),) for n, d in meant.items() if n not in but}, meant)


def test_a_signature_is_of_the_day_at_the_place_where_it_is_read(
    zone: Callable[[str], None],
) -> None:
    late = replace(signed(RULE, ""), at=datetime(2026, 3, 1, 23, tzinfo=UTC))
    for name, day in (("Australia/Sydney", "02-Mar-2026"), ("America/New_York", "01-Mar-2026")):
        zone(name)
        assert late.words == f"Dr A. Example, consultant radiologist, {day}"


def test_nothing_comes_signed(content: Content, meant: dict[str, str], tmp_path: Path) -> None:
    assert not list(Path(str(SHIPPED)).rglob("*review*"))
    assert content.review.whole is ReviewStatus.SUBMITTED
    assert {content.review.status(name) for name in meant} == {ReviewStatus.SUBMITTED}


@pytest.mark.slow
def test_a_signature_stands_until_the_item_changes(
    copy: Path, compiled: Compiled, content: Content, meant: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "reviews.jsonl"
    add_signatures(path, [signed(name, meant[name]) for name in (RULE, "concept.emergency")])
    here = reviewed(content, compiled, path)
    assert here.review.status(RULE) is ReviewStatus.APPROVED
    spoil(copy, "concepts.toml", '{ saddle_anaesthesia = "yes" },', "# as read\n")
    other = load(copy)
    there = reviewed(other, compile_pathway(other.pathway), path)
    assert there.review.status(RULE) is ReviewStatus.APPROVED
    assert there.review.status("concept.emergency") is ReviewStatus.SUBMITTED
    again = reviewed(content, compiled, path)
    assert again.review.status("concept.emergency") is ReviewStatus.APPROVED


@pytest.mark.parametrize("status", ReviewStatus)
def test_the_last_word_counts(tmp_path: Path, status: ReviewStatus) -> None:
    path = tmp_path / "reviews.jsonl"
    add_signatures(path, [signed(RULE, "a" * 64), signed(RULE, "a" * 64, status, by="Dr B")])
    review = Review(read_signatures(path), {RULE: "a" * 64})
    assert review.status(RULE) is status
    assert len(review.signatures[RULE]) == 2


def test_the_lowest_status_of_a_page_counts() -> None:
    digests = {"a": "1", "b": "2", "c": "3"}
    review = Review(
        {
            "a": (signed("a", "1"),),
            "b": (signed("b", "2", ReviewStatus.UNDER_REVIEW, by="Dr B"),),
        },
        digests,
    )
    assert review.lowest(["a"]) is ReviewStatus.APPROVED
    assert review.lowest(["a", "b"]) is ReviewStatus.UNDER_REVIEW
    assert review.lowest(["a", "b", "c"]) is review.whole is ReviewStatus.SUBMITTED
    assert review.lowest([]) is ReviewStatus.SUBMITTED
    assert review.words(["a", "b"]) == "under review (Dr B, consultant radiologist, 01-Mar-2026)"


def test_a_page_is_unreviewed_until_its_last_item_is_signed(
    content: Content, compiled: Compiled, meant: dict[str, str]
) -> None:
    answers = answers_of(compiled, CASES["V02"])
    advice = checked_advice(compiled, answers)
    items = page_items(advice)
    assert {f"recommendation.{code}" for code in advice.codes} <= set(items)
    for missing in items:
        page = replace(content, review=all_signed(meant, missing))
        assert UNREVIEWED in banners(page, TODAY, items), missing
    page = replace(content, review=all_signed(meant, "finding.fever"))
    assert UNREVIEWED not in banners(page, TODAY, items)
    assert UNREVIEWED in banners(page, TODAY)
    document = AdviceDocuments(page, compiled)(answers, TODAY)
    assert {item["review_status"] for item in document["recommendations"]} == {"approved"}
    assert document["banners"] == []
    assert document["pathway"]["review_status"] == "submitted"


def test_a_refusal_is_never_reviewed(compiled: Compiled, content: Content) -> None:
    advice = decide(compiled, {})
    refused = replace(advice, refused=checked_advice(compiled, {}).refused or (object(),))  # type: ignore[arg-type]
    assert page_items(refused) == ()


def test_signatures_given_at_once_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    names = [f"rule.r{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda name: add_signatures(path, [signed(name, "a" * 64)]), names))
    assert set(read_signatures(path)) == set(names)


@pytest.mark.parametrize(
    "line",
    [
        "oops",
        "{}",
        '{"format": 2}',
        json.dumps({"format": 1, "item": RULE, "digest": "a" * 64, "status": "fine"}),
    ],
)
def test_with_one_line_that_cannot_be_read_no_signature_counts(
    content: Content, compiled: Compiled, meant: dict[str, str], tmp_path: Path, line: str
) -> None:
    path = tmp_path / "reviews.jsonl"
    add_signatures(path, [signed(RULE, meant[RULE])])
    with path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(ReviewFileError, match="line 2"):
        read_signatures(path)
    with pytest.raises(ReviewFileError):
        add_signatures(path, [signed(RULE, meant[RULE])])
    page = reviewed(content, compiled, path)
    assert page.review.status(RULE) is ReviewStatus.SUBMITTED
    assert any("NO SIGNATURE COUNTS" in banner for banner in banners(page, TODAY))


def test_a_file_that_others_may_write_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    add_signatures(path, [signed(RULE, "a" * 64)])
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o664)
    with pytest.raises(ReviewFileError, match="chmod go-w"):
        read_signatures(path)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReviewFileError):
        read_signatures(path)


@given(st.text(max_size=100))
def test_names_are_one_printable_line(text: str) -> None:
    try:
        name = clean_name(text)
    except ValueError:
        return
    assert clean_name(name) == name
    assert len(name) <= 80
    assert name.isprintable()


@pytest.mark.parametrize("text", ["", "  ", "12", "a\nb", "a\x1b[2J", "x" * 81, "a\u202eb"])
def test_names_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"has|is"):
        clean_name(text)


@pytest.mark.slow
def test_signing_by_command_shows_in_lists_and_pages(
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    listed = run(environment, "content", "review")
    assert b"No signature is kept" in listed.stdout
    started = run(environment, "content", "review", "--start", "concept.emergency", *WHO)
    assert b"under review (Dr A. Example" in started.stdout
    approved = run(environment, "content", "review", "--approve", RULE, "source.K10", *WHO)
    assert (approved.returncode, approved.stderr) == (0, b"")
    assert str(tmp_path / "data" / "reviews.jsonl").encode() in approved.stdout
    listed = run(environment, "content", "review")
    assert b"1 under review, 2 approved" in listed.stdout
    assert b"2 approved" in run(environment, "content").stdout.replace(b"items ", b"")
    only = run(environment, "content", "review", "--status", "approved").stdout.split()
    assert only == [b"rule.augmentation_consider", b"source.K10"]
    run(environment, "content", "review", "--withdraw", RULE, *WHO)
    document = json.loads(run(environment, "content", "review", RULE, "--format", "json").stdout)[
        "items"
    ][0]
    assert document["review_status"] == "submitted"
    assert [s["status"] for s in document["signatures"]] == ["approved", "submitted"]
    shown = run(environment, "content", "review", RULE).stdout.decode()
    assert "unless:" in shown or "when:" in shown
    assert "withdrawn by Dr A. Example" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--approve", "augmentation_consider", *WHO), RULE.encode()),
        (("--approve", "rule.augmentation_consdier", *WHO), RULE.encode()),
        (("--approve", RULE, "--by", "Dr A"), b"--role"),
        (("--approve", RULE, "--by", "A\nB", "--role", "r"), b"--by"),
        (("--by", "Dr A"), b"goes with"),
        (("rule.\x1b[2J",), b"no item"),
    ],
)
def test_what_is_wrong_with_signing_is_said_and_nothing_signed(
    environment: dict[str, str],
    tmp_path: Path,
    arguments: tuple[str, ...],
    says: bytes,
) -> None:
    done = run(environment, "content", "review", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr
    assert b"\x1b" not in done.stderr
    assert not (tmp_path / "data" / "reviews.jsonl").exists()


def test_a_hospital_names_one_file_for_all(
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    shared = tmp_path / "etc" / "signatures.jsonl"
    named = environment | {"SPINEPATH_REVIEWS": str(shared)}
    nowhere = run(named, "content", "review", "--approve", RULE, *WHO)
    assert (nowhere.returncode, nowhere.stdout) == (1, b"")
    assert b"No such file or directory" in nowhere.stderr
    shared.parent.mkdir()
    assert run(named, "content", "review", "--approve", RULE, *WHO).returncode == 0
    assert shared.stat().st_mode & 0o777 == 0o644
    assert set(read_signatures(shared)) == {RULE}
    assert not (tmp_path / "data" / "reviews.jsonl").exists()


def test_the_ledger_counts_what_is_signed(content: Content, meant: dict[str, str]) -> None:
    text = "\n".join(ledger_lines(replace(content, review=all_signed(meant, RULE))))
    assert f"1 items submitted, 0 items under review, {len(meant) - 1} items approved" in text


async def test_the_plan_drops_its_banner_when_all_on_it_is_signed(
    bench: Bench,
    content: Content,
    compiled: Compiled,
    meant: dict[str, str],
) -> None:
    page = replace(content, review=all_signed(meant, "finding.fever"))
    app = bench.app(load=lambda: LoadedContent(page, compiled))
    async with bench.running(app) as pilot:
        await press(pilot, "n enter")
        assert "UNREVIEWED" in words(pilot)
        await press(pilot, "n p")
        await settled(pilot)
        assert page_items(interview_session(pilot).advice)
        assert "UNREVIEWED" not in words(pilot)
        await press(pilot, "pagedown " * 9)  # to the end, however long the headings are
        assert "approved (Dr A. Example" in words(pilot)


def test_reading_needs_no_right_to_write(tmp_path: Path) -> None:
    """As on a ward, where the file belongs to root."""
    path = tmp_path / "reviews.jsonl"
    add_signatures(path, [signed(RULE, "a" * 64)])
    path.chmod(0o444)
    assert set(read_signatures(path)) == {RULE}
