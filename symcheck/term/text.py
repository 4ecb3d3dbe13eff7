"""Terms as text for people and as flat rows for storing; must not know any solver's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symcheck.term.node import Kind, Sort, Term, intern
from symcheck.term.walk import nodes

_SHOWN = 2_000  # characters; a shared term can be exponentially long as text


def show(term: Term) -> str:
    """The term as an s-expression, cut off after some length."""
    pieces: list[str] = []
    length = 0
    stack: list[Term | str] = [term]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            text = item
        elif item.args:
            text = f"({item.op.value}"
            stack.append(")")
            for arg in reversed(item.args):
                stack.append(arg)
                stack.append(" ")
        else:
            text = item.op.value if item.payload is None else str(item.payload)
        pieces.append(text)
        length += len(text)
        if length > _SHOWN:
            pieces.append(" ...")
            break
    return "".join(pieces)


Row = tuple[str, tuple[int, ...], str, Any]


def dump(terms: Iterable[Term]) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Plain data, however deep: a row (kind, argument rows, sort, payload) per node, and the rows of the terms."""
    roots = list(terms)
    place: dict[Term, int] = {}
    rows: list[Row] = []
    for node in nodes(roots):
        place[node] = len(rows)
        rows.append((node.op.name, tuple(place[arg] for arg in node.args), node.sort.name, node.payload))
    return tuple(rows), tuple(place[root] for root in roots)


def load(dumped: tuple[tuple[Row, ...], tuple[int, ...]]) -> list[Term]:
    """The terms that `dump` was given."""
    rows, roots = dumped
    built: list[Term] = []
    for kind, args, sort, payload in rows:
        built.append(_restore(Kind[kind], tuple(built[arg] for arg in args), sort, payload))
    return [built[root] for root in roots]


def load_one(dumped: tuple[tuple[Row, ...], tuple[int, ...]]) -> Term:
    return load(dumped)[0]


def _restore(kind: Kind, args: tuple[Term, ...], sort: str, payload: Any) -> Term:
    from symcheck.term.node import BOOL, INT
    from symcheck.term.walk import rebuild

    own = next((known for known in (BOOL, INT) if known.name == sort), None) or Sort(sort)
    if not args:
        return intern(kind, args, own, payload)
    return rebuild(intern(kind, args, own), args)
