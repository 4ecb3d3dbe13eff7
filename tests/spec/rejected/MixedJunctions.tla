\* code: S004
\* exit: 150
\* line: 6
-------- MODULE MixedJunctions --------
VARIABLES a, b, c
Wrong == a /\ b \/ c
====
