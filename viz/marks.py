"""One mark per kind of thing: a colour and a shape, the same in the picture and in its legend.

Colours: Okabe and Ito (2008), told apart with any colour vision. The shape says the same again, and so does
the word on the card: nothing rests on colour alone. `shape` is an SVG path in a box of 24 by 24.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of thing is marked. `ink` is the colour of the shape on the ground of `colour`."""

    name: str
    colour: str
    ink: str
    shape: str


MARKS: Final = (
    Mark("resolution", "#0072B2", "#FFFFFF", "M12 1.5 21 6.75v10.5L12 22.5 3 17.25V6.75Z"),  # hexagon
    Mark("law", "#1B1B3A", "#FFFFFF", "M12 1.5 22 9 18.2 21.5H5.8L2 9Z"),  # pentagon
    Mark("directive", "#E69F00", "#1A1A1A", "M12 2 22.5 21H1.5Z"),  # triangle
    Mark("decision", "#56B4E9", "#10243A", "M12 1 23 12 12 23 1 12Z"),  # diamond
    Mark("programme", "#009E73", "#FFFFFF",
         "M12 1.2 15.2 8.6 23.2 9.3 17.1 14.6 19 22.4 12 18.2 5 22.4 6.9 14.6 .8 9.3 8.8 8.6Z"),  # star
    Mark("plan", "#A8487F", "#FFFFFF", "M3 3H21V21H3Z"),  # square
    Mark("group", "#F0E442", "#1A1A1A", "M2 4H22V8H2ZM2 10H22V14H2ZM2 16H22V20H2Z"),  # three bars
    Mark("task", "#5C6670", "#FFFFFF", "M12 3A9 9 0 1 1 12 21 9 9 0 1 1 12 3Z"),  # disc
    Mark("other", "#D55E00", "#FFFFFF", "M9 2H15V9H22V15H15V22H9V15H2V9H9Z"),  # cross
)  # fmt: skip

_OF_TYPE: Final = {
    "Resolution": "resolution",
    "Constitution": "law", "Code": "law", "Law": "law", "Ordinance": "law", "StateDecree": "law",
    "Decree": "law", "Circular": "law", "JointCircular": "law", "ConsolidatedText": "law",
    "Directive": "directive", "Conclusion": "directive", "Telegram": "directive",
    "Decision": "decision",
    "Programme": "programme", "ActionProgramme": "programme", "Scheme": "programme", "Project": "programme",
    "Plan": "plan",
    "TaskGroup": "group",
    "Task": "task",
}  # fmt: skip

_BY_NAME: Final = {mark.name: mark for mark in MARKS}


def mark_of(type_: str) -> Mark:
    """The mark of a class of the ontology.

    >>> mark_of("Plan").name, mark_of("OfficialLetter").name
    ('plan', 'other')
    """
    return _BY_NAME[_OF_TYPE.get(type_, "other")]
