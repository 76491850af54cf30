"""Counties by region code (GB/T 2260): in another county, within one city's core (2.1g, 2.1h, A-13, A-14)."""

from __future__ import annotations

from .facts import Away
from .truth import NO, UNDETERMINED, YES, Truth, and_, of

CORE_DISTRICTS = {"4452": frozenset({"445202", "445203"})}
"""The core districts of a city divided into districts, by its four digits: 榕城 and 揭东 of Jieyang
(policy.md 1)."""

WITHOUT_COUNTIES = frozenset({"441900", "442000", "460400", "620200"})
"""Cities with no county level, which stand for their own county: 东莞, 中山 (policy.md 1), 儋州, 嘉峪关."""


def _prefix(code: str) -> str:
    """The digits of a code that say something: 4452 of 445200, 44 of 440000 (O-09)."""
    if code == "abroad" or code in WITHOUT_COUNTIES:
        return code
    if code.endswith("0000"):
        return code[:2]
    if code.endswith("00"):
        return code[:4]
    return code


def different_county(work: str | None, hukou: str | None) -> Truth:
    """Whether two codes name different counties: by six digits; abroad, 港澳台 and cities without counties
    too (A-13).

    A code of a city or province that holds the other code leaves it open (O-09).
    """
    if work is None or hukou is None:
        return UNDETERMINED
    one, other = _prefix(work), _prefix(hukou)
    if not one.startswith(other) and not other.startswith(one):
        return YES
    whole = len(one) == 6 and len(other) == 6
    return NO if whole else UNDETERMINED


def across_counties(away: Away, hukou: str | None) -> Truth:
    """跨县域, from the county of the child's registration: as stated, else by the two counties (2.1g, A-13;
    O-10)."""
    if away.across_counties is not UNDETERMINED:
        return away.across_counties
    return different_county(away.county, hukou)


def _in_core(code: str | None, city: str) -> Truth:
    if code is None:
        return UNDETERMINED
    prefix = _prefix(code)
    if len(prefix) < 6 and (city.startswith(prefix) or prefix.startswith(city)):
        return UNDETERMINED
    return of(code in CORE_DISTRICTS[city])


def within_core(away: Away, hukou: str | None) -> Truth:
    """Whether work and registration both lie in the core of the same city (2.1h, A-14): as stated, else by
    the list.

    A place in no list is not core: such a child stays counted (O-10).
    """
    if away.within_core is not UNDETERMINED:
        return away.within_core
    return max(and_(_in_core(away.county, city), _in_core(hukou, city)) for city in CORE_DISTRICTS)
