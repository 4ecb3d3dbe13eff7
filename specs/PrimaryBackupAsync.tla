-------------------------- MODULE PrimaryBackupAsync --------------------------
(***************************************************************************)
(* PrimaryBackup with a bug: a write is confirmed before the backup has    *)
(* stored it.                                                              *)
(*                                                                         *)
(* Asynchronous replication is fast, and right as long as nothing fails.   *)
(* ConfirmedIsKept is violated in four steps: a backup joins, a write is   *)
(* taken and confirmed, and the failover comes before the copy arrives.    *)
(***************************************************************************)
EXTENDS PrimaryBackup

ConfirmAtOnce(n, w) ==
    /\ IsPrimary(n)
    /\ w \in log[n]
    /\ confirmed' = confirmed \cup {w}
    /\ UNCHANGED <<current, believes, log, network>>

AsyncNext ==
    \/ Failover
    \/ \E n \in Nodes :
        \/ Learn(n)
        \/ \E b \in Nodes : Join(n, b)
        \/ \E w \in Writes : Take(n, w) \/ ConfirmAtOnce(n, w)
        \/ \E m \in copies : Store(n, m)

AsyncSpec == Init /\ [][AsyncNext]_vars
=============================================================================
