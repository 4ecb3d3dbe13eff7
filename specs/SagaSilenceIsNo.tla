---------------------------- MODULE SagaSilenceIsNo ----------------------------
(***************************************************************************)
(* Saga with a bug: a step that timed out counts as one that failed.       *)
(*                                                                         *)
(* The orchestrator compensates the steps before it, and not the one in    *)
(* doubt.  NothingIsLeft is violated in three steps: the first request is  *)
(* sent, times out, and the service makes the booking all the same.  No    *)
(* message is lost and nothing crashes; it is late, that is all.           *)
(***************************************************************************)
EXTENDS Saga

TimeOutAsNo ==
    /\ phase = "booking"
    /\ asked
    /\ TurnBack(at - 1)

SilenceIsNoNext ==
    \/ Ask \/ HearBooked \/ HearRefused \/ TimeOutAsNo \/ HearCancelled
    \/ \E s \in 1..Steps : Book(s) \/ Cancel(s)
    \/ Finished

SilenceIsNoSpec == Init /\ [][SilenceIsNoNext]_vars
=============================================================================
