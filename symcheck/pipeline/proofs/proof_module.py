"""An inductive invariant as a module that extends the specification, with its configurations; must not know proofs.

`FILE.cfg` asks whether the invariant holds from Init on, and is what `--inductive` reads; `FILEStep.cfg` starts
in every state of the invariant, so that TLC checks the induction step with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from symcheck.core.expr import Apply, Call, Expr
from symcheck.core.ops import Op
from symcheck.core.spec import Spec
from symcheck.pipeline.certificate import Spoken
from symcheck.symbolic.phrasing.literal import scalars_of
from symcheck.symbolic.phrasing.names import Names
from symcheck.syntax import further_configuration, parse_configuration
from symcheck.syntax.cfg_ast import Replace
from symcheck.value import FALSE, TRUE, FiniteSet, ModelValue, String, Value

_WIDTH = 110  # columns; a longer formula is continued at its arrow
_MODULES = (
    ("Integers", re.compile(r"\.\.|\bInt\b|[<>+*%-]")),
    ("FiniteSets", re.compile(r"\bCardinality\b")),
    ("Sequences", re.compile(r"\bLen\b")),
)
"""What has to be extended for what is written."""

_NO_ARITHMETIC = re.compile(r'"(?:[^"\\]|\\.)*"|\|->|->|=>|<<|>>|\\\w+')  # strings, and symbols that look like it
_WORD = re.compile(r"\b[A-Za-z_]\w*\b")


@dataclass(frozen=True, slots=True)
class ProofModule:
    """Texts to be written to FILE.tla, FILE.cfg and FILEStep.cfg."""

    module: str
    configuration: str
    step: str


def proof_module(spec: Spec, invariant: Spoken, path: Path, replaced: Sequence[Replace] = ()) -> ProofModule:
    """The module that `path` will hold; `replaced` are the configuration's operators that stand for others."""
    return _Writer(spec, invariant, path.stem, replaced).written()


def operators_replaced(configuration: Path, spec: Spec) -> tuple[Replace, ...]:
    """What the configuration puts in the place of operators, where a constant's value does not say it all."""
    if not configuration.is_file():
        return ()
    text = configuration.read_text(encoding="utf-8")
    if configuration.suffix == ".tla":
        text = further_configuration(text, configuration.stem) or ""
    found = parse_configuration(text, str(configuration))
    replaced = (each for each in found.statements if isinstance(each, Replace))
    return tuple(each for each in replaced if each.name not in spec.bound_constants)


def folded(formula: str, margin: str) -> Iterator[str]:
    """The lines of a conjunct: a long one goes on at its arrow."""
    before, arrow, after = formula.rpartition(" => ")
    if len(margin) + len(formula) <= _WIDTH or not arrow or after.count("}") != after.count("{"):
        yield formula
        return
    yield before
    yield f"    => {after}"


