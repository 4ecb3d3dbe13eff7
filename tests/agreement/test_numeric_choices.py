r"""A choice from many integers means the same whether it is an input, as in the symbolic reading, or one by one."""

from __future__ import annotations

from hypothesis import given, note
from hypothesis import strategies as st

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.search.explore import Limits, explore
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from tests.agreement.reading import deep
from tests.agreement.test_small_specs import LACKING, LENGTH, compare_verdicts
from tests.amounts import examples

MODULE = r"""---- MODULE Choices ----
EXTENDS Integers, Sequences
VARIABLES total, last, log
Init == total = {start} /\ last = {start} /\ log = <<>>
Next == \/ {first}
        \/ {second}
One == {one}
Two == {two}
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANTS One Two\n"
RANGES = ("1..90", "(0 - 40)..40", "1..(total + 80)", "0..(IF last > 3 THEN 70 ELSE 66)", "1..66")
GUARDS = (
    "TRUE", "n <= total", "n > total", "n + last < 30", "n # last", "n = total + 1", "n > 64", "total < 90",
    "2 * n < 150", "Len(log) < 2", "(n > 5 => last < 3)", "n \\in {1, 70}", "n % 7 = 0", "total = last", "~(n < 3)",
)  # fmt: skip
UPDATES = (
    "total' = n /\\ UNCHANGED <<last, log>>",
    "total' = n /\\ last' = total /\\ UNCHANGED log",
    "total' = (IF total > 90 THEN 0 ELSE n) /\\ last' = n /\\ UNCHANGED log",
    "total' = (IF n < 70 THEN n ELSE 0) /\\ UNCHANGED <<last, log>>",
    "total' = (IF total > 90 THEN 0 ELSE total + n) /\\ UNCHANGED <<last, log>>",
    "total' = total - n /\\ last' = n /\\ UNCHANGED log",
    "total' = 90 - n /\\ UNCHANGED <<last, log>>",
    "last' = n \\div 2 /\\ UNCHANGED <<total, log>>",
    "log' = <<n>> /\\ UNCHANGED <<total, last>>",
    "Len(log) < 1 /\\ log' = Append(log, n) /\\ UNCHANGED <<total, last>>",
    "total' = 0 /\\ last' = 0 /\\ log' = <<>>",
    "\\E m \\in 1..70 : m <= n /\\ total' = n - m /\\ last' = m /\\ UNCHANGED log",
    "last' = log[1] + n /\\ UNCHANGED <<total, log>>",
)
INVARIANTS = (
    "total < 100", "total <= 70 \\/ last <= 80", "total + last < 150", "total # 77", "last >= 0",
    "total # last \\/ total < 9",
    "\\A i \\in DOMAIN log : log[i] < 89", "log = <<>> \\/ log[1] <= total + 80", "ENABLED Next", "total >= 0 - 90",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    def pick(among: tuple[str, ...]) -> str:
        return draw(st.sampled_from(among))

    def action() -> str:
        return f"\\E n \\in {pick(RANGES)} : {pick(GUARDS)} /\\ {pick(UPDATES)}"

    start = draw(st.sampled_from((0, 1, 50, 80)))
    return MODULE.format(start=start, first=action(), second=action(), one=pick(INVARIANTS), two=pick(INVARIANTS))


@examples(12, nightly=500)
@given(texts())
def test_an_input_and_one_by_one_agree(part: int, text: str) -> None:
    note(text)
    spec = resolve_text(text, config_text=CONFIGURATION)
    explored = explore(spec, limits=Limits(2_000, LENGTH))
    try:
        with deep():
            encoded = encode(spec, LENGTH)
    except SpecError as error:
        if error.code not in LACKING:
            raise
        return
    compare_verdicts(encoded, explored)
