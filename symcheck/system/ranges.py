"""Which values integers can have within so many steps, by interval arithmetic; must not know how they are laid out.

The ranges hold for parallel steps too: those compute every next value from one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symcheck.system.bounds import FREE, Bounds, Comparisons, closed, compares, interval_of, join
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import INT, TRUE, Kind, Term, conj, integer, le, neg, nodes
from symcheck.term.bits import WidthError
from symcheck.term.circuits import Range


def ranges(system: TransitionSystem, depth: int) -> tuple[dict[Term, Range], bool]:
    """A range for each integer state variable and input, for paths of at most `depth` steps, and whether it is one for
    all paths. Raises WidthError where a variable has no bounds."""
    return _Ranges(system).run(depth)


def settled_ranges(system: TransitionSystem, depth: int = 30) -> Term:
    """What the ranges say of the integers of every reachable state, if they settle within so many rounds; TRUE else.
    It is inductive with the lemma of the system."""
    integers = [var for var in system.state if var.sort == INT]
    if not integers:
        return TRUE
    try:
        found, settled = _Ranges(system).run(depth)
    except WidthError:
        return TRUE
    if not settled:
        return TRUE
    return conj(
        bound for var in integers for bound in (le(integer(found[var][0]), var), le(var, integer(found[var][1])))
    )


class _Ranges:
    def __init__(self, system: TransitionSystem) -> None:
        self._system = system
        self._inputs = [var for var in system.inputs if var.sort == INT]
        self._seen_inputs: dict[Term, Range] = {}
        self._comparisons = Comparisons()
        self._refined: dict[tuple[Term, tuple[Bounds | None, ...]], dict[Term, Bounds] | None] = {}
        # one way of being bad may not care for an input that another one bounds
        self._bad = [
            way for prop in system.properties for way in (prop.bad.args if prop.bad.op is Kind.OR else (prop.bad,))
        ]
        roots = [system.init, system.constraint, system.lemma, *self._bad]
        for action in system.actions:
            roots += (action.guard, action.expand, *action.effects.values())
        self._speaks: set[Term] = set()  # formulas with integers in them
        self._integers: dict[Term, frozenset[Term]] = {}
        for node in nodes(roots):
            if node.op is Kind.VARIABLE:
                self._integers[node] = frozenset((node,) if node.sort == INT else ())
            self._names(node)
            if any(arg.sort == INT or arg in self._speaks for arg in node.args):
                self._speaks.add(node)
        self._mentioned = {
            root: [var for var in self._inputs if var in found] for root in roots if (found := self._names(root))
        }

    def run(self, depth: int) -> tuple[dict[Term, Range], bool]:
        system = self._system
        always = self._refine({}, system.lemma)
        first = self._refine(always, system.init)
        found = {
            var: (0, 0) if first is None else closed(first.get(var, FREE)) for var in system.state if var.sort == INT
        }
        self._note_inputs(first, (system.init,))
        moving = [action for action in system.actions if self._inputs or any(var.sort == INT for var in action.effects)]
        settled = not moving or first is None
        for _ in range(depth if not settled else 0):
            following = dict(found)
            for action in moving:
                here = self._refine({**(always or {}), **found}, conj((action.guard, system.constraint)))
                if here is None:
                    continue  # the guard cannot hold in these ranges
                self._note_inputs(here, (action.guard, action.expand, *action.effects.values()))
                for var, value in action.effects.items():
                    if var.sort == INT:
                        met = _meet(interval_of(value, here), (always or {}).get(var, FREE))
                        low, high = met or following[var]
                        following[var] = min(low, following[var][0]), max(high, following[var][1])
            settled = following == found
            found = following
            if settled:
                break
        primes = {system.primed[var]: bounds for var, bounds in found.items()}
        for bad in self._bad:
            self._note_inputs(self._refine({**(always or {}), **found, **primes}, bad), (bad,))
        for var in self._inputs:
            self._seen_inputs.setdefault(var, (0, 0))  # nothing speaks of it
        return {**found, **self._seen_inputs}, settled

    def _note_inputs(self, here: Mapping[Term, Bounds] | None, terms: Iterable[Term]) -> None:
        """Widen the range of each input that the terms mention to what is possible where they matter."""
        if here is None or not self._inputs:
            return
        for term in terms:
            for var in self._mentioned.get(term, ()):
                low, high = closed(here.get(var, FREE))
                known = self._seen_inputs.get(var, (low, high))
                self._seen_inputs[var] = min(low, known[0]), max(high, known[1])

    def _refine(self, known: Mapping[Term, Bounds] | None, formula: Term) -> dict[Term, Bounds] | None:
        """The bounds where the formula holds; None where it cannot. Looks at comparisons with a variable on a side."""
        if known is None or formula.op is Kind.FALSE:
            return None
        negated = formula.op is Kind.NOT
        core = formula.args[0] if negated else formula
        op = core.op
        if op is not Kind.AND and op is not Kind.OR:
            return self._comparisons.refined(known, formula)
        # what is shared is met again and again, mostly where the same is known of what it speaks of
        names = self._names(core)
        asked = formula, tuple(map(known.get, names))
        if asked not in self._refined:
            here = {name: known[name] for name in names if name in known}
            together = op is (Kind.OR if negated else Kind.AND)
            parts = [neg(part) if negated else part for part in core.args]
            self._refined[asked] = self._all(here, parts) if together else self._some(here, parts)
        found = self._refined[asked]
        return None if found is None else {**known, **found}

    def _all(self, known: Mapping[Term, Bounds], formulas: Sequence[Term]) -> dict[Term, Bounds] | None:
        found: dict[Term, Bounds] | None = dict(known)
        parts = [part for part in formulas if self._mentions(part)]
        # those that compare with what has bounds by the others come again
        for part in (*parts, *(part for part in parts if compares(part))):
            found = self._refine(found, part)
        return found

    def _some(self, known: Mapping[Term, Bounds], formulas: Sequence[Term]) -> dict[Term, Bounds] | None:
        if not all(map(self._mentions, formulas)):
            return dict(known)
        return join([self._refine(known, part) for part in formulas])

    def _mentions(self, formula: Term) -> bool:
        return (formula.args[0] if formula.op is Kind.NOT else formula) in self._speaks

    def _names(self, formula: Term) -> frozenset[Term]:
        """The integers that a formula speaks of."""
        found = self._integers.get(formula)
        if found is None:
            inner = {self._names(arg) for arg in formula.args} - {frozenset()}
            found = self._integers[formula] = next(iter(inner)) if len(inner) == 1 else frozenset().union(*inner)
        return found


def _meet(bounds: Range, other: Bounds) -> Range | None:
    low = bounds[0] if other[0] is None else max(bounds[0], other[0])
    high = bounds[1] if other[1] is None else min(bounds[1], other[1])
    return (low, high) if low <= high else None
