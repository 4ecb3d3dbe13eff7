"""The invariant that a certified proof rests on, as TLA+: cut down, folded, and certified again; must not know engines.

What is shown is what was checked: the clauses that are written stand for formulas that a fresh solver has found to be
inductive and to imply the properties, whatever was dropped, merged or added on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symcheck.base.budget import Budget
from symcheck.engine.necessary import Necessary, NotInductiveError, OutOfTimeError, Unit
from symcheck.engine.verdict import Proved
from symcheck.engine.view import is_boolean
from symcheck.pipeline.certificate import Certificate, Spoken, Unspoken
from symcheck.pipeline.certify import Certifier, Checked, Refused, discharge
from symcheck.symbolic.encode import Encoded
from symcheck.symbolic.phrasing.dictionary import Dictionary, UnphrasableError
from symcheck.symbolic.phrasing.family import Family, family, is_trivial, merged
from symcheck.symbolic.phrasing.lines import lines
from symcheck.symbolic.phrasing.literal import Clause, Place, Within
from symcheck.symbolic.phrasing.names import Names
from symcheck.symbolic.phrasing.types import Types
from symcheck.system.obligations import implied
from symcheck.system.transition_system import Property
from symcheck.term import FALSE, Term, conj, free_variables, neg
from symcheck.value import FiniteSet, ModelValue, String, Value

_MOST = 20_000  # clauses, families written out
_GLANCE = 0.5  # seconds for whether an invariant is one of types only


class Speaker:
    """Says the invariants of one system of an encoding."""

    def __init__(self, encoded: Encoded) -> None:
        self._encoded = encoded
        spec = encoded.spec
        sets: dict[FiniteSet, str] = {}
        for name, value in spec.bound_constants.items():
            if isinstance(value, FiniteSet) and value and value not in sets:
                sets[value] = name
        taken = [*spec.definitions, *spec.bound_constants, *(variable.name for variable in spec.variables)]
        taken += [str(value) for each in spec.bound_constants.values() for value in _model_values(each)]
        self._names = Names(sets, taken)
        self._dictionary = Dictionary({variable.name: register for variable, register in encoded.registers.items()})
        self._domains = [
            each for each in sets if len(each) > 1 and all(isinstance(value, ModelValue | String) for value in each)
        ]

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
        terms = dict.fromkeys(term for each in found for term in each.clauses)
        clauses = dictionary.bounded([dictionary.clause(term) for term in terms])
        clauses = [clause for clause in dict.fromkeys(clauses) if not is_trivial(clause, dictionary)]
        bounds = _bounds(clauses)
        fixed = [clause for clause in clauses if _is_bound(clause, bounds)]
        named = self._named(wanted, found)
        given = [*(self._term(clause) for clause in fixed), *named.values()]
        rest = [prop for prop in wanted if prop.bad is not FALSE and neg(prop.bad) not in named.values()]
        free = [clause for clause in clauses if clause not in fixed]
        for domains in ([self._domains, []] if self._domains else [[]]):
            families = self._families(free, domains)
            if families is None:
                continue
            try:
                kept = self._kept(families, given, rest, domains, budget)
            except NotInductiveError:
                if not domains:
                    raise
                continue
            kept = self._merged(kept, domains)
            said = conj((*given, *(self._term(clause) for each in kept for clause in each.members)))
            checked = self._check(said, wanted, budget)
            if checked is None:
                continue
            types = Types(self._names, bounds)
            return Spoken(
                tuple(
                    _typed(variable.name, types.set(register.layout, Place(variable.name)))
                    for variable, register in self._encoded.registers.items()
                ),
                tuple(lines(kept, dictionary, self._names)),
                tuple(named),
                tuple(dict.fromkeys(self._encoded.titles[prop.name] for prop in wanted)),
                sum(len(each.members) for each in kept),
                checked.obligations,
                checked.checked_by,
            )
        return Unspoken("it could not be checked in this form")

    # ------------------------------------------------------------ what is given

    def _named(self, wanted: Sequence[Property], found: Sequence[Certificate]) -> dict[str, Term]:
        """Invariants that the user has a name for, among what is proved here: as part of the invariant."""
        encoded = self._encoded
        names = dict.fromkeys(name for each in found for name in (*each.together, *each.using))
        properties = {prop.name: prop for prop in encoded.system.properties}
        candidates = dict.fromkeys((*wanted, *(properties[name] for name in names)))
        state = frozenset(encoded.system.state)
        usable = {named.name for named in encoded.spec.invariants}
        return {
            title: neg(prop.bad)
            for prop in candidates
            if prop.kind == "invariant"
            and (title := encoded.titles[prop.name]) == prop.name  # else it is one of several under this title
            and title in usable
            and prop.bad is not FALSE
            and free_variables(prop.bad) <= state
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

    # ------------------------------------------------------------ families

    def _families(self, clauses: Sequence[Clause], domains: Sequence[FiniteSet]) -> list[Family] | None:
        """The clauses with all that are like them; None where these are not in the layouts, or too many."""
        found: list[Family] = []
        seen: set[Clause] = set()
        for clause in clauses:
            if clause in seen:
                continue
            one = family(clause, domains)
            if one is None or any(self._dictionary.term(member) is None for member in one.members):
                return None
            found.append(one)
            seen.update(one.members)
            if len(seen) > _MOST:
                return None
        return found

    def _kept(
        self,
        families: Sequence[Family],
        given: Sequence[Term],
        wanted: Sequence[Property],
        domains: Sequence[FiniteSet],
        budget: Budget,
    ) -> list[Family]:
        units = [
            Unit(tuple(self._term(member) for member in each.members), len(each.clause), alike=bool(domains))
            for each in families
        ]
        system = self._encoded.system
        search = Necessary(system, given, wanted, units, is_boolean(system), budget)
        return [families[index] for index in search.kept()]

    def _merged(self, families: list[Family], domains: Sequence[FiniteSet]) -> list[Family]:
        """Clauses that differ in what one scalar may be, said at once; with them, all that are like them."""
        current = list(families)
        place = 0
        while place < len(current):
            one = current[place]
            for other in [*current[place + 1 :], one]:
                found = self._joined(one, other, domains)
                if found is not None:
                    current = [each for each in current if each is not one and each is not other]
                    current.append(found)
                    break
            else:
                place += 1
        return current

    def _joined(self, one: Family, other: Family, domains: Sequence[FiniteSet]) -> Family | None:
        for member in other.members:
            both = None if member == one.clause else merged(one.clause, member, self._dictionary)
            if both is None:
                continue
            found = family(both, domains)
            if found is not None and all(self._dictionary.term(each) is not None for each in found.members):
                return found
        return None

    # ------------------------------------------------------------ the check

    def _check(self, said: Term, wanted: Sequence[Property], budget: Budget) -> Certificate | None:
        """What is written down, as a certificate for everything that it was written down for."""
        system = self._encoded.system
        certifier = Certifier(system)
        invariant = conj((system.lemma, said))
        found: Certificate | None = None
        for prop in wanted:
            each = certifier.certify(prop, Proved(invariant), budget)
            if isinstance(each, Refused):
                return None
            found = each
        return found


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


def _model_values(value: Value) -> Iterable[ModelValue]:
    from symcheck.symbolic.phrasing.literal import scalars_of

    return [each for each in scalars_of(value) if isinstance(each, ModelValue)]
