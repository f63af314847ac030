"""JSON from outside, read strictly: no key twice, no NaN, no deep nesting."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn

from data.input.faults import Fault, FaultyInputError
from data.text.outside_text import not_utf8, one_line

_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")
_NAME_LENGTH: Final = 60
_LONGEST_NUMBER: Final = 400


def parse_strictly(content: bytes, faults: list[Fault]) -> Any:  # noqa: ANN401 - any JSON at all
    """The value that JSON text stands for.

    Args:
        content: UTF-8.
        faults: keys that are given twice are added here, and reading goes on.

    Raises:
        FaultyInputError: when it is no JSON, or holds what JSON does not have.
    """

    def unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice = (key for key, count in counts.items() if count > 1)
            faults.extend(
                Fault(one_line(key, _NAME_LENGTH), "given more than once") for key in twice
            )
        return found

    try:
        return json.loads(
            content.decode("utf-8-sig"),  # bytes alone would also be read as UTF-16
            object_pairs_hook=unique,
            parse_constant=_refuse_constant,
            parse_float=_fraction,
        )
    except RecursionError:
        raise _one("nested too deep") from None
    except UnicodeDecodeError as error:
        raise _one(not_utf8(error)) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _one(f"not JSON: {error.msg}", place) from None
    except FaultyInputError:
        raise
    except ValueError:
        raise _one("a number has too many digits") from None


def depth(content: bytes) -> int:
    """The depth of nesting of JSON text, found without parsing it."""
    deepest = level = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", content)):
        level += 1 if bracket[0] in b"[{" else -1
        deepest = max(deepest, level)
    return deepest


def _fraction(text: str) -> float:
    """The number of a text; refused where keeping it would turn a fraction into a whole one."""
    number = float(text)
    if len(text) > _LONGEST_NUMBER or (number.is_integer() and Decimal(text) != int(number)):
        raise _one("a number has too many digits")
    return number


def _refuse_constant(constant: str) -> NoReturn:
    raise _one(f"{constant} is not a number that can be used")


def _one(says: str, place: str = "") -> FaultyInputError:
    return FaultyInputError([Fault(place, says)])
