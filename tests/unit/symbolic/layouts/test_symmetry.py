"""Exchanging constants moves solver variables."""

from __future__ import annotations

from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.layouts.symmetry import symmetries
from symcheck.term import evaluate
from symcheck.value import ModelValue, make_function, make_set
from tests.unit.symbolic.specs import specification

VOTES = """CONSTANTS P, None
VARIABLES at, sent, last
Init == at = [p \\in P |-> "idle"] /\\ sent = {} /\\ last = None
Go(p) ==
    /\\ at[p] = "idle" /\\ at' = [at EXCEPT ![p] = "busy"] /\\ last' = p
    /\\ sent' = sent \\cup {[from |-> p, to |-> q] : q \\in P \\ {p}}
Next == \\E p \\in P : Go(p)
"""


def exchanges(encoded: Encoded) -> list[dict[str, str]]:
    found = symmetries(encoded.spec, tuple(encoded.registers.values()))
    return [{str(var): str(image) for var, image in each.items()} for each in found]


def test_neighbours_are_exchanged_wherever_they_stand() -> None:
    encoded = encode(specification(VOTES, "CONSTANTS P = {a, b, c}\nNone = None"))
    first, second = exchanges(encoded)
    assert first['at[a]="idle"'] == 'at[b]="idle"'
    assert first["last=b"] == "last=a"
    assert first["[from |-> a, to |-> b] \\in sent"] == "[from |-> b, to |-> a] \\in sent"
    assert first["[from |-> c, to |-> a] \\in sent"] == "[from |-> c, to |-> b] \\in sent"
    assert "last=None" not in first
    assert 'at[c]="idle"' not in first
    assert 'at[a]="idle"' not in second


def test_the_image_of_a_state_is_the_state_with_values_exchanged() -> None:
    encoded = encode(specification(VOTES, "CONSTANTS P = {a, b, c}\nNone = None"))
    exchange = symmetries(encoded.spec, tuple(encoded.registers.values()))[0]
    model = {var: place % 3 == 0 for place, var in enumerate(encoded.system.state)}
    moved = {**model, **{var: bool(evaluate(image, model)) for var, image in exchange.items()}}
    a, b = ModelValue("a"), ModelValue("b")
    here, there = encoded.state(model), encoded.state(moved)
    swapped = {a: b, b: a}
    at = here["at"]
    assert there["at"] == make_function({swapped.get(key, key): item for key, item in at.items()})
    assert there["sent"] == make_set(
        make_function({key: swapped.get(item, item) for key, item in sent.items()}) for sent in here["sent"]
    )


def test_two_alternatives_share_a_bit() -> None:
    body = "CONSTANT P\nVARIABLE x\nInit == x \\in P\nNext == x' \\in P"
    assert exchanges(encode(specification(body, "CONSTANT P = {a, b}"))) == [{"x=b": "(not x=b)"}]


def test_what_has_no_counterpart_is_not_exchanged() -> None:
    body = "CONSTANT P\nVARIABLE x\nInit == x = {}\nNext == x' = x \\cup {CHOOSE p \\in P : TRUE}"
    assert exchanges(encode(specification(body, "CONSTANT P = {a, b}"))) == []
