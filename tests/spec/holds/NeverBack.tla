\* property: Grows
\* states: 6
-------- MODULE NeverBack --------
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n' = IF n < 5 THEN n + 1 ELSE n
Spec == Init /\ [][Next]_n
Grows == [][n' >= n]_n
====
