\* code: S002
\* exit: 150
\* line: 4
-------- MODULE OpenString --------
Text == "never closed
====
