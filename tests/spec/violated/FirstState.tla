\* property: Positive
\* kind: invariant
\* depth: 0
-------- MODULE FirstState --------
EXTENDS Integers
VARIABLE x
Init == x \in -1..1
Next == UNCHANGED x
Positive == x > -1
====
