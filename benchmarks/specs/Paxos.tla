-------------------------------- MODULE Paxos --------------------------------
(* Single-decree Paxos, after Lamport, "Paxos Made Simple" (2001), section     *)
(* 2.2: leaders of numbered ballots ask a quorum of acceptors for their votes  *)
(* so far (1a, 1b), propose a value (2a), and acceptors vote for it (2b).      *)
EXTENDS Integers, FiniteSets

CONSTANTS Acceptor, Value, Ballot, None

ASSUME None \notin Value

Quorum == {Q \in SUBSET Acceptor : 2 * Cardinality(Q) > Cardinality(Acceptor)}

VARIABLES
    promised,     \* each acceptor: the highest ballot it has answered, or -1
    votedBallot,  \* each acceptor: the ballot of its last vote, or -1
    votedValue,   \* each acceptor: the value of its last vote, or None
    msgs

vars == <<promised, votedBallot, votedValue, msgs>>

Ask == [type : {"1a"}, bal : Ballot]
Promise == [type : {"1b"}, acc : Acceptor, bal : Ballot, vbal : Ballot \cup {-1}, val : Value \cup {None}]
Propose == [type : {"2a"}, bal : Ballot, val : Value]
Voted == [type : {"2b"}, acc : Acceptor, bal : Ballot, val : Value]

TypeOK ==
    /\ promised \in [Acceptor -> Ballot \cup {-1}]
    /\ votedBallot \in [Acceptor -> Ballot \cup {-1}]
    /\ votedValue \in [Acceptor -> Value \cup {None}]
    /\ msgs \subseteq Ask \cup Promise \cup Propose \cup Voted

Init ==
    /\ promised = [a \in Acceptor |-> -1]
    /\ votedBallot = [a \in Acceptor |-> -1]
    /\ votedValue = [a \in Acceptor |-> None]
    /\ msgs = {}

Send(m) == msgs' = msgs \cup {m}

Phase1a(b) ==
    /\ Send([type |-> "1a", bal |-> b])
    /\ UNCHANGED <<promised, votedBallot, votedValue>>

Phase1b(a) ==
    \E m \in msgs :
        /\ m.type = "1a"
        /\ m.bal > promised[a]
        /\ promised' = [promised EXCEPT ![a] = m.bal]
        /\ Send([type |-> "1b", acc |-> a, bal |-> m.bal, vbal |-> votedBallot[a], val |-> votedValue[a]])
        /\ UNCHANGED <<votedBallot, votedValue>>

NotYetProposed(b) == ~\E m \in msgs : m.type = "2a" /\ m.bal = b

\* Promises of all of Q for ballot b; if any of them reports a vote, the latest such vote is for v.
Safe(b, v, Q) ==
    LET promises == {m \in msgs : m.type = "1b" /\ m.acc \in Q /\ m.bal = b}
        votes == {m \in promises : m.vbal >= 0}
    IN /\ \A a \in Q : \E m \in promises : m.acc = a
       /\ \/ votes = {}
          \/ \E m \in votes : m.val = v /\ \A other \in votes : other.vbal <= m.vbal

Phase2a(b, v) ==
    /\ NotYetProposed(b)
    /\ \E Q \in Quorum : Safe(b, v, Q)
    /\ Send([type |-> "2a", bal |-> b, val |-> v])
    /\ UNCHANGED <<promised, votedBallot, votedValue>>

Phase2b(a) ==
    \E m \in msgs :
        /\ m.type = "2a"
        /\ m.bal >= promised[a]
        /\ promised' = [promised EXCEPT ![a] = m.bal]
        /\ votedBallot' = [votedBallot EXCEPT ![a] = m.bal]
        /\ votedValue' = [votedValue EXCEPT ![a] = m.val]
        /\ Send([type |-> "2b", acc |-> a, bal |-> m.bal, val |-> m.val])

Next ==
    \/ \E b \in Ballot : Phase1a(b) \/ \E v \in Value : Phase2a(b, v)
    \/ \E a \in Acceptor : Phase1b(a) \/ Phase2b(a)

Spec == Init /\ [][Next]_vars

Chosen(v) ==
    \E b \in Ballot, Q \in Quorum :
        \A a \in Q : [type |-> "2b", acc |-> a, bal |-> b, val |-> v] \in msgs

OneValueChosen == \A v, w \in Value : Chosen(v) /\ Chosen(w) => v = w

-----------------------------------------------------------------------------
(* The seeded bug: the leader of a ballot hears a quorum's promises, but does  *)
(* not look at the votes that they report, and proposes any value it likes.    *)

CarelessPhase2a(b, v) ==
    /\ NotYetProposed(b)
    /\ \E Q \in Quorum :
        \A a \in Q : \E m \in msgs : m.type = "1b" /\ m.acc = a /\ m.bal = b
    /\ Send([type |-> "2a", bal |-> b, val |-> v])
    /\ UNCHANGED <<promised, votedBallot, votedValue>>

BuggyNext ==
    \/ \E b \in Ballot : Phase1a(b) \/ \E v \in Value : CarelessPhase2a(b, v)
    \/ \E a \in Acceptor : Phase1b(a) \/ Phase2b(a)

BuggySpec == Init /\ [][BuggyNext]_vars
=============================================================================