class _Writer:
    def __init__(self, spec: Spec, invariant: Spoken, name: str, replaced: Sequence[Replace]) -> None:
        self._spec = spec
        self._invariant = invariant
        self._name = name
        self._replaced = replaced
        taken = [*spec.definitions, *spec.bound_constants, *(variable.name for variable in spec.variables)]
        names = Names({}, taken)
        self._type = names.free("TypeInv")
        self._main = names.free("IndInv")
        self._lines = [names.free(f"Inv{number}") for number in range(1, len(invariant.lines) + 1)]
        self._given: list[str] = []  # definitions for what the configuration cannot say by itself
        assert spec.behavior is not None, "there was something to prove"
        self._init = self._named(spec.behavior.init, names.free("IndInit"))
        self._next = self._named(spec.behavior.next, names.free("IndNext"))
        self._constants = [self._constant(constant, value, names) for constant, value in spec.bound_constants.items()]
        self._constants += [f"{each.name} <- {_module(each)}{each.operator}" for each in replaced]
        self._model_values = self._declared()

    def written(self) -> ProofModule:
        return ProofModule("\n".join(self._module()) + "\n", self._configuration(self._init), self._step())

    # ------------------------------------------------------------ the module

    def _module(self) -> Iterator[str]:
        name, spec, invariant = self._name, self._spec, self._invariant
        header = f" MODULE {name} "
        yield header.center(79, "-")
        yield from self._comment()
        text = "\n".join((*invariant.types, *invariant.lines))
        asked = _NO_ARITHMETIC.sub("", text)
        yield f"EXTENDS {', '.join((spec.name, *(name for name, sign in _MODULES if sign.search(asked))))}"
        if self._model_values:
            yield ""
            yield f"CONSTANTS {', '.join(self._model_values)}"
        yield ""
        yield f"{self._type} =="
        yield from _bulleted(invariant.types)
        for own, line in zip(self._lines, invariant.lines, strict=True):
            yield ""
            yield f"{own} =="
            yield from (f"    {part}" for part in folded(line, "    "))
        yield ""
        yield f"{self._main} =="
        named = [each if each.isidentifier() else f"({each})" for each in invariant.named]
        yield from _bulleted((self._type, *self._lines, *named))
        if self._given:
            yield ""
            yield from self._given
        yield "=" * 79

    def _comment(self) -> Iterator[str]:
        implied = [each for each in self._invariant.implies if each not in ("deadlock", "definedness")]
        wanted = [each for each in implied if _WORD.fullmatch(each)]
        goal = ",".join((self._main, *(each for each in wanted if self._is_invariant(each))))
        yield from (
            f"(* An inductive invariant of {self._spec.name}: {self._init} implies {self._main}, every step keeps it"
            + (", and" if implied else ". *)"),
        )
        if implied:
            yield f"   it implies {', '.join(implied)}. *)"
        yield "(* It is checked, with the constants of the configuration beside it, by"
        yield f"     symcheck check {self._name}.tla --inv {goal} --inductive"
        yield f"   and by TLC: with {self._name}.cfg from the start on; with {self._name}Step.cfg one step from every"
        yield f"   state of {self._main}, as far as TLC can list these. It needs {self._spec.name}.tla beside it. *)"

    def _is_invariant(self, name: str) -> bool:
        return any(named.name == name for named in self._spec.invariants)

    # ------------------------------------------------------------ the configurations

    def _configuration(self, init: str) -> str:
        lines = [f"INIT {init}", f"NEXT {self._next}"]
        constants = [*self._constants, *(f"{name} = {name}" for name in self._model_values)]
        if constants:
            lines += ["CONSTANTS", *(f"    {each}" for each in constants)]
        lines.append(f"INVARIANT {self._main}")
        for keyword, formulas in (("CONSTRAINT", self._spec.constraints),):
            lines += [f"{keyword} {each.name}" for each in formulas]
        if not self._spec.check_deadlock:
            lines.append("CHECK_DEADLOCK FALSE")
        return "\n".join(lines) + "\n"

    def _step(self) -> str:
        said = f"\\* One step from every state of {self._main}: they are too many where the sets are large.\n"
        return said + self._configuration(self._main).replace(
            "CHECK_DEADLOCK FALSE\n", ""
        ) + "CHECK_DEADLOCK FALSE\n"

    def _named(self, expr: Expr, wanted: str) -> str:
        """A name for a formula: its own, or a definition that repeats its text."""
        if isinstance(expr, Call) and not expr.args and expr.definition.name in self._spec.definitions:
            return expr.definition.name
        self._given.append(f"{wanted} ==\n{self._text(expr)}")
        return wanted

    def _text(self, expr: Expr) -> str:
        """The text of a formula, on lines of its own: junction lists keep their columns."""
        if isinstance(expr, Apply) and expr.op is Op.AND and not _covers(expr):
            parts = expr.operands
            return "\n".join(f"(\n{self._text(each)}\n)" + (" /\\" if each is not parts[-1] else "") for each in parts)
        if isinstance(expr, Call) and not expr.args and expr.definition.name in self._spec.definitions:
            return f"    {expr.definition.name}"
        return " " * (expr.span.column - 1) + expr.span.text

    def _constant(self, name: str, value: Value, names: Names) -> str:
        written = _cfg(value)
        if written is not None:
            return f"{name} = {written}"
        own = names.free(f"The{name}")
        self._given.append(f"{own} == {value}")
        return f"{name} <- {own}"

    def _declared(self) -> list[str]:
        """Model values that the text names, and that are no constants of the specification."""
        invariant = self._invariant
        words = set(_WORD.findall("\n".join((*invariant.types, *invariant.lines, *self._given))))
        values = {
            each.name
            for value in self._spec.bound_constants.values()
            for each in scalars_of(value)
            if isinstance(each, ModelValue)
        }
        return sorted(name for name in values & words if name not in self._spec.bound_constants)


def _covers(conjunction: Apply) -> bool:
    """Whether the conjunction stands in the text, and was not put together from formulas of several places."""
    whole, last = conjunction.span, conjunction.args[-1].span
    return whole.source is last.source and whole.end >= last.end


def _bulleted(formulas: Iterable[str]) -> Iterator[str]:
    for formula in formulas:
        first, *rest = folded(formula, "    /\\ ")
        yield f"    /\\ {first}"
        yield from (f"       {line}" for line in rest)


def _cfg(value: Value) -> str | None:
    """The value as a configuration writes it; None where it has no word for it."""
    if value is TRUE or value is FALSE or isinstance(value, int | String | ModelValue):
        return str(value)
    if isinstance(value, FiniteSet):
        inside = [_cfg(element) for element in value]
        return None if None in inside else "{" + ", ".join(each for each in inside if each is not None) + "}"
    return None


def _module(replace: Replace) -> str:
    return f"[{replace.module}] " if replace.module else ""
