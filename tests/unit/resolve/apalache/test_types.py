from __future__ import annotations

import pytest

from symcheck.base.span import Source, Span
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.core.expr import Variable
from symcheck.resolve.apalache.types import Collection, annotated

AT = Span(Source("<test>", ""), 0, 0)


def declared(text: str) -> Variable:
    """The variable whose name is the last word of a text."""
    source = Source("<test>", text)
    return Variable("x", Span(source, text.rindex("x"), len(text)))


def shown(annotation: str) -> str | None:
    found = annotated(declared(f"VARIABLE\n  \\* {annotation}\n  x"), AT)
    if found is None:
        return None
    kind, expr = (found.kind, found.elements) if isinstance(found, Collection) else ("", found)
    compiler = Compiler(())
    value = compiler.compile(expr, compiler.scope()).run(compiler.scope().frame(()))
    return f"{kind}({value})" if kind else str(value)


@pytest.mark.parametrize(
    ("annotation", "values"),
    [
        ("@type: Int;", "Int"),
        ("@type: (Bool);", "{FALSE, TRUE}"),
        ("@type: {a: Int, b: Str};", "[a: Int, b: STRING]"),
        ("@type: <<Int, {b: Bool}>>;", "(Int \\X [b: {FALSE, TRUE}])"),
        ("@type: Set({src: Int,\n  \\*   val: Int});", "Set([src: Int, val: Int])"),
        ("@type: Seq(Int);", "Seq(Int)"),
        ("@type: Set(Set(Int));", None),
        ("@type: Str -> Int;", None),
        ("@type: $message;", None),
        (
            "@typeAlias: message = {a: Int, b: $kind};\n@typeAlias: kind = Str;\n@type: Set($message);",
            "Set([a: Int, b: STRING])",
        ),
        ("@typeAlias: MSG = [seqno: Int, MSG: Bool];\n  @type: Set(MSG);", "Set([MSG: {FALSE, TRUE}, seqno: Int])"),
        ("@typeAlias: all = Set(Int);\n@type: $all;", "Set(Int)"),
        ("@typeAlias: a = <<$a, $a>>;\n@type: $a;", None),
        ("@type: [a: Int};", None),
        ("@type: NODE;", None),
        ("@type: Int", None),
        ("@type: {a Int};", None),
        ("@type: Set(Int;", None),
        ("of some type", None),
    ],
)
def test_types_that_say_what_is_generated(annotation: str, values: str | None) -> None:
    assert shown(annotation) == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\\* @type: Int;\nVARIABLE x", True),
        ("VARIABLES (* @type: Int; *) x", True),
        ("CONSTANT\n\\* what there is\n\\* @type: Int;\nx", True),
        ("VARIABLES \\* @type: Int;\n y, x", False),
        ("\\* @type: Int; \\* and more words\nVARIABLE x", False),
    ],
)
def test_an_annotation_is_that_of_the_next_name(text: str, found: bool) -> None:
    assert (annotated(declared(text), AT) is not None) == found
