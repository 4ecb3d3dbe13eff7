\* property: Grows
\* kind: action
\* depth: 3
-------- MODULE GoesBack --------
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n' = IF n < 2 THEN n + 1 ELSE 0
Spec == Init /\ [][Next]_n
Grows == [][n' > n]_n
====
