---- MODULE Walk ----
\* Two predicates of the states so far: invariants of the history.
EXTENDS Integers, Sequences
VARIABLES x, y
Init == x = 0 /\ y = FALSE
Up == x < 9 /\ ~y /\ x' = x + 1 /\ UNCHANGED y
Down == x > 0 /\ x' = x - 1 /\ y' = TRUE
Next == Up \/ Down
Monotone(hist) == \A i \in 1..Len(hist) - 1 : hist[i].x <= hist[i + 1].x
Last(hist) == LET last == hist[Len(hist)] IN last.y => last.x < 2
====
