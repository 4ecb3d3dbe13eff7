"""Parses TLC configuration files, going on after an error at the next keyword; must not know the specification."""

from __future__ import annotations

import re

from symcheck.base.diagnostic import Code, Diagnostic, SpecError, nearest
from symcheck.base.span import Source, Span
from symcheck.syntax.cfg_ast import (
    Assign,
    CfgName,
    CfgNumber,
    CfgSet,
    CfgString,
    CfgValue,
    CheckDeadlock,
    Configuration,
    Named,
    Replace,
    Statement,
)
from symcheck.syntax.lexer import Tokens, shorten, tokenize
from symcheck.syntax.literals import number_value, string_value
from symcheck.syntax.operators import OPERATORS

_ONE_NAME = {word: word for word in ("INIT", "NEXT", "SPECIFICATION", "SYMMETRY", "VIEW", "ALIAS", "POSTCONDITION")}
_MANY_NAMES = {
    word: singular
    for singular, plural in {
        "INVARIANT": "INVARIANTS",
        "PROPERTY": "PROPERTIES",
        "CONSTRAINT": "CONSTRAINTS",
        "ACTION_CONSTRAINT": "ACTION_CONSTRAINTS",
    }.items()
    for word in (singular, plural)
}
_CONSTANTS = frozenset({"CONSTANT", "CONSTANTS"})
# Words that the model checker's own grammar reserves and that have no counterpart here.
_REJECTED = frozenset({"TYPE", "TYPE_CONSTRAINT", "_PERIODIC", "_RL_REWARD"})
KEYWORDS: frozenset[str] = _CONSTANTS | {*_ONE_NAME, *_MANY_NAMES, "CHECK_DEADLOCK"}

_WORD = re.compile(r"[A-Za-z0-9_]+")
_DEEPEST_SET = 100
_MOST_ERRORS = 20
_NAMED = "names are separated by blanks; a formula gets its name in the module, as in Inv == x < 5"
_VALUES = (
    "a value is a number, a string, TRUE, FALSE, a model value or a set {…} of these; for anything else define an "
    "operator in the module and write `name <- Operator`"
)
_SYMBOLS = frozenset(operator.symbol for operator in OPERATORS)


def parse_configuration(text: str, path: str = "<cfg>") -> Configuration:
    """The statements of a configuration, in order. Raises SpecError(CONFIG_SYNTAX) with every independent error."""
    source = Source(path, text)
    try:
        tokens = tokenize(source, module=False)
    except SpecError as error:
        if error.code is not Code.LEXICAL:
            raise
        raise SpecError.of(
            Diagnostic(Code.CONFIG_SYNTAX, found.message, found.span, found.hint) for found in error.diagnostics
        ) from None
    return _Parser(tokens).configuration()


