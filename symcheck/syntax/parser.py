"""From text to a module, an expression, or every module of a file; must not know files or what names mean."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Source, Span
from symcheck.syntax.layout import mark_definitions
from symcheck.syntax.lexer import Tokens, tokenize
from symcheck.syntax.modules import AbandonedError, ModuleParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from symcheck.syntax.ast import Argument, Expr, Module

Whole = TypeVar("Whole")

_HEADER = re.compile(r"(?<!-)-{4,}+[ \t]*+MODULE(?![A-Za-z0-9_])")


def parse(text: str, path: str = "<text>") -> Module:
    """The module of a text: the one named as the file where there are several, else the first.

    What stands before a module and after its `====` is ignored. Raises SpecError with every independent error.
    """
    with _collector_at_rest():
        return _named_module(Source(path, text))


def _named_module(source: Source) -> Module:
    text, path = source.text, source.path
    stem = re.split(r"[/\\]", path)[-1].removesuffix(".tla")
    first = None
    for tokens in _modules(source):
        if first is None:
            first = tokens
            if tokens.texts[1] == stem or _HEADER.search(text, tokens.starts[-1]) is None:
                break
        elif tokens.texts[1] == stem:
            return _module(tokens)
    if first is None:
        raise _no_module(source)
    return _module(first)


def parse_all(text: str, path: str = "<text>") -> tuple[Module, ...]:
    """Every module of a text that is not inside another, in order. Raises SpecError, also when there is none."""
    source = Source(path, text)
    with _collector_at_rest():
        found = tuple(_module(tokens) for tokens in _modules(source))
    if not found:
        raise _no_module(source)
    return found


def parse_further(root: Module, name: str) -> Module | None:
    """The module of that name before or after the root in the root's own file. Raises SpecError where it is wrong."""
    source = root.span.source
    for header in _section("MODULE", name).finditer(source.text):
        if not root.span.start <= header.start() < root.span.end:
            with _collector_at_rest():
                return _module(tokenize(source, header.start(), module=True))
    return None


def further_configuration(text: str, name: str) -> str | None:
    """What stands in a module's file between `---- CONFIG name ----` and `====`, at its own lines and columns."""
    header = _section("CONFIG", name).search(text)
    if header is None:
        return None
    end = re.compile("^====", re.MULTILINE).search(text, header.end())
    return re.sub(r"[^\n]", " ", text[: header.end()]) + text[header.end() : None if end is None else end.start()]


def _section(kind: str, name: str) -> re.Pattern[str]:
    """A line that begins a part of a file, as TLC finds it."""
    return re.compile(rf"^-{{4,}}[ \t]*{kind}[ \t]+{re.escape(name)}[ \t]*-{{4,}}[ \t]*\r?$", re.MULTILINE)


def parse_expression(text: str, path: str = "<expression>") -> Expr:
    """One expression that is the whole text. Raises SpecError."""
    return _parse_whole(text, path, lambda parser: parser.expression())


def parse_argument(text: str, path: str) -> Argument:
    """One expression, or an operator as an argument may be one, that is the whole text. Raises SpecError."""
    return _parse_whole(text, path, lambda parser: parser.argument())


def _parse_whole(text: str, path: str, read: Callable[[ModuleParser], Whole]) -> Whole:
    with _collector_at_rest():
        tokens = tokenize(Source(path, text), module=False)
        mark_definitions(tokens)
        parser = ModuleParser(tokens)
        try:
            found = read(parser)
        except RecursionError:
            raise parser.too_deep() from None
    if tokens.kinds[parser.at] != "eof":
        raise parser.failure("an operator or the end of the expression")
    return found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection: trees have no cycles, and looking for some takes longer than parsing a large text."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _modules(source: Source) -> Iterator[Tokens]:
    """The tokens of each outermost module; an error in the tokens of a later one ends the list."""
    at = 0
    while (header := _HEADER.search(source.text, at)) is not None:
        try:
            tokens = tokenize(source, header.start(), module=True)
        except SpecError:
            if at == 0:
                raise
            return
        yield tokens
        at = tokens.starts[-1]


def _module(tokens: Tokens) -> Module:
    mark_definitions(tokens)
    parser = ModuleParser(tokens)
    try:
        module = parser.module()
    except SpecError as error:
        parser.errors.extend(error.diagnostics)
    except AbandonedError:
        pass
    if parser.errors:
        raise SpecError.of(parser.errors)
    return module


def _no_module(source: Source) -> SpecError:
    return SpecError(
        Code.SYNTAX,
        "expected `---- MODULE name ----`, found no module in the text",
        Span(source, 0, 0),
        "a module's first line begins with at least four dashes",
    )
