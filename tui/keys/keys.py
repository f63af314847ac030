"""The keys and the typed words of every page, with the actions that they start.

Bindings, footers, help, command palette, plain words and messages read this table, so that one
line here changes a key everywhere; `tests/test_documents.py` compares the documents with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from data.wording.reader_roles import READERS
from tui.keys.page_action import PageAction, act

# fmt: off
LOCK: Final = act("app.lock_now", "ctrl+l", "lock*",
    "lock the screen now; it opens with your PIN, which it asks for if there is none")
_HELP: Final = act("help", "question_mark,f1", "help*", "all keys, those of this screen first",
    "help* h ?",
    "all words of this page, and what they do")
_HOME: Final = act("home", "q", "home*", "back to the list of sessions", "quit*",
    "back to the list of sessions; it says first if something is not saved")
_BACK: Final = act("back", "b", "back*", "back to the questions", "back*")
_PLAN: Final = act("plan", "p", "plan*", "the plan so far", "plan*")
_ANSWERS: Final = act("answers", "r", "answers",
    "all answers: given, not known, set aside, not asked; Enter changes one", "answers*",
    "all answers; the number of one leads to its question")
_REVIEW: Final = act("review", "v", "review",
    "what is missing, set aside, contradictory; then finish", "review*")
_NOTE: Final = act("note", "o", "note", "add a note of your own; it changes no advice")
_UNDO: Final = act("undo", "z", "undo*", "take the last step back, and so on to the first", "undo*")
_FINISH: Final = act("finish", "f", "finish*", "the review, which finishes the session", "finish")
_CHANGE: Final = act("change", "v", "change*", "what would change it: the nearest other answers",
    "change NUMBER")
_SOURCES: Final = act("sources", "s", "sources", "strength, review, where bodies disagree",
    "sources NUMBER")
_OVERRIDE: Final = act("override", "o", "override", "override it, with a reason",
    "override* NUMBER REASON")
_SEARCH: Final = act("search", "slash", "search",
    "search this page, the sessions, questions, advice, the article and the sources", "find WORDS")
_SETTINGS: Final = act("settings", "f3", "settings",
    "the settings: who reads, initials, telephones, colours, lock; each is saved", "settings")
_READER: Final = act("reader", "f4", "who reads",
    "the next reader: clinician, specialist, nurse or therapist, patient; it changes words only",
    "reader [WHO]")
_WIDEN: Final = act("widen", "f5", "ask about all", "ask about the whole pathway", "everything")
_LIST: Final = act("list", says="this list again", word="list l")
_FORMS: Final = (act("form(-1)", "up"), act("form(1)", "down"))
_LINES_ON: Final = (act("page(1)", "down,j"), act("page(-1)", "up,k"),
    act("page(9999)", "end"), act("page(-9999)", "home"))

PAGES: Final[Mapping[str, tuple[PageAction, ...]]] = {
    "everywhere": (
        act("page(1)", "pagedown"),
        act("page(-1)", "pageup"),
        act("palette", "colon,ctrl+p", "all", "commands of this screen by name, and the search"),
        _SEARCH,
        LOCK,
        _HELP,
        _SETTINGS,
        _READER,
        act("colour", "f2", "colours", "the next colours of terminal, dark, light, sixteen, none"),
    ),
    "app": (
        act("leave", "ctrl+c,ctrl+q",
            says="twice: quit from everywhere; it says first whether everything is saved"),
    ),
    "moving": (
        act("move", "arrows,j,k", says="move; Enter takes the line"),
        act("yes", "y", "yes*", says="yes, where something is asked"),
        act("no", "n", "no*", says="no, where something is asked; it does nothing else then"),
        act("field", "tab,shift+tab", says="the next question of the form, or the one before"),
        act("page", "pagedown,pageup", says="read on in what is longer than the screen"),
    ),
    "home": (
        act("new", "n", "new*", "begin a session", "new* [LABEL]",
            "begin a session; a label is a bed or a local number, never a name"),
        act("focus", says="what new sessions ask about; everything for all", word="focus [PART]"),
        act("open", "enter", "open*",
            "take the session up where it was left; a finished one opens at its plan"),
        act("follow", "f", "follow-up*",
            "begin a follow-up of a finished session; what is stable is carried over",
            "follow* NUMBER"),
        replace(_SEARCH, foot=True, often=True),
        act("export", "e", "export*", "export the session to a file",
            "export NUMBER FORMAT [PATH or -] [--by WHO]"),
        act("drop", "o", "wait no more", "a result is not awaited any more, for a reason",
            "drop NUMBER RESULT REASON"),
        act("delete", "d", "delete", "delete the session, after asking", "delete* NUMBER"),
        act("cases", "w", "worked cases",
            "training with the article's patient, its related questions and a tour", "cases"),
        act("train", "t", "training",
            "training mode, for practice, with sessions of its own; t again goes back", "training"),
        replace(_SETTINGS, keys="s,f3"),
        _READER, *(act(f"reads({number})", str(number)) for number, _ in enumerate(READERS, 1)),
        act("about", "a", "about",
            "review status, sources, thresholds, what is not considered or covered", "about"),
        act("quit", "q", "quit*", "quit", "quit*"),
        act("all", says="show all sessions again", word="list* l"),
        act("more", says="older sessions as well", word="more"),
    ),
    "about": (
        act("back", "b,a,q,enter", "back"),
        *_LINES_ON,
    ),
    "help": (
        act("back", "b,q,enter,question_mark,f1", "back"),
        *_LINES_ON,
    ),
    "settings": (
        act("change", "enter", "change*", "the next value, or a line to type one on",
            "set* NAME VALUE", "save another value of a setting"),
        act("back", "b,q,ctrl+g", "back*", "back to where it was called", "back*"),
    ),
    "cases": (
        act("open", "enter", "open*", "begin a session for practice with the answers of the case"),
        act("new", "n", "new*", "begin a session for practice without any answer"),
        act("train", "t", "leave training", "back to the sessions of patients"),
        act("back", "b,q,ctrl+g", "back*", "back to the list of sessions", "back*"),
    ),
    "search": (
        act("go", says="to the question that a number found", word="go NUMBER"),
        _SEARCH,
        act("move(-1)", "up"),
        act("move(1)", "down"),
        act("back", "ctrl+g", "back", "back to the page before", "back*"),
        act("home", says="to the list of sessions", word="quit q home"),
    ),
    "new_session": (
        act("home", "ctrl+g", "back", "begin nothing"),
        act("about(1)", "down"), act("about(-1)", "up"),
    ),
    "note": (
        act("back", "ctrl+g", "back", "write nothing"),
    ),
    "drop": (*_FORMS, act("back", "ctrl+g", "back", "drop nothing")),
    "export": (
        *_FORMS,
        act("preview", "ctrl+o", "show", "show what is written, before it is"),
        act("copy", "ctrl+y", "copy", "copy it to the clipboard of your terminal, if that is on"),
        act("back", "ctrl+g", "back", "back to where it was called"),
    ),
    "lock": (
        act("unlock", "enter", says="unlock with the PIN, and go on where this was left"),
        act("guest", "n", says="new session without a name; nothing kept is shown"),
        act("emergency", "g",
            says="emergency: open without the PIN, for a reason that is recorded"),
    ),
    "form": (
        act("option", "digit",
            says="answers at once; in a list to tick it steps an item: on, next value, off"),
        act("take", "enter", says="takes the line, or keeps what is ticked or typed; Space ticks"),
        act("yes", "y", says="yes"),
        act("none", "n", says="no; in a list to tick: none, all checked"),
    ),
    "levels": (
        act("level", "arrows", says="choose the level"),
        act("read", "enter",
            says="read the level under the cursor, one short screen after the other"),
        act("more", "m", says="more details of the level"),
        act("remove", "x", says="remove what was entered at the level"),
        act("done", "d", says="done: store the levels and go on"),
        act("no_level", "y"),
    ),
    "interview": (
        act("not_known", "u", "not known*",
            "not known; in a list to tick: the items without a mark, or the whole list"),
        replace(_BACK, keys="b",
            says="back to the question before; its answer stays until it is changed"),
        act("rest", "x", "rest", "not known, or no results yet, for all open in this form", "rest"),
        act("checked", "c", "all checked",
            "in a form that names it: no to all that is open there, all checked", "checked"),
        act("carried", "s", "same as last time",
            "confirm all that is carried from the last session into this form", "carried"),
        act("field(1)", "tab"), act("field(-1)", "shift+tab"),
        _UNDO,
        act("why", "w", "why*", "why this is asked, and what one answer would change", "why*"),
        replace(_ANSWERS, foot=True),
        _PLAN,
        replace(_REVIEW, label="review and finish"),
        replace(_NOTE, label="add a note"),
        act("report", "i", "report", "read a report in: propose answers from its text",
            "report [FILE]"),
        replace(_HOME, says=_HOME.spoken),
        _WIDEN,
        act("go", says="to the question of an answer", word="go PART-OF-A-NAME"),
    ),
    "report": (
        act("take", "y", "take*", "take the proposal as an answer", "take*"),
        act("refuse", "n", "refuse*", "refuse it; the answer stays as it is", "refuse*"),
        act("whole", "w", "whole text*", "the whole text with the words marked, and back",
            "whole*"),
        act("back", "b,ctrl+g,enter", "back*", "back to the questions; the rest is not taken",
            "back*"),
        *(act(f"kind({number})", str(number)) for number in range(1, 10)),
    ),
    "plan": (
        act("why", "w", "why*", "the fewest answers that force it, whatever others are",
            "why* NUMBER"),
        act("all", says="the whole plan, and what goes beyond the answer", word="all*"), _CHANGE,
        act("others", "l", "why not*", "what is not advised, and why not", "not*"),
        act("map", "m", "map*", "map of the pathway, and the way that these answers take", "map"),
        act("export", "e", "export*", "export to a file"),
        _FINISH,
        _BACK,
        act("what_if", "t", "try", "what if: try other answers in a copy", "try*"),
        act("accept", "a", "accept", "accept it; stored and exported", "accept* NUMBER [NOTE]"),
        act("accept_rest", "x", "accept the rest",
            "accept all that is left to decide, after one question", "accept-rest"),
        act("decline", "d", "decline", "decline it, with a reason", "decline* NUMBER REASON"),
        _OVERRIDE,
        _SOURCES,
        act("since", "c", "changes", "what changed since the last session", "since"),
        act("question", "enter", "to the question", "to the open question under the cursor"),
        _WIDEN,
        act("go", says="to the question that a number asks", word="go NUMBER"),
        _ANSWERS,
        act("escape", "ctrl+g", "leave", "out of a decision or of what is not advised"),
        replace(_HOME, foot=False),
    ),
    "not_advised": (
        replace(_CHANGE, often=True),
        replace(_SOURCES, often=True),
        replace(_OVERRIDE, says="do it all the same, with a reason"),
        replace(_BACK, says="back to the plan"),
    ),
    "what_if": (
        act("change", "enter", "change*", "change the answer under the cursor"),
        act("not_known", "u", "not known*", "make it not known"),
        act("again", "x", "start again*", "forget what was tried: every answer as in the session",
            "again*"),
        act("adopt", "a", "adopt*", "take the changes over into the session, as one step",
            "adopt*"),
        act("back", "b,ctrl+g", "discard*",
            "out of a question, or back to the plan; nothing is kept", "back* b discard quit q"),
        replace(_LIST, says="the answers again", often=True),
        act("difference", says="what would be gained, lost and moved, again", word="difference* d"),
    ),
    "pathway_map": (
        act("open", "enter,space", "open*", "show what hangs on the section, or hide it"),
        replace(_BACK, keys="b,m", says="back to the plan"), _HOME,
    ),
    "follow_up": (
        replace(_BACK, keys="b,c,q,enter", says="back to the plan"),
        *_LINES_ON,
    ),
    "review": (
        replace(_FINISH, says="finish the session and go back to the list", often=True),
        act("change", "enter", "go to it*", "go to the question under the cursor"),
        replace(_NOTE, foot=True),
        _PLAN,
        _ANSWERS,
        replace(_BACK, keys="b,v"),
        replace(_HOME, says="back to the list of sessions, not finished", foot=False),
    ),
    "answers": (
        act("change", "enter", "change*", "go to the question of the line"),
        replace(_BACK, keys="b,r"),
        _PLAN,
        replace(_REVIEW, foot=True),
        _HOME,
    ),
    "plain": (
        _UNDO,
        replace(_FINISH, keys=""),
        _ANSWERS,
        _REVIEW,
        _LIST,
        replace(_NOTE, keys="", word="note", takes="WORDS"),
        _SEARCH, _SETTINGS, _READER,
        act("export", says="write the summary to a file, of a name of its own without a path;"
            " - shows it", word="export FORMAT [PATH or -] [--by WHO]"),
        _HELP,
        _HOME,
    ),
}
# fmt: on
"""By page; `plain` is what plain pages about an interview session have beside their own."""


def action_of(page: str, name: str) -> PageAction:
    """An action of a page on screens."""
    return next(one for one in PAGES[page] if one.name == name)


def spoken_action(page: str, name: str) -> PageAction:
    """An action of a plain page; many are the same on every page about an interview session."""
    known = (*PAGES[page], *PAGES["plain"])
    return next(one for one in known if one.name == name and one.word)


def key_of(page: str, name: str) -> str:
    """The key of an action as it is printed."""
    return action_of(page, name).key


def word_of(page: str, name: str) -> str:
    """The word of an action on plain lines."""
    return spoken_action(page, name).words[0]
