---------------------------- MODULE JobQueueLostJob ----------------------------
(***************************************************************************)
(* JobQueue with a bug: the job of a worker that crashes is gone.          *)
(*                                                                         *)
(* The broker deletes a message when it is taken, not when it is done.     *)
(* AllAccountedFor is violated in three steps.  Without it nothing         *)
(* complains for a long time: BacklogIsBounded takes ten steps.            *)
(***************************************************************************)
EXTENDS JobQueue

LosingCrash(w) ==
    /\ state[w] = "busy"
    /\ state' = [state EXCEPT ![w] = "idle"]
    /\ busy' = busy - 1
    /\ UNCHANGED <<queue, accepted, done, failed>>

LosingNext ==
    \/ \E j \in Jobs : Accept(j)
    \/ \E w \in Workers : Start(w) \/ Finish(w) \/ LosingCrash(w)

LosingSpec == Init /\ [][LosingNext]_vars
=============================================================================
