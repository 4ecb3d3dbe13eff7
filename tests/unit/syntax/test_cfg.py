from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.span import Source, Span
from symcheck.syntax import parse_configuration
from symcheck.syntax.cfg import KEYWORDS
from symcheck.syntax.cfg_ast import (
    Assign,
    CfgName,
    CfgNumber,
    CfgSet,
    CfgString,
    CheckDeadlock,
    Named,
    Replace,
    Statement,
)

AT = Span(Source("", ""), 0, 0)


def statements(text: str) -> list[Statement]:
    return list(parse_configuration(text).statements)


def errors(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(SpecError) as caught:
        parse_configuration(text, "M.cfg")
    return caught.value.diagnostics


def name(word: str) -> CfgName:
    return CfgName(word, AT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N = 3", Assign("N", (), CfgNumber(3, AT), AT)),
        ("N = -3", Assign("N", (), CfgNumber(-3, AT), AT)),
        ('N = "a\\"b"', Assign("N", (), CfgString('a"b', AT), AT)),
        ("N = TRUE", Assign("N", (), name("TRUE"), AT)),
        ("N = N", Assign("N", (), name("N"), AT)),
        ("N = {}", Assign("N", (), CfgSet((), AT), AT)),
        ("N = {a, {1}}", Assign("N", (), CfgSet((name("a"), CfgSet((CfgNumber(1, AT),), AT)), AT), AT)),
        ("F(1, a) = b", Assign("F", (CfgNumber(1, AT), name("a")), name("b"), AT)),
        ("N = [model value]", Assign("N", (), name("N"), AT)),
        ("N <- [model value]", Assign("N", (), name("N"), AT)),
        ("N = [model values] {a}", Assign("N", (), CfgSet((name("a"),), AT), AT)),
        ("N <- M", Replace("N", None, "M", AT)),
        ("N <-M", Replace("N", None, "M", AT)),
        ("N <- [Mod] M", Replace("N", "Mod", "M", AT)),
        ("N <-[Mod]M", Replace("N", "Mod", "M", AT)),
        ("N = [Mod] 3", Assign("N", (), CfgNumber(3, AT), AT, "Mod")),
        ("N = [Mod]{a}", Assign("N", (), CfgSet((name("a"),), AT), AT, "Mod")),
        ("N <- I!M", Replace("N", None, "I!M", AT)),
        ("\\prec <- Less", Replace("\\prec", None, "Less", AT)),
        ("+ <- Plus", Replace("+", None, "Plus", AT)),
        ("Plus <- +", Replace("Plus", None, "+", AT)),
        ("++ <- \\prec", Replace("++", None, "\\prec", AT)),
    ],
)
@pytest.mark.parametrize("keyword", ["CONSTANT", "CONSTANTS"])
def test_constants(keyword: str, text: str, expected: Statement) -> None:
    assert statements(f"{keyword} {text}") == [expected]
    assert statements(f"{keyword}\n  {text}\n  Last = 1\n")[0] == expected


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("INVARIANTS", "INVARIANT"),
        ("PROPERTIES", "PROPERTY"),
        ("CONSTRAINTS", "CONSTRAINT"),
        ("ACTION_CONSTRAINTS", "ACTION_CONSTRAINT"),
    ],
)
def test_lists_of_names(plural: str, singular: str) -> None:
    expected = [Named(singular, "A", AT), Named(singular, "I!B", AT)]
    for keyword in (plural, singular):
        assert statements(f"{keyword} A\n I!B INIT Init") == [*expected, Named("INIT", "Init", AT)]
    assert statements(plural) == []


@pytest.mark.parametrize(
    "keyword", ["INIT", "NEXT", "SPECIFICATION", "SYMMETRY", "VIEW", "ALIAS", "POSTCONDITION"]
)
def test_single_names(keyword: str) -> None:
    assert statements(f"{keyword} WF_Op") == [Named(keyword, "WF_Op", AT)]


def test_deadlock() -> None:
    assert statements("CHECK_DEADLOCK TRUE CHECK_DEADLOCK FALSE") == [CheckDeadlock(True, AT), CheckDeadlock(False, AT)]


def test_order_comments_and_spans() -> None:
    text = "\ufeff\\* INIT x\nNEXT (* (* INIT *) *) Next\nCONSTANT A = {1,\n\t2}\nINVARIANT B\r\nCONSTANT C <- D\n"
    configuration = parse_configuration(text, "M.cfg")
    assert [statement.span.text for statement in configuration.statements] == [
        "NEXT (* (* INIT *) *) Next", "A = {1,\n\t2}", "B", "C <- D",
    ]  # fmt: skip
    assert configuration.span.text == text


