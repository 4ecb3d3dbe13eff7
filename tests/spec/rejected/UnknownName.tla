\* code: S101
\* exit: 150
\* line: 7
-------- MODULE UnknownName --------
EXTENDS Sequences
VARIABLE q
Short == Lne(q) < 3
====
