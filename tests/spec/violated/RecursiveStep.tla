\* property: NeverThree
\* kind: invariant
\* depth: 4
---- MODULE RecursiveStep ----
\* A step may be given by an operator that calls itself, and by two that call each other: a van is unloaded parcel by
\* parcel, and who has carried the last one rests.
EXTENDS Integers, FiniteSets

VARIABLES van, shelf, resting

RECURSIVE Unload(_, _)
Unload(left, put) ==
    IF Cardinality(left) = 0
    THEN shelf' = put
    ELSE LET parcel == CHOOSE p \in left : \A q \in left : p <= q
         IN Unload(left \ {parcel}, put \cup {parcel})

RECURSIVE Ann(_), Bob(_)
Ann(n) == IF n <= 0 THEN resting' = "bob" ELSE Bob(n - 1)
Bob(n) == IF n <= 0 THEN resting' = "ann" ELSE Ann(n - 1)

Init == van = {} /\ shelf = {} /\ resting = "nobody"
Load(p) == p \notin van /\ van' = van \cup {p} /\ UNCHANGED <<shelf, resting>>
Arrive == van /= {} /\ Unload(van, {}) /\ Ann(Cardinality(van)) /\ van' = {}
Next == (\E p \in 1..4 : Load(p)) \/ Arrive

OddIsAnn == resting = "ann" => Cardinality(shelf) \in {1, 3}
NeverThree == Cardinality(shelf) /= 3
====
