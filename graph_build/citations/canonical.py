"""The canonical form of a number, and the names of the repairs that led to it.

Canonical is what the rules on the form of documents prescribe: ``76/NQ-CP`` for the State, ``18-NQ/TW``
for the Party; codes of bodies before 1992 keep what is printed. Works
on the match of a numbering system (``numbers.py``).
"""

from __future__ import annotations

import re

from graph_build.citations.issuers import code_style
from graph_build.text import fold

__all__ = ["canonical_code", "full_year", "issuer_code", "name_repairs", "number_key", "write_number"]

_JOINT = ("TTLT", "TTLB", "TTLN", "NQLT", "HDLN", "HDLT", "KHLT", "KHPH", "CTPH", "CTrPH", "QCPH", "QĐLT")
_TOKEN_SPLIT = re.compile(r"[^a-z0-9&]+")


def canonical_code(printed: str) -> str:
    """Return the canonical form of one printed issuer code; an unknown one stays, in upper case."""
    style = code_style(printed)
    if style is not None:
        return style[0]
    compact = re.sub(r"\s", "", printed)
    return compact.upper() if compact.islower() else compact


def full_year(printed: str) -> int:
    """Return the year for two or four printed digits."""
    number = int(printed)
    if number >= 100:
        return number
    # Two-digit years occur in acts of 1945-1999 and, rarely, of this century.
    return 1900 + number if number >= 45 else 2000 + number


def write_number(
    text: str, match: re.Match[str], system: str, tokens: list[tuple[str, str]], symbol: str | None
) -> str | None:
    """Return the canonical number, or ``None`` for a serial without code."""
    groups = match.groupdict()
    serial = groups["serial"] + (groups.get("letter") or "")
    codes = [canonical_code(token) for _, token in tokens]
    year = f"/{groups['year']}" if groups.get("year") else ""
    if system in ("serial", "serial-and-year"):
        return None
    if system == "kind-alone":
        separator = "-" if "-" in text[match.end("serial") : match.start("kind")] else "/"
        return f"{serial}{year}{separator}{symbol}"
    if symbol is None:
        first = "-" if "-" in text[match.end("serial") : match.start("tail")] and not year else "/"
        joined = codes[0] + "".join(
            ("/" if "/" in separator else "-") + code
            for (separator, _), code in zip(tokens[1:], codes[1:], strict=True)
        )
        return f"{serial}{year}{first}{joined}"
    tail = "-".join(codes)
    if year:
        return f"{serial}{year}/{symbol}-{tail}"
    before, after = _printed_separators(text, match)
    style = code_style(tokens[0][1])
    party = style[1] == "party" if style else codes[0].endswith(("TW", "TU")) or (before, after) == ("-", "/")
    if style is not None and style[1] == "old" and (before, after) in (("-", "/"), ("/", "-")):
        return f"{serial}{before}{symbol}{after}{tail}"
    return f"{serial}-{symbol}/{tail}" if party else f"{serial}/{symbol}-{tail}"


def _printed_separators(text: str, match: re.Match[str]) -> tuple[str, str]:
    before = text[match.end("letter") if match["letter"] else match.end("serial") : match.start("kind")]
    after = text[match.end("kind") : match.start("tail")]
    return ("-" if "-" in before else "/", "/" if "/" in after else "-")


def issuer_code(tokens: list[tuple[str, str]], symbol: str | None) -> str | None:
    """Return the code of the issuer: all codes for joint acts, else the first of them."""
    codes = [canonical_code(token) for _, token in tokens]
    if not codes:
        return None
    return "-".join(codes) if symbol in _JOINT else codes[0]


def name_repairs(printed: str, canonical: str, match: re.Match[str]) -> tuple[str, ...]:
    """Name every difference between what is printed (cleaned) and the canonical form."""
    if printed == canonical:
        return ()
    found: list[str] = []
    if "\n" in printed:
        found.append("line break inside the number")
    if re.search(r"[^\S\n]", printed):
        found.append("space inside the number")
    compact = re.sub(r"\s", "", printed)
    if re.search(r"[/\-._~]{2,}", compact):
        found.append("doubled slash" if "//" in compact else "doubled separator")
        compact = re.sub(r"([/\-._~])[/\-._~]+", r"\1", compact)
    symbol = match.groupdict().get("kind")
    if symbol and re.search(r"[\s/]", symbol):
        found.append("kind code split")
        compact = compact.replace(
            re.sub(r"\s", "", printed[match.start("kind") - match.start() :][: len(symbol)]),
            re.sub(r"[\s/]", "", printed[match.start("kind") - match.start() :][: len(symbol)]),
        )
    separators, wanted = re.findall(r"[/\-._~]", compact), re.findall(r"[/\-._~]", canonical)
    if separators != wanted:
        found.append(_separator_repair(separators, wanted, match))
    letters, right = re.sub(r"[/\-._~]", "", compact), re.sub(r"[/\-._~]", "", canonical)
    if letters != right:
        found.append("letter case" if letters.casefold() == right.casefold() else "letters restored")
    return tuple(found)


def _separator_repair(separators: list[str], wanted: list[str], match: re.Match[str]) -> str:
    if len(separators) < len(wanted):
        groups = match.groupdict()
        if groups.get("kind") and groups.get("tail") and match.end("kind") == match.start("tail"):
            return "hyphen lost"
        return "slash lost" if wanted.count("/") > separators.count("/") else "hyphen lost"
    if sorted(separators) == sorted(wanted):
        return "separators swapped"
    return "dot for a separator" if set(separators) & set("._") else "separator changed"


def number_key(number: str) -> tuple[str, ...]:
    """Return the key under which two spellings of one number are equal.

    Case, leading zeros, separators and lost diacritics do not count; serial, letter and codes do.

    >>> number_key("07/CT-TTg") == number_key("7/ct-ttg"), number_key("76-NQ/CP") == number_key("76/NQ-CP")
    (True, True)
    >>> number_key("30c/NQ-CP") == number_key("30/NQ-CP")
    False
    """
    tokens = [token.replace("&", "") for token in _TOKEN_SPLIT.split(fold(number)) if token.replace("&", "")]
    return tuple(re.sub(r"^0+(?=\d)", "", token) for token in tokens)
