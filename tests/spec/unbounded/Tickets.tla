---- MODULE Tickets ----
\* Tickets are drawn with any number above those that are out; two formulas speak of all numbers.
EXTENDS Integers
VARIABLES out, served
Init == out = {} /\ served = -1
Draw == \E n \in Nat : (\A m \in Int : m \in out \/ m = served => m < n) /\ out' = out \cup {n} /\ UNCHANGED served
Serve == \E n \in out : (\A m \in out : n <= m) /\ served' = n /\ out' = out \ {n}
Hurry == \E n \in out : served' = n /\ out' = out \ {n}
Next == Draw \/ Serve
Rash == Draw \/ Hurry
InOrder == \A n \in Int : n < served => n \notin out
Free == \E n \in Nat : n \notin out /\ n # served
====
