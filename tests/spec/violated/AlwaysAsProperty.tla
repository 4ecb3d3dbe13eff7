\* property: Low
\* kind: invariant
\* depth: 3
-------- MODULE AlwaysAsProperty --------
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n' = (n + 1) % 6
Spec == Init /\ [][Next]_n
Low == [](n < 3)
====
