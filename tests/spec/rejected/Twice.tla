\* code: S104
\* exit: 150
\* line: 5
-------- MODULE Twice --------
F == 1
F == 2
====
