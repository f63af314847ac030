"""The search of the content: the six outside questions, the related ones, and all the rest."""

from __future__ import annotations

import pytest

from data.content.loader import Content
from data.content.search import ContentSearch, FoundKind


@pytest.fixture(scope="module")
def search(content: Content) -> ContentSearch:
    return ContentSearch(content)


def test_each_question_outside_is_refused_by_name_with_where_to_ask(
    content: Content, search: ContentSearch
) -> None:
    for item in content.scope.not_covered:
        for typed in (item.question, *item.words):
            first = search.find(typed)[0]
            assert first.title == f"outside this program: {item.says}, see {item.see}", typed


def test_each_related_question_is_found_by_its_own_words(
    content: Content, search: ContentSearch
) -> None:
    for item in content.scope.related:
        assert search.find(item.question)[0].key == item.case


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("smo", FoundKind.QUESTION),
        ("Brace if it comforts", FoundKind.ADVICE),
        ("antibiotic choice", FoundKind.LIMIT),
        ("oedema demineralised", FoundKind.STATEMENT),
        ("Bologna", FoundKind.SOURCE),
    ],
)
def test_every_part_of_the_content_is_found(
    search: ContentSearch, typed: str, kind: FoundKind
) -> None:
    assert kind in {found.kind for found in search.find(typed)}


def test_a_sign_is_not_taken_for_an_outside_question(search: ContentSearch) -> None:
    assert search.find("bowel")[0].kind is FoundKind.QUESTION


def test_words_that_nothing_has_find_nothing(search: ContentSearch) -> None:
    assert not search.find("xyzzy")
    assert not search.find("how is the")
    assert not search.find("")
