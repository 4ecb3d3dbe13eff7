--------------------------------- MODULE Saga ---------------------------------
(***************************************************************************)
(* A saga: one business transaction over several services, undone by       *)
(* compensation if a step fails.                                           *)
(*                                                                         *)
(* What it is for.  A trip needs a flight, a hotel and a car, each booked  *)
(* at a service of its own.  There is no transaction across services, so   *)
(* an orchestrator books them one after another, and if one cannot be had  *)
(* it cancels what it has booked, last first.                              *)
(*                                                                         *)
(* What goes wrong in practice.  A step times out.  The orchestrator does  *)
(* not know whether the booking was made, is being made, or will be made   *)
(* when the request arrives at last.  If it takes silence for a "no", it   *)
(* cancels only the steps before, and the booking stays for ever.  If it   *)
(* cancels that step as well, the cancellation may overtake the request:   *)
(* the service has nothing to cancel yet, and books afterwards.            *)
(*                                                                         *)
(* What catches it.  NothingIsLeft: once the saga is cancelled, no service *)
(* has a booking, then or later.  It holds because the step in doubt is    *)
(* compensated too, and because a service remembers a cancellation that    *)
(* came first and refuses the request that comes after.                    *)
(* SagaSilenceIsNo and SagaForgetfulService leave one of these out.        *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Send all the cancellations at once instead of last first.  What      *)
(*    breaks?  (Nothing: the order is for people, not for safety.)         *)
(*  - Let the orchestrator give up waiting for a Cancelled.                *)
(*  - Crashes of the orchestrator are not steps here.  Which variables     *)
(*    have to be on its disk for that to be right?                         *)
(***************************************************************************)
EXTENDS Integers

CONSTANT Steps   \* how many services take part

ASSUME Steps \in Nat /\ Steps > 0

VARIABLES
    phase,       \* orchestrator: "booking", "booked", "cancelling" or "cancelled"
    at,          \* orchestrator: the step it is at, from 1 to Steps; 0 when all is cancelled
    asked,       \* orchestrator: has the request of this step been sent?
    msgs,        \* every message sent so far; each may arrive at any time, again, or never
    booking      \* each service: "none", "made", "refused" or "cancelled"

orchestrator == <<phase, at, asked>>
vars == <<phase, at, asked, msgs, booking>>

Message == [type : {"book", "booked", "refused", "cancel", "cancelled"}, step : 1..Steps]

TypeOK ==
    /\ phase \in {"booking", "booked", "cancelling", "cancelled"}
    /\ at \in 0..Steps
    /\ asked \in BOOLEAN
    /\ msgs \subseteq Message
    /\ booking \in [1..Steps -> {"none", "made", "refused", "cancelled"}]

Init ==
    /\ phase = "booking"
    /\ at = 1
    /\ asked = FALSE
    /\ msgs = {}
    /\ booking = [s \in 1..Steps |-> "none"]

Says(type, s) == [type |-> type, step |-> s]

-----------------------------------------------------------------------------
(* The orchestrator. *)

Ask ==
    /\ phase \in {"booking", "cancelling"}
    /\ ~asked
    /\ asked' = TRUE
    /\ msgs' = msgs \cup {Says(IF phase = "booking" THEN "book" ELSE "cancel", at)}
    /\ UNCHANGED <<phase, at, booking>>

HearBooked ==
    /\ phase = "booking"
    /\ Says("booked", at) \in msgs
    /\ phase' = IF at = Steps THEN "booked" ELSE "booking"
    /\ at' = IF at = Steps THEN at ELSE at + 1
    /\ asked' = FALSE
    /\ UNCHANGED <<msgs, booking>>

\* Compensation begins with the given step.
TurnBack(from) ==
    /\ phase' = IF from = 0 THEN "cancelled" ELSE "cancelling"
    /\ at' = from
    /\ asked' = FALSE
    /\ UNCHANGED <<msgs, booking>>

HearRefused ==
    /\ phase = "booking"
    /\ Says("refused", at) \in msgs
    /\ TurnBack(at - 1)

\* No answer in time, so the step is in doubt: it is compensated as if it had been made.
TimeOut ==
    /\ phase = "booking"
    /\ asked
    /\ TurnBack(at)

HearCancelled ==
    /\ phase = "cancelling"
    /\ Says("cancelled", at) \in msgs
    /\ TurnBack(at - 1)

-----------------------------------------------------------------------------
(* The services.  What they have answered they answer again. *)

Book(s) ==
    /\ Says("book", s) \in msgs
    /\ booking[s] = "none"
    /\ \E answer \in {"made", "refused"} :
        /\ booking' = [booking EXCEPT ![s] = answer]
        /\ msgs' = msgs \cup {Says(IF answer = "made" THEN "booked" ELSE "refused", s)}
    /\ UNCHANGED orchestrator

\* What has not been booked is cancelled as well: the request may still be on its way.
Cancel(s) ==
    /\ Says("cancel", s) \in msgs
    /\ booking[s] # "cancelled"
    /\ booking' = [booking EXCEPT ![s] = "cancelled"]
    /\ msgs' = msgs \cup {Says("cancelled", s)}
    /\ UNCHANGED orchestrator

-----------------------------------------------------------------------------
Finished ==
    /\ phase \in {"booked", "cancelled"}
    /\ UNCHANGED vars

Next ==
    \/ Ask \/ HearBooked \/ HearRefused \/ TimeOut \/ HearCancelled
    \/ \E s \in 1..Steps : Book(s) \/ Cancel(s)
    \/ Finished

Spec == Init /\ [][Next]_vars

\* Each step that stays possible is taken at some time.
LiveSpec == Spec /\ WF_vars(Next)

-----------------------------------------------------------------------------
(* What is checked. *)

NothingIsLeft == phase = "cancelled" => \A s \in 1..Steps : booking[s] # "made"

EverythingIsBooked == phase = "booked" => \A s \in 1..Steps : booking[s] = "made"

\* The orchestrator never runs ahead of the services.
KnowsWhatItHas == phase = "booking" => \A s \in 1..(at - 1) : booking[s] = "made"

Ends == <>(phase \in {"booked", "cancelled"})
=============================================================================
