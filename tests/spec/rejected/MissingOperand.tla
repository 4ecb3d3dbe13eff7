\* code: S003
\* exit: 150
\* line: 5
-------- MODULE MissingOperand --------
EXTENDS Naturals
Init == 1 +
Next == 2
====