def test_an_empty_file() -> None:
    assert statements("") == statements("(* nothing *)\n\\* nothing") == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("INVARIENT A", "expected a keyword such as CONSTANTS, INVARIANT or SPECIFICATION, found `INVARIENT`",
         "did you mean INVARIANT?"),
        ("invariant A", "expected a keyword such as CONSTANTS, INVARIANT or SPECIFICATION, found `invariant`",
         "did you mean INVARIANT?"),
        ("INIT A # initially", "expected a keyword such as CONSTANTS, INVARIANT or SPECIFICATION, found `#`",
         "a comment begins with \\*"),
        ("INVARIANT A // or B", "expected a name after INVARIANT, found `//`", "a comment begins with \\*"),
        ("INVARIANT x < 5", "expected a name after INVARIANT, found `<`", "Inv == x < 5"),
        ("CONSTANT N = 3 INVARIENT I", "expected `=` or `<-` after INVARIENT, found `I`", "did you mean INVARIANT?"),
        ("INIT", "expected one name after INIT, found the end of the file", ""),
        ("INIT NEXT Next", "expected one name after INIT, found the keyword NEXT", ""),
        ("INIT A B", "expected a keyword such as CONSTANTS, INVARIANT or SPECIFICATION, found `B`", ""),
        ("INVARIANTS A, B", "expected a name after INVARIANTS, found `,`", "separated by blanks"),
        ("CHECK_DEADLOCK maybe", "expected TRUE or FALSE after CHECK_DEADLOCK, found `maybe`", ""),
        ("CONSTANT N = 1..3", "expected the name of a constant, found `..`", "name <- Operator"),
        ("CONSTANT N = <<1>>", "expected a value, found `<<`", "name <- Operator"),
        ("CONSTANT N = 1.5", "expected a value, found `1.5`", "name <- Operator"),
        ("CONSTANT N = INIT Init", "expected a value, found the keyword INIT", ""),
        ("CONSTANT N <- {1}", "expected the name of an operator, found `{`", "name <- Operator"),
        ("CONSTANT N = {1 2}", "expected `,` or `}`, found `2`", ""),
        ("CONSTANT N = {1", "expected `,` or `}`, found the end of the file", ""),
        ("CONSTANT F(1 = 2", "expected `)`, found `=`", ""),
        ("CONSTANT N <- [Mod M", "expected `]`, found `M`", ""),
        ("CONSTANT N = [Mod 3", "expected `]`, found `3`", ""),
        ("CONSTANT N = [", "expected the name of a module, found the end of the file", ""),
        ("CONSTANT N", "expected `=` or `<-` after N, found the end of the file", ""),
        ("CONSTANT N = \"abc", "this string is never closed", ""),
        ("(* INIT", "this comment is never closed", ""),
        ("INIT \0", "no token begins with the character U+0000", ""),
        ("CONSTANT N = " + "1" * 5000, "expected a number of at most 4000 digits, found 5000", ""),
        ("CONSTANT N = " + "{" * 10000, "this set is nested too deep", ""),
    ],
)  # fmt: skip
def test_errors(text: str, message: str, hint: str) -> None:
    (found,) = errors(text)
    assert (found.code, found.message) == (Code.CONFIG_SYNTAX, message)
    assert found.span is not None
    assert hint in found.hint


@pytest.mark.parametrize("keyword", ["TYPE", "TYPE_CONSTRAINT", "_PERIODIC", "_RL_REWARD"])
def test_keywords_without_a_counterpart_are_refused(keyword: str) -> None:
    (found,) = errors(f"INVARIANT A\n{keyword} B\nINIT Init")
    assert (found.code, found.message) == (Code.UNSUPPORTED, f"the keyword {keyword} is not supported")
    assert found.span is not None
    assert found.span.line == 2


def test_independent_errors_are_told_together() -> None:
    found = errors("INIT\nNEXT Next\nCONSTANT N = )\nINVARIANT A ;\nCHECK_DEADLOCK 1".replace(" ;", " ,"))
    assert [(one.span.line, one.span.column) for one in found if one.span] == [(2, 1), (3, 14), (4, 13), (5, 16)]


def test_every_keyword_begins_a_section() -> None:
    for keyword in KEYWORDS:
        value = "N = 1" if keyword.startswith("CONSTANT") and "RAINT" not in keyword else "TRUE"
        assert len(statements(f"{keyword} {value}")) == 1
