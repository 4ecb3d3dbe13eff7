\* property: Few
\* states: 4
-------- MODULE TerminatesQuietly --------
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n < 3 /\ n' = n + 1
Few == n <= 3
====
