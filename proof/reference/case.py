"""One child on one day under one set of readings, and how a finding is read (policy.md A-04, A-12)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from . import dates
from .facts import Child, Finding, Parent
from .readings import DEFAULT, Readings
from .truth import NO, UNDETERMINED, Truth, among, and_, not_, or_


@dataclass(frozen=True)
class Case:
    """What every rule is asked of."""

    child: Child
    as_of: date
    readings: Readings = DEFAULT
    accept_suspected: bool = False
    known: dict[str, Truth] = field(default_factory=dict, compare=False)
    """The triggers, once they are worked out."""
    levels: list[str] = field(default_factory=list, compare=False)
    """The possible levels, once they are worked out."""

    @property
    def parents(self) -> tuple[Parent, Parent]:
        """Father and mother: rules treat them alike."""
        return self.child.father, self.child.mother

    def accepting_suspicion(self) -> Case:
        """The same case, with suspicion as good as confirmation everywhere (A-04, for routes)."""
        return replace(self, accept_suspected=True, known={}, levels=[])

    def plain(self, finding: Finding) -> Truth:
        """A finding where the text has no 疑似: a mere suspicion leaves it open (A-04)."""
        if self.accept_suspected:
            return self.suspected(finding)
        found = or_(
            among(finding.state, {"confirmed"}),
            and_(among(finding.state, {"suspected", "confirmed"}), UNDETERMINED),
        )
        return and_(found, not_(self.closed(finding)))

    def suspected(self, finding: Finding) -> Truth:
        """A finding where the text has 疑似, and in every route: suspicion counts (A-04)."""
        found = among(finding.state, {"suspected", "confirmed"})
        return and_(found, not_(self.closed(finding)))

    def closed(self, finding: Finding) -> Truth:
        """Ended by an explicit closing record with its author, from its day on; never by time (A-12).

        O-14: a record without author or without any day is no closing record, and a closing record of something
        of which nobody recorded what it was ends nothing.
        """
        if finding.state is None or not finding.closed_by or not finding.closed_on.known:
            return NO
        return dates.has_come(finding.closed_on, self.as_of)

    def attained(self, birth: dates.Span, years: int) -> Truth:
        """Whether an age is attained (A-05)."""
        return dates.age_attained(birth, years, self.as_of, self.readings.birthday)
