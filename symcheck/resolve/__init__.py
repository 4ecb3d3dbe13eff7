"""From syntax trees and a configuration to a resolved specification; must not know how it is checked."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Source, Span
from symcheck.core.expr import Expr
from symcheck.core.spec import Spec
from symcheck.resolve.assemble import RootScope, assemble
from symcheck.resolve.configuration.configure import Flags, settings
from symcheck.resolve.configuration.formulas import complete
from symcheck.resolve.expressions import Body
from symcheck.resolve.modules import gather, read_configuration, read_root
from symcheck.resolve.report import Reporter
from symcheck.resolve.resolution import Place
from symcheck.syntax import ast, cfg_ast, further_configuration, parse, parse_configuration, parse_expression

__all__ = ["load", "resolve_expression", "resolve_text"]

_DEPTH = 20_000


def load(
    path: str | Path,
    config_path: str | Path | None = None,
    *,
    init: str | None = None,
    next: str | None = None,
    invariants: Sequence[str] = (),
    properties: Sequence[str] = (),
    definitions: Sequence[tuple[str, str]] = (),
    deadlock: bool | None = None,
    cinit: str | None = None,
    allow_symbolic: bool = False,
) -> Spec:
    """The specification in a .tla file, configured by `config_path`, or else by the .cfg of the same name beside it or
    what follows in the file itself.

    `init` and `next` stand instead of what the configuration names, `invariants` and `properties` likewise where there
    are any; `definitions` are (name, expression) pairs that give constants values or replace definitions; where the
    expression starts with \\in the constant stays symbolic, as do those that `cinit` restricts. Raises SpecError with
    every independent mistake that was found.
    """
    file = Path(path)
    config = None if config_path is None else Path(config_path)
    if config is None and file.name and file.with_suffix(".cfg").is_file():  # "." has no name
        config = file.with_suffix(".cfg")
    flags = Flags(init, next, invariants, properties, definitions, deadlock, cinit)
    report = Reporter()
    root: ast.Module | None = None
    configuration: cfg_ast.Configuration | None = None
    with _deep(str(file)):
        with report.catching():
            root = read_root(file)
        with report.catching():
            if config is not None:
                configuration = parse_configuration(read_configuration(config), str(config))
            elif root is not None:
                configuration = _own_configuration(root)
        report.raise_if_any()
        assert root is not None, "a module that cannot be read is an error"
        return _resolved(root, file.parent, configuration, flags, report, allow_symbolic)


def resolve_text(
    text: str,
    path: str = "<text>",
    config_text: str | None = None,
    *,
    folder: str | Path | None = None,
    init: str | None = None,
    next: str | None = None,
    invariants: Sequence[str] = (),
    properties: Sequence[str] = (),
    definitions: Sequence[tuple[str, str]] = (),
    deadlock: bool | None = None,
    cinit: str | None = None,
    allow_symbolic: bool = False,
) -> Spec:
    """As `load`, from text; other modules are looked for in `folder`, or only in the library."""
    flags = Flags(init, next, invariants, properties, definitions, deadlock, cinit)
    report = Reporter()
    root: ast.Module | None = None
    configuration: cfg_ast.Configuration | None = None
    with _deep(path):
        with report.catching():
            root = parse(text, path)
        with report.catching():
            if config_text is not None:
                configuration = parse_configuration(config_text, "<cfg>" if path == "<text>" else f"{path}.cfg")
            elif root is not None:
                configuration = _own_configuration(root)
        report.raise_if_any()
        assert root is not None, "a module that does not parse is an error"
        home = None if folder is None else Path(folder)
        return _resolved(root, home, configuration, flags, report, allow_symbolic)


def _own_configuration(root: ast.Module) -> cfg_ast.Configuration | None:
    """What follows the module in its file as its configuration."""
    source = root.span.source
    text = further_configuration(source.text, root.name)
    return None if text is None else parse_configuration(text, source.path)


def _resolved(
    root: ast.Module,
    folder: Path | None,
    configuration: cfg_ast.Configuration | None,
    flags: Flags,
    report: Reporter,
    allow_symbolic: bool,
) -> Spec:
    asked = settings(configuration, flags, report)
    program = gather(root, folder, report)
    report.raise_if_any()
    return assemble(program, asked, report, allow_symbolic=allow_symbolic)


def resolve_expression(spec: Spec | None, text: str) -> Expr:
    """An expression in the scope of the root module, or of all standard modules where there is no specification.
    Raises SpecError. The definitions that it calls have bodies when this returns."""
    with _deep("<expression>"):
        if spec is None:
            return _in_standard_modules(text)
        scope = spec.definitions
        assert isinstance(scope, RootScope), "the specification was resolved here"
        return _in_scope(scope, text)


def _in_scope(scope: RootScope, text: str) -> Expr:
    node = parse_expression(text)
    resolution = scope.resolution
    resolution.report.errors.clear()
    report = resolution.report
    expr = Body(Place(resolution, scope.scope, len(scope.scope.module.units))).expression(node)
    report.raise_if_any()
    complete(resolution, scope.levels)
    scope.levels.level(expr)
    return expr


_CORE = ("Integers", "Reals", "Sequences", "FiniteSets", "TLC")


def _in_standard_modules(text: str) -> Expr:
    from symcheck.resolve import library

    try:
        return _in_scope(_standard(_CORE), text)
    except SpecError as error:
        if all(found.code is not Code.UNKNOWN_NAME for found in error.diagnostics):
            raise
    return _in_scope(_standard(tuple(library.MODULES)), text)


def _standard(names: tuple[str, ...]) -> RootScope:
    text = f"---- MODULE Expression ----\nEXTENDS {', '.join(names)}\n====\n"
    spec = resolve_text(text, init="TRUE", next="TRUE")
    assert isinstance(spec.definitions, RootScope)
    return spec.definitions


@contextmanager
def _deep(path: str) -> Iterator[None]:
    """Room for deep expressions; what is deeper still is the user's mistake, not a crash."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEPTH))
    try:
        yield
    except RecursionError:
        at = Span(Source(path, ""), 0, 0)
        raise SpecError(Code.NESTING, "an expression is nested too deeply", at=at) from None
    finally:
        sys.setrecursionlimit(before)
