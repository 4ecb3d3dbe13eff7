\* code: S105
\* exit: 150
\* line: 6
-------- MODULE TooManyArguments --------
F(x) == x
G == F(1, 2)
====
