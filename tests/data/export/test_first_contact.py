"""The first contact on two pages: complete in what is urgent, and nothing that could harm."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from data.content.loader import Content
from data.export.blocks import Heading
from data.export.first_contact import first_contact
from data.export.html import html_of
from data.export.text import text_of
from data.wording.kinds import BOX
from engine.model.place import Leads
from engine.model.urgency import Urgency
from tui.cli.main import main

TODAY: Final = date(2026, 3, 2)
TWO_PAGES: Final = 16_000
"""Characters that two dense pages hold; 13,000 were seen to fill one and a half of them."""


@pytest.fixture(scope="module")
def text(content: Content) -> str:
    return " ".join(text_of(first_contact(content, TODAY)).split())


def test_every_leading_emergency_stands_on_it_with_its_reason(content: Content, text: str) -> None:
    known = content.pathway.recommendations
    rules = [
        rule
        for rule in content.pathway.rules.values()
        if (known[rule.gives].urgency if rule.urgency is None else rule.urgency)
        is Urgency.EMERGENCY
        and known[rule.gives].leads is not Leads.NO
    ]
    assert len(rules) > 5
    for rule in rules:
        assert f"{BOX} {known[rule.gives].title} (EMERGENCY)" in text
        assert rule.says in text


def test_nothing_on_it_could_harm_where_it_is_not_needed(content: Content, text: str) -> None:
    permissive = [one for one in content.pathway.recommendations.values() if one.permissive]
    assert permissive
    assert not [one.title for one in permissive if f"{BOX} {one.title} (" in text]


def test_every_line_of_the_first_lists_has_a_box(content: Content, text: str) -> None:
    forms = list(content.pathway.forms.values())
    last = next(n for n, form in enumerate(forms) if form.ends)
    for form in forms[: last + 1]:
        assert form.title in text
        for key in form.asks:
            if key in content.pathway.checklists:
                items = content.pathway.checklists[key].items
                assert all(f"{BOX} {item.says}" in text for item in items)
            else:
                assert content.pathway.findings[key].short in text


def test_it_stays_on_two_pages_and_says_what_it_is(content: Content, text: str) -> None:
    assert len(text) < TWO_PAGES
    assert "UNREVIEWED" in text
    assert "spinepath print has every rule" in text
    page = html_of(first_contact(content, TODAY), content.title, dense=True)
    assert "columns: 2" in page
    assert "columns: 2" not in html_of([Heading(1, "x")], "x")


def test_the_command_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", "--first-contact", "--format", "html"]) == 0
    assert "Then, step by step" in capsys.readouterr().out
