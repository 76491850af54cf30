"""What must be done for a child: duties of the level, and the dated or testable tasks (documents 三 and
五)."""

from __future__ import annotations

from collections.abc import Callable

from . import benefits, categories, levels, populations, triggers
from .case import Case
from .rule import Due
from .truth import NO, Truth, among, and_, every, not_, of, or_

VISITORS = ("child-director", "social-worker")


def _is(level: str) -> Callable[[Case], Truth]:
    def holds(case: Case) -> Truth:
        return levels.level_is(case)[level]

    return holds


def agreement_signed(case: Case) -> Truth:
    """Whether a 委托照护书 is signed, as stated: a day alone may be the day that is planned (O-20)."""
    return case.child.carer.agreement_signed


def agreement_wanting(case: Case) -> Truth:
    """逐一签订委托照护书: every left-behind child without one (五（二）5; O-20)."""
    return and_(populations.left_behind(case), not_(agreement_signed(case)))


def carer_wanting(case: Case) -> Truth:
    """被委托照护人缺乏照护能力或怠于履行: tell the parents, choose or urge, for every child in such care
    (五（二）5). To tell them is a route, which takes 疑似 (A-04; O-20)."""
    return case.suspected(case.child.carer.lacks_ability_or_neglects)


def file_complete(case: Case) -> Truth:
    """一人一档 with its five contents (五（三）8)."""
    file = case.child.file
    return every(
        (
            file.basic_information,
            file.visit_records,
            file.work_log,
            file.support_records,
            file.problems_and_solutions,
        )
    )


def file_wanting(case: Case) -> Truth:
    """A child of the two populations whose file lacks a part (五（三）8)."""
    return and_(populations.member(case), not_(file_complete(case)))


def single_parent(case: Case) -> Truth:
    """农村单亲家庭儿童 on the child director's roster (五（五）18 last paragraph, policy.md 5.19; O-21)."""
    return case.child.household.single_parent


def graded(case: Case) -> Truth:
    """A child of some level: what no entry says, nobody follows up (三.4; A-01, O-27)."""
    return not_(levels.level_is(case)["not-graded"])


def support_wanting(case: Case) -> Truth:
    """应保尽保: an orphan or unattended child without basic living support (五（三）9; 5.9a)."""
    entitled = or_(categories.orphan_category(case), categories.unattended(case))
    return and_(categories.a_child(case), entitled, among(case.child.support.benefit, {"none"}))


def guardians_failing(case: Case) -> Truth:
    """不依法履行监护职责或侵犯儿童合法权益: admonish (五（二）4, 5.4a; no 疑似 there, A-04)."""
    names = (
        "maltreatment",
        "abandonment",
        "guardianship_absent",
        "guardianship_severely_insufficient",
        "guardianship_insufficient",
    )
    return or_(*(case.plain(case.child.finding(name)) for name in names))


def victim(case: Case) -> Truth:
    """遭受校园暴力、家庭暴力、性侵等伤害: trauma intervention (五（一）2; no 疑似 there, A-04)."""
    names = ("sexual_abuse", "violent_injury", "maltreatment")
    return or_(*(case.plain(case.child.finding(name)) for name in names))


def back_to_school(case: Case) -> Truth:
    """辍学学生劝返复学 (五（三）10; no 疑似 there, A-04)."""
    return case.plain(case.child.finding("dropped_out"))


def undecided(case: Case) -> Truth:
    """情形复杂难判断: the township assesses while the level is open (三.4, 3.4d)."""
    return of(len(levels.possible(case)) > 1)


def green_under_state_guardianship(case: Case) -> Truth:
    """State guardianship in place and nothing higher: green 其他, with township review (A-11)."""
    green = levels.level_is(case)["green"]
    in_place = case.child.support.guardianship_in_place
    return and_(green, categories.state_guardianship_needed(case), in_place)


DUTIES = (
    Due(
        "red-intervene",
        "三.1",
        "A-23",
        "即时介入处置; no periodic visit is stated",
        _is("red"),
        ("whoever-finds",),
        "at-once",
    ),
    Due("yellow-visit", "三.2", "A-20 A-21", "入户走访", _is("yellow"), VISITORS, "every 1 months"),
    Due("yellow-report", "三.2", "", "发现问题及时报告", _is("yellow"), VISITORS, "promptly"),
    Due("blue-visit", "三.3", "A-20 A-21 A-24", "入户走访", _is("blue"), VISITORS, "every 2 months"),
    Due("blue-report", "三.3", "", "发现问题及时报告", _is("blue"), VISITORS, "promptly"),
    Due("green-contact", "三.4", "A-24 A-25", "联系", _is("green"), VISITORS, "every 1 months"),
    Due("green-visit", "三.4", "A-20 A-25", "入户走访", _is("green"), VISITORS, "every 3 months"),
    Due(
        "mark-and-record",
        "三.4 3.4c",
        "",
        "采集、标记、录入、动态调整",
        graded,
        VISITORS,
        "while-it-lasts",
    ),
    Due("township-assessment", "三.4 3.4d", "A-04", "评估确认", undecided, ("township",), "while-it-lasts"),
    Due(
        "township-review",
        "三.4",
        "A-11",
        "review under state guardianship",
        green_under_state_guardianship,
        ("township",),
        "once",
    ),
    Due(
        "guardians-to-admonish",
        "五（二）4",
        "A-04",
        "劝诫、制止",
        guardians_failing,
        ("village-committee",),
        "promptly",
    ),
    Due(
        "basic-living-support",
        "五（三）9",
        "",
        "纳入基本生活保障",
        support_wanting,
        ("civil-affairs",),
        "promptly",
    ),
    Due("trauma-care", "五（一）2", "A-04", "心理创伤干预", victim, ("education",), "promptly"),
    Due(
        "care-agreement", "五（二）5", "O-20", "签订委托照护书", agreement_wanting, ("civil-affairs",), "once"
    ),
    Due(
        "carer-correction",
        "五（二）5",
        "A-04 O-20",
        "告知父母，重新选择或督促",
        carer_wanting,
        ("child-director",),
        "once",
    ),
    Due(
        "placement",
        "五（二）6",
        "A-11",
        "临时监护安置",
        triggers.state_guardianship_missing,
        ("civil-affairs",),
        "promptly",
    ),
    Due("file", "五（三）8", "", "一人一档", file_wanting, ("civil-affairs",), "while-it-lasts"),
    Due(
        "benefit-transition",
        "五（三）9",
        "A-29 O-19",
        "过渡期继续享受待遇",
        benefits.in_transition,
        ("civil-affairs",),
        "while-it-lasts",
    ),
    Due("back-to-school", "五（三）10", "A-04", "劝返复学", back_to_school, ("education",), "while-it-lasts"),
    Due(
        "single-parent-roster",
        "五（五）18 末段",
        "O-21",
        "单亲家庭儿童台账",
        single_parent,
        ("child-director",),
        "while-it-lasts",
    ),
)

BEYOND_EIGHTEEN = {"benefit-transition"}


def answers(case: Case) -> dict[str, Truth]:
    """Every duty. Nothing is due for a person certainly of age but the rest of a transition (A-29, A-35)."""
    outside = populations.scope(case) == "outside"
    return {
        duty.id: NO if outside and duty.id not in BEYOND_EIGHTEEN else duty.holds(case) for duty in DUTIES
    }
