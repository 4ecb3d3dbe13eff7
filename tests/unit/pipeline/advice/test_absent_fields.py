"""Fields that are given values in an EXCEPT and that no record has."""

from __future__ import annotations

import pytest

from symcheck.pipeline.advice.absent_fields import absent_fields
from symcheck.resolve import resolve_text

MODULE = r"""---- MODULE M ----
EXTENDS Integers, Sequences, TLC, Json
CONSTANT C
VARIABLES r, x
Init == r = [count |-> 0, of |-> [size |-> 0]] /\ x = C
Change == r' = {change}
Next == Change /\ {beside}
===="""
CONFIG = "INIT Init\nNEXT Next\nCONSTANT C = "


def _found(change: str, beside: str = "UNCHANGED x", constant: str = "1") -> list[tuple[str, str, str]]:
    text = MODULE.replace("{change}", change).replace("{beside}", beside)
    spec = resolve_text(text, config_text=CONFIG + constant)
    return [(field.span.text, name, near) for field, name, near in absent_fields(spec)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("[r EXCEPT !.cuont = @ + 1]", [("cuont", "cuont", "did you mean count?")]),
        ('[r EXCEPT !["cuont"] = @ + 1]', [('"cuont"', "cuont", "did you mean count?")]),
        ("[r EXCEPT !.of.sizes = 1]", [("sizes", "sizes", "did you mean size?")]),
        ("[r EXCEPT !.count = 1, !.nothing = 2]", [("nothing", "nothing", "")]),
        ("[r EXCEPT !.a.size = 1]", [("a", "a", "")]),
        ("[[r EXCEPT !.cuont = 1] EXCEPT !.cuont = 2]", [("cuont", "cuont", "did you mean count?")] * 2),
    ],
)
def test_a_field_that_is_written_nowhere_else(change: str, found: list[tuple[str, str, str]]) -> None:
    assert _found(change) == found


@pytest.mark.parametrize("change", ["[r EXCEPT !.count = 1]", "[r EXCEPT !.of.size = 1]", '[r EXCEPT !["of"] = 1]'])
def test_a_field_of_a_record(change: str) -> None:
    assert _found(change) == []


@pytest.mark.parametrize(
    "beside",
    [
        "x' = [more |-> 1]", "x' \\in [more: {1}]", "x' = \"more\"", "x' = [each \\in {\"more\"} |-> 1]",
        "x' = \"more\" :> 1", "x' = r.more", "LET more == \"more\" IN x' = more", "x' = [r EXCEPT ![<<\"more\">>] = 1]",
        "LET F(f) == [r EXCEPT ![f] = 1] IN x' = F(\"more\")",
    ],
)  # fmt: skip
def test_a_name_that_is_written_somewhere_else(beside: str) -> None:
    assert _found("[r EXCEPT !.more = 1]", beside) == []


@pytest.mark.parametrize(
    "beside",
    [
        "x' \\in STRING", "x' = ToString(x)", "x' = \"mo\" \\o x", "x' = JsonDeserialize(\"file\")",
        "x' = Tail(\"amore\")",
    ],
)  # fmt: skip
def test_names_that_come_about_in_the_run(beside: str) -> None:
    assert _found("[r EXCEPT !.more = 1]", beside) == []
    assert _found("[r EXCEPT !.more = 1]", "x' = <<x>> \\o <<x>>") != []


@pytest.mark.parametrize("constant", ['"more"', '{"other", "more"}', '{{"more"}}'])
def test_names_in_values_of_constants(constant: str) -> None:
    assert _found("[r EXCEPT !.more = 1]", constant=constant) == []
    assert _found("[r EXCEPT !.else = 1]", constant=constant) == [("else", "else", "")]


@pytest.mark.parametrize(
    "value", ["[more |-> 1]", "<<[more |-> 1]>>", "[more: 1..2]", '[{"more"} -> Nat]', "[n \\in Nat |-> n]", "STRING"]
)
def test_names_in_definitions_that_stand_for_constants(value: str) -> None:
    text = MODULE.replace("{change}", "[r EXCEPT !.more = 1]").replace("{beside}", "UNCHANGED x")
    for definitions in ([("C", value)], [("C", f"\\in {{{value}}}")]):
        spec = resolve_text(text, config_text="INIT Init\nNEXT Next", definitions=definitions)
        assert bool(list(absent_fields(spec))) is ("Nat |->" in value)


def test_a_constant_that_names_the_field() -> None:
    assert _found("[r EXCEPT ![C] = 1]", "x' = 1", '"count"') == []
    assert _found("[each \\in {C} |-> 0]", "x' = [r EXCEPT ![C] = 1]", '"alone"') == []


def test_what_is_never_reached_is_not_looked_at() -> None:
    text = MODULE.replace("====", "Never == [r EXCEPT !.cuont = 1]\n====")
    text = text.replace("{change}", "r").replace("{beside}", "UNCHANGED x")
    assert list(absent_fields(resolve_text(text, config_text=CONFIG + "1"))) == []
