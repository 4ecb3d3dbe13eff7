-------------------------- MODULE JobQueueStuckGauge --------------------------
(***************************************************************************)
(* JobQueue with a bug: a crash does not take the worker off the gauge.    *)
(*                                                                         *)
(* The line that counts down stands behind the job's last line, where a    *)
(* crash never comes.  NeverTooBusy is violated in seven steps with two    *)
(* workers; in production it takes a week, and the alert is switched off.  *)
(***************************************************************************)
EXTENDS JobQueue

StuckCrash(w) ==
    /\ state[w] = "busy"
    /\ state' = [state EXCEPT ![w] = "idle"]
    /\ failed' = failed + 1
    /\ UNCHANGED <<queue, busy, accepted, done>>

StuckNext ==
    \/ \E j \in Jobs : Accept(j)
    \/ \E w \in Workers : Start(w) \/ Finish(w) \/ StuckCrash(w)

StuckSpec == Init /\ [][StuckNext]_vars
=============================================================================
