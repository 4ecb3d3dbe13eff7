from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from symcheck.concrete.temporal.cycles import Fairness, Further, fair_lasso


def test_the_shortest_way_to_a_cycle():
    edges = [[(1, 0)], [(2, 0)], [(3, 0)], [(2, 0)]]
    found = fair_lasso(edges, [0], Fairness())
    assert found is not None
    assert (found.prefix, found.cycle) == ((0, 1), (2, 3))


def test_no_cycle():
    assert fair_lasso([[(1, 0)], []], [0], Fairness()) is None


def test_a_required_mark_must_be_on_the_cycle():
    edges = [[(0, 0), (1, 1)], [(1, 0)]]
    assert fair_lasso(edges, [0], Fairness(required=1)) is None
    edges[1].append((0, 0))
    found = fair_lasso(edges, [0], Fairness(required=1))
    assert found is not None
    assert found.cycle == (0, 1)


def test_forbidden_edges_may_be_on_the_prefix_only():
    edges = [[(1, 1)], [(0, 0), (1, 0)]]
    found = fair_lasso(edges, [0], Fairness(forbidden=1))
    assert found is not None
    assert (found.prefix, found.cycle) == ((0,), (1,))


def test_strong_fairness_drops_the_edges_that_call_for_what_never_comes():
    # mark 1 (enabled) on the edges of node 0, mark 2 (taken) nowhere: the cycle may only be that of node 1
    edges = [[(0, 1), (1, 1)], [(0, 0), (1, 0)]]
    found = fair_lasso(edges, [0], Fairness(implied=((1, 2),)))
    assert found is not None
    assert found.cycle == (1,)
    assert fair_lasso([[(0, 1), (1, 1)], [(0, 0)]], [0], Fairness(implied=((1, 2),))) is None


class Dear:
    """Marks of the edges of each node; writes down of which nodes it is asked."""

    def __init__(self, marks: list[list[int]]) -> None:
        self._marks = marks
        self.asked: list[int] = []

    def __call__(self, source: int) -> list[int]:
        self.asked.append(source)
        return self._marks[source]


def test_dear_marks_are_asked_only_where_the_own_marks_suffice():
    dear = Dear([[2, 2], [2]])
    edges = [[(0, 0), (1, 0)], [(1, 1)]]
    found = fair_lasso(edges, [0], Fairness(required=3), Further(2, dear))
    assert found is not None
    assert found.cycle == (1,)
    assert dear.asked == [1]


def test_dear_marks_are_not_asked_for_where_no_edge_has_an_own_mark():
    dear = Dear([[2]])
    assert fair_lasso([[(0, 0)]], [0], Fairness(required=3), Further(2, dear)) is None
    assert dear.asked == []


def test_every_dear_mark_is_looked_at_where_any_is_asked_for():
    """One that cannot be evaluated is not overlooked, whatever else is known by then."""
    dear = Dear([[1], [2, 0], [0], [0]])
    edges = [[(1, 0)], [(0, 0), (2, 0)], [(2, 0)], [(3, 0)]]
    assert fair_lasso(edges, [0], Fairness(required=3), Further(3, dear)) is not None
    assert dear.asked == [0, 1, 2], "those that can be reached, once"


def test_dear_marks_may_be_forbidden():
    edges = [[(0, 0), (1, 0)], [(0, 0), (1, 0)]]
    found = fair_lasso(edges, [0], Fairness(forbidden=1), Further(1, Dear([[1, 1], [0, 0]])))
    assert found is not None
    assert (found.prefix, found.cycle) == ((0,), (1,))


@st.composite
def graphs(draw):
    size = draw(st.integers(1, 6))
    edge = st.tuples(st.integers(0, size - 1), st.integers(0, 15))
    return [draw(st.lists(edge, max_size=4)) for _ in range(size)]


def exists_fair_cycle(edges, required, forbidden, implied):
    """By brute force over sets of edges: some strongly connected edge set meets the conditions."""
    flat = [(s, t, m) for s, out in enumerate(edges) for t, m in out if not m & forbidden]
    reachable, todo = {0}, [0]
    while todo:
        for t, _ in edges[todo.pop()]:
            if t not in reachable:
                reachable.add(t)
                todo.append(t)
    flat = list({e for e in flat if e[0] in reachable})[:10]
    for choice in range(1, 1 << len(flat)):
        chosen = [e for i, e in enumerate(flat) if choice >> i & 1]
        present = 0
        for _, _, m in chosen:
            present |= m
        if present & required != required or any(present & a and not present & b for a, b in implied):
            continue
        nodes = {e[0] for e in chosen} | {e[1] for e in chosen}
        if all(nodes <= closure(chosen, n) for n in nodes):
            return True
    return False


def closure(chosen, start):
    seen, grew = set(), {start}
    while grew - seen:
        seen |= grew
        grew = {t for s, t, _ in chosen if s in seen}
    return grew | ({start} if any(t == start for s, t, _ in chosen if s in seen) else set())


IMPLIED = st.sampled_from([(), ((2, 8),), ((2, 8), (8, 1))])


@given(graphs(), st.sampled_from([0, 1, 3]), st.sampled_from([0, 4]), IMPLIED)
def test_it_finds_a_fair_cycle_exactly_when_there_is_one(edges, required, forbidden, implied):
    edges = [out[:2] for out in edges][:5]
    edges = [[(t % len(edges), m) for t, m in out] for out in edges]
    found = fair_lasso(edges, [0], Fairness(required, forbidden, implied))
    assert (found is not None) == exists_fair_cycle(edges, required, forbidden, implied)
    if found is None:
        return
    path = found.prefix + found.cycle + (found.cycle[0],)
    assert path[0] == 0 or 0 in found.prefix + found.cycle[:1]
    for source, target in pairwise(path):
        assert any(t == target for t, _ in edges[source])


@given(graphs(), st.sampled_from([0, 1, 3]), st.sampled_from([0, 4]), IMPLIED, st.sampled_from([0, 1, 6, 15]))
def test_marks_may_be_asked_for_as_well(edges, required, forbidden, implied, every):
    """Whatever marks are dear, the answer is the same."""
    edges = [[(t % len(edges), m) for t, m in dict(out[:2]).items()] for out in edges]
    cheap = [[(t, m & ~every) for t, m in out] for out in edges]
    dear = Dear([[m & every for _, m in out] for out in edges])
    fairness = Fairness(required, forbidden, implied)
    found = fair_lasso(cheap, [0], fairness, Further(every, dear))
    assert (found is None) == (fair_lasso(edges, [0], fairness) is None)
    if found is not None:
        marks = {(s, t): m for s, out in enumerate(edges) for t, m in out}
        present = 0
        for step in pairwise((*found.cycle, found.cycle[0])):
            assert not marks[step] & forbidden
            present |= marks[step]
        assert present & required == required
        assert all(not present & cause or present & effect for cause, effect in implied)
