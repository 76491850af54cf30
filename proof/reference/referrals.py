"""Who must be told (document 四（二）, 四（三）, 五.6). 疑似 counts everywhere here (A-04)."""

from __future__ import annotations

from . import levels, populations, triggers
from .case import Case
from .rule import Referral
from .truth import NO, Truth, and_, some

CARE_PARTNERS = ("youth-league", "womens-federation", "disabled-federation")


def _found(case: Case, *names: str) -> Truth:
    return some(case.suspected(case.child.finding(name)) for name in names)


def suspected_member(case: Case) -> Truth:
    """疑似农村留守儿童和困境儿童: membership, suspicion accepted (四（二）; A-04, A-33; O-15)."""
    if case.readings.civil_affairs_accepts == "plain":
        return populations.member(case)
    return populations.member(case.accepting_suspicion())


def dropped_out(case: Case) -> Truth:
    """疑似辍学."""
    return _found(case, "dropped_out")


def aid_missing(case: Case) -> Truth:
    """疑似应享教育资助政策."""
    return _found(case, "education_aid_missing")


def troubled_at_school(case: Case) -> Truth:
    """学校在读疑似有心理障碍 (O-16)."""
    names = ["severe_mental_illness"]
    if case.readings.abnormal_to_school:
        names.append("abnormal_psychology_or_behaviour")
    return and_(case.child.enrolled, _found(case, *names))


def insurance_missing(case: Case) -> Truth:
    """疑似应纳未纳医保."""
    return _found(case, "medical_insurance_missing")


def disability_unserved(case: Case) -> Truth:
    """疑似残疾未办证或未接受康复救助."""
    return _found(case, "disabled_without_certificate", "rehabilitation_missing")


def needs_treatment(case: Case) -> Truth:
    """疑似患有严重心理疾病需诊疗."""
    return _found(case, "severe_mental_illness")


def in_danger(case: Case) -> Truth:
    """身心健康受到侵害、疑似受到侵害或面临其他危险情形: every red situation (五.6; policy.md 2.3; O-12,
    O-17)."""
    accepting = case.accepting_suspicion()
    rules = [triggers.harmed, triggers.unsupervised, triggers.no_guardianship, triggers.self_harm]
    found = [rule(accepting) for rule in rules]
    if case.readings.report_other_red:
        found.append(triggers.other_situation(accepting, "red"))
    return some(found)


def conference(case: Case) -> Truth:
    """特殊个案需多部门协商处理: an H input."""
    return _found(case, "needs_case_conference")


REFERRALS = (
    Referral(
        "to-civil-affairs",
        "四（二） 4.2a",
        "A-04 A-33 O-15",
        "疑似农村留守儿童和困境儿童",
        suspected_member,
        ("county-civil-affairs",),
        "promptly",
    ),
    Referral(
        "to-education-dropped-out",
        "四（二） 4.2b",
        "A-04",
        "疑似辍学",
        dropped_out,
        ("county-education",),
        "promptly",
    ),
    Referral(
        "to-education-aid",
        "四（二） 4.2b",
        "A-04",
        "疑似应享教育资助",
        aid_missing,
        ("county-education",),
        "promptly",
    ),
    Referral(
        "to-education-mental",
        "四（二） 4.2b",
        "A-04 O-16",
        "在读疑似有心理障碍",
        troubled_at_school,
        ("county-education",),
        "promptly",
    ),
    Referral(
        "to-medical-insurance",
        "四（二） 4.2c",
        "A-04",
        "疑似应纳未纳医保",
        insurance_missing,
        ("county-medical-insurance",),
        "promptly",
    ),
    Referral(
        "to-disabled-federation",
        "四（二） 4.2d",
        "A-04",
        "疑似残疾未办证或未接受康复救助",
        disability_unserved,
        ("county-disabled-federation",),
        "promptly",
    ),
    Referral(
        "to-health",
        "四（二） 4.2e",
        "A-04",
        "疑似严重心理疾病需诊疗",
        needs_treatment,
        ("county-health",),
        "promptly",
    ),
    Referral(
        "to-police-and-courts",
        "四（二） 4.2f",
        "A-04 A-32",
        "（疑似）不法侵害",
        triggers.harmed,
        ("county-police", "county-procuratorate", "county-court"),
        "promptly",
    ),
    Referral(
        "mandatory-report",
        "五（二）6",
        "A-04 A-32 O-12 O-17",
        "强制报告",
        in_danger,
        ("police", "civil-affairs", "education"),
        "at-once",
    ),
    Referral(
        "case-conference",
        "四（二） 4.2g",
        "A-04",
        "个案会商",
        conference,
        ("departments-concerned",),
        "promptly",
    ),
)


def answers(case: Case) -> dict[str, Truth]:
    """Every referral; none for a person certainly of age, and an unknown age holds none back."""
    if populations.scope(case) == "outside":
        return {referral.id: NO for referral in REFERRALS}
    return {referral.id: referral.holds(case) for referral in REFERRALS}


def on_the_lists(case: Case) -> Truth:
    """Red, yellow or blue: on the lists to 团委、妇联、残联 (四（三）)."""
    return levels.at_least_blue(case)


NOTICES = (
    Referral(
        "lists-to-care-partners",
        "四（三） 4.3a",
        "A-31",
        "红黄蓝名单通报",
        on_the_lists,
        CARE_PARTNERS,
        "every 6 months",
    ),
)


def notices(case: Case) -> dict[str, Truth]:
    """Every notice."""
    return {notice.id: notice.holds(case) for notice in NOTICES}
