---------------------------- MODULE LeaderElection ----------------------------
(* Nodes elect a leader by majority vote, in terms that are numbered 1, 2, 3, …  *)
(*                                                                               *)
(* Lesson: a vote is a promise, and a promise has to survive a restart. A node   *)
(* that forgets whom it voted for may vote twice in one term, and then two       *)
(* leaders both have a majority.                                                 *)
(*                                                                               *)
(* LeaderElection.cfg has nodes write their vote to disk before they answer. In  *)
(* LeaderElectionForgetful.cfg they keep it in memory: the checker shows how two *)
(* leaders of one term come about. Terms are unbounded.                          *)
EXTENDS Integers, FiniteSets

CONSTANTS
    Nodes,
    Nobody,        \* stands for "has not voted in this term"
    VoteOnDisk     \* TRUE: a node remembers its vote across a restart

VARIABLES
    term,          \* the highest term each node has heard of (always on disk)
    vote,          \* whom each node has voted for in its term
    role,          \* "follower", "candidate" or "leader"
    supporters     \* the votes that each candidate has collected

vars == <<term, vote, role, supporters>>

IsMajority(S) == 2 * Cardinality(S) > Cardinality(Nodes)

Init ==
    /\ term = [n \in Nodes |-> 0]
    /\ vote = [n \in Nodes |-> Nobody]
    /\ role = [n \in Nodes |-> "follower"]
    /\ supporters = [n \in Nodes |-> {}]

\* A node that hears from no leader stands for the next term and votes for itself.
Stand(n) ==
    /\ role[n] /= "leader"
    /\ term' = [term EXCEPT ![n] = @ + 1]
    /\ vote' = [vote EXCEPT ![n] = n]
    /\ role' = [role EXCEPT ![n] = "candidate"]
    /\ supporters' = [supporters EXCEPT ![n] = {n}]

\* A node grants its vote to a candidate of a newer term, or of its own term if it has not voted in it.
Grant(n, candidate) ==
    /\ n /= candidate
    /\ role[candidate] = "candidate"
    /\ \/ term[candidate] > term[n]
       \/ term[candidate] = term[n] /\ vote[n] = Nobody
    /\ term' = [term EXCEPT ![n] = term[candidate]]
    /\ vote' = [vote EXCEPT ![n] = candidate]
    /\ role' = [role EXCEPT ![n] = "follower"]
    /\ supporters' = [supporters EXCEPT ![candidate] = @ \cup {n}]

Win(n) ==
    /\ role[n] = "candidate"
    /\ IsMajority(supporters[n])
    /\ role' = [role EXCEPT ![n] = "leader"]
    /\ UNCHANGED <<term, vote, supporters>>

\* What is in memory is lost: the role, the votes collected and, without a disk, the own vote.
Restart(n) ==
    /\ role' = [role EXCEPT ![n] = "follower"]
    /\ supporters' = [supporters EXCEPT ![n] = {}]
    /\ vote' = IF VoteOnDisk THEN vote ELSE [vote EXCEPT ![n] = Nobody]
    /\ UNCHANGED term

Next ==
    \E n \in Nodes :
        \/ Stand(n)
        \/ \E candidate \in Nodes : Grant(n, candidate)
        \/ Win(n)
        \/ Restart(n)

Spec == Init /\ [][Next]_vars

TypeOK ==
    /\ term \in [Nodes -> Nat]
    /\ vote \in [Nodes -> Nodes \cup {Nobody}]
    /\ role \in [Nodes -> {"follower", "candidate", "leader"}]
    /\ supporters \in [Nodes -> SUBSET Nodes]

OneLeaderPerTerm ==
    \A a, b \in Nodes :
        role[a] = "leader" /\ role[b] = "leader" /\ term[a] = term[b] => a = b
================================================================================
