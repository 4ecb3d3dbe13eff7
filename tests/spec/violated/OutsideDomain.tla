\* property: definedness
\* kind: definedness
\* code: D001
\* depth: 2
-------- MODULE OutsideDomain --------
EXTENDS Naturals
VARIABLES i, x
f == [k \in 1..3 |-> k * k]
Init == i = 1 /\ x = 0
Next == i' = i + 1 /\ x' = f[i']
Fine == x <= 9
====
