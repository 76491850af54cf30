"""A child's record as facts (field names and words of schemas/child.schema.json).

A missing field, null and `unknown` are the same: not known. A word outside the schema is an error with its
path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import dates
from .dates import Span
from .truth import NO, UNDETERMINED, YES, Truth

STATES = ("no", "suspected", "confirmed")
LIVES = ("alive", "dead", "declared-missing", "never-traceable")
CUSTODY_KINDS = ("none", "sentence", "compulsory-rehabilitation", "other-restriction", "detention")
DISABILITY_KINDS = ("none", "visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")
GRADES = ("none", "1", "2", "3", "4")
LIVES_WITH = (
    "both-parents",
    "father",
    "mother",
    "grandparents",
    "relatives",
    "others",
    "institution",
    "school",
    "alone",
)
CARERS = (
    "father",
    "mother",
    "grandparent",
    "elder-sibling",
    "other-relative",
    "non-relative",
    "institution",
    "nobody",
)
CAPACITIES = ("full", "limited", "none")
SELF_CARE = ("able", "half-disabled", "disabled")
REGISTRATIONS = ("rural", "urban", "unified")
AREAS = ("village", "town")
RELIEFS = ("none", "minimum-living-allowance", "minimum-living-edge", "expenditure-type", "extreme-hardship")
STATE_GUARDIANSHIPS = ("none", "temporary", "long-term")
BENEFITS = ("none", "orphan", "hiv-infected", "de-facto-unattended")
BENEFIT_ENDS = ("died", "came-of-age", "parent-recovered", "adopted", "other")
RETURN_REASONS = ("visit-or-leave", "back-to-live")

FINDINGS = (
    "abandonment",
    "abnormal_psychology_or_behaviour",
    "disabled_without_certificate",
    "dropped_out",
    "education_aid_missing",
    "guardianship_absent",
    "guardianship_insufficient",
    "guardianship_severely_insufficient",
    "lives_alone",
    "maltreatment",
    "medical_insurance_missing",
    "missing",
    "needs_case_conference",
    "other_unlawful_harm",
    "rehabilitation_missing",
    "roaming",
    "severe_mental_illness",
    "sexual_abuse",
    "suicide_or_self_harm",
    "trafficking",
    "violent_injury",
)
PARENT_FINDINGS = (
    "guardianship_revoked",
    "judged_unable",
    "long_term_alcohol",
    "long_term_drugs",
    "long_term_gambling",
    "long_term_other",
    "removed_from_country",
    "serious_illness",
)


class Malformed(ValueError):
    """A record that does not follow the schema."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path
        self.what = what


@dataclass(frozen=True)
class Finding:
    """What was found: no, suspected, confirmed or (None) unknown; and whether a closing record exists."""

    state: str | None = None
    closed_on: Span = dates.UNKNOWN
    closed_by: bool = False


@dataclass(frozen=True)
class Disability:
    """A disability certificate."""

    kind: str | None = None
    grade: str | None = None
    mental_or_intellectual: Truth = UNDETERMINED


@dataclass(frozen=True)
class Custody:
    """A restriction of freedom."""

    kind: str | None = None
    start: Span = dates.UNKNOWN
    until: Span = dates.UNKNOWN
    term_months: int | None = None


@dataclass(frozen=True)
class Return:
    """A return from an absence for work."""

    start: Span = dates.UNKNOWN
    until: Span = dates.UNKNOWN
    reason: str | None = None


@dataclass(frozen=True)
class Away:
    """An absence for work."""

    for_work: Truth = UNDETERMINED
    since: Span = dates.UNKNOWN
    county: str | None = None
    across_counties: Truth = UNDETERMINED
    within_core: Truth = UNDETERMINED
    returns: tuple[Return, ...] = ()


@dataclass(frozen=True)
class OutOfContact:
    """A loss of contact."""

    state: Finding = Finding()
    since: Span = dates.UNKNOWN
    reported_on: Span = dates.UNKNOWN
    without_support: Truth = UNDETERMINED


