\* code: C003
\* exit: 151
-------- MODULE UnboundConstant --------
CONSTANT N
VARIABLE x
Init == x = N
Next == UNCHANGED x
====
