\* property: Positive
\* property: deadlock
-------- MODULE ExcludedStep --------
\* The step to 9 ends where nothing goes on, but the action constraint excludes it: 9 is checked and not expanded.
EXTENDS Naturals
VARIABLE x
Init == x = 1
Next == \/ x = 1 /\ x' \in {1, 9}
Small == x' < 5
Positive == x > 0
====
