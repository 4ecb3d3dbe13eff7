\* depth: 3
-------- MODULE Countdown --------
EXTENDS Naturals
VARIABLE n
Init == n = 3
Next == n > 0 /\ n' = n - 1
====
