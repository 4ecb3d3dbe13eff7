---------------------------- MODULE PrimaryBackup ----------------------------
(***************************************************************************)
(* A primary with a backup that takes over, and epochs that fence the old  *)
(* primary off.                                                            *)
(*                                                                         *)
(* What it is for.  Clients write to a primary.  A backup has a copy, so   *)
(* that it can take over.  Who is primary is decided by a coordinator      *)
(* (etcd, ZooKeeper, a Raft group), which numbers its decisions: an epoch  *)
(* is one primary, and its backup if it has one.                           *)
(*                                                                         *)
(* What goes wrong in practice.  The coordinator cannot tell a dead        *)
(* primary from one that it does not hear from.  After a failover the old  *)
(* primary may still run, believe in its epoch, and take writes.  Or the   *)
(* primary confirms a write before the backup has it ("asynchronous        *)
(* replication", the default of most databases), and the failover loses    *)
(* what a client was told is safe.                                         *)
(*                                                                         *)
(* What catches it.  ConfirmedIsKept: what was confirmed to a client is in *)
(* the log of the primary of the latest epoch.  It holds because a primary *)
(* confirms only what its backup has stored in the same epoch, and the     *)
(* backup stores nothing of an epoch that is over.  PrimaryBackupAsync     *)
(* does not wait for the backup; PrimaryBackupLoneWolf goes on alone when  *)
(* the backup does not answer, without asking the coordinator.             *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Check OnePrimary (PrimaryBackupTwoPrimaries.cfg).  It is violated    *)
(*    here, in the correct protocol: two nodes believe that they are the   *)
(*    primary, and it does no harm as one of them cannot confirm a write.  *)
(*  - Let a primary answer reads from its own log.  What can a client see  *)
(*    then that it could not see from one server?                          *)
(*  - Let Failover choose any node, with a copy or without.                *)
(*                                                                         *)
(* Epochs have no bound.  PrimaryBackup.cfg cuts them off for a search     *)
(* that lists the states, PrimaryBackupUnbounded.cfg does not.             *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    Nodes,       \* the servers
    Nobody,      \* "there is no backup"
    Writes,      \* what clients may write
    MaxEpoch     \* used by the constraint EpochsBounded only

ASSUME Nobody \notin Nodes

VARIABLES
    current,     \* coordinator: the latest epoch, its primary and its backup
    believes,    \* each node: the latest epoch that it has heard of
    log,         \* each node: what it has stored
    copies,      \* network: writes sent to backups, with the epoch of the sender
    stored,      \* network: the backups' answers
    confirmed    \* what clients were told is safe

network == <<copies, stored>>
vars == <<current, believes, log, copies, stored, confirmed>>

Epoch == [number : Nat, primary : Nodes, backup : Nodes \cup {Nobody}]
Copy == [number : Nat, write : Writes]

TypeOK ==
    /\ current \in Epoch
    /\ believes \in [Nodes -> Epoch]
    /\ log \in [Nodes -> SUBSET Writes]
    /\ \A m \in copies \cup stored : m \in Copy
    /\ confirmed \subseteq Writes

Init ==
    /\ \E p \in Nodes : current = [number |-> 1, primary |-> p, backup |-> Nobody]
    /\ believes = [n \in Nodes |-> current]
    /\ log = [n \in Nodes |-> {}]
    /\ copies = {}
    /\ stored = {}
    /\ confirmed = {}

IsPrimary(n) == believes[n].primary = n

-----------------------------------------------------------------------------
(* The coordinator. *)

\* It suspects the primary, rightly or not.  Only a backup has a copy and may take over.
Failover ==
    /\ current.backup # Nobody
    /\ current' = [number |-> current.number + 1, primary |-> current.backup, backup |-> Nobody]
    /\ UNCHANGED <<believes, log, network, confirmed>>

\* News of the latest epoch reaches a node.
Learn(n) ==
    /\ believes[n] # current
    /\ believes' = [believes EXCEPT ![n] = current]
    /\ UNCHANGED <<current, log, network, confirmed>>

\* A primary without backup copies its log to another node, and registers it.
Join(p, b) ==
    /\ b # p
    /\ believes[p] = current
    /\ current.primary = p
    /\ current.backup = Nobody
    /\ current' = [number |-> current.number + 1, primary |-> p, backup |-> b]
    /\ believes' = [believes EXCEPT ![p] = current', ![b] = current']
    /\ log' = [log EXCEPT ![b] = log[p]]
    /\ UNCHANGED <<network, confirmed>>

-----------------------------------------------------------------------------
(* The nodes. *)

Take(n, w) ==
    /\ IsPrimary(n)
    /\ w \notin log[n]
    /\ log' = [log EXCEPT ![n] = @ \cup {w}]
    /\ copies' = copies \cup {[number |-> believes[n].number, write |-> w]}
    /\ UNCHANGED <<current, believes, stored, confirmed>>

\* A backup stores what its primary sends in their epoch, and nothing else: this is the fence.
Store(n, m) ==
    /\ believes[n].backup = n
    /\ believes[n].number = m.number
    /\ log' = [log EXCEPT ![n] = @ \cup {m.write}]
    /\ stored' = stored \cup {m}
    /\ UNCHANGED <<current, believes, copies, confirmed>>

Confirm(n, w) ==
    /\ IsPrimary(n)
    /\ w \in log[n]
    /\ \/ [number |-> believes[n].number, write |-> w] \in stored
       \/ believes[n].backup = Nobody
    /\ confirmed' = confirmed \cup {w}
    /\ UNCHANGED <<current, believes, log, network>>

-----------------------------------------------------------------------------
Next ==
    \/ Failover
    \/ \E n \in Nodes :
        \/ Learn(n)
        \/ \E b \in Nodes : Join(n, b)
        \/ \E w \in Writes : Take(n, w) \/ Confirm(n, w)
        \/ \E m \in copies : Store(n, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What is checked. *)

ConfirmedIsKept == confirmed \subseteq log[current.primary]

\* A backup that may take over lacks nothing that was confirmed.
BackupIsReady == current.backup # Nobody => confirmed \subseteq log[current.backup]

\* Violated, and not by a bug: see PrimaryBackupTwoPrimaries.cfg.
OnePrimary == \A m, n \in Nodes : IsPrimary(m) /\ IsPrimary(n) => m = n

EpochsGrow == [][current'.number >= current.number]_vars

\* For searches that list the states.
EpochsBounded == current.number <= MaxEpoch
=============================================================================
