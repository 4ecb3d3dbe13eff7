"""Modules and their units, going on after an error at the next unit; must not know which module extends which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.syntax.ast import Assumption, Constants, Identifier, Module, Theorem, Variables
from symcheck.syntax.definitions import WITH_TWO
from symcheck.syntax.lexer import KEYWORDS, Tokens, identifier
from symcheck.syntax.proofs import PROOF_STARTS, ProofParser

if TYPE_CHECKING:
    from symcheck.syntax.ast import Expr, Unit

_UNIT_STARTS = frozenset(
    {"VARIABLE", "CONSTANT", "ASSUME", "THEOREM", "RECURSIVE", "LOCAL", "INSTANCE", "USE", "HIDE", "----",
     "---- MODULE", "====", "eof"}
)  # fmt: skip
_MOST_ERRORS = 20
_MOST_MODULES = 64
# how other languages, Quint among them, begin what TLA+ writes in another way
_DEFINED = "a definition is written Name == …, without a word before it"
_ELSEWHERE = {
    **dict.fromkeys(("def", "val", "pure", "action", "temporal", "fn", "func", "function"), _DEFINED),
    "var": "variables are declared by VARIABLE x, y",
    **dict.fromkeys(("const", "param"), "constants are declared by CONSTANT N"),
    **dict.fromkeys(("import", "include", "use"), "modules are read by EXTENDS M, or by INSTANCE M"),
}


class AbandonedError(Exception):
    """Too much is wrong to go on; the parser's `errors` say what."""


class ModuleParser(ProofParser):
    """Reads one module; `errors` gathers what was wrong in it."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.errors: list[Diagnostic] = []
        self.open_modules = 0

    def module(self) -> Module:
        """A module from its `---- MODULE` to its `====`."""
        first = self.at
        self.open_modules += 1
        if self.open_modules > _MOST_MODULES:
            message = f"more than {_MOST_MODULES} modules are open"
            self.errors.append(Diagnostic(Code.NESTING, message, self.span(first)))
            raise AbandonedError
        self.expect("---- MODULE")
        name = self.module_name()
        extends: list[Identifier] = []
        units: list[Unit] = []
        try:
            self.expect("----", "after the module's name")
            if self.accept("EXTENDS"):
                extends.append(self.identifier("the name of a module"))
                while self.accept(","):
                    extends.append(self.identifier("the name of a module"))
        except SpecError as error:
            self.recover(error, first)
        while self.kinds[self.at] != "====":
            begun = self.at
            try:
                if self.kinds[begun] == "eof":
                    raise self.failure(f"`====` at the end of module {name.name}")
                unit = self.unit()
                if unit is not None:
                    units.append(unit)
            except SpecError as error:
                self.recover(error, begun)
            except RecursionError:
                self.recover(self.too_deep(), begun)
        self.at += 1
        self.open_modules -= 1
        return Module(name.name, tuple(extends), tuple(units), self.since(first), name.span)

    def module_name(self) -> Identifier:
        """A module's name may be made of characters that elsewhere begin a fairness condition."""
        if self.kinds[self.at] in ("WF_", "SF_") and self.adjacent(self.at):
            first = self.at
            self.at += 2
            span = self.since(first)
            return Identifier(span.text, span)
        return self.identifier("the name of a module")

    def recover(self, error: SpecError, begun: int) -> None:
        """Note an error and go on where the next unit begins; raise AbandonedError when there is none."""
        self.errors.extend(error.diagnostics)
        self.limit = self.depth = 0
        at = max(self.at, begun + 1)
        kinds, columns = self.kinds, self.columns
        if kinds[self.at] == "eof" or len(self.errors) >= _MOST_ERRORS:
            raise AbandonedError
        margin = self.margin(begun)
        while True:
            kind = kinds[at]
            if kind == "eof":
                raise AbandonedError
            if kind in ("====", "---- MODULE"):
                break
            if (columns[at] == 0 or kind in _UNIT_STARTS) and self.margin(at) <= margin:
                break
            at += 1
        self.at = at

    def margin(self, at: int) -> int:
        """How far a token stands from the start of its line if it is the first there, else far to the right."""
        text = self.source.text
        start = self.starts[at]
        before = self.starts[at - 1] + len(self.texts[at - 1]) if at else 0
        line_start = max(text.rfind("\n", before, start), text.rfind("\r", before, start)) + 1
        if line_start == 0 and before > 0:
            return 1 << 30
        return start - line_start

    # ------------------------------------------------------------ units

    def unit(self) -> Unit | None:
        first = self.at
        kind = self.kinds[first]
        if self.columns[first] == 0:
            return self.definition(False, first)
        match kind:
            case "VARIABLE":
                self.at += 1
                names = [self.identifier("the name of a variable")]
                while self.accept(","):
                    names.append(self.identifier("the name of a variable"))
                self.no_name_follows()
                return Variables(tuple(names), self.since(first))
            case "CONSTANT":
                self.at += 1
                return Constants(self.declarations("the name of a constant"), self.since(first))
            case "RECURSIVE":
                return self.recursive()
            case "INSTANCE":
                return self.instance(False, first)
            case "LOCAL":
                self.at += 1
                if self.kinds[self.at] == "INSTANCE":
                    return self.instance(True, first)
                if self.columns[self.at] != 0:
                    raise self.failure("a definition or INSTANCE after LOCAL")
                return self.definition(True, first)
            case "ASSUME":
                self.at += 1
                name, body = self.named()
                assert body is not None
                return Assumption(name, body, self.since(first))
            case "THEOREM":
                self.at += 1
                name, body = self.named(goals=True)
                theorem = Theorem(name, body, self.since(first))
                if self.kinds[self.at] in PROOF_STARTS:
                    self.skip_proof()
                return theorem
            case "USE" | "HIDE":
                self.skip_proof()
                return None
            case "----":
                self.at += 1
                return None
            case "---- MODULE":
                return self.module()
            case _:
                raise self.no_unit()

    def named(self, goals: bool = False) -> tuple[str | None, Expr | None]:
        """`name == e` or `e`; where goals may stand, ASSUME … PROVE gives None."""
        name = None
        if self.kinds[self.at : self.at + 2] == ["id", "=="]:
            name = identifier(self.texts[self.at])
            self.at += 2
        if goals and self.kinds[self.at] == "ASSUME":
            self.assume_prove()
            return name, None
        return name, self.expression()

    def no_unit(self) -> SpecError:
        """The error where a unit should begin: either the unit before goes on wrongly, or this one begins wrongly."""
        at = self.at
        text = self.texts[at]
        following = self.kinds[at + 1 : at + 2]
        hint = ""
        if following == ["=="] and text in KEYWORDS:
            hint = f"{text} is a reserved word"
        elif self.kinds[at] == "id":
            if text in _ELSEWHERE and following == ["id"] and self.first_on_line(at):
                hint = _ELSEWHERE[text]
            elif text.upper() in KEYWORDS and text.lower() not in ("in", "or"):
                hint = f"keywords are written in capitals: {text.upper()}"
            elif self.first_on_line(at) and following in (["="], [":="]):
                hint = WITH_TWO
        return self.failure("an operator, a definition or `====`", hint)
