\* code: S003
\* exit: 150
\* line: 7
-------- MODULE MissingOperand --------
EXTENDS Naturals
Init == 1 +
Next == 2
====
