"""Fair cycles in finite graphs: Tarjan's components and Streett's conditions; must not know what the nodes stand for.

Source: Emerson and Lei, Modalities for model checking, Science of Computer Programming 8 (1987): a component that fails
a condition "if a infinitely often then b infinitely often" is searched again without the edges marked a.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

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


class Further(Protocol):
    """More marks of edges, for those who ask for them: evaluating one may be dear."""

    @property
    def every(self) -> int:
        """All that it knows."""

    def look_at(self, source: int, edges: Sequence[tuple[int, int]]) -> None:
        """Evaluate every mark of a node's edges, so that none that cannot be is overlooked. Comes before all else that
        is asked of them."""

    def at(self, source: int, wanted: int) -> tuple[int, int]:
        """Which of the wanted marks a node decides for all of its edges, and those of them that these have."""

    def of(self, source: int, target: int, wanted: int) -> int:
        """The wanted marks of an edge."""


def fair_lasso(
    edges: Edges, initial: Iterable[int], fairness: Fairness, further: Further | None = None
) -> Lasso | None:
    """A lasso from an initial node whose cycle is fair, or None if there is none.

    `further` is asked only for edges of components that meet what the edges' own marks decide. Edges that `initial`
    does not reach are not looked at.
    """
    parents = _reach(edges, initial)
    if further is None:
        return _search(_Marks(edges, None), list(parents), fairness, parents)
    own, marks = _Marks(edges, None), _Marks(edges, further)
    early = Fairness(fairness.required & ~further.every, fairness.forbidden & ~further.every)
    if not early.required and not early.forbidden:
        return _search(marks, list(parents), fairness, parents)
    for component in _components(own, list(parents), early.forbidden):
        if own.present(component, early.forbidden, early.required) == early.required:
            found = _search(marks, component, fairness, parents)
            if found is not None:
                return found
    return None


class _Marks:
    """The edges with all of their marks, as far as they are asked for."""

    def __init__(self, edges: Edges, further: Further | None) -> None:
        self._edges = edges
        self._further = further
        self._every = 0 if further is None else further.every
        self._looked_at: set[int] = set()
        self._allowed: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def allowed(self, node: int, banned: int) -> Sequence[tuple[int, int]]:
        """A node's edges without a banned mark, with their own marks."""
        if self._further is not None and node not in self._looked_at:
            self._looked_at.add(node)
            self._further.look_at(node, self._edges[node])
        if not banned:
            return self._edges[node]
        known = self._allowed.setdefault(banned, {})
        found = known.get(node)
        if found is None:
            found = known[node] = self._without(node, banned)
        return found

    def _without(self, node: int, banned: int) -> list[tuple[int, int]]:
        kept = [edge for edge in self._edges[node] if not edge[1] & banned]
        asked = banned & self._every
        if not asked or self._further is None or not kept:
            return kept
        decided, held = self._further.at(node, asked)
        if held:
            return []
        rest, of = asked & ~decided, self._further.of
        return [edge for edge in kept if not of(node, edge[0], rest)] if rest else kept

    def of(self, node: int, target: int, own: int, wanted: int) -> int:
        """Those of the wanted marks that an edge has."""
        asked = wanted & self._every
        more = self._further.of(node, target, asked) if asked and self._further is not None else 0
        return own & wanted | more

    def present(self, component: Sequence[int], banned: int, wanted: int) -> int:
        """Those of the wanted marks that are on edges inside a component."""
        inside = set(component)
        missing = wanted
        for node in component:
            ways = [edge for edge in self.allowed(node, banned) if edge[0] in inside]
            if not ways:
                continue
            for _, own in ways:
                missing &= ~own
            asked = missing & self._every
            if asked and self._further is not None:
                decided, held = self._further.at(node, asked)
                missing &= ~held
                rest = asked & ~decided
                for target, _ in ways:
                    if not rest:
                        break
                    gained = self._further.of(node, target, rest)
                    rest &= ~gained
                    missing &= ~gained
            if not missing:
                break
        return wanted & ~missing


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
    wanted = fairness.required
    for cause, effect in fairness.implied:
        wanted |= cause | effect
    while todo:
        among, banned = todo.pop()
        for component in _components(marks, among, banned):
            present = marks.present(component, banned, wanted)
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
        work = [(root, iter(marks.allowed(root, banned)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target, _ in targets:
                if target not in inside:
                    continue
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(marks.allowed(target, banned))))
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
                    if len(component) > 1 or any(target == node for target, _ in marks.allowed(node, banned)):
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
        for target, own in marks.allowed(node, banned):
            if target not in inside:
                continue
            mark = marks.of(node, target, own, missing)
            if target == goal or mark:
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
