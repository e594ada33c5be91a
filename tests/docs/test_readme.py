"""Both READMEs tell the same."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from tests.docs.reading import blocks, links, prose

ENGLISH, VIETNAMESE = ROOT / "README.md", ROOT / "README.vi.md"


def test_both_show_the_same_code() -> None:
    for language in ("console", "sh", "python", "pycon"):
        assert blocks(VIETNAMESE, language) == blocks(ENGLISH, language)
    assert blocks(ENGLISH, "console")


def test_both_have_the_same_headings_and_links() -> None:
    levels = [re.findall(r"^(#+) ", prose(page), flags=re.MULTILINE) for page in (ENGLISH, VIETNAMESE)]
    assert levels[0] == levels[1]
    targets = [{link for link in links(page) if not link.startswith(("#", "README"))} for page in (ENGLISH, VIETNAMESE)]
    assert targets[0] == targets[1]


def test_the_first_words_say_what_it_is_for_and_the_next_how_to_begin() -> None:
    for page in (ENGLISH, VIETNAMESE):
        begin = page.read_text(encoding="utf-8")[:2500]
        assert begin.index("76/NQ-CP") < begin.index("make demo") < begin.index("make test")