class _Parser:
    def __init__(self, tokens: Tokens) -> None:
        self.source = tokens.source
        self.kinds = tokens.kinds
        self.texts = tokens.texts
        self.starts = tokens.starts
        self.at = 0
        self.statements: list[Statement] = []

    def configuration(self) -> Configuration:
        errors: list[Diagnostic] = []
        while self.kinds[self.at] != "eof" and len(errors) < _MOST_ERRORS:
            begun = self.at
            try:
                self.section()
            except SpecError as error:
                errors.extend(error.diagnostics)
                self.at = max(self.at, begun + 1)
                while self.kinds[self.at] != "eof" and self.texts[self.at] not in KEYWORDS:
                    self.at += 1
        if errors:
            raise SpecError.of(errors)
        return Configuration(tuple(self.statements), Span(self.source, 0, len(self.source.text)))

    # ------------------------------------------------------------ sections

    def section(self) -> None:
        first = self.at
        word = self.texts[first]
        self.at += 1
        if word in _CONSTANTS:
            while self.goes_on():
                self.statements.append(self.constant())
        elif word in _MANY_NAMES:
            while self.goes_on():
                begun = self.at
                name = self.name(f"a name after {word}", _NAMED)
                self.statements.append(Named(_MANY_NAMES[word], name, self.since(begun)))
        elif word in _ONE_NAME:
            name = self.name(f"one name after {word}")
            self.statements.append(Named(_ONE_NAME[word], name, self.since(first)))
        elif word == "CHECK_DEADLOCK":
            value = self.texts[self.at]
            if value not in ("TRUE", "FALSE"):
                raise self.failure("TRUE or FALSE after CHECK_DEADLOCK")
            self.at += 1
            self.statements.append(CheckDeadlock(value == "TRUE", self.since(first)))
        else:
            self.at = first
            if word in _REJECTED:
                raise SpecError(Code.UNSUPPORTED, f"the keyword {word} is not supported", self.span(first))
            meant = nearest(word.upper(), KEYWORDS)
            raise self.failure("a keyword such as CONSTANTS, INVARIANT or SPECIFICATION", meant)

    def goes_on(self) -> bool:
        """Whether the section has more entries: until a keyword or the end."""
        return self.kinds[self.at] != "eof" and self.texts[self.at] not in KEYWORDS | _REJECTED

    def constant(self) -> Statement:
        """`name = value`, `Op(a, b) = value`, `name <- operator`, and for one module `name = [Module] value` and
        `name <- [Module] operator`."""
        first = self.at
        if self.kinds[first] in _SYMBOLS and self.kinds[first + 1] == "<-":
            name = self.kinds[first]
            self.at += 1
        else:
            name = self.name("the name of a constant", _VALUES)
        args: list[CfgValue] = []
        if self.kinds[self.at] == "(":
            self.at += 1
            args.append(self.value(name))
            while self.kinds[self.at] == ",":
                self.at += 1
                args.append(self.value(name))
            self.expect(")")
        kind = self.kinds[self.at]
        if kind == "=":
            self.at += 1
            module = self.within() if not args else None
            return Assign(name, tuple(args), self.value(name), self.since(first), module)
        if kind == "<-" and not args:
            self.at += 1
            if self.model_value_mark():
                value = self.value(name) if self.kinds[self.at] == "{" else CfgName(name, self.since(first))
                return Assign(name, (), value, self.since(first))
            return Replace(name, self.within(), self.operator(), self.since(first))
        raise self.failure(f"`=` or `<-` after {name}", nearest(name, KEYWORDS) if not args else "")

    def within(self) -> str | None:
        """The module in `[Module]`, if that is there."""
        if self.kinds[self.at] != "[" or self.texts[self.at + 2 : self.at + 3] in (["value"], ["values"]):
            return None
        self.at += 1
        module = self.name("the name of a module")
        self.expect("]")
        return module

    def operator(self) -> str:
        """What a name is replaced by: a word or the symbol of an operator."""
        kind = self.kinds[self.at]
        if kind not in _SYMBOLS:
            return self.name("the name of an operator", _VALUES)
        self.at += 1
        return kind

    # ------------------------------------------------------------ values

    def value(self, constant: str, depth: int = 0) -> CfgValue:
        first = self.at
        kind = self.kinds[first]
        negative = kind == "-"
        digits = first + negative
        if self.kinds[digits] == "num" and "." not in self.texts[digits]:
            self.at = digits + 1
            number = number_value(self.texts[digits], self.span(digits), Code.CONFIG_SYNTAX)
            return CfgNumber(-number if negative else number, self.since(first))
        if kind == "str":
            self.at += 1
            return CfgString(string_value(self.texts[first]), self.span(first))
        if kind == "{":
            if depth >= _DEEPEST_SET:
                raise SpecError(Code.CONFIG_SYNTAX, "this set is nested too deep", self.span(first))
            return self.set_value(constant, depth)
        if depth == 0 and self.model_value_mark():
            return self.value(constant) if self.kinds[self.at] == "{" else CfgName(constant, self.since(first))
        if self.texts[first] in KEYWORDS:
            raise self.failure("a value")
        if not _WORD.fullmatch(self.texts[first]):
            raise self.failure("a value", _VALUES)
        return CfgName(self.name("a value", _VALUES), self.since(first))

    def set_value(self, constant: str, depth: int) -> CfgSet:
        first = self.at
        self.at += 1
        items: list[CfgValue] = []
        while self.kinds[self.at] != "}":
            if items:
                self.expect(",", "or `}`")
            items.append(self.value(constant, depth + 1))
        self.at += 1
        return CfgSet(tuple(items), self.since(first))

    def model_value_mark(self) -> bool:
        """Read `[model value]` or `[model values]` if it stands here."""
        marks = self.texts[self.at : self.at + 4]
        if marks in (["[", "model", "value", "]"], ["[", "model", "values", "]"]):
            self.at += 4
            return True
        return False

    # ------------------------------------------------------------ tokens

    def name(self, what: str, hint: str = "") -> str:
        """A word, perhaps `Instance!Word`."""
        first = self.at
        if not _WORD.fullmatch(self.texts[first]) or self.texts[first] in KEYWORDS:
            raise self.failure(what, hint)
        self.at += 1
        if self.kinds[first] in ("WF_", "SF_") and self.adjacent(first):
            self.at += 1
        while self.kinds[self.at] == "!" and self.adjacent(self.at) and _WORD.fullmatch(self.texts[self.at + 1]):
            self.at += 2
        return self.since(first).text

    def adjacent(self, index: int) -> bool:
        return self.starts[index] + len(self.texts[index]) == self.starts[index + 1]

    def expect(self, kind: str, alternative: str = "") -> None:
        if self.kinds[self.at] != kind:
            raise self.failure(f"`{kind}` {alternative}".rstrip())
        self.at += 1

    def span(self, index: int) -> Span:
        return Span(self.source, self.starts[index], self.starts[index] + len(self.texts[index]))

    def since(self, index: int) -> Span:
        last = self.at - 1
        return Span(self.source, self.starts[index], self.starts[last] + len(self.texts[last]))

    def failure(self, expected: str, hint: str = "") -> SpecError:
        at = self.at
        text = self.texts[at].strip()
        word = f"`{shorten(text)}`"
        found = "the end of the file" if self.kinds[at] == "eof" else word
        if self.texts[at] in KEYWORDS:
            found = f"the keyword {text}"
        if text in ("#", "/", "//"):
            hint = "a comment begins with \\* and ends with its line, or stands between (* and *)"
        return SpecError(Code.CONFIG_SYNTAX, f"expected {expected}, found {found}", self.span(at), hint)
