from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Source
from symcheck.syntax.lexer import Tokens, tokenize


def lex(text: str) -> Tokens:
    return tokenize(Source("<test>", text), module=False)


def kinds(text: str) -> list[str]:
    found = lex(text).kinds
    assert found[-1] == "eof"
    return found[:-1]


def errors(text: str) -> list[tuple[str, str]]:
    with pytest.raises(SpecError) as caught:
        lex(text)
    assert caught.value.code is Code.LEXICAL
    return [(found.span.text if found.span else "", found.message) for found in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x1 1x _x x_y_ 0x1", ["id"] * 5),
        ("12 1.5 \\b101 \\O17 \\hFf", ["num"] * 5),
        ("1..3", ["num", "..", "num"]),
        ("1...3", ["num", "...", "num"]),
        ("1.5..2", ["num", "..", "num"]),
        ('"" "a\\"b" "\\\\"', ["str"] * 3),
        ("<<1>>_v <<>> << >>", ["<<", "num", ">>_", "id", "<<", ">>", "<<", ">>"]),
        ("[A]_v", ["[", "id", "]_", "id"]),
        ("WF_v(A) SF_<<x>>", ["WF_", "id", "(", "id", ")", "SF_", "<<", "id", ">>"]),
        ("a<1", ["id", "<", "num"]),
        ("a <1> b <2>x. <*> <+>3.", ["id", "step", "id", "step", "step", "step"]),
        ("a<-1", ["id", "<-", "num"]),
        ("a (+) b ( + ) (\\X) (-)", ["id", r"\oplus", "id", "(", "+", ")", r"\otimes", r"\ominus"]),
        ("x'=1/\\y''", ["id", "'", "=", "num", "/\\", "id", "'", "'"]),
        ("a|->b|-c||d|e", ["id", "|->", "id", "|-", "id", "||", "id", "|", "id"]),
        ("f!!g!h", ["id", "!!", "id", "!", "id"]),
        ("[]<>~>", ["[]", "<>", "~>"]),
        ("a:>b::c:=d::=e:f", ["id", ":>", "id", "::", "id", ":=", "id", "::=", "id", ":", "id"]),
        ("a -+-> b --> c", ["id", "-+->", "id", "--", ">", "id"]),
        ("---- ====== == =", ["----", "====", "==", "="]),
        ("---- MODULE M ----", ["---- MODULE", "id", "----"]),
        ("CONSTANTS VARIABLES AXIOM LEMMA DEFS", ["CONSTANT", "VARIABLE", "ASSUME", "THEOREM", "DEF"]),
        ("∀ x ∈ ℕ : ¬p ∧ q ⇒ ⟨x⟩_v", [r"\A", "id", r"\in", "id", ":", "~", "id", "/\\", "id", "=>", "<<", "id", ">>_",
                                     "id"]),
        ("\\AA \\EE \\A \\E", [r"\AA", r"\EE", r"\A", r"\E"]),
        ("S\\T S\\{x}", ["id", "\\", "id", "id", "\\", "{", "id", "}"]),
        ("F(_,_)", ["id", "(", "_", ",", "_", ")"]),
        ("_\\prec_", ["_", r"\prec", "_"]),
        ("a^+ a^* a^# a^^b a^b", ["id", "^+", "id", "^*", "id", "^#", "id", "^^", "id", "id", "^", "id"]),
    ],
)  # fmt: skip
def test_tokens(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_word_that_begins_with_an_operator_is_split_and_remembered() -> None:
    tokens = lex(r"x \inn S")
    assert tokens.kinds[:4] == ["id", r"\in", "id", "id"]
    assert tokens.split == {1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a (* b (* c *) d *) e", ["id", "id"]),
        ("a (***) (*)*) (*(*)*)*) b", ["id", "id"]),
        ("a \\* b (* c\nd", ["id", "id"]),
        ('a (* "open *) b', ["id", "id"]),
        ("(* x *)", []),
        ("\\* x", []),
        ('"(* text *)" "\\\\* text"', ["str", "str"]),
    ],
)
def test_comments_are_blanks(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a b\n c", [1, 3, 2]),
        ("\ta\n       \tb\n\t\tc", [9, 9, 17]),
        ("ab\tc\td", [1, 9, 17]),
        ("(* x\n\t*) a", [12]),
        ("(* (* \n *)\t*) a", [12]),
        ('"a\tb" c', [1, 12]),
        ("a\r\n b\r  c\r\r\nd", [1, 2, 3, 1]),
        ("(* é *) ∧", [9]),
    ],
)
def test_columns_have_tab_stops_every_eight(text: str, columns: list[int]) -> None:
    assert lex(text).columns[:-1] == columns


def test_columns_of_a_module_that_begins_inside_a_line() -> None:
    text = "x\n\ty ---- MODULE M ----\n a ===="
    tokens = tokenize(Source("<test>", text), text.index("----"), module=True)
    assert tokens.columns == [11, 23, 25, 2, 4, 0]


def test_a_module_ends_at_its_own_closing_line() -> None:
    text = "---- MODULE A ----\n---- MODULE B ----\n====\nx\n====\n' (* garbage \""
    tokens = tokenize(Source("<test>", text), module=True)
    assert tokens.kinds == [
        "---- MODULE", "id", "----", "---- MODULE", "id", "----", "====", "id", "====", "eof",
    ]  # fmt: skip


def test_spans_are_offsets_into_the_text() -> None:
    text = '  foo (* c *) "s" \\in'
    tokens = lex(text)
    assert [text[start : start + len(word)] for start, word in zip(tokens.starts, tokens.texts, strict=True)] == [
        "foo", '"s"', "\\in", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a ; b", [(";", "no token begins with `;` (U+003B)")]),
        ("a \0\0\0 b", [("\0\0\0", "no token begins with the character U+0000")]),
        ("a ⤳ b ?", [("⤳", "no token begins with `⤳` (U+2933)"), ("?", "no token begins with `?` (U+003F)")]),
        ("a (* b (* c *)", [("(*", "this comment is never closed")]),
        ('a "b\nc "d\n', [('"', "this string is never closed")] * 2),
        ('"a\\*b" c', [("\\*", r"unknown escape `\*` in a string")]),
        ("1_000", [("1_000", "`1_000` is neither a number nor an identifier")]),
        ("\xa0a", [("\xa0", "no token begins with NO-BREAK SPACE (U+00A0)")]),
    ],
)
def test_errors_name_what_stands_there(text: str, found: list[tuple[str, str]]) -> None:
    assert errors(text) == found


def test_at_most_twenty_errors() -> None:
    assert len(errors("? a " * 1000)) == 20


def test_a_byte_order_mark_is_skipped() -> None:
    tokens = lex("\ufeffa")
    assert tokens.kinds == ["id", "eof"]
    assert tokens.columns[0] == 1
