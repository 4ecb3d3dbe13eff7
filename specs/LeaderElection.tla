---------------------------- MODULE LeaderElection ----------------------------
(***************************************************************************)
(* Leader election with terms and votes, as in Raft.                       *)
(*                                                                         *)
(* What it is for.  A group of servers agrees on one of them as leader,    *)
(* and on another one when the leader is gone.  Time is cut into terms,    *)
(* numbered one after the other; in each term a server votes at most once, *)
(* and a candidate with the votes of a majority leads for that term.       *)
(*                                                                         *)
(* What goes wrong in practice.  "At most once" has to survive a restart.  *)
(* If a server answers a vote request before its vote is on disk, a crash  *)
(* lets it vote again in the same term (LeaderElectionForgetful).  And     *)
(* "majority" means more than half: with four servers two votes are not    *)
(* enough (LeaderElectionHalf).  Both give two leaders in one term, and    *)
(* two logs that both count as committed.                                  *)
(*                                                                         *)
(* What catches it.  OneLeaderPerTerm is what we need of the protocol.     *)
(* VotesAreFinal is an action property, closer to the cause: within a      *)
(* term no server ever changes its vote.  It points at the bug steps       *)
(* before there are two leaders.                                           *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Let Restart forget the term as well: TermsNeverDecrease fails.       *)
(*  - Check that there is at most one leader (not: one per term).  It is   *)
(*    violated here: an old leader does not know yet of the new term.      *)
(*    What must a leader do before it answers a read?                      *)
(*  - Take five servers, and let two of them be down for good.             *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Servers,
    Nobody,     \* "has not voted in this term"
    MaxTerm     \* no server starts an election past this term

ASSUME
    /\ Nobody \notin Servers
    /\ MaxTerm \in Nat

VARIABLES
    role,       \* each server: "follower", "candidate" or "leader"; in memory
    term,       \* each server: the highest term it has heard of; on disk
    votedFor,   \* each server: its vote in that term, or Nobody; on disk
    msgs        \* all messages ever sent; they may arrive late and more than once

vars == <<role, term, votedFor, msgs>>

Terms == 1..MaxTerm

Request == [type : {"request"}, term : Terms, candidate : Servers]
Grant == [type : {"grant"}, term : Terms, candidate : Servers, voter : Servers]

TypeOK ==
    /\ role \in [Servers -> {"follower", "candidate", "leader"}]
    /\ term \in [Servers -> 0..MaxTerm]
    /\ votedFor \in [Servers -> Servers \cup {Nobody}]
    /\ msgs \subseteq Request \cup Grant

Init ==
    /\ role = [s \in Servers |-> "follower"]
    /\ term = [s \in Servers |-> 0]
    /\ votedFor = [s \in Servers |-> Nobody]
    /\ msgs = {}

\* More than half.
IsQuorum(votes) == 2 * Cardinality(votes) > Cardinality(Servers)

VotesFor(s) ==
    {v \in Servers : [type |-> "grant", term |-> term[s], candidate |-> s, voter |-> v] \in msgs}

-----------------------------------------------------------------------------
\* A server that hears nothing of a leader stands for election in the next term, and votes for itself.
Timeout(s) ==
    /\ role[s] # "leader"
    /\ term[s] < MaxTerm
    /\ role' = [role EXCEPT ![s] = "candidate"]
    /\ term' = [term EXCEPT ![s] = @ + 1]
    /\ votedFor' = [votedFor EXCEPT ![s] = s]
    /\ msgs' = msgs \cup
        {[type |-> "request", term |-> term[s] + 1, candidate |-> s],
         [type |-> "grant", term |-> term[s] + 1, candidate |-> s, voter |-> s]}

\* Any message with a later term ends a server's present role and gives it a new vote.
Learn(s) ==
    \E m \in msgs :
        /\ m.term > term[s]
        /\ role' = [role EXCEPT ![s] = "follower"]
        /\ term' = [term EXCEPT ![s] = m.term]
        /\ votedFor' = [votedFor EXCEPT ![s] = Nobody]
        /\ UNCHANGED msgs

\* The vote goes to disk before the answer is sent; it may be asked for again.
Vote(s, c) ==
    /\ [type |-> "request", term |-> term[s], candidate |-> c] \in msgs
    /\ votedFor[s] \in {Nobody, c}
    /\ votedFor' = [votedFor EXCEPT ![s] = c]
    /\ msgs' = msgs \cup {[type |-> "grant", term |-> term[s], candidate |-> c, voter |-> s]}
    /\ UNCHANGED <<role, term>>

BecomeLeader(s) ==
    /\ role[s] = "candidate"
    /\ IsQuorum(VotesFor(s))
    /\ role' = [role EXCEPT ![s] = "leader"]
    /\ UNCHANGED <<term, votedFor, msgs>>

\* A restart loses the role; term and vote come back from disk.
Restart(s) ==
    /\ role' = [role EXCEPT ![s] = "follower"]
    /\ UNCHANGED <<term, votedFor, msgs>>

-----------------------------------------------------------------------------
Next ==
    \E s \in Servers :
        \/ Timeout(s)
        \/ Learn(s)
        \/ \E c \in Servers : Vote(s, c)
        \/ BecomeLeader(s)
        \/ Restart(s)

Spec == Init /\ [][Next]_vars

LiveSpec == Spec /\ \A s \in Servers : WF_vars(Learn(s))

-----------------------------------------------------------------------------
(* What is checked. *)

OneLeaderPerTerm ==
    \A s, t \in Servers :
        role[s] = "leader" /\ role[t] = "leader" /\ term[s] = term[t] => s = t

\* A server that stands for election, or leads, has voted for itself.
CandidatesVoteForThemselves ==
    \A s \in Servers : role[s] # "follower" => votedFor[s] = s

TermsNeverDecrease ==
    [][\A s \in Servers : term'[s] >= term[s]]_vars

VotesAreFinal ==
    [][\A s \in Servers :
        term'[s] = term[s] /\ votedFor[s] # Nobody => votedFor'[s] = votedFor[s]]_vars

\* Once a term has begun anywhere, everybody gets to hear of it (or of a later one).
NewsOfTermsSpreads ==
    \A n \in Terms :
        (\E s \in Servers : term[s] >= n) ~> (\A s \in Servers : term[s] >= n)
=============================================================================
