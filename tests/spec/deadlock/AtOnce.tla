\* depth: 0
-------- MODULE AtOnce --------
VARIABLE x
Init == x = "start"
Next == x = "elsewhere" /\ x' = "start"
====
