"""Encodings with lemmas that provers begin with, and with what was proved before; must not know who proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.core.expr import Variable
from symcheck.engine.equations import equations
from symcheck.engine.orders import orders
from symcheck.engine.verdict import Proved
from symcheck.engine.view import is_boolean
from symcheck.pipeline.certificate import Certificate
from symcheck.pipeline.engines.searched import Lent, second_solver
from symcheck.pipeline.proofs.certify import Certifier
from symcheck.pipeline.task import Task
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.layouts.measures import Measure, measures
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.phrasing.literal import Adds
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import TRUE, Term, conj, free_variables, neg

# seconds to look for lemmas of one kind: as long as all before took, as a busy machine takes longer for both
_LEMMAS, _LEMMAS_AT_MOST = 2.0, 10.0
_CERTIFIED = 10.0  # seconds to check them


def laws(system: TransitionSystem, registers: Mapping[Variable, Register], budget: Budget) -> Term:
    """Sums that are always the same, and what is never less than something else: inductive, for those who search
    without a proof; certified by nobody."""
    counted = _counted(registers)
    sums = conj(each.term for each in equations(system, [each.term for each in counted], budget))
    return conj((sums, orders(replace(system, lemma=conj((system.lemma, sums))), budget)))


def strengthened(task: Task, found: Encoded) -> tuple[Encoded, Lent]:
    """With sums that are always the same, and what is never less than something else, where there are integers: no
    prover comes to that soon."""
    lent = Lent(found)
    if is_boolean(found.system):
        return found, lent
    counted = _counted(found.registers)
    sums = equations(found.system, [each.term for each in counted], _patience(task))
    found, lent = _with_lemma(task, found, lent, "sums that are always the same", conj(each.term for each in sums))
    known = (Adds(each.terms(counted), each.total, each.term) for each in sums)
    lent = replace(lent, equations=tuple(known))
    least = orders(found.system, _patience(task))
    return _with_lemma(task, found, lent, "numbers that are never less than others", least)


def _patience(task: Task) -> Budget:
    return task.budget.slice(min(max(_LEMMAS, task.budget.elapsed), _LEMMAS_AT_MOST))


def _counted(registers: Mapping[Variable, Register]) -> list[Measure]:
    return measures({variable.name: register for variable, register in registers.items()})


def _with_lemma(task: Task, found: Encoded, lent: Lent, name: str, lemma: Term) -> tuple[Encoded, Lent]:
    """With what is inductive, as far as that is found to be so."""
    if lemma is TRUE:
        return found, lent
    certifier = Certifier(found.system, second=second_solver(task))
    claim = Property(name, "invariant", neg(lemma))
    certified = certifier.certify(claim, Proved(lemma), task.budget.slice(_CERTIFIED))
    if not isinstance(certified, Certificate):
        return found, lent
    task.observer.note(f"{name}: {len(certified.clauses)}")
    return leaning(found, lent, (certified,))


def leaning(found: Encoded, lent: Lent, certificates: Sequence[Certificate]) -> tuple[Encoded, Lent]:
    """With inductive invariants for a lemma, which is checked again as a part of whatever it helps to prove."""
    state = frozenset(found.system.state)
    usable = [each for each in certificates if free_variables(each.invariant) <= state]
    if not usable:
        return found, lent
    lemma = conj((found.system.lemma, *(each.invariant for each in usable)))
    stronger = replace(found, system=replace(found.system, lemma=lemma))
    return stronger, replace(lent, certificates=(*lent.certificates, *usable))
