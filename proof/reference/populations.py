"""Who is covered: scope, 农村留守儿童, 困境儿童 (document 二; policy.md 2.1)."""

from __future__ import annotations

from . import categories
from .case import Case
from .parents import lives_with, out_for_work, unable_to_guard, works_away
from .rule import Rule
from .truth import NO, UNDETERMINED, YES, Truth, among, and_, every, not_, or_, some

SCOPES = {NO: "inside", UNDETERMINED: "presumed-inside", YES: "outside"}


def of_age(case: Case) -> Truth:
    """18 attained (未成年人保护法 2; A-05, A-35)."""
    return case.attained(case.child.birth, 18)


def scope(case: Case) -> str:
    """Outside only when certainly of age; an unknown age is presumed inside (A-35; design, Invariants)."""
    return SCOPES[of_age(case)]


def under_sixteen(case: Case) -> Truth:
    """未满十六周岁: still so on the birthday itself (2.1a, A-05)."""
    return not_(case.attained(case.child.birth, 16))


def rural(case: Case) -> Truth:
    """农村户籍; of a unified registration by the village code or the collective membership (2.1b, A-08,
    O-02)."""
    home = case.child.household
    village, member = among(home.area, {"village"}), home.collective_member
    if case.readings.unified == "area-first":
        signs = member if home.area is None else village
    else:
        signs = or_(village, member)
    return or_(
        among(home.registration, {"rural"}),
        and_(among(home.registration, {"unified"}), signs),
    )


def parents_away(case: Case) -> Truth:
    """父母双方外出务工，或一方外出务工另一方无监护能力 (2.1c): each is the one or the other, and one of them works
    away. Said so, it is certain of a parent of whom nobody knows whether he lives, too."""
    each = every(or_(works_away(case, parent), unable_to_guard(case, parent)) for parent in case.parents)
    return and_(each, some(out_for_work(case, parent) for parent in case.parents))


def apart(case: Case) -> Truth:
    """无法与父母正常共同生活: with neither parent, or with one who cannot guard it (2.1d; O-03)."""
    father, mother = case.parents
    ways = [not_(lives_with(case, "both-parents", "father", "mother"))]
    if case.readings.living_with_unable == "apart":
        ways.append(and_(lives_with(case, "father"), unable_to_guard(case, father)))
        ways.append(and_(lives_with(case, "mother"), unable_to_guard(case, mother)))
    return some(ways)


def left_behind(case: Case) -> Truth:
    """农村留守儿童 (二（一）)."""
    return and_(under_sixteen(case), rural(case), apart(case), parents_away(case))


def in_difficulty(case: Case) -> Truth:
    """困境儿童: any of the six categories (二（二）). While it is open whether a child is an orphan or unattended,
    it may be certain that it is one of them."""
    either = and_(categories.a_child(case), categories.nobody_left(case))
    return or_(either, *(category.holds(case) for category in categories.CATEGORIES))


def member_of_no_situation(case: Case) -> Truth:
    """Of a population through what is no situation of a higher level: a left-behind child, a poor household,
    state guardianship in place, a named type."""
    in_place = and_(categories.state_guardianship_needed(case), case.child.support.guardianship_in_place)
    ways = or_(categories.poor_household(case), in_place, categories.named_type(case))
    return or_(left_behind(case), and_(categories.a_child(case), ways))


def member(case: Case) -> Truth:
    """Of one of the two populations (A-01)."""
    return or_(left_behind(case), in_difficulty(case))


POPULATIONS = (
    Rule("left-behind", "二（一）", "A-05..A-10 A-13..A-15 O-01..O-05", "农村留守儿童", left_behind),
    Rule("in-difficulty", "二（二）", "A-35", "困境儿童", in_difficulty),
)

CONDITIONS = (
    Rule("under-16", "二（一） 2.1a", "A-05", "未满十六周岁", under_sixteen),
    Rule("rural", "二（一） 2.1b", "A-08 O-02", "农村户籍", rural),
    Rule(
        "father-out-for-work",
        "二（一） 2.1c e-h",
        "A-06 A-09 A-10 A-13 A-14",
        "父外出务工",
        lambda c: out_for_work(c, c.child.father),
    ),
    Rule(
        "mother-out-for-work",
        "二（一） 2.1c e-h",
        "A-06 A-09 A-10 A-13 A-14",
        "母外出务工",
        lambda c: out_for_work(c, c.child.mother),
    ),
    Rule(
        "father-unable",
        "二（一） 2.1i j",
        "A-07 A-15 O-05 O-07",
        "父无监护能力",
        lambda c: unable_to_guard(c, c.child.father),
    ),
    Rule(
        "mother-unable",
        "二（一） 2.1i j",
        "A-07 A-15 O-05 O-07",
        "母无监护能力",
        lambda c: unable_to_guard(c, c.child.mother),
    ),
    Rule("apart", "二（一） 2.1d", "O-03", "无法与父母正常共同生活", apart),
    Rule("parents-away", "二（一） 2.1c", "", "双方外出务工，或一方外出另一方无监护能力", parents_away),
)
