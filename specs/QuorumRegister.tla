---------------------------- MODULE QuorumRegister ----------------------------
(***************************************************************************)
(* A replicated register with quorums: one writer, many readers, no leader *)
(* (Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in Message-Passing *)
(* Systems", JACM 42, 1995; Dynamo and Cassandra are built on it).         *)
(*                                                                         *)
(* What it is for.  A value is kept on several replicas and has to be      *)
(* readable and writable while less than half of them are down.  A write   *)
(* goes to a majority, with a version; a read asks a majority and takes    *)
(* the highest version: two majorities have a replica in common.           *)
(*                                                                         *)
(* What goes wrong in practice.  W + R > N is not enough.  While a write   *)
(* is under way, one reader may see the new value and a later reader, that *)
(* asks other replicas, the old one: the value goes back in time.  So a    *)
(* reader has to write what it has read to a majority before it returns it *)
(* (read repair, in the foreground).                                       *)
(*                                                                         *)
(* What catches it.  NeverBack: a read returns no version older than one   *)
(* that was returned, or completely written, before the read began.        *)
(* QuorumRegisterNoWriteBack returns what it has read at once.             *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Let a read skip the write-back if all replicas that it asked gave    *)
(*    the same version.  Is that safe?                                     *)
(*  - Let Quorum be any two of four replicas.                              *)
(*  - Add a second writer.  What does it have to read first?               *)
(*                                                                         *)
(* Versions are integers without a bound.  QuorumRegister.cfg cuts them    *)
(* off, QuorumRegisterUnbounded.cfg does not.                              *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Replicas,    \* the servers
    Readers,     \* the clients that read
    MaxVersion   \* used by the constraint VersionsBounded only

IsQuorum(Q) == 2 * Cardinality(Q) > Cardinality(Replicas)

VARIABLES
    version,     \* each replica: the highest version it has been sent
    writing,     \* writer: is a write under way?
    newest,      \* writer: the version of its last write
    wrote,       \* writer: the replicas that have taken that version
    phase,       \* each reader: "idle", "asking", "telling" or "done"
    best,        \* each reader: the highest version that it was told
    reached,     \* each reader: the replicas that it has reached in this phase
    floor,       \* what a read that begins now must not fall below; for the property only
    least        \* each reader: floor when its read began; for the property only

writer == <<writing, newest, wrote>>
readers == <<phase, best, reached, least>>
vars == <<version, writing, newest, wrote, phase, best, reached, floor, least>>

TypeOK ==
    /\ version \in [Replicas -> Nat]
    /\ writing \in BOOLEAN
    /\ newest \in Nat
    /\ wrote \subseteq Replicas
    /\ phase \in [Readers -> {"idle", "asking", "telling", "done"}]
    /\ best \in [Readers -> Nat]
    /\ reached \in [Readers -> SUBSET Replicas]
    /\ floor \in Nat
    /\ least \in [Readers -> Nat]

Init ==
    /\ version = [r \in Replicas |-> 0]
    /\ writing = FALSE
    /\ newest = 0
    /\ wrote = {}
    /\ phase = [c \in Readers |-> "idle"]
    /\ best = [c \in Readers |-> 0]
    /\ reached = [c \in Readers |-> {}]
    /\ floor = 0
    /\ least = [c \in Readers |-> 0]

Larger(m, n) == IF m > n THEN m ELSE n

\* A replica keeps the highest version that it is sent.
Keeps(r, v) == version' = [version EXCEPT ![r] = Larger(@, v)]

-----------------------------------------------------------------------------
(* The writer. *)

BeginWrite ==
    /\ ~writing
    /\ writing' = TRUE
    /\ newest' = newest + 1
    /\ wrote' = {}
    /\ UNCHANGED <<version, readers, floor>>

WriteTo(r) ==
    /\ writing
    /\ r \notin wrote
    /\ Keeps(r, newest)
    /\ wrote' = wrote \cup {r}
    /\ UNCHANGED <<writing, newest, readers, floor>>

EndWrite ==
    /\ writing
    /\ IsQuorum(wrote)
    /\ writing' = FALSE
    /\ floor' = Larger(floor, newest)
    /\ UNCHANGED <<version, newest, wrote, readers>>

-----------------------------------------------------------------------------
(* The readers. *)

BeginRead(c) ==
    /\ phase[c] \in {"idle", "done"}
    /\ phase' = [phase EXCEPT ![c] = "asking"]
    /\ best' = [best EXCEPT ![c] = 0]
    /\ reached' = [reached EXCEPT ![c] = {}]
    /\ least' = [least EXCEPT ![c] = floor]
    /\ UNCHANGED <<version, writer, floor>>

AskReplica(c, r) ==
    /\ phase[c] = "asking"
    /\ r \notin reached[c]
    /\ best' = [best EXCEPT ![c] = Larger(@, version[r])]
    /\ reached' = [reached EXCEPT ![c] = @ \cup {r}]
    /\ UNCHANGED <<version, writer, phase, floor, least>>

EnoughAnswers(c) ==
    /\ phase[c] = "asking"
    /\ IsQuorum(reached[c])
    /\ phase' = [phase EXCEPT ![c] = "telling"]
    /\ reached' = [reached EXCEPT ![c] = {}]
    /\ UNCHANGED <<version, writer, best, floor, least>>

TellReplica(c, r) ==
    /\ phase[c] = "telling"
    /\ r \notin reached[c]
    /\ Keeps(r, best[c])
    /\ reached' = [reached EXCEPT ![c] = @ \cup {r}]
    /\ UNCHANGED <<writer, phase, best, floor, least>>

Return(c) ==
    /\ phase[c] = "telling"
    /\ IsQuorum(reached[c])
    /\ phase' = [phase EXCEPT ![c] = "done"]
    /\ floor' = Larger(floor, best[c])
    /\ UNCHANGED <<version, writer, best, reached, least>>

-----------------------------------------------------------------------------
Next ==
    \/ BeginWrite \/ EndWrite
    \/ \E r \in Replicas : WriteTo(r)
    \/ \E c \in Readers :
        \/ BeginRead(c) \/ EnoughAnswers(c) \/ Return(c)
        \/ \E r \in Replicas : AskReplica(c, r) \/ TellReplica(c, r)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What is checked. *)

NeverBack == \A c \in Readers : phase[c] = "done" => best[c] >= least[c]

\* What was returned or completely written is on a majority, or newer things are.
FloorIsKept == IsQuorum({r \in Replicas : version[r] >= floor})

ReadsAreWritten == \A c \in Readers : best[c] <= newest

\* For searches that list the states.
VersionsBounded == newest <= MaxVersion
=============================================================================
