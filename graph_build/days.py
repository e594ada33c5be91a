"""Days as documents and people write them, in both languages."""

from __future__ import annotations

import datetime as dt

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_vi(day: dt.date) -> str:
    """A day as Vietnamese documents print it: 15/7/2021."""
    return f"{day.day}/{day.month}/{day.year}"


def day_en(day: dt.date) -> str:
    """A day in English: 15 July 2021."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
