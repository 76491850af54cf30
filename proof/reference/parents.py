"""What the rules ask of one parent."""

from __future__ import annotations

from . import dates
from .case import Case
from .counties import across_counties, within_core
from .facts import Custody, Disability, OutOfContact, Parent, Return
from .truth import NO, UNDETERMINED, Truth, among, and_, every, not_, or_, some

LONG_TERM_HABITS = ("long_term_drugs", "long_term_alcohol", "long_term_gambling", "long_term_other")


def gone(parent: Parent) -> Truth:
    """Dead, declared missing or not to be found (国办发〔2010〕54号; policy.md 1 孤儿; O-07)."""
    return among(parent.state, {"dead", "declared-missing", "never-traceable"})


def nobody_there(parent: Parent) -> Truth:
    """Dead, or never to be found: nobody of whom a present fact could be true (O-01)."""
    return among(parent.state, {"dead", "never-traceable"})


def living(case: Case, parent: Parent, fact: Truth) -> Truth:
    """A fact that only a living person can have: no of a dead parent; open while nobody knows whether that
    parent is dead, for learning of the death must not turn a yes into a no (O-01)."""
    if case.readings.dead_parent == "settled":
        return and_(fact, not_(nobody_there(parent)))
    return fact


# --- disability -----------------------------------------------------------------------------------


def mental_or_intellectual(disability: Disability) -> Truth:
    """A mental or an intellectual disability, alone or within several (GB/T 26341, policy.md 1 残疾)."""
    if disability.kind is None and disability.grade == "none":
        return NO
    return or_(
        among(disability.kind, {"mental", "intellectual"}),
        and_(among(disability.kind, {"multiple"}), disability.mental_or_intellectual),
    )


def severe(disability: Disability) -> Truth:
    """重残: grade 1 or 2 of any kind, or grade 3 or 4 of mental or intellectual kind (二（二）4; A-17).

    A mental or intellectual disability is severe at any grade, so its grade need not be known. No kind means
    no grade and no grade means no kind (O-04).
    """
    if disability.grade is None and disability.kind == "none":
        return NO
    return or_(among(disability.grade, {"1", "2"}), mental_or_intellectual(disability))


def severely_disabled(case: Case, parent: Parent) -> Truth:
    """A parent with 重残."""
    return living(case, parent, severe(parent.disability))


# --- custody --------------------------------------------------------------------------------------


def in_custody(parent: Parent, *kinds: str) -> Truth:
    """In custody of one of these kinds now. No date alone ends it (child.schema.json)."""
    return among(parent.custody.kind, kinds)


def serving_sentence(case: Case, parent: Parent) -> Truth:
    """服刑在押: convicted and in custody, no least term (A-16)."""
    return living(case, parent, in_custody(parent, "sentence"))


def restricted(parent: Parent) -> Truth:
    """服刑在押、强制隔离戒毒、其他限制人身自由: any kind, no least term (2.1i, A-15)."""
    return in_custody(parent, "sentence", "compulsory-rehabilitation", "other-restriction", "detention")


def term_of_six_months(case: Case, custody: Custody) -> Truth:
    """A sentence or order of six months or more: as stated, else from its two days (A-42, O-06)."""
    if custody.term_months is not None:
        return dates.number_reaches(custody.term_months, 6)
    return dates.term_reaches(custody.start, custody.until, 6, case.readings.custody_last_day)


def restricted_six_months(case: Case, parent: Parent) -> Truth:
    """Restricted, with 期限6个月以上 (民发〔2019〕62号; A-42).

    A sentence or order counts by its term from its first day; detention by the time elapsed. Six months
    elapsed show a term of six months.
    """
    custody = parent.custody
    elapsed = dates.months_reached(custody.start, 6, case.as_of)
    by_term = in_custody(parent, "sentence", "compulsory-rehabilitation", "other-restriction")
    by_time = in_custody(parent, "detention")
    long_enough = or_(term_of_six_months(case, custody), elapsed)
    return or_(and_(by_term, long_enough), and_(by_time, elapsed))


# --- contact --------------------------------------------------------------------------------------


def out_of_contact(case: Case, parent: Parent) -> Truth:
    """失联 in 2.1i: no least time, no word of support (A-15)."""
    return case.plain(parent.out_of_contact.state)


