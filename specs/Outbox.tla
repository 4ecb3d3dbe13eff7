-------------------------------- MODULE Outbox --------------------------------
(***************************************************************************)
(* A transactional outbox, and a consumer that removes duplicates.         *)
(*                                                                         *)
(* What it is for.  A service accepts orders into its database and tells   *)
(* other services about them through a broker (Kafka, RabbitMQ).  Database *)
(* and broker share no transaction.  So the order and a row that says      *)
(* "tell them" (the outbox) are written in one transaction of the          *)
(* database; a relay publishes what it finds in the outbox and deletes the *)
(* row afterwards.                                                         *)
(*                                                                         *)
(* What goes wrong in practice.  Without an outbox a crash between the     *)
(* commit and the publish loses the event.  With it, a crash between the   *)
(* publish and the delete publishes twice, and so does a consumer that     *)
(* crashes before it has stored how far it has read.  At least once is     *)
(* what one gets; exactly once is up to the consumer.                      *)
(*                                                                         *)
(* What catches it.  NothingForgotten: an order that is in the database is *)
(* applied, or its event is in the outbox or in the topic still to be      *)
(* read.  AppliedOnce: no order is applied twice.  The consumer applies an *)
(* event and remembers its number in one transaction of its own.           *)
(* OutboxDualWrite publishes without an outbox, OutboxNoDedup applies      *)
(* whatever it reads.                                                      *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Let the relay delete the row before it publishes.                    *)
(*  - Let the consumer remember only the last event's number.  With how    *)
(*    many orders does that break, and with how many relays?               *)
(*  - Let the broker drop old events (retention).  What must be true of    *)
(*    offset then?                                                         *)
(*                                                                         *)
(* The topic has no bound, as each crash of the relay may publish once     *)
(* more.  Outbox.cfg cuts it off for a search that lists the states.       *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    Orders,      \* what customers may order
    MaxEvents    \* used by the constraint TopicBounded only

VARIABLES
    orders,      \* service's database: the orders accepted
    outbox,      \* service's database: the orders whose event is not known to be published
    topic,       \* broker: the events, in order; an event is the order's number
    offset,      \* consumer's database: how many events it has done with
    seen,        \* consumer's database: the orders that it has applied
    applied      \* how often each order was applied; for the properties only

service == <<orders, outbox>>
consumer == <<offset, seen, applied>>
vars == <<orders, outbox, topic, offset, seen, applied>>

TypeOK ==
    /\ orders \subseteq Orders
    /\ outbox \subseteq Orders
    /\ topic \in Seq(Orders)
    /\ offset \in Nat
    /\ seen \subseteq Orders
    /\ applied \in [Orders -> Nat]

Init ==
    /\ orders = {}
    /\ outbox = {}
    /\ topic = <<>>
    /\ offset = 0
    /\ seen = {}
    /\ applied = [o \in Orders |-> 0]

-----------------------------------------------------------------------------
(* The service. *)

\* One transaction.
Accept(o) ==
    /\ o \notin orders
    /\ orders' = orders \cup {o}
    /\ outbox' = outbox \cup {o}
    /\ UNCHANGED <<topic, consumer>>

\* The relay.  A crash between the two is a Publish with no Forget after it.
Publish(o) ==
    /\ o \in outbox
    /\ topic' = Append(topic, o)
    /\ UNCHANGED <<service, consumer>>

InTopic(o) == \E i \in 1..Len(topic) : topic[i] = o

Forget(o) ==
    /\ o \in outbox
    /\ InTopic(o)                   \* the broker has said so
    /\ outbox' = outbox \ {o}
    /\ UNCHANGED <<orders, topic, consumer>>

-----------------------------------------------------------------------------
(* The consumer. *)

\* One transaction: apply the event, and remember that it was applied.
Apply ==
    /\ offset < Len(topic)
    /\ topic[offset + 1] \notin seen
    /\ seen' = seen \cup {topic[offset + 1]}
    /\ applied' = [applied EXCEPT ![topic[offset + 1]] = @ + 1]
    /\ UNCHANGED <<service, topic, offset>>

\* The offset is stored later.  After a crash in between, the event is read again.
Advance ==
    /\ offset < Len(topic)
    /\ topic[offset + 1] \in seen
    /\ offset' = offset + 1
    /\ UNCHANGED <<service, topic, seen, applied>>

-----------------------------------------------------------------------------
Next ==
    \/ \E o \in Orders : Accept(o) \/ Publish(o) \/ Forget(o)
    \/ Apply \/ Advance

Spec == Init /\ [][Next]_vars

\* Relay and consumer come back after each crash, and get further at some time.
LiveSpec ==
    /\ Spec
    /\ \A o \in Orders : WF_vars(Publish(o) /\ ~InTopic(o))
    /\ WF_vars(Apply)
    /\ WF_vars(Advance)

-----------------------------------------------------------------------------
(* What is checked. *)

AppliedOnce == \A o \in Orders : applied[o] <= 1

OnlyWhatWasOrdered == \A o \in Orders : applied[o] > 0 => o \in orders

ToBeRead(o) == \E i \in 1..Len(topic) : i > offset /\ topic[i] = o

NothingForgotten == \A o \in orders : applied[o] > 0 \/ o \in outbox \/ ToBeRead(o)

\* Each order is applied in the end.
Arrives == \A o \in Orders : (o \in orders) ~> (applied[o] > 0)

\* For searches that list the states.
TopicBounded == Len(topic) < MaxEvents
=============================================================================
