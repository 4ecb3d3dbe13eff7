\* code: C005
\* exit: 151
-------- MODULE NoBehavior --------
VARIABLE x
Init == x = 0
Next == UNCHANGED x
TypeOK == x = 0
====
