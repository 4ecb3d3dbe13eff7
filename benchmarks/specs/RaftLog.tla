------------------------------- MODULE RaftLog --------------------------------
(* Log replication after Ongaro and Ousterhout, "In Search of an               *)
(* Understandable Consensus Algorithm" (USENIX ATC 2014): votes carry the      *)
(* voter's log, and a leader's messages carry the end of its own, so that with *)
(* n values and logs of up to k entries a message is one of more than n^k.     *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Server, Value, Term, MaxLog

VARIABLES
    term,      \* each server: the latest term that it knows
    leader,    \* each server: whether it leads in its term
    log,       \* each server: its entries
    msgs

vars == <<term, leader, log, msgs>>

Quorum == {Q \in SUBSET Server : 2 * Cardinality(Q) > Cardinality(Server)}

Init ==
    /\ term = [i \in Server |-> 0]
    /\ leader = [i \in Server |-> FALSE]
    /\ log = [i \in Server |-> <<>>]
    /\ msgs = {}

Send(m) == msgs' = msgs \cup {m}

LastTerm(l) == IF Len(l) = 0 THEN 0 ELSE l[Len(l)].term

\* A server asks for votes in a new term.
Campaign(i, t) ==
    /\ t > term[i]
    /\ term' = [term EXCEPT ![i] = t]
    /\ leader' = [leader EXCEPT ![i] = FALSE]
    /\ Send([type |-> "ask", term |-> t, from |-> i, size |-> Len(log[i]), last |-> LastTerm(log[i])])
    /\ UNCHANGED log

\* Another one votes, once in each term, and tells its log.
Vote(i, t) ==
    /\ t > term[i]
    /\ \E m \in msgs :
        /\ m.type = "ask"
        /\ m.term = t
        /\ \/ m.last > LastTerm(log[i])
           \/ m.last = LastTerm(log[i]) /\ m.size >= Len(log[i])
        /\ term' = [term EXCEPT ![i] = t]
        /\ leader' = [leader EXCEPT ![i] = FALSE]
        /\ Send([type |-> "vote", term |-> t, from |-> i, to |-> m.from, log |-> log[i]])
    /\ UNCHANGED log

Votes(i, t) == {m.from : m \in {k \in msgs : k.type = "vote" /\ k.term = t /\ k.to = i}}

Win(i) ==
    /\ ~leader[i]
    /\ \E t \in Term : term[i] = t /\ \E Q \in Quorum : Q \subseteq Votes(i, t) \cup {i}
    /\ leader' = [leader EXCEPT ![i] = TRUE]
    /\ UNCHANGED <<term, log, msgs>>

Write(i, v) ==
    /\ leader[i]
    /\ Len(log[i]) < MaxLog
    /\ log' = [log EXCEPT ![i] = Append(@, [term |-> term[i], val |-> v])]
    /\ UNCHANGED <<term, leader, msgs>>

\* The leader sends its entries after the first n.
Replicate(i, n) ==
    /\ leader[i]
    /\ n < Len(log[i])
    /\ Send([type |-> "append", term |-> term[i], after |-> n,
             last |-> LastTerm(SubSeq(log[i], 1, n)), entries |-> SubSeq(log[i], n + 1, Len(log[i]))])
    /\ UNCHANGED <<term, leader, log>>

Accept(i) ==
    /\ \E m \in msgs :
        /\ m.type = "append"
        /\ m.term >= term[i]
        /\ ~(leader[i] /\ m.term = term[i])
        /\ m.after <= Len(log[i])
        /\ m.last = LastTerm(SubSeq(log[i], 1, m.after))
        /\ term' = [term EXCEPT ![i] = m.term]
        /\ leader' = [leader EXCEPT ![i] = FALSE]
        /\ log' = [log EXCEPT ![i] = SubSeq(@, 1, m.after) \o m.entries]
    /\ UNCHANGED msgs

Next ==
    \E i \in Server :
        \/ \E t \in Term : Campaign(i, t) \/ Vote(i, t)
        \/ Win(i)
        \/ \E v \in Value : Write(i, v)
        \/ \E n \in 0..(MaxLog - 1) : Replicate(i, n)
        \/ Accept(i)

Spec == Init /\ [][Next]_vars

OneLeader == \A i, j \in Server : leader[i] /\ leader[j] /\ term[i] = term[j] => i = j
=============================================================================
