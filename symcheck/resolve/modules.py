"""Finds and reads the modules that a specification is made of; must not know what their contents mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from symcheck.base.diagnostic import Code, SpecError, nearest
from symcheck.base.span import Source, Span
from symcheck.resolve import library
from symcheck.resolve.report import Reporter
from symcheck.syntax import ast, further_configuration, parse, parse_further

LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Loaded:
    """A module and where it came from: `library` is None for a user's own."""

    syntax: ast.Module
    library: library.LibraryModule | None


@dataclass(slots=True, eq=False, repr=False)
class Program:
    """The root module with every module file that it reaches, by name."""

    root: ast.Module
    modules: dict[str, Loaded] = field(default_factory=dict)
    library: dict[str, Loaded] = field(default_factory=dict)

    def find(self, name: str, *, from_library: bool) -> Loaded | None:
        """A module as seen from one of the user's or from the library, whose modules see one another only: a user's
        module of the same name may define less."""
        return (self.library if from_library else self.modules).get(name)


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
    if path.suffix == ".cfg":
        module_file = path.with_suffix(".tla")
        hint = f"check {module_file}" if module_file.is_file() else f"check MODULE.tla --config {path}"
        raise SpecError(
            Code.UNREADABLE, f"{path.name} is a configuration, not a module", Span(Source(str(path), ""), 0, 0),
            f"{hint}; it is the .tla file that is checked",
        )
    module = parse(read_text(path, Code.UNREADABLE, "module"), str(path))
    if module.name != path.stem:
        raise SpecError(
            Code.UNKNOWN_MODULE, f"the file {path.name} holds a module named {module.name}", at=module.name_span,
            hint=f"rename the file to {module.name}.tla or the module to {path.stem}",
        )
    return module


def read_configuration(path: Path) -> str:
    """The text of a configuration file, or what a module's file holds of its own configuration."""
    text = read_text(path, Code.CONFIG_UNREADABLE, "configuration")
    if path.suffix != ".tla":
        return text
    found = further_configuration(text, path.stem)
    if found is None:
        raise SpecError(
            Code.CONFIG_UNREADABLE, f"there is no configuration in {path.name}", Span(Source(str(path), text), 0, 0),
            f"it would stand after the module, between ---- CONFIG {path.stem} ---- and ====",
        )
    return found


def gather(root: ast.Module, folder: Path | None, report: Reporter) -> Program:
    """Reads every module that the root reaches by EXTENDS or INSTANCE; what is missing or cyclic is reported."""
    program = Program(root)
    _Gatherer(program, folder, report).visit(Loaded(root, None), frozenset(), (root.name,))
    return program


class _Gatherer:
    def __init__(self, program: Program, folder: Path | None, report: Reporter) -> None:
        self._program = program
        self._folder = folder
        self._report = report
        self._missing: set[str] = set()

    def visit(self, loaded: Loaded, nested: frozenset[str], path: tuple[str, ...]) -> None:
        module = loaded.syntax
        known = self._program.modules if loaded.library is None else self._program.library
        own = nested | _nested(module)
        for wanted in _wanted(module):
            if wanted.name in path:
                circle = " -> ".join((*path[path.index(wanted.name):], wanted.name))
                self._report.error(
                    Code.CYCLIC_MODULES, f"module {wanted.name} depends on itself: {circle}", wanted.span
                )
            elif wanted.name not in own and wanted.name not in known:
                found = self._find(wanted) if loaded.library is None else _of_library(wanted.name)
                if found is not None:
                    self._enter(wanted.name, found, known, path)
            if wanted.name in known:  # what an extended module nests can be instantiated here
                own |= _nested(known[wanted.name].syntax)
        for unit in module.units:
            if isinstance(unit, ast.Module):
                self.visit(Loaded(unit, loaded.library), own, path)

    def _enter(self, name: str, found: Loaded, known: dict[str, Loaded], path: tuple[str, ...]) -> None:
        """The name is entered after its own dependencies, so that a circle is still seen through `path`."""
        if found.library is not None and name in self._program.library:
            found = self._program.library[name]
        else:
            self.visit(found, frozenset(), (*path, name))
        known[name] = found
        if found.library is not None:
            self._program.library[name] = found

    def _find(self, wanted: ast.Identifier) -> Loaded | None:
        name = wanted.name
        known = library.MODULES.get(name)
        if known is not None and known.core:
            return _of_library(name)
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
        with self._report.catching():
            further = parse_further(self._program.root, name)
            if further is not None:
                return Loaded(further, None)
            return self._of_library_or_missing(wanted)
        return None

    def _of_library_or_missing(self, wanted: ast.Identifier) -> Loaded | None:
        name = wanted.name
        if name in library.MODULES:
            return _of_library(name)
        if name not in self._missing:
            self._missing.add(name)
            beside = [] if self._folder is None else [other.stem for other in self._folder.glob("*.tla")]
            self._report.error(
                Code.UNKNOWN_MODULE, f"there is no module {name} beside the specification or in the library",
                wanted.span, nearest(name, [*beside, *library.MODULES]),
            )
        return None


def _of_library(name: str) -> Loaded:
    return Loaded(library.syntax(name), library.MODULES[name])


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
