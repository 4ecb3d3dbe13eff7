"""States for the agreement tests: variables of every shape, laid out in solver variables, and back to values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.core.expr import Variable
from symcheck.core.spec import Spec
from symcheck.resolve import resolve_text
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Fixed, Layout, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.values import Sym, SymFun, SymMap, SymSet, Union, is_value
from symcheck.term import BOOL, TRUE, Term, evaluate, evaluate_all
from symcheck.value import (
    EMPTY_SET,
    EMPTY_TUPLE,
    FALSE,
    ModelValue,
    String,
    Value,
    boolean,
    make_function,
    make_record,
    make_set,
    make_tuple,
)
from symcheck.value import TRUE as YES
from tests.agreement.expressions import (
    BAG,
    INT,
    INTS,
    LOG,
    MIXED,
    NESTED,
    OPT,
    PAIR,
    STRING,
    TABLE,
    TUPLE,
    FunOf,
    SeqOf,
    SetOf,
    Type,
)
from tests.agreement.expressions import BOOL as BOOLEANS

Assignment = Mapping[Term, bool | int]

NONE = ModelValue("none")


def _pair(a: int, b: Value) -> Value:
    return make_record({"a": a, "b": b})


# name -> its type and values that it may have
VARIABLES: dict[str, tuple[Type, tuple[Value, ...]]] = {
    "i": (INT, (0, 1, 2, 3)),
    "n": (INT, (0, 1, 2, -1, 7)),  # laid out as a number without bounds
    "b": (BOOLEANS, (FALSE, YES)),
    "c": (STRING, (String("p"), String("q"))),
    "s": (INTS, (EMPTY_SET, make_set((1,)), make_set((1, 2)), make_set((0, 2, 3)))),
    "t": (SetOf(INTS), (EMPTY_SET, make_set((EMPTY_SET,)), make_set((make_set((1,)), make_set((1, 2)))))),
    "u": (SetOf(PAIR), (EMPTY_SET, make_set((_pair(0, YES),)), make_set((_pair(0, YES), _pair(1, FALSE))))),
    "q": (SeqOf(INT), (EMPTY_TUPLE, make_tuple((1,)), make_tuple((2, 1)), make_tuple((0, 0, 3)))),
    "f": (FunOf(INT, INT), (make_function({0: 1, 1: 2}), make_function({0: 0, 1: 0}), make_tuple((1, 2)))),
    "g": (
        FunOf(STRING, INTS),
        (
            make_record({"p": EMPTY_SET, "q": make_set((1,))}),
            make_record({"p": make_set((1, 2)), "q": make_set((1,))}),
            make_record({"p": EMPTY_SET}),
        ),
    ),
    "r": (PAIR, (_pair(0, FALSE), _pair(2, YES), _pair(1, YES))),
    "log": (LOG, (EMPTY_TUPLE, make_tuple((_pair(1, YES),)), make_tuple((_pair(0, FALSE), _pair(2, YES))))),
    "table": (
        TABLE,
        (
            make_tuple((_pair(0, FALSE), _pair(1, YES))),
            make_function({0: _pair(1, YES), 1: _pair(0, YES)}),
            make_function({2: _pair(0, FALSE)}),
        ),
    ),
    "nested": (
        NESTED,
        (
            make_record({"p": make_function({0: 1}), "q": EMPTY_TUPLE}),
            make_record({"p": make_tuple((1, 2)), "q": make_tuple((0,))}),
            make_record({"q": make_function({0: 2, 1: 1})}),
        ),
    ),
    "pair": (TUPLE, (make_tuple((0, String("p"))), make_tuple((1, String("p"))), make_tuple((1, String("q"))))),
    "pairs": (
        SetOf(TUPLE),
        tuple(
            make_set(make_tuple((a, String(b))) for a, b in pairs) for pairs in ((), ((1, "p"),), ((0, "q"), (1, "p")))
        ),
    ),
    "opt": (OPT, (make_record({"id": 0}), make_record({"id": 1, "val": 0}), make_record({"id": 0, "val": 2}))),
    "opts": (
        SetOf(OPT),
        (
            EMPTY_SET,
            make_set((make_record({"id": 0}), make_record({"id": 0, "val": 1}))),
            make_set((make_record({"id": 2, "val": 1}), make_record({"id": 0, "val": 1}))),
        ),
    ),
    "bag": (BAG, (EMPTY_TUPLE, make_function({0: 1, 1: 2}), make_tuple((1,)))),
    "some": (SetOf(MIXED), (EMPTY_SET, make_set((NONE,)), make_set((NONE, 1)), make_set((0, 2)))),
    "m": (MIXED, (NONE, 0, 2, _pair(1, FALSE), make_set((1,)))),
}

NUMBERS = frozenset("n")


def specification() -> Spec:
    """A module with these variables, in whose scope expressions stand."""
    text = f"""---- MODULE Agreement ----
