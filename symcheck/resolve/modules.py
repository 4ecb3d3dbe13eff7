"""Finds and reads the modules that a specification is made of; must not know what their contents mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.base.span import Source, Span
from symcheck.resolve import library
from symcheck.resolve.report import Reporter
from symcheck.syntax import ast, parse

LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A module and where it came from: `library` is None for a user's own."""

    syntax: ast.Module
    library: library.LibraryModule | None


@dataclass(slots=True, eq=False)
class Program:
    """The root module with every module file that it reaches, by name."""

    root: ast.Module
    modules: dict[str, Loaded] = field(default_factory=dict)

    def find(self, name: str) -> Loaded | None:
        return self.modules.get(name)


def read_text(path: Path, code: Code, what: str) -> str:
    """The text of a file as UTF-8 without a byte-order mark; raises SpecError with a place if it cannot be had."""
    start = Span(Source(str(path), ""), 0, 0)
    try:
        if path.is_dir():
            raise SpecError(code, f"{path} is a directory, not a {what}", at=start)
        if not path.exists():
            beside = sorted(p.name for p in path.parent.glob(f"*{path.suffix}")) if path.parent.is_dir() else []
            raise SpecError(code, f"there is no file {path}", at=start, hint=nearest(path.name, beside))
        if not path.is_file():
            raise SpecError(code, f"{path} is not an ordinary file", at=start)
        size = path.stat().st_size
        if size > LARGEST:
            raise SpecError(code, f"{path} has {size:,} bytes; a {what} may have {LARGEST:,}", at=start)
        data = path.read_bytes()
    except OSError as error:
        raise SpecError(code, f"cannot read {path}: {error.strerror or error}", at=start) from error
    return decode(data, str(path), code)


def decode(data: bytes, path: str, code: Code) -> str:
    """UTF-8 text; a byte that is not UTF-8 is an error at its place."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", errors="replace")
        source = Source(path, before + "\ufffd")
        byte = error.object[error.start]
        raise SpecError(
            code, f"byte 0x{byte:02X} is not UTF-8 text", at=Span(source, len(before), len(before) + 1),
            hint="save the file as UTF-8",
        ) from error


def read_root(path: Path) -> ast.Module:
    """The module of a file given by the user; its name must be the file's."""
    module = parse(read_text(path, Code.UNREADABLE, "module"), str(path))
    if module.name != path.stem:
        raise SpecError(
            Code.UNKNOWN_MODULE, f"the file {path.name} holds a module named {module.name}", at=module.name_span,
            hint=f"rename the file to {module.name}.tla or the module to {path.stem}",
        )
    return module


def gather(root: ast.Module, folder: Path | None, report: Reporter) -> Program:
    """Reads every module that the root reaches by EXTENDS or INSTANCE; what is missing or cyclic is reported."""
    program = Program(root)
    _Gatherer(program, folder, report).visit(root, frozenset(), (root.name,))
    return program


class _Gatherer:
    def __init__(self, program: Program, folder: Path | None, report: Reporter) -> None:
        self._program = program
        self._folder = folder
        self._report = report
        self._missing: set[str] = set()

    def visit(self, module: ast.Module, nested: frozenset[str], path: tuple[str, ...]) -> None:
        own = nested | _nested(module)
        for wanted in _wanted(module):
            if wanted.name in path:
                circle = " -> ".join((*path[path.index(wanted.name):], wanted.name))
                self._report.error(
                    Code.CYCLIC_MODULES, f"module {wanted.name} depends on itself: {circle}", wanted.span
                )
            elif wanted.name not in own and wanted.name not in self._program.modules:
                self._load(wanted, path)
            if wanted.name in self._program.modules:  # what an extended module nests can be instantiated here
                own |= _nested(self._program.modules[wanted.name].syntax)
        for unit in module.units:
            if isinstance(unit, ast.Module):
                self.visit(unit, own, path)

    def _load(self, wanted: ast.Identifier, path: tuple[str, ...]) -> None:
        loaded = self._find(wanted)
        if loaded is None:
            return
        # The name is entered after its own dependencies, so that a circle is still seen through `path`.
        self.visit(loaded.syntax, frozenset(), (*path, wanted.name))
        self._program.modules[wanted.name] = loaded

    def _find(self, wanted: ast.Identifier) -> Loaded | None:
        name = wanted.name
        known = library.MODULES.get(name)
        if known is not None and known.core:
            return Loaded(library.syntax(name), known)
        file = None if self._folder is None else self._folder / f"{name}.tla"
        if file is not None and file.exists():
            with self._report.catching():
                module = parse(read_text(file, Code.UNREADABLE, "module"), str(file))
                if module.name != name:
                    raise SpecError(
                        Code.UNKNOWN_MODULE, f"the file {file.name} holds a module named {module.name}",
                        at=module.name_span, hint=f"rename the module to {name}",
                    )
                return Loaded(module, None)
            return None
        if known is not None:
            return Loaded(library.syntax(name), known)
        if name not in self._missing:
            self._missing.add(name)
            beside = [] if self._folder is None else [other.stem for other in self._folder.glob("*.tla")]
            self._report.error(
                Code.UNKNOWN_MODULE, f"there is no module {name} beside the specification or in the library",
                wanted.span, nearest(name, [*beside, *library.MODULES]),
            )
        return None


def _nested(module: ast.Module) -> frozenset[str]:
    return frozenset(unit.name for unit in module.units if isinstance(unit, ast.Module))


def _wanted(module: ast.Module) -> Iterator[ast.Identifier]:
    """The modules that the text itself names, without those that nested modules name."""
    yield from module.extends
    for unit in module.units:
        match unit:
            case ast.Instance(module=name) | ast.ModuleDefinition(instance=ast.Instance(module=name)):
                yield name
            case ast.OperatorDefinition(body=body) | ast.FunctionDefinition(body=body):
                yield from _instances_within(body)
            case ast.Assumption(body=body):
                yield from _instances_within(body)
            case _:
                pass


def _instances_within(body: ast.Expr) -> Iterator[ast.Identifier]:
    """Modules instantiated by a LET somewhere inside an expression."""
    if "INSTANCE" not in body.span.text:
        return
    stack: list[object] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif isinstance(node, ast.Instance):
            yield node.module
        elif not isinstance(node, (str, int, Span)) and hasattr(node, "__slots__"):
            stack.extend(getattr(node, slot) for slot in reversed(node.__slots__))
