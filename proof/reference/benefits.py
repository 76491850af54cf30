"""The transition after basic living support ends (document 五（三）9; policy.md 5.9b, A-29)."""

from __future__ import annotations

from . import dates
from .case import Case
from .truth import NO, UNDETERMINED, Truth, among, and_, not_

TRANSITION_MONTHS = 6


def support_ended(case: Case) -> Truth:
    """Whether support has ended: as stated, else by the day on which it did; an end that nobody recorded has
    not come (O-13)."""
    support = case.child.support
    if support.benefit_ended is not UNDETERMINED:
        return support.benefit_ended
    return dates.has_come(support.benefit_ended_on, case.as_of) if support.benefit_ended_on.known else NO


def in_transition(case: Case) -> Truth:
    """过渡期6个月 from the first day without support on, after every exit but death (A-29, 民法典 202; O-19).

    It does not end at 18: coming of age is one of the exits. It gives no level.
    """
    support = case.child.support
    return and_(
        support_ended(case),
        not_(among(support.benefit_ended_why, {"died"})),
        dates.has_come(support.benefit_ended_on, case.as_of),
        not_(dates.months_reached(support.benefit_ended_on, TRANSITION_MONTHS, case.as_of)),
    )
