"""One question on lines: its form, and what a typed line does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.forms import Answered, QuestionForm
from tui.forms.form import NOT_KNOWN_LINE, keeps


class PlainQuestion:
    """A form that hears lines in place of keys.

    Attributes:
        form: what it asks with.
    """

    def __init__(self, form: QuestionForm, pressed: Callable[[], None] = lambda: None) -> None:
        """Ask.

        Args:
            form: the question.
            pressed: called after each key that did not complete the answer.
        """
        self.form = form
        self._pressed = pressed

    @property
    def fault(self) -> str:
        """The reason why the last line is no answer, or not yet."""
        return self.form.fault

    def waits_for_more_than(self, line: str) -> bool:
        """Return whether the form asked for its entry again and a line is not that."""
        return self.form.confirming and not keeps(line)

    @property
    def legal(self) -> str:
        """The legal input, in words."""
        return self.form.legal_lines

    def lines(self) -> Iterable[str]:
        """The question as it stands."""
        return self.form.lines()

    def take(self, line: str) -> Answered | bool:
        """The answer if a line completes it, else whether the line meant anything."""
        keys = self.form.keys_of(line)
        if keys is None:
            return False
        for key in keys:
            unknown = key == NOT_KNOWN_LINE
            result = self.form.not_known() if unknown else self.form.press(key)
            if isinstance(result, Answered):
                return result
            self._pressed()
        return True
