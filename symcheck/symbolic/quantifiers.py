r"""Quantifiers over sets that cannot be written out, taken out of formulas by polarity; must not know expressions.

While expressions are read, `\E n \in Nat : P` is a Boolean variable that stands for it, an atom. In the end each
formula that a system is made of is opened: where an atom only helps to make a formula true, its witness is one more
input of the system (Skolem); elsewhere the quantifier is eliminated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.term import BOOL, INT, Kind, Term, free_variables, ite, neg, nodes, substitute, variable
from symcheck.term.between import between
from symcheck.term.far_away import compared_only
from symcheck.term.one_point import tied
from symcheck.term.walk import rebuild

PATIENCE = 2.0
"""Seconds to decide a formula for all integers, and as long to confirm it."""


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    r"""`\E bound : body`, and where it stands in the text."""

    bound: tuple[Term, ...]
    body: Term
    span: Span | None


Env = tuple[tuple[Term, Term], ...]
"""Variables that atoms bind, with the inputs that stand for them."""


class Quantifiers:
    """The atoms of one reading, with the witnesses that were made for them: `made`."""

    __slots__ = ("_atoms", "_bound", "_eliminated", "_known", "_mention", "_witnesses", "drawn", "made")

    def __init__(self) -> None:
        self.made: list[Term] = []
        self.drawn: Drawn | None = None
        self._bound = 0
        self._atoms: dict[Term, Atom] = {}
        self._known: dict[tuple[tuple[Term, ...], Term], Term] = {}
        self._mention: dict[Term, bool] = {}
        self._witnesses: dict[tuple[Term, Env], tuple[Term, ...]] = {}
        self._eliminated: dict[tuple[Term, Term, bool], Term] = {}

    def prefix(self) -> str:
        """How the names of the variables begin that the next quantifier binds."""
        self._bound += 1
        return f"bound!{self._bound}"

    def some(self, bound: Sequence[Term], body: Term, span: Span | None) -> Term:
        r"""`\E bound : body`, for variables that occur nowhere else."""
        mentioned = self._all_variables(body)
        names = tuple(each for each in bound if each in mentioned)
        if not names:
            return body
        known = self._known.get((names, body))
        if known is None:
            known = self._known[names, body] = variable(f"exists!{len(self._atoms)}", BOOL)
            self._atoms[known] = Atom(names, body, span)
            self._mention[known] = True
        return known

    def failures_of(self, inner: Failures, bound: Sequence[Term]) -> Failures:
        """The failures of a body, without what was bound in it."""
        found = Failures()
        for failure in inner:
            found.add(replace(failure, condition=self.some(bound, failure.condition, failure.span)))
        return found

    def _all_variables(self, term: Term) -> set[Term]:
        """The variables of a term and of what its atoms stand for."""
        found: set[Term] = set()
        pending = [term]
        while pending:
            for each in free_variables(pending.pop()) - found:
                found.add(each)
                if each in self._atoms:
                    pending.append(self._atoms[each].body)
        return found

    # ------------------------------------------------------------ taking them out

    def opened(self, term: Term) -> Term:
        """The term with a witness for each atom that only helps to make it true; an atom that does otherwise stays, and
        may be anything: where the term can hold, so can this one."""
        return _Opening(self, None).of(term)

    def out_of(self, term: Term) -> Term:
        """The term without atoms: with a witness for those that only help to make it true, others decided for all
        integers. Raises SpecError UNSUPPORTED where that fails."""
        return _Opening(self, self._decided).of(term)

    def without(self, term: Term) -> Term:
        """The term without atoms and without witnesses. Raises SpecError UNSUPPORTED where that fails."""
        atoms = self._atoms_in(term)
        if not atoms:
            return term
        return substitute(term, {name: self._decided(name, ()) for name in atoms})

    def _atoms_in(self, term: Term) -> list[Term]:
        if not self._atoms:
            return []
        return sorted((each for each in free_variables(term) if each in self._atoms), key=lambda each: each.id)

    def mentions(self, term: Term) -> bool:
        """Whether an atom occurs."""
        if not self._atoms:
            return False
        mention = self._mention
        if term not in mention:
            for node in nodes((term,)):
                if node not in mention:
                    mention[node] = node in self._atoms or any(mention[arg] for arg in node.args)
        return mention[term]

    def atom(self, term: Term) -> Atom | None:
        return self._atoms.get(term)

    def witnesses(self, name: Term, atom: Atom, env: Env) -> Env:
        """Inputs for what an atom binds, the same ones wherever it stands under the same numbers."""
        needed = self._all_variables(atom.body)
        inner = tuple(pair for pair in env if pair[0] in needed)
        made = self._witnesses.get((name, inner))
        if made is None:
            made = self._witnesses[name, inner] = tuple(
                variable(f"some!{len(self.made) + place}", bound.sort) for place, bound in enumerate(atom.bound)
            )
            self.made.extend(made)
        return (*inner, *zip(atom.bound, made, strict=True))

    def may_decide(self, body: Term) -> bool:
        """Whether a formula says enough to be decided for all elements of large sets: not of functions that may be any,
        of which it knows some keys."""
        return self.drawn is None or self.drawn.keys.isdisjoint(free_variables(body))

    def _far_away(self, bound: Sequence[Term], body: Term) -> Term | None:
        """What is denied of all keys of functions that may be any: of those that it looks at, and of those far above,
        where each of these functions has the value that it has at the key that stands for all others."""
        if self.drawn is None or not self.drawn.upwards or len(bound) != 1 or not _is_key(bound[0], body):
            return None
        return compared_only(bound[0], body)

    def may_repeat(self, body: Term) -> bool:
        """Whether a formula may be asked for several values of inputs: not where it compares functions that may be any,
        which differ at another key each time."""
        return self.drawn is None or not self.drawn.compared or self.may_decide(body)

    def _decided(self, name: Term, env: Env, *, denied: bool = False) -> Term:
        """What an atom stands for, without a quantifier. `denied`: it is asked for where it helps if it is false."""
        atom = self._atoms[name]
        body = substitute(self.without(atom.body), dict(env))
        known = self._eliminated.get((name, body, denied))
        if known is None:
            if self.may_decide(body):
                found = quantified_away(atom.bound, body, PATIENCE)
            else:
                found = self._far_away(atom.bound, body) if denied else None
            if found is None:
                raise SpecError(
                    Code.UNSUPPORTED,
                    "the symbolic reading cannot decide whether this holds for all elements of so large a set",
                    at=atom.span,
                    hint="where one element is enough to decide a quantifier, or all is linear, it can",
                )
            known = self._eliminated[name, body, denied] = found
        return known


class _Deciding(Protocol):
    def __call__(self, name: Term, env: Env, *, denied: bool = False) -> Term: ...


class _Opening:
    """One formula, opened. `decided` gives what an atom stands for where a witness will not do; None: it stays."""

    def __init__(self, quantifiers: Quantifiers, decided: _Deciding | None) -> None:
        self._quantifiers = quantifiers
        self._decided = decided

    def of(self, term: Term) -> Term:
        return self._open(term, True, (), {}) if self._quantifiers.mentions(term) else term

    def _open(self, term: Term, positive: bool, env: Env, memo: dict[tuple[Term, bool], Term]) -> Term:
        """Under `env`: what outer atoms bind, with their witnesses."""
        known = memo.get((term, positive))
        if known is not None:
            return known
        quantifiers = self._quantifiers
        if not quantifiers.mentions(term):
            found = substitute(term, dict(env)) if env else term
        elif (atom := quantifiers.atom(term)) is not None:
            if positive:
                found = self._open(atom.body, True, quantifiers.witnesses(term, atom, env), {})
            else:
                found = term if self._decided is None else self._decided(term, env, denied=True)
        elif term.op is Kind.NOT:
            found = neg(self._open(term.args[0], not positive, env, memo))
        elif term.op is Kind.AND or term.op is Kind.OR:
            found = rebuild(term, tuple([self._open(arg, positive, env, memo) for arg in term.args]))
        elif term.op is Kind.ITE and term.sort == BOOL and not quantifiers.mentions(term.args[0]):
            condition, then, otherwise = (self._open(arg, positive, env, memo) for arg in term.args)
            found = ite(condition, then, otherwise)
        else:
            found = self._both(term, env)
        memo[term, positive] = found
        return found

    def _both(self, term: Term, env: Env) -> Term:
        """A term whose atoms help to make it true as well as to make it false."""
        if self._decided is None:
            return substitute(term, dict(env)) if env else term
        atoms = [each for each in free_variables(term) if self._quantifiers.atom(each) is not None]
        return substitute(term, {**dict(env), **{each: self._decided(each, env) for each in atoms}})


def _is_key(name: Term, body: Term) -> bool:
    """Whether a number is compared, itself, with other terms for equality and with numbers for order, and no more."""
    pending, seen = [body], {body}
    while pending:
        node = pending.pop()
        if node is name:
            return False
        if name not in free_variables(node):
            continue
        if node.op is Kind.EQ and name in node.args:
            other = node.args[1] if node.args[0] is name else node.args[0]
            if name in free_variables(other):
                return False
        elif not (node.op is Kind.LE and node.args[0] is name and node.args[1].op is Kind.INTEGER):
            pending.extend(arg for arg in node.args if arg not in seen)
            seen.update(node.args)
    return True


def _without_number(name: Term, body: Term) -> Term | None:
    for rule in (tied, compared_only, between):
        found = rule(name, body)
        if found is not None:
            return found
    return None


def quantified_away(bound: Sequence[Term], body: Term, seconds: float) -> Term | None:
    """The condition under which some values of what is bound satisfy the body; None where that is too hard."""
    rest: list[Term] = []
    for name in bound:
        found = _without_number(name, body) if name.sort == INT else None
        if found is None:
            rest.append(name)
        else:
            body = found
    if not rest:
        return body
    from symcheck.solve.z3_eliminate import eliminated  # Z3 is slow to load

    return eliminated(rest, body, seconds)
