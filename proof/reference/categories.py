"""困境儿童: the six categories and what each is made of (document 二（二）)."""

from __future__ import annotations

from collections.abc import Callable

from .case import Case
from .parents import gone, listed_in_62, severe
from .rule import Rule
from .truth import Truth, among, and_, every, not_, or_, recorded, some

HARMS = (
    "sexual_abuse",
    "maltreatment",
    "trafficking",
    "violent_injury",
    "abandonment",
    "other_unlawful_harm",
)


def both_parents_gone(case: Case) -> Truth:
    """Both dead; one dead and the other declared missing; both declared missing; or not to be found (54号;
    A-37)."""
    return every(gone(parent) for parent in case.parents)


def orphan(case: Case) -> Truth:
    """孤儿: certified, or both parents gone (二（二）1, 54号; A-37, O-07)."""
    return or_(recorded(case.child.support.certified_orphan), both_parents_gone(case))


def hiv_infected(case: Case) -> Truth:
    """艾滋病病毒感染儿童, whatever the parents (二（二）1)."""
    return case.plain(case.child.hiv_infection)


def orphan_category(case: Case) -> Truth:
    """Category 1: 孤儿（含艾滋病病毒感染儿童）."""
    return or_(orphan(case), hiv_infected(case))


def parents_meet_62(case: Case) -> Truth:
    """Both parents in a situation of 62号/125号, or one dead or declared missing and the other in one (A-37,
    A-38, A-42). Two gone parents make an orphan, whatever else is recorded of them (A-37, O-07).
    """
    there = [and_(not_(gone(parent)), listed_in_62(case, parent)) for parent in case.parents]
    return and_(nobody_left(case), some(there))


def nobody_left(case: Case) -> Truth:
    """Each parent gone or in a situation of 62号: an orphan or unattended, even while it is open which."""
    return every(or_(gone(parent), listed_in_62(case, parent)) for parent in case.parents)


def unattended(case: Case) -> Truth:
    """事实无人抚养儿童: certified, or the parents meet 62号 (二（二）2)."""
    return or_(recorded(case.child.support.certified_unattended), parents_meet_62(case))


def on_minimum_living_allowance(case: Case) -> Truth:
    """最低生活保障家庭 (二（二）3)."""
    return among(case.child.household.relief, {"minimum-living-allowance"})


def on_edge(case: Case) -> Truth:
    """最低生活保障边缘家庭 (二（二）3)."""
    return among(case.child.household.relief, {"minimum-living-edge"})


def expenditure_type(case: Case) -> Truth:
    """支出型困难家庭 (二（二）3; A-40: the name may change)."""
    return among(case.child.household.relief, {"expenditure-type"})


def extreme_hardship(case: Case) -> Truth:
    """特困人员 (二（二）3)."""
    return among(case.child.household.relief, {"extreme-hardship"})


def poor_household(case: Case) -> Truth:
    """Category 3: 困难家庭儿童."""
    relief = case.child.household.relief
    return among(
        relief, {"minimum-living-allowance", "minimum-living-edge", "expenditure-type", "extreme-hardship"}
    )


def severely_disabled_child(case: Case) -> Truth:
    """Category 4: 重残儿童 (二（二）4)."""
    return severe(case.child.disability)


def state_guardianship_needed(case: Case) -> Truth:
    """Category 5: 需民政部门长期监护和临时监护, needed or in place (二（二）5; A-11)."""
    return among(case.child.support.state_guardianship, {"temporary", "long-term"})


def named_type(case: Case) -> Truth:
    """Another type that a law or a higher document names (二（二）6)."""
    return case.child.support.other_type


def harmed_for_want_of_guardianship(case: Case) -> Truth:
    """The third limb of 国发〔2016〕36号 (A-02, O-08): 36号 has no 疑似, so suspicion leaves it open."""
    which = case.readings.third_limb
    if which == "off":
        return Truth.NO
    found = [case.plain(case.child.finding(name)) for name in HARMS]
    if which == "harm-or-absent":
        found.append(case.plain(case.child.finding("guardianship_absent")))
    return some(found)


def other_type(case: Case) -> Truth:
    """Category 6: 其他类型."""
    return or_(named_type(case), harmed_for_want_of_guardianship(case))




def a_child(case: Case) -> Truth:
    """Under 18 (A-35): a membership is certain only where the age is (O-24)."""
    return not_(case.attained(case.child.birth, 18))


def _of_children(holds: Callable[[Case], Truth]) -> Callable[[Case], Truth]:
    return lambda case: and_(a_child(case), holds(case))


CATEGORIES = (
    Rule(
        "orphan-category",
        "二（二）1",
        "A-37 O-07",
        "孤儿（含艾滋病病毒感染儿童）",
        _of_children(orphan_category),
    ),
    Rule(
        "unattended", "二（二）2", "A-37 A-38 A-42 O-06 O-07", "事实无人抚养儿童", _of_children(unattended)
    ),
    Rule("poor-household", "二（二）3", "A-40", "困难家庭儿童", _of_children(poor_household)),
    Rule("severely-disabled", "二（二）4", "A-17 O-04", "重残儿童", _of_children(severely_disabled_child)),
    Rule("state-guardianship", "二（二）5", "A-11", "兜底监护儿童", _of_children(state_guardianship_needed)),
    Rule("other-type", "二（二）6", "A-02 O-08", "其他类型", _of_children(other_type)),
)

CONDITIONS = (
    Rule("orphan", "二（二）1", "A-37 O-07", "孤儿", orphan),
    Rule(
        "both-parents-gone", "二（二）1, 54号", "A-37 O-07", "both lost or not to be found", both_parents_gone
    ),
    Rule("hiv-infected", "二（二）1", "A-04", "艾滋病病毒感染儿童", hiv_infected),
    Rule("parents-meet-62", "二（二）2, 62号, 125号", "A-37 A-38 A-42", "parents meet 62号", parents_meet_62),
    Rule("minimum-living-allowance", "二（二）3", "", "最低生活保障家庭", on_minimum_living_allowance),
    Rule("minimum-living-edge", "二（二）3", "", "最低生活保障边缘家庭", on_edge),
    Rule("expenditure-type", "二（二）3", "A-40", "支出型困难家庭", expenditure_type),
    Rule("extreme-hardship", "二（二）3", "", "特困人员", extreme_hardship),
    Rule("named-type", "二（二）6", "", "named by a law or a higher document", named_type),
    Rule(
        "third-limb",
        "二（二）6, 36号",
        "A-02 O-08",
        "harmed for want of guardianship",
        harmed_for_want_of_guardianship,
    ),
)
