"""What is said to the user about the input: a code, a message, a place and a hint; must not know how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symcheck.base.span import Span


class Code(Enum):
    """Every kind of diagnostic; the letter says who is at fault and `docs/errors/` has a section for each.

    S: the specification's text or names; C: the configuration; D: evaluating an expression that TLA+ leaves
    undefined; U: something that symcheck lacks; W: a warning, which never stops a run.
    """

    # text
    UNREADABLE = "S001"
    LEXICAL = "S002"
    SYNTAX = "S003"
    PRECEDENCE = "S004"
    NESTING = "S005"
    # names
    UNKNOWN_NAME = "S101"
    UNKNOWN_MODULE = "S102"
    CYCLIC_MODULES = "S103"
    DUPLICATE = "S104"
    ARITY = "S105"
    LEVEL = "S106"
    SUBSTITUTION = "S107"
    RECURSION = "S108"
    MISPLACED = "S109"
    UNTYPED = "S110"
    # configuration
    CONFIG_SYNTAX = "C001"
    CONFIG_UNKNOWN_NAME = "C002"
    CONFIG_UNBOUND_CONSTANT = "C003"
    CONFIG_DUPLICATE = "C004"
    CONFIG_NO_BEHAVIOR = "C005"
    CONFIG_LEVEL = "C006"
    CONFIG_VALUE = "C007"
    CONFIG_UNREADABLE = "C008"
    # definedness (the classes in which TLC reports them)
    DOMAIN = "D001"
    EMPTY_SEQUENCE = "D002"
    EMPTY_SET = "D003"
    NOT_A_FUNCTION = "D004"
    NOT_A_SET = "D005"
    INFINITE_SET = "D006"
    MEMBERSHIP = "D007"
    INCOMPARABLE = "D008"
    ARGUMENT_TYPE = "D009"
    NOT_BOOLEAN = "D010"
    CHOOSE_NO_WITNESS = "D011"
    UNBOUNDED = "D012"
    CASE_NO_MATCH = "D013"
    DIVISION_BY_ZERO = "D014"
    NONPOSITIVE_DIVISOR = "D015"
    UNDEFINED = "D016"
    PATTERN_ARITY = "D017"
    ASSERT = "D018"
    RECURSION_DEPTH = "D019"
    UNASSIGNED = "D020"
    # what symcheck lacks
    UNSUPPORTED = "U001"
    TOO_LARGE = "U002"
    # warnings
    UNUSED = "W001"
    IGNORED = "W002"
    VACUOUS = "W003"
    WEAK_CHECK = "W004"
    ANYWHERE = "W005"
    NO_INVARIANT = "W006"
    SWALLOWED = "W007"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing said about the input. `message` is one sentence without a place; `hint` says what to do."""

    code: Code
    message: str
    span: Span | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span is not None else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.code.value}: {self.message}{hint}"


class SpecError(Exception):
    """The user's mistake, or something the tool lacks: carries at least one diagnostic."""

    def __init__(self, code: Code, message: str, at: Span | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.diagnostics: tuple[Diagnostic, ...] = (Diagnostic(code, message, at, hint),)

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> SpecError:
        """One error that carries several independent diagnostics."""
        found = tuple(diagnostics)
        assert found, "an error says something"
        error = cls(found[0].code, found[0].message, found[0].span, found[0].hint)
        error.diagnostics = found
        return error

    @property
    def code(self) -> Code:
        return self.diagnostics[0].code

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the closest known name, or the empty string."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean {found[0]}?" if found else ""
