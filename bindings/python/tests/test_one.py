"""One record: dict in, dict out, and what goes wrong."""

from __future__ import annotations

import datetime
import json
import pickle
import threading
from pathlib import Path
from typing import Any

import hutong
import pytest

AS_OF = "2026-11-01"
ROOT = Path(__file__).resolve().parents[3]
RED = {"key": "made-up 1", "findings": {"suicide_or_self_harm": "suspected"}}


def test_a_dict_gives_the_cores_json() -> None:
    told = hutong.assess(RED, as_of=datetime.date(2026, 11, 1))
    assert told["format"] == "hutong-assessment-1"
    assert told["risk"]["level"] == "red"
    everything = hutong.assess(RED, as_of=AS_OF, everything=True)
    assert hutong.assess([RED], as_of=AS_OF).why(0) == everything
    assert {key: everything[key] for key in told} == told


@pytest.mark.parametrize(
    ("value", "code"),
    [("maybe", "unknown-code"), (float("nan"), "wrong-type"), ([], "wrong-type"), (1.5, "unknown-code")],
)
def test_a_field_that_cannot_be_read_is_an_error_with_its_place(value: object, code: str) -> None:
    with pytest.raises(hutong.RecordError) as caught:
        hutong.assess({**RED, "father": {"state": value}}, as_of=AS_OF)
    error = caught.value
    assert (error.path, error.code) == ("father.state", code)
    assert error.clause == "二（一）"
    assert error.zh
    assert error.en
    assert error.assessment["risk"]["level"] == "red", "the rest is looked at for danger all the same"
    assert pickle.loads(pickle.dumps(error)).path == "father.state"


def test_none_false_and_true_are_truths_and_nothing_else_is() -> None:
    for truth in (True, False, None):
        assert hutong.validate({"school": {"enrolled": truth}}, as_of=AS_OF) == []
    others: list[Any] = [float("nan"), 2, 0.5, {}, object]
    for value in others:
        with pytest.raises(hutong.HutongError):
            hutong.assess({"school": {"enrolled": value}}, as_of=AS_OF)


def test_every_fault_at_once() -> None:
    faults = hutong.validate({"father": {"state": "x"}, "mother": {"stat": "alive"}}, as_of=AS_OF)
    assert sorted(fault["path"] for fault in faults) == ["father.state", "mother.stat"]
    assert all(fault["zh"] and fault["en"] and fault["code"] for fault in faults)
    many = hutong.validate([RED, {"birth_date": "2030-01-01"}], as_of=AS_OF)
    assert [(fault["row"], fault["code"]) for fault in many] == [(1, "date-in-future")]


def test_asking_forecasting_explaining() -> None:
    questions = hutong.ask({"birth_date": "2016-03-15"}, as_of=AS_OF)
    assert questions
    assert {"fact", "needed_by", "could_settle"} <= set(questions[0])
    outlook = hutong.forecast({"birth_date": "2009-03-01"}, as_of=AS_OF, until="2027-12-31")
    assert [change["on"] for change in outlook["changes"]] == ["2027-03-02"]
    (page,) = hutong.explain("trigger/unlawful-harm")
    assert page["level"]["id"] == "red"
    with pytest.raises(hutong.HutongError, match="unknown-rule"):
        hutong.explain("nonsense")
    assert any(column["path"] == "father.state" for column in hutong.columns())


def test_wrong_arguments_say_what_is_wanted() -> None:
    with pytest.raises(hutong.HutongError, match="as_of"):
        hutong.assess(RED, as_of="2026-02-30")
    with pytest.raises(hutong.HutongError, match="puning-2024"):
        hutong.assess(RED, as_of=AS_OF, policy="nowhere-1999")
    things: list[Any] = [1, "text", object()]
    for thing in things:
        with pytest.raises(hutong.HutongError, match="cannot be assessed"):
            hutong.assess(thing, as_of=AS_OF)
    with pytest.raises(hutong.HutongError, match=r"x\[1\]"):
        hutong.assess([RED, "text"], as_of=AS_OF)  # type: ignore[list-item]


def test_policies_from_everywhere(tmp_path: Path) -> None:
    policy = hutong.Policy.builtin("puning-2024")
    file = ROOT / "crates" / "hutong" / "policies" / "puning-2024.toml"
    assert hutong.Policy.from_file(file) == policy == hutong.Policy.from_dict(policy.to_dict())
    as_json = tmp_path / "policy.json"
    as_json.write_text(json.dumps(policy.to_dict()), encoding="utf-8")
    assert hutong.Policy.from_file(as_json).hash == policy.hash
    assert pickle.loads(pickle.dumps(policy)) == policy
    assert hash(pickle.loads(pickle.dumps(policy))) == hash(policy)
    with pytest.raises(hutong.PolicyError) as caught:
        hutong.Policy.from_toml("format = 1\nid = 3\n")
    assert caught.value.faults[0]["line"] is not None
    reading = policy.to_dict()["reading"][0]
    other = next(entry["id"] for entry in reading["alternatives"] if entry["id"] != reading["chosen"])
    changed = policy.with_reading(reading["id"], other)
    assert changed.readings[reading["id"]] == other
    assert changed != policy
    with pytest.raises(hutong.PolicyError):
        policy.with_reading("nonsense", "x")


def test_threads_share_a_policy() -> None:
    policy = hutong.Policy.builtin("puning-2024")
    told: list[str] = []

    def work() -> None:
        for _ in range(20):
            told.append(hutong.assess(RED, as_of=AS_OF, policy=policy)["risk"]["level"])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["red"] * 80
