\* code: S101
\* exit: 150
\* line: 6
-------- MODULE UnknownName --------
EXTENDS Sequences
VARIABLE q
Short == Lne(q) < 3
====