@dataclass(frozen=True)
class Parent:
    """A father or a mother."""

    state: str | None = None
    away: Away = Away()
    custody: Custody = Custody()
    disability: Disability = Disability()
    out_of_contact: OutOfContact = OutOfContact()
    findings: Mapping[str, Finding] = field(default_factory=dict)

    def finding(self, name: str) -> Finding:
        """One of PARENT_FINDINGS."""
        assert name in PARENT_FINDINGS, name
        return self.findings.get(name, Finding())


@dataclass(frozen=True)
class Carer:
    """Whoever looks after the child day by day."""

    relation: str | None = None
    birth: Span = dates.UNKNOWN
    capacity: str | None = None
    self_care: str | None = None
    lacks_ability_or_neglects: Finding = Finding()
    agreement_signed: Truth = UNDETERMINED
    agreement_on: Span = dates.UNKNOWN


@dataclass(frozen=True)
class Household:
    """Registration, county and social assistance."""

    registration: str | None = None
    area: str | None = None
    collective_member: Truth = UNDETERMINED
    county: str | None = None
    relief: str | None = None
    single_parent: Truth = UNDETERMINED


@dataclass(frozen=True)
class Support:
    """State guardianship, certified categories, benefits."""

    benefit: str | None = None
    benefit_ended: Truth = UNDETERMINED
    benefit_ended_on: Span = dates.UNKNOWN
    benefit_ended_why: str | None = None
    certified_orphan: Truth = UNDETERMINED
    certified_unattended: Truth = UNDETERMINED
    guardianship_in_place: Truth = UNDETERMINED
    other_type: Truth = UNDETERMINED
    state_guardianship: str | None = None


@dataclass(frozen=True)
class Done:
    """What was done, as the official table counts it."""

    back_at_school: Truth = UNDETERMINED
    followed_up: Truth = UNDETERMINED
    intervened: Truth = UNDETERMINED
    secured: Truth = UNDETERMINED


@dataclass(frozen=True)
class File:
    """The five parts of the child's file."""

    basic_information: Truth = UNDETERMINED
    problems_and_solutions: Truth = UNDETERMINED
    support_records: Truth = UNDETERMINED
    visit_records: Truth = UNDETERMINED
    work_log: Truth = UNDETERMINED


@dataclass(frozen=True)
class Decision:
    """A recorded decision of the township or a case conference."""

    level: str | None = None
    category: str | None = None
    document: bool = False
    by: bool = False
    on: Span = dates.UNKNOWN


@dataclass(frozen=True)
class Child:
    """All facts of one child."""

    key: str | int | None = None
    birth: Span = dates.UNKNOWN
    disability: Disability = Disability()
    hiv_infection: Finding = Finding()
    lives_with: str | None = None
    enrolled: Truth = UNDETERMINED
    father: Parent = Parent()
    mother: Parent = Parent()
    carer: Carer = Carer()
    household: Household = Household()
    support: Support = Support()
    done: Done = Done()
    file: File = File()
    decision: Decision | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)
    local: Mapping[str, Finding] = field(default_factory=dict)

    def finding(self, name: str) -> Finding:
        """One of FINDINGS."""
        assert name in FINDINGS, name
        return self.findings.get(name, Finding())


