----------------------- MODULE TwoPhaseCommitForgetful -----------------------
(***************************************************************************)
(* TwoPhaseCommit with a bug: the decision to commit is not written to the *)
(* log before it is sent.                                                  *)
(*                                                                         *)
(* In code this is a write without an fsync, or a decision that is logged  *)
(* "in the background".  The coordinator tells everybody to commit, one    *)
(* participant hears it, the coordinator crashes.  When it comes back its  *)
(* log is empty, so it aborts, and a participant that had not yet heard    *)
(* the first decision hears the second.  Agreement is violated.            *)
(*                                                                         *)
(* Reading the counterexample: msgs holds a commit and an abort message at *)
(* the same time.  Go back to the step after which log and msgs disagree:  *)
(* that is where the bug is, a few steps before the damage.                *)
(***************************************************************************)
EXTENDS TwoPhaseCommit

\* As DecideCommit, but log keeps its value.
DecideWithoutLogging ==
    /\ coordinator = "collecting"
    /\ yesVotes = Participants
    /\ coordinator' = "committing"
    /\ UNCHANGED <<participant, log, yesVotes, msgs>>

ForgetfulNext ==
    \/ \E p \in Participants : ParticipantStep(p)
    \/ \E p \in Participants : HearYes(p) \/ HearNo(p)
    \/ DecideWithoutLogging
    \/ SendDecision
    \/ Crash
    \/ Recover

ForgetfulSpec == Init /\ [][ForgetfulNext]_vars
=============================================================================
