"""The types that Go itself has and templates meet: text, numbers, times, durations.

Source: https://pkg.go.dev/time and https://pkg.go.dev/html/template. Methods whose outcome a template cannot
use give ANY.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from alertflow.gotemplate.types import ANY, Function, Type, list_of, map_of

BOOL: Final = Type("bool", "bool", "true or false")
INT: Final = Type("int", "int", "a whole number")
INT64: Final = Type("int64", "int", "a whole number")
FLOAT: Final = Type("float64", "float", "a floating-point number")
COMPLEX: Final = Type("complex128", "complex", "a complex number")
STRING: Final = Type("string", "string", "text")
HTML: Final = Type("template.HTML", "string", "text marked as safe HTML")
URL: Final = Type("template.URL", "string", "text marked as a safe URL")
STRINGS: Final = list_of(STRING, "a list of texts")
ANYTHINGS: Final = list_of(ANY, "a list")
MAPPING: Final = map_of(ANY, "a mapping")

_duration: dict[str, Function] = {}
DURATION: Final = Type("time.Duration", "int", "a duration", methods=_duration)
_duration |= {
    **dict.fromkeys(("Round", "Truncate"), Function((DURATION,), DURATION)),
    "Abs": Function((), DURATION),
    **dict.fromkeys(("Hours", "Minutes", "Seconds"), Function((), FLOAT)),
    **dict.fromkeys(("Microseconds", "Milliseconds", "Nanoseconds"), Function((), INT64)),
    "String": Function((), STRING),
}


def _number(name: str) -> Type:
    return Type(name, "int", "a whole number", methods={"String": Function((), STRING)})


_time: dict[str, Function] = {}
TIME: Final = Type("time.Time", "struct", "a time", methods=_time)
_time |= {
    "Add": Function((DURATION,), TIME),
    "AddDate": Function((INT, INT, INT), TIME),
    **dict.fromkeys(("After", "Before", "Equal"), Function((TIME,), BOOL)),
    "Compare": Function((TIME,), INT),
    **dict.fromkeys(("Day", "Hour", "Minute", "Nanosecond", "Second", "Year", "YearDay"), Function((), INT)),
    "Format": Function((STRING,), STRING),
    **dict.fromkeys(("GoString", "String"), Function((), STRING)),
    "In": Function((ANY,), TIME),
    **dict.fromkeys(("IsDST", "IsZero"), Function((), BOOL)),
    **dict.fromkeys(("Local", "UTC"), Function((), TIME)),
    "Month": Function((), _number("time.Month")),
    **dict.fromkeys(("Round", "Truncate"), Function((DURATION,), TIME)),
    "Sub": Function((TIME,), DURATION),
    **dict.fromkeys(("Unix", "UnixMicro", "UnixMilli", "UnixNano"), Function((), INT64)),
    "Weekday": Function((), _number("time.Weekday")),
    **dict.fromkeys(("Clock", "Date", "ISOWeek", "Location", "Zone", "ZoneBounds"), Function(variadic=ANY)),
    **dict.fromkeys(("AppendFormat", "AppendBinary", "AppendText", "GobEncode"), Function(variadic=ANY)),
    **dict.fromkeys(("MarshalBinary", "MarshalJSON", "MarshalText"), Function(variadic=ANY)),
}

_NUMBERS = ("float64", "int", "int64", "string", "time.Duration")


def no_number(arguments: Sequence[Type]) -> str | None:
    """Why a function that makes its argument a number fails; both programs' `humanizeDuration` is one.

    Source: ConvertToFloat of github.com/prometheus/common/helpers/templates.
    """
    value = arguments[0]
    known = value.kind == "any" or value.name in _NUMBERS
    return None if known else f"it takes a number, or text that is one, not {value.words}"
