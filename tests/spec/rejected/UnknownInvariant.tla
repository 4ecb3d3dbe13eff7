\* code: C002
\* exit: 151
\* cfg-line: 3
-------- MODULE UnknownInvariant --------
VARIABLE x
Init == x = 0
Next == UNCHANGED x
TypeOK == x = 0
====
