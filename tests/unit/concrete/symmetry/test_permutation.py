"""What a permutation makes of values, and which permutations some generate."""

from __future__ import annotations

from itertools import pairwise

import pytest

from symcheck.concrete.symmetry.permutation import OpaqueError, Permutation, generated
from symcheck.value import (
    NAT,
    TRUE,
    Interval,
    ModelValue,
    String,
    make_function,
    make_record,
    make_set,
    make_tuple,
)

A, B, C, Z = map(ModelValue, "abcz")
ROUND = {A: B, B: C, C: A}


@pytest.mark.parametrize(
    ("value", "image"),
    [
        (3, 3),
        (TRUE, TRUE),
        (String("a"), String("a")),
        (Interval(1, 4), Interval(1, 4)),
        (A, B),
        (Z, Z),
        (make_set([A, Z]), make_set([B, Z])),
        (make_set([A, B, C]), make_set([A, B, C])),
        (make_tuple([A, 1, A]), make_tuple([B, 1, B])),
        (make_record({"a": A, "n": 1}), make_record({"a": B, "n": 1})),
        # a function's keys change places, and its values with them
        (make_function({A: 1, B: 2, C: 3}), make_function({B: 1, C: 2, A: 3})),
        (make_function({A: C, Z: Z}), make_function({B: A, Z: Z})),
        (make_function({make_set([A, B]): make_tuple([A])}), make_function({make_set([B, C]): make_tuple([B])})),
        (make_set([make_tuple([A, make_function({B: A})])]), make_set([make_tuple([B, make_function({C: B})])])),
    ],
)
def test_images(value, image):
    permutation = Permutation(ROUND)
    for _ in range(2):  # as it is found, and as it is remembered
        assert permutation.of(value) == image
        assert hash(permutation.of(value)) == hash(image)
        assert type(permutation.of(value)) is type(image)
    assert permutation.fixes(value) == (value == image)


def test_the_image_of_a_function_can_be_applied():
    image = Permutation(ROUND).of(make_function({A: 1, B: 2}))
    assert str(image) == "(b :> 1 @@ c :> 2)"
    assert image.apply(C) == 2


def test_not_everything_is_kept(monkeypatch):
    monkeypatch.setattr("symcheck.concrete.symmetry.permutation._MOST_KEPT", 2)
    permutation = Permutation(ROUND)
    for number in range(20):
        assert permutation.of(make_tuple([A, number])) == make_tuple([B, number])


def test_there_is_no_telling_what_is_in_an_unevaluated_value():
    permutation = Permutation(ROUND)
    with pytest.raises(OpaqueError):
        permutation.of(make_tuple([NAT]))
    assert not permutation.fixes(NAT)


@pytest.mark.parametrize(
    ("generators", "count"),
    [
        ([], 0),
        ([{A: A}], 0),
        ([{A: B, B: A}], 1),
        ([ROUND], 2),
        ([{A: B, B: A}, {B: C, C: B}], 5),
        ([{A: B, B: A}, {C: Z, Z: C}], 3),
    ],
)
def test_all_that_are_generated(generators, count):
    found = generated(generators, 1000)
    assert len(found) == len({tuple(sorted(images.items(), key=str)) for images in found}) == count
    assert all(any(one != other for one, other in images.items()) for images in found), "not the identity"


def test_not_more_than_asked_for():
    atoms = [ModelValue(f"n{i}") for i in range(8)]
    exchanges = [{one: other, other: one} for one, other in pairwise(atoms)]
    assert len(generated(exchanges, 100)) == 100
