"""Facts about definitions that compilation rests on: what they read, need and prime; must not know values.

All are found once for each definition, by walking its body, and hold through recursion.
"""

from __future__ import annotations

from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    Case,
    Choose,
    ConstantRef,
    Definition,
    DefinitionRef,
    Except,
    FunctionExpr,
    If,
    Lambda,
    Let,
    Local,
    LocalOperatorRef,
    LocalRef,
    Quantified,
    SetFilter,
    SetMap,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import Entity, callee, parts, reached

_Entities = frozenset[Entity]
_NOTHING: _Entities = frozenset()

# their arguments are evaluated in another pair of states
PRIMING = frozenset((Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.COMPOSE))
_TEMPORAL = frozenset((Op.ALWAYS, Op.EVENTUALLY, Op.LEADS_TO, Op.WEAK_FAIRNESS, Op.STRONG_FAIRNESS, Op.GUARANTEES))
_SHORT_CIRCUIT = frozenset((Op.AND, Op.OR, Op.IMPLIES))
_OUTSIDE = frozenset(
    (
        Op.PRINT, Op.PRINT_T, Op.TLC_GET, Op.TLC_GET_OR_DEFAULT, Op.TLC_SET, Op.TRACE, Op.RANDOM_ELEMENT, Op.JAVA_TIME,
    )
)  # fmt: skip


HEAVY = 1000


