"""Whether a specification can tell model values apart; must not know states.

What is said with sets, functions and quantifiers alone treats values alike that nothing names. What does not: to name
one, to choose among several, to put them in order, and what depends on when it is evaluated. Where that cannot be
told the answer is that it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.analysis import PRIMING
from symcheck.concrete.evaluate import evaluate
from symcheck.concrete.symmetry.permutation import Permutation
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    Choose,
    ConstantRef,
    Definition,
    DefinitionRef,
    Expr,
    Lambda,
    Let,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Quantified,
    Quantifier,
    SetFilter,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts, reached
from symcheck.core.substitute import substitute
from symcheck.value import SetValue

# What treats values alike, whatever they are named and in whatever order they come. Beside these are: FoldSet and
# SetToSeq, which go by an order; ToString and ToJson, which give names, and TLCModelValue, which takes them; what
# depends on when it is evaluated. Temporal operators are not looked at.
ALIKE = frozenset(
    (
        Op.AND, Op.OR, Op.NOT, Op.IMPLIES, Op.IFF, Op.EQ, Op.NE, Op.BOOLEAN,
        Op.SET, Op.IN, Op.NOTIN, Op.CUP, Op.CAP, Op.SETMINUS, Op.SUBSETEQ, Op.SUBSET, Op.UNION, Op.PRODUCT,
        Op.CARDINALITY, Op.IS_FINITE_SET, Op.STRING,
        Op.APPLY, Op.DOMAIN, Op.FUNCTION_SET, Op.TUPLE, Op.RECORD, Op.RECORD_SET, Op.MERGE, Op.SINGLETON,
        Op.NAT, Op.INT, Op.REAL, Op.INFINITY, Op.NEG, Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MOD, Op.POW, Op.REAL_DIV,
        Op.RANGE, Op.LT, Op.LE, Op.GT, Op.GE,
        Op.SEQ, Op.LEN, Op.HEAD, Op.TAIL, Op.APPEND, Op.CONCAT, Op.SUB_SEQ, Op.SELECT_SEQ, Op.FOLD_SEQ, Op.SORT_SEQ,
        Op.PERMUTATIONS, Op.ASSERT, Op.PRINT, Op.PRINT_T, Op.TLC_EVAL, Op.ANY, Op.ATOI, Op.LACKING,
        Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.COMPOSE, Op.SQUARE, Op.ANGLE,
    )
)  # fmt: skip

_BY_ORDER = frozenset((Op.FOLD_SET, Op.SET_TO_SEQ))
_IN_ANY_ORDER = frozenset((Op.ADD, Op.MUL, Op.CUP, Op.CAP))
_NUMERIC = frozenset((Op.LT, Op.LE, Op.GT, Op.GE, Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MOD, Op.NEG))
_WITHOUT_MODEL_VALUES = frozenset((Op.RANGE, Op.NAT, Op.INT, Op.REAL, Op.BOOLEAN, Op.STRING))
_STATES = PRIMING | {Op.SQUARE, Op.ANGLE}


def telling_apart(formulas: Iterable[Expr], permutations: Sequence[Permutation]) -> Argument | None:
    """A place where formulas may treat values differently that a permutation exchanges; None where there is none."""
    return _Search(permutations).first(formulas)


class _Search:
    def __init__(self, permutations: Sequence[Permutation]) -> None:
        self._permutations = permutations
        self._known: dict[Argument, bool] = {}

    def first(self, formulas: Iterable[Expr]) -> Argument | None:
        todo: list[Argument] = list(formulas)
        seen: set[Argument] = set()
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            if isinstance(node, Call | Apply) and self._is_unmoved(node):
                continue
            if self._tells(node):
                return node
            todo.extend(part for part, _ in parts(node))
            if isinstance(node, Call) and _takes_operators(node) and not node.definition.recursive:
                given = dict(zip(node.definition.params, node.args, strict=True))
                operators = {param: argument for param, argument in given.items() if param.arity}
                todo.append(substitute(node.definition.body, operators))
            elif (definition := callee(node)) is not None:
                todo.append(definition.body)
        return None

    def _tells(self, node: Argument) -> bool:
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = self._tells_itself(node)
        return known

    def _tells_itself(self, node: Argument) -> bool:
        match node:
            case Literal():
                return not all(permutation.fixes(node.value) for permutation in self._permutations)
            case Choose(bound=bound):
                # without a set it has no value at all
                return bound.domain is not None and not (self._is_plain(bound.domain) or _of_numbers(node))
            case Apply(op=Op.FOLD_SET):
                operator, _, container = node.args
                return not (_goes_in_any_order(operator) or self._is_plain(container))
            case Apply(op=Op.SET_TO_SEQ):
                return not self._is_plain(node.args[0])
            case Apply(op=op) | OpRef(op=op):
                return op not in ALIKE
            case ConstantRef():
                return True
            case _:
                return False

    def _is_unmoved(self, node: Call | Apply) -> bool:
        """Whether a name or an enumerated set has the same value in all states, which no permutation moves."""
        if node.args if isinstance(node, Call) else node.op is not Op.SET:
            return False
        inside = list(reached(node))
        if not any(map(self._tells, inside)) or not _is_closed(inside):
            return False
        try:
            value = evaluate(node)
        except SpecError:
            return False
        return all(permutation.fixes(value) for permutation in self._permutations)

    def _is_plain(self, container: Argument) -> bool:
        """Whether a set has no element that a permutation moves."""
        match container:
            case Literal(value=SetValue() as value) if value.is_finite():
                return all(permutation.fixes(each) for each in value for permutation in self._permutations)
            case Apply(op=Op.SET):
                return not any(map(self._moves, container.args))
            case Apply(op=Op.CUP):
                return all(map(self._is_plain, container.args))
            case Apply(op=Op.CAP):
                return any(map(self._is_plain, container.args))
            case Apply(op=Op.SETMINUS):
                return self._is_plain(container.args[0])
            case Apply(op=op):
                return op in _WITHOUT_MODEL_VALUES
            case SetFilter(bound=bound):
                return bound.domain is not None and self._is_plain(bound.domain)
            case Call() if not container.args and not container.definition.recursive:
                return self._is_plain(container.definition.body)
            case Let():
                return self._is_plain(container.body)
            case _:
                return False

    def _moves(self, element: Argument) -> bool:
        return not (
            (isinstance(element, Literal) and all(each.fixes(element.value) for each in self._permutations))
            or (isinstance(element, Apply) and element.op in _NUMERIC | {Op.LEN, Op.CARDINALITY})
        )


def _takes_operators(node: Call) -> bool:
    return any(param.arity for param in node.definition.params)


def _is_closed(inside: Iterable[Argument]) -> bool:
    """Whether nodes, with all that they reach, speak neither of states nor of names that are bound outside of them."""
    used: set[Local | Definition] = set()
    bound: set[Local | Definition] = set()
    for node in inside:
        match node:
            case VariableRef() | ConstantRef():
                return False
            case Apply(op=op) if op in _STATES or op not in ALIKE | _BY_ORDER:
                return False
            case LocalRef(local=local) | LocalOperatorRef(operator=local) | CallLocal(operator=local):
                used.add(local)
        for _, names in parts(node):
            bound.update(names)
        if (definition := callee(node)) is not None:
            bound.update(definition.params)
    return used <= bound


def _goes_in_any_order(operator: Argument) -> bool:
    """Whether folding gives the same whatever comes first: `e(x) + done` and the like."""
    match operator:
        case OpRef(op=op):
            return op in _IN_ANY_ORDER
        case Lambda(params=(_, done), body=Apply(op=op, args=args)):
            rest = [each for each in args if not (isinstance(each, LocalRef) and each.local is done)]
            spoken = any(isinstance(node, LocalRef) and node.local is done for node in reached(*rest))
            return op in _IN_ANY_ORDER and len(rest) == 1 and len(args) == 2 and not spoken
        case DefinitionRef(definition=definition):
            return _goes_in_any_order(Lambda(definition.params, definition.body, operator.span))
        case _:
            return False


def _of_numbers(node: Choose) -> bool:
    """Whether what is chosen has been compared with numbers, or has gone into arithmetic."""
    return not node.bound.pattern and _needs_number(node.body, True, node)


def _needs_number(formula: Argument, truth: bool | None, choose: Choose) -> bool:
    """Whether a formula that has this truth (None: either) can have it only for a number."""
    (chosen,) = choose.bound.locals
    match formula:
        case Apply(op=Op.NOT):
            return _needs_number(formula.args[0], None if truth is None else not truth, choose)
        case Apply(op=Op.AND) if truth is True:
            return any(_needs_number(part, True, choose) for part in formula.args)
        case Apply(op=Op.OR) if truth is False:
            return any(_needs_number(part, False, choose) for part in formula.args)
        case Apply(op=Op.AND | Op.OR | Op.IMPLIES):
            return _needs_number(formula.args[0], None, choose)
        case Apply(op=op) if op in _NUMERIC:
            return any(isinstance(each, LocalRef) and each.local is chosen for each in formula.args)
        case Quantified(quantifier=quantifier, bounds=(bound,)) if truth is (quantifier is Quantifier.FORALL):
            # every element has been looked at, and there is one: the chosen
            same = bound.domain is not None and _same(bound.domain, choose.bound.domain)
            return same and _needs_number(formula.body, truth, choose)
        case _:
            return False


def _same(one: Expr, other: Expr | None) -> bool:
    match one, other:
        case (LocalRef(), LocalRef()):
            return one.local is other.local
        case (VariableRef(), VariableRef()):
            return one.variable is other.variable
        case (Call(args=()), Call(args=())):
            return one.definition is other.definition
        case _:
            return False
