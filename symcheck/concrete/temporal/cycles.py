"""Fair cycles in finite graphs: Tarjan's components and Streett's conditions; must not know what the nodes stand for.

Source: Emerson and Lei, Modalities for model checking, Science of Computer Programming 8 (1987): a component that fails
a condition "if a infinitely often then b infinitely often" is searched again without the edges marked a.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# edges[n] holds the edges of node n as (target, marks): marks are a bit mask of the conditions that the edge meets
Edges = Sequence[Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Fairness:
    """What a cycle must do: have an edge with each bit of `required`, none with a bit of `forbidden`, and for each pair
    (a, b) of `implied`, an edge with mark b if it has one with mark a."""

    required: int = 0
    forbidden: int = 0
    implied: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lasso:
    """`prefix` goes from an initial node to the one before `cycle[0]`; the last of `cycle` has an edge to its first."""

    prefix: tuple[int, ...]
    cycle: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Further:
    """Marks that are dear to tell: which ones, and those of them that each edge of a node has."""

    every: int
    of: Callable[[int], Sequence[int]]


def fair_lasso(
    edges: Edges,
    initial: Iterable[int],
    fairness: Fairness,
    further: Further | None = None,
) -> Lasso | None:
    """A lasso from an initial node whose cycle is fair, or None if there is none.

    `further` is asked only for nodes of components that meet what the edges' own marks decide. Edges that `initial`
    does not reach are not looked at.
    """
    parents = _reach(edges, initial)
    own = _Marks(edges, None)
    if further is None:
        return _search(own, list(parents), fairness, parents)
    marks = _Marks(edges, further)
    early = Fairness(fairness.required & ~further.every, fairness.forbidden & ~further.every)
    if not early.required and not early.forbidden:
        return _search(marks, list(parents), fairness, parents)
    for component in _components(own, list(parents), early.forbidden):
        if own.union(component, early.forbidden) & early.required == early.required:
            found = _search(marks, component, fairness, parents)
            if found is not None:
                return found
    return None


class _Marks:
    """The edges with all of their marks."""

    def __init__(self, edges: Edges, further: Further | None) -> None:
        self._edges = edges
        self._further = further
        self._memo: dict[int, list[tuple[int, int]]] = {}

    def of(self, node: int) -> Sequence[tuple[int, int]]:
        if self._further is None:
            return self._edges[node]
        found = self._memo.get(node)
        if found is None:
            ways = zip(self._edges[node], self._further.of(node), strict=True)
            found = self._memo[node] = [(target, mark | more) for (target, mark), more in ways]
        return found

    def union(self, component: Sequence[int], banned: int) -> int:
        inside = set(component)
        total = 0
        for node in component:
            for target, mark in self.of(node):
                if target in inside and not mark & banned:
                    total |= mark
        return total


def _reach(edges: Edges, initial: Iterable[int]) -> dict[int, int | None]:
    """Every reachable node with its predecessor on a shortest path, in breadth-first order."""
    parents: dict[int, int | None] = dict.fromkeys(initial)
    queue = deque(parents)
    while queue:
        node = queue.popleft()
        for target, _ in edges[node]:
            if target not in parents:
                parents[target] = node
                queue.append(target)
    return parents


def _search(marks: _Marks, nodes: list[int], fairness: Fairness, parents: dict[int, int | None]) -> Lasso | None:
    todo = [(nodes, fairness.forbidden)]
    while todo:
        among, banned = todo.pop()
        for component in _components(marks, among, banned):
            present = marks.union(component, banned)
            if present & fairness.required != fairness.required:
                continue
            unfair = 0
            needed = fairness.required
            for cause, effect in fairness.implied:
                if present & cause:
                    if present & effect:
                        needed |= effect
                    else:
                        unfair |= cause
            if unfair:
                todo.append((component, banned | unfair))
            else:
                return _lasso(marks, component, banned, needed, parents)
    return None


def _components(marks: _Marks, nodes: list[int], banned: int) -> list[list[int]]:
    """The strongly connected components that have an edge, among the nodes and without the banned edges."""
    inside = set(nodes)
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    found = []
    for root in nodes:
        if root in index:
            continue
        work = [(root, iter(marks.of(root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target, mark in targets:
                if mark & banned or target not in inside:
                    continue
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(marks.of(target))))
                    break
                if target in on_stack and index[target] < low[node]:
                    low[node] = index[target]
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    at = len(stack) - 1
                    while stack[at] != node:
                        at -= 1
                    component = stack[at:]
                    del stack[at:]
                    on_stack.difference_update(component)
                    if len(component) > 1 or any(t == node and not m & banned for t, m in marks.of(node)):
                        found.append(component)
    return found


def _lasso(
    marks: _Marks, component: list[int], banned: int, needed: int, parents: dict[int, int | None]
) -> Lasso:
    """The shortest way into the component, then round it past every needed mark and back."""
    inside = set(component)
    entry = next(node for node in parents if node in inside)
    back = []
    at = parents[entry]
    while at is not None:
        back.append(at)
        at = parents[at]
    cycle = [entry]
    missing = needed
    while missing:
        step, gained = _walk(marks, inside, banned, cycle[-1], missing, None)
        cycle.extend(step)
        missing &= ~gained
    if len(cycle) > 1 and cycle[-1] == entry:
        cycle.pop()
    else:
        step, _ = _walk(marks, inside, banned, cycle[-1], 0, entry)
        cycle.extend(step[:-1])
    return Lasso(tuple(reversed(back)), tuple(cycle))


def _walk(
    marks: _Marks, inside: set[int], banned: int, start: int, missing: int, goal: int | None
) -> tuple[list[int], int]:
    """A shortest non-empty way to the end of an edge with a missing mark, or to the goal, and the marks on its last
    edge. Self-loops count only for a mark or as the way from the goal to itself."""
    parents: dict[int, int | None] = {start: None}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target, mark in marks.of(node):
            if target not in inside or mark & banned:
                continue
            if target == goal or mark & missing:
                path = [target]
                at: int | None = node
                while at is not None and at != start:
                    path.append(at)
                    at = parents[at]
                return path[::-1], mark
            if target not in parents:
                parents[target] = node
                queue.append(target)
    raise AssertionError("the component is strongly connected and has every needed mark")
