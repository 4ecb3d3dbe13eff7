\* depth: 1
-------- MODULE RunsOut --------
\* Whether a step is possible is a question about all natural numbers.
EXTENDS Integers
VARIABLES now, lease, budget
Init == now = 0 /\ lease = 3 /\ budget = 7
Tick == \E d \in Nat :
    /\ d > 0
    /\ now + d <= lease
    /\ 2 * d <= budget
    /\ now' = now + d
    /\ budget' = budget - 2 * d
    /\ UNCHANGED lease
Renew ==
    /\ now < lease
    /\ \E n \in Int : n > lease /\ n < now + 10 /\ lease' = n
    /\ UNCHANGED <<now, budget>>
Next == Tick \/ Renew
====