class _Object:
    """A JSON object being read: every key must be asked for."""

    def __init__(self, value: Any, path: str) -> None:
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise Malformed(path, "an object is needed")
        self.rest = dict(value)
        self.path = path

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def done(self) -> None:
        for key in self.rest:
            raise Malformed(self.at(key), "no such field")

    def read(self, key: str, how: Callable[[Any, str], Any]) -> Any:
        return how(self.rest.pop(key, None), self.at(key))

    def word(self, key: str, words: tuple[str, ...]) -> str | None:
        value = self.rest.pop(key, None)
        if value is None or value == "unknown":
            return None
        if not isinstance(value, str) or value not in words:
            raise Malformed(self.at(key), "no such word")
        return value

    def answer(self, key: str) -> Truth:
        return {None: UNDETERMINED, "no": NO, "yes": YES}[self.word(key, ("no", "yes"))]

    def date(self, key: str) -> Span:
        return _date(self.rest.pop(key, None), self.at(key))

    def finding(self, key: str) -> Finding:
        return _finding(self.rest.pop(key, None), self.at(key))

    def text(self, key: str) -> str | int | None:
        value = self.rest.pop(key, None)
        whole = isinstance(value, int) and not isinstance(value, bool)
        if value is not None and not whole and not isinstance(value, str):
            raise Malformed(self.at(key), "a text is needed")
        if isinstance(value, str) and len(value) > 200:
            raise Malformed(self.at(key), "too long")
        return value or None if isinstance(value, str) else value

    def count(self, key: str) -> int | None:
        value = self.rest.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1200:
            raise Malformed(self.at(key), "a number from 0 to 1200 is needed")
        return value

    def county(self, key: str) -> str | None:
        """Six digits of a region code, `abroad`, or None (A-13)."""
        value = self.rest.pop(key, None)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value in ("unknown", ""):
            return None
        if not isinstance(value, str):
            raise Malformed(self.at(key), "a county code is needed")
        if value == "abroad":
            return value
        if not (value.isascii() and value.isdigit() and len(value) >= 6):
            raise Malformed(self.at(key), "a county code is needed")
        return value[:6]


def _date(value: Any, path: str) -> Span:
    if value is None:
        return dates.UNKNOWN
    if not isinstance(value, str):
        raise Malformed(path, "a date is needed")
    try:
        return dates.parse(value)
    except ValueError as error:
        raise Malformed(path, str(error)) from None


def _finding(value: Any, path: str) -> Finding:
    if not isinstance(value, dict):
        value = {"state": value}
    reader = _Object(value, path)
    found = Finding(
        state=reader.word("state", STATES),
        closed_on=reader.date("closed_on"),
        closed_by=reader.text("closed_by") is not None,
    )
    reader.date("found_on")
    for ignored in ("closing_document", "found_by"):
        reader.text(ignored)
    reader.done()
    return found


def _disability(value: Any, path: str) -> Disability:
    reader = _Object(value, path)
    made = Disability(
        kind=reader.word("kind", DISABILITY_KINDS),
        grade=reader.word("grade", GRADES),
        mental_or_intellectual=reader.answer("mental_or_intellectual"),
    )
    reader.done()
    return made


def _custody(value: Any, path: str) -> Custody:
    reader = _Object(value, path)
    made = Custody(
        kind=reader.word("kind", CUSTODY_KINDS),
        start=reader.date("from"),
        until=reader.date("until"),
        term_months=reader.count("term_months"),
    )
    reader.done()
    return made


def _return(value: Any, path: str) -> Return:
    reader = _Object(value, path)
    made = Return(
        start=reader.date("from"), until=reader.date("until"), reason=reader.word("reason", RETURN_REASONS)
    )
    reader.done()
    return made


