----------------------------- MODULE RaftElection -----------------------------
(* The election of a leader in Raft, after Ongaro and Ousterhout, "In Search   *)
(* of an Understandable Consensus Algorithm" (USENIX ATC 2014), sections 5.2   *)
(* and 5.4.1.  Of a log only what an election compares is kept: the term of    *)
(* its last entry and its length.  Terms and lengths have no bound.            *)
EXTENDS Integers, FiniteSets

CONSTANTS Server, Nobody

VARIABLES
    role,        \* each server: "follower", "candidate" or "leader"
    term,        \* each server: its current term, on disk
    votedFor,    \* each server: whom it has voted for in its term, or Nobody; on disk
    lastTerm,    \* each server: the term of its last log entry; on disk
    logLength,   \* each server: on disk
    granted,     \* each candidate: who has voted for it
    msgs         \* every message sent so far

disk == <<term, votedFor, lastTerm, logLength>>
vars == <<role, term, votedFor, lastTerm, logLength, granted, msgs>>

TypeOK ==
    /\ role \in [Server -> {"follower", "candidate", "leader"}]
    /\ term \in [Server -> Nat]
    /\ votedFor \in [Server -> Server \cup {Nobody}]
    /\ lastTerm \in [Server -> Nat]
    /\ logLength \in [Server -> Nat]
    /\ granted \in [Server -> SUBSET Server]

Init ==
    /\ role = [s \in Server |-> "follower"]
    /\ term = [s \in Server |-> 0]
    /\ votedFor = [s \in Server |-> Nobody]
    /\ lastTerm = [s \in Server |-> 0]
    /\ logLength = [s \in Server |-> 0]
    /\ granted = [s \in Server |-> {}]
    /\ msgs = {}

\* An election timeout: the server stands as a candidate of the next term, and votes for itself.
Stand(s) ==
    /\ role[s] # "leader"
    /\ role' = [role EXCEPT ![s] = "candidate"]
    /\ term' = [term EXCEPT ![s] = @ + 1]
    /\ votedFor' = [votedFor EXCEPT ![s] = s]
    /\ granted' = [granted EXCEPT ![s] = {s}]
    /\ msgs' = msgs \cup
        {[type |-> "ask", from |-> s, term |-> term[s] + 1, last |-> lastTerm[s], length |-> logLength[s]]}
    /\ UNCHANGED <<lastTerm, logLength>>

\* Any message of a later term makes a server a follower in that term.
Learn(s) ==
    /\ \E m \in msgs :
        /\ m.term > term[s]
        /\ term' = [term EXCEPT ![s] = m.term]
    /\ role' = [role EXCEPT ![s] = "follower"]
    /\ votedFor' = [votedFor EXCEPT ![s] = Nobody]
    /\ UNCHANGED <<lastTerm, logLength, granted, msgs>>

UpToDate(m, s) ==
    \/ m.last > lastTerm[s]
    \/ m.last = lastTerm[s] /\ m.length >= logLength[s]

Vote(s) ==
    \E m \in msgs :
        /\ m.type = "ask"
        /\ m.term = term[s]
        /\ votedFor[s] \in {Nobody, m.from}
        /\ UpToDate(m, s)
        /\ votedFor' = [votedFor EXCEPT ![s] = m.from]
        /\ msgs' = msgs \cup {[type |-> "vote", from |-> s, to |-> m.from, term |-> term[s]]}
        /\ UNCHANGED <<role, term, lastTerm, logLength, granted>>

Count(s) ==
    /\ role[s] = "candidate"
    /\ \E m \in msgs :
        /\ m.type = "vote"
        /\ m.to = s
        /\ m.term = term[s]
        /\ granted' = [granted EXCEPT ![s] = @ \cup {m.from}]
    /\ UNCHANGED <<role, disk, msgs>>

Lead(s) ==
    /\ role[s] = "candidate"
    /\ 2 * Cardinality(granted[s]) > Cardinality(Server)
    /\ role' = [role EXCEPT ![s] = "leader"]
    /\ UNCHANGED <<disk, granted, msgs>>

\* A client's command, in the leader's own log; replication is left out.
Append(s) ==
    /\ role[s] = "leader"
    /\ lastTerm' = [lastTerm EXCEPT ![s] = term[s]]
    /\ logLength' = [logLength EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<role, term, votedFor, granted, msgs>>

\* A restart keeps what is on disk.
Restart(s) ==
    /\ role' = [role EXCEPT ![s] = "follower"]
    /\ granted' = [granted EXCEPT ![s] = {}]
    /\ UNCHANGED <<disk, msgs>>

Next == \E s \in Server : Stand(s) \/ Learn(s) \/ Vote(s) \/ Count(s) \/ Lead(s) \/ Append(s) \/ Restart(s)

Spec == Init /\ [][Next]_vars

OneLeaderPerTerm ==
    \A r, s \in Server : role[r] = "leader" /\ role[s] = "leader" /\ term[r] = term[s] => r = s

\* The seeded bug: a restart forgets the vote.
ForgetfulRestart(s) ==
    /\ role' = [role EXCEPT ![s] = "follower"]
    /\ granted' = [granted EXCEPT ![s] = {}]
    /\ votedFor' = [votedFor EXCEPT ![s] = Nobody]
    /\ UNCHANGED <<term, lastTerm, logLength, msgs>>

BuggySpec == Init /\ [][Next \/ \E s \in Server : ForgetfulRestart(s)]_vars
=============================================================================
