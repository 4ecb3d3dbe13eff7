"""Level checking (*Specifying Systems*, section 17.2): constant, state, action, temporal; must not know of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from symcheck.base.diagnostic import Code
from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
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
    Level,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
    OpRef,
    Quantified,
    SetFilter,
    SetMap,
    TemporalQuantified,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.resolve.report import Reporter, place

CONSTANT, STATE, ACTION, TEMPORAL = Level
WORDS = {CONSTANT: "constant", STATE: "state", ACTION: "action", TEMPORAL: "temporal"}
_LOGIC = (Op.AND, Op.OR, Op.NOT, Op.IMPLIES, Op.IFF)


@dataclass(frozen=True, slots=True)
class Info:
    """The level of an expression is `base`, or that of an argument for one of `params` if that is higher."""

    base: Level
    params: frozenset[Local] = frozenset()


_CONSTANT = Info(CONSTANT)
_STATE = Info(STATE)


class Levels:
    """Levels of expressions and definitions, found on demand; mistakes are reported once."""

    def __init__(self, report: Reporter) -> None:
        self._report = report
        self._known: dict[Argument, Info] = {}
        self._journal: list[Argument] = []
        self._summaries: dict[Definition, Info] = {}
        self._open: dict[Definition, Info] = {}
        self._reentered: set[Definition] = set()
        self._params: set[Local] = set()
        self._flexible: set[Local] = set()
        self._limits: dict[Local, tuple[Level, Span]] = {}

    def level(self, expr: Argument) -> Level:
        """The level of an expression, its parameters taken as constants."""
        return self._of(expr).base

    def definition(self, definition: Definition) -> Info:
        """The level of a definition's body, which is stored in it as well."""
        known = self._summaries.get(definition) or self._open.get(definition)
        if known is not None:
            if definition in self._open:
                self._reentered.add(definition)
            return known
        self._params.update(definition.params)
        found = _CONSTANT
        while True:  # the least fixpoint of a recursive definition; a level can only rise three times
            self._open[definition] = found
            start = len(self._journal)
            previous, found = found, self._of(definition.body)
            if definition not in self._reentered or found == previous:
                break
            for node in self._journal[start:]:
                self._known.pop(node, None)
            del self._journal[start:]
        del self._open[definition]
        self._reentered.discard(definition)
        if self._open:
            # Inside another open definition this may rest on a guess; it is final once nothing is open.
            if not self._reentered:
                self._summaries[definition] = found
        else:
            self._summaries[definition] = found
        definition.level = found.base
        return found

    # ------------------------------------------------------------ expressions

    def _of(self, node: Argument) -> Info:
        known = self._known.get(node)
        if known is not None:
            return known
        chain: list[Argument] = [node]
        while isinstance(node, Apply) and node.args and node.args[0] not in self._known:
            node = node.args[0]  # a chain of operators may be thousands long: its inner end comes first
            chain.append(node)
        for link in reversed(chain):
            known = self._find(link)
            self._known[link] = known
            self._journal.append(link)
        assert known is not None, "the chain has a link"
        return known

    def _find(self, node: Argument) -> Info:
        match node:
            case Literal() | OpRef():
                return _CONSTANT
            case VariableRef(variable=variable):
                return _CONSTANT if variable.rigid else _STATE
            case LocalRef(local=local):
                if local in self._flexible:
                    return _STATE
                return Info(CONSTANT, frozenset((local,))) if local in self._params else _CONSTANT
            case LocalOperatorRef(operator=local):
                return Info(CONSTANT, frozenset((local,)))
            case ConstantRef(args=args):
                return self._data(args)
            case Apply():
                return self._apply(node)
            case Call(definition=definition, args=args):
                return self._call(definition, args)
            case CallLocal(operator=local, args=args):
                return _join((Info(CONSTANT, frozenset((local,))), *map(self._of, args)))
            case DefinitionRef(definition=definition):
                found = self.definition(definition)
                return Info(found.base, found.params - frozenset(definition.params))
            case Lambda(params=params, body=body):
                self._params.update(params)
                found = self._of(body)
                return Info(found.base, found.params - frozenset(params))
            case Quantified(bounds=bounds, body=body):
                domains = self._domains(bounds)
                inner = self._of(body)
                if inner.base is TEMPORAL and domains.base > STATE:
                    self._error("the bound of a quantified temporal formula must not be an action", bounds[0].span)
                return _join((domains, inner))
            case TemporalQuantified(locals=locals_, body=body):
                self._flexible.update(locals_)
                self._of(body)
                return Info(TEMPORAL)
            case Choose(bound=bound, body=body) | SetFilter(bound=bound, body=body):
                return _join((self._domains((bound,)), self._data((body,))))
            case SetMap(bounds=bounds, body=body) | FunctionExpr(bounds=bounds, body=body):
                return _join((self._domains(bounds), self._data((body,))))
            case Except(base=base, updates=updates):
                parts = [base]
                for update in updates:
                    parts += (*update.path, update.value)
                return self._data(parts)
            case If(condition=condition, then=then, otherwise=otherwise):
                return _join((self._data((condition,)), self._of(then), self._of(otherwise)))
            case Case(arms=arms, other=other):
                values = [self._of(value) for _, value in arms]
                if other is not None:
                    values.append(self._of(other))
                return _join((self._data(guard for guard, _ in arms), *values))
            case Let(definitions=definitions, body=body):
                for definition in definitions:
                    self.definition(definition)
                return self._of(body)
            case _:
                assert_never(node)

    def _domains(self, bounds: Iterable[Bound]) -> Info:
        return self._data(bound.domain for bound in bounds if bound.domain is not None)

    def _data(self, parts: Iterable[Argument]) -> Info:
        """Parts that must not be temporal."""
        found = []
        for part in parts:
            info = self._of(part)
            self._at_most(info, ACTION, part.span, "a temporal formula cannot be used as a value")
            found.append(info)
        return _join(found)

    def _call(self, definition: Definition, args: tuple[Argument, ...]) -> Info:
        summary = self.definition(definition)
        base = summary.base
        params = set(summary.params)
        for param, argument in zip(definition.params, args, strict=True):
            info = self._of(argument)
            limit = self._limits.get(param)
            if limit is not None:
                most, where = limit
                self._at_most(
                    info, most, argument.span,
                    f"argument {param.name} of {definition.name} must be at most {WORDS[most]}-level "
                    f"because of {place(where)}",
                )
            if param in summary.params:
                params.discard(param)
                base = max(base, info.base)
                params |= info.params
        return Info(base, frozenset(params))

    def _apply(self, node: Apply) -> Info:
        args = node.args
        match node.op:
            case Op.PRIME | Op.UNCHANGED:
                info = self._of(args[0])
                what = "only what speaks of one state can be primed" if node.op is Op.PRIME else (
                    "UNCHANGED takes what speaks of one state"
                )
                self._at_most(info, STATE, args[0].span, f"{what}; this is ", name_level=True)
                return _CONSTANT if info.base is CONSTANT and not info.params else Info(ACTION)
            case Op.ENABLED:
                info = self._of(args[0])
                self._at_most(info, ACTION, args[0].span, "ENABLED takes an action, not a temporal formula")
                return _STATE  # whatever the level of a parameter in it
            case Op.SQUARE | Op.ANGLE:
                return self._action(node, args[0], args[1], ACTION)
            case Op.WEAK_FAIRNESS | Op.STRONG_FAIRNESS:
                return self._action(node, args[1], args[0], TEMPORAL)
            case Op.COMPOSE:
                self._data(args)
                return Info(ACTION)
            case Op.ALWAYS | Op.EVENTUALLY:
                info = self._of(args[0])
                form = Op.SQUARE if node.op is Op.ALWAYS else Op.ANGLE
                if info.base is ACTION and not (isinstance(args[0], Apply) and args[0].op is form):
                    shape = "[][A]_v" if node.op is Op.ALWAYS else "<><<A>>_v"
                    what = f"{node.op.value} is applied to an action that is not of the form {form.value}"
                    self._error(what, node.span, f"write {shape}")
                return Info(TEMPORAL)
            case Op.LEADS_TO | Op.GUARANTEES:
                for argument in args:
                    if self._of(argument).base is ACTION:
                        self._error(f"{node.op.value} takes temporal or state formulas, not actions", argument.span)
                return Info(TEMPORAL)
            case op if op in _LOGIC:
                infos = [self._of(argument) for argument in args]
                bases = {info.base for info in infos}
                if TEMPORAL in bases and ACTION in bases:
                    where = next(a for a, info in zip(args, infos, strict=True) if info.base is ACTION)
                    self._error(f"{op.value} joins a temporal formula and an action", where.span)
                return _join(infos)
            case _:
                return self._data(args)

    def _action(self, node: Apply, action: Argument, subscript: Argument, level: Level) -> Info:
        inner = self._of(action)
        frame = self._of(subscript)
        self._at_most(inner, ACTION, action.span, f"{node.op.value} takes an action, not a temporal formula")
        self._at_most(frame, STATE, subscript.span, "a subscript speaks of one state; this is ", name_level=True)
        return Info(level)

    # ------------------------------------------------------------ limits

    def _at_most(self, info: Info, most: Level, span: Span, message: str, *, name_level: bool = False) -> None:
        if info.base > most:
            self._error(message + (f"{WORDS[info.base]}-level" if name_level else ""), span)
        for param in info.params:
            known = self._limits.get(param)
            if known is None or known[0] > most:
                self._limits[param] = (most, span)

    def _error(self, message: str, span: Span, hint: str = "") -> None:
        self._report.error(Code.LEVEL, message, span, hint)


def _join(infos: Iterable[Info]) -> Info:
    base = CONSTANT
    params: frozenset[Local] = frozenset()
    for info in infos:
        base = max(base, info.base)
        if info.params:
            params |= info.params
    return Info(base, params)
