"""Vietnamese text as this project compares, searches, sorts and cleans it.

Pure functions over ``str``; the lowest layer, imported by citations, ids, load and extract.

Three degrees of sameness are kept apart, because each answers another question:

* :func:`nfc` – the same characters (what is stored, hashed and quoted);
* :func:`compare_key` – the same words, whatever the case, spacing or tone placement (``hoà`` is ``hòa``);
* :func:`fold` – the same letters for someone who types without diacritics (search only: ``bán`` is ``bạn``).

:func:`clean` gives a :class:`Normalised` view in which patterns can be matched, with the way back to
the code points of the text as it was given.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "Normalised",
    "clean",
    "compare_key",
    "fold",
    "fold_aligned",
    "line_column",
    "nfc",
    "normalise_tone",
    "sha256_nfc",
    "slug",
    "sort_key",
]

# Old and new orthography differ only in open syllables in oa, oe, uy; after q the u belongs to the onset.
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE = re.compile(
    "(?<![qQ])(" + "|".join(_TONE_PAIRS) + r")(?![^\W\d_])",
    re.IGNORECASE,
)
_COMBINING_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"(\d+)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# Characters that a reader takes for one another. Each entry is one code point for one code point, so
# that this step never moves an offset.
_LOOK_ALIKES = {
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                    "\u202f\u205f\u3000\t\r", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8\uff0f", "/"),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",
    "\uff1a": ":", "\uff0c": ",", "\uff1b": ";", "\uff0e": ".", "\uff08": "(", "\uff09": ")", "\uff06": "&",
}  # fmt: skip
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LOOK_ALIKE_TABLE = str.maketrans(_LOOK_ALIKES)
_IRREGULAR = re.compile(f"[{_DROPPED}]")


def nfc(text: str) -> str:
    r"""Return *text* in Unicode normalisation form C, the form in which everything is stored.

    >>> len(nfc("Nghi\u0323"))
    4
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    r"""Return *text* for search: lower case, no diacritics, đ as d, white space collapsed.

    >>> fold("  Nghị quyết\n số 76/NQ-CP của ĐẢNG uỷ")
    'nghi quyet so 76/nq-cp cua dang uy'
    """
    lowered = text.casefold().translate(_LOOK_ALIKE_TABLE)
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare.replace("đ", "d")).strip()


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    """Return the code points whose folded form is exactly one character (Latin blocks)."""
    table: dict[int, str] = {}
    blocks = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for block in blocks:
        for point in block:
            folded = fold(chr(point))
            if len(folded) == 1:
                table[point] = folded
    return table


def fold_aligned(text: str) -> str:
    """Return *text* folded character by character: the result has the same length and offsets.

    White space is kept; the input should be in NFC, as :func:`clean` leaves it.

    >>> fold_aligned("Quyết  định ĐÚNG")
    'quyet  dinh dung'
    """
    return text.translate(_fold_table())


def _repair_tone(match: re.Match[str]) -> str:
    printed = match.group()
    repaired = _TONE_PAIRS[printed.lower()]
    if printed.isupper():
        return repaired.upper()
    return repaired.capitalize() if printed[0].isupper() else repaired


def normalise_tone(text: str) -> str:
    """Return *text* (in NFC) with the tone mark of open oa, oe, uy on the first vowel.

    >>> normalise_tone("hoà, uỷ, Thuý, khoẻ; quý, hoàn stay")
    'hòa, ủy, Thúy, khỏe; quý, hoàn stay'
    """
    return _TONE.sub(_repair_tone, nfc(text))


def compare_key(text: str) -> str:
    r"""Return the key under which two spellings of the same words are equal; diacritics count.

    >>> compare_key("Uỷ ban  Nhân\ndân") == compare_key("ủy ban nhân dân")
    True
    >>> compare_key("bán") == compare_key("bạn")
    False
    """
    # Case is folded last but one: casefold of a composed letter may decompose it.
    plain = nfc(nfc(text).translate(_LOOK_ALIKE_TABLE).casefold())
    return normalise_tone(_SPACES.sub(" ", plain).strip())


