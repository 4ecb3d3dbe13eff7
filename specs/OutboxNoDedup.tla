----------------------------- MODULE OutboxNoDedup -----------------------------
(***************************************************************************)
(* Outbox with a bug: the consumer applies whatever it reads.              *)
(*                                                                         *)
(* "The broker delivers exactly once": perhaps, but the relay publishes    *)
(* twice if it crashes before it has deleted the row, and to the broker    *)
(* these are two events.  AppliedOnce is violated in five steps.           *)
(***************************************************************************)
EXTENDS Outbox

ApplyAll ==
    /\ offset < Len(topic)
    /\ applied' = [applied EXCEPT ![topic[offset + 1]] = @ + 1]
    /\ seen' = seen \cup {topic[offset + 1]}
    /\ offset' = offset + 1
    /\ UNCHANGED <<service, topic>>

NoDedupNext ==
    \/ \E o \in Orders : Accept(o) \/ Publish(o) \/ Forget(o)
    \/ ApplyAll

NoDedupSpec == Init /\ [][NoDedupNext]_vars
=============================================================================
