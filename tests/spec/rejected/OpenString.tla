\* code: S002
\* exit: 150
\* line: 5
-------- MODULE OpenString --------
Text == "never closed
====
