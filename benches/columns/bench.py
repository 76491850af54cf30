"""Columns side by side with polars: the same complete rules on the same children, answers compared, runs interleaved.

    python benches/columns/bench.py [rows] [rounds]

Needs the built package (`cargo xtask python` installs it into target/python) and polars. Figures are medians of this
machine and this run; on a machine that others use, only the ratios of interleaved rounds say much.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

import hutong
import polars

from by_polars import Rules, assess
from people import AS_OF, people


def timed(work: object) -> tuple[float, float]:
    """Seconds by the wall, and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def compare(ours: polars.DataFrame, theirs: polars.DataFrame) -> str:
    """Say where the two differ; polars may leave open what we settle, never the other way round."""
    cells, open_there = 0, 0
    for name in theirs.columns:
        if name in ("key", "outside", "floor", "ceiling"):
            continue
        pair = polars.DataFrame({"ours": ours[name].cast(polars.String), "theirs": theirs[name].cast(polars.String)})
        wrong = pair.filter(polars.col("theirs").is_not_null() & polars.col("ours").ne_missing(polars.col("theirs")))
        if wrong.height:
            raise SystemExit(f"{name} differs in {wrong.height} rows: {wrong.head(1)}")
        cells += pair.height
        open_there += pair.filter(polars.col("theirs").is_null() & polars.col("ours").is_not_null()).height
    return f"equal in {cells:,} cells; in {open_there:,} of them polars leaves open what is settled here"


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    policy = hutong.Policy.builtin("puning-2024")
    frame = people(rows)
    rules = Rules(policy, AS_OF, frame.columns)
    passes, output = rules.passes(), rules.output()
    one = hutong.assess(frame, as_of=AS_OF, policy=policy, rules="columns")
    print(f"{rows:,} rows, {len(frame.columns)} columns, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(compare(one.to_polars(), assess(frame, passes, output)))
    print(f"open levels here: {one.summary()['open']:,}")
    works = {
        "hutong, lists": lambda: hutong.assess(frame, as_of=AS_OF, policy=policy),
        "hutong, columns": lambda: hutong.assess(frame, as_of=AS_OF, policy=policy, rules="columns"),
        "hutong, columns, one thread": lambda: hutong.assess(
            frame, as_of=AS_OF, policy=policy, rules="columns", threads=1
        ),
        "polars": lambda: assess(frame, passes, output),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(timed(work))
    for name, times in taken.items():
        wall = statistics.median(wall for wall, _ in times)
        cpu = statistics.median(cpu for _, cpu in times)
        pairs = list(zip(taken["polars"], times, strict=True))
        by_wall = statistics.median(theirs[0] / ours[0] for theirs, ours in pairs)
        by_cpu = statistics.median(theirs[1] / ours[1] for theirs, ours in pairs)
        print(
            f"{name:28} {wall:7.3f} s  {rows / wall / 1e6:6.2f} M rows/s  cpu {cpu:7.3f} s"
            f"   polars takes {by_wall:5.2f} x by the wall, {by_cpu:5.2f} x of the processor"
        )


if __name__ == "__main__":
    main()
