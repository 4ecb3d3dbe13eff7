\* property: Enough
\* kind: assumption
-------- MODULE FalseAssumption --------
EXTENDS Naturals
CONSTANT N
ASSUME Enough == N > 3
VARIABLE x
Init == x = 0
Next == UNCHANGED x
====
