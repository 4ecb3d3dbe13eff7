"""What the symbolic search makes of encodings that assume something."""

from __future__ import annotations

import threading

import pytest

import symcheck
from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Silent
from symcheck.engine import bmc
from symcheck.pipeline.board import Board
from symcheck.pipeline.engines import symbolically
from symcheck.pipeline.outcome import InitialStates, Proof
from symcheck.pipeline.questions import asked
from symcheck.pipeline.task import Limits, Task
from symcheck.symbolic import questions
from symcheck.symbolic.encode import encode

GROWING = """---- MODULE Growing ----
EXTENDS Naturals, Sequences
VARIABLE s
Init == s = <<>>
Next == s' = Append(s, 1)
TypeOK == Len(s) < 6
Short == Len(s) < 8
====
"""
CONFIG = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Short\n"


def test_a_wrong_type_invariant_that_nobody_asked_for_changes_no_answer() -> None:
    report = symcheck.check(symcheck.loads(GROWING, CONFIG), engine="bmc", timeout=60)
    assert report.verdict == "violated"
    short = next(result for result in report.to_json()["results"] if result["property"] == "Short")
    assert short["depth"] == 8


def test_what_an_invariant_keeps_small_is_searched_beyond_it() -> None:
    report = symcheck.check(symcheck.loads(GROWING, CONFIG), engine="bmc", length=7, timeout=60)
    assert report.verdict == "bounded"
    assert {result["depth"] for result in report.to_json()["results"]} == {7}


AFTER_AN_ERROR = """---- MODULE AfterAnError ----
EXTENDS Naturals
VARIABLES x, s
Init == x = 0 /\\ s = {}
Next == x' = x + 1 /\\ s' = IF x < 2 THEN {x} ELSE {x, "a"}
Small == x < 4
====
"""


def test_a_counterexample_through_what_has_no_value_hides_no_error_before() -> None:
    config = "INIT Init\nNEXT Next\nINVARIANT Small\n"
    report = symcheck.check(symcheck.loads(AFTER_AN_ERROR, config), engine="bmc", length=4, timeout=60)
    found = {result["property"]: result for result in report.to_json()["results"]}
    assert found["Small"]["verdict"] == "unknown"
    assert [found["definedness"][key] for key in ("verdict", "depth")] == ["violated", 2]


QUEUE = """---- MODULE Queue ----
EXTENDS Naturals, Sequences
VARIABLES s, n
Init == s = <<>> /\\ n = 0
Next == n < 9 /\\ n' = n + 1 /\\ s' = Append(s, "a")
TypeOK == Len(s) = n
Short == Len(s) < 10
Wrong == n < 7
====
"""
ASKED = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT "


def test_proofs_may_assume_one_another() -> None:
    report = symcheck.check(symcheck.loads(QUEUE, ASKED + "TypeOK Short\n"), engine="pdr", timeout=60)
    assert report.verdict == "proved"


def test_what_is_assumed_is_proved_though_nobody_asked() -> None:
    report = symcheck.check(symcheck.loads(QUEUE, ASKED + "Short\n"), engine="pdr", timeout=60)
    assert report.verdict == "proved"


def test_a_violated_assumption_is_given_up() -> None:
    report = symcheck.check(symcheck.loads(QUEUE, ASKED + "Wrong TypeOK Short\n"), engine="pdr", timeout=60)
    found = {result["property"]: result["verdict"] for result in report.to_json()["results"]}
    assert found["Wrong"] == "violated"
    assert found["TypeOK"] == found["Short"] == "proved"


ROUND = """---- MODULE Round ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 5
Below == x < 5
====
"""


