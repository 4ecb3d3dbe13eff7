------------------------------ MODULE MultiPaxos ------------------------------
(* Multi-decree Paxos, after van Renesse and Altinbuken, "Paxos Made           *)
(* Moderately Complex" (ACM Computing Surveys 47, 2015): one ballot covers all *)
(* slots, so that a promise carries an acceptor's votes for all of them, as a  *)
(* function.  With n values and k slots a promise for the second ballot is one *)
(* of (n + 1)^k per acceptor: the messages are few, the possible ones many.    *)
EXTENDS Integers, FiniteSets

CONSTANTS Acceptor, Slot, Value, Ballot, None

ASSUME None \notin Value

Quorum == {Q \in SUBSET Acceptor : 2 * Cardinality(Q) > Cardinality(Acceptor)}

VARIABLES
    promised,     \* each acceptor: the highest ballot that it has answered, or -1
    votes,        \* each acceptor: its last vote for each slot
    msgs

vars == <<promised, votes, msgs>>

NoVote == [bal |-> -1, val |-> None]

Init ==
    /\ promised = [a \in Acceptor |-> -1]
    /\ votes = [a \in Acceptor |-> [s \in Slot |-> NoVote]]
    /\ msgs = {}

Send(m) == msgs' = msgs \cup {m}

Phase1a(b) ==
    /\ Send([type |-> "1a", bal |-> b])
    /\ UNCHANGED <<promised, votes>>

Phase1b(a, b) ==
    /\ [type |-> "1a", bal |-> b] \in msgs
    /\ b > promised[a]
    /\ promised' = [promised EXCEPT ![a] = b]
    /\ Send([type |-> "1b", acc |-> a, bal |-> b, votes |-> votes[a]])
    /\ UNCHANGED votes

Promises(a, b) == {m \in msgs : m.type = "1b" /\ m.acc = a /\ m.bal = b}

\* What an acceptor has promised with, for one slot: its last vote for it when it made the promise.
Reported(a, b, s) == {m.votes[s] : m \in Promises(a, b)}

\* All of Q have promised ballot b; of the votes for slot s that they report, the latest is for v, or there is none.
Safe(b, s, v, Q) ==
    LET reported == UNION {Reported(a, b, s) : a \in Q}
    IN /\ \A a \in Q : Promises(a, b) # {}
       /\ \/ reported \subseteq {NoVote}
          \/ \E vote \in reported : vote.val = v /\ \A other \in reported : other.bal <= vote.bal

Proposed(b, s) == \E m \in msgs : m.type = "2a" /\ m.bal = b /\ m.slot = s

Phase2a(b, s, v) ==
    /\ ~Proposed(b, s)
    /\ \E Q \in Quorum : Safe(b, s, v, Q)
    /\ Send([type |-> "2a", bal |-> b, slot |-> s, val |-> v])
    /\ UNCHANGED <<promised, votes>>

Phase2b(a, b, s, v) ==
    /\ [type |-> "2a", bal |-> b, slot |-> s, val |-> v] \in msgs
    /\ b >= promised[a]
    /\ promised' = [promised EXCEPT ![a] = b]
    /\ votes' = [votes EXCEPT ![a][s] = [bal |-> b, val |-> v]]
    /\ Send([type |-> "2b", acc |-> a, bal |-> b, slot |-> s, val |-> v])

Next ==
    \E b \in Ballot :
        \/ Phase1a(b)
        \/ \E a \in Acceptor : Phase1b(a, b)
        \/ \E s \in Slot, v \in Value :
            \/ Phase2a(b, s, v)
            \/ \E a \in Acceptor : Phase2b(a, b, s, v)

Spec == Init /\ [][Next]_vars

Chosen(s, v) ==
    \E b \in Ballot, Q \in Quorum :
        \A a \in Q : [type |-> "2b", acc |-> a, bal |-> b, slot |-> s, val |-> v] \in msgs

OneValuePerSlot == \A s \in Slot : \A v, w \in Value : Chosen(s, v) /\ Chosen(s, w) => v = w
=============================================================================
