\* property: Positive
-------- MODULE Assumed --------
EXTENDS Naturals
CONSTANT N
ASSUME N > 0
VARIABLE x
Init == x \in 1..N
Next == UNCHANGED x
Positive == x > 0
====
