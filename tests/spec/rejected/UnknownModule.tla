\* code: S102
\* exit: 150
\* line: 5
-------- MODULE UnknownModule --------
EXTENDS Integer
====