def sort_key(text: str) -> tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]:
    """Return a key that sorts as a Vietnamese dictionary does, numbers by value.

    Letters in the order a ă â b c d đ e ê … y; then tones, compared only when the letters are equal, in
    the order ngang, huyền, hỏi, ngã, sắc, nặng. Source: Unicode CLDR, collation ``vi`` ("standard").

    >>> sorted(["Đà", "da", "dạ", "ăn", "an", "dá", "KH 10", "KH 9"], key=sort_key)
    ['an', 'ăn', 'da', 'dá', 'dạ', 'Đà', 'KH 9', 'KH 10']
    """
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for part in _NUMBER.split(compare_key(text)):
        if part.isdecimal():
            letters.append((1, int(part[:4000]), ""))
            continue
        for character in part:
            base, tone = _without_tone(character)
            rank = _RANK.get(base)
            letters.append((2, rank, "") if rank else (0, 0, base))
            tones.append(tone)
    return tuple(letters), tuple(tones), nfc(text)


def _without_tone(character: str) -> tuple[str, int]:
    """Split one NFC letter into the letter of the alphabet and its tone (0 to 5)."""
    tone = 0
    kept = []
    for part in unicodedata.normalize("NFD", character):
        if part in _COMBINING_TONES:
            tone = _COMBINING_TONES[part]
        else:
            kept.append(part)
    return nfc("".join(kept)), tone


def slug(text: str) -> str:
    """Return *text* as lower-case ASCII words joined by hyphens, for file names and IRI segments.

    Not injective; :mod:`graph_build.ids` sees to that where it matters.

    >>> slug("Sở Nội vụ – tỉnh Đồng Tháp")
    'so-noi-vu-tinh-dong-thap'
    """
    ascii_only = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", ascii_only).strip("-")


def sha256_nfc(text: str) -> str:
    r"""Return the SHA-256 of the NFC form of *text* in UTF-8, as 64 hexadecimal digits.

    >>> sha256_nfc("ị") == sha256_nfc("i\u0323")
    True
    """
    return hashlib.sha256(nfc(text).encode("utf-8", "surrogatepass")).hexdigest()


def line_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column (both from 1) of *offset*, in code points; offsets past the end are clamped.

    >>> line_column("một\nhai", 5)
    (2, 2)
    """
    head = text[: max(0, min(offset, len(text)))]
    return head.count("\n") + 1, len(head) - (head.rfind("\n") + 1) + 1


@dataclass(frozen=True, slots=True)
class Normalised:
    """A cleaned text with the way back to the text it came from.

    ``text``: the cleaned text; ``original``: the text as given; ``starts``/``ends``: for each character
    of ``text`` the code points ``[start, end)`` of ``original`` that it stands for, or ``None`` when both
    texts have the same offsets.
    """

    text: str
    original: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in ``original`` of ``text[start:end]`` (an empty span stays empty)."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            point = self.starts[start] if start < len(self.starts) else len(self.original)
            return point, point
        return self.starts[start], self.ends[end - 1]

    def printed(self, start: int, end: int) -> str:
        """Return what the original has at ``text[start:end]``."""
        first, last = self.span(start, end)
        return self.original[first:last]


def _continues(character: str) -> bool:
    """Tell whether *character* may compose with the one before it."""
    return (
        unicodedata.combining(character) != 0
        or "\u1160" <= character <= "\u11ff"  # Hangul vowels and finals compose, though their class is 0
        or unicodedata.category(character) == "Mc"
    )


def clean(text: str) -> Normalised:
    r"""Return *text* with look-alike characters unified, as a :class:`Normalised` view.

    NFD is composed; no-break and thin spaces become a space, dashes of all lengths ``-``, full-width and
    division slashes ``/``, eth ``đ``; zero-width characters and soft hyphens are dropped. Linear time.

    >>> view = clean("749/Q\u00d0\u2010TTg nga\u0300y")
    >>> view.text
    '749/QĐ-TTg ngày'
    >>> view.span(11, 15), view.printed(0, 10) == "749/Q\u00d0\u2010TTg"
    ((11, 16), True)
    """
    if unicodedata.is_normalized("NFC", text) and _IRREGULAR.search(text) is None:
        return Normalised(text.translate(_LOOK_ALIKE_TABLE), text)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    index, length = 0, len(text)
    while index < length:
        start = index
        index += 1
        if text[start] in _DROPPED:
            continue
        while index < length and _continues(text[index]):
            index += 1
        cluster = text[start:index]
        for character in nfc(cluster).translate(_LOOK_ALIKE_TABLE):
            out.append(character)
            starts.append(start)
            ends.append(index)
    return Normalised("".join(out), text, tuple(starts), tuple(ends))