EXTENDS Integers, Sequences, FiniteSets, TLC, FiniteSetsExt, SequencesExt, Functions, Bags, BagsExt
CONSTANT none
VARIABLES {", ".join(VARIABLES)}
===="""
    return resolve_text(text, config_text="CONSTANT none = none\nINIT TRUE\nNEXT TRUE\n", init="TRUE", next="TRUE")


@dataclass(frozen=True)
class Laid:
    """Every variable in its register."""

    registers: Mapping[Variable, Register]

    @classmethod
    def out(cls, values: Mapping[Variable, tuple[Value, ...]]) -> Laid:
        """Layouts that describe these values of each variable."""
        registers = {}
        for variable, found in values.items():
            layout: Layout | None = Number() if variable.name in NUMBERS else None
            for value in found:
                layout = join(layout, Fixed(value))
            assert layout is not None
            registers[variable] = allocate(layout, variable.name)
        return cls(registers)

    @property
    def state(self) -> dict[Variable, Sym]:
        return {variable: register.sym for variable, register in self.registers.items()}

    @property
    def lemmas(self) -> list[Term]:
        return [lemma for register in self.registers.values() for lemma in register.all_lemmas()]

    def assignment(self, state: Mapping[Variable, Value]) -> Assignment:
        """The solver variables of a state; those of absent parts are FALSE or 0."""
        effects: dict[Term, Term] = {}
        for variable, value in state.items():
            assert self.registers[variable].store(value, effects) is TRUE, "the layout describes the value"
        terms = [term for register in self.registers.values() for term in register.all_variables()]
        nothing: dict[Term, bool | int] = {term: False if term.sort is BOOL else 0 for term in terms}
        return nothing | {term: evaluate(value, nothing) for term, value in effects.items()}


def value_in(sym: Sym, assignment: Assignment) -> Value:
    """The value that a symbolic one is under an assignment."""

    def holds(term: Term) -> bool:
        return bool(evaluate(term, assignment))

    if isinstance(sym, Term):
        found = evaluate(sym, assignment)
        return boolean(holds(sym)) if sym.sort is BOOL else int(found)
    if isinstance(sym, Union):
        held = evaluate_all([guard for guard, _ in sym.options], assignment)
        taken = [alternative for (_, alternative), holding in zip(sym.options, held, strict=True) if holding]
        assert len(taken) == 1, f"{len(taken)} alternatives of a union hold"
        return value_in(taken[0], assignment)
    if isinstance(sym, SymSet):
        inside = [value for value, guard in sym.members.items() if holds(guard)]
        return make_set([*inside, *(value_in(cell, assignment) for guard, cell in sym.cells if holds(guard))])
    if isinstance(sym, SymFun):
        entries = {key: value for key, (guard, value) in sym.entries.items() if holds(guard)}
        return make_function({key: value_in(value, assignment) for key, value in entries.items()})
    if isinstance(sym, SymMap):
        found_at = {key: value for key, (guard, value) in sym.entries.items() if holds(guard)}
        pairs = [*found_at.items(), *((key, value) for guard, key, value in sym.cells if holds(guard))]
        return make_function({value_in(key, assignment): value_in(value, assignment) for key, value in pairs})
    assert is_value(sym), f"not written out: {type(sym)}"
    return sym
