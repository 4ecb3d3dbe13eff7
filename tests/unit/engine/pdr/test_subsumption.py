"""The index of cubes against looking at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symcheck.engine.pdr.subsumption import Index

CUBES = st.sets(st.integers(1, 4).flatmap(lambda v: st.sampled_from([v, -v])), min_size=1, max_size=4).map(
    lambda cube: tuple(sorted(cube, key=abs))
)


@given(st.lists(st.tuples(CUBES, st.integers(1, 3)), max_size=30))
def test_what_a_cube_makes_superfluous_is_taken_out(added: list[tuple[tuple[int, ...], int]]) -> None:
    index = Index()
    kept: list[tuple[tuple[int, ...], int]] = []
    for cube, last in added:
        if any(cube == other and level > last for other, level in kept):
            continue
        gone = [each for each in kept if set(cube) <= set(each[0]) and each[1] <= last]
        assert sorted(index.add(cube, last)) == sorted(gone)
        kept = [each for each in kept if each not in gone] + [(cube, last)]
