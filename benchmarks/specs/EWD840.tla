-------------------------------- MODULE EWD840 --------------------------------
(* Termination detection in a ring, after Dijkstra, Feijen and van Gasteren,   *)
(* "Derivation of a termination detection algorithm for distributed            *)
(* computations" (EWD 840, 1983).  A token travels from node N-1 down to node  *)
(* 0; a node that wakes up a node with a higher number turns black, and a      *)
(* black node blackens the token that it passes on.                            *)
EXTENDS Naturals

CONSTANT N

ASSUME N \in Nat \ {0}

Nodes == 0..(N - 1)
Colors == {"white", "black"}

VARIABLES active, color, at, token

vars == <<active, color, at, token>>

TypeOK ==
    /\ active \in [Nodes -> BOOLEAN]
    /\ color \in [Nodes -> Colors]
    /\ at \in Nodes
    /\ token \in Colors

Init ==
    /\ active \in [Nodes -> BOOLEAN]
    /\ color \in [Nodes -> Colors]
    /\ at \in Nodes
    /\ token = "black"

\* Node 0 starts a new probe when the last one has come back without a result.
StartProbe ==
    /\ at = 0
    /\ token = "black" \/ color[0] = "black"
    /\ at' = N - 1
    /\ token' = "white"
    /\ color' = [color EXCEPT ![0] = "white"]
    /\ UNCHANGED active

\* A passive node (or, in vain, a black one) hands the token to its neighbour.
Pass(i) ==
    /\ at = i
    /\ ~active[i] \/ color[i] = "black" \/ token = "black"
    /\ at' = i - 1
    /\ token' = IF color[i] = "black" THEN "black" ELSE token
    /\ color' = [color EXCEPT ![i] = "white"]
    /\ UNCHANGED active

\* An active node sends work to another one.
Send(i) ==
    /\ active[i]
    /\ \E j \in Nodes \ {i} :
        /\ active' = [active EXCEPT ![j] = TRUE]
        /\ color' = [color EXCEPT ![i] = IF j > i THEN "black" ELSE @]
    /\ UNCHANGED <<at, token>>

Finish(i) ==
    /\ active[i]
    /\ active' = [active EXCEPT ![i] = FALSE]
    /\ UNCHANGED <<color, at, token>>

Next ==
    \/ StartProbe
    \/ \E i \in Nodes \ {0} : Pass(i)
    \/ \E i \in Nodes : Send(i) \/ Finish(i)

Spec == Init /\ [][Next]_vars

Detected == at = 0 /\ token = "white" /\ color[0] = "white" /\ ~active[0]

\* What node 0 announces is true.
DetectionIsRight == Detected => \A i \in Nodes : ~active[i]
=============================================================================
