"""Which definitions can reach themselves; must not know what any of it means."""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.core.expr import Definition
from symcheck.core.parts import called, within


def mark_recursive(definitions: Iterable[Definition]) -> None:
    """Sets `recursive` on each definition that can reach itself (Tarjan's strongly connected components)."""
    callees: dict[Definition, list[Definition]] = {}
    waiting = list(definitions)
    while waiting:
        definition = waiting.pop()
        if definition not in callees:
            callees[definition] = list(called(within(definition.body)))
            waiting.extend(callees[definition])
    index: dict[Definition, int] = {}
    low: dict[Definition, int] = {}
    path: list[Definition] = []
    on_path: set[Definition] = set()
    for start, first in callees.items():
        if start in index:
            continue
        work = [(start, iter(first))]
        index[start] = low[start] = len(index)
        path.append(start)
        on_path.add(start)
        while work:
            definition, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[definition])
                if low[definition] == index[definition]:
                    component = []
                    while True:
                        member = path.pop()
                        on_path.discard(member)
                        component.append(member)
                        if member is definition:
                            break
                    if len(component) > 1 or definition in callees[definition]:
                        for member in component:
                            member.recursive = True
            elif following not in index:
                index[following] = low[following] = len(index)
                path.append(following)
                on_path.add(following)
                work.append((following, iter(callees[following])))
            elif following in on_path:
                low[definition] = min(low[definition], index[following])
