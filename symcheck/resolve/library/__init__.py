"""The modules that every specification may extend: which of their names are built in, which are TLA+ text of our own
beside this file; must not know how a name is looked up.

The meanings follow *Specifying Systems* chapter 18 and, for the community's modules, their published descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from symcheck.base.span import Source, Span
from symcheck.core.ops import Op
from symcheck.syntax import ast
from symcheck.value import String, Value, make_record


@dataclass(frozen=True, slots=True)
class LibraryModule:
    """`core` modules win over a user's file of the same name. `unsupported` names resolve, with their arity, but to
    evaluate one is an error. `values` are what names stand for in this run. `text` says that there is a .tla file
    beside this one."""

    name: str
    core: bool = False
    extends: tuple[str, ...] = ()
    operators: Mapping[str, Op] = field(default_factory=dict)
    unsupported: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Callable[[], Value]] = field(default_factory=dict)
    text: bool = False


def _environment() -> Value:
    """The environment of this process, as a record."""
    import os

    return make_record({name: String(text) for name, text in os.environ.items() if (name + text).isprintable()})


_NATURALS = {
    "+": Op.ADD, "-": Op.SUB, "*": Op.MUL, "^": Op.POW, "<": Op.LT, ">": Op.GT, "\\leq": Op.LE, "\\geq": Op.GE,
    "%": Op.MOD, "\\div": Op.DIV, "..": Op.RANGE, "Nat": Op.NAT,
}
_SEQUENCES = {
    "Seq": Op.SEQ, "Len": Op.LEN, "\\o": Op.CONCAT, "Append": Op.APPEND, "Head": Op.HEAD, "Tail": Op.TAIL,
    "SubSeq": Op.SUB_SEQ, "SelectSeq": Op.SELECT_SEQ,
}
_TLC = {
    "Print": Op.PRINT, "PrintT": Op.PRINT_T, "Assert": Op.ASSERT, "JavaTime": Op.JAVA_TIME, "TLCGet": Op.TLC_GET,
    "TLCSet": Op.TLC_SET, ":>": Op.SINGLETON, "@@": Op.MERGE, "Permutations": Op.PERMUTATIONS, "SortSeq": Op.SORT_SEQ,
    "RandomElement": Op.RANDOM_ELEMENT, "Any": Op.ANY, "ToString": Op.TO_STRING, "TLCEval": Op.TLC_EVAL,
}

_MODULES = (
    LibraryModule("Naturals", core=True, operators=_NATURALS),
    LibraryModule("Integers", core=True, extends=("Naturals",), operators={"Int": Op.INT, "-.": Op.NEG}),
    LibraryModule(
        "Reals", core=True, extends=("Integers",),
        operators={"Real": Op.REAL, "/": Op.REAL_DIV, "Infinity": Op.INFINITY},
    ),
    LibraryModule("Sequences", core=True, operators=_SEQUENCES),
    LibraryModule(
        "FiniteSets", core=True, operators={"IsFiniteSet": Op.IS_FINITE_SET, "Cardinality": Op.CARDINALITY}
    ),
    LibraryModule("TLC", core=True, operators=_TLC),
    # the other standard modules
    LibraryModule("Bags", text=True),
    LibraryModule(
        "TLCExt", text=True,
        operators={
            "Trace": Op.TRACE, "TLCModelValue": Op.TLC_MODEL_VALUE, "TLCGetOrDefault": Op.TLC_GET_OR_DEFAULT,
        },
        unsupported={"AssertError": 2, "CounterExample": 0, "ToTrace": 1, "TLCFP": 1, "TLCEvalDefinition": 1},
    ),
    LibraryModule(
        "Randomization", text=True, unsupported={"RandomSubsetSet": 3, "TestRandomSetOfSubsets": 5},
    ),
    LibraryModule("RealTime", text=True),
    LibraryModule("Toolbox", unsupported={"_TETrace": 0}, text=True),
    # of the community
    LibraryModule("Folds", text=True),
    LibraryModule("Functions", text=True),
    LibraryModule("FiniteSetsExt", text=True, operators={"FoldSet": Op.FOLD_SET, "SetToSeq": Op.SET_TO_SEQ}),
    LibraryModule("SequencesExt", text=True, operators={"FoldSeq": Op.FOLD_SEQ, "SetToSeq": Op.SET_TO_SEQ}),
    LibraryModule("BagsExt", text=True),
    LibraryModule("Relation", text=True),
    LibraryModule("Graphs", text=True),
    LibraryModule("UndirectedGraphs", text=True),
    LibraryModule("VectorClocks", text=True),
    LibraryModule("Combinatorics", text=True),
    LibraryModule("DyadicRationals", text=True),
    LibraryModule("Bitwise", text=True),
    LibraryModule("SVG", text=True, unsupported={"SVGElemToString": 1}),
    LibraryModule("ShiViz", extends=("Integers", "Toolbox", "TLC"), unsupported={"Host": 0, "Clock": 0}),
    LibraryModule("Statistics", extends=("Naturals",), unsupported={"ChiSquare": 3}),
    LibraryModule(
        "Json", text=True,
        operators={
            "ToJson": Op.TO_JSON, "JsonDeserialize": Op.READ_JSON, "ndJsonDeserialize": Op.READ_JSON_LINES,
        },
    ),
    LibraryModule(
        "IOUtils", text=True, operators={"atoi": Op.ATOI},
        unsupported={
            "IODeserialize": 2, "Deserialize": 2, "IOExec": 1, "IOEnvExec": 2, "IOExecTemplate": 2,
            "IOEnvExecTemplate": 3,
        },
        values={"IOEnv": _environment, "IOEnvPermissive": _environment},
    ),
    LibraryModule("CSV", text=True, unsupported={"CSVRead": 3, "CSVRecords": 1}),
    # of Apalache
    LibraryModule("Apalache", text=True, operators={":=": Op.EQ}),
    LibraryModule("Variants", text=True),
    LibraryModule("Option", text=True),
    # for proofs, which are skipped: what they extend is all that they give
    LibraryModule("TLAPS"),
    LibraryModule("NaturalsInduction", extends=("Integers", "TLAPS")),
    LibraryModule("WellFoundedInduction", extends=("NaturalsInduction",)),
    LibraryModule("FunctionTheorems", extends=("Functions", "Integers")),
    LibraryModule("FiniteSetTheorems", extends=("FiniteSets", "Sequences", "FunctionTheorems", "WellFoundedInduction")),
    LibraryModule("FiniteSetsExtTheorems", extends=("FiniteSetsExt", "FiniteSetTheorems")),
    LibraryModule("SequenceTheorems", extends=("Sequences", "FunctionTheorems", "WellFoundedInduction")),
    LibraryModule("SequencesExtTheorems", extends=("SequencesExt", "SequenceTheorems")),
    LibraryModule("BagsTheorems", extends=("Bags", "FiniteSetTheorems")),
)

_FOLDER = "<library>/"  # no file can be there

MODULES: Mapping[str, LibraryModule] = MappingProxyType({module.name: module for module in _MODULES})


@cache
def syntax(name: str) -> ast.Module:
    """The syntax tree of a library module; one without text has no units. Parsed once in a process."""
    module = MODULES[name]
    if module.text:
        from symcheck.syntax import parse

        return parse(_text(name), f"{_FOLDER}{name}.tla")
    span = Span(Source(f"{_FOLDER}{name}.tla", ""), 0, 0)
    return ast.Module(name, tuple(ast.Identifier(other, span) for other in module.extends), (), span, span)


def is_inside(span: Span) -> bool:
    """Whether this stands in the text of a library module."""
    return span.source.path.startswith(_FOLDER)


@cache
def _text(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.tla").read_text(encoding="utf-8")


def defining(name: str) -> str | None:
    """A module that gives this name, a core one first; only for hints, as it looks through every text."""
    for module in _MODULES:
        if name in module.operators or name in module.unsupported or name in module.values:
            return module.name
    definition = re.compile(rf"^{re.escape(name)}(\(.*\)|\[.*\])? *==", re.MULTILINE)
    return next((module.name for module in _MODULES if module.text and definition.search(_text(module.name))), None)
