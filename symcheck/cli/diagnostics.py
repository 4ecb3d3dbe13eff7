"""Diagnostics as people read them: place, source line, caret, code, hint; must not know what raised them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symcheck.base.diagnostic import Diagnostic
from symcheck.base.span import Span

WIDTH = 120
TAB = 8


def diagnostics_text(diagnostics: Iterable[Diagnostic]) -> str:
    """All of them, each once, without a line end at the end."""
    return "\n".join(dict.fromkeys("\n".join(_lines(each)) for each in diagnostics))


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    kind = "warning" if diagnostic.code.value.startswith("W") else "error"
    place = f"{diagnostic.span}: " if diagnostic.span is not None else ""
    yield f"{place}{kind} {diagnostic.code.value}: {_visible(diagnostic.message)}"
    if diagnostic.span is not None:
        yield from _quotation(diagnostic.span)
    if diagnostic.hint:
        yield f"  hint: {_visible(diagnostic.hint)}"


def _quotation(span: Span) -> Iterator[str]:
    line, column = span.source.position(span.start)
    text = span.source.line(line)
    if not text.strip():
        return
    length = max(1, min(span.end - span.start, len(text) - column + 1))
    before, marked, after = text[: column - 1], text[column - 1 : column - 1 + length], text[column - 1 + length :]
    start = len(before.expandtabs(TAB))
    whole = _visible((before + marked + after).expandtabs(TAB))
    carets = max(1, len((before + marked).expandtabs(TAB)) - start)
    if len(whole) > WIDTH:  # a window around the place
        cut = max(0, start - WIDTH // 3)
        whole = ("…" if cut else "") + whole[cut : cut + WIDTH] + ("…" if cut + WIDTH < len(whole) else "")
        start = start - cut + (1 if cut else 0)
        carets = max(1, min(carets, WIDTH - start))
    margin = f"{line:>5} | "
    yield margin + whole
    yield " " * (len(margin) - 2) + "| " + " " * start + "^" * carets


def _visible(text: str) -> str:
    """Control characters would garble a terminal."""
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)
