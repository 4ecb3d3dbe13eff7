---------------------------- MODULE TwoPhaseCommit ----------------------------
(* Several databases commit one transaction together; a coordinator that may     *)
(* crash collects their votes and decides.                                       *)
(*                                                                               *)
(* Lesson: after voting yes a participant has given its freedom away. It may not *)
(* abort when the coordinator falls silent, for others may have been told to     *)
(* commit already. That is why two-phase commit blocks.                          *)
(*                                                                               *)
(* TwoPhaseCommit.cfg has prepared participants wait. In                         *)
(* TwoPhaseCommitTimeout.cfg they abort on a timeout: the checker shows a        *)
(* transaction that is half committed.                                           *)
CONSTANTS
    Participants,
    AbortOnTimeout   \* TRUE: a prepared participant aborts when the coordinator is down

VARIABLES
    decision,        \* what the coordinator has written to its disk
    up,              \* is the coordinator running?
    votes,           \* the participants whose yes has arrived
    state            \* of each participant

vars == <<decision, up, votes, state>>

Init ==
    /\ decision = "none"
    /\ up = TRUE
    /\ votes = {}
    /\ state = [p \in Participants |-> "working"]

VoteYes(p) ==
    /\ state[p] = "working"
    /\ state' = [state EXCEPT ![p] = "prepared"]
    /\ votes' = votes \cup {p}
    /\ UNCHANGED <<decision, up>>

VoteNo(p) ==
    /\ state[p] = "working"
    /\ state' = [state EXCEPT ![p] = "aborted"]
    /\ UNCHANGED <<decision, up, votes>>

DecideCommit ==
    /\ up
    /\ decision = "none"
    /\ votes = Participants
    /\ decision' = "commit"
    /\ UNCHANGED <<up, votes, state>>

DecideAbort ==
    /\ up
    /\ decision = "none"
    /\ decision' = "abort"
    /\ UNCHANGED <<up, votes, state>>

\* The decision is on disk, so a crash loses nothing but time.
Crash ==
    /\ up
    /\ up' = FALSE
    /\ UNCHANGED <<decision, votes, state>>

Recover ==
    /\ ~up
    /\ up' = TRUE
    /\ UNCHANGED <<decision, votes, state>>

LearnCommit(p) ==
    /\ up
    /\ decision = "commit"
    /\ state[p] = "prepared"
    /\ state' = [state EXCEPT ![p] = "committed"]
    /\ UNCHANGED <<decision, up, votes>>

LearnAbort(p) ==
    /\ up
    /\ decision = "abort"
    /\ state[p] \in {"working", "prepared"}
    /\ state' = [state EXCEPT ![p] = "aborted"]
    /\ UNCHANGED <<decision, up, votes>>

TimeOut(p) ==
    /\ AbortOnTimeout
    /\ ~up
    /\ state[p] = "prepared"
    /\ state' = [state EXCEPT ![p] = "aborted"]
    /\ UNCHANGED <<decision, up, votes>>

Next ==
    \/ DecideCommit
    \/ DecideAbort
    \/ Crash
    \/ Recover
    \/ \E p \in Participants :
        VoteYes(p) \/ VoteNo(p) \/ LearnCommit(p) \/ LearnAbort(p) \/ TimeOut(p)

Spec == Init /\ [][Next]_vars

TypeOK ==
    /\ decision \in {"none", "commit", "abort"}
    /\ up \in BOOLEAN
    /\ votes \subseteq Participants
    /\ state \in [Participants -> {"working", "prepared", "committed", "aborted"}]

\* No participant commits what another one aborts.
AllOrNothing ==
    \A p, q \in Participants : ~(state[p] = "committed" /\ state[q] = "aborted")
================================================================================
