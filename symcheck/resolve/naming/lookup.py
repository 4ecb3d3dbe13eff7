"""What a name denotes at one place of a text; must not know the forms of expressions."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, nearest
from symcheck.base.span import Span
from symcheck.resolve import library
from symcheck.resolve.algorithm import HINT, untranslated
from symcheck.resolve.naming.builtins import LANGUAGE, signature
from symcheck.resolve.report import place
from symcheck.resolve.resolution import Place, Resolution
from symcheck.resolve.scope import Bound, Builtin, Declared, Defined, Free, Meaning
from symcheck.syntax.cursor import FOREIGN_CONNECTIVES

_LANGUAGE = {name: Builtin(op, signature(op)) for name, op in LANGUAGE.items()}

# what other languages call things that TLA+ has, where the text parses all the same
_FOREIGN = {
    **FOREIGN_CONNECTIVES, "**": "a power is written ^",
    "//": "integer division is written \\div", "/": "integer division is written \\div; / is in module Reals",
    "true": "write TRUE", "True": "write TRUE", "false": "write FALSE",
    "False": "write FALSE", "and": "conjunction is written /\\", "or": "disjunction is written \\/",
    "not": "negation is written ~", "null": "TLA+ has no null: declare a CONSTANT for it",
    "nil": "TLA+ has no nil: declare a CONSTANT for it", "len": "it is Len, of module Sequences",
    "int": "the set of integers is Int, of module Integers", "|": "a set is written {x \\in S : P} or {e : x \\in S}",
    ":=": "the next value of x is given by x' = e; := is an operator of module Apalache",
    "++": "the next value of x is given by x' = x + 1", "--": "the next value of x is given by x' = x - 1",
    "WF": "weak fairness is written WF_vars(A)", "SF": "strong fairness is written SF_vars(A)",
}


class Lookup:
    """The scopes around one text. `locals` are the bound identifiers in scope; `reread` says that the text was read
    before, where it stands, so that what its names hide need not be looked at."""

    def __init__(self, at: Place, bound: dict[str, Meaning] | None = None) -> None:
        self.place = at
        self.resolution: Resolution = at.resolution
        self.report = at.resolution.report
        self.scope = at.scope
        self.position = at.position
        self.context = at.scope.context
        self.locals: dict[str, Meaning] = {} if bound is None else bound
        self.reread = False

    def lookup(self, name: str, span: Span) -> Meaning | None:
        """What a name denotes here; None, after an error was reported, if nothing."""
        found = self.seen(name)
        if found is None:
            self._unknown(name, span)
        return found

    def seen(self, name: str) -> Meaning | None:
        """What a name denotes here, or None."""
        local = self.locals.get(name)
        if local is not None:
            return local
        known = _LANGUAGE.get(name)
        if known is not None:
            return known
        entry = self.scope.lookup(name, self.position)
        return None if entry is None else self.resolution.effective(entry, self.scope.module.name)

    def _unknown(self, name: str, span: Span) -> None:
        entry = self.scope.later(name)
        if entry is not None:
            own = isinstance(entry.meaning, Defined) and self.scope.positions.get(name) == self.position
            hint = "declare it before with RECURSIVE" if own else f"it is defined at {place(entry.span)}"
            what = f"{name} is used inside its own definition" if own else f"{name} is used before its definition"
            self.report.error(Code.RECURSION if own else Code.UNKNOWN_NAME, what, span, hint)
            return
        home = library.defining(name)
        kind = "name" if _is_word(name) else "operator"
        known = filter(_is_word, (*self.locals, *self.scope.names(self.position), *LANGUAGE))
        hint = _FOREIGN.get(name) or (nearest(name, known) if kind == "name" and home is None else "")
        if home is not None and not hint:
            hint = f"it is in module {home}: EXTENDS {home}"
        elif not hint and untranslated(span.source) is not None:
            hint = HINT
        shown = "- as a sign" if name == "-." else name
        self.report.error(Code.UNKNOWN_NAME, f"unknown {kind} {shown}", span, hint)

    def bind(self, name: str, span: Span, meaning: Meaning) -> None:
        """Puts a bound identifier into scope; TLA+ lets it hide nothing (Specifying Systems, section 17.3)."""
        self.unhidden(name, span)
        self.locals[name] = meaning

    def unhidden(self, name: str, span: Span) -> None:
        if self.reread:
            return
        other: Span | None = None
        if name in self.locals:
            other = declared_at(self.locals[name])
        else:
            entry = self.scope.lookup(name, self.position)
            if entry is None or entry.soft:
                return
            other = entry.span
        where = "" if other is None else f" at {place(other)}" if other.source.text else " in the library"
        self.report.error(Code.DUPLICATE, f"{name} is already declared or defined{where}", span, "choose another name")


def _is_word(name: str) -> bool:
    return name[:1].isalnum() or name[:1] == "_"


def declared_at(meaning: Meaning) -> Span | None:
    match meaning:
        case Declared(variable=variable):
            return variable.span
        case Free(constant=constant):
            return constant.span
        case Bound(local=local):
            return local.span
        case Defined(definition=definition):
            return definition.span
        case _:
            return None
