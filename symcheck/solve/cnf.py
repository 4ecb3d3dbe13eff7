"""Formulas as clauses over numbered literals (Tseitin; Plaisted and Greenbaum 1986); must not know any solver or step.

Slots are numbered from 1: variables and definitions alike. Only the polarities that are used are defined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from symcheck.term import BOOL, FALSE, TRUE, Kind, Term, conj, disj, neg
from symcheck.term.walk import BOTH, NEGATIVE, POSITIVE

_AND, _OR, _NOT, _VARIABLE, _IFF, _ITE, _MOST = (
    Kind.AND,
    Kind.OR,
    Kind.NOT,
    Kind.VARIABLE,
    Kind.IFF,
    Kind.ITE,
    Kind.AT_MOST_ONE,
)
_PAIRWISE = 5  # so many or fewer: at-most-one by pairs
_DISTRIBUTE = 24  # literals that repeating a prefix may take, instead of defining a subformula

Clause = list[int]


@dataclass(eq=False, slots=True)
class Chunk:
    """The clauses of one formula: those that assert it, and those that define what it is made of.

    The definitions of `needs`, which were made for earlier formulas, belong to it; their assertions do not.
    """

    assertions: list[Clause] = field(default_factory=list)
    definitions: list[Clause] = field(default_factory=list)
    needs: set[Chunk] = field(default_factory=set)


class Clausifier:
    """Turns formulas into chunks of clauses; one definition for each shared subformula and polarity."""

    __slots__ = ("_chunk", "_clauses", "_defined", "_pending", "_undefined", "_uses", "slots", "variables")

    def __init__(self) -> None:
        self.slots: dict[Term, int] = {}
        self.variables: list[Term | None] = [None]  # by slot; None for a definition
        self._defined: dict[Term, tuple[dict[int, Chunk], int]] = {}
        self._chunk = Chunk()
        self._clauses: list[Clause] = []  # where clauses go at the moment
        self._pending: list[tuple[tuple[int, ...], Term, int]] = []
        self._undefined: list[tuple[tuple[int, ...], Term, int]] = []
        self._uses: dict[Term, int] = {}  # of what stands in several places: it gets a name

    def asserted(self, term: Term) -> Chunk:
        """Clauses that hold just when the formula does (for some values of the definitions)."""
        self._chunk = Chunk()
        self._count(term)
        self._pending.append(((), term, 1))
        self._drain()
        return self._chunk

    def assumed(self, term: Term) -> tuple[int, Chunk]:
        """A literal that implies the formula, with its definitions."""
        self._chunk = Chunk()
        self._count(term)
        if term is TRUE or term is FALSE:
            fresh = self._fresh()
            self._chunk.definitions.append([fresh if term is TRUE else -fresh])
            return fresh, self._chunk
        literal = self._literal(term, POSITIVE)
        self._drain()
        return literal, self._chunk

    def _count(self, root: Term) -> None:
        """How often each node is an argument. Negations are no nodes of their own here."""
        uses = self._uses
        stack = [root]
        while stack:
            for arg in stack.pop().args:
                if arg.op is _NOT:
                    arg = arg.args[0]
                known = uses.get(arg)
                if known is None:
                    uses[arg] = 1
                    stack.append(arg)
                else:
                    uses[arg] = known + 1

    def _fresh(self) -> int:
        self.variables.append(None)
        return len(self.variables) - 1

    def slot(self, variable: Term) -> int:
        """The number of a variable."""
        found = self.slots.get(variable)
        if found is None:
            assert variable.sort == BOOL, f"no clause can say {variable}"
            found = self.slots[variable] = len(self.variables)
            self.variables.append(variable)
        return found

    def _literal(self, term: Term, polarity: int) -> int:
        """A literal for a term, defined at least in that polarity; the definition is written later."""
        sign = 1
        if term.op is _NOT:
            term, sign = term.args[0], -1
            polarity = (polarity & POSITIVE) << 1 | (polarity & NEGATIVE) >> 1
        if term.op is _VARIABLE:
            return sign * self.slot(term)
        known = self._defined.get(term)
        if known is None:
            known = self._defined[term] = ({}, self._fresh())
        chunks, slot = known
        for wanted in (POSITIVE, NEGATIVE):
            if not polarity & wanted:
                continue
            chunk = chunks.get(wanted)
            if chunk is None:
                chunks[wanted] = self._chunk
                self._undefined.append(((-slot,), term, 0) if wanted == POSITIVE else ((slot,), neg(term), 0))
            elif chunk is not self._chunk:
                self._chunk.needs.add(chunk)
        return sign * slot

    def _drain(self) -> None:
        pending, undefined = self._pending, self._undefined
        self._clauses = self._chunk.assertions
        while pending:
            self._emit(*pending.pop())
        self._clauses = self._chunk.definitions
        while undefined:
            pending.append(undefined.pop())
            while pending:
                self._emit(*pending.pop())

    def _emit(self, prefix: tuple[int, ...], term: Term, copies: int) -> None:
        """Clauses for: some literal of the prefix, or the term. `copies` bounds how often the prefix is repeated; 0
        where the prefix is the term's own name."""
        op = term.op
        negated = op is _NOT
        if negated:
            term = term.args[0]
            op = term.op
        if op is _VARIABLE:
            slot = self.slot(term)
            self._clause([*prefix, -slot if negated else slot])
        elif prefix and copies and self._named(term, negated, prefix, copies):
            literal = self._literal(term, NEGATIVE if negated else POSITIVE)
            self._clause([*prefix, -literal if negated else literal])
        elif term is TRUE or term is FALSE:
            if (term is FALSE) != negated:
                self._clause([*prefix])
        elif op is _OR if negated else op is _AND:
            copies = max(copies, 1) * len(term.args) if prefix else 1
            self._pending += [(prefix, neg(arg) if negated else arg, copies) for arg in term.args]
        elif op is _AND or op is _OR:
            self._disjunction(prefix, [neg(arg) for arg in term.args] if negated else list(term.args), copies)
        elif op is _IFF:
            left, right = term.args
            if negated:
                right = neg(right)
            if _plain(right) and not _plain(left):
                left, right = right, left
            literal = self._literal(left, BOTH)
            self._pending.append(((*prefix, -literal), right, 2 * max(copies, 1)))
            self._pending.append(((*prefix, literal), neg(right), 2 * max(copies, 1)))
        elif op is _ITE:
            condition, then, otherwise = term.args
            literal = self._literal(condition, BOTH)
            self._pending.append(((*prefix, -literal), neg(then) if negated else then, 2 * max(copies, 1)))
            self._pending.append(((*prefix, literal), neg(otherwise) if negated else otherwise, 2 * max(copies, 1)))
        elif op is _MOST:
            if negated:
                self._pending.append((prefix, _two_hold(term.args), 0))
            else:
                self._at_most_one(prefix, term.args)
        else:
            raise AssertionError(f"no clause can say {term}")

    def _named(self, term: Term, negated: bool, prefix: tuple[int, ...], copies: int) -> bool:
        """Whether a subformula gets a name: when it stands in several places, or would repeat the prefix too often."""
        count = len(term.args)
        if count > 2 and self._uses.get(term, 0) > 1:
            return True
        splits = term.op is not (_AND if negated else _OR)
        return splits and len(prefix) > 1 and len(prefix) * copies * count > _DISTRIBUTE

    def _disjunction(self, prefix: tuple[int, ...], args: list[Term], copies: int) -> None:
        literals: list[int] = []
        wide: list[Term] = []
        for arg in args:
            if _plain(arg):
                literals.append(self._literal(arg, POSITIVE))
            else:
                wide.append(arg)
        if len(wide) == 1:
            inner = wide[0]
            core = inner.args[0] if inner.op is _NOT else inner
            after = max(copies, 1) * (len(core.args) if core.op in (_AND, _OR) else 2)
            if self._uses.get(core, 0) < 2 and (len(prefix) + len(literals)) * after <= _DISTRIBUTE:
                self._pending.append(((*prefix, *literals), inner, max(copies, 1)))
                return
        self._clause([*prefix, *literals, *(self._literal(arg, POSITIVE) for arg in wide)])

    def _at_most_one(self, prefix: tuple[int, ...], args: tuple[Term, ...]) -> None:
        """By pairs when few, else a ladder (Sinz 2005): `before` says that one of those so far holds."""
        literals = [self._literal(arg, NEGATIVE) for arg in args]
        if len(literals) <= _PAIRWISE:
            for place, one in enumerate(literals):
                for other in literals[place + 1 :]:
                    self._clause([*prefix, -one, -other])
            return
        clauses = self._clauses
        before = self._fresh()
        clauses.append([-literals[0], before])
        for literal in literals[1:-1]:
            now = self._fresh()
            clauses.append([-before, now])
            clauses.append([-literal, now])
            clauses.append([*prefix, -literal, -before])
            before = now
        clauses.append([*prefix, -literals[-1], -before])

    def _clause(self, literals: Iterable[int]) -> None:
        unique = dict.fromkeys(literals)
        if not any(-literal in unique for literal in unique):
            self._clauses.append(list(unique))


def _plain(term: Term) -> bool:
    return term.op is _VARIABLE or (term.op is _NOT and term.args[0].op is _VARIABLE)


def _two_hold(args: tuple[Term, ...]) -> Term:
    """Some argument holds after an earlier one did."""
    earlier = args[0]
    found = []
    for arg in args[1:]:
        found.append(conj((arg, earlier)))
        earlier = disj((earlier, arg))
    return disj(found)