@pytest.mark.parametrize("text", [ROUND, GROWING.replace("Len(s) < 8", "Len(s) >= 0")], ids=["round", "growing"])
def test_without_a_length_bounded_search_ends_by_itself(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where layouts hold for all depths, and where they grow with the depth."""
    monkeypatch.setattr(bmc, "LARGEST", 5_000)
    invariant = "Below" if "Below" in text else "Short"
    config = f"INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT {invariant}\n"
    report = symcheck.check(symcheck.loads(text, config), engine="bmc")
    assert report.verdict == "unknown"
    (asked,) = [each for each in report.to_json()["results"] if each["property"] == invariant]
    assert asked["reason"] == bmc.TOO_DEEP
    assert asked["depth"] >= 5


def test_with_a_length_bounded_search_goes_as_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bmc, "LARGEST", 10)
    config = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Below\n"
    assert symcheck.check(symcheck.loads(ROUND, config), engine="bmc", length=40).verdict == "bounded"


RECURSIVE = """---- MODULE Recursive ----
EXTENDS Integers
VARIABLES x, y
RECURSIVE Down(_)
Down(n) == IF n <= 0 THEN 0 ELSE 2 + Down(n - 1)
Init == x \\in Nat /\\ x < 4 /\\ y = 0
Far == x' = x + 20 /\\ y' = Down(x)
Near == x < 60 /\\ Far
Small == y <= 130
====
"""


def test_recursion_over_integers_without_bounds_is_unfolded_as_far_as_it_goes() -> None:
    far = symcheck.loads(RECURSIVE, "INIT Init\nNEXT Far\nCHECK_DEADLOCK FALSE\nINVARIANT Small\n")
    report = symcheck.check(far, engine="bmc", length=6, timeout=60)
    assert report.verdict == "violated"
    small = next(result for result in report.to_json()["results"] if result["property"] == "Small")
    assert small["depth"] == 5


@pytest.mark.parametrize("engine", ["kinduction", "pdr"])
def test_that_recursion_ends_is_proved(engine: str) -> None:
    near = symcheck.loads(RECURSIVE, "INIT Init\nNEXT Near\nCHECK_DEADLOCK FALSE\nINVARIANT Small\n")
    assert symcheck.check(near, engine=engine, timeout=60).verdict == "proved"


SORTED = """---- MODULE Sorted ----
EXTENDS Integers, Sequences
VARIABLES list, place
Lists == UNION {[1..n -> 1..6] : n \\in 1..9}
Ascending == {l \\in Lists : \\A i \\in 2..Len(l) : l[i - 1] < l[i]}
Init == list \\in Ascending /\\ place = 1
Next == place < Len(list) /\\ place' = place + 1 /\\ UNCHANGED list
Below == list[place] < 6
Grows == list[place] >= place
===="""


def test_an_element_of_a_large_union_is_chosen_without_writing_it_out() -> None:
    spec = symcheck.loads(SORTED, "INIT Init\nNEXT Next\nINVARIANTS Below Grows\nCHECK_DEADLOCK FALSE")
    report = symcheck.check(spec, engine="bmc", length=7, timeout=30.0)
    verdicts = {outcome.question.name: type(outcome).__name__ for outcome in report.outcomes}
    assert verdicts["Below"] == "Violation"
    assert verdicts["Grows"] == "NoneWithin"


WIDENING = """---- MODULE Widening ----
EXTENDS Naturals
VARIABLES n, s
Init == n = 0 /\\ s = {}
Next == n' = n + 1 /\\ s' = SUBSET (1..(IF n = 3 THEN 40 ELSE n))
Near == n < 2
Far == n < 5
====
"""


@pytest.mark.parametrize(("name", "verdict"), [("Near", "violated"), ("Far", "unknown")])
def test_steps_that_can_be_encoded_are_searched_where_more_cannot(name: str, verdict: str) -> None:
    report = symcheck.check(symcheck.loads(WIDENING, ASKED + name), engine="bmc", length=9, timeout=60)
    found = next(each for each in report.to_json()["results"] if each["property"] == name)
    assert (found["verdict"], found["depth"]) == (verdict, 2)
    if verdict == "unknown":
        assert "more than 2 steps" in found["reason"]
        assert "U002" in found["reason"]


def test_what_cannot_be_encoded_from_the_first_step_on_is_refused() -> None:
    spec = symcheck.loads(WIDENING.replace("n = 3", "TRUE"), ASKED + "Near\n")
    with pytest.raises(SpecError) as caught:
        symcheck.check(spec, engine="bmc", length=9, timeout=60)
    assert caught.value.code is Code.TOO_LARGE


EXPLODING = """---- MODULE Exploding ----
EXTENDS Naturals, FiniteSets
VARIABLES n, s
Init == n = 0 /\\ s = {}
Next == n' = n + 1 /\\ s' = SUBSET (1..n)
Few == Cardinality(s) # 8
====
"""


def test_what_is_violated_early_is_found_while_more_steps_are_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbolically, "LONG", 0.1)
    report = symcheck.check(symcheck.loads(EXPLODING, ASKED + "Few"), engine="bmc", length=40, timeout=20)
    assert report.verdict == "violated"
    assert next(each for each in report.to_json()["results"] if each["property"] == "Few")["depth"] == 4


def test_what_is_clear_by_the_end_of_the_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbolically, "LONG", 0.1)
    spec = symcheck.loads(EXPLODING.replace("# 8", "# 9"), ASKED + "Few")
    few, *_ = symcheck.check(spec, engine="bmc", length=40, timeout=3).to_json()["results"]
    assert few["verdict"] == "unknown"
    assert few["depth"] >= 2
    for thread in threading.enumerate():  # it ends with the step that is being encoded
        if thread.name == "search":
            thread.join(60)
            assert not thread.is_alive()


class _Elsewhere(Silent):
    """Settles every question when a search first says how far it has come."""

    def __init__(self) -> None:
        self.boards: list[Board] = []
        self.depths: list[int] = []

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        self.depths.append(depth)
        for question in self.boards[0].open:
            self.boards[0].settle(Proof(question, "elsewhere", InitialStates()))


def test_a_search_ends_when_others_have_answered_what_it_was_for() -> None:
    spec = symcheck.loads(GROWING, CONFIG)
    encoded = encode(spec.core, 6)
    everything = asked(spec.core)
    observer, board = _Elsewhere(), Board(everything.questions)
    observer.boards.append(board)
    task = Task(spec.core, everything, Limits(length=6), Budget(60.0), observer, board, lambda *_: None)
    symbolically.look(task, encoded, encoded.system, 6)
    assert len(observer.depths) == 1


@pytest.mark.parametrize(("prop", "kind"), [("Short", "invariant"), ("Longer", "action")])
def test_a_predicate_that_takes_too_long_is_left_out(prop: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PATIENCE", -1.0)
    asking = ASKED.replace("INVARIANT", "INVARIANT" if kind == "invariant" else "PROPERTY") + prop + "\n"
    longer = QUEUE.replace("====", "Longer == [][Len(s') > Len(s)]_s\n====")
    report = symcheck.check(symcheck.loads(longer, asking), engine="bmc", length=3, timeout=60)
    found = {result["kind"]: result for result in report.to_json()["results"]}
    assert found[kind]["verdict"] == "unknown"
    assert "takes so long" in found[kind]["reason"]
    assert found["definedness"]["verdict"] == "unknown"  # what was not evaluated may be an error


def test_an_error_in_what_is_left_out_is_not_said_to_be_absent() -> None:
    """The key of the bag has no order, and looking for it is an error."""
    text = QUEUE.replace("Sequences", "Sequences, TLC, Bags, BagsExt").replace(
        "Short ==", 'Odd == BagIn(<<1, 2>>, BagAdd((<<"a", 1>> :> 0), <<1, 2>>))\nShort =='
    )
    report = symcheck.check(symcheck.loads(text, ASKED + "Short Odd\n"), engine="bmc", length=3, timeout=60)
    found = {result["property"]: result["verdict"] for result in report.to_json()["results"]}
    assert found == {"Short": "bounded", "Odd": "unknown", "definedness": "unknown"}
