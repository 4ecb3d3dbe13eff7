"""Which variables an expression speaks of, unprimed and primed, also through definitions; evaluates nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    Definition,
    DefinitionRef,
    Local,
    LocalOperatorRef,
    LocalRef,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import parts
from symcheck.symbolic.environment import Closure, Env, Thunk
from symcheck.symbolic.footprint import Footprint, Footprints

_STEPS = (Op.UNCHANGED, Op.SQUARE, Op.ANGLE)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Variables and locals that occur, outside and inside a prime."""

    now: frozenset[Variable] = frozenset()
    after: frozenset[Variable] = frozenset()
    locals_now: frozenset[Local] = frozenset()
    locals_after: frozenset[Local] = frozenset()

    def __or__(self, other: _Mention) -> _Mention:
        return _Mention(
            self.now | other.now,
            self.after | other.after,
            self.locals_now | other.locals_now,
            self.locals_after | other.locals_after,
        )

    def primed(self) -> _Mention:
        return _Mention(frozenset(), self.after | self.now, frozenset(), self.locals_after | self.locals_now)


_NOTHING = _Mention()
_NONE = 1 << 30


class Mentions:
    """Answers for the expressions of one specification; remembers what it has seen."""

    def __init__(self) -> None:
        self._seen: dict[object, _Mention] = {}
        self._begun: dict[Definition, int] = {}  # those around what is being looked at, from the outermost on
        self._lacking: dict[Definition, tuple[_Mention, int]] = {}  # what is known but for some of these, from one on
        self._outermost = _NONE  # of these, one that what is being looked at has been found to call
        self._footprints = Footprints()

    def now(self, node: Argument, env: Env) -> frozenset[Variable]:
        """The variables that occur unprimed, arguments by need included."""
        return self._resolved(self._of(node), env)[0]

    def after(self, node: Argument, env: Env) -> frozenset[Variable]:
        """The variables that occur primed, arguments by need included."""
        return self._resolved(self._of(node), env)[1]

    def locals(self, node: Argument) -> frozenset[Local]:
        """The identifiers that occur, those among them that the expression binds itself."""
        found = self._of(node)
        return found.locals_now | found.locals_after

    def footprint(self, expr: Argument) -> Footprint | None:
        """What an expression of one state reads of bound values; None where it speaks of the next state too."""
        found = self._of(expr)
        return None if found.after or found.locals_after else self._footprints.of(expr)

    def _resolved(self, mention: _Mention, env: Env) -> tuple[frozenset[Variable], frozenset[Variable]]:
        now, after = mention.now, mention.after
        for local in mention.locals_now:
            inner_now, inner_after = self._bound(env.get(local))
            now, after = now | inner_now, after | inner_after
        for local in mention.locals_after:
            inner_now, inner_after = self._bound(env.get(local))
            after = after | inner_after | inner_now
        return now, after

    def _bound(self, bound: object) -> tuple[frozenset[Variable], frozenset[Variable]]:
        if isinstance(bound, Thunk):
            return self._resolved(self._of(bound.expr), bound.env)
        if isinstance(bound, Closure):
            return self._resolved(self._of(bound.operator), bound.env)
        return frozenset(), frozenset()

    def _of(self, node: Argument | Definition) -> _Mention:
        known = self._seen.get(node)
        if known is not None:
            return known
        if isinstance(node, Definition):
            return self._defined(node)
        around, self._outermost = self._outermost, _NONE
        found = self._compute(node)
        if self._outermost == _NONE:
            self._seen[node] = found
        self._outermost = min(around, self._outermost)
        return found

    def _defined(self, definition: Definition) -> _Mention:
        """What a recursive definition calls itself adds nothing to what its body mentions besides. Whatever lacks that
        on the way is not remembered: its answer is another one when it is asked for by itself."""
        found, outermost = self._lacking.get(definition, (_NOTHING, self._begun.get(definition)))
        if outermost is not None:
            self._outermost = min(self._outermost, outermost)
            return found
        place = self._begun[definition] = len(self._begun)
        around, self._outermost = self._outermost, _NONE
        found = self._of(definition.body)
        del self._begun[definition]
        if self._outermost < place:
            self._lacking[definition] = found, self._outermost
        else:
            self._outermost = _NONE
            self._seen[definition] = found
            self._lacking = {each: lacks for each, lacks in self._lacking.items() if lacks[1] < place}
        self._outermost = min(around, self._outermost)
        return found

    def _compute(self, node: Argument) -> _Mention:
        match node:
            case VariableRef():
                return _Mention(now=frozenset((node.variable,)))
            case LocalRef():
                return _Mention(locals_now=frozenset((node.local,)))
            case LocalOperatorRef():
                return _Mention(locals_now=frozenset((node.operator,)))
            case CallLocal():
                return _Mention(locals_now=frozenset((node.operator,))) | self._all(node.args)
            case Call():
                return self._called(node)
            case DefinitionRef():
                return self._of(node.definition)
            case Apply():
                inner = self._all(node.args)
                if node.op is Op.PRIME:
                    return inner.primed()
                if node.op in _STEPS:
                    return inner | self._of(node.args[-1]).primed()
                if node.op is Op.ENABLED:
                    return _Mention(now=inner.now, locals_now=inner.locals_now)
                return inner
            case _:
                return self._all([part for part, _ in parts(node)])

    def _called(self, node: Call) -> _Mention:
        """A definition that primes its parameter speaks of the next values of what the argument mentions."""
        body = self._of(node.definition)
        result = body | self._all(node.args)
        for param, arg in zip(node.definition.params, node.args, strict=True):
            if param in body.locals_after:
                result = result | self._of(arg).primed()
        params = frozenset(node.definition.params)
        return _Mention(result.now, result.after, result.locals_now - params, result.locals_after - params)

    def _all(self, nodes: Sequence[Argument]) -> _Mention:
        result = _NOTHING
        for node in nodes:
            result = result | self._of(node)
        return result
