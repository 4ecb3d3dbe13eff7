---- MODULE Window ----
EXTENDS Integers, FiniteSets
(* Requests with numbers that grow for ever, a few of them under way at a time, and leases by token. *)
CONSTANT Most
VARIABLES sent, acked, net, leases

Init == sent = 0 /\ acked = 0 /\ net = {} /\ leases = [token \in {} |-> 0]

Send ==
  /\ sent - acked < Most
  /\ sent' = sent + 1
  /\ net' = net \cup {[id |-> sent']}
  /\ UNCHANGED <<acked, leases>>
Careless == sent' = sent + 1 /\ net' = net \cup {[id |-> sent']} /\ UNCHANGED <<acked, leases>>
Acknowledge ==
  \E m \in net :
    /\ m.id = acked + 1
    /\ acked' = m.id
    /\ net' = net \ {m}
    /\ UNCHANGED <<sent, leases>>
Grant ==
  /\ Cardinality(DOMAIN leases) < 2
  /\ acked \notin DOMAIN leases
  /\ leases' = [token \in DOMAIN leases \cup {acked} |-> IF token = acked THEN sent ELSE leases[token]]
  /\ UNCHANGED <<sent, acked, net>>
Expire ==
  \E token \in DOMAIN leases :
    /\ leases' = [other \in DOMAIN leases \ {token} |-> leases[other]]
    /\ UNCHANGED <<sent, acked, net>>

Next == Send \/ Acknowledge \/ Grant \/ Expire
NextCareless == Careless \/ Acknowledge \/ Grant \/ Expire

Few == Cardinality(net) <= Most
Ahead == \A m \in net : acked < m.id /\ m.id <= sent
Leased == \A token \in DOMAIN leases : token <= acked /\ leases[token] <= sent
====
