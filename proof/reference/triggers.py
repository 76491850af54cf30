"""The situations of each level (document 三; policy.md 2.2)."""

from __future__ import annotations

from collections.abc import Callable

from . import categories, parents, populations
from .case import Case
from .facts import Finding
from .rule import Trigger
from .truth import NO, Truth, among, and_, every, not_, of, or_, some

LOCAL_IDS = {
    "red": "other-red",
    "yellow": "other-yellow",
    "blue": "other-blue",
    "green": "other-green",
}
"""Under which key of `local` the judgement "another situation of this level" is looked up (O-13)."""

UNSUPERVISED = ("lives_alone", "roaming", "missing")


def harmed(case: Case) -> Truth:
    """R1 (疑似)遭受性侵害、虐待、拐卖、暴力伤害、遗弃等不法侵害."""
    return some(case.suspected(case.child.finding(name)) for name in categories.HARMS)


def unsupervised(case: Case) -> Truth:
    """R2 脱离监护单独居住生活、流浪或失踪: no 疑似, any age under 18 (A-04, A-36; O-12)."""
    found = [case.plain(case.child.finding(name)) for name in UNSUPERVISED]
    if case.readings.nobody_cares == "facts-too":
        found.append(among(case.child.lives_with, {"alone"}))
    return some(found)


def state_guardianship_missing(case: Case) -> Truth:
    """State guardianship needed and not in place (A-11)."""
    needed = categories.state_guardianship_needed(case)
    return and_(needed, not_(case.child.support.guardianship_in_place))


def no_guardianship(case: Case) -> Truth:
    """R3 (疑似)监护完全缺失; also state guardianship needed and not in place (A-11; O-12)."""
    found = [case.suspected(case.child.finding("guardianship_absent")), state_guardianship_missing(case)]
    if case.readings.nobody_cares == "facts-too":
        found.append(among(case.child.carer.relation, {"nobody"}))
    return some(found)


def self_harm(case: Case) -> Truth:
    """R4 (疑似)有自杀或自残行为."""
    return case.suspected(case.child.finding("suicide_or_self_harm"))


def other_situation(case: Case, level: str) -> Truth:
    """包括但不限于…等: an explicit judgement on this level; it takes no 疑似 (3.1e; O-13)."""
    found = case.child.local.get(LOCAL_IDS[level], Finding())
    if found.state is None and case.readings.other_situation_blank == "no":
        return NO
    return case.plain(found)


def carer_in_bracket(case: Case) -> Truth:
    """抚养人为失能半失能老人、无行为能力人、限制民事行为能力人 (三.2 Y1; 民法典 19–22; O-11).

    A carer under 18 has no full capacity. An institution, or nobody, is no such person.
    """
    carer = case.child.carer
    elder = of(True) if case.readings.elder == "any" else case.attained(carer.birth, 60)
    return and_(
        not_(among(carer.relation, {"institution", "nobody"})),
        or_(
            and_(elder, among(carer.self_care, {"half-disabled", "disabled"})),
            among(carer.capacity, {"limited", "none"}),
            not_(case.attained(carer.birth, 18)),
        ),
    )


def severely_short_guardianship(case: Case) -> Truth:
    """Y1 （疑似）监护严重不足: as found, or by the carers that the bracket names."""
    found = case.suspected(case.child.finding("guardianship_severely_insufficient"))
    return or_(found, carer_in_bracket(case))


def both_severely_disabled(case: Case) -> Truth:
    """Y2 父母双方均重残或精神、智力残疾: each in any of these ways (A-17)."""
    return every(parents.severely_disabled(case, parent) for parent in case.parents)


def both_serving(case: Case) -> Truth:
    """Y3 父母双方均服刑在押 (A-16)."""
    return every(parents.serving_sentence(case, parent) for parent in case.parents)


def dropped_out(case: Case) -> Truth:
    """Y4 （疑似）辍学."""
    return case.suspected(case.child.finding("dropped_out"))


def mentally_ill(case: Case) -> Truth:
    """Y5 （疑似）患有严重心理疾病或心理障碍."""
    return case.suspected(case.child.finding("severe_mental_illness"))


def both_with_habits(case: Case) -> Truth:
    """Y6 父母双方均长期吸毒、酗酒、赌博等: any habit each (A-18)."""
    return every(parents.long_term_habit(case, parent) for parent in case.parents)


def short_guardianship(case: Case) -> Truth:
    """B3 （疑似）监护存在不足."""
    return case.suspected(case.child.finding("guardianship_insufficient"))


def abnormal(case: Case) -> Truth:
    """B5 （疑似）有心理或行为异常."""
    return case.suspected(case.child.finding("abnormal_psychology_or_behaviour"))


def one_with_habits(case: Case) -> Truth:
    """B6 父母一方长期吸毒、酗酒、赌博等: at least one (A-18; O-18)."""
    return some(parents.long_term_habit(case, parent) for parent in case.parents)


