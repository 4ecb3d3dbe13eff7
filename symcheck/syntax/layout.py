"""Finds where definitions begin, which ends the expression before them; must not know what an expression is.

A token ends an expression when it stands at or left of the current junction bullet. Column 0 stands left of every
bullet, so the first token of each definition is given column 0, and one comparison serves both rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.syntax.operators import INFIX, POSTFIX, PREFIX

if TYPE_CHECKING:
    from symcheck.syntax.lexer import Tokens

_CLOSING = {")": "(", "]": "["}


def mark_definitions(tokens: Tokens) -> None:
    """Give column 0 to the first token of each `name ==`, `F(…) ==`, `f[…] ==`, `a + b ==`, `-. a ==`, `a ^+ ==`."""
    kinds = tokens.kinds
    earlier = -1
    openings: dict[int, int] | None = None
    for _ in range(kinds.count("==")):
        at = kinds.index("==", earlier + 1)
        start = _definition_start(kinds, at, earlier)
        if start is None and earlier >= 0 and kinds[at - 1] == "]":
            if openings is None:
                openings = _openings(kinds)
            opened = openings.get(at - 1, 0)
            start = opened - 1 if opened and kinds[opened - 1] == "id" else None
        if start is not None:
            tokens.columns[start] = 0
        earlier = at


def _definition_start(kinds: list[str], at: int, earlier: int) -> int | None:
    """Scan back from the `==` at an index; never past the `==` before it, so that the whole stays linear. A LET within
    the brackets of a definition's head is thus for others to see."""
    last = kinds[at - 1] if at - 1 > earlier else ""
    if last == "id":
        before = kinds[at - 2] if at - 2 > earlier else ""
        if before in INFIX and at - 3 > earlier and kinds[at - 3] == "id":
            return at - 3
        return at - 2 if before in PREFIX and before not in _MODAL else at - 1
    if last in POSTFIX:
        return at - 2 if at - 2 > earlier and kinds[at - 2] == "id" else None
    opening = _CLOSING.get(last)
    if opening is None:
        return None
    depth = 0
    for index in range(at - 1, earlier, -1):
        if kinds[index] == last:
            depth += 1
        elif kinds[index] == opening:
            depth -= 1
            if depth == 0:
                return index - 1 if index - 1 > earlier and kinds[index - 1] == "id" else None
    return None


def _openings(kinds: list[str]) -> dict[int, int]:
    """The index of each closing bracket, and of the one that it closes."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for index, kind in enumerate(kinds):
        if kind in ("(", "["):
            opened.append(index)
        elif kind in _CLOSING and opened and kinds[opened[-1]] == _CLOSING[kind]:
            found[index] = opened.pop()
    return found


# Built in, so never on the left of a definition; before a name they belong to an unfinished expression.
_MODAL = frozenset({"[]", "<>", "ENABLED", "UNCHANGED", "SUBSET", "UNION", "DOMAIN", "~"})
