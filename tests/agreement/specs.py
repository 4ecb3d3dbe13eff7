"""Random small specifications: a few variables of bounded types, actions with choices, and invariants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.agreement.expressions import (
    BAG,
    BOOL,
    INT,
    INTS,
    LOG,
    MIXED,
    NESTED,
    OPT,
    PAIR,
    STRING,
    TABLE,
    Draw,
    FunOf,
    Scope,
    SeqOf,
    SetOf,
    Type,
    Writer,
)

FUNCTION = FunOf(INT, INT)
SETS, PAIRS = SetOf(INTS), SetOf(PAIR)
KINDS: tuple[Type, ...] = (
    INT, INT, INT, BOOL, STRING, INTS, INTS, FUNCTION, SeqOf(INT), PAIR, MIXED, SETS, PAIRS, LOG, BAG, OPT, TABLE,
    NESTED,
)  # fmt: skip
# what can be said of a variable of a type, as a value of another type
PARTS: Mapping[Type, tuple[tuple[str, Type], ...]] = {
    INT: (("({} > 1)", BOOL), ("{{{}}}", INTS), ("<<{}>>", SeqOf(INT))),
    BOOL: (("(IF {} THEN 1 ELSE 0)", INT),),
    STRING: (('({} = "p")', BOOL), ("{{{}}}", SetOf(STRING))),
    INTS: (("Cardinality({})", INT), ("({} = {{}})", BOOL), ("(1 \\in {})", BOOL), ("{{{}}}", SETS)),
    FUNCTION: (("{}[1]", INT), ("{}[2]", INT), ("Range({})", INTS)),
    SeqOf(INT): (("Len({})", INT), ("Range({})", INTS), ("({} = <<>>)", BOOL)),
    PAIR: (("{}.a", INT), ("{}.b", BOOL), ("{{{}}}", PAIRS)),
    MIXED: (("({} = none)", BOOL), ("{{{}}}", SetOf(MIXED))),
    SETS: (("(UNION {})", INTS), ("Cardinality({})", INT), ("({{}} \\in {})", BOOL)),
    PAIRS: (("{{each.a : each \\in {}}}", INTS), ("(\\E each \\in {} : each.b)", BOOL)),
    LOG: (("Len({})", INT), ("Range({})", PAIRS), ("{{each.a : each \\in Range({})}}", INTS)),
    BAG: (("BagToSet({})", INTS), ("BagCardinality({})", INT), ("CopiesIn(1, {})", INT)),
    OPT: (("{}.id", INT), ('("val" \\in DOMAIN {})', BOOL), ("DOMAIN {}", SetOf(STRING))),
    TABLE: (("{}[1]", PAIR), ("{}[2].a", INT), ("{}[1].b", BOOL), ("Range({})", PAIRS)),
    NESTED: (("{}.p", FUNCTION), ("{}.q[1]", INT), ("Range({}.p)", INTS)),
}

CONFIGURATION = "CONSTANT none = none\nINIT Init\nNEXT Next\nINVARIANTS One Two\n"

COUNTER = (
    "---- MODULE Counter ----",
    "EXTENDS Integers",
    "VARIABLES x, top",
    "Up == x < top /\\ x' = (x + 1) % 4",
    "Add(k) == x' = (x + k) % 4 /\\ top' <= top",
    "Low == x <= top",
    "====",
)


@dataclass
class SpecWriter:
    """Writes one specification. `wrong` and `partial` are percentages: wrong types, and undefined expressions."""

    draw: Draw
    wrong: int = 0
    partial: int = 10
    plain: list[str] = field(default_factory=list)  # actions without parameters

    def __post_init__(self) -> None:
        self.writer = Writer(self.draw, self.wrong)

    def chance(self, percent: int) -> bool:
        return self.writer.chance(percent)

    def expr(self, kind: Type, scope: Scope, depth: int) -> str:
        self.writer.total = not self.chance(self.partial)
        parts = [(text.format(name), part) for name, of in scope for text, part in PARTS.get(of, ())]
        return self.writer.expr(kind, (*scope, *parts), depth)

    def bounded(self, kind: Type, scope: Scope, depth: int) -> str:
        """A value out of finitely many."""
        if kind == INT:
            return f"({self.expr(INT, scope, depth)} % 4)"
        if kind == INTS:
            return f"({self.expr(INTS, scope, depth)} \\cap 0..2)"
        if kind == FUNCTION:
            name = self.writer.name()
            if self.chance(50):
                known = [at for at, found in scope if found == FUNCTION]
                return f"[{self.writer.pick(*known)} EXCEPT ![{self.writer.pick(1, 2)}] = (@ + 1) % 3]"
            return f"[{name} \\in 1..2 |-> ({self.expr(INT, (*scope, (name, INT)), depth)} % 3)]"
        if kind == SeqOf(INT):
            name, found = self.writer.name(), self.expr(kind, scope, depth)
            return f"(LET {name} == {found} IN IF Len({name}) > 2 THEN <<>> ELSE {name})"
        if kind == PAIR:
            return f"[a |-> {self.bounded(INT, scope, depth)}, b |-> {self.expr(BOOL, scope, depth)}]"
        if kind in (SETS, PAIRS, LOG, BAG, OPT, TABLE, NESTED):
            return self.nested(kind, scope, depth)
        if kind == MIXED:
            return str(self.writer.pick("none", self.bounded(INT, scope, depth), self.bounded(PAIR, scope, 0)))
        return self.expr(kind, scope, depth)

    def nested(self, kind: Type, scope: Scope, depth: int) -> str:
        """A value of finitely many, of what is made of several parts."""
        name, found = self.writer.name(), self.expr(kind, scope, depth)
        if kind == SETS:
            return f"({found} \\cap SUBSET (0..1))"
        if kind == PAIRS:
            return f"({found} \\cap [a : 0..1, b : BOOLEAN])"
        if kind == LOG:
            return f"(LET {name} == {found} IN IF Len({name}) > 1 THEN <<>> ELSE {name})"
        if kind == BAG:
            return f"(LET {name} == {found} IN IF BagCardinality({name}) > 2 THEN SetToBag({{1}}) ELSE {name})"
        if kind == OPT:
            small = f"[id |-> {self.bounded(INT, scope, 0)}]"
            return f'(LET {name} == {found} IN IF "val" \\in DOMAIN {name} /\\ {name}.val > 2 THEN {small} ELSE {name})'
        known = str(self.writer.pick(*(at for at, one in scope if one == kind)))
        number, truth = self.bounded(INT, scope, depth), self.expr(BOOL, scope, depth)
        if kind == TABLE:
            part = self.writer.pick(f"![1].a = {number}", "![2].a = (@ + 1) % 3, ![1].b = ~@", f"![2].b = {truth}")
            fresh = f"[{name} \\in 1..2 |-> {self.bounded(PAIR, (*scope, (name, INT)), depth)}]"
        else:
            part = self.writer.pick(
                f"!.p[1] = {number}", '!["q"][2] = (@ + 1) % 3', "!.p = [@ EXCEPT ![2] = 0], !.q[1] = 1"
            )
            fresh = f"[p |-> [{name} \\in 1..2 |-> {number}], q |-> {known}.p]"
        return str(self.writer.pick(f"[{known} EXCEPT {part}]", fresh))

    def several(self, kind: Type, scope: Scope) -> str:
        """A set of values of a type, to choose from."""
        if self.chance(30):
            return "{" + ", ".join(self.bounded(kind, scope, 1) for _ in range(2)) + "}"
        if kind == INTS:
            return f"SUBSET ({self.expr(INTS, scope, 1)} \\cap 0..2)"
        if kind == FUNCTION:
            return f"[1..2 -> {self.writer.pick('{0}', '0..1')}]"
        if kind == PAIR:
            return f"[a : {self.writer.pick('0..1', '{2}')}, b : BOOLEAN]"
        if kind == BOOL:
            return "BOOLEAN"
        return "{" + ", ".join(self.bounded(kind, scope, 0) for _ in range(2)) + "}"

    def initial(self, kind: Type) -> str:
        leaf = self.writer.leaf
        match kind:
            case FunOf() if kind == TABLE:
                return "[k \\in 1..2 |-> [a |-> 0, b |-> FALSE]]"
            case FunOf() if kind == NESTED:
                return '[l \\in {"p", "q"} |-> [k \\in 1..2 |-> 0]]'
            case FunOf():
                return "[k \\in 1..2 |-> 0]"
            case _:
                return leaf(kind)

    def write(self) -> str:
        count = int(self.writer.pick(2, 3))  # type: ignore[call-overload]
        variables: Scope = tuple((f"v{place}", self.writer.pick(*KINDS)) for place in range(count))  # type: ignore[misc]
        names = ", ".join(name for name, _ in variables)
        actions, calls = [], []
        for place in range(int(self.writer.pick(2, 3, 4))):  # type: ignore[call-overload]
            text, call = self.action(f"A{place}", variables)
            actions.append(text)
            calls.append(f"  \\/ {call}")
        instance: list[str] = []
        numbers = [name for name, kind in variables if kind == INT]
        if numbers and self.chance(25):
            number = str(self.writer.pick(*numbers))
            instance = [f"C == INSTANCE Counter WITH x <- {number}, top <- {self.expr(INT, variables, 1)}"]
            others = ", ".join(name for name, _ in variables if name != number)
            call = self.writer.pick("C!Up", "C!Add(2)", "\\E k \\in 1..2 : C!Add(k)")
            calls.append(f"  \\/ {call} /\\ UNCHANGED <<{others}>>")
        init = [f"  /\\ {name} {self.start(kind)}" for name, kind in variables]
        lines = [
            "---- MODULE Small ----",
            "EXTENDS Integers, Sequences, FiniteSets, TLC, FiniteSetsExt, SequencesExt, Functions, Bags, BagsExt",
            "CONSTANT none",
            f"VARIABLES {names}",
            *(COUNTER if instance else ()),
            *instance,
            "Init ==",
            *init,
            *actions,
            "Next ==",
            *calls,
            f"One == {self.invariant(variables, bool(instance), 2)}",
            f"Two == {self.invariant(variables, False, 3)}",
            "====",
        ]
        return "\n".join(lines) + "\n"

    def invariant(self, variables: Scope, instance: bool, depth: int) -> str:
        text = self.expr(BOOL, variables, depth)
        if instance and self.chance(50):
            return f"(C!Low \\/ {text})"
        if self.plain and self.chance(30):
            pattern, name = self.writer.pick("{1} => ENABLED {0}", "ENABLED {0} \\/ {1}"), self.writer.pick(*self.plain)
            return str(pattern).format(name, text)
        return text

    def start(self, kind: Type) -> str:
        if self.chance(30):
            return f"\\in {{{self.initial(kind)}, {self.initial(kind)}}}"
        return f"= {self.initial(kind)}"

    def action(self, name: str, variables: Scope) -> tuple[str, str]:
        """A definition and how the next-state action calls it."""
        scope = variables
        head, call = name, name
        if self.chance(40):
            param = self.writer.name()
            bound = self.writer.pick("{1, 2}", "0..1", self.expr(INTS, variables, 1))
            head, call = f"{name}({param})", f"\\E {param} \\in {bound} : {name}({param})"
            scope = (*variables, (param, INT))
        else:
            self.plain.append(name)
        lines = [f"{head} =="]
        if self.chance(80):
            lines.append(f"  /\\ {self.expr(BOOL, scope, 2)}")
        prefix = ""
        if self.chance(25):
            chosen, kind = self.writer.name(), INT
            prefix = f"\\E {chosen} \\in {self.several(kind, scope)} : "
            scope = (*scope, (chosen, kind))
        body = self.updates(scope, variables)
        if self.chance(20):
            test = self.expr(BOOL, scope, 1)
            body = f"(IF {test} THEN {body} ELSE {self.updates(scope, variables)})"
        lines.append(f"  /\\ {prefix}{body}")
        return "\n".join(lines), call

    def updates(self, scope: Scope, variables: Scope) -> str:
        """Every variable is given its next value."""
        parts, kept = [], []
        known = scope
        for name, kind in variables:
            if self.chance(45):
                kept.append(name)
            elif self.chance(25):
                parts.append(f"{name}' \\in {self.several(kind, known)}")
                known = (*known, (f"{name}'", kind))
            else:
                parts.append(f"{name}' = {self.bounded(kind, known, 2)}")
                known = (*known, (f"{name}'", kind))
        if self.chance(20) and len(known) > len(scope):
            parts.append(self.expr(BOOL, known, 2))
        if kept and self.chance(25):
            parts.extend(self.writer.pick(f"UNCHANGED {name}", f"{name}' = {name}") for name in kept)  # type: ignore[misc]
        elif kept:
            parts.append(f"UNCHANGED <<{', '.join(kept)}>>")
        return "(" + " /\\ ".join(parts) + ")"


@st.composite
def specs(draw: st.DrawFn) -> str:
    """The text of a specification for `CONFIGURATION`."""
    return SpecWriter(draw, draw(st.sampled_from((0, 0, 0, 1))), draw(st.sampled_from((0, 5, 20)))).write()
