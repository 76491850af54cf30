"""From Python's values to what the core reads. Nothing is decided here: what a value means is the core's affair."""

from __future__ import annotations

import datetime
import decimal
import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from hutong import _hutong
from hutong._errors import HutongError

#: What `policy=` takes: the id of a policy that comes with the library, or a policy.
PolicyLike = str | _hutong.Policy

#: What `as_of=` takes.
DateLike = datetime.date | str

_BLANKS = ("NAType", "NaTType")


@functools.cache
def _builtin(policy: str) -> _hutong.Policy:
    return _hutong.Policy.builtin(policy)


def policy_of(policy: PolicyLike) -> _hutong.Policy:
    """Give the policy itself, loaded once."""
    return _builtin(policy) if isinstance(policy, str) else policy


def _plain(value: Any) -> Any:
    """Give what JSON has for a value that JSON does not have."""
    if type(value).__name__ in _BLANKS:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "ndim", 0) == 0:
        return item()
    name = type(value).__name__
    told = {
        "code": "wrong-type",
        "zh": f"记录中有 {name} 类型的值；请用文字、数字、布尔、日期、None、dict 或 list",
        "en": f"the record holds a {name}; use text, numbers, booleans, dates, None, dicts and lists",
    }
    raise HutongError(json.dumps(told))


def text_of(record: Mapping[str, Any]) -> str:
    """Write a record as JSON. A number that is none is a fault of its field, which the core tells."""
    plain = record if isinstance(record, dict) else dict(record)
    return json.dumps(plain, ensure_ascii=False, default=_plain)


def is_table(x: object) -> bool:
    """Tell whether an object speaks Arrow's C stream or array interface."""
    return hasattr(x, "__arrow_c_stream__") or hasattr(x, "__arrow_c_array__")


def is_pandas(x: object) -> bool:
    """Tell whether an object is a data frame of pandas, without importing pandas."""
    kind = type(x)
    return kind.__name__ == "DataFrame" and kind.__module__.split(".")[0] == "pandas"


def has_pyarrow() -> bool:
    """Tell whether pyarrow is there, which pandas needs to give Arrow data."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return False
    return True


def rows_of_pandas(frame: Any, policy: _hutong.Policy, mapping: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """Give the rows of a data frame as records, with the columns that are read. In pandas NaN is a blank."""
    names = [str(name) for name in frame.columns]
    meant = [mapping.get(name, name) for name in names]
    places = [place for place, name in enumerate(meant) if name is not None]
    used = [places[place] for place in _hutong.used_columns(policy, [str(meant[place]) for place in places])]
    blank = frame.isna()
    columns = {}
    for place in used:
        values = zip(frame.iloc[:, place].tolist(), blank.iloc[:, place].tolist(), strict=True)
        columns[str(meant[place])] = [None if is_blank else value for value, is_blank in values]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def records_of(x: Iterable[Any]) -> list[str]:
    """Write a list of records as JSON, one text each."""
    texts = []
    for number, record in enumerate(x):
        if not isinstance(record, Mapping):
            raise wrong_input(record, f"x[{number}]")
        texts.append(text_of(record))
    return texts


def wrong_input(x: object, path: str = "x") -> HutongError:
    """Say that an object is nothing that can be assessed, and what can."""
    name = f"{type(x).__module__}.{type(x).__qualname__}"
    told = {
        "code": "wrong-type",
        "path": path,
        "zh": f"{name} 不能评估；请给 dict、dict 的列表，或支持 Arrow 的表格"
        "（polars、pandas、pyarrow、DuckDB；LazyFrame 请先 collect()）",
        "en": f"{name} cannot be assessed; give a dict, a list of dicts, or a table that speaks Arrow "
        "(polars, pandas, pyarrow, DuckDB; collect() a LazyFrame first)",
    }
    return HutongError(json.dumps(told))
