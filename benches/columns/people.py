"""Made-up children in columns, as good for each library as can be: Boolean, Enum and Date columns, no text."""

from __future__ import annotations

import datetime

import hutong
import numpy
import polars

AS_OF = datetime.date(2026, 11, 1)


def people(rows: int, seed: int = 35, blanks: float = 0.02, unusual: float = 0.02) -> polars.DataFrame:
    """Children who are mostly unremarkable: of each fact some are blank, and some differ from the usual value."""
    draw = numpy.random.default_rng(seed)
    known = {column["path"]: column for column in hutong.columns()}
    empty = hutong.assess(polars.DataFrame({"x": [0]}), as_of=AS_OF)
    series = [polars.Series("key", [f"made-up {row}" for row in range(rows)])]
    for path in empty.missing_columns:
        blank = polars.Series(draw.random(rows) < blanks)
        column = known.get(path, {"kind": "finding", "values": ["no", "suspected", "confirmed"]})
        if column["kind"] in ("date", "count") and not path.endswith("birth_date"):
            # Days and terms stand where something happened.
            blank = polars.Series(draw.random(rows) < 0.9)
        match column["kind"]:
            case "date":
                years = 18 if path == "birth_date" else 60 if path.endswith("birth_date") else 3
                days = draw.integers(1, years * 365, rows).astype("timedelta64[D]")
                values = polars.Series(path, numpy.datetime64(AS_OF) - days).cast(polars.Date)
            case "count":
                values = polars.Series(path, draw.integers(0, 60, rows))
            case "county":
                continue
            case _:
                words = column["values"]
                usual = "no" if "no" in words else "alive" if "alive" in words else words[0]
                places = numpy.where(
                    draw.random(rows) < unusual, draw.integers(0, len(words), rows), words.index(usual)
                ).astype("uint32")
                names = polars.Series(words, dtype=polars.Enum(words))
                values = names.gather(polars.Series(places)).rename(path)
                if words in (["no", "yes"], ["yes", "no"]):
                    values = values == "yes"
        series.append(values.set(blank, None) if values.dtype != polars.Boolean else _blanked(values, blank))
    return polars.DataFrame(series)


def _blanked(values: polars.Series, blank: polars.Series) -> polars.Series:
    frame = polars.DataFrame({"values": values, "blank": blank})
    return frame.select(polars.when("blank").then(None).otherwise("values").alias(values.name)).to_series()
