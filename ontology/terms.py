"""The terms of the ontology and the keys of its concepts, as constants.

Generated from the Turtle files by ``python -m ontology.generate``: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.namespaces import CONCEPT, ONTOLOGY

VERSION: Final[str] = "0.1.0"
"""owl:versionInfo of core.ttl."""


class RK:
    """IRIs of the terms of core.ttl (`rk:`)."""

    # classes
    ActionProgramme: Final[str] = ONTOLOGY + "ActionProgramme"
    Assertion: Final[str] = ONTOLOGY + "Assertion"
    Body: Final[str] = ONTOLOGY + "Body"
    Charter: Final[str] = ONTOLOGY + "Charter"
    Circular: Final[str] = ONTOLOGY + "Circular"
    Code: Final[str] = ONTOLOGY + "Code"
    CollectiveBody: Final[str] = ONTOLOGY + "CollectiveBody"
    Conclusion: Final[str] = ONTOLOGY + "Conclusion"
    ConsolidatedText: Final[str] = ONTOLOGY + "ConsolidatedText"
    Constitution: Final[str] = ONTOLOGY + "Constitution"
    Coverage: Final[str] = ONTOLOGY + "Coverage"
    Decision: Final[str] = ONTOLOGY + "Decision"
    Decree: Final[str] = ONTOLOGY + "Decree"
    Deliverable: Final[str] = ONTOLOGY + "Deliverable"
    Directive: Final[str] = ONTOLOGY + "Directive"
    Document: Final[str] = ONTOLOGY + "Document"
    Evidence: Final[str] = ONTOLOGY + "Evidence"
    Guidance: Final[str] = ONTOLOGY + "Guidance"
    Index: Final[str] = ONTOLOGY + "Index"
    IndexDimension: Final[str] = ONTOLOGY + "IndexDimension"
    Instrument: Final[str] = ONTOLOGY + "Instrument"
    JointCircular: Final[str] = ONTOLOGY + "JointCircular"
    Law: Final[str] = ONTOLOGY + "Law"
    Notice: Final[str] = ONTOLOGY + "Notice"
    Observation: Final[str] = ONTOLOGY + "Observation"
    OfficialLetter: Final[str] = ONTOLOGY + "OfficialLetter"
    Ordinance: Final[str] = ONTOLOGY + "Ordinance"
    Place: Final[str] = ONTOLOGY + "Place"
    Plan: Final[str] = ONTOLOGY + "Plan"
    PolicyItem: Final[str] = ONTOLOGY + "PolicyItem"
    Programme: Final[str] = ONTOLOGY + "Programme"
    Project: Final[str] = ONTOLOGY + "Project"
    Regulation: Final[str] = ONTOLOGY + "Regulation"
    Report: Final[str] = ONTOLOGY + "Report"
    Resolution: Final[str] = ONTOLOGY + "Resolution"
    Responsibility: Final[str] = ONTOLOGY + "Responsibility"
    Rules: Final[str] = ONTOLOGY + "Rules"
    Scheme: Final[str] = ONTOLOGY + "Scheme"
    SolutionGroup: Final[str] = ONTOLOGY + "SolutionGroup"
    Source: Final[str] = ONTOLOGY + "Source"
    StateDecree: Final[str] = ONTOLOGY + "StateDecree"
    Submission: Final[str] = ONTOLOGY + "Submission"
    Target: Final[str] = ONTOLOGY + "Target"
    Task: Final[str] = ONTOLOGY + "Task"
    TaskGroup: Final[str] = ONTOLOGY + "TaskGroup"
    Telegram: Final[str] = ONTOLOGY + "Telegram"

    # object properties
    amendedBy: Final[str] = ONTOLOGY + "amendedBy"
    amends: Final[str] = ONTOLOGY + "amends"
    aspect: Final[str] = ONTOLOGY + "aspect"
    assertedlyDerivesFrom: Final[str] = ONTOLOGY + "assertedlyDerivesFrom"
    certainty: Final[str] = ONTOLOGY + "certainty"
    citedBy: Final[str] = ONTOLOGY + "citedBy"
    cites: Final[str] = ONTOLOGY + "cites"
    comparator: Final[str] = ONTOLOGY + "comparator"
    concretisedBy: Final[str] = ONTOLOGY + "concretisedBy"
    concretises: Final[str] = ONTOLOGY + "concretises"
    consideredBy: Final[str] = ONTOLOGY + "consideredBy"
    considers: Final[str] = ONTOLOGY + "considers"
    consolidatedBy: Final[str] = ONTOLOGY + "consolidatedBy"
    consolidates: Final[str] = ONTOLOGY + "consolidates"
    coordinates: Final[str] = ONTOLOGY + "coordinates"
    coordinatingBody: Final[str] = ONTOLOGY + "coordinatingBody"
    correctedBy: Final[str] = ONTOLOGY + "correctedBy"
    corrects: Final[str] = ONTOLOGY + "corrects"
    coverageOf: Final[str] = ONTOLOGY + "coverageOf"
    coverageSubject: Final[str] = ONTOLOGY + "coverageSubject"
    deliverableOf: Final[str] = ONTOLOGY + "deliverableOf"
    derivesFrom: Final[str] = ONTOLOGY + "derivesFrom"
    dimension: Final[str] = ONTOLOGY + "dimension"
    dimensionOf: Final[str] = ONTOLOGY + "dimensionOf"
    elaboratedBy: Final[str] = ONTOLOGY + "elaboratedBy"
    elaborates: Final[str] = ONTOLOGY + "elaborates"
    evidence: Final[str] = ONTOLOGY + "evidence"
    extent: Final[str] = ONTOLOGY + "extent"
    groupHasTask: Final[str] = ONTOLOGY + "groupHasTask"
    groupOf: Final[str] = ONTOLOGY + "groupOf"
    hasDeliverable: Final[str] = ONTOLOGY + "hasDeliverable"
    hasDerived: Final[str] = ONTOLOGY + "hasDerived"
    hasDimension: Final[str] = ONTOLOGY + "hasDimension"
    hasGroup: Final[str] = ONTOLOGY + "hasGroup"
    hasLegalBasis: Final[str] = ONTOLOGY + "hasLegalBasis"
    hasMember: Final[str] = ONTOLOGY + "hasMember"
    hasResult: Final[str] = ONTOLOGY + "hasResult"
    hasTarget: Final[str] = ONTOLOGY + "hasTarget"
    hasTask: Final[str] = ONTOLOGY + "hasTask"
    implementedBy: Final[str] = ONTOLOGY + "implementedBy"
    implementedInPartBy: Final[str] = ONTOLOGY + "implementedInPartBy"
    implements: Final[str] = ONTOLOGY + "implements"
    implementsInPart: Final[str] = ONTOLOGY + "implementsInPart"
    inGroup: Final[str] = ONTOLOGY + "inGroup"
    instrumentKind: Final[str] = ONTOLOGY + "instrumentKind"
    interpretedBy: Final[str] = ONTOLOGY + "interpretedBy"
    interprets: Final[str] = ONTOLOGY + "interprets"
    issuedBy: Final[str] = ONTOLOGY + "issuedBy"
    issues: Final[str] = ONTOLOGY + "issues"
    jurisdiction: Final[str] = ONTOLOGY + "jurisdiction"
    leadBody: Final[str] = ONTOLOGY + "leadBody"
    leads: Final[str] = ONTOLOGY + "leads"
    legalBasisOf: Final[str] = ONTOLOGY + "legalBasisOf"
    memberOf: Final[str] = ONTOLOGY + "memberOf"
    mentionKind: Final[str] = ONTOLOGY + "mentionKind"
    mentionedIn: Final[str] = ONTOLOGY + "mentionedIn"
    mentions: Final[str] = ONTOLOGY + "mentions"
    ofIndex: Final[str] = ONTOLOGY + "ofIndex"
    place: Final[str] = ONTOLOGY + "place"
    plannedToBeAmendedBy: Final[str] = ONTOLOGY + "plannedToBeAmendedBy"
    plansToAmend: Final[str] = ONTOLOGY + "plansToAmend"
    promulgatedBy: Final[str] = ONTOLOGY + "promulgatedBy"
    promulgates: Final[str] = ONTOLOGY + "promulgates"
    proposedIn: Final[str] = ONTOLOGY + "proposedIn"
    proposes: Final[str] = ONTOLOGY + "proposes"
    recurrence: Final[str] = ONTOLOGY + "recurrence"
    reformArea: Final[str] = ONTOLOGY + "reformArea"
    relatesTo: Final[str] = ONTOLOGY + "relatesTo"
    repealedBy: Final[str] = ONTOLOGY + "repealedBy"
    repeals: Final[str] = ONTOLOGY + "repeals"
    replacedBy: Final[str] = ONTOLOGY + "replacedBy"
    replaces: Final[str] = ONTOLOGY + "replaces"
    reportedOnBy: Final[str] = ONTOLOGY + "reportedOnBy"
    reportsOn: Final[str] = ONTOLOGY + "reportsOn"
    responsibility: Final[str] = ONTOLOGY + "responsibility"
    responsibilityFor: Final[str] = ONTOLOGY + "responsibilityFor"
    responsibleBody: Final[str] = ONTOLOGY + "responsibleBody"
    resultOf: Final[str] = ONTOLOGY + "resultOf"
    role: Final[str] = ONTOLOGY + "role"
    solutionGroup: Final[str] = ONTOLOGY + "solutionGroup"
    status: Final[str] = ONTOLOGY + "status"
    suspendedBy: Final[str] = ONTOLOGY + "suspendedBy"
    suspends: Final[str] = ONTOLOGY + "suspends"
    targetOf: Final[str] = ONTOLOGY + "targetOf"
    taskOf: Final[str] = ONTOLOGY + "taskOf"
    timingKind: Final[str] = ONTOLOGY + "timingKind"
    within: Final[str] = ONTOLOGY + "within"

    # datatype properties
    address: Final[str] = ONTOLOGY + "address"
    asPrinted: Final[str] = ONTOLOGY + "asPrinted"
    baselineGroup: Final[str] = ONTOLOGY + "baselineGroup"
    baselineRank: Final[str] = ONTOLOGY + "baselineRank"
    baselineValue: Final[str] = ONTOLOGY + "baselineValue"
    baselineYear: Final[str] = ONTOLOGY + "baselineYear"
    condition: Final[str] = ONTOLOGY + "condition"
    declaredTaskCount: Final[str] = ONTOLOGY + "declaredTaskCount"
    derived: Final[str] = ONTOLOGY + "derived"
    dueOn: Final[str] = ONTOLOGY + "dueOn"
    file: Final[str] = ONTOLOGY + "file"
    group: Final[str] = ONTOLOGY + "group"
    inForceFrom: Final[str] = ONTOLOGY + "inForceFrom"
    issuedOn: Final[str] = ONTOLOGY + "issuedOn"
    listedTaskCount: Final[str] = ONTOLOGY + "listedTaskCount"
    noLongerInForceFrom: Final[str] = ONTOLOGY + "noLongerInForceFrom"
    note: Final[str] = ONTOLOGY + "note"
    number: Final[str] = ONTOLOGY + "number"
    periodEnd: Final[str] = ONTOLOGY + "periodEnd"
    periodStart: Final[str] = ONTOLOGY + "periodStart"
    position: Final[str] = ONTOLOGY + "position"
    publishedOn: Final[str] = ONTOLOGY + "publishedOn"
    publisher: Final[str] = ONTOLOGY + "publisher"
    rank: Final[str] = ONTOLOGY + "rank"
    rankChange: Final[str] = ONTOLOGY + "rankChange"
    rankOutOf: Final[str] = ONTOLOGY + "rankOutOf"
    recurrenceNote: Final[str] = ONTOLOGY + "recurrenceNote"
    score: Final[str] = ONTOLOGY + "score"
    scoreChange: Final[str] = ONTOLOGY + "scoreChange"
    sha256: Final[str] = ONTOLOGY + "sha256"
    signedBy: Final[str] = ONTOLOGY + "signedBy"
    spanEnd: Final[str] = ONTOLOGY + "spanEnd"
    spanStart: Final[str] = ONTOLOGY + "spanStart"
    startsOn: Final[str] = ONTOLOGY + "startsOn"
    subjectText: Final[str] = ONTOLOGY + "subjectText"
    textLength: Final[str] = ONTOLOGY + "textLength"
    timingAsPrinted: Final[str] = ONTOLOGY + "timingAsPrinted"
    title: Final[str] = ONTOLOGY + "title"
    unit: Final[str] = ONTOLOGY + "unit"
    untilYear: Final[str] = ONTOLOGY + "untilYear"
    validFrom: Final[str] = ONTOLOGY + "validFrom"
    validUntil: Final[str] = ONTOLOGY + "validUntil"
    value: Final[str] = ONTOLOGY + "value"
    valueMax: Final[str] = ONTOLOGY + "valueMax"
    year: Final[str] = ONTOLOGY + "year"

    # annotation properties
    correspondsToClass: Final[str] = ONTOLOGY + "correspondsToClass"
    expectedDatatype: Final[str] = ONTOLOGY + "expectedDatatype"


CONCEPTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "area": MappingProxyType(
            {
                "apparatus-2011": CONCEPT + "area/apparatus-2011",
                "apparatus-2021": CONCEPT + "area/apparatus-2021",
                "civil-service-2021": CONCEPT + "area/civil-service-2021",
                "communication": CONCEPT + "area/communication",
                "digital-2021": CONCEPT + "area/digital-2021",
                "finance-2011": CONCEPT + "area/finance-2011",
                "finance-2021": CONCEPT + "area/finance-2021",
                "inspection": CONCEPT + "area/inspection",
                "institutions-2011": CONCEPT + "area/institutions-2011",
                "institutions-2021": CONCEPT + "area/institutions-2021",
                "modernisation-2011": CONCEPT + "area/modernisation-2011",
                "one-stop": CONCEPT + "area/one-stop",
                "personnel-2011": CONCEPT + "area/personnel-2011",
                "procedures-2011": CONCEPT + "area/procedures-2011",
                "procedures-2021": CONCEPT + "area/procedures-2021",
                "quality-management": CONCEPT + "area/quality-management",
                "satisfaction-survey": CONCEPT + "area/satisfaction-survey",
                "steering": CONCEPT + "area/steering",
            }
        ),
        "aspect": MappingProxyType(
            {
                "bodies": CONCEPT + "aspect/bodies",
                "instruments": CONCEPT + "aspect/instruments",
                "relations": CONCEPT + "aspect/relations",
                "results": CONCEPT + "aspect/results",
                "solutions": CONCEPT + "aspect/solutions",
                "targets": CONCEPT + "aspect/targets",
                "tasks": CONCEPT + "aspect/tasks",
            }
        ),
        "certainty": MappingProxyType(
            {
                "asserted": CONCEPT + "certainty/asserted",
                "disputed": CONCEPT + "certainty/disputed",
                "inferred": CONCEPT + "certainty/inferred",
            }
        ),
        "comparator": MappingProxyType(
            {
                "about": CONCEPT + "comparator/about",
                "at-least": CONCEPT + "comparator/at-least",
                "at-most": CONCEPT + "comparator/at-most",
                "between": CONCEPT + "comparator/between",
                "equal": CONCEPT + "comparator/equal",
                "group-at-least": CONCEPT + "comparator/group-at-least",
                "improve-ranks-by": CONCEPT + "comparator/improve-ranks-by",
                "increase": CONCEPT + "comparator/increase",
                "increase-by-at-least": CONCEPT + "comparator/increase-by-at-least",
                "less-than": CONCEPT + "comparator/less-than",
                "more-than": CONCEPT + "comparator/more-than",
                "qualitative": CONCEPT + "comparator/qualitative",
                "rank-within": CONCEPT + "comparator/rank-within",
            }
        ),
        "extent": MappingProxyType(
            {
                "complete": CONCEPT + "extent/complete",
                "counted": CONCEPT + "extent/counted",
                "described": CONCEPT + "extent/described",
                "listed": CONCEPT + "extent/listed",
                "none": CONCEPT + "extent/none",
                "not-covered": CONCEPT + "extent/not-covered",
                "partial": CONCEPT + "extent/partial",
            }
        ),
        "kind": MappingProxyType(
            {
                "action-programme": CONCEPT + "kind/action-programme",
                "charter": CONCEPT + "kind/charter",
                "circular": CONCEPT + "kind/circular",
                "code": CONCEPT + "kind/code",
                "conclusion": CONCEPT + "kind/conclusion",
                "consolidated-text": CONCEPT + "kind/consolidated-text",
                "constitution": CONCEPT + "kind/constitution",
                "decision": CONCEPT + "kind/decision",
                "decree": CONCEPT + "kind/decree",
                "directive": CONCEPT + "kind/directive",
                "document": CONCEPT + "kind/document",
                "guidance": CONCEPT + "kind/guidance",
                "joint-circular": CONCEPT + "kind/joint-circular",
                "law": CONCEPT + "kind/law",
                "notice": CONCEPT + "kind/notice",
                "official-letter": CONCEPT + "kind/official-letter",
                "ordinance": CONCEPT + "kind/ordinance",
                "plan": CONCEPT + "kind/plan",
                "programme": CONCEPT + "kind/programme",
                "project": CONCEPT + "kind/project",
                "regulation": CONCEPT + "kind/regulation",
                "report": CONCEPT + "kind/report",
                "resolution": CONCEPT + "kind/resolution",
                "rules": CONCEPT + "kind/rules",
                "scheme": CONCEPT + "kind/scheme",
                "state-decree": CONCEPT + "kind/state-decree",
                "submission": CONCEPT + "kind/submission",
                "telegram": CONCEPT + "kind/telegram",
            }
        ),
        "mention": MappingProxyType(
            {
                "cited": CONCEPT + "mention/cited",
                "issued": CONCEPT + "mention/issued",
                "planned": CONCEPT + "mention/planned",
                "self": CONCEPT + "mention/self",
            }
        ),
        "recurrence": MappingProxyType(
            {
                "continuous": CONCEPT + "recurrence/continuous",
                "half-yearly": CONCEPT + "recurrence/half-yearly",
                "monthly": CONCEPT + "recurrence/monthly",
                "quarterly": CONCEPT + "recurrence/quarterly",
                "yearly": CONCEPT + "recurrence/yearly",
            }
        ),
        "role": MappingProxyType(
            {
                "coordinating": CONCEPT + "role/coordinating",
                "lead": CONCEPT + "role/lead",
            }
        ),
        "status": MappingProxyType(
            {
                "draft": CONCEPT + "status/draft",
                "issued": CONCEPT + "status/issued",
                "planned": CONCEPT + "status/planned",
            }
        ),
        "timing": MappingProxyType(
            {
                "as-regulated": CONCEPT + "timing/as-regulated",
                "by-date": CONCEPT + "timing/by-date",
                "conditional": CONCEPT + "timing/conditional",
                "continuous": CONCEPT + "timing/continuous",
                "month": CONCEPT + "timing/month",
                "quarter": CONCEPT + "timing/quarter",
                "range": CONCEPT + "timing/range",
                "recurring": CONCEPT + "timing/recurring",
                "year": CONCEPT + "timing/year",
            }
        ),
    }
)
"""Scheme → key → IRI of the concept, both sorted."""

CLASS_OF_KIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "action-programme": RK.ActionProgramme,
        "charter": RK.Charter,
        "circular": RK.Circular,
        "code": RK.Code,
        "conclusion": RK.Conclusion,
        "consolidated-text": RK.ConsolidatedText,
        "constitution": RK.Constitution,
        "decision": RK.Decision,
        "decree": RK.Decree,
        "directive": RK.Directive,
        "document": RK.Document,
        "guidance": RK.Guidance,
        "joint-circular": RK.JointCircular,
        "law": RK.Law,
        "notice": RK.Notice,
        "official-letter": RK.OfficialLetter,
        "ordinance": RK.Ordinance,
        "plan": RK.Plan,
        "programme": RK.Programme,
        "project": RK.Project,
        "regulation": RK.Regulation,
        "report": RK.Report,
        "resolution": RK.Resolution,
        "rules": RK.Rules,
        "scheme": RK.Scheme,
        "state-decree": RK.StateDecree,
        "submission": RK.Submission,
        "telegram": RK.Telegram,
    }
)
"""Key of a kind of instrument → IRI of its class."""
