\* property: Small
\* states: 4
-------- MODULE Constrained --------
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n' = n + 1
Limit == n < 4
Small == n <= 4
====
