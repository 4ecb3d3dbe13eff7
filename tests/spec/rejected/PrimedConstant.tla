\* code: S106
\* exit: 150
\* line: 6
-------- MODULE PrimedConstant --------
VARIABLE x
ASSUME x = 1
====
