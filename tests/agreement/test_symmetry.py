"""Searching with a SYMMETRY against searching without: the same answers, and as many states as there are orbits."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from symcheck.concrete.search.exploration import Exploration, Fails
from symcheck.concrete.search.explore import Limits, explore
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.spec import Spec
from symcheck.resolve import resolve_text
from symcheck.value import Value
from tests.amounts import examples

MODULE = r"""---- MODULE M ----
EXTENDS Integers, Sequences, FiniteSetsExt, TLC
CONSTANTS Node, Key, None, First
VARIABLES owner, votes, queue, held, sent
vars == <<owner, votes, queue, held, sent>>
OwnerOnly == UNCHANGED <<votes, queue, held, sent>>
OwnerAndQueue == UNCHANGED <<votes, held, sent>>
OwnerAndSent == UNCHANGED <<votes, queue, held>>
VotesOnly == UNCHANGED <<owner, queue, held, sent>>
QueueOnly == UNCHANGED <<owner, votes, held, sent>>
HeldOnly == UNCHANGED <<owner, votes, queue, sent>>
SentOnly == UNCHANGED <<owner, votes, queue, held>>
Max(S) == CHOOSE m \in S : \A n \in S : m >= n
Most == Max({votes[n] : n \in Node})
Init == %(init)s
Next == %(next)s
Constraint == Len(queue) < 3
Action == %(action_constraint)s
View == %(view)s
Symmetry == Permutations(Node) \cup Permutations(Key)
%(properties)s
====
"""
CONFIG = """INIT Init NEXT Next SYMMETRY Symmetry CONSTRAINT Constraint
CONSTANTS None = None First = %s Node = {a, b, c}"""

INITS = [
    r"owner = None /\ votes = [n \in Node |-> 0] /\ queue = <<>> /\ held = [k \in Key |-> {}] /\ sent = {}",
    r"owner \in Node /\ votes \in [Node -> {0, 1}] /\ queue = <<owner>> /\ held = [k \in Key |-> Node] /\ sent = {}",
    r"owner = First /\ votes = [n \in Node |-> 0] /\ queue = <<>> /\ held = [k \in Key |-> {}] /\ sent = {}",
]
STEPS = [
    r"\E n \in Node : owner = None /\ owner' = n /\ OwnerOnly",
    r"owner # None /\ owner' = None /\ queue' = Append(queue, owner) /\ OwnerAndQueue",
    r"\E n \in Node : votes[n] < 2 /\ votes' = [votes EXCEPT ![n] = @ + 1] /\ VotesOnly",
    r"queue # <<>> /\ owner' = Head(queue) /\ queue' = Tail(queue) /\ OwnerAndQueue",
    r"\E n \in Node, k \in Key : held' = [held EXCEPT ![k] = @ \cup {n}] /\ HeldOnly",
    r"\E k \in Key : owner \in held[k] /\ sent' = sent \cup {[to |-> owner, key |-> k]} /\ SentOnly",
    r"\E m \in sent : owner' = m.to /\ sent' = sent \ {m} /\ OwnerAndSent",
    r"\E m \in sent : votes[m.to] = Most /\ HeldOnly /\ held' = [held EXCEPT ![m.key] = {m.to}]",
    r"\E n \in Node : votes' = [m \in Node |-> IF m = n THEN 0 ELSE votes[m]] /\ VotesOnly",
    # what may tell nodes apart
    r"owner = None /\ owner' = (CHOOSE n \in Node : votes[n] = 0) /\ OwnerOnly",
    r"owner = First /\ queue' = SetToSeq(held[CHOOSE k \in Key : TRUE]) /\ QueueOnly",
]
PROPERTIES = [
    r"owner = None \/ votes[owner] < 2",
    r"Cardinality(sent) < 2",
    r"\A k \in Key : held[k] # Node",
    r"Len(queue) < 2 \/ queue[1] # queue[2]",
    r"FoldSet(LAMBDA n, done : done + votes[n], 0, Node) < 4",
    r"owner # First",
    # has no value in some states
    r"votes[owner] < 3 \/ owner = None",
    r"\A m \in sent : votes[queue[Cardinality(sent)]] < 3",
]
STEP_PROPERTIES = [
    r"[][owner' # owner => owner = None \/ owner' = None]_vars",
    r"[][\A n \in Node : votes'[n] >= votes[n]]_votes",
    r"[][Cardinality(sent') <= Cardinality(sent) + 1]_sent",
]
VIEWS = [None, None, r"<<owner, votes, held>>"]
ACTION_CONSTRAINTS = [None, None, r"owner' # owner \/ sent' # sent \/ votes' # votes"]


@st.composite
def specs(draw: st.DrawFn) -> tuple[str, str]:
    """A module and a configuration, with few enough states."""
    init = draw(st.sampled_from(INITS))
    steps = draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=4, unique=True))
    invariants = draw(st.lists(st.sampled_from(PROPERTIES), max_size=3, unique=True))
    actions = draw(st.lists(st.sampled_from(STEP_PROPERTIES), max_size=2, unique=True))
    view, limit = draw(st.sampled_from(VIEWS)), draw(st.sampled_from(ACTION_CONSTRAINTS))
    named = [(f"P{place}", text) for place, text in enumerate((*invariants, *actions))]
    module = MODULE % {
        "init": init,
        "next": "".join(f"\n  \\/ {step}" for step in steps),
        "properties": "\n".join(f"{name} == {text}" for name, text in named),
        "view": view or "vars",
        "action_constraint": limit or "TRUE",
    }
    first, keys = draw(st.sampled_from([("a", "{j, k}"), ("Other", "{j}"), ("Other", "{j, k}")]))
    lines = [CONFIG % first, f"CONSTANT Key = {keys}"]
    lines += [f"INVARIANT {name}" for name, _ in named[: len(invariants)]]
    lines += [f"PROPERTY {name}" for name, _ in named[len(invariants) :]]
    lines += ["VIEW View"] * (view is not None) + ["ACTION_CONSTRAINT Action"] * (limit is not None)
    return module, "\n".join([*lines, f"CHECK_DEADLOCK {draw(st.sampled_from(['TRUE', 'FALSE']))}"])


def answers(found: Exploration) -> dict[str, object]:
    """What was found of each question: the length of a violation, or what is known."""
    known: dict[str, object] = {}
    for each in found.findings:
        answer = each.answer
        known[each.name] = (answer.trace and len(answer.trace)) if isinstance(answer, Fails) else answer
    return known


def orbits(spec: Spec) -> int:
    """How many states there are but for names, by looking at each state's text under every permutation."""
    machine = Machine(spec)
    seen: set[Values] = set()
    todo = list(machine.initial())
    while todo:
        state = todo.pop()
        if state not in seen and len(state[2]) < 3:
            seen.add(state)
            todo.extend(machine.successors(state))
    return len({_least(state, [str(key) for key in spec.bound_constants["Key"]]) for state in seen})


