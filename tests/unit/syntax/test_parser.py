from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.base.diagnostic import Code, SpecError
from symcheck.syntax import parse, parse_all, parse_configuration, parse_expression
from symcheck.syntax.lexer import LARGEST_TEXT

TWO = "text\n---- MODULE A ----\nx == 1\n====\ntext \" (*\n---- MODULE B ----\ny == 2\n====\n"


@pytest.mark.parametrize(
    ("path", "name"), [("A.tla", "A"), ("dir/B.tla", "B"), ("dir\\B.tla", "B"), ("C.tla", "A"), ("<text>", "A")]
)
def test_of_several_modules_the_one_named_as_the_file_is_meant(path: str, name: str) -> None:
    assert parse(TWO, path).name == name


def test_all_modules() -> None:
    assert [module.name for module in parse_all(TWO)] == ["A", "B"]


def test_garbage_after_the_module_is_ignored() -> None:
    text = "---- MODULE A ----\n====\n---- MODULE broken \0 \" (*"
    assert parse(text, "B.tla").name == "A"
    assert len(parse_all(text)) == 1


@pytest.mark.parametrize("text", ["", "\ufeff", "x == 1", "--- MODULE A ---", "----MODULES", "\0" * 1000])
def test_no_module(text: str) -> None:
    for function in (parse, parse_all):
        with pytest.raises(SpecError) as caught:
            function(text)
        assert caught.value.code is Code.SYNTAX
        assert "found no module" in str(caught.value)
        assert caught.value.diagnostics[0].span is not None


def test_a_text_too_large_to_hold_is_refused() -> None:
    for function in (parse, parse_expression, parse_configuration):
        with pytest.raises(SpecError) as caught:
            function("---- MODULE A ----\n" + " " * LARGEST_TEXT)
        assert caught.value.code is Code.TOO_LARGE
        assert caught.value.diagnostics[0].span is not None


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        parse("---- MODULE A ----\n====")
        with pytest.raises(SpecError):
            parse_expression("(")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    text = "\n---- MODULE A ----\nVARIABLE x\nInit ==\n  /\\ x = 1\n  /\\ x = 2\n====\n"
    assert parse(text.replace("\n", end)) == parse(text)


def test_a_byte_order_mark() -> None:
    assert parse("\ufeff---- MODULE A ----\n====").name == "A"


def test_places_count_characters_and_lines() -> None:
    with pytest.raises(SpecError) as caught:
        parse("---- MODULE A ----\r\nx == \"é∀\" )\r\n====", "A.tla")
    assert str(caught.value).startswith("A.tla:2:11: S003")


SPECS = [
    """---- MODULE Clock ----
EXTENDS Naturals, Sequences
CONSTANTS N, F(_)
VARIABLES hour, log
vars == <<hour, log>>
Init == /\\ hour \\in 1..N
        /\\ log = <<>>
Tick == /\\ hour' = IF hour = N THEN 1 ELSE hour + 1
        /\\ \\/ log' = Append(log, [at |-> hour, "s" |-> 1])
           \\/ UNCHANGED log
f[n \\in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1]
Spec == Init /\\ [][Tick]_vars /\\ WF_vars(Tick)
THEOREM T == Spec => []Init
<1>1. CASE N > 1 BY DEF N
<1>2. QED
====
""".replace('"s" |-> 1', "s |-> 1"),
    """---- MODULE M ----
---- MODULE Inner ----
LOCAL INSTANCE Naturals
a (+) b == LET c == a d(e) == e + b IN CASE c -> d(1) [] OTHER -> {x \\in S : x # 1}
====
I(x) == INSTANCE Inner WITH y <- x, G <- LAMBDA p : p
RECURSIVE G(_, _)
G(a, b) == [a EXCEPT ![1].x = @ + 1, !.y["k"] = CHOOSE z : z \\notin b] (* (* c *) *)
E == ∀ p ∈ ℕ : ⟨p⟩ ≠ I(p)!F(-p)' \\* end
====
""",
]
CONFIGURATION = """CONSTANTS N = 3 S = {a, "b", {1, -2}} \\* comment
  F <- G  H <- [M] K  Op(1, a) = TRUE
SPECIFICATION Spec
INVARIANTS A B (* (* *) *)
CHECK_DEADLOCK FALSE
"""
PIECES = st.sampled_from(
    ["==", "(", ")", "[", "]", "{", "}", "<<", ">>", "/\\", "\\/", "\n/\\", "\n\t", ",", "=", "'", '"', "(*", "*)",
     "\\*", "----", "====", "---- MODULE X ----", "LET ", " IN ", "IF ", "THEN ", "CASE ", "[]", "->", "|->", "_", "!",
     "@", "\\in ", "\\", "::", ":", "~", "-", ".", "<1>", "ASSUME ", "PROVE ", "BY ", "DEFINE ", "WF_", "]_", "\0",
     "\ufeff", "\ud800", "é", "∧", "\r", "EXTENDS ", "INSTANCE ", "WITH ", "<-", "LAMBDA ", "RECURSIVE ", "LOCAL ",
     "THEOREM ", "VARIABLE ", "EXCEPT ", "1", "x", "\\A ", "CHOOSE ", "CONSTANT ", "INIT ", "+", "^+"]
)  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn, originals: list[str]) -> str:
    text = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        match draw(st.integers(0, 4)):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + draw(PIECES) + text[start:]
            case 2:
                text = text[:start] + draw(PIECES) + text[end:]
            case 3:
                text = text[:end] + text[start:]
            case _:
                text = text[:start]
    return text


def check(error: SpecError) -> None:
    for found in error.diagnostics:
        assert found.span is not None
        assert 0 <= found.span.start <= found.span.end <= len(found.span.source.text)
        assert str(found)


@given(mutants(SPECS))
def test_mutants_parse_or_are_located_errors(text: str) -> None:
    for function in (parse, parse_all):
        try:
            function(text)
        except SpecError as error:
            check(error)


@given(mutants([spec.split("\n", 2)[2] for spec in SPECS]))
def test_mutant_expressions_parse_or_are_located_errors(text: str) -> None:
    try:
        parse_expression(text)
    except SpecError as error:
        check(error)


@given(mutants([CONFIGURATION]))
def test_mutant_configurations_parse_or_are_located_errors(text: str) -> None:
    try:
        parse_configuration(text)
    except SpecError as error:
        check(error)


@given(st.text(max_size=200))
def test_any_text_parses_or_is_a_located_error(text: str) -> None:
    for function in (parse, parse_expression, parse_configuration):
        try:
            function("---- MODULE M ----\n" + text if function is parse else text)
        except SpecError as error:
            check(error)
