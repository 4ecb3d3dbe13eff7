\* property: Small
\* kind: invariant
\* depth: 4
-------- MODULE Counter --------
EXTENDS Naturals
VARIABLES n, turn
Init == n = 0 /\ turn = "left"
Left == turn = "left" /\ turn' = "right" /\ n' = n + 1
Right == turn = "right" /\ turn' = "left" /\ n' = n + 1
Next == Left \/ Right
Small == n < 4
====
