"""The certificate: fresh as shipped, of one content only, and of failures with a witness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.content.certificate import FILE, certificate_json, read_certificate
from data.content.loader import SHIPPED, Content, load
from data.governance.certificate_writer import certificate
from data.wording.banners import UNPROVED, banners
from engine.diagram.compiler import Compiled, compile_pathway
from engine.proofs import Failure, Proof
from tests.support.cases import spoil
from tests.support.screen_driver import Bench, press, words
from tui.cli.verify import COMMAND
from tui.state.loaded_content import LoadedContent
from tui.views.about import ledger_lines
from tui.views.certificate import certificate_lines

TODAY = date(2026, 3, 1)
PROOFS = (
    Proof("Nothing is wrong", 3, ()),
    Proof("All is well", 1, (Failure("it is", {"fever": "yes"}, {"fever": "yes"}, 10**90),)),
)


def test_the_kept_certificate_is_of_the_shipped_content(content: Content) -> None:
    assert content.proved, f"the content has changed; run: {COMMAND}"


@pytest.mark.slow
def test_the_kept_certificate_says_what_is_proved_today(
    content: Content, proofs: tuple[Proof, ...]
) -> None:
    proved = certificate(compile_pathway(content.pathway), proofs, "", 0.0)
    assert content.certificate
    read_certificate = content.certificate.model_copy(
        update={"seconds": 0.0, "program": "", "nodes": proved.nodes}
    )
    assert read_certificate == proved, f"the proofs have changed; run: {COMMAND}"


def test_a_changed_content_is_not_proved_and_says_so_on_every_page(copy: Path) -> None:
    spoil(copy, "thresholds.toml", "value = 18", "value = 17")
    changed = load(copy)
    assert changed.certificate
    assert not changed.proved
    assert UNPROVED in banners(changed, TODAY)
    text = "\n".join(ledger_lines(changed))
    assert f"PROOF\n{UNPROVED}" in text
    assert "CERTIFICATE" not in text


@pytest.mark.parametrize("text", ["", "{}", "[", '{"pathway": 1}', "\x00"])
def test_a_certificate_that_cannot_be_read_proves_nothing(copy: Path, text: str) -> None:
    (copy / FILE).write_text(text)
    assert not load(copy).proved
    (copy / FILE).unlink()
    assert not load(copy).proved


def test_a_failed_proof_proves_nothing_and_shows_its_witness(
    compiled: Compiled, content: Content, tmp_path: Path
) -> None:
    proved = certificate(compiled, PROOFS, "0.1.0", 1.23)
    assert not proved.holds
    assert not proved.proves(content.pathway)
    text = "\n".join(certificate_lines(proved))
    assert "proved: Nothing is wrong (3 claims)" in text
    assert "FAILED: All is well (1 claim)" in text
    assert '{"findings": {"fever": "yes"}}' in text
    assert "1e+90 patterns" in text
    (tmp_path / FILE).write_text(certificate_json(proved))
    assert read_certificate(tmp_path) == proved


def test_what_was_excepted_is_printed(content: Content) -> None:
    assert content.certificate
    proof = content.certificate.proofs[0].model_copy(update={"notes": ("SPEP: nobody orders it.",)})
    told = content.certificate.model_copy(update={"proofs": (proof,)})
    assert "  SPEP: nobody orders it." in list(certificate_lines(told))


def test_reading_the_content_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    """Start-up never waits for a proof."""

    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("engine.proofs.prove", refuse)
    assert load(SHIPPED).proved


async def test_about_shows_the_certificate(
    bench: Bench,
    content: Content,
    compiled: Compiled,
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "a")
        assert "answer patterns: every combination of values of" in words(pilot)
    other = replace(content, certificate=None)
    async with bench.running(bench.app(load=lambda: LoadedContent(other, compiled))) as pilot:
        assert UNPROVED in words(pilot)
        await press(pilot, "a")
        assert UNPROVED in words(pilot)
