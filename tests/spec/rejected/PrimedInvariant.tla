\* code: C006
\* exit: 151
\* cfg-line: 3
-------- MODULE PrimedInvariant --------
VARIABLE x
Init == x = 0
Next == x' = x
Moves == x' = x
====
