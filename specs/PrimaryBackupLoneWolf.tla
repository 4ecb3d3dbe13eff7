------------------------ MODULE PrimaryBackupLoneWolf ------------------------
(***************************************************************************)
(* PrimaryBackup with a bug: a primary that does not hear from its backup  *)
(* takes it for dead and goes on alone, without asking the coordinator.    *)
(*                                                                         *)
(* From the other side of a broken network the primary is the one that is  *)
(* dead.  ConfirmedIsKept is violated in five steps: both sides are right  *)
(* about the silence, and draw opposite conclusions.  The cure is to ask   *)
(* for a new epoch: it is granted to one of the two.                       *)
(***************************************************************************)
EXTENDS PrimaryBackup

GoOnAlone(n) ==
    /\ IsPrimary(n)
    /\ believes[n].backup # Nobody
    /\ believes' = [believes EXCEPT ![n].backup = Nobody]
    /\ UNCHANGED <<current, log, network, confirmed>>

LoneWolfNext == Next \/ \E n \in Nodes : GoOnAlone(n)

LoneWolfSpec == Init /\ [][LoneWolfNext]_vars
=============================================================================