def out_of_contact_six_months(case: Case, parent: Parent) -> Truth:
    """失联 in 62号: contact lost and no support given, for six months or more (A-38)."""
    lost: OutOfContact = parent.out_of_contact
    start = lost.reported_on if case.readings.contact_lost_from == "reported-on" else lost.since
    return and_(case.plain(lost.state), lost.without_support, dates.months_reached(start, 6, case.as_of))


# --- habits ---------------------------------------------------------------------------------------


def long_term_habit(case: Case, parent: Parent) -> Truth:
    """长期吸毒、酗酒、赌博等: any of them (A-18)."""
    return living(case, parent, some(case.plain(parent.finding(name)) for name in LONG_TERM_HABITS))


# --- work -----------------------------------------------------------------------------------------


def no_break(case: Case, item: Return) -> Truth:
    """Whether the three months have run in spite of a return (2.1e, 2.1f, A-10).

    A visit or leave does not count; a return to live starts the time anew on the day of leaving again; an
    unknown reason leaves open which. A return still to come is no return yet.
    """
    until = item.until
    earliest = max((d for d in (item.start.earliest, until.earliest) if d), default=None)
    begins_latest = min((d for d in (item.start.latest, until.latest) if d), default=None)
    happened = dates.has_come(dates.Span(item.start.earliest, begins_latest), case.as_of)
    return or_(
        among(item.reason, {"visit-or-leave"}),
        not_(happened),
        dates.months_reached(dates.Span(earliest, until.latest), 3, case.as_of),
    )


def three_months_away(case: Case, parent: Parent) -> Truth:
    """连续3个月以上: elapsed only, the corresponding day included (2.1e, A-06, A-09)."""
    away = parent.away
    run = dates.months_reached(away.since, 3, case.as_of)
    return and_(run, every(no_break(case, item) for item in away.returns))


def works_away(case: Case, parent: Parent) -> Truth:
    """Away for work, in another county, not within one city's core, for three months (2.1c, e–h)."""
    hukou = case.child.household.county
    return and_(
        parent.away.for_work,
        across_counties(parent.away, hukou),
        not_(within_core(parent.away, hukou)),
        three_months_away(case, parent),
    )


def out_for_work(case: Case, parent: Parent) -> Truth:
    """外出务工: the same, of a parent who is there (O-01)."""
    return living(case, parent, works_away(case, parent))


# --- guardianship ---------------------------------------------------------------------------------


def listed_situation(case: Case, parent: Parent) -> Truth:
    """重残、重病、失联、被遣送（驱逐）出境、服刑在押、强制隔离戒毒、其他限制人身自由 (2.1i), and those of 等:
    declared missing, guardianship revoked (A-07), not to be found (O-07)."""
    return or_(
        severe(parent.disability),
        case.plain(parent.finding("serious_illness")),
        out_of_contact(case, parent),
        case.plain(parent.finding("removed_from_country")),
        restricted(parent),
        case.plain(parent.finding("guardianship_revoked")),
        among(parent.state, {"declared-missing", "never-traceable"}),
    )


def unable_to_guard(case: Case, parent: Parent) -> Truth:
    """无监护能力: a situation and the recorded judgement (2.1i, j); without it a parent who is dead or was never
    found (A-07; O-05, O-07)."""
    situation = listed_situation(case, parent)
    judged = case.plain(parent.finding("judged_unable"))
    if case.readings.open_list == "judged":
        situation = or_(situation, judged)
    elif case.readings.open_list == "open":
        situation = or_(situation, UNDETERMINED)
    return or_(nobody_there(parent), and_(situation, judged))


def listed_in_62(case: Case, parent: Parent) -> Truth:
    """A situation of 民发〔2019〕62号 and 民发〔2020〕125号."""
    return or_(
        severe(parent.disability),
        case.plain(parent.finding("serious_illness")),
        restricted_six_months(case, parent),
        out_of_contact_six_months(case, parent),
        case.plain(parent.finding("guardianship_revoked")),
        case.plain(parent.finding("removed_from_country")),
    )


def lives_with(case: Case, *whom: str) -> Truth:
    """Whether the child lives with one of these."""
    return among(case.child.lives_with, whom)
