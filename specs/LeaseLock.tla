------------------------------ MODULE LeaseLock ------------------------------
(***************************************************************************)
(* A lock with leases, and storage that checks fencing tokens.             *)
(*                                                                         *)
(* What it is for.  Several clients want to write to one piece of storage, *)
(* one at a time.  A lock service grants the lock for a limited time (a    *)
(* lease), so that a client that dies does not block the others for ever.  *)
(* With every grant goes a number, the fencing token, larger than all      *)
(* before it.                                                              *)
(*                                                                         *)
(* What goes wrong in practice.  A client is paused: by a garbage          *)
(* collector, by a slow disk, by a virtual machine on the move; a write    *)
(* that sits in a network queue looks the same from outside.  The lease    *)
(* runs out, the lock goes to somebody else, and then the first client     *)
(* wakes up and writes, sure that it still holds the lock.  It cannot know *)
(* better: no check of the clock before the write helps, as the pause can  *)
(* come between the check and the write.                                   *)
(*                                                                         *)
(* What catches it.  NoStaleWrite: the last write that storage took bears  *)
(* the highest token that it has seen.  Storage keeps it true by turning   *)
(* away any token lower than the highest; LeaseLockUnfenced leaves that    *)
(* check out and loses an update in seven steps.                           *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Check OneWorkingClient (LeaseLockOverlap.cfg).  It is violated here, *)
(*    in the correct protocol: a lease alone excludes nobody, and all the  *)
(*    safety comes from the check in storage.                              *)
(*  - Let Expire happen to a client that works (its clock is slow).  What  *)
(*    still holds?                                                         *)
(*  - Let Release set holder to NoClient without looking who holds the     *)
(*    lock, as a plain "delete the key" does.  Which property notices?     *)
(*                                                                         *)
(* Tokens are integers without a bound, so there are infinitely many       *)
(* states.  LeaseLock.cfg leaves them so; LeaseLockExplicit.cfg cuts them  *)
(* off with a constraint, for a search that lists the states.              *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    Clients,     \* the set of clients
    NoClient,    \* "nobody holds the lock"
    MaxToken     \* used by the constraint TokensBounded only

ASSUME NoClient \notin Clients

VARIABLES
    holder,      \* lock service: who has the lease, or NoClient
    lastToken,   \* lock service: the last token that was handed out
    mode,        \* each client: "idle", "working" or "paused"
    token,       \* each client: the token it was given; 0 before its first
    highest,     \* storage: the highest token in any write it took
    writer       \* storage: the token of the last write it took

service == <<holder, lastToken>>
clients == <<mode, token>>
storage == <<highest, writer>>
vars == <<holder, lastToken, mode, token, highest, writer>>

TypeOK ==
    /\ holder \in Clients \cup {NoClient}
    /\ lastToken \in Nat
    /\ mode \in [Clients -> {"idle", "working", "paused"}]
    /\ token \in [Clients -> Nat]
    /\ highest \in Nat
    /\ writer \in Nat

Init ==
    /\ holder = NoClient
    /\ lastToken = 0
    /\ mode = [c \in Clients |-> "idle"]
    /\ token = [c \in Clients |-> 0]
    /\ highest = 0
    /\ writer = 0

-----------------------------------------------------------------------------
(* The lock service. *)

Acquire(c) ==
    /\ mode[c] = "idle"
    /\ holder = NoClient
    /\ holder' = c
    /\ lastToken' = lastToken + 1
    /\ token' = [token EXCEPT ![c] = lastToken']
    /\ mode' = [mode EXCEPT ![c] = "working"]
    /\ UNCHANGED storage

Release(c) ==
    /\ mode[c] = "working"
    /\ holder' = IF holder = c THEN NoClient ELSE holder
    /\ mode' = [mode EXCEPT ![c] = "idle"]
    /\ UNCHANGED <<lastToken, token, storage>>

\* A working client renews its lease in time; a paused one cannot.  The client is not told.
Expire(c) ==
    /\ holder = c
    /\ mode[c] = "paused"
    /\ holder' = NoClient
    /\ UNCHANGED <<lastToken, clients, storage>>

-----------------------------------------------------------------------------
(* The clients, which may stop between any two steps and go on later as if *)
(* nothing had happened.                                                   *)

Pause(c) ==
    /\ mode[c] = "working"
    /\ mode' = [mode EXCEPT ![c] = "paused"]
    /\ UNCHANGED <<service, token, storage>>

Wake(c) ==
    /\ mode[c] = "paused"
    /\ mode' = [mode EXCEPT ![c] = "working"]
    /\ UNCHANGED <<service, token, storage>>

-----------------------------------------------------------------------------
(* A write reaches storage, which takes it or turns it away. *)

Write(c) ==
    /\ mode[c] = "working"
    /\ highest <= token[c]          \* the fencing check
    /\ highest' = token[c]
    /\ writer' = token[c]
    /\ UNCHANGED <<service, clients>>

\* A client that is turned away learns that it has lost the lock.
Reject(c) ==
    /\ mode[c] = "working"
    /\ token[c] < highest
    /\ mode' = [mode EXCEPT ![c] = "idle"]
    /\ UNCHANGED <<service, token, storage>>

-----------------------------------------------------------------------------
Next ==
    \E c \in Clients :
        \/ Acquire(c) \/ Release(c) \/ Expire(c)
        \/ Pause(c) \/ Wake(c)
        \/ Write(c) \/ Reject(c)

Spec == Init /\ [][Next]_vars

\* A lease that nobody renews runs out.
LiveSpec == Spec /\ \A c \in Clients : WF_vars(Expire(c))

-----------------------------------------------------------------------------
(* What is checked. *)

\* The last write that storage took bears the highest token of all writes it took.
NoStaleWrite == writer = highest

\* Nobody holds a token that was not handed out, and no two clients hold the same one.
TokensAreUnique ==
    /\ \A c \in Clients : token[c] <= lastToken
    /\ \A c, d \in Clients : c # d /\ token[c] = token[d] => token[c] = 0

\* Violated, and not by a bug: see LeaseLockOverlap.cfg.
OneWorkingClient ==
    \A c, d \in Clients : mode[c] = "working" /\ mode[d] = "working" => c = d

TokensNeverDecrease ==
    [][lastToken' >= lastToken /\ highest' >= highest]_vars

\* A client that stops for good does not keep the lock.
PausedClientDoesNotBlock ==
    \A c \in Clients :
        (holder = c /\ mode[c] = "paused") ~> (holder # c \/ mode[c] # "paused")

\* For searches that list the states: look at no state past this many grants.
TokensBounded == lastToken <= MaxToken
=============================================================================
