"""The same rules, complete, as polars expressions.

Each definition is a column of its own, in as few passes as their order allows, so that polars computes each once and
the columns of a pass at the same time.

Polars' own logic of null is Kleene's, so null is *undetermined* there, too. What it cannot tell is that two tests on
one missing fact cover all of its values; and it lists no missing facts and no exact set of levels.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any

import hutong
import polars
from polars import Expr, col, lit


class Rules:
    """A policy as passes of expressions."""

    def __init__(self, policy: hutong.Policy, as_of: datetime.date, columns: list[str]) -> None:
        self.source = policy.to_dict()
        self.readings = policy.readings
        self.as_of = as_of
        self.columns = set(columns)
        self.kinds = {column["path"]: column for column in hutong.columns()}
        self.judgements = {fact["id"] for fact in self.source["fact"] if fact.get("judgement")}
        self.definitions = {entry["id"]: entry for entry in self.source["definition"]}
        #: For each definition and parent: its pass and its expression.
        self.done: dict[str, tuple[int, Expr]] = {}
        #: Whether suspicion counts as confirmation in what is being written.
        self.suspicion = False

    def passes(self) -> list[list[Expr]]:
        """Every rule's expression, in passes."""
        source = self.source
        outside_depth, outside = self.formula(source["scope"]["outside"], None)
        rules: list[tuple[int, Expr]] = [(outside_depth, outside.alias("outside"))]
        for kind in ("population", "category", "referral"):
            for entry in source[kind]:
                depth, expression = self.formula(entry["when"], None)
                rules.append((depth, expression.alias(f"{kind}.{entry['id']}")))
        only_when = {
            level["id"]: self.formula(level["only-when"], None) if "only-when" in level else (0, lit(True))
            for level in source["level"]
        }
        for entry in source["trigger"]:
            depth, expression = self.formula(entry["when"], None)
            only_depth, only = only_when[entry["level"]]
            rules.append((max(depth, only_depth), (expression & only).alias(f"trigger.{entry['id']}")))
        last = max(depth for depth, _ in [*self.done.values(), *rules]) + 1
        passes: list[list[Expr]] = [[] for _ in range(last)]
        for depth, expression in [*self.done.values(), *rules]:
            passes[depth].append(expression)
        triggers = [polars.col(f"trigger.{entry['id']}") for entry in source["trigger"]]
        told = [polars.col(f"referral.{entry['id']}") for entry in source["referral"]]
        within = [
            polars.when(col("outside")).then(False).otherwise(rule).alias(rule.meta.output_name())
            for rule in [*triggers, *told]
        ]
        members = polars.any_horizontal([f"population.{entry['id']}" for entry in source["population"]])
        passes.append([*within, members.alias("member")])
        return [*passes, *self.levels()]

    def levels(self) -> list[list[Expr]]:
        """The level where it is certain, its floor and its ceiling, as far as Kleene's logic tells."""
        in_level = []
        for level in self.source["level"]:
            names = [f"trigger.{entry['id']}" for entry in self.source["trigger"] if entry["level"] == level["id"]]
            rules = [*map(col, names), *([col("member")] if level.get("every-member") else [])]
            some = functools.reduce(lambda left, right: left | right, rules)
            in_level.append(polars.when(col("outside")).then(False).otherwise(some).alias(f"level.{level['id']}"))
        ids = [level["id"] for level in self.source["level"]]
        kind = polars.Enum([*ids, "not-graded"])
        first = functools.partial(self._first, ids, kind)
        floor = first(lambda level: col(f"level.{level}").fill_null(False))
        ceiling = first(lambda level: col(f"level.{level}").fill_null(True))
        ends = [floor.alias("floor"), ceiling.alias("ceiling")]
        return [in_level, ends, [polars.when(col("floor") == col("ceiling")).then(col("floor")).alias("level")]]

    @staticmethod
    def _first(ids: list[str], kind: polars.Enum, holds: Callable[[str], Expr]) -> Expr:
        chain: Any = polars
        for level in ids:
            chain = chain.when(holds(level)).then(lit(level, dtype=kind))
        return chain.otherwise(lit("not-graded", dtype=kind))

    def output(self) -> list[str]:
        """The columns of the answer."""
        kinds = ("population", "category", "trigger", "referral")
        names = [f"{kind}.{entry['id']}" for kind in kinds for entry in self.source[kind]]
        return ["key", "outside", "member", *names, "level", "floor", "ceiling"]

    def formula(self, formula: Any, parent: str | None) -> tuple[int, Expr]:
        """The pass from which on a condition can be computed, and its expression."""
        if isinstance(formula, str):
            return self.definition(formula, parent)
        match formula:
            case {"all": parts}:
                return self.joined(parts, parent, lambda left, right: left & right)
            case {"any": parts}:
                return self.joined(parts, parent, lambda left, right: left | right)
            case {"not": part}:
                depth, expression = self.formula(part, parent)
                return depth, ~expression
            case {"suspected": part}:
                before, self.suspicion = self.suspicion, True
                told = self.formula(part, parent)
                self.suspicion = before
                return told
            case {"both-parents": part}:
                return self.both([(part, "father"), (part, "mother")], lambda left, right: left & right)
            case {"either-parent": part}:
                return self.both([(part, "father"), (part, "mother")], lambda left, right: left | right)
            case {"one-parent": one, "the-other": other}:
                first = self.both([(one, "father"), (other, "mother")], lambda left, right: left & right)
                second = self.both([(one, "mother"), (other, "father")], lambda left, right: left & right)
                return max(first[0], second[0]), first[1] | second[1]
            case {"father": part}:
                return self.formula(part, "father")
            case {"mother": part}:
                return self.formula(part, "mother")
            case {"reading": reading, "is": chosen}:
                return 0, lit(self.readings[reading] == chosen)
            case {"fact": fact, "is": values}:
                return 0, self.fact(self.path(fact, parent), [values] if isinstance(values, str) else values)
            case {"fact": fact, **measure}:
                ((unit, bound),) = measure.items()
                return 0, self.measure(self.path(fact, parent), unit, bound)
        raise ValueError(formula)

    def definition(self, name: str, parent: str | None) -> tuple[int, Expr]:
        entry = self.definitions[name]
        own = parent if entry.get("subject") == "parent" else None
        column = f"definition.{name}" + (f".{own}" if own else "") + (".suspected" if self.suspicion else "")
        if column not in self.done:
            depth, expression = self.formula(entry["when"], own)
            self.done[column] = (depth, expression.alias(column))
        return self.done[column][0] + 1, col(column)

    def joined(self, parts: list[Any], parent: str | None, join: Callable[[Expr, Expr], Expr]) -> tuple[int, Expr]:
        return self.both([(part, parent) for part in parts], join)

    def both(self, parts: list[tuple[Any, str | None]], join: Callable[[Expr, Expr], Expr]) -> tuple[int, Expr]:
        done = [self.formula(part, parent) for part, parent in parts]
        return max(depth for depth, _ in done), functools.reduce(join, (expression for _, expression in done))

    def path(self, fact: str, parent: str | None) -> str:
        return fact.replace("parent.", f"{parent}.", 1) if fact.startswith("parent.") else fact

    def fact(self, path: str, values: list[str]) -> Expr:
        if path not in self.columns:
            return lit(None, dtype=polars.Boolean)
        known = self.kinds.get(path, {"kind": "finding", "values": []})
        column = col(path)
        is_act = path in ("support.certified_orphan", "support.certified_unattended", "support.benefit_ended")
        if set(known["values"]) == {"no", "yes"}:
            column = column.fill_null(False) if is_act else column
            tests = [column if value == "yes" else ~column for value in values]
        elif known["kind"] == "finding":
            if path.removeprefix("local.") in self.judgements:
                column = column.fill_null("no")
            confirmed = polars.when(column == "suspected").then(None).otherwise(column == "confirmed")
            confirmed = column != "no" if self.suspicion else confirmed
            words = {"no": column == "no", "suspected-or-confirmed": column != "no", "confirmed": confirmed}
            tests = [words[value] for value in values]
        else:
            tests = [column == value for value in values]
        return functools.reduce(lambda left, right: left | right, tests)

    def measure(self, path: str, unit: str, bound: dict[str, int]) -> Expr:
        if path not in self.columns:
            return lit(None, dtype=polars.Boolean)
        ((word, number),) = bound.items()
        reached = col(path) >= number if unit == "number" else col(path) <= self.border(unit, number)
        return reached if word == "at-least" else ~reached

    def border(self, unit: str, number: int) -> datetime.date:
        """The last day from which so much time has run."""
        month = self.as_of.year * 12 + self.as_of.month - 1 - number * (12 if unit == "years" else 1)
        day = datetime.date(month // 12, month % 12 + 1, self.as_of.day)
        later = (
            self.readings["attainment-of-age"] == "day-after-birthday"
            if unit == "years"
            else (self.readings["corresponding-day"] == "excluded")
        )
        return day - datetime.timedelta(days=1) if later else day


def assess(frame: polars.DataFrame, passes: list[list[Expr]], output: list[str]) -> polars.DataFrame:
    """All answers for every row."""
    plan = frame.lazy()
    for expressions in passes:
        if expressions:
            plan = plan.with_columns(expressions)
    return plan.select(output).collect()
