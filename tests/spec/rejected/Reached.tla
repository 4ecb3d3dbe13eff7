\* exit: 75
\* code: U001
\* line: 10
---- MODULE Reached ----
\* Would run a command after three steps.
EXTENDS Naturals, IOUtils
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 5
Small == x < 3 \/ IOExec(<<"report">>).exitValue = 0
====
