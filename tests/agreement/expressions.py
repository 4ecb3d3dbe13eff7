"""Random well-formed TLA+ expressions over a few state variables, by type, with a share of wrong types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from hypothesis import strategies as st

from tests.agreement.idioms import ANY, ANY_SEQUENCES, ANY_SETS, BY_TYPE, ENABLED, Idiom

Draw: TypeAlias = Callable[[st.SearchStrategy], object]  # type: ignore[type-arg]


@dataclass(frozen=True)
class Scalar:
    """ "int", "bool", "string", "tuple" (of an integer and a string), "bag" (of integers), "opt" (a record that may
    lack a field), or "mixed": a model value, an integer, a record or anything else."""

    name: str


@dataclass(frozen=True)
class SetOf:
    element: Type


@dataclass(frozen=True)
class SeqOf:
    element: Type


@dataclass(frozen=True)
class FunOf:
    key: Type
    value: Type


@dataclass(frozen=True)
class RecOf:
    fields: tuple[tuple[str, Type], ...]


Type: TypeAlias = "Scalar | SetOf | SeqOf | FunOf | RecOf"

INT, BOOL, STRING, MIXED = Scalar("int"), Scalar("bool"), Scalar("string"), Scalar("mixed")
TUPLE, BAG, OPT = Scalar("tuple"), Scalar("bag"), Scalar("opt")
INTS = SetOf(INT)
PAIR = RecOf((("a", INT), ("b", BOOL)))
TABLE, LOG, NESTED = FunOf(INT, PAIR), SeqOf(PAIR), FunOf(STRING, FunOf(INT, INT))
TYPES: tuple[Type, ...] = (
    INT, INT, BOOL, STRING, INTS, INTS, SetOf(INTS), SetOf(STRING), SetOf(PAIR), SeqOf(INT), SeqOf(INTS),
    FunOf(INT, INT), FunOf(STRING, INTS), PAIR, MIXED, TUPLE, SetOf(TUPLE), SetOf(MIXED), BAG, TABLE, LOG, NESTED,
    OPT, SetOf(OPT), SeqOf(OPT),
)  # fmt: skip
# what the holes of idioms say
NAMED: dict[str, Type] = {
    "int": INT, "bool": BOOL, "string": STRING, "mixed": MIXED, "pair": PAIR, "tuple": TUPLE, "bag": BAG, "ints": INTS,
    "bools": SetOf(BOOL), "sets": SetOf(INTS), "strings": SetOf(STRING), "pairs": SetOf(PAIR), "tuples": SetOf(TUPLE),
    "mixeds": SetOf(MIXED), "seq": SeqOf(INT), "seqs": SeqOf(INTS), "log": LOG, "fun": FunOf(INT, INT),
    "funs": FunOf(STRING, INTS), "table": TABLE, "nested": NESTED,
    "opt": OPT, "opts": SetOf(OPT),
}  # fmt: skip
NAMES = {kind: name for name, kind in NAMED.items()}

INFINITE = ("Nat", "Int")

Scope: TypeAlias = tuple[tuple[str, Type], ...]


@dataclass
class Writer:
    """Writes one expression. `wrong` is in how many of a hundred places a value of any kind may stand; `total` leaves
    out what is undefined for some arguments of the right types."""

    draw: Draw
    wrong: int = 2
    total: bool = False
    used: int = field(default=0)

    def name(self) -> str:
        self.used += 1
        return f"x{self.used}"

    def pick(self, *options: object) -> object:
        return self.draw(st.sampled_from(options))

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) < percent)  # type: ignore[operator]

    # ------------------------------------------------------------ any type

    def expr(self, kind: Type, scope: Scope, depth: int) -> str:
        if self.wrong and self.chance(self.wrong):
            kind = MIXED
        known = [name for name, found in scope if found == kind]
        if depth <= 0 or self.chance(15):
            if known and self.chance(80):
                return str(self.pick(*known))
            return self.leaf(kind)
        if self.chance(22):
            return self.general(kind, scope, depth - 1)
        if self.chance(40) or kind in (TUPLE, BAG, OPT):
            return self.idiom(kind, scope, depth - 1)
        match kind:
            case Scalar("int"):
                return self.integer(scope, depth - 1)
            case Scalar("bool"):
                return self.boolean(scope, depth - 1)
            case Scalar("string"):
                return str(self.pick('"p"', '"q"'))
            case Scalar():
                return self.mixed(scope, depth - 1)
            case SetOf(element):
                return self.set_of(element, scope, depth - 1)
            case SeqOf(element):
                return self.sequence(element, scope, depth - 1)
            case FunOf(key, value):
                return self.function(key, value, scope, depth - 1)
            case RecOf(fields):
                return self.record(fields, scope, depth - 1)

    def leaf(self, kind: Type) -> str:
        match kind:
            case Scalar("int"):
                return str(self.pick("0", "1", "2", "3"))
            case Scalar("bool"):
                return str(self.pick("TRUE", "FALSE"))
            case Scalar("string"):
                return str(self.pick('"p"', '"q"'))
            case Scalar("tuple"):
                return str(self.pick('<<1, "p">>', '<<0, "q">>'))
            case Scalar("bag"):
                return str(self.pick("EmptyBag", "(1 :> 2)", "SetToBag({0, 1})"))
            case Scalar("opt"):
                return str(self.pick("[id |-> 1]", "[id |-> 0, val |-> 2]"))
            case Scalar():
                return str(self.pick("none", "1", "[a |-> 0, b |-> TRUE]"))
            case SetOf():
                return str(self.pick("{}", f"{{{self.leaf(kind.element)}}}"))
            case SeqOf():
                return str(self.pick("<<>>", f"<<{self.leaf(kind.element)}>>"))
            case FunOf():
                key, value = self.leaf(kind.key), self.leaf(kind.value)
                name = self.name()
                return str(self.pick(f"({key} :> {value})", f"[{name} \\in {{{key}}} |-> {value}]"))
            case RecOf():
                return "[" + ", ".join(f"{name} |-> {self.leaf(part)}" for name, part in kind.fields) + "]"

    def idiom(self, kind: Type, scope: Scope, depth: int) -> str:
        """One of the patterns for its type, or for any."""
        known = BY_TYPE.get(NAMES.get(kind, ""), ())
        made = ANY_SETS if isinstance(kind, SetOf) else ANY_SEQUENCES if isinstance(kind, SeqOf) else ()
        changed = ENABLED if kind == BOOL and ("i", INT) in scope else ()
        groups = [group for group in (known, known, made, ANY, changed) if group]
        chosen: tuple[Idiom, ...] = self.pick(*groups)  # type: ignore[assignment]
        named = NAMED | {"T": kind, "setT": SetOf(kind), "setsT": SetOf(SetOf(kind)), "seqT": SeqOf(kind)}
        named["funT"] = FunOf(INT, kind)

        def fill(name: str, most: int | None, bound: tuple[tuple[str, str], ...]) -> str:
            inner = tuple((one, named[of]) for one, of in bound)
            return self.expr(named[name], (*scope, *inner), depth if most is None else min(depth, most))

        written: Idiom = self.pick(*(each for each in chosen if not (self.total and each.partial)))  # type: ignore[assignment]
        return written.written(self.name, fill)

    def general(self, kind: Type, scope: Scope, depth: int) -> str:
        """What gives a value of any type."""
        partial = () if self.total else ("choose", "apply", "head")
        match self.pick("if", "case", "let", "field", "operator", *partial):
            case "if":
                parts = self.expr(BOOL, scope, depth), self.expr(kind, scope, depth), self.expr(kind, scope, depth)
                return "(IF {} THEN {} ELSE {})".format(*parts)
            case "case":
                arms = " [] ".join(
                    f"{self.expr(BOOL, scope, depth)} -> {self.expr(kind, scope, depth)}"
                    for _ in range(self.pick(1, 2))  # type: ignore[call-overload]
                )
                other = f" [] OTHER -> {self.expr(kind, scope, depth)}" if self.total or self.chance(70) else ""
                return f"(CASE {arms}{other})"
            case "let":
                name, found = self.name(), self.type()
                value = self.expr(found, scope, depth)
                return f"(LET {name} == {value} IN {self.expr(kind, (*scope, (name, found)), depth)})"
            case "operator":
                name, param, found = self.name(), self.name(), self.type()
                body = self.expr(kind, (*scope, (param, found)), depth)
                return f"(LET {name}({param}) == {body} IN {name}({self.expr(found, scope, depth)}))"
            case "choose":
                name = self.name()
                test = self.expr(BOOL, (*scope, (name, kind)), depth)
                return f"(CHOOSE {name} \\in {self.expr(SetOf(kind), scope, depth)} : {test})"
            case "apply":
                key = self.pick(INT, STRING)
                function = self.expr(FunOf(key, kind), scope, depth)  # type: ignore[arg-type]
                return f"{function}[{self.expr(key, scope, depth)}]"  # type: ignore[arg-type]
            case "head":
                sequence = self.expr(SeqOf(kind), scope, depth)
                return str(self.pick(f"Head({sequence})", f"{sequence}[{self.expr(INT, scope, depth)}]"))
            case _:
                return f"[a |-> {self.expr(kind, scope, depth)}].a"

    def type(self) -> Type:
        return self.pick(*TYPES)  # type: ignore[return-value]

    # ------------------------------------------------------------ one type each

    def integer(self, scope: Scope, depth: int) -> str:
        partial = () if self.total else ("divide",)
        match self.pick("sum", "sum", "size", "len", "fold", "fold seq", "field", "negative", *partial):
            case "sum":
                operator = self.pick("+", "-", "*")
                return f"({self.expr(INT, scope, depth)} {operator} {self.expr(INT, scope, depth)})"
            case "divide":
                operator = self.pick("\\div", "%")
                return f"({self.expr(INT, scope, depth)} {operator} {self.expr(INT, scope, depth)})"
            case "negative":
                return f"(-{self.expr(INT, scope, depth)})"
            case "size":
                return f"Cardinality({self.expr(SetOf(self.element()), scope, depth)})"
            case "len":
                return f"Len({self.expr(SeqOf(self.element()), scope, depth)})"
            case "fold":
                item, total, element = self.name(), self.name(), self.element()
                body = self.expr(INT, (*scope, (item, element), (total, INT)), depth)
                container = self.expr(SetOf(element), scope, depth)
                return f"FoldSet(LAMBDA {item}, {total} : {body}, {self.expr(INT, scope, depth)}, {container})"
            case "fold seq":
                item, total = self.name(), self.name()
                body = self.expr(INT, (*scope, (item, INT), (total, INT)), depth)
                return f"FoldSeq(LAMBDA {item}, {total} : {body}, 0, {self.expr(SeqOf(INT), scope, depth)})"
            case _:
                return f"{self.expr(PAIR, scope, depth)}.a"

    def element(self) -> Type:
        return self.pick(INT, INT, STRING, INTS, PAIR)  # type: ignore[return-value]

    def boolean(self, scope: Scope, depth: int) -> str:
        match self.pick("junction", "junction", "not", "compare", "equal", "equal", "in", "in", "within", "quantify",
                        "quantify", "function set", "two", "field"):  # fmt: skip
            case "junction":
                operator = self.pick("/\\", "\\/", "=>", "<=>")
                return f"({self.expr(BOOL, scope, depth)} {operator} {self.expr(BOOL, scope, depth)})"
            case "not":
                return f"(~{self.expr(BOOL, scope, depth)})"
            case "compare":
                operator = self.pick("<", "<=", ">", ">=")
                return f"({self.expr(INT, scope, depth)} {operator} {self.expr(INT, scope, depth)})"
            case "equal":
                found = self.type()
                operator = self.pick("=", "#")
                return f"({self.expr(found, scope, depth)} {operator} {self.expr(found, scope, depth)})"
            case "in":
                found = self.type()
                operator = self.pick("\\in", "\\notin")
                return f"({self.expr(found, scope, depth)} {operator} {self.expr(SetOf(found), scope, depth)})"
            case "within":
                found = SetOf(self.element())
                return f"({self.expr(found, scope, depth)} \\subseteq {self.expr(found, scope, depth)})"
            case "quantify":
                name, found = self.name(), self.element()
                body = self.expr(BOOL, (*scope, (name, found)), depth)
                domain = self.expr(SetOf(found), scope, depth)
                return f"({self.quantifier()} {name} \\in {domain} : {body})"
            case "two":
                one, two, found = self.name(), self.name(), self.element()
                body = self.expr(BOOL, (*scope, (one, found), (two, INT)), depth)
                first, second = self.expr(SetOf(found), scope, depth), self.expr(INTS, scope, depth)
                return f"({self.quantifier()} {one} \\in {first}, {two} \\in {second} : {body})"
            case "function set":
                return self.membership(scope, depth)
            case _:
                return f"{self.expr(PAIR, scope, depth)}.b"

    def quantifier(self) -> str:
        return str(self.pick("\\A", "\\E"))

    def membership(self, scope: Scope, depth: int) -> str:
        """In sets that are not written out."""
        match self.pick("functions", "records", "sequences", "subsets", "infinite"):
            case "functions":
                value = self.expr(FunOf(INT, INT), scope, depth)
                return f"({value} \\in [{self.expr(INTS, scope, depth)} -> {self.expr(INTS, scope, depth)}])"
            case "records":
                value = self.expr(PAIR, scope, depth)
                return f"({value} \\in [a : {self.expr(INTS, scope, depth)}, b : BOOLEAN])"
            case "sequences":
                return f"({self.expr(SeqOf(INT), scope, depth)} \\in Seq({self.expr(INTS, scope, depth)}))"
            case "subsets":
                return f"({self.expr(INTS, scope, depth)} \\in SUBSET {self.expr(INTS, scope, depth)})"
            case _:
                return f"({self.expr(INT, scope, depth)} \\in {self.pick(*INFINITE)})"

    def set_of(self, element: Type, scope: Scope, depth: int) -> str:
        kind = SetOf(element)
        match self.pick("items", "items", "cup", "cap", "minus", "filter", "filter", "map", "union", "special"):
            case "items":
                count = int(self.pick(1, 2, 3))  # type: ignore[call-overload]
                return "{" + ", ".join(self.expr(element, scope, depth) for _ in range(count)) + "}"
            case "cup" | "cap" | "minus" as which:
                operator = {"cup": "\\cup", "cap": "\\cap", "minus": "\\"}[str(which)]
                return f"({self.expr(kind, scope, depth)} {operator} {self.expr(kind, scope, depth)})"
            case "filter":
                name = self.name()
                test = self.expr(BOOL, (*scope, (name, element)), depth)
                return f"{{{name} \\in {self.expr(kind, scope, depth)} : {test}}}"
            case "map":
                name, found = self.name(), self.element()
                body = self.expr(element, (*scope, (name, found)), depth)
                return f"{{{body} : {name} \\in {self.expr(SetOf(found), scope, depth)}}}"
            case "union":
                return f"(UNION {self.expr(SetOf(kind), scope, depth)})"
            case _:
                return self.special_set(element, scope, depth)

    def special_set(self, element: Type, scope: Scope, depth: int) -> str:
        match element:
            case Scalar("int"):
                ends = self.expr(INT, scope, 0), self.expr(INT, scope, 0)
                sets = (f"({ends[0]}..{ends[1]})", f"(DOMAIN {self.expr(SeqOf(INT), scope, depth)})",
                        f"(DOMAIN {self.expr(FunOf(INT, INT), scope, depth)})")  # fmt: skip
                return str(self.pick(*sets))
            case Scalar("string"):
                return f"(DOMAIN {self.expr(PAIR, scope, depth)})"
            case SetOf():
                return f"(SUBSET {self.expr(element, scope, min(depth, 1))})"
            case RecOf((("a", Scalar("int")), ("b", Scalar("bool")))):
                return f"[a : {self.expr(INTS, scope, min(depth, 1))}, b : {{TRUE}}]"
            case _:
                return f"{{{self.expr(element, scope, depth)}}}"

    def sequence(self, element: Type, scope: Scope, depth: int) -> str:
        kind = SeqOf(element)
        partial = () if self.total else ("tail", "sub")
        match self.pick("items", "append", "concat", "select", "except", "rule", *partial):
            case "items":
                count = int(self.pick(1, 2, 3))  # type: ignore[call-overload]
                return "<<" + ", ".join(self.expr(element, scope, depth) for _ in range(count)) + ">>"
            case "append":
                return f"Append({self.expr(kind, scope, depth)}, {self.expr(element, scope, depth)})"
            case "tail":
                return f"Tail({self.expr(kind, scope, depth)})"
            case "sub":
                ends = self.expr(INT, scope, depth), self.expr(INT, scope, depth)
                return f"SubSeq({self.expr(kind, scope, depth)}, {ends[0]}, {ends[1]})"
            case "concat":
                return f"({self.expr(kind, scope, depth)} \\o {self.expr(kind, scope, depth)})"
            case "select":
                name = self.name()
                test = self.expr(BOOL, (*scope, (name, element)), depth)
                return f"SelectSeq({self.expr(kind, scope, depth)}, LAMBDA {name} : {test})"
            case "except":
                return self.update(kind, INT, element, scope, depth)
            case _:
                name = self.name()
                body = self.expr(element, (*scope, (name, INT)), depth)
                return f"[{name} \\in 1..{self.expr(INT, scope, 0)} |-> {body}]"

    def update(self, kind: Type, key: Type, value: Type, scope: Scope, depth: int) -> str:
        """EXCEPT, with or without @."""
        base, at = self.expr(kind, scope, depth), self.expr(key, scope, depth)
        new = self.expr(value, (*scope, ("@", value), ("@", value)), depth)
        return f"[{base} EXCEPT ![{at}] = {new}]"

    def function(self, key: Type, value: Type, scope: Scope, depth: int) -> str:
        kind = FunOf(key, value)
        match self.pick("rule", "rule", "except", "merge", "single"):
            case "rule":
                name = self.name()
                body = self.expr(value, (*scope, (name, key)), depth)
                return f"[{name} \\in {self.expr(SetOf(key), scope, depth)} |-> {body}]"
            case "except":
                return self.update(kind, key, value, scope, depth)
            case "merge":
                return f"({self.expr(kind, scope, depth)} @@ {self.expr(kind, scope, depth)})"
            case _:
                return f"({self.expr(key, scope, depth)} :> {self.expr(value, scope, depth)})"

    def record(self, fields: tuple[tuple[str, Type], ...], scope: Scope, depth: int) -> str:
        if self.chance(60):
            return "[" + ", ".join(f"{name} |-> {self.expr(part, scope, depth)}" for name, part in fields) + "]"
        name, part = self.pick(*fields)  # type: ignore[misc]
        new = self.expr(part, (*scope, ("@", part)), depth)
        return f"[{self.expr(RecOf(fields), scope, depth)} EXCEPT !.{name} = {new}]"

    def mixed(self, scope: Scope, depth: int) -> str:
        kind = self.pick(INT, PAIR, MIXED, INTS)
        return self.expr(kind, scope, depth)  # type: ignore[arg-type]
