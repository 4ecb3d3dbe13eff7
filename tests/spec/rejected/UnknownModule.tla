\* code: S102
\* exit: 150
\* line: 4
-------- MODULE UnknownModule --------
EXTENDS Integer
====
