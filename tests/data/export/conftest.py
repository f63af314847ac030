"""Sessions of the seed patient, for the tests of exports."""

from __future__ import annotations

import pytest

from data.content.loader import Content
from data.session.events import Event, EventKind
from data.session.session import Session
from tests.support.seed_patient import NOW, answered, seen


@pytest.fixture
def seed(content: Content) -> Session:
    """The seed patient, who declines to wait for earlier images."""
    declined = Event(
        EventKind.DECLINED, NOW, recommendation="find_prior_imaging", detail="none were ever taken"
    )
    return seen(content, answered(content), declined)
