from __future__ import annotations

from symcheck.core.spec import Spec
from symcheck.pipeline.mutation.mutate import SURVIVORS, Mutation, mutate
from symcheck.pipeline.task import Limits
from tests.unit.concrete.specs import spec

BODY = """VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Up == x < 3 /\\ x # 5 /\\ x' = x + 1 /\\ UNCHANGED y
Copy == y # x /\\ y' = x /\\ UNCHANGED x
Next == Up \\/ Copy
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Up)
Low == x <= 3
Behind == y <= x
Last == <>(x = 3)
Wrong == x < 2
"""


def made(config: str) -> Spec:
    return spec(BODY, f"SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n{config}")


def tried(config: str, engine: str = "explicit", length: int | None = None) -> Mutation:
    return mutate(made(config), Limits(length=length), engine, 20.0)


def fates(found: Mutation) -> dict[str, str]:
    return {each.mutant.change: each.fate for each in found.tried}


def test_what_nothing_notices_survives():
    found = tried("INVARIANT Low")
    assert fates(found) == {
        "guard x < 3 dropped": "killed",
        "x < 3 with <=": "killed",
        "guard x # 5 dropped": "equivalent",
        "write x' = x + 1 forgotten": "survived",
        "guard y # x dropped": "equivalent",
        "write y' = x forgotten": "survived",
    }
    assert found.exit_code == SURVIVORS
    (killed, *_) = found.of("killed")
    assert killed.question is not None
    assert (killed.question.name, killed.depth) == ("Low", 4)


def test_a_change_that_takes_steps_away_is_told_from_one_that_adds_some():
    fewer = {each.mutant.change: each.fewer for each in tried("INVARIANT Behind").of("survived")}
    assert fewer == {
        "guard x < 3 dropped": False,
        "x < 3 with <=": False,
        "write x' = x + 1 forgotten": True,
        "write y' = x forgotten": True,
    }


def test_a_temporal_property_notices_what_no_longer_happens():
    found = fates(tried("INVARIANT Low\nPROPERTY Last"))
    assert found["write x' = x + 1 forgotten"] == "killed"
    assert found["write y' = x forgotten"] == "survived"


def test_what_is_violated_is_not_changed():
    found = tried("INVARIANT Wrong")
    assert found.tried == ()
    assert found.exit_code == 12


def test_within_a_length_a_survivor_is_one_so_far():
    found = tried("INVARIANT Low", "bmc", length=2)
    assert found.exit_code == SURVIVORS
    assert fates(found)["guard x < 3 dropped"] == "equivalent", "two steps do not come to the guard"
    assert all(each.depth == 2 for each in found.of("survived"))


def test_all_engines_agree():
    explicit, auto = (fates(tried("INVARIANT Low Behind", engine)) for engine in ("explicit", "auto"))
    assert explicit == auto


def test_no_time_leaves_mutants_untried():
    found = mutate(made("INVARIANT Low"), Limits(seconds=0.0), "explicit", 1.0)
    assert found.left == 6
    assert found.exit_code == 20


def test_what_cannot_be_evaluated_is_noticed():
    one = spec(
        "VARIABLE x\nf == [k \\in 0..2 |-> k]\nInit == x = 0\nNext == x < 2 /\\ x' = f[x + 1]",
        "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE",
    )
    found = mutate(one, Limits(), "explicit", 5.0)
    assert {each.mutant.change: each.question.name for each in found.of("killed") if each.question} == {
        "guard x < 2 dropped": "definedness",
        "x < 2 with <=": "definedness",
    }


def test_the_time_for_one_change_bounds_the_original_too():
    endless = spec("VARIABLE x\nInit == x = 0\nNext == x' = x + 1", "INIT Init\nNEXT Next")
    found = mutate(endless, Limits(), "explicit", 0.3)
    assert found.original.verdict == "unknown"
    assert [each.fate for each in found.tried] == ["survived"], "x' = x has one state"
