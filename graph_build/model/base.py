"""What every record type shares: strictness, bilingual text, spans, partial dates, figures."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Record(BaseModel):
    """Base of all records: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _text(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # `number: 1` is a label, not a quantity
    if not isinstance(value, str):
        raise ValueError(
            f"expected text, found {shown(value)}; write text here, in quotes if it looks like something else"
        )
    stripped = value.strip()
    if not stripped:
        raise ValueError("the text is empty; leave the key out where there is nothing to say")
    if unicodedata.normalize("NFC", stripped) != stripped:
        raise ValueError("the text is not in Unicode NFC; save it in NFC (most editors do)")
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in stripped):
        raise ValueError(f"the text {stripped!r} holds a control character; remove it")
    return stripped


def shown(value: Any) -> str:
    """A value as a curator wrote it, as far as that can be told."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "keys and values"
    return repr(value)


_TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "integer"], "minLength": 1}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
"""Non-empty text in Unicode NFC, without blanks at its ends."""

Slug = Annotated[str, Field(pattern=f"^{SLUG}$", description="lower-case ASCII words joined by hyphens")]
PlaceId = Annotated[str, Field(pattern=rf"^vn(-{SLUG})?$", description="for example vn or vn-an-giang")]
BodyId = Annotated[str, Field(pattern=rf"^vn(-{SLUG})?/{SLUG}$", description="for example vn-an-giang/so-noi-vu")]
Year = Annotated[int, Field(strict=True, ge=1945, le=2100)]
Count = Annotated[int, Field(strict=True, ge=0)]
Rank = Annotated[int, Field(strict=True, ge=1)]


class Names(Record):
    """A text in Vietnamese (as the source or the curator words it) and in English (our translation)."""

    vi: Text
    en: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_vietnamese(cls, value: Any) -> Any:
        return {"vi": value} if isinstance(value, str) else value


class Span(NamedTuple):
    """A place in a source: from `start` up to, not including, `end`, in Unicode code points."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


_SPAN = re.compile(r"([0-9]+)\s*-\s*([0-9]+)")


def parse_spans(value: Any) -> tuple[Span, ...]:
    """Reads ``120-140, 300-312`` (or ``page``: the whole page, no span).

    >>> parse_spans("120-140, 300-312")
    (Span(start=120, end=140), Span(start=300, end=312))
    """
    if isinstance(value, tuple) and all(isinstance(v, Span) for v in value):
        return value
    if value == "page":
        return ()
    parts = value if isinstance(value, list) else str(value).split(",")
    spans = []
    for part in parts:
        match = _SPAN.fullmatch(str(part).strip())
        if match is None:
            raise ValueError(f"`{str(part).strip()}` is not a place; write start-end, as in 120-140, or `page`")
        span = Span(int(match[1]), int(match[2]))
        if span.start >= span.end:
            raise ValueError(
                f"the span {span} runs backwards or is empty; write start-end, with the start below the end"
            )
        spans.append(span)
    if not spans:
        raise ValueError("no place given; write start-end, as in 120-140, or `page`")
    return tuple(spans)


Place = Annotated[
    tuple[Span, ...],
    BeforeValidator(parse_spans),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(page|\d+-\d+(\s*,\s*\d+-\d+)*)$",
            "description": "where in the source: start-end in code points, several joined by commas, or `page`",
        }
    ),
]


def _date(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)) is None:
            raise ValueError
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"`{value}` is not a date of the calendar; write a day as 2021-07-15") from None


Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]


class Moment(NamedTuple):
    """A day, month, quarter or year, as `text`, with the days it begins and ends on."""

    text: str
    first: dt.date
    last: dt.date


def parse_moment(value: Any) -> Moment:
    """Reads ``2018-01-15``, ``2018-01``, ``2018-Q3`` or ``2018``.

    >>> parse_moment("2018-Q3").last
    datetime.date(2018, 9, 30)
    """
    if isinstance(value, Moment):
        return value
    text = str(value)
    match = re.fullmatch(r"([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})(?:-([0-9]{2}))?))?", text)
    if match is None:
        raise ValueError(f"`{text}` is not a time; write 2018, 2018-Q3, 2018-01 or 2018-01-15")
    year, quarter, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if quarter is not None:
            return Moment(text, dt.date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))
        if month is None:
            return Moment(text, dt.date(year, 1, 1), dt.date(year, 12, 31))
        if day is None:
            return Moment(text, dt.date(year, month, 1), _month_end(year, month))
        exact = dt.date(year, month, day)
        return Moment(text, exact, exact)
    except ValueError:
        raise ValueError(f"`{text}` is not in the calendar; write 2018, 2018-Q3, 2018-01 or 2018-01-15") from None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


When = Annotated[
    Moment,
    BeforeValidator(parse_moment),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?$"}),
]


_FIGURE = r"-?[0-9]+(\.[0-9]+)?"


def _figure(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        raise ValueError(f"the figure {value} stands without quotes; write it as printed and in quotes, as in '87.20'")
    if isinstance(value, bool) or re.fullmatch(_FIGURE, str(value)) is None:
        raise ValueError(f"`{value}` is not a figure; write digits with a decimal point and in quotes, as in '87.20'")
    return Decimal(str(value))


Figure = Annotated[
    Decimal,
    BeforeValidator(_figure),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^-?\d+(\.\d+)?$"}),
]


def _texts(value: Any) -> Any:
    return [value] if isinstance(value, str | int) else value


Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_texts),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
"""One text or a list of them."""


class Evidenced(Record):
    """A record that rests on a place in the dossier's source.

    Attributes:
        at: where the source says it.
        printed: the form as printed, where it differs from the record (a slip, an ellipsis, another spelling).
        not_printed: facts of this record that the source does not print, each settled as `note` says.
        note: what a reader must know: how a slip was read, how a year was settled.
    """

    at: Place
    printed: Texts = ()
    not_printed: Texts = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _settled_facts_are_explained(self) -> Evidenced:
        if self.not_printed and self.note is None:
            raise ValueError("`not_printed` has no `note`; add a `note` that says how these facts were settled")
        return self