def _returns(value: Any, path: str) -> tuple[Return, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Malformed(path, "a list is needed")
    return tuple(_return(item, f"{path}[{index}]") for index, item in enumerate(value))


def _away(value: Any, path: str) -> Away:
    reader = _Object(value, path)
    made = Away(
        for_work=reader.answer("for_work"),
        since=reader.date("since"),
        county=reader.county("county"),
        across_counties=reader.answer("across_counties"),
        within_core=reader.answer("within_core"),
        returns=reader.read("returns", _returns),
    )
    reader.done()
    return made


def _out_of_contact(value: Any, path: str) -> OutOfContact:
    reader = _Object(value, path)
    made = OutOfContact(
        state=reader.finding("state"),
        since=reader.date("since"),
        reported_on=reader.date("reported_on"),
        without_support=reader.answer("without_support"),
    )
    reader.done()
    return made


def _parent(value: Any, path: str) -> Parent:
    reader = _Object(value, path)
    made = Parent(
        state=reader.word("state", LIVES),
        away=reader.read("away", _away),
        custody=reader.read("custody", _custody),
        disability=reader.read("disability", _disability),
        out_of_contact=reader.read("out_of_contact", _out_of_contact),
        findings={name: reader.finding(name) for name in PARENT_FINDINGS},
    )
    reader.done()
    return made


def _carer(value: Any, path: str) -> Carer:
    reader = _Object(value, path)
    made = Carer(
        relation=reader.word("relation", CARERS),
        birth=reader.date("birth_date"),
        capacity=reader.word("capacity", CAPACITIES),
        self_care=reader.word("self_care", SELF_CARE),
        lacks_ability_or_neglects=reader.finding("lacks_ability_or_neglects"),
        agreement_signed=reader.answer("agreement_signed"),
        agreement_on=reader.date("agreement_on"),
    )
    reader.done()
    return made


def _household(value: Any, path: str) -> Household:
    reader = _Object(value, path)
    made = Household(
        registration=reader.word("registration", REGISTRATIONS),
        area=reader.word("area", AREAS),
        collective_member=reader.answer("collective_member"),
        county=reader.county("county"),
        relief=reader.word("relief", RELIEFS),
        single_parent=reader.answer("single_parent"),
    )
    reader.done()
    return made


def _support(value: Any, path: str) -> Support:
    reader = _Object(value, path)
    made = Support(
        benefit=reader.word("benefit", BENEFITS),
        benefit_ended=reader.answer("benefit_ended"),
        benefit_ended_on=reader.date("benefit_ended_on"),
        benefit_ended_why=reader.word("benefit_ended_why", BENEFIT_ENDS),
        certified_orphan=reader.answer("certified_orphan"),
        certified_unattended=reader.answer("certified_unattended"),
        guardianship_in_place=reader.answer("guardianship_in_place"),
        other_type=reader.answer("other_type"),
        state_guardianship=reader.word("state_guardianship", STATE_GUARDIANSHIPS),
    )
    for ignored in ("guardianship_ground", "other_type_document"):
        reader.text(ignored)
    reader.done()
    return made


def _answers(kind: type[Done] | type[File]) -> Callable[[Any, str], Any]:
    def read(value: Any, path: str) -> Any:
        reader = _Object(value, path)
        made = kind(**{name: reader.answer(name) for name in kind.__dataclass_fields__})
        reader.done()
        return made

    return read


def _findings(value: Any, path: str) -> dict[str, Finding]:
    reader = _Object(value, path)
    made = {name: reader.finding(name) for name in FINDINGS}
    reader.done()
    return made


def _local(value: Any, path: str) -> dict[str, Finding]:
    reader = _Object(value, path)
    return {name: _finding(found, f"{path}.{name}") for name, found in reader.rest.items()}


def _decision(value: Any, path: str) -> Decision | None:
    if value is None:
        return None
    reader = _Object(value, path)
    level, category = reader.text("level"), reader.text("category")
    made = Decision(
        level=None if level is None else str(level),
        category=None if category is None else str(category),
        document=reader.text("document") is not None,
        by=reader.text("by") is not None,
        on=reader.date("on"),
    )
    reader.done()
    return made


def _residence(value: Any, path: str) -> None:
    reader = _Object(value, path)
    reader.county("county")
    for ignored in ("township", "village", "worker"):
        reader.text(ignored)
    reader.done()


def _enrolled(value: Any, path: str) -> Truth:
    reader = _Object(value, path)
    enrolled = reader.answer("enrolled")
    reader.done()
    return enrolled


def read_child(record: Any) -> Child:
    """Read one child's record.

    The residence, who found something and the papers behind a record are read for their form and change no
    answer.
    """
    if not isinstance(record, dict):
        raise Malformed("", "an object is needed")
    reader = _Object(record, "")
    made = Child(
        key=reader.text("key"),
        birth=reader.date("birth_date"),
        disability=reader.read("disability", _disability),
        hiv_infection=reader.finding("hiv_infection"),
        lives_with=reader.word("lives_with", LIVES_WITH),
        enrolled=reader.read("school", _enrolled),
        father=reader.read("father", _parent),
        mother=reader.read("mother", _parent),
        carer=reader.read("carer", _carer),
        household=reader.read("household", _household),
        support=reader.read("support", _support),
        done=reader.read("done", _answers(Done)),
        file=reader.read("file", _answers(File)),
        decision=reader.read("decision", _decision),
        findings=reader.read("findings", _findings),
        local=reader.read("local", _local),
    )
    reader.read("residence", _residence)
    reader.done()
    return made
