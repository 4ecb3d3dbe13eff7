"""The formulas that a configuration names, and the behavior that they make up; must not know of other settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.core.expr import Expr, Level, Variable, VariableRef
from symcheck.core.spec import Behavior, Named
from symcheck.resolve.algorithm import HINT, untranslated
from symcheck.resolve.configuration.behavior import behavior
from symcheck.resolve.configuration.configure import CINIT, Asked, Settings
from symcheck.resolve.expressions import Body
from symcheck.resolve.levels import WORDS, Levels
from symcheck.resolve.naming.names import arity_of, parameters_of
from symcheck.resolve.recursion import mark_recursive
from symcheck.resolve.report import counted
from symcheck.resolve.resolution import Place, Resolution
from symcheck.resolve.scope import Entry, ModuleScope
from symcheck.syntax import ast, parse_expression

_MOST: Mapping[str, Level] = {
    "SPECIFICATION": Level.TEMPORAL, "PROPERTY": Level.TEMPORAL, "INIT": Level.STATE, "NEXT": Level.ACTION,
    "INVARIANT": Level.STATE, "CONSTRAINT": Level.STATE, "ACTION_CONSTRAINT": Level.ACTION,
    "SYMMETRY": Level.CONSTANT, "VIEW": Level.STATE, "ALIAS": Level.ACTION, "POSTCONDITION": Level.CONSTANT,
    CINIT: Level.CONSTANT,
}


def complete(resolution: Resolution, levels: Levels) -> None:
    """Resolves what is still waiting, and finds the levels and the recursion of the definitions made."""
    resolution.drain()
    made, resolution.made = resolution.made, []
    for definition in made:
        levels.definition(definition)
    if resolution.recursion:
        mark_recursive(made)


_HISTORY = "(history)"  # no name that can be written
_ASKED = ("INIT", "NEXT", "INVARIANT", "PROPERTY", CINIT)
_WHERE = ", in a configuration beside the module; or give --init and --next"
_ELSEWHERE = {  # what is said of an invariant that is none
    Level.ACTION: "what every step does goes under PROPERTY, as [][{}]_vars",
    Level.TEMPORAL: "temporal formulas go under PROPERTY",
}
_ARTICLES = {level: f"{'an' if level is Level.ACTION else 'a'} {word}" for level, word in WORDS.items()}


@dataclass(slots=True, eq=False, repr=False)
class Formulas:
    """Finds formulas in the root module's scope."""

    resolution: Resolution
    root: ModuleScope
    levels: Levels
    settings: Settings
    history: Variable | None = None  # the states so far, where a formula speaks of them

    def find(self, keyword: str, asked: tuple[Asked, ...]) -> tuple[Named, ...]:
        found = []
        for one in asked:
            with self.resolution.report.catching():
                formula = self._formula(keyword, one)
                if formula is not None:
                    found.append(formula)
        return tuple(found)

    def _formula(self, keyword: str, asked: Asked) -> Named | None:
        """What a keyword names: a definition without parameters, or the expression that a flag writes out; for an
        invariant also a predicate of the history."""
        at = Place(self.resolution, self.root, len(self.root.module.units))
        entry = self.root.entries.get(asked.text)
        names_something = asked.text.isidentifier() and asked.text not in ("TRUE", "FALSE")
        if entry is None and (not asked.flag or names_something):
            if "!" in asked.text:
                name = asked.text.replace("!", "")
                hint = f"a formula of an instance gets a name in the module: {name} == {asked.text}"
            else:
                hint = nearest(asked.text, (name for name, e in self.root.entries.items() if arity_of(e) == 0))
            if not hint and untranslated(self.root.module.name_span.source) is not None:
                hint = HINT
            self.resolution.report.error(
                Code.CONFIG_UNKNOWN_NAME, f"{keyword} names {asked.text}, which is not defined", asked.span, hint
            )
            return None
        of_history = keyword == "INVARIANT" and entry is not None and parameters_of(entry) == (0,)
        if entry is not None and arity_of(entry) != 0 and not of_history:
            self.resolution.report.error(
                Code.CONFIG_LEVEL, f"{keyword} names {asked.text}, which takes {counted(arity_of(entry))}", asked.span
            )
            return None
        if entry is None:
            node = parse_expression(asked.text, "<command line>")
        else:
            node = ast.Name((ast.NamePart(asked.text, (), asked.span),), asked.span)
        if of_history:
            assert entry is not None, "it has a parameter"
            expr = self._of_history(Body(at), entry, asked)
        else:
            expr = Body(at).expression(node)
        complete(self.resolution, self.levels)
        self._of_level(keyword, asked, expr)
        return Named(asked.text, expr, asked.span if entry is None else entry.span)

    def _of_history(self, body: Body, entry: Entry, asked: Asked) -> Expr:
        """An operator applied to the states so far."""
        if self.history is None:
            self.history = Variable(_HISTORY, asked.span, ghost=True)
        meaning = self.resolution.effective(entry, self.root.module.name)
        return body.applied(meaning, asked.text, (VariableRef(self.history, asked.span),), {}, asked.span)

    def _of_level(self, keyword: str, asked: Asked, expr: Expr) -> None:
        # Apalache's --inv takes actions: they speak of every step
        most = Level.ACTION if keyword == "INVARIANT" and asked.flag else _MOST[keyword]
        level = self.levels.level(expr)
        if level > most:
            self.resolution.report.error(
                Code.CONFIG_LEVEL,
                f"{keyword} takes {_ARTICLES[most]}-level formula, {asked.text} is {WORDS[level]}-level", asked.span,
                _ELSEWHERE[level].format(asked.text) if keyword == "INVARIANT" else "",
            )

    def behavior(self, named: Mapping[str, tuple[Named, ...]]) -> Behavior | None:
        whole, init, step = (only(named, keyword) for keyword in ("SPECIFICATION", "INIT", "NEXT"))
        settings = self.settings
        # what is asked on the command line is asked of Spec, or Init and Next, where the configuration names neither
        flagged = any(asked.flag for keyword in _ASKED for asked in settings.asked(keyword))
        if whole is not None and (init is not None or step is not None):
            asked = settings.asked("INIT") or settings.asked("NEXT")
            raise SpecError(
                Code.CONFIG_DUPLICATE, "both SPECIFICATION and INIT or NEXT are given", at=asked[0].span,
                hint="give SPECIFICATION, or INIT and NEXT",
            )
        searched = flagged or (not settings.present and bool(self.resolution.variables))
        if whole is None and (init is None or step is None) and searched:
            default = None if init is not None or step is not None else self._default("SPECIFICATION", "Spec")
            if default is not None and self.levels.level(default.expr) is Level.TEMPORAL:
                whole = default
            else:
                init = init or self._default("INIT", "Init")
                step = step or self._default("NEXT", "Next")
        complete(self.resolution, self.levels)
        self.resolution.report.raise_if_any()
        if whole is not None:
            return behavior(whole.name, whole.expr, self.levels)
        if init is not None and step is not None:
            return Behavior(init.expr, step.expr, None)
        if init is None and step is None and not self.resolution.variables:
            return None
        missing = "INIT" if init is None else "NEXT"
        raise SpecError(
            Code.CONFIG_NO_BEHAVIOR,
            "nothing says how the system starts and steps" if init is step else f"there is no {missing}",
            at=settings.place or self.root.module.name_span,
            hint=f"name a SPECIFICATION, or INIT and NEXT{'' if settings.present else _WHERE}",
        )

    def _default(self, keyword: str, name: str) -> Named | None:
        entry = self.root.entries.get(name)
        if entry is None or arity_of(entry) != 0:
            return None
        return self._formula(keyword, Asked(name, entry.span))


def only(named: Mapping[str, tuple[Named, ...]], keyword: str) -> Named | None:
    found = named.get(keyword, ())
    return found[0] if found else None