def relieved(*kinds: Callable[[Case], Truth]) -> Callable[[Case], Truth]:
    """附件1 green 1–3: a child of such a household. The green level is of members (三.4), so the age is asked, as
    for a category (O-24)."""
    return lambda case: and_(categories.a_child(case), some(kind(case) for kind in kinds))


def _other(level: str, clause: str) -> Trigger:
    return Trigger(
        f"{level}-other",
        clause,
        "A-04 O-13",
        f"another situation of this level, local `{LOCAL_IDS[level]}`",
        lambda case: other_situation(case, level),
        level,
    )


TRIGGERS = (
    Trigger("red-harm", "三.1 R1", "A-04", "（疑似）不法侵害", harmed, "red"),
    Trigger("red-unsupervised", "三.1 R2", "A-04 A-36 O-12", "单独居住、流浪或失踪", unsupervised, "red"),
    Trigger("red-no-guardianship", "三.1 R3", "A-11 O-12", "（疑似）监护完全缺失", no_guardianship, "red"),
    Trigger("red-self-harm", "三.1 R4", "A-04", "（疑似）自杀或自残", self_harm, "red"),
    _other("red", "三.1 R5"),
    Trigger(
        "yellow-severely-short-guardianship",
        "三.2 Y1",
        "A-04 O-11",
        "（疑似）监护严重不足",
        severely_short_guardianship,
        "yellow",
    ),
    Trigger(
        "yellow-both-severely-disabled",
        "三.2 Y2",
        "A-17 O-01",
        "父母双方均重残或精神、智力残疾",
        both_severely_disabled,
        "yellow",
    ),
    Trigger("yellow-both-serving", "三.2 Y3", "A-16 O-01", "父母双方均服刑在押", both_serving, "yellow"),
    Trigger("yellow-dropped-out", "三.2 Y4", "A-04", "（疑似）辍学", dropped_out, "yellow"),
    Trigger(
        "yellow-mentally-ill", "三.2 Y5", "A-04", "（疑似）严重心理疾病或心理障碍", mentally_ill, "yellow"
    ),
    Trigger(
        "yellow-both-with-habits",
        "三.2 Y6",
        "A-18 O-01",
        "父母双方均长期吸毒、酗酒、赌博等",
        both_with_habits,
        "yellow",
    ),
    _other("yellow", "三.2"),
    Trigger(
        "blue-orphan", "三.3 B1", "A-37", "孤儿（含艾滋病病毒感染儿童）", categories.orphan_category, "blue"
    ),
    Trigger(
        "blue-unattended", "三.3 B2", "A-37 A-38 A-42", "事实无人抚养儿童", categories.unattended, "blue"
    ),
    Trigger("blue-short-guardianship", "三.3 B3", "A-04", "（疑似）监护存在不足", short_guardianship, "blue"),
    Trigger(
        "blue-severely-disabled", "三.3 B4", "A-17", "重残儿童", categories.severely_disabled_child, "blue"
    ),
    Trigger("blue-abnormal", "三.3 B5", "A-04", "（疑似）心理或行为异常", abnormal, "blue"),
    Trigger(
        "blue-one-with-habits",
        "三.3 B6",
        "A-18 O-18",
        "父母一方长期吸毒、酗酒、赌博等",
        one_with_habits,
        "blue",
    ),
    _other("blue", "三.3"),
    Trigger(
        "green-minimum-living-allowance",
        "三.4, 附件1",
        "",
        "最低生活保障家庭",
        relieved(categories.on_minimum_living_allowance),
        "green",
    ),
    Trigger(
        "green-edge-or-expenditure",
        "三.4, 附件1",
        "A-40",
        "边缘家庭和支出型困难家庭",
        relieved(categories.on_edge, categories.expenditure_type),
        "green",
    ),
    Trigger("green-extreme-hardship", "三.4, 附件1", "", "特困人员", relieved(categories.extreme_hardship), "green"),
    _other("green", "三.4"),
    Trigger("green-member", "三.4", "A-01", "the rest of the two populations", populations.member, "green"),
)


def answers(case: Case) -> dict[str, Truth]:
    """Every trigger. A person certainly of age fires none; an unknown age holds nothing back (design,
    Invariants).

    Membership is not asked for, unless `grade_non_members` is off (A-01).
    """
    if not case.known:
        case.known.update(_work_out(case))
    return case.known


def _work_out(case: Case) -> dict[str, Truth]:
    if populations.scope(case) == "outside":
        return {trigger.id: NO for trigger in TRIGGERS}
    found = {trigger.id: trigger.holds(case) for trigger in TRIGGERS}
    if case.readings.grade_non_members:
        return found
    member = found["green-member"]
    return {name: and_(truth, member) for name, truth in found.items()}
