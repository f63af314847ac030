"""A question on lines: what a typed line does to its form."""

from __future__ import annotations

from collections.abc import Callable

from tui.forms.form import NOT_KNOWN_LINE, Answered, QuestionForm
from tui.plain.base import LinePage


def hear(
    page: LinePage, form: QuestionForm, line: str, pressed: Callable[[], None] = lambda: None
) -> Answered | bool:
    """The answer if a line completes it, else whether the line meant anything.

    Args:
        page: that asks; it says the form again where the line completes no answer.
        form: the question, which takes the line as keys.
        line: that was typed.
        pressed: called after each key that did not complete the answer.
    """
    keys = form.keys_of(line)
    for key in keys or ():
        result = form.not_known() if key == NOT_KNOWN_LINE else form.press(key)
        if not isinstance(result, bool) or not result:
            return result
        pressed()
    if keys is None:
        return False
    page.tell(form.lines())
    if form.asking.fault and not page.host.attended:
        page.refuse(form.asking.fault)
    return True
