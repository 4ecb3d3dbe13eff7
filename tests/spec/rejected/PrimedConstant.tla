\* code: S106
\* exit: 150
\* line: 5
-------- MODULE PrimedConstant --------
VARIABLE x
ASSUME x = 1
====