class Analysis:
    """Facts by definition, remembered."""

    def __init__(self) -> None:
        self._free: dict[Definition, _Entities] = {}
        self._varies: dict[Definition, bool] = {}
        self._needed: dict[Definition, _Entities] = {}
        self._primed: dict[Definition, frozenset[Local]] = {}
        self._weights: dict[Definition, int] = {}

    def varies(self, expr: Argument) -> bool:
        """Whether an expression, with all that it calls, reads the state or what is outside of the specification."""
        seen: set[Definition] = set()
        todo: list[Argument] = [expr]
        while todo:
            node = todo.pop()
            if isinstance(node, VariableRef | ConstantRef) or (
                isinstance(node, Apply) and (node.op in PRIMING or node.op in _TEMPORAL or node.op in _OUTSIDE)
            ):
                return True
            definition = callee(node)
            if definition is not None and definition not in seen:
                seen.add(definition)
                if (known := self._varies.get(definition)) is None:
                    todo.append(definition.body)
                elif known:
                    return True
            todo.extend(part for part, _ in parts(node))
        return False

    def reaches_outside(self, expr: Argument) -> bool:
        """Whether an expression, with all that it calls, does or reads what depends on when it is evaluated: it prints,
        keeps registers, draws at random."""
        # what an operator given as an argument does is not known here
        return any(
            isinstance(node, CallLocal | LocalOperatorRef) or (isinstance(node, Apply) and node.op in _OUTSIDE)
            for node in reached(expr)
        )

    def variables_read(self, expr: Argument) -> frozenset[Variable] | None:
        """The variables that the value of an expression depends on, with all that it calls; None where it may depend on
        more than the state that it is evaluated in."""
        found: set[Variable] = set()
        for node in reached(expr):
            match node:
                case VariableRef():
                    found.add(node.variable)
                case CallLocal() | LocalOperatorRef() | ConstantRef():
                    return None
                case Apply() if node.op in PRIMING or node.op in _TEMPORAL or node.op in _OUTSIDE:
                    return None
                case Apply() if node.op in (Op.SQUARE, Op.ANGLE):
                    return None
        return frozenset(found)

    def definition_varies(self, definition: Definition) -> bool:
        """`varies` for the body of a definition."""
        if definition not in self._varies:
            self._varies[definition] = self.varies(definition.body)
        return self._varies[definition]

    def free(self, definition: Definition) -> _Entities:
        """The names of enclosing scopes in a definition's body: locals, and definitions, top-level ones included."""
        if definition not in self._free:
            self._free[definition] = self.free_in(definition.body) - frozenset(definition.params)
        return self._free[definition]

    def free_in(self, expr: Argument) -> _Entities:
        """The names that an expression mentions and does not bind."""
        found: set[Entity] = set()
        if isinstance(expr, LocalRef):
            found.add(expr.local)
        elif isinstance(expr, CallLocal | LocalOperatorRef):
            found.add(expr.operator)
        elif (definition := callee(expr)) is not None:
            found.add(definition)
        for part, bound in parts(expr):
            found |= self.free_in(part).difference(bound)
        return frozenset(found)

    def needed(self, definition: Definition) -> _Entities:
        """The parameters that every evaluation of the body which gives a value has evaluated."""
        if definition not in self._needed:
            self._needed[definition] = _NOTHING  # for recursive calls met on the way: the cautious answer
            self._needed[definition] = self.needed_in(definition.body) & frozenset(definition.params)
        return self._needed[definition]

    def needed_in(self, expr: Argument) -> _Entities:
        """The names whose value any evaluation of the expression that gives a value has needed."""
        match expr:
            case LocalRef():
                return frozenset((expr.local,))
            case Apply() if expr.op in _SHORT_CIRCUIT:
                return self.needed_in(expr.args[0])
            case Apply() if expr.op in PRIMING or expr.op in _TEMPORAL or expr.op in (Op.SQUARE, Op.ANGLE):
                return _NOTHING
            case Apply():
                return self._all_needed(expr.args)
            case Call():
                needed = self.needed(expr.definition)
                given = zip(expr.definition.params, expr.args, strict=True)
                found = self._all_needed(tuple(argument for param, argument in given if param in needed))
                return found if expr.args else found | {expr.definition}
            case If():
                branches = self.needed_in(expr.then) & self.needed_in(expr.otherwise)
                return self.needed_in(expr.condition) | branches
            case Case():
                return self.needed_in(expr.arms[0][0])
            case Quantified() | SetMap() | FunctionExpr():
                return self._all_needed(tuple(bound.domain for bound in expr.bounds if bound.domain is not None))
            case Choose() | SetFilter():
                return self.needed_in(expr.bound.domain) if expr.bound.domain is not None else _NOTHING
            case Except():
                return self.needed_in(expr.base)
            case Let():
                found = self.needed_in(expr.body)
                for definition in reversed(expr.definitions):
                    if definition in found and not definition.recursive:
                        found |= self.needed_in(definition.body)
                return found
            case _:
                return _NOTHING

    def _all_needed(self, arguments: tuple[Argument, ...]) -> _Entities:
        return _NOTHING.union(*(self.needed_in(argument) for argument in arguments))

    def primed(self, definition: Definition) -> frozenset[Local]:
        """The parameters that the body evaluates in another state: `v` in `Inc(v) == v' = v + 1`."""
        if definition not in self._primed:
            self._primed[definition] = frozenset()
            found: set[Entity] = set()
            self._find_primed(definition.body, False, found)
            self._primed[definition] = frozenset(param for param in definition.params if param in found)
        return self._primed[definition]

    def operator_primes(self, argument: Argument) -> bool:
        """Whether an argument is an operator that evaluates a parameter in another state."""
        if isinstance(argument, DefinitionRef):
            return bool(self.primed(argument.definition))
        if isinstance(argument, Lambda):
            found: set[Entity] = set()
            self._find_primed(argument.body, False, found)
            return not found.isdisjoint(argument.params)
        return False

    def _find_primed(self, expr: Argument, inside: bool, found: set[Entity]) -> None:
        if inside:
            if isinstance(expr, LocalRef):
                found.add(expr.local)
            elif isinstance(expr, CallLocal | LocalOperatorRef):
                found.add(expr.operator)
        if isinstance(expr, Call):
            primed = self.primed(expr.definition)
            for param, argument in zip(expr.definition.params, expr.args, strict=True):
                self._find_primed(argument, inside or param in primed, found)
            if inside and not expr.args:
                # a name of a LET, looked into once more in the other state, and with it those that it names
                todo: list[Entity] = [expr.definition]
                while todo:
                    named = todo.pop()
                    new = self.free(named) - found if isinstance(named, Definition) else _NOTHING
                    found |= new
                    todo += new
            return
        if isinstance(expr, Apply) and expr.op in (Op.SQUARE, Op.ANGLE):
            self._find_primed(expr.args[0], inside, found)
            self._find_primed(expr.args[1], True, found)
            return
        inside = inside or (isinstance(expr, Apply) and (expr.op in PRIMING or expr.op in _TEMPORAL))
        for part, _ in parts(expr):
            self._find_primed(part, inside, found)

    def weight(self, definition: Definition) -> int:
        """How many nodes the body has, counting those of every definition that it calls at each of the calls; capped.
        Recursive definitions have the cap."""
        if definition not in self._weights:
            self._weights[definition] = HEAVY  # for recursive calls met on the way
            count = 0
            todo: list[Argument] = [definition.body]
            while todo and count < HEAVY:
                node = todo.pop()
                count += 1
                called = callee(node)
                if called is not None:
                    count += self.weight(called)
                todo.extend(part for part, _ in parts(node))
            self._weights[definition] = min(count, HEAVY)
        return self._weights[definition]
