\* property: MutualExclusion
\* property: TypeOK
-------- MODULE Mutex --------
CONSTANT Processes
VARIABLES lock, at
vars == <<lock, at>>
Free == "free"
Init == lock = Free /\ at = [p \in Processes |-> "out"]
Enter(p) == /\ lock = Free
            /\ lock' = p
            /\ at' = [at EXCEPT ![p] = "in"]
Leave(p) == /\ at[p] = "in"
            /\ lock' = Free
            /\ at' = [at EXCEPT ![p] = "out"]
Next == \E p \in Processes : Enter(p) \/ Leave(p)
Spec == Init /\ [][Next]_vars
TypeOK == lock \in Processes \cup {Free} /\ at \in [Processes -> {"in", "out"}]
MutualExclusion == \A p, q \in Processes : at[p] = "in" /\ at[q] = "in" => p = q
====
