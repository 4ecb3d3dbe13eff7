\* depth: 2
-------- MODULE TwoLocks --------
VARIABLES a, b
vars == <<a, b>>
Init == a = "free" /\ b = "free"
FirstTakesA == a = "free" /\ a' = "first" /\ UNCHANGED b
FirstTakesB == a = "first" /\ b = "free" /\ b' = "first" /\ UNCHANGED a
FirstReleases == a = "first" /\ b = "first" /\ a' = "free" /\ b' = "free"
SecondTakesB == b = "free" /\ b' = "second" /\ UNCHANGED a
SecondTakesA == b = "second" /\ a = "free" /\ a' = "second" /\ UNCHANGED b
SecondReleases == a = "second" /\ b = "second" /\ a' = "free" /\ b' = "free"
Next == FirstTakesA \/ FirstTakesB \/ FirstReleases \/ SecondTakesB \/ SecondTakesA \/ SecondReleases
Spec == Init /\ [][Next]_vars
Exclusive == a /= "both"
====
