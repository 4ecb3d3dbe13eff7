\* property: InRange
\* states: 12
-------- MODULE Clock --------
EXTENDS Naturals
VARIABLE hour
Init == hour \in 1..12
Next == hour' = IF hour = 12 THEN 1 ELSE hour + 1
Spec == Init /\ [][Next]_hour
InRange == hour \in 1..12
====
