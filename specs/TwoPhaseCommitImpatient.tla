----------------------- MODULE TwoPhaseCommitImpatient -----------------------
(***************************************************************************)
(* TwoPhaseCommit with a bug: a participant that is in doubt gives up.     *)
(*                                                                         *)
(* In code this is a timeout on the prepared transaction, or an operator   *)
(* who rolls back "the one that hangs".  The participant has voted yes,    *)
(* and the others may long have been told to commit.  Agreement is         *)
(* violated without any crash.                                             *)
(*                                                                         *)
(* Reading the counterexample: look at the GiveUp step and at what the     *)
(* same participant promised when it took its VoteYes step.                *)
(***************************************************************************)
EXTENDS TwoPhaseCommit

GiveUp(p) ==
    /\ participant[p] = "prepared"
    /\ participant' = [participant EXCEPT ![p] = "aborted"]
    /\ UNCHANGED <<coordinator, log, yesVotes, msgs>>

ImpatientNext == Next \/ \E p \in Participants : GiveUp(p)

ImpatientSpec == Init /\ [][ImpatientNext]_vars
=============================================================================