def _least(state: Values, keys: list[str]) -> tuple[str, ...]:
    """The least of the texts of a state's images; sets and functions are told apart by their sorted parts."""
    owner, votes, queue, held, sent = state
    found = []
    for nodes in permutations("abc"):
        for others in permutations(keys):
            images = dict(zip(("a", "b", "c", *keys), (*nodes, *others), strict=True))

            def of(value: Value, images: dict[str, str] = images) -> str:
                return images.get(str(value), str(value))

            found.append(
                (
                    of(owner),
                    str(sorted((of(node), count) for node, count in votes.items())),
                    str([of(node) for node in queue]),
                    str(sorted((of(key), sorted(map(of, nodes))) for key, nodes in held.items())),
                    str(sorted(list(map(of, message)) for message in sent)),
                )
            )
    return min(found)


@examples(60, 2000, parts=2)
@given(specs())
def test_symmetry_changes_no_answer(part: int, drawn: tuple[str, str]) -> None:
    module, config = drawn
    spec = resolve_text(module, config_text=config)
    limits = Limits(states=6000)
    with_it = explore(spec, limits=limits)
    without = explore(replace(spec, symmetry=None), limits=limits)
    if not without.complete or not with_it.complete:
        if not (isinstance(without.reason, str) and "many states" in without.reason):
            assert answers(with_it) == answers(without)
        return
    assert answers(with_it) == answers(without)
    assert with_it.depth == without.depth
    assert with_it.taken == without.taken
    if "SYMMETRY" not in with_it.alike:
        assert with_it.distinct == without.distinct
    elif spec.view is None and not spec.action_constraints:
        assert with_it.distinct == orbits(spec)
    else:
        assert with_it.distinct <= without.distinct
