---------------------------- MODULE OutboxDualWrite ----------------------------
(***************************************************************************)
(* Outbox with a bug: no outbox.  The service commits the order and then   *)
(* publishes the event.                                                    *)
(*                                                                         *)
(* NothingForgotten is violated by the first step: what is committed and   *)
(* not yet published is in one process's memory only, and a crash takes    *)
(* it.  To publish first and commit afterwards is no better: then there    *)
(* are events of orders that do not exist (OnlyWhatWasOrdered).            *)
(***************************************************************************)
EXTENDS Outbox

AcceptOnly(o) ==
    /\ o \notin orders
    /\ orders' = orders \cup {o}
    /\ UNCHANGED <<outbox, topic, consumer>>

PublishAfter(o) ==
    /\ o \in orders
    /\ ~InTopic(o)
    /\ topic' = Append(topic, o)
    /\ UNCHANGED <<service, consumer>>

DualWriteNext ==
    \/ \E o \in Orders : AcceptOnly(o) \/ PublishAfter(o)
    \/ Apply \/ Advance

DualWriteSpec == Init /\ [][DualWriteNext]_vars
=============================================================================
