\* code: S104
\* exit: 150
\* line: 6
-------- MODULE Twice --------
F == 1
F == 2
====
