\* property: NeverFull
\* kind: invariant
\* depth: 4
---- MODULE ImpliedStep ----
\* What a condition implies may give a variable its next value, as long as some other part does where it is false.
EXTENDS Naturals
VARIABLES tank, valve
Init == tank = 0 /\ valve = "shut"
Next == /\ valve' \in {"open", "shut"}
        /\ (valve' = "shut" => UNCHANGED tank)
        /\ (valve' = "open" => tank' = tank + 1 /\ tank < 5)
NeverFull == tank < 4
====
