"""What equations with known values say of what an \\E chooses; must not know where the values come from.

Where x' is known, `\\E f \\in [S -> T] : x' = [s \\in S |-> <<f[s], 1>>]` has one f at most, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.binders import elements
from symcheck.concrete.compiler.code import Code, as_test, explicit_run
from symcheck.concrete.compiler.frame import Frame, Run
from symcheck.concrete.compiler.scope import Scope
from symcheck.concrete.steps.candidates import Candidates
from symcheck.concrete.steps.loops import Elements
from symcheck.core.expr import (
    Apply,
    Bound,
    Call,
    CallLocal,
    DefinitionRef,
    Except,
    Expr,
    FunctionExpr,
    If,
    Let,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
    Quantified,
    Quantifier,
)
from symcheck.core.ops import Op
from symcheck.core.parts import Entity, parts, reached
from symcheck.core.substitute import unfold
from symcheck.value import (
    FiniteSet,
    FunctionSet,
    FunctionValue,
    Product,
    RecordSet,
    SetValue,
    String,
    Value,
    function_on,
    make_set,
)

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler


class _Known:
    """What is known of a value: all of it, or some of its parts by their keys."""

    __slots__ = ("parts", "value")

    def __init__(self) -> None:
        self.value: Value | None = None
        self.parts: dict[Value, _Known] = {}


_Clue = Callable[[Frame, _Known], None]  # adds what it finds out
_Match = Callable[[Frame, Value, _Known], None]  # the same, where an expression has this value
_Place = Callable[[Frame, _Known], _Known]


def choices(compiler: Compiler, candidates: Candidates, node: Quantified, scope: Scope) -> list[Elements]:
    """For each group of an \\E, what is tried of a set that is not a small one."""
    return [_choices(compiler, candidates, node, bound, scope) for bound in node.bounds]


def _choices(compiler: Compiler, candidates: Candidates, node: Quantified, bound: Bound, scope: Scope) -> Elements:
    listed = candidates.elements
    if bound.pattern:
        return lambda container, span, f: listed(container, span)
    solving = _Solving(compiler, node, bound, scope)
    return lambda container, span, f: listed(container, span, partial(solving.within, f))


class _Solving:
    """What the body of a quantifier says of one of its identifiers. It is compiled when it is first asked for."""

    def __init__(self, compiler: Compiler, node: Quantified, bound: Bound, scope: Scope) -> None:
        self._compiler, self._scope, self._body = compiler, scope, node.body
        (self._local,) = bound.locals
        self._clues: list[_Clue] | None = None
        self._free_in: dict[Expr, frozenset[Local]] = {}

    def within(self, f: Frame, container: SetValue) -> SetValue:
        """A part of the set that has every element with which the body can hold. All variables have values."""
        if any(value is None for value in f[1]):
            return container
        if self._clues is None:
            self._clues = list(self._found(self._body, self._scope))
        if not self._clues:
            return container
        f = f + [None] * (self._scope.unit.size - len(f))
        known = _Known()
        for clue in self._clues:
            try:
                clue(f, known)
            except SpecError:
                continue  # the body comes to it, or not
        try:
            return _within(container, known)
        except SpecError:
            return container

    # ------------------------------------------------------------ the body

    def _found(self, node: Expr, scope: Scope) -> Iterator[_Clue]:
        if self._local not in self._free(node):
            return
        match node:
            case Apply(op=Op.AND):
                for part in node.operands:
                    yield from self._found(part, scope)
            case Apply(op=Op.EQ):
                left, right = node.operands
                for one, other in ((left, right), (right, left)):
                    given, match = self._given(other, scope), self._matched(one, scope)
                    if given is not None and match is not None:
                        yield _equation(explicit_run(given), match)
            case Call(definition=definition) if not definition.recursive:
                yield from self._found(unfold(node), scope)
            case Let() | Quantified(quantifier=Quantifier.EXISTS):
                yield from self._found(node.body, scope)
            case _:
                return

    def _given(self, node: Expr, scope: Scope) -> Code | None:
        """An expression that speaks of nothing that is still to be chosen."""
        if any(local not in scope.slots for local in self._free(node)):
            return None
        try:
            return self._compiler.compile(node, scope)
        except SpecError:
            return None

    def _matched(self, node: Expr, scope: Scope) -> _Match | None:
        """What the value of an expression tells."""
        if self._local not in self._free(node):
            return None
        place = self._place(node, scope)
        if place is not None:
            return _note(place)
        match node:
            case Apply(op=Op.RECORD, args=args):
                names = [name.value for name in args[::2] if isinstance(name, Literal)]
                return self._each(names, node.operands[1::2], scope)
            case Apply(op=Op.TUPLE):
                return self._each(range(1, len(node.args) + 1), node.operands, scope)
            case FunctionExpr(bounds=(Bound(pattern=False, locals=(local,), domain=domain),), recursive=None):
                return None if domain is None else self._mapped(local, domain, node.body, scope)
            case Except():
                return self._updated(node, scope)
            case If():
                return self._either(node, scope)
            case Call(definition=definition) if not definition.recursive:
                return self._matched(unfold(node), scope)
            case Let():
                return self._matched(node.body, scope)
            case _:
                return None

    def _place(self, node: Expr, scope: Scope) -> _Place | None:
        """The identifier, or a part of its value, that an expression stands for."""
        match node:
            case LocalRef(local=local) if local is self._local:
                return lambda f, known: known
            case Apply(op=Op.APPLY):
                function, key = node.operands
                inside, given = self._place(function, scope), self._given(key, scope)
                if inside is None or given is None:
                    return None
                run = given.run
                return lambda f, known: inside(f, known).parts.setdefault(run(f), _Known())
            case _:
                return None

    def _each(self, keys: Iterable[Value], nodes: Iterable[Expr], scope: Scope) -> _Match | None:
        """What the parts of a record or a tuple tell."""
        pairs = ((key, self._matched(node, scope)) for key, node in zip(keys, nodes, strict=True))
        found = [(key, match) for key, match in pairs if match is not None]

        def run(f: Frame, value: Value, known: _Known) -> None:
            for key, match in found:
                _at(value, key, f, match, known)

        return run if found else None

    def _mapped(self, local: Local, domain: Expr, body: Expr, scope: Scope) -> _Match | None:
        given = self._given(domain, scope)
        inner, (slot,) = scope.bind(local, lazy=False)
        match = self._matched(body, inner)
        if given is None or match is None:
            return None
        run, span = given.run, domain.span

        def each(f: Frame, value: Value, known: _Known) -> None:
            for key in elements(run(f), span):
                f[slot] = key
                _at(value, key, f, match, known)

        return each

    def _updated(self, node: Except, scope: Scope) -> _Match | None:
        match node.updates:
            case (update,) if len(update.path) == 1:
                given, match = self._given(update.path[0], scope), self._matched(update.value, scope)
            case _:
                return None  # a later one may change what an earlier one wrote
        if given is None or match is None:
            return None
        key = given.run
        return lambda f, value, known: _at(value, key(f), f, match, known)

    def _either(self, node: If, scope: Scope) -> _Match | None:
        given = self._given(node.condition, scope)
        if given is None:
            return None
        test = as_test(given, "the condition of IF", node.condition.span)
        yes, no = self._matched(node.then, scope), self._matched(node.otherwise, scope)

        def run(f: Frame, value: Value, known: _Known) -> None:
            match = yes if test(f) else no
            if match is not None:
                match(f, value, known)

        return run

    def _free(self, node: Expr) -> frozenset[Local]:
        """What an expression, or a definition that it reaches, speaks of and does not bind."""
        found = self._free_in.get(node)
        if found is None:
            spoken: set[Local] = set()
            bound: set[Entity] = set()
            for each in reached(node):
                match each:
                    case LocalRef(local=local) | LocalOperatorRef(operator=local) | CallLocal(operator=local):
                        spoken.add(local)
                    case Call(definition=definition) | DefinitionRef(definition=definition):
                        bound.update(definition.params)
                for _, inside in parts(each):
                    bound.update(inside)
            found = self._free_in[node] = frozenset(spoken - bound)
        return found


def _equation(given: Run, match: _Match) -> _Clue:
    return lambda f, known: match(f, given(f), known)


def _note(place: _Place) -> _Match:
    def run(f: Frame, value: Value, known: _Known) -> None:
        place(f, known).value = value

    return run


def _at(value: Value, key: Value, f: Frame, match: _Match, known: _Known) -> None:
    """What a part of a value tells."""
    part = value.get(key) if isinstance(value, FunctionValue) else None
    if part is not None:
        match(f, part, known)


def _within(container: SetValue, known: _Known) -> SetValue:
    """The elements that are as is known, or more than these where they cannot be written down."""
    if known.value is not None:
        return make_set((known.value,) if container.contains(known.value) else ())
    if not known.parts:
        return container
    parts = known.parts
    match container:
        case RecordSet(names=names, fields=fields):
            inside = {name: _part(field, name, parts) for name, field in zip(names.order, fields, strict=True)}
            return RecordSet(cast("dict[String, SetValue]", inside))
        case Product(factors=factors):
            return Product([_part(factor, key, parts) for key, factor in enumerate(factors, 1)])
        case FunctionSet(domain=domain, range=range_) if domain.is_finite():
            keys = domain.normal()
            values = [_part(range_, key, parts) for key in keys.order if key in parts]
            ones = [value.order[0] for value in values if isinstance(value, FiniteSet) and len(value.order) == 1]
            return make_set((function_on(keys, tuple(ones)),)) if len(ones) == len(keys.order) else container
        case _:
            return container


def _part(container: SetValue, key: Value, parts: dict[Value, _Known]) -> SetValue:
    known = parts.get(key)
    return container if known is None else _within(container, known)
