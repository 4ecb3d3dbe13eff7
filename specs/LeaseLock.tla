------------------------------- MODULE LeaseLock -------------------------------
(* A lock service hands out leases, and lease holders write to a storage.        *)
(*                                                                               *)
(* Lesson: a lease alone protects nothing. A client that pauses (garbage         *)
(* collection, a slow network) goes on writing after its lease has run out and   *)
(* somebody else has got the lock. The storage has to refuse writes that carry   *)
(* an older token than one that it has seen: a fencing token.                    *)
(*                                                                               *)
(* LeaseLock.cfg has the storage check tokens. LeaseLockNoFencing.cfg does not:  *)
(* the checker shows how a late write overwrites a newer one.                    *)
(* Tokens are unbounded: no constant limits how many leases are handed out.      *)
EXTENDS Integers

CONSTANTS
    Clients,    \* who competes for the lock
    Nobody,     \* the holder while the lock is free
    Fencing     \* TRUE: the storage compares tokens before it accepts a write

VARIABLES
    holder,     \* whom the lock service takes for the holder
    lastLease,  \* the token of the newest lease
    token,      \* what each client believes: the token of its lease, 0 for none
    newest,     \* the newest token that the storage has seen in a write
    content     \* the token of the write that the storage keeps

vars == <<holder, lastLease, token, newest, content>>

Init ==
    /\ holder = Nobody
    /\ lastLease = 0
    /\ token = [c \in Clients |-> 0]
    /\ newest = 0
    /\ content = 0

\* A client gets the free lock and, with it, a token greater than all before.
Acquire(c) ==
    /\ holder = Nobody
    /\ holder' = c
    /\ lastLease' = lastLease + 1
    /\ token' = [token EXCEPT ![c] = lastLease + 1]
    /\ UNCHANGED <<newest, content>>

\* The lease runs out. The client does not notice: it keeps its token.
Expire ==
    /\ holder /= Nobody
    /\ holder' = Nobody
    /\ UNCHANGED <<lastLease, token, newest, content>>

\* A client that believes it has the lock writes, perhaps much too late.
Write(c) ==
    /\ token[c] > 0
    /\ Fencing => token[c] >= newest
    /\ content' = token[c]
    /\ newest' = IF token[c] > newest THEN token[c] ELSE newest
    /\ UNCHANGED <<holder, lastLease, token>>

\* A client that is done gives up its lease, if it still is its own.
Release(c) ==
    /\ token[c] > 0
    /\ token' = [token EXCEPT ![c] = 0]
    /\ holder' = IF holder = c THEN Nobody ELSE holder
    /\ UNCHANGED <<lastLease, newest, content>>

Next ==
    \/ Expire
    \/ \E c \in Clients : Acquire(c) \/ Write(c) \/ Release(c)

Spec == Init /\ [][Next]_vars

TypeOK ==
    /\ holder \in Clients \cup {Nobody}
    /\ token \in [Clients -> Nat]
    /\ {lastLease, newest, content} \subseteq Nat

\* What the storage keeps is the newest write that reached it.
NoLostUpdate == content = newest

\* Nobody carries a token that was never handed out.
TokensAreIssued == \A c \in Clients : token[c] <= lastLease
================================================================================
