"""Elements that the first conjuncts rule out need not be looked at: that changes no value and no error."""

from __future__ import annotations

import pytest

from symcheck.symbolic.binding import candidates
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sieve import Sieve
from symcheck.symbolic.values import set_of
from symcheck.term import BOOL, TRUE, Term, evaluate, variable
from symcheck.value import Value, make_record, make_set, make_tuple
from symcheck.value.scalars import String
from tests.agreement.reading import tools
from tests.agreement.states import value_in
from tests.unit.symbolic.specs import specification
from tests.unit.symbolic.tables import assignments

VOTE, ASK = String("vote"), String("ask")
VOTES = [make_record({"type": VOTE, "bal": n, "by": make_tuple((n, 1 - n))}) for n in range(2)]
ASKS = [make_record({"type": ASK, "from": n}) for n in range(2)]
STRANGE = make_record({"type": 3, "bal": 1})
PAIR = make_tuple((1, 2))

EXPRESSIONS = [
    '{m \\in s : m.type = "vote"}',
    '{m \\in s : m.type = "vote" /\\ m.bal = 1}',
    '{m \\in s : m.type = "vote" /\\ m.bal > 0}',
    "{m \\in s : m.bal = 1}",
    '{m \\in s : 1 = m.by[2] /\\ m.type = "vote"}',
    '{m \\in s : m.type = "vote" /\\ m.from = 0}',
    '{m \\in s : m.type = "vote" \\/ m.type = "ask"}',
    '{m \\in s : m.type = "none" /\\ m.missing = 1}',
    "{m \\in s : m.type = 3}",
    "{m.type : m \\in s}",
    "{m.bal : m \\in s}",
    '{m.by[1] : m \\in {k \\in s : k.type = "vote"}}',
    'UNION {{m.bal, 5} : m \\in {k \\in s : k.type = "vote"}}',
    'UNION {IF m.type = "vote" THEN {m.bal} ELSE {"x"} : m \\in s}',
    'UNION {IF m.type = "vote" THEN {m.bal} ELSE 1 : m \\in s}',
    "UNION {{{m.type}} : m \\in s}",
    '\\E m \\in s : m.type = "vote" /\\ m.bal = 0',
    '\\E m \\in s : m.type = "ask" /\\ m.from = 1 /\\ m.bal = 0',
    '\\A m \\in s : m.type = "ask" => m.from = 1',
    '\\A m \\in s : m.type = "ask" /\\ m.from = 0 => FALSE',
    '\\A m \\in s : m.type = "ask"',
    '\\A m \\in s : m.bal = 0 => m.type = "vote"',
    '\\A m, k \\in s : m.type = "vote" /\\ k.type = "vote" /\\ k.bal = m.bal => k = m',
    '\\E m \\in s, n \\in {0, 1} : m.type = "vote" /\\ m.bal = n /\\ n > 0',
    'CHOOSE m \\in s : m.type = "vote"',
    "CHOOSE m \\in s : m.bal = 1",
    '\\E b \\in {0, 1} : \\E m \\in s : m.type = "vote" /\\ m.bal = b',
    'LET v == "vote" OfType(t) == {m \\in s : m.type = t} IN OfType(v)',
    '{m \\in s : m.type = CHOOSE t \\in {"vote"} : FALSE}',
    's \\ {m \\in s : m.type = "vote"}',
    'IF s = {} THEN s \\cup {[type |-> "ask", from |-> 7]} ELSE s \\ {[type |-> "ask", from |-> 1]}',
    "s = {}",
    "{} # s",
]


def read(expression: str, universe: list[Value]) -> list[object]:
    """The value, and the codes of what fails, under every way to fill a set `s` from a universe."""
    spec = specification(f"VARIABLE s\nInit == s = {{}}\nNext == s' = s\nValue == {expression}")
    bits: list[Term] = [variable(f"in{place}", BOOL) for place in range(len(universe))]
    state = View({spec.variables[0]: set_of(dict(zip(universe, bits, strict=True)))})
    failures = Failures()
    found = Reading(tools(), state, None, failures).value(spec.definitions["Value"].body, {}, TRUE)
    results: list[object] = []
    for assignment in assignments(*bits):
        failed = {failure.code.name for failure in failures if evaluate(failure.condition, assignment)}
        results.append(failed or value_in(found, assignment))
    return results


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize("universe", [[*VOTES, *ASKS], [*ASKS, STRANGE, *VOTES], [VOTES[1], PAIR, ASKS[0]]])
def test_nothing_changes(expression: str, universe: list[Value], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 1_000)
    expected = read(expression, universe)
    monkeypatch.setattr(candidates, "FEW", 1)
    assert read(expression, universe) == expected


def test_some_values_come_out_and_some_fail() -> None:
    """What the comparison above compares."""
    found = read('{m \\in s : m.type = "vote" /\\ m.bal = 1}', [*VOTES, ASKS[0]])
    assert found[-1] == make_set((VOTES[1],))
    assert read("{m \\in s : m.bal = 1}", [VOTES[1], ASKS[0]]) == [
        make_set(()),
        {"DOMAIN"},
        make_set((VOTES[1],)),
        {"DOMAIN"},
    ]


def test_what_stands_at_a_place_is_found_without_looking_through_the_set() -> None:
    sieve = Sieve(dict.fromkeys([*VOTES, *ASKS, PAIR], TRUE))
    table = sieve.by((String("type"),))
    assert list(table.groups[VOTE].members) == VOTES
    assert list(table.others) == [PAIR]
    assert table.groups[ASK].by((String("from"),)).groups[1].ordered == [ASKS[1]]
    assert sieve.by((String("type"),)) is table
    assert table.comparable(String("none"))
    assert not table.comparable(1)
