from __future__ import annotations

from dataclasses import replace

from symcheck.concrete.steps.successors import Machine
from symcheck.core.expr import Apply, Call, Expr, If, Literal
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.rewrite import put
from symcheck.core.spec import Spec
from symcheck.value import TRUE
from tests.unit.concrete.specs import spec

BODY = """VARIABLE x
Init == x = 0
Below(n) == x < n
Up == LET Free == Below(2) IN Free /\\ x' = x + 1
Down == x > 0 /\\ x' = x - 1
Next == Up \\/ \\E k \\in {1} : Down
"""


def next_of(made: Spec) -> Expr:
    assert made.behavior is not None
    return made.behavior.next


def the_only(expr: Expr, op: Op) -> Apply:
    (found,) = [each for each in reached(expr) if isinstance(each, Apply) and each.op is op]
    return found


def changed(made: Spec, node: Expr, by: Expr) -> Spec:
    assert made.behavior is not None
    (new,) = put([made.behavior.next], node, by)
    return replace(made, behavior=replace(made.behavior, next=new))


def test_a_node_is_replaced_behind_calls_and_let():
    made = spec(BODY)
    node = the_only(next_of(made), Op.LT)
    after = changed(made, node, Literal(TRUE, node.span))
    assert Machine(made).successors((2,)) == [(1,)]
    assert Machine(after).successors((2,)) == [(3,), (1,)]
    assert Machine(made).successors((2,)) == [(1,)], "the original is as it was"


def test_what_does_not_come_to_the_node_is_shared():
    made = spec(BODY)
    whole = next_of(made)
    (after,) = put([whole], the_only(whole, Op.LT), Literal(TRUE, whole.span))
    calls = [each for each in reached(after) if isinstance(each, Call) and each.definition.name == "Down"]
    assert [each.definition for each in calls] == [made.definitions["Down"]]
    up = next(each for each in reached(after) if isinstance(each, Call) and each.definition.name == "Up")
    assert up.definition is not made.definitions["Up"]
    assert up.definition.span == made.definitions["Up"].span


def test_nothing_is_made_anew_where_the_node_does_not_stand():
    made = spec(BODY)
    elsewhere = the_only(made.definitions["Below"].body, Op.LT)
    down = made.definitions["Down"].body
    assert put([down], elsewhere, Literal(TRUE, down.span)) == [down]


def test_recursive_definitions_stay_recursive():
    made = spec(
        """VARIABLE x
RECURSIVE Fac(_)
Fac(n) == IF n = 0 THEN 1 ELSE n * Fac(n - 1)
Init == x = 0
Next == x' = Fac(4)
"""
    )
    base = made.definitions["Fac"].body
    assert isinstance(base, If)
    assert Machine(changed(made, base.then, Literal(2, base.then.span))).successors((0,)) == [(48,)]
