"""The interview, a question and a line at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from data.banners import PRACTICE
from data.export import FORMATS, ExportError, summarise, write_export
from tui.desk import Desk
from tui.forms import Form, Given, form_for
from tui.plain import reading, typed
from tui.plain.ears import LONGEST, Ears
from tui.progress import progress
from tui.sitting import Sitting
from tui.why import why_rows

PROMPT: Final = "> "
_COMMANDS: Final = "back, undo, why, plan, answers, note, export, finish, help, quit"
_HELP: Final = (
    "An answer is stored as soon as it is complete, and read back.",
    "back, b: to the question before; its answer stays until it is changed.",
    "undo: take the last answer back.",
    "unknown, u: not known. none, n: in a list, none of these, all checked.",
    "In a list, the key of a line ticks it; again, its next value; after the last, nothing.",
    "keep: store what is ticked; the other lines are checked and absent.",
    "why, w: why this is asked, and what one answer would change.",
    "plan, p: the advice so far. plan 2: number 2 of it in full, with its sources.",
    "answers, r: all answers. go and a part of a name: to the question of that answer.",
    "note and your own words: keep them with the session; they change no advice.",
    f"export FORMAT PATH: write the summary. Formats: {', '.join(FORMATS)}.",
    "finish: mark the session as finished. quit, q: back to the list of sessions.",
)
_ALL_ASKED: Final = "All that can matter is asked; what is not known can still change the advice."


class LineInterview:
    """One sitting on plain lines, until the user leaves it or there are no more lines."""

    def __init__(
        self, desk: Desk, sitting: Sitting, ears: Ears, say: Callable[[str], None]
    ) -> None:
        """Take up a sitting."""
        self._desk = desk
        self._sitting = sitting
        self._ears = ears
        self._say = say
        self._form: Form | None = None
        self._left = False
        self._leaving = ""
        self._commands: dict[str, Callable[[str], None]] = {
            **dict.fromkeys(("back", "b"), self._back),
            "undo": self._undo,
            **dict.fromkeys(("why", "w"), self._why),
            **dict.fromkeys(("plan", "p"), self._plan),
            **dict.fromkeys(("answers", "r"), self._answers),
            "go": self._go,
            "export": self._export,
            "note": self._note,
            "finish": self._finish,
            **dict.fromkeys(("help", "h", "?"), self._help),
            **dict.fromkeys(("quit", "q"), self._quit),
        }

    def run(self) -> bool:
        """Ask until the user leaves; false when there are no more lines."""
        self._open()
        while not self._left:
            line = self._ears.line(self._prompt)
            if line is None:
                if self._form is not None and self._form.pending:
                    self._say("What was entered at this question is not complete, nor stored.")
                return False
            self._take(line)
        return True

    @property
    def form(self) -> Form | None:
        """The question at hand."""
        return self._form

    def _open(self) -> None:
        """Read out the question at hand, or the plan when there is none."""
        sitting = self._sitting
        if sitting.fault:
            self._say(sitting.fault)
        self._all([PRACTICE] if self._desk.practice else [])
        self._all(reading.emergency_lines(sitting))
        question = sitting.question
        if question is None:
            self._form = None
            self._say(_ALL_ASKED)
            self._all(reading.plan_lines(sitting))
            return
        pathway = sitting.compiled.pathway
        self._form = form_for(pathway, question, sitting.shown, sitting.earlier, sitting.half)
        self._leaving = ""
        chapter = pathway.chapters.get(question.chapter, "")
        self._say("")
        self._say(f"{chapter}. {progress(sitting.standing)}.")
        self._all(self._form.lines())

    def _prompt(self) -> None:
        may = f"Type {typed.legal(self._form)}. " if self._form else ""
        self._say(f"{may}Also: {_COMMANDS}.")
        self._say(PROMPT.strip())

    def _take(self, line: str) -> None:
        if len(line) > LONGEST:
            self._say(f"Not taken: a line has {LONGEST} characters at most.")
            return
        word, _, rest = line.strip().partition(" ")
        command = self._commands.get(word.lower())
        found = typed.keys(self._form, line) if self._form else None
        if found is not None:
            self._leaving = ""
            self._press(found)
        elif command is not None:
            command(rest.strip())
        elif line.strip():
            self._say("Not understood, and nothing is stored.")

    def _press(self, keys: Iterable[str]) -> None:
        """Press keys on the form until it has an answer."""
        if self._form is None:
            return
        for key in keys:
            unknown = key == typed.UNKNOWN
            result = self._form.not_known() if unknown else self._form.press(key)
            if isinstance(result, Given):
                self._give(result)
                return
            if self._form.draft:
                self._sitting.draft(self._form.draft)
        self._sitting.enter(self._form.half)
        self._all(self._form.lines())

    def _give(self, given: Given) -> None:
        sitting = self._sitting
        before = reading.advised(sitting)
        sitting.give(given.values, typed=given.typed)
        pathway = sitting.compiled.pathway
        said = [reading.value_words(pathway, key, value) for key, value in given.values.items()]
        stored = "Not stored" if sitting.fault else "Stored"
        self._say(f"{stored}. {'; '.join(said)}.")
        self._all(reading.change_lines(before, reading.advised(sitting)))
        self._open()

    def _may_leave(self, word: str) -> bool:
        """Whether nothing is lost by leaving the question, or the user knows that it is."""
        pending = self._form is not None and self._form.pending
        if not pending or self._leaving == word:
            return True
        self._leaving = word
        kept = (
            "is not stored yet" if self._sitting.fault else "is no answer yet; it is kept as it is"
        )
        self._say(f"What is entered here {kept}. {word} again leaves.")
        return False

    def _back(self, _: str) -> None:
        if self._form is not None and self._form.back():
            self._all(self._form.lines())
        elif not self._may_leave("back"):
            return
        elif self._sitting.go_back():
            self._open()
        else:
            self._say("This is the first question.")

    def _undo(self, _: str) -> None:
        if not self._may_leave("undo"):
            return
        if undone := self._sitting.undo():
            self._say(f"Taken back: {undone}")
            self._open()
        else:
            self._say("There is nothing to take back.")

    def _why(self, _: str) -> None:
        rows = why_rows(self._sitting)
        self._all([row.text for row in rows] or ["No question is at hand."])

    def _plan(self, number: str) -> None:
        if not number:
            self._all(reading.plan_lines(self._sitting))
            return
        at = int(number) if number.isdecimal() and len(number) < 4 else 0
        lines = list(reading.detail_lines(self._desk.content, self._sitting, at))
        count = len(self._sitting.advice.recommended)
        self._all(lines or [f"The plan has the numbers 1 to {count}; {number} is not one of them."])

    def _answers(self, _: str) -> None:
        self._all(reading.answer_lines(self._sitting))

    def _go(self, name: str) -> None:
        """To the question of a finding, by a part of its name."""
        findings = self._sitting.compiled.pathway.findings.values()
        sought = name.casefold()
        found = [f for f in findings if sought and sought in f.short.casefold()]
        whole = [f for f in found if f.short.casefold() == sought] or found
        if not self._may_leave("go"):
            return
        if len(whole) == 1 and self._sitting.go_to(whole[0].key):
            self._open()
        elif len(whole) == 1:
            self._say("Its question does not apply now.")
        elif found:
            self._say(f"Which one? {'; '.join(f.short for f in found[:9])}.")
        else:
            self._say("Type go and a part of a name that answers lists.")

    def _export(self, words: str) -> None:
        form, _, path = words.partition(" ")
        if form not in FORMATS or not path.strip():
            self._say(f"Type export, a format ({', '.join(FORMATS)}) and a path.")
            return
        sitting = self._sitting
        now = self._desk.clock()
        try:
            record = self._desk.shelf.record()
            summary = summarise(sitting.compiled, self._desk.content, sitting.session, now, record)
            written = write_export(Path(path.strip()), FORMATS[form](summary))
        except (ExportError, ValueError, RuntimeError) as error:
            self._say(str(error))
            return
        sitting.exported(form)
        self._say(sitting.fault or f"Written: {written}")

    def _note(self, words: str) -> None:
        if words:
            self._sitting.note(words)
            self._say(self._sitting.fault or "The note is kept; it changes no advice.")
        else:
            self._say("Type note and your own words.")

    def _finish(self, _: str) -> None:
        if not self._may_leave("finish"):
            return
        self._sitting.finish()
        fault = self._sitting.fault
        self._say(fault or f"Session {self._sitting.session.id} is finished.")
        self._left = not fault

    def _help(self, _: str) -> None:
        self._all(_HELP)

    def _quit(self, _: str) -> None:
        if not self._may_leave("quit"):
            return
        fault = self._sitting.fault
        self._say(fault or f"Session {self._sitting.session.id} is saved.")
        self._left = True

    def _all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)
