"""What remains of terms where nothing is known of integers."""

from symcheck.term import BOOL, INT, conj, disj, eq, integer, ite, le, neg, variable
from symcheck.term.node import Kind
from symcheck.term.skeleton import Skeleton
from symcheck.term.walk import nodes

A, B = variable("a", BOOL), variable("b", BOOL)
X, Y = variable("x", INT), variable("y", INT)


def test_what_says_nothing_of_integers_is_its_own_skeleton() -> None:
    term = disj((conj((A, neg(B))), conj((neg(A), B))))
    assert Skeleton()(term) is term


def test_a_comparison_is_the_same_bit_wherever_it_stands() -> None:
    skeleton = Skeleton()
    first, second = skeleton(conj((A, eq(X, Y)))), skeleton(conj((B, neg(eq(X, Y)))))
    (bit,) = (arg for arg in first.args if arg is not A)
    assert bit.op is Kind.VARIABLE
    assert bit.sort is BOOL
    assert second is conj((B, neg(bit)))


def test_nothing_is_left_of_what_a_number_depends_on() -> None:
    term = Skeleton()(disj((B, le(ite(A, X, integer(3)), Y))))
    assert all(node.sort is BOOL for node in nodes((term,)))
    assert A not in nodes((term,))


def test_a_contradiction_of_bits_remains_one() -> None:
    skeleton = Skeleton()
    assert conj((skeleton(le(X, Y)), skeleton(neg(le(X, Y))))) is conj((A, neg(A)))
