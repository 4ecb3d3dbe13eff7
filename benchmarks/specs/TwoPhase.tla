------------------------------- MODULE TwoPhase -------------------------------
(* Two-phase commit without failures, after Gray and Lamport, "Consensus on    *)
(* Transaction Commit" (ACM TODS 31, 2006), section 3: a transaction manager   *)
(* (TM) and resource managers (RMs) that talk through a set of messages.       *)
CONSTANT RM

VARIABLES
    rm,        \* each resource manager: "working", "prepared", "committed" or "aborted"
    tm,        \* the transaction manager: "deciding", "committed" or "aborted"
    ready,     \* the resource managers that the TM knows to be prepared
    msgs       \* every message sent so far

vars == <<rm, tm, ready, msgs>>

Message == [type : {"prepared"}, rm : RM] \cup [type : {"commit", "abort"}]

TypeOK ==
    /\ rm \in [RM -> {"working", "prepared", "committed", "aborted"}]
    /\ tm \in {"deciding", "committed", "aborted"}
    /\ ready \subseteq RM
    /\ msgs \subseteq Message

Init ==
    /\ rm = [r \in RM |-> "working"]
    /\ tm = "deciding"
    /\ ready = {}
    /\ msgs = {}

Prepare(r) ==
    /\ rm[r] = "working"
    /\ rm' = [rm EXCEPT ![r] = "prepared"]
    /\ msgs' = msgs \cup {[type |-> "prepared", rm |-> r]}
    /\ UNCHANGED <<tm, ready>>

GiveUp(r) ==
    /\ rm[r] = "working"
    /\ rm' = [rm EXCEPT ![r] = "aborted"]
    /\ UNCHANGED <<tm, ready, msgs>>

ObeyCommit(r) ==
    /\ [type |-> "commit"] \in msgs
    /\ rm' = [rm EXCEPT ![r] = "committed"]
    /\ UNCHANGED <<tm, ready, msgs>>

ObeyAbort(r) ==
    /\ [type |-> "abort"] \in msgs
    /\ rm' = [rm EXCEPT ![r] = "aborted"]
    /\ UNCHANGED <<tm, ready, msgs>>

Learn(r) ==
    /\ tm = "deciding"
    /\ [type |-> "prepared", rm |-> r] \in msgs
    /\ ready' = ready \cup {r}
    /\ UNCHANGED <<rm, tm, msgs>>

Commit ==
    /\ tm = "deciding"
    /\ ready = RM
    /\ tm' = "committed"
    /\ msgs' = msgs \cup {[type |-> "commit"]}
    /\ UNCHANGED <<rm, ready>>

Abort ==
    /\ tm = "deciding"
    /\ tm' = "aborted"
    /\ msgs' = msgs \cup {[type |-> "abort"]}
    /\ UNCHANGED <<rm, ready>>

ManagerStep(r) == Prepare(r) \/ GiveUp(r) \/ ObeyCommit(r) \/ ObeyAbort(r) \/ Learn(r)

Next == Commit \/ Abort \/ \E r \in RM : ManagerStep(r)

Spec == Init /\ [][Next]_vars

Consistent == \A r, s \in RM : ~(rm[r] = "committed" /\ rm[s] = "aborted")

-----------------------------------------------------------------------------
(* The seeded bug: a resource manager may also give up after it has prepared.  *)
(* All have to prepare and the TM has to learn of all before it commits, so    *)
(* the shortest counterexample has 2N + 3 steps for N resource managers.       *)

GiveUpLate(r) ==
    /\ rm[r] \in {"working", "prepared"}
    /\ rm' = [rm EXCEPT ![r] = "aborted"]
    /\ UNCHANGED <<tm, ready, msgs>>

BuggyNext == Next \/ \E r \in RM : GiveUpLate(r)

BuggySpec == Init /\ [][BuggyNext]_vars
=============================================================================
