"""A dossier: all that one source document says, each fact with its place in that source."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from graph_build.model.base import (
    BodyId,
    Count,
    Date,
    Evidenced,
    Figure,
    Names,
    Place,
    PlaceId,
    Rank,
    Record,
    Slug,
    Text,
    Texts,
    When,
    Year,
)

Kind = Literal[
    "constitution", "code", "law", "ordinance", "state-decree", "resolution", "decree", "decision", "directive",
    "circular", "joint-circular", "regulation", "rules", "programme", "action-programme", "plan", "scheme",
    "project", "conclusion", "notice", "official-letter", "telegram", "report", "submission", "guidance",
    "consolidated-text", "charter", "document",
]  # fmt: skip
RelationType = Literal[
    "hasLegalBasis", "implements", "concretises", "implementsInPart", "promulgates", "elaborates", "amends",
    "replaces", "repeals", "corrects", "consolidates", "suspends", "cites", "proposedIn", "considers",
    "interprets", "reportsOn", "plansToAmend",
]  # fmt: skip
OwnRelationType = Literal["implements", "concretises", "implementsInPart", "cites", "plansToAmend"]
"""What a task or a group can do to an instrument; the other relations hold between instruments."""
Area = Literal[
    "institutions-2011", "procedures-2011", "apparatus-2011", "personnel-2011", "finance-2011",
    "modernisation-2011", "institutions-2021", "procedures-2021", "apparatus-2021", "civil-service-2021",
    "finance-2021", "digital-2021", "steering", "communication", "inspection", "one-stop",
    "quality-management", "satisfaction-survey",
]  # fmt: skip
Comparator = Literal[
    "at-least", "at-most", "equal", "more-than", "less-than", "about", "between", "rank-within",
    "group-at-least", "improve-ranks-by", "increase-by-at-least", "increase", "qualitative",
]  # fmt: skip
TimingKind = Literal[
    "month", "quarter", "year", "range", "by-date", "recurring", "continuous", "conditional", "as-regulated"
]
Recurrence = Literal["monthly", "quarterly", "half-yearly", "yearly", "continuous"]
Certainty = Literal["asserted", "inferred", "disputed"]
Extent = Literal["complete", "listed", "counted", "described", "partial", "none", "not-covered"]
Aspect = Literal["instruments", "relations", "tasks", "targets", "results", "bodies", "solutions"]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", description="short name used within this dossier")]


def _not_one(one: str, other: str, given: bool) -> str:
    """What is wrong where exactly one of two keys must be given, and both are or neither is."""
    return f"`{one}` and `{other}` are both given" if given else f"neither `{one}` nor `{other}` is given"


class Judged(Evidenced):
    """An evidenced record whose truth is graded; all but `asserted` need a note that says why."""

    certainty: Certainty = "asserted"

    @model_validator(mode="after")
    def _reading_is_explained(self) -> Judged:
        if self.certainty != "asserted" and self.note is None:
            raise ValueError(
                f"certainty `{self.certainty}` has no `note`; add a `note` that says why it is not asserted"
            )
        return self


class InstrumentRecord(Evidenced):
    """An act or policy document that the source issues, cites or announces.

    Identity = the issuer's place + issuer + kind + number (or `slug`, where it has none) + year (of `issued`,
    else `year`, else the year within the number; leave both out only where nothing tells). A joint
    instrument lists its issuers.
    """

    key: Key
    kind: Kind
    number: Text | None = None
    slug: Slug | None = None
    issuer: Annotated[Texts, Field(min_length=1)]
    issued: Date | None = None
    year: Year | None = None
    title: Names | None = None
    period: Annotated[str, Field(pattern=r"^\d{4}(-\d{4})?$")] | None = None
    signed_by: Text | None = None
    in_force_from: Date | None = None
    no_longer_in_force_from: Date | None = None
    mention: Literal["self", "issued", "cited", "planned"]
    status: Literal["issued", "planned", "draft"] = "issued"
    declared_tasks: Count | None = None

    @model_validator(mode="after")
    def _has_one_identity(self) -> InstrumentRecord:
        if (self.number is None) == (self.slug is None):
            raise ValueError(
                _not_one("number", "slug", self.number is not None)
                + "; give either `number` or, for an unnumbered instrument, `slug`"
            )
        if self.slug is not None and self.title is None:
            raise ValueError("an unnumbered instrument has no `title`; add one: it is all that names it")
        if self.issued is not None and self.year is not None and self.issued.year != self.year:
            raise ValueError(f"`year` {self.year} contradicts `issued` {self.issued}; leave `year` out")
        if self.period is not None and self.period[:4] > self.period[-4:]:
            raise ValueError(f"the period {self.period} runs backwards; write the first year first")
        return self


class RelationRecord(Judged):
    """One relation between two instruments: what the text says (or a curator's reading, with its reason)."""

    subject: Text = Field(alias="from")
    type: RelationType
    object: Text = Field(alias="to")


class OwnRelationRecord(Record):
    """A relation of a task or group to an instrument; its place is that of the task or group."""

    type: OwnRelationType
    object: Text = Field(alias="to")
    certainty: Certainty = "asserted"
    note: Text | None = None

    @model_validator(mode="after")
    def _reading_is_explained(self) -> OwnRelationRecord:
        if self.certainty != "asserted" and self.note is None:
            raise ValueError(
                f"certainty `{self.certainty}` has no `note`; add a `note` that says why it is not asserted"
            )
        return self


class TimeRecord(Record):
    """A task's time: as printed, and normalised to start, due, recurrence or condition."""

    printed: Text
    kind: TimingKind
    starts: When | None = None
    due: When | None = None
    recurrence: Recurrence | None = None
    recurrence_note: Text | None = None
    condition: Text | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> TimeRecord:
        if self.starts and self.due and self.starts.first > self.due.last:
            raise ValueError(
                f"the task would be due ({self.due.text}) before it starts ({self.starts.text}); correct one of the two"
            )
        return self


class TaskRecord(Evidenced):
    """One row of a plan's annex: what, by whom, with whom, what comes of it, when.

    `lead` and `coordinating` name bodies as the body tables (or their aliases) do; where the cell prints them
    otherwise (an ellipsis, a slip), `lead_printed` / `coordinating_printed` keep the cell's words.
    """

    number: Text | None = None
    slug: Slug | None = None
    title: Names
    deliverable: Names | None = None
    lead: Texts = ()
    lead_printed: Text | None = None
    coordinating: Texts = ()
    coordinating_printed: Text | None = None
    time: TimeRecord | None = None
    area: Area | None = None
    relations: tuple[OwnRelationRecord, ...] = ()

    @model_validator(mode="after")
    def _has_one_identity(self) -> TaskRecord:
        if (self.number is None) == (self.slug is None):
            raise ValueError(
                _not_one("number", "slug", self.number is not None)
                + "; give either `number` or, for a row without one, `slug`"
            )
        return self


class GroupRecord(Evidenced):
    """A group of tasks (a section of the annex, a field): listed, or only counted by the source."""

    number: Text
    title: Names
    area: Area | None = None
    declared: Count | None = None
    tasks: tuple[TaskRecord, ...] = ()
    relations: tuple[OwnRelationRecord, ...] = ()


class PlanRecord(Record):
    """The tasks of one instrument, in groups or without."""

    of: Text
    groups: tuple[GroupRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()


class BaselineRecord(Record):
    """What a relative target starts from."""

    year: Year
    value: Figure | None = None
    rank: Rank | None = None
    out_of: Rank | None = None
    group: Text | None = None


class TargetRecord(Evidenced):
    """What an instrument wants reached: subject, comparator, value, unit, place, year."""

    number: Text
    of: Text
    subject: Names
    index: Slug | None = None
    comparator: Comparator
    value: Figure | None = None
    value_max: Figure | None = None
    unit: Slug | None = None
    out_of: Rank | None = None
    group: Text | None = None
    place: PlaceId | None = None
    year: Year | None = None
    until: Year | None = None
    baseline: BaselineRecord | None = None

    @model_validator(mode="after")
    def _figure_fits_comparator(self) -> TargetRecord:
        without = {"qualitative", "increase", "group-at-least"}
        if self.comparator not in without and self.value is None:
            raise ValueError(f"the comparator `{self.comparator}` has no `value`; add it, or use another comparator")
        if self.comparator == "between" and (self.value_max is None or self.value is None):
            raise ValueError("the comparator `between` lacks a bound; give `value` and `value_max`")
        if self.comparator == "group-at-least" and self.group is None:
            raise ValueError("the comparator `group-at-least` has no `group`; add it")
        if self.value is not None and self.value_max is not None and self.value > self.value_max:
            raise ValueError(f"`value` {self.value} is above `value_max` {self.value_max}; give the lower bound first")
        return self


class ResultRecord(Judged):
    """A measured result: of an index (score, rank, group, change), or of anything else (`subject`, `value`)."""

    index: Slug | None = None
    dimension: Slug | None = None
    slug: Slug | None = None
    subject: Names | None = None
    of: Text | None = None
    place: PlaceId
    year: Year
    score: Figure | None = None
    rank: Rank | None = None
    value: Figure | None = None
    out_of: Rank | None = None
    group: Text | None = None
    rank_change: Annotated[int, Field(strict=True)] | None = None
    baseline_year: Year | None = None
    unit: Slug | None = None
    published: Date | None = None

    @model_validator(mode="after")
    def _measures_something(self) -> ResultRecord:
        if (self.index is None) == (self.subject is None):
            raise ValueError(
                _not_one("index", "subject", self.index is not None)
                + "; give either `index` or, for anything else measured, `subject`"
            )
        if self.subject is not None and (self.slug is None or self.value is None):
            raise ValueError("a result with a `subject` lacks `slug` or `value`; add it")
        if self.rank is not None and self.out_of is not None and self.rank > self.out_of:
            raise ValueError(f"rank {self.rank} lies outside 1-{self.out_of}; correct `rank` or `out_of`")
        if self.index and all(v is None for v in (self.score, self.rank, self.group)):
            raise ValueError("the index result measures nothing; add a `score`, a `rank` or a `group`")
        return self


class SolutionRecord(Evidenced):
    """A group of solutions that an instrument names for reaching its targets."""

    of: Text
    number: Text
    title: Names


class BodyMentionRecord(Evidenced):
    """A body that the source names, and the names it uses for it (`printed`)."""

    body: BodyId


class ReadingRecord(Record):
    """How a slip, a snare or an unclear passage of the source was read."""

    note: Text
    at: Place | None = None


class CoverageRecord(Record):
    """What the dossier covers of its source, so that "none recorded" differs from "not read"."""

    aspect: Aspect
    extent: Extent
    of: Text | None = None
    note: Names


class Dossier(Record):
    """All that one source says. `dossier` is the file's name; `spans` is written by the machine."""

    dossier: Slug
    source: Slug
    place: PlaceId
    readings: tuple[ReadingRecord, ...] = ()
    coverage: Annotated[tuple[CoverageRecord, ...], Field(min_length=1)]
    instruments: tuple[InstrumentRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    plans: tuple[PlanRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    results: tuple[ResultRecord, ...] = ()
    solutions: tuple[SolutionRecord, ...] = ()
    bodies: tuple[BodyMentionRecord, ...] = ()
    spans: dict[Annotated[str, Field(pattern=r"^\d+-\d+$")], Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = Field(
        default_factory=dict
    )
