"""The invariant that a certified proof rests on, as TLA+: cut down, folded, and certified again; must not know engines.

What is shown is what was checked: the clauses that are written stand for formulas that a fresh solver has found to be
inductive and to imply the properties, whatever was dropped, merged or added on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symcheck.base.budget import Budget
from symcheck.engine.necessary import Necessary, NotInductiveError, OutOfTimeError, Unit
from symcheck.engine.view import is_boolean
from symcheck.pipeline.certificate import Certificate, Spoken, Unspoken
from symcheck.pipeline.proofs.certify import Checked, discharge
from symcheck.pipeline.proofs.vocabulary import vocabulary
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.phrasing.dictionary import Dictionary
from symcheck.symbolic.phrasing.family import Family, is_trivial
from symcheck.symbolic.phrasing.gathering import Gathering
from symcheck.symbolic.phrasing.integers import bounded
from symcheck.symbolic.phrasing.lines import lines
from symcheck.symbolic.phrasing.literal import Adds, Clause, Place, UnphrasableError, Within
from symcheck.symbolic.phrasing.types import Types
from symcheck.system.obligations import conjuncts, implied, inductive
from symcheck.system.transition_system import Property
from symcheck.term import FALSE, Term, conj, neg

_SHARE = 0.4  # of the time that is left, for a form that may turn out not to be an invariant
_LONG = 60.0  # seconds, where there is no limit
_GLANCE = 0.5  # seconds for whether an invariant is one of types only


class Speaker:
    """Says the invariants of one system of an encoding."""

    def __init__(self, encoded: Encoded, known: Iterable[Adds] = ()) -> None:
        """`known` are equations that may be a part of what is to be said."""
        self._encoded = encoded
        self._vocabulary = vocabulary(encoded)
        registers = {variable.name: register for variable, register in encoded.registers.items()}
        self._dictionary = Dictionary(registers, known)

    def speak(
        self, wanted: Sequence[Property], certificates: Iterable[Certificate], budget: Budget
    ) -> Spoken | Unspoken:
        """An inductive invariant that implies what is wanted, from the certificates for these properties (and for all
        that they use), in TLA+."""
        found = list(certificates)
        if any(action.expand.args for action in self._encoded.system.actions) or self._encoded.spec.action_constraints:
            return Unspoken("with action constraints not every reachable state is searched on from")
        try:
            return self._spoken(wanted, found, budget)
        except UnphrasableError as error:
            return Unspoken(f"it has no form in TLA+ here: {error}")
        except OutOfTimeError:
            return Unspoken("there was no time to write it down")
        except NotInductiveError:
            return Unspoken("what it says of values that are not there has no form in TLA+")

    def _spoken(self, wanted: Sequence[Property], found: list[Certificate], budget: Budget) -> Spoken | Unspoken:
        dictionary = self._dictionary
        named = self._named(wanted, found)
        by_name = {part for term in named.values() for part in conjuncts(term)}
        terms = dict.fromkeys(term for each in found for term in each.clauses if term not in by_name)
        phrased, unphrasable = self._phrased(terms)
        clauses = bounded(phrased)
        clauses = [clause for clause in dict.fromkeys(clauses) if not is_trivial(clause, dictionary)]
        bounds = _bounds(clauses)
        fixed = [clause for clause in clauses if _is_bound(clause, bounds)]
        given = [*(self._term(clause) for clause in fixed), *named.values()]
        rest = [prop for prop in wanted if prop.bad is not FALSE and neg(prop.bad) not in named.values()]
        free = [clause for clause in clauses if clause not in fixed]
        alike, indices = self._vocabulary.alike, self._vocabulary.indices
        attempts = list(dict.fromkeys(((*alike, *indices), alike, ())))
        for place, domains in enumerate(attempts, 1):
            gathering = Gathering(dictionary, domains)
            families = gathering.closed(free)
            share = budget if place == len(attempts) else budget.slice((budget.remaining or _LONG) * _SHARE)
            try:
                kept = None if families is None else self._kept(families, given, rest, bool(domains), share)
            except (NotInductiveError, OutOfTimeError) as error:
                if place == len(attempts):
                    raise (unphrasable if isinstance(error, NotInductiveError) else None) or error from None
                continue
            if kept is None:
                continue
            kept = gathering.joined(kept)
            said = conj((*given, *(self._term(clause) for each in kept for clause in each.members)))
            checked = self._check(said, wanted, budget)
            if checked is None:
                continue
            kept = Gathering(dictionary, attempts[0]).regathered(kept)
            names = self._vocabulary.names
            types = Types(names, bounds)
            return Spoken(
                tuple(
                    _typed(variable.name, types.set(register.layout, Place(variable.name)))
                    for variable, register in self._encoded.registers.items()
                ),
                tuple(lines(kept, dictionary, names)),
                tuple(named),
                tuple(dict.fromkeys(self._encoded.titles[prop.name] for prop in wanted)),
                sum(len(each.members) for each in kept),
                checked.count,
                checked.solvers,
            )
        return Unspoken("it could not be checked in this form")

    def _phrased(self, terms: Iterable[Term]) -> tuple[list[Clause], UnphrasableError | None]:
        """The clauses that have a form in TLA+, and why one has none, which is perhaps not needed."""
        found, unphrasable = [], None
        for term in terms:
            try:
                found.append(self._dictionary.clause(term))
            except UnphrasableError as error:
                unphrasable = unphrasable or error
        return found, unphrasable

    # ------------------------------------------------------------ what is given

    def _named(self, wanted: Sequence[Property], found: Sequence[Certificate]) -> dict[str, Term]:
        """Invariants that the user has a name for, among what is proved here: as part of the invariant."""
        encoded = self._encoded
        names = dict.fromkeys(name for each in found for name in (*each.together, *each.using))
        properties = {prop.name: prop for prop in encoded.system.properties}
        candidates = dict.fromkeys((*wanted, *(properties[name] for name in names)))
        usable = {named.name for named in encoded.spec.invariants}
        return {
            title: neg(prop.bad)
            for prop in candidates
            if prop.kind == "invariant"
            and (title := encoded.titles[prop.name]) == prop.name  # else it is one of several under this title
            and title in usable
            and prop.bad is not FALSE
            and encoded.system.speaks_of_states(prop)
            and not self._by_type(prop)
        }

    def _by_type(self, prop: Property) -> bool:
        """Whether the layouts alone exclude what is bad, as with a type invariant."""
        system = self._encoded.system
        return isinstance(discharge(implied(system, system.lemma, prop), None, Budget(_GLANCE)), Checked)

    def _term(self, clause: Clause) -> Term:
        term = self._dictionary.term(clause)
        assert term is not None, "its places are in the layouts"
        return term

    def _kept(
        self, families: Sequence[Family], given: Sequence[Term], wanted: Sequence[Property], alike: bool, budget: Budget
    ) -> list[Family]:
        units = [
            Unit(tuple(self._term(member) for member in each.members), len(each.clause), alike) for each in families
        ]
        system = self._encoded.system
        search = Necessary(system, given, wanted, units, is_boolean(system), budget)
        return [families[index] for index in search.kept()]

    # ------------------------------------------------------------ the check

    def _check(self, said: Term, wanted: Sequence[Property], budget: Budget) -> Checked | None:
        """What is written down implies everything that it was written down for, and is kept by the steps: by those
        that can be evaluated, and what is implied may say that all can."""
        system = self._encoded.system
        invariant = conj((system.lemma, said))
        groups = [group for prop in wanted for group in implied(system, invariant, prop)]
        groups += inductive(system, invariant, _defined(wanted))
        found = discharge(groups, None, budget)
        return found if isinstance(found, Checked) else None


def _defined(wanted: Sequence[Property]) -> list[Property]:
    return [prop for prop in wanted if prop.kind == "definedness"]


def _typed(name: str, text: str) -> str:
    if text.startswith("{") and text.endswith("}") and "," not in text and " : " not in text and text != "{}":
        return f"{name} = {text[1:-1]}"
    return f"{name} \\in {text}"


def _bounds(clauses: Iterable[Clause]) -> Mapping[Place, tuple[int, int]]:
    """The numbers that have both bounds."""
    lows: dict[Place, int] = {}
    highs: dict[Place, int] = {}
    for clause in clauses:
        for literal in clause:
            if len(clause) == 1 and isinstance(literal, Within) and len(literal.intervals) == 1:
                low, high = literal.intervals[0]
                if low is not None:
                    lows[literal.place] = low
                if high is not None:
                    highs[literal.place] = high
    return {place: (low, highs[place]) for place, low in lows.items() if place in highs}


def _is_bound(clause: Clause, bounds: Mapping[Place, tuple[int, int]]) -> bool:
    if len(clause) != 1:
        return False
    (literal,) = clause
    if not isinstance(literal, Within) or literal.place not in bounds or len(literal.intervals) != 1:
        return False
    low, high = bounds[literal.place]
    return literal.intervals[0] in ((low, None), (None, high))
