\* code: C001
\* exit: 151
\* cfg-line: 3
-------- MODULE StrangeConfiguration --------
VARIABLE x
Init == x = 0
Next == UNCHANGED x
====
