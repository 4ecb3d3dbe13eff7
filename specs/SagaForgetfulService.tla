------------------------- MODULE SagaForgetfulService -------------------------
(***************************************************************************)
(* Saga with a bug: a service that is told to cancel what it has not       *)
(* booked says "done" and forgets about it.                                *)
(*                                                                         *)
(* "Cancel is idempotent: if there is nothing, there is nothing to do."    *)
(* NothingIsLeft is violated in six steps, as the cancellation overtakes   *)
(* the request that it belongs to.  The service has to keep a mark (a      *)
(* tombstone) under the key of the booking, and to look at it in Book.     *)
(***************************************************************************)
EXTENDS Saga

CancelAndForget(s) ==
    /\ Says("cancel", s) \in msgs
    /\ booking' = [booking EXCEPT ![s] = IF @ = "made" THEN "cancelled" ELSE @]
    /\ msgs' = msgs \cup {Says("cancelled", s)}
    /\ UNCHANGED orchestrator

ForgetfulNext ==
    \/ Ask \/ HearBooked \/ HearRefused \/ TimeOut \/ HearCancelled
    \/ \E s \in 1..Steps : Book(s) \/ CancelAndForget(s)
    \/ Finished

ForgetfulSpec == Init /\ [][ForgetfulNext]_vars
=============================================================================
