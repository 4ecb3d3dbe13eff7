"""How a diagnostic is quoted."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, Diagnostic
from symcheck.base.span import Source, Span
from symcheck.cli.diagnostics import diagnostics_text


def _at(text: str, what: str, path: str = "M.tla") -> Span:
    start = text.index(what)
    return Span(Source(path, text), start, start + len(what))


def test_place_line_caret_and_hint() -> None:
    text = "---- MODULE M ----\nInit == Lne(q) = 0\n====\n"
    found = Diagnostic(Code.UNKNOWN_NAME, "Lne is not defined", _at(text, "Lne"), "did you mean Len?")
    shown = diagnostics_text([found])
    assert shown.splitlines() == [
        "M.tla:2:9: error S101: Lne is not defined",
        "    2 | Init == Lne(q) = 0",
        "      |         ^^^",
        "  hint: did you mean Len?",
    ]


def test_tabs_keep_the_caret_under_its_text() -> None:
    text = "a\tb\n\t$\n"
    shown = diagnostics_text([Diagnostic(Code.LEXICAL, "no", _at(text, "$"))]).splitlines()
    assert shown[1].index("$") == shown[2].index("^")


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    text = "E == (1 +\n  2)\n"
    shown = diagnostics_text([Diagnostic(Code.SYNTAX, "no", _at(text, "(1 +\n  2)"))]).splitlines()
    assert shown[2].count("^") == len("(1 +")


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "x" * 5_000 + "!" + "y" * 5_000
    shown = diagnostics_text([Diagnostic(Code.LEXICAL, "no", _at(text, "!"))]).splitlines()
    assert all(len(line) < 160 for line in shown)
    assert shown[1].index("!") == shown[2].index("^")


def test_control_characters_never_reach_the_terminal() -> None:
    text = "E == \x1b[31m$"
    shown = diagnostics_text([Diagnostic(Code.LEXICAL, "strange \x1b", _at(text, "$"))])
    assert "\x1b" not in shown


def test_the_end_of_a_file_has_a_place() -> None:
    source = Source("M.tla", "E == 1 +")
    shown = diagnostics_text([Diagnostic(Code.SYNTAX, "no", Span(source, 8, 8))]).splitlines()
    assert shown[2].endswith("^")
    assert shown[2].index("^") == shown[1].index("+") + 1


def test_the_same_message_is_said_once_and_warnings_are_called_so() -> None:
    warning = Diagnostic(Code.WEAK_CHECK, "nothing is checked")
    assert diagnostics_text([warning, warning]) == "warning W004: nothing is checked"
